package critical

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces"
)

const (
	stride    = 1.0 / 256 // from vertex to vertex of a curve
	minLength = 8         // vertices from which on a chain of critical points is a curve
	maxLength = 4096      // vertices after which a curve is long enough

	acrossCurve = 0.02 // ratio to the largest eigenvalue above which an eigenvector leads across a curve
)

// onManifold reports whether x is on a curve that was followed before, or beside a flat
// point.
func (s *search) onManifold(x []float64) bool {
	if s.n > 2 {
		return s.hasValue(s.value(x))
	}
	at, d := s.traced.nearest(s.unit(x))
	return at >= 0 && d < stride
}

// onCurve reports whether x is on one of the curves.
func (s *search) onCurve(x []float64) bool {
	if s.n > 2 {
		return s.onManifold(x)
	}
	at, d := s.traced.nearest(s.unit(x))
	return at >= 0 && d < stride && s.owners[at] != noManifold
}

// hasValue reports whether a manifold has this value. In more than two dimensions all
// manifolds with one value count as one.
func (s *search) hasValue(value float64) bool { return s.manifoldWithValue(value) >= 0 }

// manifoldWithValue returns the number of the first manifold with this value, or -1.
func (s *search) manifoldWithValue(value float64) int {
	return slices.IndexFunc(s.manifolds, func(set Manifold) bool { return s.sameValue(set.Value, value) })
}

// sameValue reports whether two values differ only by rounding.
func (s *search) sameValue(a, b float64) bool {
	return math.Abs(a-b) <= 1e-9*max(math.Abs(b), 1e-3*max(s.slope, s.bend))
}

// manifoldAt returns the number of the manifold that x is on, or -1.
func (s *search) manifoldAt(x []float64) int {
	if s.n > 2 {
		return s.manifoldWithValue(s.value(x))
	}
	u := s.unit(x)
	if at, d := s.traced.nearest(u); at >= 0 && d < stride {
		return s.owners[at]
	}
	if s.plains.near(u) {
		return s.manifoldWithValue(s.value(x))
	}
	return -1
}

// addCurves adds the curves of critical points through x. It returns false if there are
// none, and restores the derivatives at x.
func (s *search) addCurves(x []float64) bool {
	if s.n == 1 {
		return false // a curve would be an area
	}
	start := slices.Clone(x)
	if !s.look(start) {
		return false
	}
	if s.eigen(); s.n > 2 {
		return s.addInSpace(start)
	}
	if maxAbs(s.values) <= 1e-8*s.bend {
		return s.addCrossing(start)
	}
	return s.addCurve(start, s.leastCurved())
}

// leastCurved returns the eigenvector of the eigenvalue nearest to 0.
func (s *search) leastCurved() []float64 {
	least := 0
	for k, v := range s.values {
		if math.Abs(v) < math.Abs(s.values[least]) {
			least = k
		}
	}
	return mat.Col(nil, least, s.vectors)
}

// addCurve adds the curve through x. It returns false if there is none or it is known.
func (s *search) addCurve(x, direction []float64) bool {
	var line [][]float64
	if !s.isParabola(x, direction) {
		line = s.trace(x, direction)
	}
	switch {
	case line == nil || s.isTraced(line):
		s.look(x)
		return false
	case s.isFlatPoint(line):
		s.remember(line, noManifold)
		s.look(x)
		return false
	}
	s.keepCurve(x, line)
	return true
}

// isTraced reports whether most of a line lies on known curves.
func (s *search) isTraced(line [][]float64) bool {
	known := 0
	for _, x := range line {
		if s.onManifold(x) {
			known++
		}
	}
	return 2*known > len(line)
}

