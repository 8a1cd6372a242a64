package spec

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/optviz/optviz/render/scale"
)

// name fills the title and what the runs are called, which may be templates of what
// the drawing, now computed, shows: see Measure.
func (g *Drawing) name() error {
	texts := []*string{&g.Document.MapSpec.Title}
	for i := range g.Plan.Runs {
		texts = append(texts, &g.Plan.Runs[i].Label)
	}
	if g.Map != nil {
		texts = append(texts, &g.Map.Spec.Title)
		for i := range g.Map.Panels {
			texts = append(texts, &g.Map.Panels[i].Title)
		}
	}
	for _, t := range texts {
		var err error
		if *t, err = g.measured(*t); err != nil {
			return err
		}
	}
	return nil
}

// measured is a plain text that may be a template, with raised powers of ten.
func (g *Drawing) measured(text string) (string, error) {
	if !strings.Contains(text, "{{") {
		return text, nil
	}
	words, err := g.Measure(text, g.Document.lang())
	if err == nil {
		err = checkTitle(words)
	}
	if err != nil {
		return "", fmt.Errorf("%s: %w", quote(text), err)
	}
	return Raise(words), nil
}

// power is a power of ten as captions write it, in plain text.
var power = regexp.MustCompile(`10\^(−?\d+)`)

// asMath is a text with its powers of ten as mathematics.
func asMath(text string) string { return power.ReplaceAllString(text, "$$10^{$1}$$") }

// raising is an exponent as captions write it, in plain text.
var raising = regexp.MustCompile(`\^−?\d+`)

// Raise is a plain text with its exponents raised: 10⁻⁶ for 10^−6.
func Raise(text string) string {
	return raising.ReplaceAllStringFunc(text, func(p string) string { return scale.Raised(strings.TrimPrefix(p, "^")) })
}
