package critical

import (
	"math"
	"slices"
)

// survey measures the scale on a grid, marks the plain cells and adds the areas that they
// form.
func (s *search) survey(cells int) {
	s.measure(cellsOf(cells, s.n), func(k int) []float64 { return s.cellCenter(k, cells) })
	s.plains = newPlains(cells, s.n)
	s.markPlains(s.plains, func(k int) []float64 { return s.cellCenter(k, cells) })
	var open []area
	for _, part := range s.plains.parts() {
		if !s.mayContinue() {
			return
		}
		if s.hasPoints(part) || !s.isArea(part) {
			continue
		}
		a := area{part, s.value(s.cellCenter(part.middle, cells))}
		if part.open && slices.ContainsFunc(open, func(b area) bool { return s.sameValue(a.value, b.value) && s.meetOutside(a.part, b.part) }) {
			continue
		}
		if s.addManifold(slices.Clone(s.cellCenter(part.middle, cells)), Area); part.open {
			open = append(open, a)
		}
	}
}

// area is a part of the plains with the value of f there.
type area struct {
	part
	value float64
}

// cellsOf returns the number of cells of a grid with so many cells a side.
func cellsOf(side, n int) int {
	if n == 2 {
		return side * side
	}
	return side
}

// cellCenter returns the start in cell k. The next call overwrites the result.
func (s *search) cellCenter(k, cells int) []float64 {
	x := s.trial[:s.n]
	s.startInCell(x, k, cells)
	return x
}

func (s *search) markPlains(p plains, at func(k int) []float64) {
	for k := range p.cells {
		if s.err != nil {
			return
		}
		p.cells[k] = s.isPlain(at(k))
	}
}

// plainDistance is the distance from a plain place, in widths of the window, at which f
// must be flat too.
const plainDistance = 1.0 / 256

// isPlain reports whether f is flat at x and at plainDistance on all sides.
func (s *search) isPlain(x []float64) bool {
	if !s.look(x) || !s.flat() {
		return false
	}
	for _, y := range s.onAllSides(x, plainDistance) {
		if s.window.Contains(y) && !(s.look(y) && s.flat()) {
			return false
		}
	}
	return true
}

// onAllSides returns places at a distance from x along the axes and, in the plane, also
// between the axes, because on an axis of |x y| gradients are 0 by convention.
func (s *search) onAllSides(x []float64, distance float64) (places [][]float64) {
	const turn = 0.6
	for i := range x {
		for _, side := range []float64{-distance, distance} {
			y := slices.Clone(x)
			y[i] += side * s.width[i]
			places = append(places, y)
		}
	}
	if s.n == 2 {
		for k := range 4 {
			sin, cos := math.Sincos(turn + math.Pi/2*float64(k))
			places = append(places, s.moved(x, distance, cos, sin))
		}
	}
	return places
}

// isArea reports whether the gradient vanishes somewhere in a part of the plains. In a
// tail, such as that of exp(x + y), the gradient vanishes nowhere, however small it is.
func (s *search) isArea(p part) bool {
	return slices.ContainsFunc(p.cells, func(k int) bool {
		return s.vanishesAround(slices.Clone(s.cellCenter(k, s.plains.side)), 1/float64(s.plains.side))
	})
}

// vanishesAround reports whether each component of the gradient has both signs at x and
// at a distance on all sides, or is exactly 0 at all of these places. The second case
// occurs where f is constant, and where floating-point numbers underflow: f as computed
// is then constant, as exp(100 x) is below -7.5, and counts as an area.
func (s *search) vanishesAround(x []float64, distance float64) bool {
	positive, negative := make([]bool, s.n), make([]bool, s.n)
	for _, y := range append(s.onAllSides(x, distance), x) {
		if !s.window.Contains(y) || !s.look(y) {
			continue
		}
		for i, t := range s.g {
			positive[i] = positive[i] || t > 0
			negative[i] = negative[i] || t < 0
		}
	}
	return slices.Equal(positive, negative)
}

// hasPoints searches for critical points in a plain that is flat only relative to the
// rest of the window, as around the minimum of x^10 + y^10, keeps them, and reports
// whether there are any. It starts in the cells with the smallest gradients.
func (s *search) hasPoints(p part) (any bool) {
	sizes := map[int]float64{}
	for _, k := range p.cells {
		s.look(s.cellCenter(k, s.plains.side))
		sizes[k] = norm(s.g)
	}
	const most = 64 // starts
	starts := 0
	for _, k := range p.cells {
		if sizes[k] == 0 || starts >= most || slices.ContainsFunc(s.plains.beside(k), func(b int) bool { return sizes[b] < sizes[k] && s.plains.cells[b] }) {
			continue
		}
		starts++
		any = s.leadsToPoint(s.cellCenter(k, s.plains.side)) || any
	}
	return any
}

