package landscape

import (
	"math"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/polyline"
)

// thinZigzag thins a line where it swings to and fro more densely than the eye can follow:
// of swings less than a gap apart it keeps the first, and in place of the others draws
// where they end on either side. It returns the lines to draw, and which points are kept.
func thinZigzag(line []vg.Point, gap vg.Length) (lines [][]vg.Point, kept []bool) {
	kept = make([]bool, len(line))
	if len(line) == 0 {
		return nil, kept
	}
	main, other := []vg.Point{line[0]}, []vg.Point(nil)
	kept[0] = true
	last := 0 // the last point that is kept
	end := func(k int) {
		if len(other) > 0 {
			lines = append(lines, append(other, line[k]))
		}
		other = nil
	}
	for k := 1; k < len(line); k++ {
		if k+1 < len(line) && k > 1 && swings(line[k-1], line[k], line[k+1]) && near(line[last], line[k+1], gap) {
			if other == nil {
				other = append(other, line[last-min(last, 1)])
			}
			other = append(other, line[k])
			main = append(main, line[k+1])
			k++
			continue
		}
		end(k)
		main = append(main, line[k])
		kept[k], last = true, k
	}
	end(len(line) - 1)
	return append(lines, main), kept
}

// swings reports whether a line turns back at b, on its way from a to c.
func swings(a, b, c vg.Point) bool {
	p, q := b.Sub(a), c.Sub(b)
	return p.X*q.X+p.Y*q.Y < -0.5*polyline.Length([]vg.Point{a, b})*polyline.Length([]vg.Point{b, c})
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
