package marks

import (
	"fmt"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/terrain"
	"github.com/optviz/optviz/surfaces"
)

// Contours draws a surface of two dimensions as filled contours with the surface's critical
// points. The surface is sampled when the plot is drawn, over the part of the window that
// the plot shows, about once in two pixels at 288 dots per inch. Levels are even in the
// loss, or in its logarithm where the loss spans decades.
type Contours struct {
	Surface surfaces.Surface
	Window  surfaces.Window  // nil: the customary window of Surface
	Points  []surfaces.Point // critical points that are marked; nil: the known ones of Surface, empty: none
}

// NewContours returns the contours of a surface over its customary window, with its known
// critical points. A surface of other than two dimensions, or without a customary window,
// is an error.
func NewContours(f surfaces.Surface) (*Contours, error) {
	m, err := planar(f)
	if err != nil {
		return nil, err
	}
	return &Contours{Surface: f, Window: m.Window, Points: m.Points}, nil
}

// planar returns the Meta of a surface that a plot can show.
func planar(f surfaces.Surface) (surfaces.Meta, error) {
	if f == nil {
		return surfaces.Meta{}, surfaces.ErrNil
	}
	m := f.Meta()
	if m.Dim != 2 {
		return m, fmt.Errorf("marks: a plot shows surfaces of 2 dimensions, but %s has %d: draw a plane.Plane through it", m.Name, m.Dim)
	}
	if err := landscape.CheckWindow(m.Window); err != nil {
		return m, fmt.Errorf("marks: %s: %w", m.Name, err)
	}
	return m, nil
}

// window returns the window to draw.
func (c *Contours) window() surfaces.Window {
	if c.Window != nil {
		return c.Window
	}
	return c.Surface.Meta().Window
}

// Plot implements plot.Plotter.
func (c *Contours) Plot(dc draw.Canvas, p *plot.Plot) {
	plane, ok := planeOf(dc, p, c.window())
	if !ok {
		return
	}
	s := newSheet()
	dots := s.DPI / 72
	size := plane.Size()
	m := c.Surface.Meta()
	f := terrain.Sample(c.Surface, m, plane.Window, float64(size.X)*dots, float64(size.Y)*dots)
	landscape.Draw(s, plane, f)
	points := c.Points
	if points == nil {
		points = m.Points
	}
	landscape.DrawCriticalPoints(s, plane, points)
	s.DrawMarks(dc)
}

// DataRange implements plot.DataRanger: it returns the window.
func (c *Contours) DataRange() (xmin, xmax, ymin, ymax float64) {
	return ends(c.window())
}

// Thumbnail implements plot.Thumbnailer: it draws the colours from low to high.
func (c *Contours) Thumbnail(dc *draw.Canvas) {
	const bands = 5
	size := dc.Size()
	for i := range bands {
		left := dc.Min.X + size.X*vg.Length(i)/bands
		dc.SetColor(newSheet().Theme.MapColours().Deep.At(float64(i) / (bands - 1)))
		dc.Fill(vg.Rectangle{Min: vg.Point{X: left, Y: dc.Min.Y}, Max: vg.Point{X: left + size.X/bands, Y: dc.Max.Y}}.Path())
	}
}

// planeOf returns the plane of the part of a window that a plot shows; ok is false where
// the plot shows no part of the window.
func planeOf(c draw.Canvas, p *plot.Plot, window surfaces.Window) (plane landscape.Plane, ok bool) {
	panel := panelOf(c, p)
	shown := shownBy(p)
	for i, side := range shown {
		shown[i] = [2]float64{max(window[i][0], side[0]), min(window[i][1], side[1])}
		if !(shown[i][0] < shown[i][1]) {
			return landscape.Plane{}, false
		}
	}
	panel.Rectangle = vg.Rectangle{Min: panel.At(shown[0][0], shown[1][0]), Max: panel.At(shown[0][1], shown[1][1])}
	panel.X, panel.Y = part{panel.X, shown[0]}, part{panel.Y, shown[1]}
	return landscape.Plane{Panel: panel, Window: shown}, true
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
