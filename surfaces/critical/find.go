// Package critical finds the critical points of a surface in a window and classifies
// them. A surface with second derivatives comes in; a Result goes out: points with their
// kinds, and manifolds, the curves and areas on which every point is critical.
// FindWithKnown adds what the surface itself lists. A further way to start the search
// belongs beside refineGrids, and a further sort of place that it may end at into a file
// of its own, as kinks and flat floors have.
package critical

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
)

// Result holds what Find found.
type Result struct {
	// Points are the isolated critical points, minima first, then saddles, maxima
	// and degenerate points; each kind from the lowest value upwards.
	Points []surfaces.Point
	// Manifolds are the curves and areas on which every point is critical, curves
	// first, each once, from the lowest value upwards.
	Manifolds []Manifold
	// Partial is true if there may be more: the finest pass still found something new,
	// there were more than the search keeps, or the dimension is above 2, where the
	// starts are few.
	Partial bool

	kinks []string // keys of the places where Grad jumps
}

// OnKink reports whether p, a point of the Result, is on a kink: Grad jumps there, so
// that the Hessian has no meaning.
func (c Result) OnKink(p surfaces.Point) bool { return slices.Contains(c.kinks, keyOf(p.X)) }

func keyOf(x []float64) string { return fmt.Sprint(x) }

// All returns, in the order of Points, the Points, the Point of each of the Manifolds and
// the points that Meta lists on them.
func (c Result) All() []surfaces.Point {
	all := slices.Clone(c.Points)
	for _, s := range c.Manifolds {
		all = append(append(all, s.Listed...), s.Point)
	}
	return surfaces.SortPoints(all)
}

// InOrder returns the Points and then the Representative of each of the Manifolds.
func (c Result) InOrder() []surfaces.Point {
	all := slices.Clone(c.Points)
	for _, s := range c.Manifolds {
		all = append(all, s.Representative())
	}
	return all
}

// Representative returns the Point of a manifold. On a curve it moves the Point to the first
// Listed one, which readers know better, such as (1, 1) on x y = 1.
func (s Manifold) Representative() surfaces.Point {
	p := s.Point
	if len(s.Listed) > 0 && s.Shape == Curve {
		p.X = s.Listed[0].X
	}
	return p
}

// Manifold is a connected set of critical points, on which f is constant. Curves that cross
// are separate manifolds. The embedded Point, of the kind Degenerate, is one point of the
// set.
type Manifold struct {
	surfaces.Point
	Shape  Shape
	Line   [][]float64      // a curve in the plane, in order, its ends equal if it is closed; nil for other sets
	Listed []surfaces.Point // after FindWithKnown, the points of f.Meta on the set: minima, though not strict ones

	cover [][]float64 // for an area, the centers of the cells that it covers
	cell  float64     // side of these cells, in widths of the window
	level float64     // differences between values on the set that are rounding
}

// String returns the shape and a point of it: "a curve of critical points through (1, 0)".
func (s Manifold) String() string {
	x := make([]string, len(s.X))
	for i, t := range s.X {
		x[i] = strconv.FormatFloat(t, 'g', 6, 64)
	}
	return fmt.Sprintf("%v of critical points through (%s)", s.Shape, strings.Join(x, ", "))
}

// Shape distinguishes curves of critical points from areas.
type Shape int

// The shapes of manifolds. In more than two dimensions Area stands for all manifolds along
// which f stays constant in more than one direction.
const (
	Curve Shape = iota
	Area
)

// String returns "a curve" or "an area".
func (s Shape) String() string {
	switch s {
	case Curve:
		return "a curve"
	case Area:
		return "an area"
	}
	return fmt.Sprintf("Shape(%d)", int(s))
}

// maxFindDim is the largest dimension in which one eigendecomposition per step is quick.
const maxFindDim = 50

