package render

import (
	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/render/words"
)

// Quiver draws contours with the trajectories, and arrows of one length at the points of a
// grid. The arrows point in the direction of steepest descent, -grad f, or of the first
// step that a track's First takes from there, in the track's colour. The contours show how
// steep the surface is.
func Quiver(sc Scene, style sheet.Style) (Figure, error) {
	fs := sc.flows(style.Palette.Styles(subjects(sc.Tracks)))
	return withLandscape(sc, style, overlay{texture: func(s *sheet.Sheet, p landscape.Plane, names []vg.Rectangle) { arrows(s, p, fs, names) }}, arrowNote(words.Speak(style.Lang), fs))
}

// flow is a field of directions for arrows. Its function at returns false where a point
// has no arrow.
type flow struct {
	label string // of its run; "" for steepest descent
	color sheet.Hue
	at    func(x []float64) ([]float64, bool)
}

// flows returns a flow for each track with a First, and steepest descent where no track
// has one.
func (sc Scene) flows(styles []sheet.LineStyle) []flow {
	var all []flow
	for i, t := range sc.Tracks {
		if t.First != nil {
			all = append(all, flow{t.Label, styles[i].Hue(), t.First})
		}
	}
	if all == nil {
		all = []flow{{color: sheet.MapArrow, at: sc.descent}}
	}
	return all
}

// descent returns the direction of steepest descent, -grad f.
func (sc Scene) descent(x []float64) ([]float64, bool) {
	g := make([]float64, len(x))
	sc.Surface.Grad(g, x)
	for i := range g {
		g[i] = -g[i]
	}
	return g, true
}

// arrowNote returns the note, as markup, that explains the arrows.
func arrowNote(l words.Language, fs []flow) string {
	switch {
	case fs[0].label == "":
		return l.DescentArrows()
	case len(fs) == 1:
		return l.FirstStepArrows(typeset.Escape(fs[0].label))
	}
	return l.EachFirstStepArrows()
}

// arrows draws an arrow of each flow at the points of a grid. The arrows of one flow are
// centred on the points; those of several flows start at the points of a wider grid. No arrow is
// drawn under a name, which would be hard to read across arrows.
func arrows(s *sheet.Sheet, p landscape.Plane, fs []flow, names []vg.Rectangle) {
	pitch, several := vg.Length(21), len(fs) > 1 // units
	if several {
		pitch = 31
	}
	nx, ny := int(p.Width()/(pitch*s.Unit)), int(p.Height()/(pitch*s.Unit))
	for j := range ny {
		for i := range nx {
			x := []float64{landscape.Middle(p.Window[0], i, nx), landscape.Middle(p.Window[1], j, ny)}
			for _, f := range fs {
				if d, ok := f.at(x); ok && !sheet.Overlaps(landscape.ArrowBox(s, p, x, d, several), names) {
					landscape.DrawArrow(s, p, x, d, f.color, several)
				}
			}
			if dot := p.At(x[0], x[1]); several && !sheet.Overlaps(sheet.Around(dot, 1.1*s.Unit), names) {
				s.Figure.Fill(shape.Circle(dot, 1.1*s.Unit), s.OnMap(sheet.MapArrow))
			}
		}
	}
}
