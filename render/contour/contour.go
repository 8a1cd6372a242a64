// Package contour computes the sublevel regions of a sampled function and their level
// lines by marching squares with oriented tracing.
package contour

import (
	"math"
	"runtime"

	"github.com/optviz/optviz/optimizers/parallel"
)

// Grid is a function sampled at NX x NY evenly spaced points of the rectangle
// [X0, X1] x [Y0, Y1], row by row from the bottom. No value may be NaN; +Inf is
// above every level and -Inf below.
type Grid struct {
	NX, NY         int
	X0, X1, Y0, Y1 float64
	Values         []float64
	// Warp, if set, is an increasing function whose result varies more linearly between
	// samples than the value itself: the logarithm for the walls of a ravine.
	Warp func(float64) float64
}

// Loop is a closed polygon of points {x, y}, the first not repeated, with the region that
// it bounds on its left.
type Loop [][2]float64

// Below returns, for every level, the region where the function is below the level, as
// loops that run along the rectangle's edge where the region meets it. Filling the loops
// by the non-zero rule gives the region. Where the corners of a square alternate, their
// mean decides which pair is joined.
func (g Grid) Below(levels []float64) [][]Loop {
	regions := make([][]Loop, len(levels))
	workers := runtime.GOMAXPROCS(0)
	var group parallel.Group
	for w := range workers {
		group.Go(func() error {
			t := newTracer(g)
			for i := w; i < len(levels); i += workers {
				t.level = levels[i]
				t.linkSquares()
				regions[i] = t.loops()
			}
			return nil
		})
	}
	_ = group.Wait() // no error: the functions return nil
	return regions
}

// tracer works on the grid with a ring of nodes around it whose values are +Inf. The ring's
// nodes lie at the places of the border nodes, so that every loop closes and the border needs
// no special case. Edge 2k joins node k to the node on its right, edge 2k+1 to the node above.
type tracer struct {
	Grid
	nx, ny int // nodes, the ring included
	level  float64
	rows   [2][]float64 // the values of two rows of nodes, the ring included
	edges  [4]int32     // how far the sides of the square of node k are from edge 2k
	next   []uint8      // for each edge where the boundary enters a square: how it passes the square; 0: it does not
	order  []int32      // the edges with such a link, in the order found
}

func newTracer(g Grid) *tracer {
	t := &tracer{Grid: g, nx: g.NX + 2, ny: g.NY + 2}
	for i := range t.rows {
		t.rows[i] = make([]float64, t.nx)
	}
	if t.Warp == nil {
		t.Warp = func(v float64) float64 { return v }
	}
	t.edges = [4]int32{bottom: 0, left: 1, top: int32(2 * t.nx), right: 3}
	t.next = make([]uint8, 2*t.nx*t.ny)
	return t
}

// The corners of a square, as bits.
const (
	lowerLeft = 1 << iota
	lowerRight
	upperRight
	upperLeft
)

// The sides of a square.
const (
	bottom = iota
	left
	top
	right
)

// linkSquares finds how the level line passes through each square.
func (t *tracer) linkSquares() {
	t.order = t.order[:0]
	lower, upper := t.rows[0], t.rows[1]
	t.readRow(upper, 0)
	for j := 0; j+1 < t.ny; j++ {
		lower, upper = upper, lower
		t.readRow(upper, j+1)
		below := 0 // the ring's nodes are never below
		for i, v := range lower[1:] {
			below = (below&lowerRight)>>1 | (below&upperRight)<<1
			if v < t.level {
				below |= lowerRight
			}
			if upper[i+1] < t.level {
				below |= upperRight
			}
			if below != 0 && below != lowerLeft|lowerRight|upperRight|upperLeft {
				t.square(int32(j*t.nx+i), below)
			}
		}
	}
}

// readRow fills a row of nodes with their values.
func (t *tracer) readRow(row []float64, j int) {
	for i := range row {
		row[i] = math.Inf(1)
	}
	if j > 0 && j <= t.NY {
		copy(row[1:], t.Values[(j-1)*t.NX:j*t.NX])
	}
}

// value returns the value of a node.
func (t *tracer) value(i, j int) float64 {
	if i < 1 || i > t.NX || j < 1 || j > t.NY {
		return math.Inf(1)
	}
	return t.Values[(j-1)*t.NX+i-1]
}