// Find searches the window for the critical points of f, the points where the gradient
// vanishes. It does not use the points of f.Meta.
//
// It starts Newton's method x -> x - H⁻¹ g from every cell of a grid, and then from cells
// of grids that become twice as fine in each pass: from the cells in which, by gradient
// and Hessian at the center, the gradient may vanish. It stops when a pass finds nothing
// new. The Newton step is the one in Nocedal & Wright 2006, section 11.1, for the
// equation g = 0, taken in coordinates that scale the window to the unit cube, bounded in
// length, and without the directions in which H is singular to rounding. Where the steps
// shrink by a constant factor q, as they do at a multiple root, the step is divided by 1
// - q (Aitken).
//
// The signs of the Hessian's eigenvalues in these coordinates classify a point. A point
// is degenerate if an eigenvalue is 0, relative to the largest one or within the
// uncertainty of the position. From a degenerate point Find follows the direction of the
// eigenvalue 0: if the gradient stays 0 for 1/32 of the window (or once around), the
// point stands for a curve, reported once. Parts of the window where gradient and Hessian
// are 0 to rounding, relative to the rest of the window, are areas if the gradient as
// computed vanishes there: either it is exactly 0 around a place, as where f underflows,
// or each of its components changes its sign, as on a plateau that is too flat for any
// figure (below 1e-12 of the mean slope and curvature). A tail, in which no gradient
// vanishes, is no area.
//
// At a kink the gradient does not vanish, even if Grad returns the subgradient 0 there:
// Find reports neither a tip such as Ackley's nor a point next to which Grad jumps. Where
// only the Hessian jumps, the point is degenerate, because the eigenvalues differ from
// side to side.
//
// No search by values at points is exhaustive: a pair of points nearer to each other than
// the finest cell, 1/1024 of the window, may be missed. The number of operations is
// bounded: the more of them a Computed surface takes, the coarser are the grids. In one
// dimension the grid is finer; from three dimensions on, a bounded number of Halton
// points replaces the grid. A nil window is the customary one of f. Find fails if ctx is
// done, if f is nil or has no Hess, and if the window does not have the dimension of f, is
// empty or infinite. Equal arguments give equal results, to the order of the points.
func Find(ctx context.Context, f surfaces.Surface, window surfaces.Window) (Result, error) {
	s, err := newSearch(ctx, f, window)
	if err != nil {
		return Result{}, err
	}
	s.run()
	return s.result(), s.err
}

func checkWindow(f surfaces.Surface, window surfaces.Window) error {
	if f == nil {
		return surfaces.ErrNil
	}
	switch dim := f.Meta().Dim; {
	case len(window) != dim:
		return fmt.Errorf("the window has %d dimensions, the surface %d", len(window), dim)
	case dim == 0:
		return errors.New("a surface without coordinates has no critical points")
	case dim > maxFindDim:
		return fmt.Errorf("critical points are searched in up to %d dimensions, not %d", maxFindDim, dim)
	}
	for i, w := range window {
		if width := w[1] - w[0]; !(width > 0) || math.IsInf(width, 0) {
			return fmt.Errorf("the window's coordinate %d runs from %v to %v", i+1, w[0], w[1])
		}
	}
	return nil
}

// Bounds of the search.
const (
	maxFound     = 20000 // points kept
	maxManifolds = 1000  // curves and areas kept
)

// search holds the state of one Find. Lengths are in units of the window.
type search struct {
	ctx    context.Context
	err    error
	f      objective.Curved
	n      int
	window surfaces.Window
	width  []float64
	budget budget
	full   bool // one of the bounds was hit
	fresh  bool // this pass found something new and no degenerate point

	local
	scale

	points    []surfaces.Point
	noise     []float64 // uncertainty of each of the points
	known     index     // the points
	traced    index     // the vertices of the curves
	owners    []int     // for each vertex, the number of its curve in manifolds
	manifolds []Manifold
	plains    plains
	onKink    []string // keys of points on kinks
	seen      centers  // of the current level
	outside   []part   // of the plains in a window twice as wide; nil before they are needed
}

