package marks

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/sheet"
)

// Band fills what lies between two curves, such as the quartiles of many runs, in a tint of
// a line style, and strokes the curve of their centre.
type Band struct {
	X, Low, Centre, High []float64 // X ascends; a nil Centre has no line
	Style                sheet.LineStyle
}

// NewBand returns a band in line style n, of 0 to 7. Places that are not finite or do not
// ascend, and values that are NaN, are errors.
func NewBand(x, low, centre, high []float64, n int) (*Band, error) {
	if len(low) != len(x) || len(high) != len(x) || centre != nil && len(centre) != len(x) {
		return nil, fmt.Errorf("a band of %d places has %d low, %d centre and %d high values", len(x), len(low), len(centre), len(high))
	}
	for i := range x {
		if math.IsNaN(x[i]) || math.IsInf(x[i], 0) || i > 0 && !(x[i] > x[i-1]) {
			return nil, fmt.Errorf("the places of a band are finite and ascend: place %d is %v", i, x[i])
		}
	}
	for _, values := range [][]float64{low, centre, high} {
		if i := slices.IndexFunc(values, math.IsNaN); i >= 0 {
			return nil, fmt.Errorf("value %d of a band is NaN", i)
		}
	}
	return &Band{X: x, Low: low, Centre: centre, High: high, Style: sheet.LineStyleAt(n)}, nil
}

// Plot implements plot.Plotter.
func (b *Band) Plot(c draw.Canvas, p *plot.Plot) {
	s, panel := newSheet(), panelOf(c, p)
	curve := chart.Curve{
		Values: b.Centre,
		At:     func(i int) float64 { return b.X[i] },
		Style:  b.Style,
		Band:   &chart.Band{Low: b.Low, High: b.High},
		Bare:   true,
	}
	chart.DrawBands(s, panel, []chart.Curve{curve})
	chart.DrawLinesOf(s, panel, []chart.Curve{curve})
	s.DrawMarks(c)
}

// DataRange implements plot.DataRanger: it returns the range of the finite values.
func (b *Band) DataRange() (xmin, xmax, ymin, ymax float64) {
	var points [][2]float64
	for _, values := range [][]float64{b.Low, b.Centre, b.High} {
		for i, v := range values {
			points = append(points, [2]float64{b.X[i], v})
		}
	}
	return extent(points)
}

// Thumbnail implements plot.Thumbnailer: it draws the line on its tint.
func (b *Band) Thumbnail(c *draw.Canvas) {
	s := newSheet()
	s.Fill(c.Path(), chart.Tint(b.Style.Color))
	if middle := c.Center().Y; b.Centre != nil {
		s.RunLine([]vg.Point{{X: c.Min.X, Y: middle}, {X: c.Max.X, Y: middle}}, b.Style, sheet.RunWidth)
	}
	s.DrawMarks(*c)
}
