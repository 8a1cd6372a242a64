package marks

import (
	"fmt"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/sheet"
)

// Path draws the iterates of a run: a line with a pale halo, a ring at the start, a marker
// at the end, and smaller markers at every Every-th iterate. Iterates beyond the plot are
// cut off at its edge.
type Path struct {
	Points [][2]float64
	Style  sheet.LineStyle
	Every  int // 0: only the start and the end are marked
}

// NewPath returns the path of a trajectory of two dimensions in line style n, of 0 to 7.
func NewPath(t optimizers.Trajectory, n int) (*Path, error) {
	if t.Dim != 2 {
		return nil, fmt.Errorf("a path needs a trajectory of 2 dimensions, not %d", t.Dim)
	}
	p := &Path{Style: sheet.LineStyleAt(n), Every: 1}
	for k := range t.Len() {
		x := t.At(k)
		p.Points = append(p.Points, [2]float64{x[0], x[1]})
	}
	return p, nil
}

// Plot implements plot.Plotter.
func (p *Path) Plot(c draw.Canvas, plt *plot.Plot) {
	s, panel := newSheet(), panelOf(c, plt)
	line := make([]vg.Point, 0, len(p.Points))
	for _, q := range p.Points {
		if isFinite(q) {
			line = append(line, panel.At(q[0], q[1]))
		}
	}
	if len(line) == 0 {
		return
	}
	var dots []int
	if p.Every > 0 {
		dots = landscape.Dotted(s, line, p.Every)
	}
	landscape.DrawPath(s, panel.Rectangle, line, p.Style, landscape.PathWidth, dots)
	if start := line[0]; polyline.Inside(start, panel.Rectangle) {
		landscape.DrawStart(s, start)
	}
	if end := line[len(line)-1]; polyline.Inside(end, panel.Rectangle) {
		landscape.DrawHead(s, end, p.Style, landscape.HeadRadius)
	}
	s.DrawMarks(c)
}

// DataRange implements plot.DataRanger: it returns the range of the finite iterates.
func (p *Path) DataRange() (xmin, xmax, ymin, ymax float64) { return extent(p.Points) }

// GlyphBoxes implements plot.GlyphBoxer: it returns the boxes of the markers at the start
// and the end, so that the plot leaves them room.
func (p *Path) GlyphBoxes(plt *plot.Plot) []plot.GlyphBox {
	var boxes []plot.GlyphBox
	for i, q := range p.Points {
		if (i == 0 || i == len(p.Points)-1) && isFinite(q) {
			r := vg.Length(sheet.StartRadius)
			boxes = append(boxes, plot.GlyphBox{
				X: plt.X.Norm(q[0]), Y: plt.Y.Norm(q[1]),
				Rectangle: vg.Rectangle{Min: vg.Point{X: -r, Y: -r}, Max: vg.Point{X: r, Y: r}},
			})
		}
	}
	return boxes
}

// Thumbnail implements plot.Thumbnailer: it draws a short line that ends in the marker.
func (p *Path) Thumbnail(c *draw.Canvas) {
	s := newSheet()
	middle := c.Center().Y
	end := vg.Point{X: c.Max.X - landscape.HeadRadius, Y: middle}
	s.RunLine([]vg.Point{{X: c.Min.X, Y: middle}, end}, p.Style, sheet.RunWidth)
	s.Mark(p.Style.Marker, end, landscape.HeadRadius, p.Style.Color, sheet.Paper)
	s.DrawMarks(*c)
}
