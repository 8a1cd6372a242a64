package render

import (
	"cmp"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/terrain"
)

// insetGap is the gap, in units, between the colour bar of a map and the numbers of an inset beside it.
const insetGap = 12

// insetBeside reports whether the scene has an inset beside the map.
func (sc Scene) insetBeside() bool { return sc.Inset != nil && sc.Inset.Beside }

// withoutBeside returns the scene without an inset beside the map.
func (sc Scene) withoutBeside() Scene {
	if sc.insetBeside() {
		sc.Inset = nil
	}
	return sc
}

// besideBar returns the plane of the inset right of a map and of its colour bar; their tops are level.
func (sc Scene) besideBar(s *sheet.Sheet, p landscape.Plane, f terrain.Map) landscape.Plane {
	if !sc.insetBeside() {
		return landscape.Plane{}
	}
	part := sc.Inset.drawnBeside(p.Rectangle.Size())
	left, _ := sc.Inset.numbersRoom(s, part)
	x := p.Max.X + landscape.ColourBarRoom(s, f, p.Height()) + insetGap*s.Unit + left
	return sc.Inset.below(vg.Point{X: x, Y: p.Max.Y}, part)
}

// below returns the plane of the inset whose part has an upper left corner and a size.
func (in Inset) below(corner, part vg.Point) landscape.Plane {
	return landscape.NewPlane(vg.Rectangle{Min: vg.Point{X: corner.X, Y: corner.Y - part.Y}, Max: vg.Point{X: corner.X + part.X, Y: corner.Y}}, in.Window)
}

// aboveCurves returns the plane of the inset above the curves beside a map, and the rest of the body for
// the curves, whose axis takes a room left of the body.
func (in Inset) aboveCurves(s *sheet.Sheet, p landscape.Plane, body vg.Rectangle, axis vg.Length) (landscape.Plane, vg.Rectangle) {
	const most = 0.44 // of the body's height
	room := vg.Point{X: body.Size().X, Y: most * body.Size().Y}
	part := in.drawnBeside(p.Rectangle.Size())
	if part.X > room.X || part.Y > room.Y {
		part = landscape.Aspect(in.Window, room)
	}
	left, below := in.numbersRoom(s, part)
	plane := in.below(vg.Point{X: body.Min.X + max(0, left-axis), Y: body.Max.Y}, part)
	body.Max.Y = plane.Min.Y - below - stackGap*s.Unit
	return plane, body
}

// drawnBeside returns width and height of the part that an inset beside a map of a size shows.
func (in Inset) drawnBeside(of vg.Point) vg.Point { return in.drawn(of, cmp.Or(in.Size, UsualBeside)) }

// besideMap returns the width that the colour bar of a map takes and, right of it, an inset beside the
// map.
func (sc Scene) besideMap(s *sheet.Sheet, f terrain.Map, of vg.Point) vg.Length {
	bar := landscape.ColourBarRoom(s, f, of.Y)
	if !sc.insetBeside() {
		return bar
	}
	part := sc.Inset.drawnBeside(of)
	left, _ := sc.Inset.numbersRoom(s, part)
	return bar + insetGap*s.Unit + left + part.X
}

// fitBeside returns the size of a map, at most as given, that leaves an inset beside it its width in a
// room. What is beside the part, bar and numbers, keeps its width.
func (sc Scene) fitBeside(s *sheet.Sheet, f terrain.Map, of vg.Point, room vg.Length) vg.Point {
	if !sc.insetBeside() {
		return of
	}
	part := sc.Inset.drawnBeside(of).X
	fixed := sc.besideMap(s, f, of) - part
	return of.Scale(max(0, min(1, (room-fixed)/(of.X+part))))
}
