// Package marks gives the marks of optviz's figures to users of gonum/plot: Contours, Path,
// Quiver and Band are plot.Plotters, drawn by the same code as optviz's own figures, so that
// they stand on a plot.Plot beside any other plotter. A plotter's lengths are in points. For
// a whole figure on a canvas see figure.Figure.Draw.
package marks

import (
	"fmt"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg/draw"

	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// newSheet returns an empty sheet whose unit is a point.
func newSheet() *sheet.Sheet {
	const width, height = 800, 450 // points, at which a unit is a point
	const fine = 4                 // times as fine as 72 dots per inch
	return sheet.New(sheet.Style{Width: fine * width, Height: fine * height, DPI: fine * 72})
}

// axis is the scale of a plot's axis.
type axis struct{ *plot.Axis }

// At implements scale.Scale: it limits places to -1 and 2, and returns -1 for NaN.
func (a axis) At(v float64) float64 {
	at := a.Norm(v)
	if math.IsNaN(at) {
		return -1
	}
	return min(max(at, -1), 2)
}

// Ticks implements scale.Scale. The plot draws its own ticks.
func (a axis) Ticks(int) []scale.Tick { return nil }

// panelOf returns the panel of a plot's data canvas.
func panelOf(c draw.Canvas, p *plot.Plot) sheet.Panel {
	return sheet.Panel{Rectangle: c.Rectangle, X: axis{&p.X}, Y: axis{&p.Y}}
}

// shownBy returns the window that a plot's axes show.
func shownBy(p *plot.Plot) surfaces.Window {
	return surfaces.Window{{p.X.Min, p.X.Max}, {p.Y.Min, p.Y.Max}}
}

// ends returns the ends of a window of two coordinates.
func ends(w surfaces.Window) (xmin, xmax, ymin, ymax float64) {
	if len(w) != 2 {
		panic(fmt.Sprintf("marks: a window of %d coordinates, but a plot shows 2", len(w)))
	}
	return w[0][0], w[0][1], w[1][0], w[1][1]
}

// extent returns the range of the finite points.
func extent(points [][2]float64) (xmin, xmax, ymin, ymax float64) {
	xmin, ymin, xmax, ymax = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, q := range points {
		if isFinite(q) {
			xmin, xmax = min(xmin, q[0]), max(xmax, q[0])
			ymin, ymax = min(ymin, q[1]), max(ymax, q[1])
		}
	}
	return xmin, xmax, ymin, ymax
}

func isFinite(q [2]float64) bool {
	return !math.IsNaN(q[0]+q[1]) && !math.IsInf(q[0], 0) && !math.IsInf(q[1], 0)
}
