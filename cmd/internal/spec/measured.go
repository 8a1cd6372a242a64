package spec

import (
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
)

// name fills the title, what the runs are called and the caption, which may measure what
// the drawing, now computed, shows: see Measure.
func (g *Drawing) name() error {
	type worded struct {
		key  string
		text *string
	}
	texts := []worded{{"title", &g.Document.GridSpec.Title}}
	for i := range g.Plan.Runs {
		texts = append(texts, worded{"names", &g.Plan.Runs[i].Label})
	}
	if g.Grid != nil {
		texts = append(texts, worded{"title", &g.Grid.Spec.Title})
		for i := range g.Grid.Panels {
			texts = append(texts, worded{"names", &g.Grid.Panels[i].Title})
		}
	}
	for _, t := range texts {
		var err error
		if *t.text, err = g.measured(t.key, *t.text); err != nil {
			return err
		}
	}
	d := g.Document
	var err error
	g.caption, err = g.Measure(d.Words(d.Caption), d.Language())
	return catalog.Blame("caption", d.Words(d.Caption), err)
}

// measured is a plain text of a key that may measure, with raised powers of ten.
func (g *Drawing) measured(key, text string) (string, error) {
	if !strings.Contains(text, "{{") {
		return text, nil
	}
	words, err := g.Measure(text, g.Document.Language())
	if err == nil {
		err = g.Document.CheckTitle(words)
	}
	if err != nil {
		return "", catalog.Blame(key, text, err)
	}
	return document.Raise(words), nil
}

// Caption is the caption of a computed drawing, "" without one.
func (g *Drawing) Caption() string { return g.caption }