func newSearch(ctx context.Context, f surfaces.Surface, window surfaces.Window) (*search, error) {
	if window == nil && f != nil {
		window = f.Meta().Window
	}
	if err := checkWindow(f, window); err != nil {
		return nil, err
	}
	curved, ok := objective.As[objective.Curved](f)
	if !ok {
		return nil, errors.New("critical points are found with second derivatives: the surface has no method Hess")
	}
	n := len(window)
	s := &search{ctx: ctx, f: curved, n: n, window: window, local: newLocal(n), seen: centers{}}
	s.budget = budget{each: surfaces.OperationsOf(f), limit: maxOperations}
	for _, w := range window {
		s.width = append(s.width, w[1]-w[0])
	}
	return s, nil
}

func (s *search) run() {
	if s.n > 2 {
		s.tryHaltonPoints()
	} else {
		s.refineGrids()
	}
	// The crossings of curves may be found before the curves.
	s.points = slices.DeleteFunc(s.points, func(p surfaces.Point) bool { return p.Kind == surfaces.Degenerate && s.onCurve(p.X) })
}

// searchLooks is the number of evaluations that the budget must allow for each cell of the
// first grid.
const searchLooks = 32

// refineGrids searches from the cells of ever finer grids until a grid finds nothing new.
func (s *search) refineGrids() {
	first, last := 64, 1024
	if s.n == 1 {
		first, last = 1024, 16384
	}
	for first > 4 && !s.affords(searchLooks*cellsOf(first, s.n)) {
		first /= 2
	}
	s.survey(first)
	for cells := first; s.mayContinue(); cells *= 2 {
		if !s.affords(cellsOf(cells, s.n)) {
			s.full = true
			return
		}
		s.fresh = false
		s.tryCells(cells, cells == first)
		if !s.fresh && cells >= 4*first {
			return
		}
		if cells == last {
			s.full = true
			return
		}
	}
}

// mayContinue reports whether the search has met none of its bounds and no error.
func (s *search) mayContinue() bool {
	if s.full = s.full || len(s.points) >= maxFound || len(s.manifolds) >= maxManifolds || s.ends(); s.full {
		return false
	}
	return s.err == nil
}

// tryCells starts from the cells of a grid: from all of them, or from those in which the
// gradient may vanish.
func (s *search) tryCells(cells int, all bool) {
	count := cellsOf(cells, s.n)
	x := make([]float64, s.n)
	signs := newSigns(cells, s.n)
	for k := 0; k < count && s.mayContinue(); k++ {
		s.startInCell(x, k, cells)
		if s.plains.near(s.unit(x)) {
			continue
		}
		if !s.look(x) {
			signs.add(k, nil)
			continue
		}
		turns := signs.add(k, s.g)
		if all {
			s.tryStart(x, 0.1)
			continue
		}
		if turns || s.mayVanish(0.5/float64(cells)) {
			if !s.leadsToKnown(x) {
				s.tryStart(x, 8/float64(cells))
			}
		}
	}
}

// startInCell writes the start in cell k to x. The start is beside the middle, since on an
// axis of symmetry a start would never leave the axis.
func (s *search) startInCell(x []float64, k, cells int) {
	const off = 0.5707
	for i := range x {
		x[i] = s.window[i][0] + s.width[i]*(float64(k%cells)+off)/float64(cells)
		k /= cells
	}
}

// mayVanish reports whether each component of the gradient may have a zero within the
// distance r, by the linear model of the gradient. A factor of 3 allows for curvature.
func (s *search) mayVanish(r float64) bool {
	for i := range s.n {
		var reach float64
		for j := range s.n {
			reach += math.Abs(s.h.At(i, j))
		}
		if math.Abs(s.g[i]) > 3*r*reach {
			return false
		}
	}
	return true
}

// signs holds the signs of the gradient in a row of cells.
type signs struct {
	cells, n int
	bits     []uint8 // of the last row and one cell: bit 0, 1: a component is positive, 2, 3: negative
}

func newSigns(cells, n int) *signs { return &signs{cells: cells, n: n, bits: make([]uint8, cells+2)} }

