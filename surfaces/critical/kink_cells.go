package critical

import (
	"math"
	"slices"

	"github.com/optviz/optviz/surfaces"
)

// kinkGrid returns the cells of the first grid that may have a critical point on a kink.
func (s *search) kinkGrid() (cells []kinkCell) {
	rows := int64(1)
	if s.n == 2 {
		rows = kinkStarts + 2
	}
	clear(s.seen)
	for y := range rows {
		for x := range int64(kinkStarts + 2) {
			if c := (kinkCell{x, y}); s.mayHaveKink(c, 0) {
				cells = append(cells, c)
			}
			if s.ends() {
				return nil
			}
		}
	}
	return cells
}

// subdivide halves the sides of cells and returns the parts, now cells of the given level,
// that may have a critical point on a kink.
func (s *search) subdivide(cells []kinkCell, level int) (parts []kinkCell) {
	clear(s.seen)
	for _, c := range cells {
		for k := range int64(cornersOf(s.n)) {
			part := kinkCell{2*c[0] + k&1, 2*c[1] + k>>1}
			if !s.ends() && s.mayHaveKink(part, level) {
				parts = append(parts, part)
			}
		}
	}
	return parts
}

func cornersOf(n int) int { return 1 << n }

// kinkSide returns the side of a cell in units of the window.
func kinkSide(level int) float64 { return math.Ldexp(1.0/kinkStarts, -level) }

// place returns the coordinates of a place in a cell: at (0, 0) is the first corner, (1, 1)
// the last.
func (s *search) place(c kinkCell, level int, at [2]float64) []float64 {
	const off = 0.9293 / kinkStarts // starts before the window, so that no grid line is an axis of symmetry
	x := make([]float64, s.n)
	for i := range x {
		x[i] = s.window[i][0] + s.width[i]*((float64(c[i])+at[i])*kinkSide(level)-off)
	}
	return x
}

// connectedGroups groups cells that touch, even at a corner only.
func connectedGroups(cells []kinkCell) (groups [][]kinkCell) {
	left := map[kinkCell]bool{}
	for _, c := range cells {
		left[c] = true
	}
	for _, c := range cells {
		if !left[c] {
			continue
		}
		delete(left, c)
		group := []kinkCell{c}
		for i := 0; i < len(group); i++ {
			for k := range int64(9) {
				next := kinkCell{group[i][0] + k%3 - 1, group[i][1] + k/3 - 1}
				if left[next] {
					delete(left, next)
					group = append(group, next)
				}
			}
		}
		groups = append(groups, group)
	}
	return groups
}

func isShort(group []kinkCell) bool {
	first, end := bounds(group)
	return max(end[0]-first[0], end[1]-first[1]) < short
}

// bounds returns the smallest and the largest coordinates of cells.
func bounds(group []kinkCell) (first, end kinkCell) {
	first, end = group[0], group[0]
	for _, c := range group {
		for i, at := range c {
			first[i], end[i] = min(first[i], at), max(end[i], at)
		}
	}
	return first, end
}

// surroundsFlatPoint reports whether a few cells surround a known degenerate point, such as
// that of x^10 + y^10: near such a point no Hessian extrapolates well.
func (s *search) surroundsFlatPoint(group []kinkCell, level int) bool {
	if !isShort(group) {
		return false
	}
	first, end := bounds(group)
	window := make(surfaces.Window, s.n)
	low, high := s.place(first, level, [2]float64{}), s.place(end, level, [2]float64{1, 1})
	for i := range window {
		window[i] = [2]float64{low[i], high[i]}
	}
	return slices.ContainsFunc(s.points, func(p surfaces.Point) bool { return p.Kind == surfaces.Degenerate && window.Contains(p.X) })
}