// isFlatPoint reports whether a followed line is no curve but surrounds a flat point, as
// that of x^16 + y^2: beyond its ends f rises as a power of the distance from its middle.
// Where the line leaves the window, its end there may be the flat point.
func (s *search) isFlatPoint(line [][]float64) bool {
	first, end := line[0], line[len(line)-1]
	middle := slices.Clone(first)
	for i := range middle {
		middle[i] += (end[i] - first[i]) / 2
	}
	switch ends := []bool{s.isInside(first), s.isInside(end)}; {
	case norm(s.between(first, end)) == 0:
		return false
	case ends[0] && ends[1]:
		return s.isPower(middle, s.between(middle, first)) && s.isPower(middle, s.between(middle, end))
	case ends[0]:
		return s.isPower(end, s.between(end, first))
	case ends[1]:
		return s.isPower(first, s.between(first, end))
	}
	return false
}

// isPower reports whether the slope beyond x + away, in units of the window, rises as a
// power of the distance from x with an exponent of at least 5.
func (s *search) isPower(x, away []float64) bool {
	const least, tolerance = 5, 0.25
	slope := func(times float64) float64 {
		y := slices.Clone(x)
		for i := range y {
			y[i] += times * away[i] * s.width[i]
		}
		s.cut = acrossCurve
		defer func() { s.cut = 0 }()
		if _, ok := s.refine(y, stride); !ok || s.plain {
			return math.NaN()
		}
		return math.Abs(floats.Dot(s.g, away))
	}
	near, far, farther := slope(1.15), slope(1.5), slope(2)
	inner := math.Log(far/near) / math.Log(1.5/1.15)
	outer := math.Log(farther/far) / math.Log(2/1.5)
	return inner >= least && math.Abs(inner-outer) <= tolerance*inner
}

// keepCurve adds the curve through x and remembers its vertices.
func (s *search) keepCurve(x []float64, line [][]float64) {
	s.remember(line, len(s.manifolds)) // addManifold gives the curve this number
	s.addManifold(x, Curve)
	s.manifolds[len(s.manifolds)-1].Line = line
}

// remember keeps the vertices of a followed line with the number of its manifold.
func (s *search) remember(line [][]float64, owner int) {
	for _, v := range line {
		s.traced.add(s.unit(v))
		s.owners = append(s.owners, owner)
	}
}

// noManifold is the owner of a line around a flat point.
const noManifold = -1

// isParabola reports whether the slope of f near x changes along a direction as the second
// derivative at x predicts. Then that derivative is small, but not rounding.
func (s *search) isParabola(x, direction []float64) bool {
	const tolerance = 0.1
	if !s.look(x) {
		return false
	}
	want := s.curvature(direction)
	y := slices.Clone(x)
	for _, distance := range []float64{-stride, -stride / 3, stride / 3, stride} {
		for i := range y {
			y[i] = x[i] + distance*direction[i]*s.width[i]
		}
		if !s.look(y) {
			return false
		}
		if slope := s.slopeIn(direction); !(math.Abs(slope/distance-want) < tolerance*math.Abs(want)) {
			return false
		}
	}
	return true
}

func (s *search) addManifold(x []float64, shape Shape) {
	s.fresh = true
	x = s.toZero(x, 0)
	value := s.flatValue(x)
	s.manifolds = append(s.manifolds, Manifold{Point: surfaces.Point{X: x, Value: value, Kind: surfaces.Degenerate}, Shape: shape, level: 1e-9 * max(math.Abs(value), 1e-3*max(s.slope, s.bend))})
}

// addCrossing adds the curves through x, where the Hessian vanishes and no eigenvector shows
// their directions. It moves points of a circle around x onto curves and follows each curve
// from there. It returns true if it added a curve.
func (s *search) addCrossing(x []float64) bool {
	const (
		spokes = 48
		radius = 3 * stride // farther than the distance at which a point counts as on a curve
	)
	any := false
	for k := range spokes {
		y := slices.Clone(x)
		sin, cos := math.Sincos(0.02 + 2*math.Pi*float64(k)/spokes)
		y[0] += radius * cos * s.width[0]
		y[1] += radius * sin * s.width[1]
		if !s.toCurve(y) || !s.inside(y) {
			continue
		}
		away := s.between(x, y)
		if length := norm(away); length < radius/2 || length > 2*radius || s.onManifold(y) {
			continue
		}
		any = s.addCurve(y, scaleBy(away, 1/norm(away))) || any
	}
	s.look(x)
	return any
}