// leadsToPoint searches for a critical point in the plain around x, keeps it, and reports
// whether there is one.
func (s *search) leadsToPoint(x []float64) bool {
	s.strict = true
	defer func() { s.strict = false }()
	x = slices.Clone(x)
	noise, ok := s.refine(x, 0.1)
	if !ok || !s.inside(x) || !s.plains.around(s.unit(x)) || !s.risesFrom(x) {
		return false
	}
	s.look(x)
	s.keep(x, noise)
	return true
}

// risesFrom reports whether the gradient rises with the distance from x as that of a
// power does, in at least half of the directions. On a curve it rises in fewer
// directions; in an area, and beside one, the gradient is 0 or rounding.
func (s *search) risesFrom(x []float64) bool {
	const directions = 8
	rising, flat := 0, 0
	for k := range directions {
		sin, cos := math.Sincos(0.2 + 2*math.Pi*float64(k)/directions)
		switch near, far, farther := s.slopeAt(x, stride, cos, sin), s.slopeAt(x, 2*stride, cos, sin), s.slopeAt(x, 4*stride, cos, sin); {
		case math.IsNaN(near + far + farther): // beyond the window
		case near == 0:
			return false
		case far > 1.5*near && farther > 1.5*far && near > 0:
			rising++
		default:
			flat++
		}
	}
	return rising > 0 && rising >= flat
}

// slopeAt returns the length of the gradient at a distance from x in a direction, NaN
// outside of the window and where the gradient is not finite.
func (s *search) slopeAt(x []float64, distance, cos, sin float64) float64 {
	if y := s.moved(x, distance, cos, sin); s.window.Contains(y) && s.look(y) {
		return norm(s.g)
	}
	return math.NaN()
}

// meetOutside reports whether two parts that go on beyond the window are connected there,
// such as the four corners of a window around a hill. It marks plains in a window twice
// as wide.
func (s *search) meetOutside(a, b part) bool {
	side := 2 * s.plains.side
	if s.outside == nil {
		wide := newPlains(side, s.n)
		x := make([]float64, s.n)
		s.markPlains(wide, func(k int) []float64 {
			s.startInCell(x, k, side)
			for i, w := range s.window {
				x[i] += x[i] - w[0] - s.width[i]/2
			}
			return x
		})
		s.outside = wide.parts()
	}
	at := func(k int) int {
		return (k/s.plains.side+side/4)*side*(s.n-1) + k%s.plains.side + side/4
	}
	return slices.ContainsFunc(s.outside, func(p part) bool {
		return slices.Contains(p.cells, at(a.middle)) && slices.Contains(p.cells, at(b.middle))
	})
}

// onRim reports whether x is on the rim of an area: on one side of x the gradient is 0
// relative to the gradient on other sides. It adds the area if no area with the same
// value is known there.
func (s *search) onRim(x []float64) bool {
	if s.n > 2 {
		return false
	}
	for _, distance := range []float64{1e-4, 1.0 / 1024, 1.0 / 256, 1.0 / 128} {
		if y := s.flatSide(x, distance); y != nil {
			if !s.inArea(y) {
				s.plains.mark(s.unit(y))
				s.addManifold(y, Area)
			}
			s.plains.mark(s.unit(x))
			return true
		}
	}
	return false
}

// flatSide returns a place at a distance from x around which the gradient is 0 relative
// to the gradient on other sides of x, or nil.
func (s *search) flatSide(x []float64, distance float64) []float64 {
	const sides, nothing = 8, 1e-9
	var around [][]float64
	var slopes []float64
	for k := range sides {
		sin, cos := math.Sincos(0.3 + 2*math.Pi*float64(k)/sides)
		y := s.moved(x, distance, cos, sin)
		if !s.look(y) {
			return nil
		}
		around, slopes = append(around, y), append(slopes, norm(s.g))
	}
	steepest := slices.Max(slopes)
	if steepest == 0 {
		return around[0]
	}
	limit := nothing * steepest
	for k, y := range around {
		if slopes[k] > limit || !s.window.Contains(y) {
			continue
		}
		flat := true
		for side := range 4 {
			sin, cos := math.Sincos(math.Pi / 2 * float64(side))
			flat = flat && s.look(s.moved(y, distance/4, cos, sin)) && norm(s.g) <= limit
		}
		if flat {
			return y
		}
	}
	return nil
}

// moved returns the place at a distance from x in a direction; in one dimension only the
// sign of cos counts.
func (s *search) moved(x []float64, distance, cos, sin float64) []float64 {
	y := slices.Clone(x)
	if s.n == 1 {
		y[0] += math.Copysign(distance, cos) * s.width[0]
		return y
	}
	y[0] += distance * cos * s.width[0]
	y[1] += distance * sin * s.width[1]
	return y
}

