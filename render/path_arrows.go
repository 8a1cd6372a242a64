package render

import (
	"math"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
)

// Sizes in units of the arrows along a path. The arrow of a step is as long as the step, within bounds:
// a longer one would stick out where the path turns, and look like a part of it. It is wider than that
// of the gradient, so that both show where they have one direction.
const (
	stepArrow      = 30
	leastStepArrow = 15
	gradientArrow  = 23
	stepWidth      = 2.6
	gradientWidth  = 1.1
	stepHead       = 9
	gradientHead   = 6.5
	betweenArrows  = 24 // from an iterate with arrows to the next along the path
	beforeEnd      = 22 // from the end of the path, whose last iterates lie on top of each other, to arrows
	besideArrows   = 3  // from arrows to other arrows
	leastDirection = 1e-12
)

// pathArrow holds the arrows at an iterate: the direction of the step from there, and that of steepest
// descent.
type pathArrow struct {
	run, row       int
	step, gradient []vg.Point // tail and tip; nil where there is no direction
}

// pathArrows returns the arrows along the visible parts of the runs, at as many iterates as have room
// for them.
func (sc Scene) pathArrows(s *sheet.Sheet, p landscape.Plane) []pathArrow {
	if !sc.ArrowsAlong {
		return nil
	}
	var all []pathArrow
	var taken []vg.Rectangle
	for run, t := range sc.Tracks {
		line := visiblePath(p, t).line
		last := -1
		for row := range min(len(line), t.Path.Len()-1) {
			near := func(k int, reach vg.Length) bool {
				return polyline.Length([]vg.Point{line[k], line[row]}) < reach*s.MarkUnit()
			}
			if last >= 0 && near(last, betweenArrows) || row > 0 && near(len(line)-1, beforeEnd) {
				continue
			}
			a := sc.arrowsAt(s, p, run, row)
			boxes := a.boxes(s)
			if boxes == nil || !a.fits(s, p, taken) {
				continue
			}
			all, taken, last = append(all, a), append(taken, boxes...), row
		}
	}
	return all
}

// arrowsAt returns the arrows at a row of a run.
func (sc Scene) arrowsAt(s *sheet.Sheet, p landscape.Plane, run, row int) pathArrow {
	t := sc.Tracks[run]
	x, next := t.Path.At(row), t.Path.At(row+1)
	a := pathArrow{run: run, row: row}
	if d, ok := sc.descent(x); ok {
		a.gradient = directed(s, p, x, d, gradientArrow)
	}
	long := polyline.Length([]vg.Point{p.Far(x[0], x[1]), p.Far(next[0], next[1])}) / s.MarkUnit()
	a.step = directed(s, p, x, []float64{next[0] - x[0], next[1] - x[1]}, min(max(long, leastStepArrow), stepArrow))
	return a
}

// directed returns the tail and the tip of an arrow of a length in units from a point in a direction
// of the plane's coordinates; nil for no direction.
func directed(s *sheet.Sheet, p landscape.Plane, x, d []float64, length vg.Length) []vg.Point {
	dx := d[0] / (p.Window[0][1] - p.Window[0][0]) * float64(p.Width())
	dy := d[1] / (p.Window[1][1] - p.Window[1][0]) * float64(p.Height())
	norm := math.Hypot(dx, dy)
	if !(norm > leastDirection) || math.IsInf(norm, 0) {
		return nil
	}
	tail := p.Far(x[0], x[1])
	return []vg.Point{tail, tail.Add(vg.Point{X: vg.Length(dx / norm), Y: vg.Length(dy / norm)}.Scale(length * s.MarkUnit()))}
}

// boxes returns small boxes along the arrows.
func (a pathArrow) boxes(s *sheet.Sheet) []vg.Rectangle {
	var boxes []vg.Rectangle
	for _, arrow := range [][]vg.Point{a.step, a.gradient} {
		if arrow == nil {
			continue
		}
		for _, q := range s.Resample(arrow, besideArrows) {
			boxes = append(boxes, sheet.Around(q, besideArrows*s.MarkUnit()))
		}
	}
	return boxes
}

// fits reports whether arrows lie on the map and off other arrows.
func (a pathArrow) fits(s *sheet.Sheet, p landscape.Plane, taken []vg.Rectangle) bool {
	for _, b := range a.boxes(s) {
		if sheet.Overlaps(b, taken) || !sheet.Within(b, p.Rectangle, 0) {
			return false
		}
	}
	return true
}

// drawPathArrows draws the arrows of the iterates up to a place on the axis, each step in the style of
// its run.
func (sc Scene) drawPathArrows(s *sheet.Sheet, arrows []pathArrow, styles []sheet.LineStyle, until float64) {
	for _, a := range arrows {
		if sc.place(sc.Tracks[a.run], a.row) > until {
			continue
		}
		drawArrow(s, a.step, styles[a.run].Hue(), stepWidth, stepHead)
		drawArrow(s, a.gradient, sheet.MapInk, gradientWidth, gradientHead)
	}
}

// drawArrow draws an arrow on a map from a tail to a tip, of a width and with a head of a length in
// units; nil is none.
func drawArrow(s *sheet.Sheet, arrow []vg.Point, c sheet.Hue, width, head vg.Length) {
	if arrow == nil {
		return
	}
	s.Obstacle(arrow)
	way := arrow[1].Sub(arrow[0])
	length := polyline.Length(arrow)
	base := arrow[1].Sub(way.Scale(0.8 * head * s.MarkUnit() / length))
	s.MapMarks(
		sheet.MapMark{Path: shape.Line([]vg.Point{arrow[0], base}), Hue: c, Width: width},
		sheet.MapMark{Path: shape.Arrowhead(arrow[1], math.Atan2(float64(way.Y), float64(way.X)), head*s.MarkUnit()), Hue: c},
	)
}

// pathArrowKey returns the items that explain the arrows.
func (sc Scene) pathArrowKey(s *sheet.Sheet, styles []sheet.LineStyle) []sheet.KeyItem {
	if !sc.ArrowsAlong || len(sc.Tracks) == 0 {
		return nil
	}
	step := styles[0].Hue()
	if len(sc.Tracks) > 1 {
		step = sheet.MapSoft
	}
	sample := func(c sheet.Hue, width, head vg.Length) func(*sheet.Sheet, vg.Point, vg.Point) {
		return func(s *sheet.Sheet, from, to vg.Point) { drawArrow(s, []vg.Point{from, to}, c, width, head) }
	}
	return []sheet.KeyItem{
		sheet.LineItem(s.Lang.GradientDirection(), sample(sheet.MapInk, gradientWidth, gradientHead)),
		sheet.LineItem(s.Lang.StepDirection(), sample(step, stepWidth, stepHead)),
	}
}