// square links the edges of the square with lower left node k so that the part below the
// level lies on the left.
func (t *tracer) square(k int32, below int) {
	switch below {
	case lowerLeft:
		t.join(k, bottom, left)
	case lowerRight:
		t.join(k, right, bottom)
	case upperRight:
		t.join(k, top, right)
	case upperLeft:
		t.join(k, left, top)
	case lowerLeft | lowerRight:
		t.join(k, right, left)
	case upperLeft | upperRight:
		t.join(k, left, right)
	case lowerLeft | upperLeft:
		t.join(k, bottom, top)
	case lowerRight | upperRight:
		t.join(k, top, bottom)
	case lowerLeft | lowerRight | upperRight:
		t.join(k, top, left)
	case lowerLeft | lowerRight | upperLeft:
		t.join(k, right, top)
	case lowerLeft | upperRight | upperLeft:
		t.join(k, bottom, right)
	case lowerRight | upperRight | upperLeft:
		t.join(k, left, bottom)
	case lowerLeft | upperRight:
		if t.saddleBelow(k) {
			t.join(k, bottom, right)
			t.join(k, top, left)
		} else {
			t.join(k, bottom, left)
			t.join(k, top, right)
		}
	case lowerRight | upperLeft:
		if t.saddleBelow(k) {
			t.join(k, left, bottom)
			t.join(k, right, top)
		} else {
			t.join(k, right, bottom)
			t.join(k, left, top)
		}
	}
}

// saddleBelow reports whether the middle of a square with alternating corners counts as
// below the level.
func (t *tracer) saddleBelow(k int32) bool {
	i, j := int(k)%t.nx, int(k)/t.nx
	return (t.value(i, j)+t.value(i+1, j)+t.value(i, j+1)+t.value(i+1, j+1))/4 < t.level
}

// join links the side of the square of node k where the boundary enters it to the side where it
// leaves.
func (t *tracer) join(k int32, from, to uint8) {
	e := 2*k + t.edges[from]
	t.next[e] = 1 + from<<2 + to
	t.order = append(t.order, e)
}

// leave returns the edge where the boundary leaves the square that it enters at an edge.
func (t *tracer) leave(e int32) int32 {
	way := t.next[e] - 1
	return e - t.edges[way>>2] + t.edges[way&3]
}

// loops follows the links to closed loops and removes the links.
func (t *tracer) loops() []Loop {
	var loops []Loop
	for _, start := range t.order {
		var loop Loop
		for e := start; t.next[e] != 0; {
			if p := t.crossing(e); len(loop) == 0 || p != loop[len(loop)-1] {
				loop = append(loop, p)
			}
			e, t.next[e] = t.leave(e), 0
		}
		if len(loop) > 2 {
			loops = append(loops, loop)
		}
	}
	return loops
}

// crossing returns the point of an edge at the level: interpolated between finite values,
// at the finite end beside an infinite one.
func (t *tracer) crossing(e int32) [2]float64 {
	k := int(e / 2)
	i, j := k%t.nx, k/t.nx
	i2, j2 := i+1, j
	if e%2 == 1 {
		i2, j2 = i, j+1
	}
	a, b := t.value(i, j), t.value(i2, j2)
	var f float64
	switch {
	case math.IsInf(a, 0):
		f = 1
	case math.IsInf(b, 0):
		f = 0
	default:
		if wa, wb := t.Warp(a), t.Warp(b); wa != wb {
			f = (t.Warp(t.level) - wa) / (wb - wa)
		} else { // the warp does not tell the values apart
			f = (t.level - a) / (b - a)
		}
	}
	x, y := t.x(i), t.y(j)
	return [2]float64{x + f*(t.x(i2)-x), y + f*(t.y(j2)-y)}
}

func (t *tracer) x(i int) float64 { return coordinate(i, t.NX, t.X0, t.X1) }
func (t *tracer) y(j int) float64 { return coordinate(j, t.NY, t.Y0, t.Y1) }

// coordinate returns the coordinate of column or row i of the ringed grid; the ring lies on
// the border.
func coordinate(i, n int, lo, hi float64) float64 {
	switch {
	case i <= 1:
		return lo
	case i >= n:
		return hi
	}
	return lo + (hi-lo)*float64(i-1)/float64(n-1)
}

// Lines returns the parts of a loop that do not run along the border of the
// grid: the level line itself. A loop that never meets the border comes back
// closed, its first point repeated at the end.
func (g Grid) Lines(l Loop) [][][2]float64 {
	n := len(l)
	along := func(i int) bool {
		p, q := l[i%n], l[(i+1)%n]
		return p[0] == q[0] && (p[0] == g.X0 || p[0] == g.X1) || p[1] == q[1] && (p[1] == g.Y0 || p[1] == g.Y1)
	}
	first := 0
	for first < n && !along(first) {
		first++
	}
	if first == n {
		return [][][2]float64{append(l[:n:n], l[0])}
	}
	var lines [][][2]float64
	var line [][2]float64
	for i := first; i < first+n; i++ {
		if !along(i) {
			if line == nil {
				line = append(line, l[i%n])
			}
			line = append(line, l[(i+1)%n])
		} else if line != nil {
			lines, line = append(lines, line), nil
		}
	}
	if line != nil {
		lines = append(lines, line)
	}
	return lines
}
