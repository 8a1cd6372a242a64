package sheet

import (
	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/scale"
)

// Body returns the part of the figure that lies below a y and within the margins.
func (s *Sheet) Body(top vg.Length) vg.Rectangle {
	margin := Margin * s.Unit
	return vg.Rectangle{Min: vg.Point{X: margin, Y: s.edge()}, Max: vg.Point{X: s.Width - margin, Y: top}}
}

// WithinAxes shrinks a panel by the room that its axes need left of it and below.
func (s *Sheet) WithinAxes(p Panel) Panel {
	p.Min.X += s.AxisRoom(p.Y)
	p.Rectangle = s.AboveAxis(p.Rectangle)
	return p
}

// AboveAxis returns the part of a room above an x axis at the foot of the room.
func (s *Sheet) AboveAxis(room vg.Rectangle) vg.Rectangle {
	room.Min.Y += s.AxisDepth()
	return room
}

// AxisRoom returns the room that a panel needs on its left for its y axis. The room is the
// same for usual scales, so that panels line up.
func (s *Sheet) AxisRoom(y scale.Scale) vg.Length {
	numbers := s.Numeral("$−10^{−10}$").Width
	const spare = 5 // units of the margin that a wider number may take
	for _, most := range []int{3, 5, 8, 12} {
		numbers = max(numbers, s.WidestLabel(y.Ticks(most))-spare*s.Unit)
	}
	room := numbers + (TickLength+TickGap)*s.Unit
	if s.inner.Y {
		return room
	}
	return room + s.AxisNameRoom()
}

// AxisDepth returns the room that a panel needs below it for its x axis.
func (s *Sheet) AxisDepth() vg.Length {
	depth := (TickLength + TickGap + TickSize) * s.Unit
	if s.inner.Shallow {
		return depth
	}
	return depth + s.AxisNameRoom()
}

// AxisNameRoom returns the room that the name of an axis needs beside the numbers.
func (s *Sheet) AxisNameRoom() vg.Length { return (AxisGap + 1.1*AxisSize) * s.Unit }