// add stores the signs of the gradient in cell k. It reports whether each component changes
// its sign between this cell, the one before it and their two neighbours in the row before.
func (s *signs) add(k int, g []float64) bool {
	var bits uint8
	for i, t := range g {
		if t >= 0 {
			bits |= 1 << i
		}
		if t <= 0 {
			bits |= 4 << i
		}
	}
	size := len(s.bits)
	seen := bits
	if k%s.cells > 0 {
		seen |= s.bits[(k-1)%size]
	}
	if s.n == 2 && k >= s.cells {
		seen |= s.bits[(k-s.cells)%size]
		if k%s.cells > 0 {
			seen |= s.bits[(k-s.cells-1)%size]
		}
	}
	s.bits[k%size] = bits
	want := uint8(1<<s.n - 1)
	return g != nil && seen&(seen>>2)&want == want
}

// leadsToKnown reports whether the Newton step from x ends within a tenth of its length from
// a known point: then Newton's method converges to that point. The derivatives at x must
// have been evaluated.
func (s *search) leadsToKnown(x []float64) bool {
	s.newton()
	target := s.unit(x)
	length := norm(s.step)
	for i := range target {
		target[i] -= s.step[i]
	}
	at, d := s.known.nearest(target)
	return at >= 0 && d <= 0.1*length
}

// tryStart runs Newton's method from a start and keeps the critical point that it reaches.
func (s *search) tryStart(start []float64, reach float64) {
	x := append(s.trial[:0], start...)
	noise, ok := s.refine(x, reach)
	if !ok || !s.inside(x) {
		return
	}
	if s.plain {
		s.addPlain(x)
		return
	}
	s.keep(x, noise)
}

// keep adds the critical point x, or the curves or the area that x is on, unless they are
// known. The derivatives at x must have been evaluated.
func (s *search) keep(x []float64, noise float64) {
	if s.isKnown(x, noise) || !s.vanishes(x) || !s.isDefinedAround(x) {
		return
	}
	suspect := s.suspect()
	if suspect && s.onManifold(x) || !s.smooth(x, noise) {
		return
	}
	kind := s.classify(x, noise)
	if kind == surfaces.Degenerate && (s.onManifold(x) || !s.strict && s.onRim(x)) {
		return
	}
	if (suspect || kind == surfaces.Degenerate) && (s.addCurves(x) || s.sameFlat(x)) {
		return
	}
	const vague, hole = 1e-5, 1e-10
	largest := hole
	if kind == surfaces.Degenerate { // the place of a flat point is known only roughly
		largest = vague
	}
	if suspect || kind == surfaces.Degenerate {
		if middle, ok := s.middleOfFloor(x); ok {
			s.keepOnFloor(x, middle, noise)
			return
		}
	}
	s.fresh = s.fresh || kind != surfaces.Degenerate
	s.known.add(s.unit(x))
	s.noise = append(s.noise, noise)
	x = s.toRound(x, noise, largest)
	s.points = append(s.points, surfaces.Point{X: x, Value: s.flatValue(x), Kind: kind})
}

// isDefinedAround reports whether f has a value at x or right beside it, as around a hole. A
// formula may have derivatives where it has no value, as log(x) has for x < 0.
func (s *search) isDefinedAround(x []float64) bool {
	const beside = 1e-6 // in widths of the window
	if !math.IsNaN(s.value(x)) {
		return true
	}
	for i := range x {
		for _, by := range [2]float64{-beside, beside} {
			y := slices.Clone(x)
			y[i] += by * s.width[i]
			if !math.IsNaN(s.value(y)) {
				return true
			}
		}
	}
	return false
}

// toZero returns x with 0 for coordinates that differ from 0 by rounding or noise alone,
// where this leaves the gradient no larger than rounding does.
func (s *search) toZero(x []float64, noise float64) []float64 { return s.toRound(x, noise, noise) }

// toRound rounds the coordinates of x as far as the gradient stays as small: first all of
// them, then one after the other. It tries round numbers within largest first, in widths of
// the window, and then ever nearer ones.
func (s *search) toRound(x []float64, noise, largest float64) []float64 {
	return s.roundTo(x, s.gradientError(x), noise, largest)
}

