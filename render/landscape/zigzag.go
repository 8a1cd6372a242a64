package landscape

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/sheet"
)

// trace is what is drawn of a path: lines between successive iterates, and areas where too many
// lines would lie.
type trace struct {
	lines, areas [][]vg.Point
	hidden       []bool // of the iterates: no line leads to them
	thin         bool   // lines are thin
}

// A line is thin where thinSwings swings in a row are so close that they return to within
// thinGap widths of the line, edges included, of the step before. Where areaSwings swings are
// within areaGap widths of a thin line, an area lies instead.
const (
	thinGap, thinSwings = 3.2, 3
	areaGap, areaSwings = 1.8, 6
	mostAreas           = 3 // a line with more areas would look as if it broke off between them
)

// traced returns what is drawn of a line with a width in units, if it need not be thin. Where
// even a thin line swings to and fro more closely than the eye can follow, the first swings are
// drawn, an area between the turning points in place of the others, and the last two steps. A line
// that does so in more than mostAreas places has one area from the first to the last where it
// swings most of the time, and is drawn whole otherwise.
func traced(s *sheet.Sheet, line []vg.Point, width vg.Length) trace {
	across := func(width vg.Length, thin bool) vg.Length {
		return (width + sheet.MapMark{Thin: thin}.Around()) * s.MarkUnit()
	}
	z := trace{hidden: make([]bool, len(line)), thin: len(swingsWithin(line, thinGap*across(width, false), thinSwings)) > 0}
	from := 0 // where the line begins that is not yet in z
	if z.thin {
		areas := swingsWithin(line, areaGap*across(thinPart*width, true), areaSwings)
		if len(areas) > mostAreas {
			areas = joined(areas, len(line))
		}
		for _, w := range areas {
			z.lines = append(z.lines, line[from:w.from+2])
			z.areas = append(z.areas, zigzagArea(line[w.from:w.to+1]))
			for i := w.from + 2; i < w.to-2; i++ {
				z.hidden[i] = true
			}
			from = w.to - 2
		}
	}
	if from < len(line) {
		z.lines = append(z.lines, line[from:])
	}
	return z
}

// largeArea is the part of a map from which on areas in place of swings need a word: a smaller one
// shows as what the swings beside it become.
const largeArea = 0.08

// HasLargeArea reports whether DrawPath fills a large part of a map with areas in place of swings of a
// line of the usual width.
func HasLargeArea(s *sheet.Sheet, box vg.Rectangle, line []vg.Point) bool {
	var filled vg.Length
	for _, area := range traced(s, line, s.RunWidth(PathWidth)).areas {
		if inside := polyline.ClipArea(area, box); len(inside) > 2 {
			filled += polyline.Area(inside)
		}
	}
	return filled > largeArea*box.Size().X*box.Size().Y
}

// zigzag is a stretch of a line, from the point where its first swing turns to the point after
// the last turn.
type zigzag struct{ from, to int }

// swingsWithin returns the stretches of a line that turn back at least so many times in a row,
// each time along the step before, within a gap. Swings shorter than the gap do not count: they
// look like a line.
func swingsWithin(line []vg.Point, gap vg.Length, least int) []zigzag {
	closely := func(k int) bool {
		return k < len(line)-1 && swings(line[k-1], line[k], line[k+1]) &&
			min(toStep(line[k+1], line[k-1], line[k]), toStep(line[k-1], line[k], line[k+1])) < gap && !near(line[k-1], line[k], gap)
	}
	var out []zigzag
	for k := 1; k < len(line); k++ {
		to := k
		for closely(to) {
			to++
		}
		if to-k >= least {
			out = append(out, zigzag{k, to})
		}
		k = to
	}
	return out
}

// joined returns one stretch in place of many on a line of n points, or nil where the line swings
// closely less than most of the time.
func joined(areas []zigzag, n int) []zigzag {
	inside := 0
	for _, w := range areas {
		inside += w.to - w.from
	}
	if 2*inside < n {
		return nil
	}
	return []zigzag{{areas[0].from, areas[len(areas)-1].to}}
}

// ribbonReach is the number of points of a zigzag on either side that make up the width of its area
// at a point: single swings differ, and an area as wide as each of them would look torn.
const ribbonReach = 10

// zigzagArea returns the polygon of a ribbon along the middle of a zigzag that is as wide on either
// side as the swings nearby.
func zigzagArea(line []vg.Point) []vg.Point {
	middle, side := middles(line), line[0].Sub(line[1])
	var left, right []vg.Point
	for k, m := range middle {
		from, to := nearby(k, len(line))
		side = acrossOf(line, from, to, side)
		var low, high vg.Length
		for _, p := range line[from:to] {
			off := p.Sub(m)
			far := off.X*side.X + off.Y*side.Y
			low, high = min(low, far), max(high, far)
		}
		left, right = append(left, m.Add(side.Scale(high))), append(right, m.Add(side.Scale(low)))
	}
	right = smoothed(right)
	slices.Reverse(right)
	return append(smoothed(left), right...)
}

