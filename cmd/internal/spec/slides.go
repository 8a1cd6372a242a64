package spec

import "github.com/optviz/optviz/render"

// Slides are what a drawing is shown as. In a theme whose text leaves a part of a
// page no room, the figures of a page are slides of their own, below the page's
// title, and each is a drawing that can be made again from its Document. Anything
// else is one slide, itself.
func (g *Drawing) Slides() []*Drawing {
	figures := g.leaves()
	if theme, _ := render.ThemeByName(g.Style.Theme); !theme.Apart || len(figures) < 2 {
		return []*Drawing{g}
	}
	var slides []*Drawing
	for _, f := range figures {
		f := *f
		one := *g
		one.Parts = []*Drawing{&f}
		one.Document.Figures = []Document{f.Document}
		one.Document.Caption = nil // tells of all
		f.fit(one.Document.layout().Cell(one.Style, 1))
		slides = append(slides, &one)
	}
	return slides
}