// roundTo does what toRound does, with a given limit for the gradient.
func (s *search) roundTo(x, limit []float64, noise, largest float64) []float64 {
	best := s.rounded(slices.Clone(x), x, limit, noise, largest, func(int) bool { return true })
	for i := range x {
		best = s.rounded(best, x, limit, noise, largest, func(k int) bool { return k == i })
	}
	return best
}

// rounded returns y with the chosen coordinates rounded as far as y stays as critical as x.
func (s *search) rounded(y, x, limit []float64, noise, largest float64, which func(i int) bool) []float64 {
	for within := max(largest, noise); within >= noise; within /= 10 {
		z := slices.Clone(y)
		for i, t := range y {
			if which(i) {
				z[i] = s.roundCoordinate(i, t, within)
			}
		}
		if s.isCritical(z, x, limit) {
			return z
		}
		if within == 0 {
			break
		}
	}
	return y
}

// gradientError returns the gradient's components along the eigenvectors at the critical
// point x, which are rounding errors.
func (s *search) gradientError(x []float64) []float64 {
	const rounding = 1e-15
	s.look(x)
	s.eigen()
	limit := make([]float64, s.n)
	for k, v := range s.values {
		limit[k] = max(math.Abs(s.slopeAlong(k)), rounding*math.Abs(v))
	}
	return limit
}

// slopeAlong returns the component along eigenvector k of the gradient evaluated last.
func (s *search) slopeAlong(k int) (along float64) {
	for i, t := range s.g {
		along += s.vectors.At(i, k) * t
	}
	return along
}

// isCritical reports whether the gradient at y, near a critical point x, is within a limit.
// f may have a hole at y, as sin(x)/x has, if y and x differ only by rounding.
func (s *search) isCritical(y, x, limit []float64) bool {
	const rounding = 1e-9
	if math.IsNaN(s.value(y)) {
		return norm(s.between(x, y)) <= rounding
	}
	if !s.look(y) {
		return false
	}
	s.eigen()
	for k := range s.values {
		if math.Abs(s.slopeAlong(k)) > limit[k] {
			return false
		}
	}
	return true
}

// roundCoordinate returns 0 for a coordinate t that is 0 within rounding or noise, and a
// round number where the noise is as large as at a flat point.
func (s *search) roundCoordinate(i int, t, noise float64) float64 {
	const rounding, vague = 1e-15, 1e-12
	near := max(rounding, 10*noise)
	switch {
	case math.Abs(t) <= near*s.width[i]:
		return 0
	case noise > vague:
		return round(t, 100*near*s.width[i]) // the last step is much shorter than the error
	}
	return t
}

// sameFlat reports whether x, where an eigenvalue is almost 0, and the nearest known point
// are one flat point: the gradient also vanishes half way between them.
func (s *search) sameFlat(x []float64) bool {
	at, _ := s.known.nearest(s.unit(x))
	if at < 0 {
		return false
	}
	y := slices.Clone(x)
	for i := range y {
		y[i] = x[i]/2 + s.points[at].X[i]/2
	}
	return s.toCurve(y)
}

// isKnown reports whether the distance from x to a known point is within the uncertainty of
// either.
func (s *search) isKnown(x []float64, noise float64) bool {
	const rounding = 1e-7
	at, d := s.known.nearest(s.unit(x))
	return at >= 0 && d <= max(rounding, 100*noise, 100*s.noise[at])
}

// inside reports whether x is in the window. It moves x to the border if only rounding puts
// x outside.
func (s *search) inside(x []float64) bool {
	const rounding = 1e-12
	for i, w := range s.window {
		if x[i] < w[0]-rounding*s.width[i] || x[i] > w[1]+rounding*s.width[i] {
			return false
		}
		x[i] = min(max(x[i], w[0]), w[1])
	}
	return true
}

// unit converts x to units of the window. The next call overwrites the result.
func (s *search) unit(x []float64) []float64 {
	u := s.units
	for i, t := range x {
		u[i] = (t - s.window[i][0]) / s.width[i]
	}
	return u
}

