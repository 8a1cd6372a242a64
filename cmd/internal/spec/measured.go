package spec

import (
	"fmt"
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
	return power.ReplaceAllStringFunc(words, func(p string) string { return "10" + scale.Raised(strings.TrimPrefix(p, "10^")) }), nil
}
