package surfaces

import (
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/gonum/mat"
)

// kinkCell is a cell of a grid of the window: a square, in one dimension a piece. Level
// l of the grids has 2^l kinkStarts cells a side, and one half more around the window.
type kinkCell [2]int64

// Bounds of the search on kinks.
const (
	kinkStarts = 64
	split      = 4     // level from which connected cells are told apart
	deepest    = 9     // level at which cells that are no point and no curve are given up
	last       = 40    // level at which a point is known to rounding
	short      = 48    // cells a side of what may be a point
	maxCells   = 40000 // on one level
	deep       = 16    // level from which on what ends is rounding
	nearest    = 1e-9  // the least distance at which values tell a jump
)

// onKinks adds the critical points on kinks.
func (s *search) onKinks() {
	if s.n <= 2 {
		s.kinks()
	} else {
		s.lowKinks()
	}
	s.full = s.full || s.ends()
}

// kinks searches for critical points on kinks, in one and two dimensions: places near
// which Grad jumps and 0 is a convex combination of its values (Clarke 1983). These are
// all minima and maxima on kinks, and the saddles.
//
// It divides those cells of a grid in which this may hold. At places around a cell the
// gradient is extrapolated by the Hessian to the cell's center, so that on a smooth
// piece all of them agree. Where the shortest convex combination of these
// gradients is no longer than the Hessians make it change in the cell, the cell is
// divided again; else it is dropped, as it is if all agree. What stays shrinks to
// points, or is a curve of minima if its value is constant. Level ridges are left out.
func (s *search) kinks() {
	cells := s.kinkGrid()
	for level := 1; len(cells) > 0 && !s.ends(); level++ {
		if len(cells) > maxCells || level > deepest {
			s.full = s.full || s.anyKink(cells, level-1)
			return
		}
		if cells = s.divided(cells, level); level < split {
			continue
		}
		var rest []kinkCell
		for _, group := range connected(cells) {
			if s.hasFlat(group, level) {
				continue
			}
			if isShort(group) {
				s.kinkPoint(group, level)
			} else if !s.kinkCurve(group, level) {
				rest = append(rest, group...)
			}
		}
		cells = rest
	}
}

// anyKink reports whether some of the cells that are left lead to a kink.
func (s *search) anyKink(cells []kinkCell, level int) bool {
	const samples = 32
	for k := range min(samples, len(cells)) {
		if y := s.ofCell(cells[k*len(cells)/samples%len(cells)], level); y != nil && s.inside(y) && s.isSharp(y, 0) && s.isContinuous(y, nearest) {
			return true
		}
	}
	return false
}

// kinkGrid holds the cells of the first grid that may have a critical point on a kink.
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

