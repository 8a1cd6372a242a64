package catalog

import (
	"math/rand/v2"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

// What the scanners replace: package regexp would add 170 kB to the live page.
var (
	sides          = regexp.MustCompile(`^(.*?[0-9.].*?)[x×](\s*[-+.0-9].*)$`)
	proportion     = regexp.MustCompile(`^\s*([1-9][0-9]?)\s*:\s*([1-9][0-9]?)\s*$`)
	scheduleJoints = regexp.MustCompile(`\*|@[^+@*]*\+`)
	braces         = regexp.MustCompile(`\{[^{}\s,=]*\}`)
	constantName   = regexp.MustCompile(`[A-Za-z_]\w*`)
)

// The scanners do what the regular expressions did, on random texts of what matters to them.
func TestScan(t *testing.T) {
	pieces := strings.Split("0 1 12 . x × y _ 2a a2 @ * + - : , { } {1} =\xff ä K cm px @5+ @10+ 16:9 {a/2}", " ")
	pieces = append(pieces, " ", "\t", "\n", "\u2009", "=")
	r := rand.New(rand.NewPCG(1, 2))
	for range 300_000 {
		var b strings.Builder
		for range r.IntN(8) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		text := b.String()
		check := func(what string, got, want []string) {
			if !reflect.DeepEqual(got, want) && len(got)+len(want) > 0 {
				t.Fatalf("%s of %q: %q, want %q", what, text, got, want)
			}
		}
		var split, proportions []string
		if m := sides.FindStringSubmatch(strings.ToLower(strings.TrimSpace(text))); m != nil {
			split = []string{strings.TrimSpace(m[1]), strings.TrimSpace(m[2])}
		}
		if width, height, ok := SplitSize(text); ok {
			check("sides", []string{width, height}, split)
		} else {
			check("sides", nil, split)
		}
		if m := proportion.FindStringSubmatch(text); m != nil {
			proportions = m[1:]
		}
		if width, height, ok := splitProportion(text); ok {
			check("proportion", []string{width, height}, proportions)
		} else {
			check("proportion", nil, proportions)
		}
		check("names", names(text), constantName.FindAllString(text, -1))
		check("terms", ScheduleTerms(text), scheduleJoints.Split(text, -1))
		var formulas []string
		for before, formula, after, ok := cutFormula(text); ok; before, formula, after, ok = cutFormula(after) {
			_, formulas = before, append(formulas, "{"+formula+"}")
		}
		check("formulas", formulas, braces.FindAllString(text, -1))
	}
}
