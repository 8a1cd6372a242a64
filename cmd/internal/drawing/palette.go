package drawing

import (
	"slices"

	"github.com/optviz/optviz/cmd/internal/sweep"
	"github.com/optviz/optviz/render/sheet"
)

// sharePalette gives all figures of a page the same styles for the same lines. It needs the
// rates of tuned runs.
func (g *Drawing) sharePalette() {
	if len(g.Parts()) == 0 {
		return
	}
	var figures [][]sheet.Subject
	for _, f := range g.leaves() {
		figures = append(figures, f.Content.subjects(f))
	}
	g.usePalette(sheet.NewPalette(g.Style.Theme, figures...))
}

// usePalette sets the palette of a drawing and of the drawings on it.
func (g *Drawing) usePalette(p *sheet.Palette) {
	g.Style.Palette = p
	for _, part := range g.Parts() {
		part.usePalette(p)
	}
}

func (p *Page) subjects(*Drawing) []sheet.Subject { return nil }

func (r *Runs) subjects(g *Drawing) []sheet.Subject {
	if g.Document.SharedStyle {
		return nil
	}
	return g.Plan.Subjects()
}

func (m *Sweep) subjects(*Drawing) []sheet.Subject {
	if len(m.Y.Values) > 0 { // a map has no lines of runs
		return nil
	}
	return m.heatMap().Subjects()
}

// lineSubject returns what the line of a panel stands for: its run without the numbers that
// change along the axes.
func lineSubject(g *sweep.Grid, p sweep.Panel) sheet.Subject {
	of := p.Run.Subject()
	of.Numbers = slices.DeleteFunc(of.Numbers, func(n sheet.Number) bool {
		return slices.ContainsFunc(g.AxisParams(), func(a sweep.AxisParam) bool { return a.Key == n.Key })
	})
	return of
}

func (m *Basins) subjects(*Drawing) []sheet.Subject { return nil }

func (c *Cloud) subjects(*Drawing) []sheet.Subject {
	var out []sheet.Subject
	for _, s := range c.Sets {
		out = append(out, s.subject())
	}
	return out
}

func (f *Functions) subjects(g *Drawing) []sheet.Subject {
	var out []sheet.Subject
	for i, c := range g.Document.Curves {
		if !c.Same {
			out = append(out, f.subject(g, i))
		}
	}
	return out
}

// subject returns what a curve stands for: the rule whose colour it has, and its label.
func (f *Functions) subject(g *Drawing, curve int) sheet.Subject {
	return sheet.Subject{Rule: f.Curves[curve].look, Variant: g.Document.Curves[curve].Label.In("en")}
}

func (o *Orbit) subjects(*Drawing) []sheet.Subject {
	return []sheet.Subject{lineSubject(o.Sweep.Grid, o.Sweep.Panels[0])}
}