// tryHaltonPoints starts from Halton points, as many as the cost of a step allows.
func (s *search) tryHaltonPoints() {
	starts := min(2000, max(8, 500000/(s.n*s.n*s.n)))
	x := make([]float64, s.n)
	s.measure(min(starts, 200), func(k int) []float64 { s.halton(x, k); return x })
	for k := 0; k < starts && s.mayContinue(); k++ {
		s.halton(x, k)
		s.tryStart(x, 0.25)
	}
	s.full = true
}

// halton writes the k-th point of Halton's sequence (Halton 1960) to x, with one prime
// number a coordinate. It moves coordinate i by i/3 of the window, so that the first point
// is not a corner.
func (s *search) halton(x []float64, k int) {
	prime := 1
	for i := range x {
		for prime++; !isPrime(prime); prime++ {
		}
		digit, value := 1.0, 0.0
		for rest := k + 1; rest > 0; rest /= prime {
			digit /= float64(prime)
			value += digit * float64(rest%prime)
		}
		x[i] = s.window[i][0] + s.width[i]*math.Mod(value+float64(i)/3, 1)
	}
}

func isPrime(p int) bool {
	for d := 2; d*d <= p; d++ {
		if p%d == 0 {
			return false
		}
	}
	return true
}

// result sorts the points and the manifolds, finds the extent of the areas and returns all,
// or nothing after an error.
func (s *search) result() Result {
	if s.err != nil {
		return Result{}
	}
	byPlace := func(a, b surfaces.Point) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Value, b.Value), slices.Compare(a.X, b.X))
	}
	s.namePeaks()
	slices.SortFunc(s.points, byPlace)
	slices.SortFunc(s.manifolds, func(a, b Manifold) int { return cmp.Or(cmp.Compare(a.Shape, b.Shape), byPlace(a.Point, b.Point)) })
	s.coverAreas()
	return Result{Points: s.points, Manifolds: s.manifolds, Partial: s.full, kinks: s.onKink}
}

// index finds the nearest of many points. It sorts them into buckets by their
// first two coordinates.
type index struct {
	heads map[[2]int32]int32 // the last point in each bucket, counted from 1
	next  []int32            // the point before it in its bucket
	at    []float64          // the coordinates
}

const bucket = 1.0 / 256

func bucketOf(u []float64) (key [2]int32) {
	for i := range min(2, len(u)) {
		key[i] = int32(math.Floor(min(max(u[i], -2), 3) / bucket))
	}
	return key
}

func (x *index) add(u []float64) {
	if x.heads == nil {
		x.heads = map[[2]int32]int32{}
	}
	key := bucketOf(u)
	x.next = append(x.next, x.heads[key])
	x.heads[key] = int32(len(x.next))
	x.at = append(x.at, u...)
}

// nearest returns the number of the nearest point and its distance, or -1 if every point is
// farther away than the width of a bucket.
func (x *index) nearest(u []float64) (at int, distance float64) {
	at, distance = -1, bucket
	middle := bucketOf(u)
	for k := range int32(9) {
		for p := x.heads[[2]int32{middle[0] + k%3 - 1, middle[1] + k/3 - 1}]; p > 0; p = x.next[p-1] {
			q := x.at[int(p-1)*len(u):]
			var sum float64
			for i, t := range u {
				sum += (t - q[i]) * (t - q[i])
			}
			if d := math.Sqrt(sum); d < distance {
				at, distance = int(p-1), d
			}
		}
	}
	return at, distance
}

// kindFromSigns classifies a point by the signs of its eigenvalues.
func kindFromSigns(values []float64) surfaces.Kind {
	positive := 0
	for _, v := range values {
		if v > 0 {
			positive++
		}
	}
	switch positive {
	case len(values):
		return surfaces.Minimum
	case 0:
		return surfaces.Maximum
	}
	return surfaces.Saddle
}

func newLocal(n int) local {
	return local{
		g: make([]float64, n), h: mat.NewSymDense(n, nil),
		values: make([]float64, n), vectors: mat.NewDense(n, n, nil),
		step: make([]float64, n), last: make([]float64, n),
		trial: make([]float64, n), units: make([]float64, n), aside: make([]float64, n),
	}
}