// divided holds the parts of cells, now of this level, that may have a critical point.
func (s *search) divided(cells []kinkCell, level int) (parts []kinkCell) {
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

// kinkSide is a cell's side in units of the window.
func kinkSide(level int) float64 { return math.Ldexp(1.0/kinkStarts, -level) }

// place is a place in a cell: (0, 0) is the first corner, (1, 1) the last.
func (s *search) place(c kinkCell, level int, at [2]float64) []float64 {
	const off = 0.9293 / kinkStarts // before the window, so that no line of a grid is one of symmetry
	x := make([]float64, s.n)
	for i := range x {
		x[i] = s.window[i][0] + s.width[i]*((float64(c[i])+at[i])*kinkSide(level)-off)
	}
	return x
}

// kinkPlaces is how many gradients a cell is judged by.
const kinkPlaces = 8

// around are the cells whose centers they are at, by the dimension: those around, the ones
// at the corners first. Nearer by, a piece between two kinks might have none.
var around = [2][]kinkCell{
	{{-1, 0}, {1, 0}},
	{{-1, -1}, {1, -1}, {-1, 1}, {1, 1}, {0, -1}, {-1, 0}, {1, 0}, {0, 1}},
}

// model is gradient and Hessian at the center of a cell, with zeros for a second
// coordinate.
type model struct {
	g      [2]float64
	h      [3]float64
	finite bool
}

// centers are the derivatives of cells on one level that were looked at: each is beside
// eight others.
type centers map[kinkCell]model

// at looks at the center of a cell, once.
func (c centers) at(s *search, cell kinkCell, level int) model {
	d, known := c[cell]
	if !known {
		d.finite = s.look(s.place(cell, level, [2]float64{0.5, 0.5}))
		d.g, d.h = s.inPlane()
		c[cell] = d
	}
	return d
}

// mayHaveKink reports whether a critical point on a kink may be in a cell.
func (s *search) mayHaveKink(c kinkCell, level int) bool {
	const jump = 0.01 // part of the largest gradient by which others differ at a kink
	side := kinkSide(level)
	var there [kinkPlaces][2]float64 // the gradients at the center
	var bends [kinkPlaces][3]float64
	count, largest, apart := 0, 0.0, 0.0
	for k, by := range around[s.n-1] {
		if k == cornersOf(s.n) && apart <= jump*largest {
			break
		}
		d := s.seen.at(s, kinkCell{c[0] + by[0], c[1] + by[1]}, level)
		if !d.finite {
			continue
		}
		largest = max(largest, math.Hypot(d.g[0], d.g[1]))
		dx, dy := -side*float64(by[0]), -side*float64(by[1])
		there[count], bends[count] = [2]float64{d.g[0] + d.h[0]*dx + d.h[1]*dy, d.g[1] + d.h[1]*dx + d.h[2]*dy}, d.h
		for _, other := range there[:count] {
			apart = max(apart, math.Hypot(there[count][0]-other[0], there[count][1]-other[1]))
		}
		count++
	}
	if largest <= s.flatSlope || apart <= jump*largest {
		return false
	}
	weights, v := shortest(there[:count])
	return vanishesWithin(side, weights, v, bends, largest)
}

// vanishesWithin reports whether the shortest combination v of gradients vanishes in a cell:
// whether the same combination of the Hessians changes it by its length within the
// cell. Where two gradients combine, the change in the direction of v counts: other
// weights make up for that across.
func vanishesWithin(side float64, weights [kinkPlaces]float64, v [2]float64, bends [kinkPlaces][3]float64, largest float64) bool {
	const (
		reach    = 0.75 // sides from the center to what counts as in the cell
		rounding = 1e-13
	)
	length := math.Hypot(v[0], v[1])
	if length <= rounding*largest {
		return true
	}
	h, pieces := mat.NewSymDense(2, nil), 0
	for k, w := range weights {
		if b := bends[k]; w > 0 {
			pieces++
			setPlane(h, h.At(0, 0)+w*b[0], h.At(0, 1)+w*b[1], h.At(1, 1)+w*b[2])
		}
	}
	if pieces > 1 {
		change := math.Hypot(v[0]*h.At(0, 0)+v[1]*h.At(0, 1), v[0]*h.At(0, 1)+v[1]*h.At(1, 1)) / length
		return length <= reach*side*change
	}
	values, vectors := planeEigen(h.At(0, 0), h.At(0, 1), h.At(1, 1))
	for k, u := range vectors {
		if math.Abs(v[0]*u[0]+v[1]*u[1]) > reach*side*math.Abs(values[k])+rounding*largest {
			return false
		}
	}
	return true
}

// inPlane is gradient and Hessian at hand with zeros for a second coordinate.
func (s *search) inPlane() (g [2]float64, h [3]float64) {
	if s.n == 1 {
		return [2]float64{s.g[0]}, [3]float64{s.h.At(0, 0)}
	}
	return [2]float64{s.g[0], s.g[1]}, [3]float64{s.h.At(0, 0), s.h.At(0, 1), s.h.At(1, 1)}
}

// shortest is the shortest convex combination of vectors in the plane. Its weights, of at
// most two of them, are left out where it is 0 with the origin inside of a triangle.
func shortest(of [][2]float64) (weights [kinkPlaces]float64, v [2]float64) {
	const rounding = 1e-14
	least, first, second, along, largest := math.Inf(1), 0, 0, 0.0, 0.0
	for i, a := range of {
		largest = max(largest, a[0]*a[0]+a[1]*a[1])
		for j, b := range of[:i] {
			dx, dy := b[0]-a[0], b[1]-a[1]
			t := 0.0
			if square := dx*dx + dy*dy; square > 0 {
				t = min(max(-(a[0]*dx+a[1]*dy)/square, 0), 1)
			}
			w := [2]float64{a[0] + t*dx, a[1] + t*dy}
			if square := w[0]*w[0] + w[1]*w[1]; square < least {
				v, least, first, second, along = w, square, i, j, t
			}
		}
	}
	for _, a := range of {
		if a[0]*v[0]+a[1]*v[1] < -rounding*largest { // vectors on all sides of the origin
			return weights, [2]float64{}
		}
	}
	weights[first] = 1 - along
	weights[second] += along
	return weights, v
}

// connected splits cells into those that touch, if only at a corner.
func connected(cells []kinkCell) (groups [][]kinkCell) {
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

// bounds are the first and the last coordinates of cells.
func bounds(group []kinkCell) (first, end kinkCell) {
	first, end = group[0], group[0]
	for _, c := range group {
		for i, at := range c {
			first[i], end[i] = min(first[i], at), max(end[i], at)
		}
	}
	return first, end
}

// hasFlat reports whether a few cells surround a degenerate point that is known: around that
// of x^10 + y^10 no Hessian extrapolates well.
func (s *search) hasFlat(group []kinkCell, level int) bool {
	if !isShort(group) {
		return false
	}
	first, end := bounds(group)
	window := make([][2]float64, s.n)
	low, high := s.place(first, level, [2]float64{}), s.place(end, level, [2]float64{1, 1})
	for i := range window {
		window[i] = [2]float64{low[i], high[i]}
	}
	return slices.ContainsFunc(s.points, func(p Point) bool { return p.Kind == Degenerate && InWindow(p.X, window) })
}

// kinkPoint adds the critical point to which cells shrink, if it is one on a kink.
func (s *search) kinkPoint(cells []kinkCell, level int) {
	const (
		most = 400 // cells of a point
	)
	for ; level < last; level++ {
		next := s.divided(cells, level+1)
		if len(next) == 0 {
			return
		}
		if len(next) > most && level >= deep {
			break
		}
		if len(next) > most {
			if !s.kinkCurve(cells, level) && s.isContinuous(s.middle(cells, level), 4*kinkSide(level)) {
				s.full = true
			}
			return
		}
		cells = next
		if level+1 == deep && s.isCusp(s.middle(cells, deep), uncertainty(cells, deep)) {
			return
		}
	}
	uncertain := uncertainty(cells, level)
	x := s.middle(cells, level)
	if !s.inside(x) || s.onRim(x) || !s.isSharp(x, uncertain) || !s.isContinuous(x, max(nearest, 1e3*uncertain)) || !s.isCertain(x, uncertain) {
		return
	}
	p := s.roundedKink(Point{X: x, Value: s.value(x), Kind: s.kinkKind(x, uncertain)}, uncertain)
	if !has(s.points, p, s.window) && !s.onSet(p.X) {
		s.addKink(p)
	}
}

// uncertainty is how far the point may be from the middle of the cells to which it shrinks.
func uncertainty(cells []kinkCell, level int) float64 {
	first, end := bounds(cells)
	return kinkSide(level) * float64(2+max(end[0]-first[0], end[1]-first[1]))
}

// addKink adds a point on a kink.
func (s *search) addKink(p Point) {
	s.points = append(s.points, p)
	s.onKink = append(s.onKink, keyOf(p.X))
}

// middle is the mean of the cells' centers.
func (s *search) middle(cells []kinkCell, level int) []float64 {
	x := make([]float64, s.n)
	for _, c := range cells {
		for i, t := range s.place(c, level, [2]float64{0.5, 0.5}) {
			x[i] += t / float64(len(cells))
		}
	}
	return x
}

// isContinuous reports whether f leads continuously to its value at x: around x it
// differs from that, and less at a distance that is near. So it does not at a pole or a
// jump.
func (s *search) isContinuous(x []float64, near float64) bool {
	far := max(1e-4, 1e3*near)
	apart := func(distance float64) (most float64) {
		low, high := s.around(x, distance, 64)
		value := s.value(x)
		return max(high-value, value-low)
	}
	d := apart(far)
	return apart(near) < d/2 && !math.IsInf(d, 0)
}

// isSharp reports whether Grad jumps at x, or is as steep as that of |x|^1.5: a hundred times
// nearer to x it is not a hundred times smaller.
func (s *search) isSharp(x []float64, uncertain float64) bool {
	const near, part = 1e-7, 0.03
	distance := max(near, 10*uncertain)
	return s.slopeAround(x, distance) > part*s.slopeAround(x, 100*distance)
}

// isCertain reports whether the uncertainty of x leaves the value there as it is, as against values
// around: at a cusp such as that of abs(x)^0.1 next to pi it does not.
func (s *search) isCertain(x []float64, uncertain float64) bool {
	const part = 1e-3
	apart := func(distance float64) float64 {
		return math.Abs(s.value(s.moved(x, distance, 0.6, 0.8)) - s.value(x))
	}
	return apart(uncertain) <= part*apart(max(1e-3, 1e3*uncertain))
}

// isCusp reports whether x, known but roughly, can only turn out not to be certain: towards
// it slopes rise as those of abs(x)^0.25 do, in all directions.
func (s *search) isCusp(x []float64, uncertain float64) bool {
	const directions, ratio, steeper = 4, 1000, 150
	least, largest := math.Inf(1), 0.0
	for k := range directions {
		sin, cos := math.Sincos(0.6 + 2*math.Pi*float64(k)/directions)
		least = min(least, s.slopeAt(x, 3*uncertain, cos, sin))
		largest = max(largest, s.slopeAt(x, 3*ratio*uncertain, cos, sin))
	}
	return least > steeper*largest
}

// around is the lowest and the highest value at a distance from x, refined between those
// of a number of directions.
func (s *search) around(x []float64, distance float64, directions int) (low, high float64) {
	at := func(angle float64) float64 {
		sin, cos := math.Sincos(angle)
		return s.value(s.moved(x, distance, cos, sin))
	}
	if s.n == 1 {
		a, b := at(0), at(math.Pi)
		return min(a, b), max(a, b)
	}
	step := 2 * math.Pi / float64(directions)
	values := make([]float64, directions)
	for k := range values {
		values[k] = at(0.1 + step*float64(k))
	}
	extreme := func(sign float64) float64 {
		best := math.Inf(1)
		for k, v := range values {
			before, after := values[(k+directions-1)%directions], values[(k+1)%directions]
			if v *= sign; v <= sign*before && v <= sign*after {
				middle := 0.1 + step*float64(k)
				best = min(best, v, lowestBetween(func(t float64) float64 { return sign * at(t) }, middle-step, middle+step))
			}
		}
		return sign * best
	}
	return extreme(1), extreme(-1)
}

// lowestBetween is the minimum of a function with one minimum between a and b, by
// trisection.
func lowestBetween(f func(float64) float64, a, b float64) float64 {
	const divisions = 85 // to rounding
	for range divisions {
		third := (b - a) / 3
		if f(a+third) < f(b-third) {
			b -= third
		} else {
			a += third
		}
	}
	return f((a + b) / 2)
}

// kinkKind tells a minimum, a maximum and a saddle at a kink apart by the values around.
func (s *search) kinkKind(x []float64, uncertain float64) Kind {
	const distance, rounding = 1e-3, 1e-15
	low, high := s.around(x, distance, 64)
	value := s.value(x)
	tolerance := s.valueError(x, uncertain) + rounding*max(math.Abs(low), math.Abs(high))
	switch {
	case low >= value-tolerance:
		return Minimum
	case high <= value+tolerance:
		return Maximum
	}
	return Saddle
}

// valueError is how much the uncertainty of a place on a kink may change the value there:
// by the slopes beside it.
func (s *search) valueError(x []float64, uncertain float64) float64 {
	distance := max(nearest, uncertain)
	steepest := 0.0
	y := slices.Clone(x)
	for corner := range cornersOf(min(s.n, 10)) {
		for i := range y {
			y[i] = x[i] + distance*s.width[i]*float64(1-2*(corner>>i&1))
		}
		if s.look(y) {
			steepest = max(steepest, norm(s.g))
		}
	}
	return 2 * uncertain * steepest
}

// roundedKink is a point on a kink with round numbers for coordinates that are as near as the
// point is certain, where the value speaks for them: at a minimum none that raises it, at
// a maximum none that lowers it. A value that may be 0 is 0.
func (s *search) roundedKink(p Point, uncertain float64) Point {
	const digits = 1e-12
	for _, within := range []float64{max(digits, uncertain), digits} {
		for i, t := range p.X {
			x := slices.Clone(p.X)
			x[i] = round(t, within*s.width[i]) + 0 // and not -0
			v := s.value(x)
			if p.Kind == Minimum && v <= p.Value || p.Kind == Maximum && v >= p.Value || p.Kind >= Saddle && p.Kind != Maximum && math.Abs(x[i]-t) <= 2*uncertain*s.width[i] {
				p.X, p.Value = x, v
			}
		}
	}
	if math.Abs(p.Value) <= s.valueError(p.X, uncertain) {
		p.Value = 0
	}
	return p
}

// round is t in as many decimal digits as leave it within a distance.
func round(t, within float64) float64 {
	digits := int(math.Ceil(-math.Log10(within)))
	if digits < 0 {
		return t
	}
	v, err := strconv.ParseFloat(strconv.FormatFloat(t, 'f', digits, 64), 64)
	if err != nil {
		return t
	}
	return v
}

// kinkCurve adds the curve of minima on a kink that cells follow. It reports whether they
// need no more search: they follow one, or a ridge, or no kink.
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
	if s.setAt(x) < 0 && s.kinkKind(x, kinkSide(last)) == Minimum {
		s.keepCurve(x, line)
		set := &s.sets[len(s.sets)-1]
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

// ofCell is the place to which a cell and its parts shrink, nil if there is none.
func (s *search) ofCell(c kinkCell, level int) []float64 {
	const most = 24
	cells := []kinkCell{c}
	for ; level < last; level++ {
		next := s.divided(cells, level+1)
		if len(next) == 0 && level < deep {
			return nil
		}
		if len(next) == 0 {
			break
		}
		cells = next
		if more := len(next) - most; more > 0 { // keep those in the middle: others are beside the kink
			cells = next[more/2 : more/2+most]
		}
	}
	return s.middle(cells[len(cells)/2:][:1], level)
}

// chain orders cells along a curve, from an end if it has one.
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
