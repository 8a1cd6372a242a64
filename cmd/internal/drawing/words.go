package drawing

import (
	"context"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/render/typeset"
)

// Measurer makes what fills texts with what a computed drawing shows, as {{.Steps 1 1e-6}}.
// Package measure has the one implementation: it knows drawings, so it is handed in.
type Measurer interface {
	Of(ctx context.Context, g *Drawing) Filler
}

// Filler fills texts with what one computed drawing shows.
type Filler interface {
	Fill(text, lang string) (string, error)
}

// namedText is a text that may measure, and the key that it comes from.
type namedText struct {
	key  string
	text *string
}

// name fills the title, what the runs are called, the note and the caption, which may measure what
// the drawing, now computed, shows.
func (g *Drawing) name(ctx context.Context) error {
	g.filler = g.measurer.Of(ctx, g)
	texts := []namedText{{"title", &g.Document.GridSpec.Title}}
	for i := range g.Plan.Runs {
		texts = append(texts, namedText{"names", &g.Plan.Runs[i].Label}, namedText{"names", &g.Plan.Runs[i].Title}, namedText{"names", &g.Plan.Runs[i].ShortTitle})
	}
	for _, t := range append(texts, g.Content.texts()...) {
		var err error
		if *t.text, err = g.measured(t.key, *t.text); err != nil {
			return err
		}
	}
	d := g.Document
	for _, t := range []struct {
		key, text string
		markup    *string
	}{{"subtitle", d.GridSpec.Subtitle, &g.subtitle}, {"note", d.Words(d.Note), &g.note}} {
		words, err := g.filler.Fill(t.text, d.Language())
		if err != nil {
			return catalog.Blame(t.key, t.text, err)
		}
		*t.markup = typeset.Escape(document.Raise(strings.TrimSpace(words)))
	}
	var err error
	g.caption, err = g.filler.Fill(d.Words(d.Caption), d.Language())
	return catalog.Blame("caption", d.Words(d.Caption), err)
}

// measured returns a plain text of a key that may measure, with raised powers of ten.
func (g *Drawing) measured(key, text string) (string, error) {
	if !strings.Contains(text, "{{") {
		return text, nil
	}
	words, err := g.filler.Fill(text, g.Document.Language())
	if err == nil {
		err = g.Document.CheckTitle(words)
	}
	if err != nil {
		return "", catalog.Blame(key, text, err)
	}
	return document.Raise(words), nil
}

// Caption returns the caption of a computed drawing, "" without one.
func (g *Drawing) Caption() string { return g.caption }
