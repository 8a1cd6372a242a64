package drawing

import (
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/render/sheet"
)

// Slides returns what a drawing is shown as. In a theme whose text leaves a part of a
// page no room, the figures of a page are slides of their own, below the titles of the
// pages that they are on, and each is a drawing that can be made again from its
// Document. Anything else is one slide, itself.
func (g *Drawing) Slides() []*Drawing {
	if theme, _ := sheet.ThemeByName(g.Style.Theme); !theme.Apart || len(g.leaves()) < 2 {
		return []*Drawing{g}
	}
	slides := g.alone()
	for _, s := range slides {
		s.fit(g.Style)
	}
	return slides
}

// alone returns the figures of a page, each on a page of its own.
func (g *Drawing) alone() []*Drawing {
	one := *g
	if len(g.Parts()) == 0 {
		return []*Drawing{&one}
	}
	var all []*Drawing
	for _, p := range g.Parts() {
		for _, f := range p.alone() {
			page := one
			page.Content, page.Document.Figures = &Page{[]*Drawing{f}}, []document.Document{f.Document}
			page.Document.Caption = nil // tells of all
			all = append(all, &page)
		}
	}
	return all
}
