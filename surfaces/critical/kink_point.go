package critical

import (
	"math"
	"slices"
	"strconv"

	"github.com/optviz/optviz/surfaces"
)

// kinkPoint adds the critical point to which cells shrink, if the point is on a kink.
func (s *search) kinkPoint(cells []kinkCell, level int) {
	const (
		most = 400 // more cells than a point has
	)
	for ; level < last; level++ {
		next := s.subdivide(cells, level+1)
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
	p := s.roundedKink(surfaces.Point{X: x, Value: s.value(x), Kind: s.kinkKind(x, uncertain)}, uncertain)
	if !has(s.points, p, s.window) && !s.onManifold(p.X) {
		s.addKink(p)
	}
}

// uncertainty returns how far a point may be from the middle of the cells that shrink to
// it, in units of the window.
func uncertainty(cells []kinkCell, level int) float64 {
	first, end := bounds(cells)
	return kinkSide(level) * float64(2+max(end[0]-first[0], end[1]-first[1]))
}

func (s *search) addKink(p surfaces.Point) {
	s.points = append(s.points, p)
	s.onKink = append(s.onKink, keyOf(p.X))
}

// middle returns the mean of the cells' centers.
func (s *search) middle(cells []kinkCell, level int) []float64 {
	x := make([]float64, s.n)
	for _, c := range cells {
		for i, t := range s.place(c, level, [2]float64{0.5, 0.5}) {
			x[i] += t / float64(len(cells))
		}
	}
	return x
}

// isContinuous reports whether f tends to its value at x: at the distance near, values
// differ from it by less than half as much as farther away. At a pole or a jump they do
// not.
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

// isSharp reports whether Grad jumps at x, or is as steep there as that of |x|^1.5: a
// hundred times nearer to x the gradient is not a hundred times smaller.
func (s *search) isSharp(x []float64, uncertain float64) bool {
	const near, part = 1e-7, 0.03
	distance := max(near, 10*uncertain)
	return s.slopeAround(x, distance) > part*s.slopeAround(x, 100*distance)
}

// isCertain reports whether the value at x changes within the uncertainty of x by next to
// nothing, relative to its change farther away. At a cusp such as that of abs(x - pi)^0.1
// it changes by more.
func (s *search) isCertain(x []float64, uncertain float64) bool {
	const part = 1e-3
	apart := func(distance float64) float64 {
		return math.Abs(s.value(s.moved(x, distance, 0.6, 0.8)) - s.value(x))
	}
	return apart(uncertain) <= part*apart(max(1e-3, 1e3*uncertain))
}

// isCusp reports whether x, still known only roughly, can never become certain: towards x
// the slopes rise as those of abs(x)^0.25 do, in all directions.
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

// around returns the lowest and the highest value at a distance from x. It refines both
// between the given number of directions.
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

// lowestBetween returns the minimum of f between a and b by trisection, if f has one
// minimum there.
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

// kinkKind classifies a point on a kink as minimum, maximum or saddle by the values
// around it.
func (s *search) kinkKind(x []float64, uncertain float64) surfaces.Kind {
	const distance, rounding = 1e-3, 1e-15
	low, high := s.around(x, distance, 64)
	value := s.value(x)
	tolerance := s.valueError(x, uncertain) + rounding*max(math.Abs(low), math.Abs(high))
	switch {
	case low >= value-tolerance:
		return surfaces.Minimum
	case high <= value+tolerance:
		return surfaces.Maximum
	}
	return surfaces.Saddle
}

// valueError estimates from the slopes beside x, a place on a kink, by how much the
// uncertainty of x may change the value.
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

// roundedKink moves the coordinates of a point on a kink to round numbers within its
// uncertainty, where the value allows it: the value must not rise at a minimum or fall at
// a maximum. It sets a value that may be 0 to 0.
func (s *search) roundedKink(p surfaces.Point, uncertain float64) surfaces.Point {
	const digits = 1e-12
	for _, within := range []float64{max(digits, uncertain), digits} {
		for i, t := range p.X {
			x := slices.Clone(p.X)
			x[i] = round(t, within*s.width[i]) + 0 // and not -0
			v := s.value(x)
			if p.Kind == surfaces.Minimum && v <= p.Value || p.Kind == surfaces.Maximum && v >= p.Value || p.Kind >= surfaces.Saddle && p.Kind != surfaces.Maximum && math.Abs(x[i]-t) <= 2*uncertain*s.width[i] {
				p.X, p.Value = x, v
			}
		}
	}
	if math.Abs(p.Value) <= s.valueError(p.X, uncertain) {
		p.Value = 0
	}
	return p
}

// round returns t with as few decimal digits as keep it within a distance of t.
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