// addInSpace takes one step in the direction of an eigenvalue 0, which suffices as a test in
// more than two dimensions.
func (s *search) addInSpace(x []float64) bool {
	shape := Curve
	if s.nullity() > 1 {
		shape = Area
	}
	direction := s.leastCurved()
	if _, ok := s.follow(x, direction); !ok || s.isPower(x, scaleBy(direction, 16*stride)) {
		s.look(x)
		return false
	}
	s.addManifold(x, shape)
	return true
}

// nullity counts the eigenvalues that are 0 at the place evaluated last.
func (s *search) nullity() int {
	null := 0
	for _, v := range s.values {
		if math.Abs(v) <= max(1e-8*maxAbs(s.values), s.flatBend) {
			null++
		}
	}
	return null
}

// between returns the vector from x to y in units of the window.
func (s *search) between(x, y []float64) []float64 {
	d := make([]float64, s.n)
	for i := range d {
		d[i] = (y[i] - x[i]) / s.width[i]
	}
	return d
}

func scaleBy(v []float64, by float64) []float64 {
	for i := range v {
		v[i] *= by
	}
	return v
}

// toCurve moves y to a curve of critical points, along the direction of the largest
// curvature only. It reports whether y reached one.
func (s *search) toCurve(y []float64) bool {
	s.cut = acrossCurve
	defer func() { s.cut = 0 }()
	_, ok := s.refine(y, stride)
	return ok && !s.plain && s.vanishes(y) && s.suspect()
}

// follow goes one stride from x in a direction and back to the curve. It reports whether it
// found a critical point nearby.
func (s *search) follow(x, direction []float64) (y []float64, ok bool) {
	guess := slices.Clone(x)
	for i := range guess {
		guess[i] += stride * direction[i] * s.width[i]
	}
	y = slices.Clone(guess)
	ok = s.toCurve(y)
	return y, ok && norm(s.between(guess, y)) < stride/2
}

// atBorder returns where the straight line from x, in the window, to y, outside, crosses
// the window's border.
func (s *search) atBorder(x, y []float64) []float64 {
	part := 1.0
	for i, side := range s.window {
		switch {
		case y[i] < side[0]:
			part = min(part, (side[0]-x[i])/(y[i]-x[i]))
		case y[i] > side[1]:
			part = min(part, (side[1]-x[i])/(y[i]-x[i]))
		}
	}
	border := make([]float64, len(x))
	for i := range x {
		border[i] = x[i] + part*(y[i]-x[i])
	}
	return border
}

// trace follows a curve from x both ways by predictor and corrector (Allgower & Georg 1990):
// it predicts a stride along the secant and corrects by Newton's method. It returns the
// vertices in order, or nil if there is no curve.
func (s *search) trace(x, direction []float64) (line [][]float64) {
	vertices := [][]float64{x}
	turn := 1 // the first vertex of the second way
	ways := []float64{1, -1}
	closed, left := false, 0
	for _, way := range ways {
		turn = len(vertices)
		at := x
		ahead := scaleBy(slices.Clone(direction), way)
		for len(vertices) < maxLength && !s.ends() {
			y, ok := s.follow(at, ahead)
			if !ok {
				break
			}
			if !s.inside(y) {
				left++
				vertices = append(vertices, s.atBorder(at, y))
				break
			}
			ahead = s.between(at, y)
			if ahead = scaleBy(ahead, 1/norm(ahead)); len(vertices) > 4 && norm(s.between(x, y)) < 0.75*stride {
				closed = true
				break
			}
			vertices = append(vertices, y)
			at = y
		}
		if closed {
			break
		}
	}
	if enough := minLength >> left; !closed && len(vertices)-left < enough { // more may lie beyond the window
		return nil
	}
	if closed {
		return append(vertices, vertices[0])
	}
	line = slices.Clone(vertices[turn:])
	slices.Reverse(line)
	return append(line, vertices[:turn]...)
}
