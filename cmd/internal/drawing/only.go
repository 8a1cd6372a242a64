package drawing

import (
	"cmp"
	"context"
	"slices"

	"github.com/optviz/optviz/cmd/internal/document"
)

// resolveOnly resolves a page of which a document draws only some figures. They look as they do beside
// the others, which are computed, too: colours, axes and levels are of the whole page.
func resolveOnly(ctx context.Context, d document.Document, measurer Measurer) (*Drawing, error) {
	only := d.Only
	d.Only = nil
	whole, err := Resolve(ctx, d, measurer)
	if err != nil {
		return nil, err
	}
	g, err := whole.only(only)
	if err != nil {
		return nil, err
	}
	return g, g.Document.CheckMoving()
}

// only returns the page with some of its figures, counted from 1 in reading order, and with those pages
// on the page that have one of these figures.
func (g *Drawing) only(figures []int) (*Drawing, error) {
	shown := g.with(at(g.leaves(), figures))
	shown.whole, shown.figures = g, figures
	shown.Document.Caption, shown.caption = nil, "" // tells of all
	if !g.Style.Theme.Slides {                      // whose pages have one size
		if err := shown.setUsualStyle(); err != nil {
			return nil, err
		}
		shown.Style = layout(shown.Document, shown.Style).Fit(shown.Style, len(shown.Parts()))
		shown.Style.Palette = g.Style.Palette
	}
	return shown, nil
}

// at returns the figures with these numbers, from 1.
func at(all []*Drawing, numbers []int) []*Drawing {
	var some []*Drawing
	for _, n := range numbers {
		some = append(some, all[n-1])
	}
	return some
}

// with returns a page without the figures that are not among some, nil if none is left.
func (g *Drawing) with(some []*Drawing) *Drawing {
	var kept []*Drawing
	for _, p := range g.Parts() {
		switch {
		case len(p.Parts()) == 0 && slices.Contains(some, p):
			kept = append(kept, p)
		case len(p.Parts()) > 0:
			if p = p.with(some); p != nil {
				kept = append(kept, p)
			}
		}
	}
	if kept == nil {
		return nil
	}
	return g.pageOf(kept...)
}

// afterWhole does something with the whole page of which only some figures are drawn, and then takes
// these figures from that page again, with all that they have in common.
func (g *Drawing) afterWhole(do func(whole *Drawing) error) error {
	if err := do(g.whole); err != nil {
		return err
	}
	again, err := g.whole.only(g.figures)
	if err != nil {
		return err
	}
	*g = *again
	return nil
}

// wholePage returns the page of which only some figures are drawn, or else the drawing itself.
func (g *Drawing) wholePage() *Drawing { return cmp.Or(g.whole, g) }

// Source returns the document from which the drawing is made again: where it is a part of a page, that
// page.
func (g *Drawing) Source() document.Document {
	if g.whole == nil {
		return g.Document
	}
	d := g.whole.Document
	d.Only, d.Until = g.figures, g.Document.Until
	return d
}
