package landscape

import (
	"errors"
	"fmt"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// Plane is a panel that shows a window of a surface's parameters.
type Plane struct {
	sheet.Panel
	Window surfaces.Window
}

// CheckWindow returns an error for a window that a plane cannot show.
func CheckWindow(w surfaces.Window) error {
	switch len(w) {
	case 0:
		return errors.New("no window: neither the caller nor the surface's Meta gives one")
	case 2:
	default:
		return fmt.Errorf("a window of %d coordinates, contours have 2", len(w))
	}
	for _, side := range w {
		if !sheet.Positive(side[1] - side[0]) {
			return fmt.Errorf("the window's side from %g to %g has no width", side[0], side[1])
		}
	}
	return nil
}

// NewPlane returns the plane that shows a window in a box.
func NewPlane(box vg.Rectangle, window surfaces.Window) Plane {
	return Plane{Window: window, Panel: sheet.Panel{
		Rectangle: box,
		X:         scale.Linear{Lo: window[0][0], Hi: window[0][1]},
		Y:         scale.Linear{Lo: window[1][0], Hi: window[1][1]},
	}}
}

// WithinAxes returns the part of a room that the axes of a plane with a window leave.
func WithinAxes(s *sheet.Sheet, room vg.Rectangle, window surfaces.Window) vg.Rectangle {
	if s.Alone() {
		return WithinNarrowAxes(s, room, window)
	}
	return s.WithinAxes(NewPlane(room, window).Panel).Rectangle
}

// WithinNarrowAxes does what WithinAxes does for maps that line up with no other panel.
func WithinNarrowAxes(s *sheet.Sheet, room vg.Rectangle, window surfaces.Window) vg.Rectangle {
	return s.WithinMapAxes(NewPlane(room, window).Panel).Rectangle
}

// Far returns where the plane shows a point. Unlike At, which keeps points near the panel,
// Far keeps the directions of lines to points far outside.
func (p Plane) Far(x, y float64) vg.Point {
	const most = 1e100
	place := func(v float64, side [2]float64, from, to vg.Length) vg.Length {
		return from + vg.Length(min(max((v-side[0])/(side[1]-side[0]), -most), most))*(to-from)
	}
	return vg.Point{X: place(x, p.Window[0], p.Min.X, p.Max.X), Y: place(y, p.Window[1], p.Min.Y, p.Max.Y)}
}

// Inside returns the place of a point on the figure; ok is false outside the window.
func (p Plane) Inside(x, y float64) (at vg.Point, ok bool) {
	at = p.Far(x, y)
	return at, polyline.Inside(at, p.Rectangle)
}

// Aspect returns the largest size in a room at which both axes have the same scale, so
// that -grad f is at a right angle to the contours. Windows more than four times as long
// as wide fill a square.
func Aspect(w surfaces.Window, room vg.Point) vg.Point {
	ratio := vg.Length((w[0][1] - w[0][0]) / (w[1][1] - w[1][0]))
	if !(ratio <= 4 && ratio >= 0.25) {
		ratio = 1
	}
	if room.X/room.Y > ratio {
		return vg.Point{X: room.Y * ratio, Y: room.Y}
	}
	return vg.Point{X: room.X, Y: room.X / ratio}
}
