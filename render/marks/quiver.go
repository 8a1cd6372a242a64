package marks

import (
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg/draw"

	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// Quiver draws arrows of one length at the points of an even grid, in the direction of a
// field of two dimensions.
type Quiver struct {
	Direction func(x, y float64) (dx, dy float64) // a direction of (0, 0) has no arrow
	Window    surfaces.Window                     // nil: all that the plot shows
	Pitch     float64                             // distance between the points of the grid, in points; 0: 21
	Color     color.RGBA
}

// NewQuiver returns the arrows of steepest descent, -grad f, over the customary window of a
// surface. A surface of other than two dimensions, or without a customary window, is an
// error.
func NewQuiver(f surfaces.Surface) (*Quiver, error) {
	m, err := planar(f)
	if err != nil {
		return nil, err
	}
	return &Quiver{
		Direction: func(x, y float64) (dx, dy float64) {
			var g [2]float64
			f.Grad(g[:], []float64{x, y})
			return -g[0], -g[1]
		},
		Window: m.Window,
		Color:  sheet.FieldLine,
	}, nil
}

// Plot implements plot.Plotter.
func (q *Quiver) Plot(c draw.Canvas, p *plot.Plot) {
	window := q.Window
	if window == nil {
		window = shownBy(p)
	}
	plane, ok := planeOf(c, p, window)
	if !ok {
		return
	}
	pitch := q.Pitch
	if !(pitch > 0) {
		pitch = 21
	}
	s := newSheet()
	nx, ny := int(plane.Width().Points()/pitch), int(plane.Height().Points()/pitch)
	for j := range ny {
		for i := range nx {
			x := []float64{landscape.Middle(plane.Window[0], i, nx), landscape.Middle(plane.Window[1], j, ny)}
			dx, dy := q.Direction(x[0], x[1])
			landscape.DrawArrow(s, plane, x, []float64{dx, dy}, sheet.Hue{OnPaper: q.Color, OnMap: q.Color}, false)
		}
	}
	s.DrawMarks(c)
}

// DataRange implements plot.DataRanger: it returns the window, or an empty range without a
// window.
func (q *Quiver) DataRange() (xmin, xmax, ymin, ymax float64) {
	if q.Window == nil {
		return extent(nil)
	}
	return ends(q.Window)
}
