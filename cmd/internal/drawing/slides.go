package drawing

import (
	"slices"

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
// be made again from its Source. Anything else is one slide, itself.
func (g *Drawing) Slides() []*Drawing {
	if !g.Style.Theme.Slides || len(g.leaves()) < 2 || g.whole != nil {
		return []*Drawing{g}
	}
	whole := *g // the grids are the same for each place up to which runs are drawn
	whole.Document.Until = nil
	slides := whole.grids(func(page *Drawing) *Drawing { return page }, g.Style)
	for _, s := range slides {
		s.Document.Caption = g.Document.Caption
		if len(slides) > 1 {
			s.Document.Caption = nil // tells of all
			s.whole, s.figures = g, numbersOf(s.leaves(), g.leaves())
		}
		s.Style = g.Style
		s.Document.Until = g.Document.Until
		s.untilEnd(g)
	}
	return slides
}

// Builds returns each of the Slides with its runs up to each of some places on their axis: a figure is built
// before the next begins. The runs of a slide stop at their ends, where those of others go on.
func (g *Drawing) Builds(places []float64) [][]*Drawing {
	var builds [][]*Drawing
	for _, slide := range g.Slides() {
		var build []*Drawing
		for _, place := range places {
			until := slide.Until(place)
			until.untilEnd(g.wholePage())
			build = append(build, until)
		}
		builds = append(builds, build)
	}
	return builds
}

// numbersOf returns the numbers, from 1, of some figures among all.
func numbersOf(some, all []*Drawing) []int {
	var numbers []int
	for _, f := range some {
		numbers = append(numbers, slices.Index(all, f)+1)
	}
	return numbers
}

// untilEnd draws the runs of a slide to their ends where those of all slides go on to the document's
// place, and a slide without runs as it is.
func (g *Drawing) untilEnd(all *Drawing) {
	until := g.Document.Until
	switch {
	case until == nil || !all.bySteps() || *until > all.lastStep():
	case !slices.ContainsFunc(g.leaves(), func(p *Drawing) bool { return len(p.Plan.Runs) > 0 && p.Grid() == nil }):
		g.Document.Until = nil
	case *until > g.lastStep():
		last := g.lastStep()
		g.Document.Until = &last
	}
}

// grids returns slides that each show a grid of the figures of a page: figures that follow each
// other stand together, except those that need a slide of their own. slide makes a slide of a
// page, in whose style the figures are measured.
func (g *Drawing) grids(slide func(page *Drawing) *Drawing, style sheet.Style) []*Drawing {
	var all, together []*Drawing
	add := func(figures ...*Drawing) *Drawing { return slide(g.pageOf(figures...)) }
	flush := func() {
		all = append(all, slidesOf(together, add, style)...)
		together = nil
	}
	for _, p := range g.Parts() {
		switch {
		case len(p.Parts()) > 0:
			flush()
			all = append(all, p.grids(func(page *Drawing) *Drawing { return add(page) }, style)...)
		case p.fillsSlide():
			flush()
			all = append(all, add(p))
		default:
			together = append(together, p)
		}
	}
	flush()
	return all
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
	page.Content, page.Document.Figures = &Page{parts: figures}, nil
	for _, f := range figures {
		page.Document.Figures = append(page.Document.Figures, f.Document)
	}
	return &page
}
