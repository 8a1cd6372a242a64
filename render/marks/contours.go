package marks

import (
	"fmt"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// Contours draws a surface of two dimensions as filled contours with the surface's critical
// points. The surface is sampled when the plot is drawn, over the part of the window that
// the plot shows, about once in two pixels at 288 dots per inch. Levels are even in the
// loss, or in its logarithm where the loss spans decades.
type Contours struct {
	Surface surfaces.Surface
	Window  [2][2]float64    // x and y ranges: {{x0, x1}, {y0, y1}}
	Points  []surfaces.Point // critical points that are marked; nil for none
}

// NewContours returns the contours of a surface over the window of its Meta, with its
// known critical points. It panics unless the surface has two dimensions.
func NewContours(f surfaces.Surface) *Contours {
	return &Contours{Surface: f, Window: windowOf(f), Points: f.Meta().Points}
}

// windowOf returns the window of the Meta of a surface of two dimensions.
func windowOf(f surfaces.Surface) [2][2]float64 {
	m := f.Meta()
	if m.Dim != 2 {
		panic(fmt.Sprintf("marks: a plot shows surfaces of 2 dimensions, but %s has %d: draw a plane.Plane through it", m.Name, m.Dim))
	}
	return [2][2]float64{m.Window[0], m.Window[1]}
}

// Plot implements plot.Plotter.
func (c *Contours) Plot(dc draw.Canvas, p *plot.Plot) {
	plane, ok := planeOf(dc, p, c.Window)
	if !ok {
		return
	}
	s := newSheet()
	dots := s.DPI / 72
	size := plane.Size()
	f := landscape.Sample(c.Surface, c.Surface.Meta(), plane.Window, float64(size.X)*dots, float64(size.Y)*dots)
	landscape.Draw(s, plane, f)
	landscape.DrawCriticalPoints(s, plane, c.Points)
	s.DrawMarks(dc)
}

// DataRange implements plot.DataRanger: it returns the window.
func (c *Contours) DataRange() (xmin, xmax, ymin, ymax float64) {
	return c.Window[0][0], c.Window[0][1], c.Window[1][0], c.Window[1][1]
}

// Thumbnail implements plot.Thumbnailer: it draws the colours from low to high.
func (c *Contours) Thumbnail(dc *draw.Canvas) {
	const bands = 5
	size := dc.Size()
	for i := range bands {
		left := dc.Min.X + size.X*vg.Length(i)/bands
		dc.SetColor(sheet.Mix(sheet.FieldLow, sheet.FieldHigh, float64(i)/(bands-1)))
		dc.Fill(vg.Rectangle{Min: vg.Point{X: left, Y: dc.Min.Y}, Max: vg.Point{X: left + size.X/bands, Y: dc.Max.Y}}.Path())
	}
}

// planeOf returns the plane of the part of a window that a plot shows; ok is false where
// the plot shows no part of the window.
func planeOf(c draw.Canvas, p *plot.Plot, window [2][2]float64) (plane landscape.Plane, ok bool) {
	panel := panelOf(c, p)
	for i, a := range []*plot.Axis{&p.X, &p.Y} {
		window[i] = [2]float64{max(window[i][0], a.Min), min(window[i][1], a.Max)}
		if !(window[i][0] < window[i][1]) {
			return landscape.Plane{}, false
		}
	}
	panel.Rectangle = vg.Rectangle{Min: panel.At(window[0][0], window[1][0]), Max: panel.At(window[0][1], window[1][1])}
	panel.X, panel.Y = part{panel.X, window[0]}, part{panel.Y, window[1]}
	return landscape.Plane{Panel: panel, Window: window}, true
}

// part is the part of a scale between two values.
type part struct {
	scale.Scale
	ends [2]float64
}

// At implements scale.Scale.
func (s part) At(v float64) float64 {
	lo, hi := s.Scale.At(s.ends[0]), s.Scale.At(s.ends[1])
	return (s.Scale.At(v) - lo) / (hi - lo)
}