// inArea reports whether y, where f is flat, belongs to a known area with the same value:
// a marked cell is near y, or f stays flat on the straight way to the point of the area.
func (s *search) inArea(y []float64) bool {
	value := s.value(y)
	around := s.plains.around(s.unit(y))
	return slices.ContainsFunc(s.manifolds, func(set Manifold) bool {
		return set.Shape == Area && s.sameValue(set.Value, value) && (around || s.flatBetween(y, set.X))
	})
}

func (s *search) flatBetween(x, y []float64) bool {
	const places = 64
	z := make([]float64, s.n)
	for k := range places {
		t := float64(k) / (places - 1)
		for i := range z {
			z[i] = (1-t)*x[i] + t*y[i]
		}
		if !s.look(z) || norm(s.g) > s.flatSlope {
			return false
		}
	}
	return true
}

// addPlain adds the area around x unless it is known.
func (s *search) addPlain(x []float64) {
	if s.n > 2 {
		if !s.hasValue(s.value(x)) {
			s.addManifold(x, Area)
		}
		return
	}
	if u := s.unit(x); !s.plains.around(u) {
		s.plains.mark(u)
		if !s.leadsToPoint(x) {
			s.addManifold(x, Area)
		}
	} else {
		s.plains.mark(u) // areas grow where a search ends next to them
	}
}

// coverAreas gives each area the plain cells that it covers. Of several areas with the
// same value, each gets the parts that are nearest to its point.
func (s *search) coverAreas() {
	if s.n > 2 || s.plains.side == 0 {
		return
	}
	for _, p := range s.plains.parts() {
		if k := s.areaOf(p); k >= 0 {
			set := &s.manifolds[k]
			apart := 0.0
			for _, c := range p.cells {
				x := slices.Clone(s.cellCenter(c, s.plains.side))
				set.cover = append(set.cover, x)
				apart = max(apart, math.Abs(s.value(x)-set.Value))
			}
			if math.Abs(set.Value) <= apart { // it is 0 within the differences between its cells
				set.Value = 0
			}
			set.cell = 1 / float64(s.plains.side)
		}
	}
}

// areaOf returns the number of the manifold that is the area of a part, or -1.
func (s *search) areaOf(p part) int {
	best, least := -1, math.Inf(1)
	for k, set := range s.manifolds {
		if set.Shape != Area {
			continue
		}
		for _, c := range p.cells {
			x := s.cellCenter(c, s.plains.side)
			if d := norm(s.between(x, set.X)); d < least && s.sameValue(set.Value, s.value(x)) {
				best, least = k, d
			}
		}
	}
	return best
}

// plains marks the cells of a grid that are plain.
type plains struct {
	side, n int
	cells   []bool
}

func newPlains(side, n int) plains {
	return plains{side, n, make([]bool, cellsOf(side, n))}
}

// cell returns column and row of the cell in which the place u is, in units of the
// window.
func (p plains) cell(u []float64) (column, row int) {
	at := func(t float64) int { return int(min(max(t*float64(p.side), 0), float64(p.side-1))) }
	column = at(u[0])
	if p.n == 2 {
		row = at(u[1])
	}
	return column, row
}

func (p plains) near(u []float64) bool {
	column, row := p.cell(u)
	return p.cells[row*p.side+column]
}

func (p plains) mark(u []float64) {
	column, row := p.cell(u)
	p.cells[row*p.side+column] = true
}

// around reports whether a cell at most two cells away is marked.
func (p plains) around(u []float64) bool {
	column, row := p.cell(u)
	for r := max(0, row-2); r <= row+2 && r*p.side < len(p.cells); r++ {
		for c := max(0, column-2); c <= min(column+2, p.side-1); c++ {
			if p.cells[r*p.side+c] {
				return true
			}
		}
	}
	return false
}

// part is a connected set of marked cells.
type part struct {
	cells  []int
	middle int  // the cell that a flood fill from the first cell reaches half way
	open   bool // it touches the border of the window
}

// parts returns the connected sets of marked cells.
func (p plains) parts() []part {
	seen := make([]bool, len(p.cells))
	var parts []part
	for k, plain := range p.cells {
		if !plain || seen[k] {
			continue
		}
		flood, open := []int{k}, false
		seen[k] = true
		for i := 0; i < len(flood); i++ {
			beside := p.beside(flood[i])
			open = open || len(beside) < 2*p.n
			for _, next := range beside {
				if p.cells[next] && !seen[next] {
					seen[next] = true
					flood = append(flood, next)
				}
			}
		}
		parts = append(parts, part{flood, flood[len(flood)/2], open})
	}
	return parts
}

// beside returns the cells next to cell k: two a dimension, fewer at the border.
func (p plains) beside(k int) []int {
	var beside []int
	if k%p.side > 0 {
		beside = append(beside, k-1)
	}
	if k%p.side < p.side-1 {
		beside = append(beside, k+1)
	}
	if p.n == 1 {
		return beside
	}
	if k >= p.side {
		beside = append(beside, k-p.side)
	}
	if k+p.side < len(p.cells) {
		beside = append(beside, k+p.side)
	}
	return beside
}
