package document

import (
	"errors"
	"strings"
	"unicode"

	"github.com/optviz/optviz/surfaces/formula"
)

// printedSigns are signs of printed formulas that --formula does not take.
const printedSigns = "|√½¼"

// Typeable returns a formula as it is printed, as in 2 |x| + ½√(y), as --formula takes it: 2*abs(x) + 0.5*sqrt(y).
// ok is false of a formula with other mistakes.
func Typeable(text string, params map[string]float64) (out string, ok bool) {
	text = strings.NewReplacer("√(", "sqrt(", "½", "0.5 ", "¼", "0.25 ").Replace(text)
	return withProducts(withMagnitudes(text), params)
}

// withMagnitudes returns a formula with abs(x) for |x|. A bar opens a magnitude where none is open, and where a
// value is yet to come.
func withMagnitudes(text string) string {
	var b strings.Builder
	open, awaits := 0, true // a value is to come
	for _, r := range text {
		switch {
		case r != '|':
			b.WriteRune(r)
		case open == 0 || awaits:
			b.WriteString("abs(")
			open++
		default:
			b.WriteString(")")
			open--
		}
		switch {
		case r == '|' && !strings.HasSuffix(b.String(), ")"):
			awaits = true
		case !unicode.IsSpace(r):
			awaits = strings.ContainsRune("+-*/^([{,−·×", r)
		}
	}
	return b.String()
}

// withProducts returns a formula with each missing * put in, as in 2 x y.
func withProducts(text string, params map[string]float64) (out string, ok bool) {
	const mostMissing = 10 // more are no slips
	for range mostMissing {
		_, err := formula.Parse(text, params)
		if err == nil {
			return text, true
		}
		var e *formula.Error
		if !errors.As(err, &e) || !e.MissingProduct {
			return "", false
		}
		text = strings.TrimRight(e.Text[:e.Pos], " ") + "*" + e.Text[e.Pos:]
	}
	return "", false
}
