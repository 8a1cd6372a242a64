package sheet

import (
	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/scale"
)

// Body returns the part of the figure that lies below a y and within the margins.
func (s *Sheet) Body(top vg.Length) vg.Rectangle {
	margin := s.Margin()
	return vg.Rectangle{Min: vg.Point{X: margin, Y: s.edge()}, Max: vg.Point{X: s.Width - margin, Y: top}}
}

// WithinAxes shrinks a panel by the room that its axes need left of it and below.
func (s *Sheet) WithinAxes(p Panel) Panel {
	p.Min.X += s.AxisRoom(p.Y)
	p.Max.X -= s.overhang(p)
	p.Rectangle = s.AboveAxis(p.Rectangle)
	return p
}

// overhang returns by how much the number at the right end of an x axis would reach into the
// outer half of the figure's margin.
func (s *Sheet) overhang(p Panel) vg.Length {
	ticks := p.X.Ticks(s.MostX(p))
	if len(ticks) == 0 {
		return 0
	}
	last := ticks[len(ticks)-1]
	right := p.AtX(last.Value) + s.Numeral(last.Label).Width/2
	return max(0, right-(s.Width-s.Margin()/2))
}

// WithinMapAxes returns the part of a room that the axes of one or more maps leave, whose y axes
// have a scale. On paper, where the room is narrow, the numbers take no more room than they need.
func (s *Sheet) WithinMapAxes(p Panel) Panel {
	if s.Theme.Text.Least == 0 {
		return s.WithinAxes(p)
	}
	p.Min.X += s.WidestLabel(p.Y.Ticks(s.MostY(p))) + (TickLength+TickGap)*s.Unit
	if !s.inner.Y {
		p.Min.X += s.AxisNameRoom()
	}
	p.Rectangle = s.AboveAxis(p.Rectangle)
	return p
}

// AboveAxis returns the part of a room above an x axis at the foot of the room.
func (s *Sheet) AboveAxis(room vg.Rectangle) vg.Rectangle {
	room.Min.Y += s.AxisDepth()
	return room
}

// AxisRoom returns the room that a panel needs on its left for its y axis. The room is the
// same for usual scales, so that panels line up; slides have no room to spare, and their grids
// line up panels themselves.
func (s *Sheet) AxisRoom(y scale.Scale) vg.Length {
	numbers := s.Numeral("$−10^{−10}$").Width
	const spare = 5 // units of the margin that a wider number may take
	if s.Theme.Slides {
		numbers = 0
	}
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
func (s *Sheet) AxisNameRoom() vg.Length { return (AxisGap + 1.1*s.Theme.lineRoom(AxisSize)) * s.Unit }