// nearby returns the range of the points near point k of n points.
func nearby(k, n int) (from, to int) { return max(k-ribbonReach, 0), min(k+ribbonReach+1, n) }

// middles returns for each point of a zigzag a point in the middle of the swings: the mean of the
// middles between the points nearby and their neighbours.
func middles(line []vg.Point) []vg.Point {
	last := len(line) - 1
	between := make([]vg.Point, len(line))
	for k, p := range line {
		between[k] = p.Add(line[max(k-1, 0)].Add(line[min(k+1, last)]).Scale(0.5)).Scale(0.5)
	}
	return smoothed(between)
}

// smoothed returns the line of the means of the points near each point of a line, as many on either
// side, so that the line keeps its ends.
func smoothed(line []vg.Point) []vg.Point {
	out := make([]vg.Point, len(line))
	for k := range line {
		reach := min(ribbonReach, k, len(line)-1-k)
		around := line[k-reach : k+reach+1]
		for _, q := range around {
			out[k] = out[k].Add(q.Scale(1 / vg.Length(len(around))))
		}
	}
	return out
}

// acrossOf returns the direction, of length 1, of the swings between two points of a zigzag, on the
// side of a direction: that of its steps, of which those that lead to the other side count backward.
func acrossOf(line []vg.Point, from, to int, side vg.Point) vg.Point {
	var sum vg.Point
	for i := from + 1; i < to; i++ {
		step := line[i].Sub(line[i-1])
		if step.X*side.X+step.Y*side.Y < 0 {
			step = step.Scale(-1)
		}
		sum = sum.Add(step)
	}
	if length := polyline.Length([]vg.Point{{}, sum}); length > 0 {
		return sum.Scale(1 / length)
	}
	return side
}

// swings reports whether a line turns back at b, on its way from a to c.
func swings(a, b, c vg.Point) bool {
	p, q := b.Sub(a), c.Sub(b)
	return p.X*q.X+p.Y*q.Y < -0.5*polyline.Length([]vg.Point{a, b})*polyline.Length([]vg.Point{b, c})
}

// toStep returns the distance of a point from a step between two others.
func toStep(p, from, to vg.Point) vg.Length {
	step, q := to.Sub(from), p.Sub(from)
	along := min(max((q.X*step.X+q.Y*step.Y)/(step.X*step.X+step.Y*step.Y), 0), 1)
	return polyline.Length([]vg.Point{p, from.Add(step.Scale(along))})
}

// near reports whether two points are closer to each other than a distance.
func near(p, q vg.Point, distance vg.Length) bool {
	return polyline.Length([]vg.Point{p, q}) < distance
}

// A line of at most wholeLine iterates is drawn whole, and of a longer line the last
// lastIterates are always drawn.
const (
	wholeLine    = 500
	lastIterates = 30
)

// uncovered returns the stretches of a line that lead to where it has not been before, in
// cells of a given size, and its last iterates: a line that comes back again and again
// does not fill its neighbourhood.
func uncovered(line []vg.Point, cell vg.Length) (lines [][]vg.Point) {
	if len(line) <= wholeLine {
		return [][]vg.Point{line}
	}
	c := cover{cell: cell, been: map[[2]int]bool{}}
	var part []vg.Point
	end := func() {
		if len(part) > 1 {
			lines = append(lines, part)
		}
		part = nil
	}
	for k := 1; k < len(line); k++ {
		p, q := line[k-1], line[k]
		if c.knows(p, q) && k < len(line)-lastIterates {
			end()
			continue
		}
		if part == nil {
			part = append(part, p)
		}
		part = append(part, q)
	}
	end()
	return lines
}

// cover holds the cells where a line has been, except those of its last stretch, which the
// next piece of the line always touches.
type cover struct {
	cell   vg.Length
	been   map[[2]int]bool
	recent []visit
	length vg.Length // of the line so far
}

// visit is a cell with the length of the line there.
type visit struct {
	cell [2]int
	at   vg.Length
}

// knows adds a piece of the line, and reports whether nearly all of it lies where the line
// has been before.
func (c *cover) knows(p, q vg.Point) bool {
	const recentCells, nearlyAll = 3, 0.7
	length := polyline.Length([]vg.Point{p, q})
	n := 1 + min(int(2*length/c.cell), 1000)
	known := 0
	for i := range n {
		at := p.Add(q.Sub(p).Scale((vg.Length(i) + 0.5) / vg.Length(n)))
		here := [2]int{int(math.Floor(float64(at.X / c.cell))), int(math.Floor(float64(at.Y / c.cell)))}
		if c.been[here] {
			known++
		}
		c.recent = append(c.recent, visit{here, c.length + length*vg.Length(i)/vg.Length(n)})
	}
	c.length += length
	for len(c.recent) > 0 && c.recent[0].at < c.length-recentCells*c.cell {
		c.been[c.recent[0].cell] = true
		c.recent = c.recent[1:]
	}
	return float64(known) > nearlyAll*float64(n)
}
