package chart

import (
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/sheet"
)

// Obstacles holds what a panel shows besides its curves. The names of curves keep off it.
type Obstacles struct {
	Lines []XYLine
	Boxes []vg.Rectangle // around marks
}

// boxes returns the boxes that names must not overlap, for a line a thin one along it.
func (o Obstacles) boxes(s *sheet.Sheet, p sheet.Panel) []vg.Rectangle {
	boxes := slices.Clone(o.Boxes)
	for _, l := range o.Lines {
		if holds(p, l) {
			line := across(p, l)
			boxes = append(boxes, sheet.Grown(vg.Rectangle{Min: line[0], Max: line[1]}, s.Unit))
		}
	}
	return boxes
}
