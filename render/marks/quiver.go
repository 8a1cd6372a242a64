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
	Window    [2][2]float64                       // x and y ranges: {{x0, x1}, {y0, y1}}
	Pitch     float64                             // distance between the points of the grid, in points; 0: 21
	Color     color.RGBA
}

// NewQuiver returns the arrows of steepest descent, -grad f, over the window of a surface's
// Meta. It panics unless the surface has two dimensions.
func NewQuiver(f surfaces.Surface) *Quiver {
	return &Quiver{
		Direction: func(x, y float64) (dx, dy float64) {
			var g [2]float64
			f.Grad(g[:], []float64{x, y})
			return -g[0], -g[1]
		},
		Window: windowOf(f),
		Color:  sheet.FieldLine,
	}
}

// Plot implements plot.Plotter.
func (q *Quiver) Plot(c draw.Canvas, p *plot.Plot) {
	plane, ok := planeOf(c, p, q.Window)
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
			landscape.DrawArrow(s, plane, x, []float64{dx, dy}, q.Color, false)
		}
	}
	s.DrawMarks(c)
}

// DataRange implements plot.DataRanger: it returns the window.
func (q *Quiver) DataRange() (xmin, xmax, ymin, ymax float64) {
	return q.Window[0][0], q.Window[0][1], q.Window[1][0], q.Window[1][1]
}
