package drawing

import (
	"github.com/optviz/optviz/render/sheet"
)

// A slide shows a grid of at most slideColumns x slideRows figures of a page, or mostColumns in
// one row.
const (
	slideColumns = 3
	slideRows    = 2
	mostColumns  = 4
)

// Slides returns what a drawing is shown as. In a theme for slides the figures of a page stand
// in grids that can be read from afar: a page becomes as many slides as its grids need, each
// below the titles of the pages that its figures are on, and each slide is a drawing that can
// be made again from its Document. Anything else is one slide, itself.
func (g *Drawing) Slides() []*Drawing {
	if theme, _ := sheet.ThemeByName(g.Style.Theme); !theme.Slides || len(g.leaves()) < 2 {
		return []*Drawing{g}
	}
	slides := g.grids()
	for _, s := range slides {
		s.Document.Caption = g.Document.Caption
		if len(slides) > 1 {
			s.Document.Caption = nil // tells of all
		}
		s.fit(g.Style)
	}
	return slides
}

// grids returns pages that each show a grid of the figures of a page: figures that follow each
// other stand together, except those that need a slide of their own.
func (g *Drawing) grids() []*Drawing {
	var all []*Drawing
	var together []*Drawing
	flush := func() {
		all = append(all, g.balanced(together)...)
		together = nil
	}
	for _, p := range g.Parts() {
		switch {
		case len(p.Parts()) > 0:
			flush()
			for _, inner := range p.grids() {
				all = append(all, g.pageOf(inner))
			}
		case p.fillsSlide():
			flush()
			all = append(all, g.pageOf(p))
		default:
			together = append(together, p)
		}
	}
	flush()
	return all
}

// balanced returns pages with equal numbers of figures, as many on each as a slide shows. Where
// maps follow curves or curves follow maps only once, neither share a grid of several rows with
// the other: their rows would have axes of their own.
func (g *Drawing) balanced(figures []*Drawing) []*Drawing {
	var all []*Drawing
	if at := onlyChange(figures); at > 0 && len(figures) > slideColumns {
		return append(g.balanced(figures[:at]), g.balanced(figures[at:])...)
	}
	for pages := (len(figures) + slideColumns*slideRows - 1) / (slideColumns * slideRows); pages > 0; pages-- {
		n := (len(figures) + pages - 1) / pages
		all = append(all, g.pageOf(figures[:n]...))
		figures = figures[n:]
	}
	return all
}

// onlyChange returns the index of the only figure that is a map where the figure before is none,
// or the reverse; 0 where there is no such figure or several.
func onlyChange(figures []*Drawing) (at int) {
	for i := 1; i < len(figures); i++ {
		if figures[i].isMap() == figures[i-1].isMap() {
			continue
		}
		if at > 0 {
			return 0
		}
		at = i
	}
	return at
}

// isMap reports whether a figure shows a landscape.
func (g *Drawing) isMap() bool {
	r, ok := g.Content.(*Runs)
	return ok && r.view.Planar
}

// fillsSlide reports whether a figure has panels, tables or a diagram of its own whose text
// only a whole slide leaves room for.
func (g *Drawing) fillsSlide() bool {
	switch c := g.Content.(type) {
	case *Runs:
		switch c.view.Name {
		case "compare", "fit", "panels", "steps":
			return true
		}
		return false
	case *Diagram, *Gradcheck, *Basins:
		return true
	case *Sweep:
		return len(c.Y.Values) > 0 && len(c.Panels) > 1
	}
	return false
}

// pageOf returns the page with some of its figures.
func (g *Drawing) pageOf(figures ...*Drawing) *Drawing {
	page := *g
	page.Content, page.Document.Figures = &Page{figures}, nil
	for _, f := range figures {
		page.Document.Figures = append(page.Document.Figures, f.Document)
	}
	return &page
}
