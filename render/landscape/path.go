package landscape

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
)

// Sizes of a run's path in units.
const (
	HaloWidth  = 2   // by how much the pale line below a path is wider than the path
	HeadRadius = 4   // radius of the marker at a path's end
	DotRadius  = 1.9 // radius of the marker of an iterate
)

// DrawPath draws the part of a line that lies in a box in a style, over a pale halo.
// Both widths are in units.
func DrawPath(s *sheet.Sheet, box vg.Rectangle, line []vg.Point, style sheet.LineStyle, width, halo vg.Length) {
	for _, part := range polyline.Clip(line, box) {
		part = polyline.Simplify(part, 0.1*s.Unit)
		s.Line(part, sheet.Paper, halo)
		s.RunLine(part, style, width)
	}
}

// DrawDots marks every n-th point of a line that lies in a box.
func DrawDots(s *sheet.Sheet, box vg.Rectangle, line []vg.Point, style sheet.LineStyle, n int) {
	for k := 0; k < len(line); k += n {
		if polyline.Inside(line[k], box) {
			s.Fill(style.Marker(line[k], DotRadius*s.Unit), style.Color)
		}
	}
}

// DrawStart draws the ring that marks the start of a run.
func DrawStart(s *sheet.Sheet, at vg.Point) {
	s.Fill(shape.Circle(at, sheet.StartRadius*s.Unit), sheet.Paper)
	s.Fill(shape.Circle(at, 3.7*s.Unit), sheet.Ink)
	s.Fill(shape.Circle(at, 2.1*s.Unit), sheet.Paper)
}

// DrawArrow draws an arrow of one length in the direction d of the plane's coordinates.
// The arrow starts at the point x if from is set, and is centred on x otherwise. A
// direction that is 0 or not finite has no arrow.
func DrawArrow(s *sheet.Sheet, p Plane, x, d []float64, c color.RGBA, from bool) {
	const length = 13 // units
	// Both axes to the figure's scale, which differs where the aspect is not equal.
	dx := d[0] * float64(p.Width()) / (p.Window[0][1] - p.Window[0][0])
	dy := d[1] * float64(p.Height()) / (p.Window[1][1] - p.Window[1][0])
	norm := math.Hypot(dx, dy)
	if !(norm > 0) || math.IsInf(norm, 0) {
		return
	}
	reach := vg.Point{X: vg.Length(dx / norm), Y: vg.Length(dy / norm)}.Scale(length * s.Unit)
	tail := p.At(x[0], x[1])
	if !from {
		tail = tail.Sub(reach.Scale(0.5))
	}
	tip := tail.Add(reach)
	s.Line([]vg.Point{tail, tip}, c, 0.7)
	s.Fill(shape.Arrowhead(tip, math.Atan2(dy, dx), 5*s.Unit), c)
}

// Middle returns the middle of part i of n even parts of a side.
func Middle(side [2]float64, i, n int) float64 {
	return side[0] + (float64(i)+0.5)/float64(n)*(side[1]-side[0])
}
