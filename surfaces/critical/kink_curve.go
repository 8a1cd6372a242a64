package critical

import (
	"math"

	"github.com/optviz/optviz/surfaces"
)

// kinkCurve adds the curve of minima on a kink along which cells lie. It reports whether
// the cells need no further search: they lie along such a curve, along a ridge or the rim
// of an area, or on no kink.
func (s *search) kinkCurve(cells []kinkCell, level int) bool {
	line := s.chain(cells, level)
	const samples = 21
	var values []float64
	var x []float64
	for k := range samples {
		y := s.ofCell(cells[k*(len(cells)-1)/(samples-1)], level)
		if y == nil || !s.inside(y) {
			continue
		}
		if s.onRim(y) || !s.isSharp(y, 0) || !s.isContinuous(y, nearest) {
			return true
		}
		x = y
		values = append(values, s.value(y))
	}
	if len(values) < 2 {
		return false
	}
	for _, v := range values {
		if math.Abs(v-values[0]) > s.valueError(x, kinkSide(last))+1e-9*math.Abs(v) {
			return false
		}
	}
	if s.manifoldAt(x) < 0 && s.kinkKind(x, kinkSide(last)) == surfaces.Minimum {
		s.keepCurve(x, line)
		set := &s.manifolds[len(s.manifolds)-1]
		for i, t := range set.X {
			if math.Abs(t) <= 4*kinkSide(last)*s.width[i] {
				set.X[i] = 0
			}
		}
		if set.Value = s.value(set.X); math.Abs(set.Value) <= s.valueError(set.X, 4*kinkSide(last)) {
			set.Value = 0
		}
		s.onKink = append(s.onKink, keyOf(set.X))
	}
	return true
}

// ofCell subdivides a cell until its parts shrink to a place, and returns the place, or
// nil if no part is left.
func (s *search) ofCell(c kinkCell, level int) []float64 {
	const most = 24
	cells := []kinkCell{c}
	for ; level < last; level++ {
		next := s.subdivide(cells, level+1)
		if len(next) == 0 && level < deep {
			return nil
		}
		if len(next) == 0 {
			break
		}
		cells = next
		if more := len(next) - most; more > 0 { // keep the parts in the middle: others are beside the kink
			cells = next[more/2 : more/2+most]
		}
	}
	return s.middle(cells[len(cells)/2:][:1], level)
}

// chain returns the centers of cells in order along a curve, from an end if the curve has
// one.
func (s *search) chain(cells []kinkCell, level int) (line [][]float64) {
	left := map[kinkCell]bool{}
	for _, c := range cells {
		left[c] = true
	}
	at := farthest(cells, farthest(cells, cells[0]))
	first := at
	for len(left) > 0 {
		near := int64(short) / 2
		for dx := -near; dx <= near; dx++ {
			for dy := -near; dy <= near; dy++ {
				delete(left, kinkCell{at[0] + dx, at[1] + dy})
			}
		}
		if x := s.place(at, level, [2]float64{0.5, 0.5}); s.inside(x) {
			line = append(line, x)
		}
		next, least := at, math.Inf(1)
		for c := range left {
			d := apartCells(c, at)
			if d < least || d == least && (c[0] < next[0] || c[0] == next[0] && c[1] < next[1]) {
				next, least = c, d
			}
		}
		if least > 4*short {
			break
		}
		at = next
	}
	if len(line) > 4 && apartCells(at, first) <= 2*short {
		line = append(line, line[0])
	}
	return line
}

func apartCells(a, b kinkCell) float64 { return math.Hypot(float64(a[0]-b[0]), float64(a[1]-b[1])) }

func farthest(cells []kinkCell, from kinkCell) kinkCell {
	best := from
	for _, c := range cells {
		if apartCells(c, from) > apartCells(best, from) {
			best = c
		}
	}
	return best
}
