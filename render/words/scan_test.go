package words

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
)

// What the scanners replace.
var (
	decimalPoint   = regexp.MustCompile(`(\d|^)\.(\d)`)
	betweenNumbers = regexp.MustCompile(`([\d⁰¹²³⁴-⁹]}?\$?), (\$?[−-]?\d)`)
	wholeNumbers   = regexp.MustCompile(strings.ReplaceAll(`(?:^|[^\d,.;] |[^\d,.; \x{2009}])((?:N, )+N (?:und|oder) N)(?:$|[^\d.,]|\.(?:\D|$)|, \D|,$)`, "N", `[−-]?\d+(?:\x{2009}\d{3})*`))
)

// apart is German.Apart with regular expressions.
func apart(text string) string {
	between := func(text string) string {
		for betweenNumbers.MatchString(text) { // a digit may stand between two commas
			text = betweenNumbers.ReplaceAllString(text, "$1; $2")
		}
		return text
	}
	var out strings.Builder
	from := 0
	for _, at := range wholeNumbers.FindAllStringSubmatchIndex(text, -1) {
		out.WriteString(between(text[from:at[2]]) + text[at[2]:at[3]])
		from = at[3]
	}
	return out.String() + between(text[from:])
}

// The scanners do what the regular expressions did, on random texts of what matters to them.
func TestScan(t *testing.T) {
	pieces := []string{"1", "2", "34", "1\u2009234", "\u2009567", "12\u20093456", "0.5", ".", ",", ";", " ", ", ", ", ", ", 5", " und ", " und 3", " oder ", " oder 12",
		"1, 2 und 3", "1, 2, 3 oder 4", "-", "−", "$", "}", "²", "⁵", "\u2009", "x", "ä", "\xff", "\n"}
	r := rand.New(rand.NewPCG(1, 2))
	for range 300_000 {
		var b strings.Builder
		for range 1 + r.IntN(9) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		text := b.String()
		if got, want := decimalCommas(text), decimalPoint.ReplaceAllString(text, "$1,$2"); got != want {
			t.Fatalf("decimal commas of %q: %q, want %q", text, got, want)
		}
		if got, want := German.Apart(text), apart(text); got != want {
			t.Fatalf("%q apart: %q, want %q", text, got, want)
		}
	}
}
