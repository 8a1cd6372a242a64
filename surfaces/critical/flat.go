package critical

import (
	"math"
	"slices"

	"github.com/optviz/optviz/surfaces"
)

// floorPlaces is the number of places on a valley's floor where the slope along the floor
// is measured.
const floorPlaces = 4

// floor is a stretch of a valley's floor: places on it, and the slope along the floor at
// each place.
type floor struct {
	at    [floorPlaces][]float64
	slope [floorPlaces]float64
}

// middleOfFloor returns the critical point on the floor of the valley through x, if the
// floor rises to both sides as a power of the distance. Near such a point the Hessian is
// only rounding, and Newton's method ends at a random place. ok is false where the floor
// follows no such power.
func (s *search) middleOfFloor(x []float64) (best []float64, ok bool) {
	const (
		nearest, farthest = stride / 2, 1.0 / 16
		moves             = 4
		bent              = 0.5 // from this bend on, the floor follows no power
	)
	if s.n != 2 {
		return nil, false
	}
	least := bent
	for step := nearest; step <= farthest; step *= 2 {
		y, bend := x, 0.0
		for move := 0; move < moves && bend < bent; move++ {
			y, bend = s.towardsMiddle(y, step)
		}
		if bend < least {
			best, least = y, bend
		}
	}
	return best, least < bent
}

// keepOnFloor adds the critical point on a valley's floor unless it is known.
func (s *search) keepOnFloor(x, middle []float64, noise float64) {
	if !s.inside(middle) || s.isKnown(middle, noise) {
		return
	}
	p := s.onFloor(x, middle, noise)
	if has(s.points, p, s.window) {
		return
	}
	s.known.add(s.unit(p.X))
	s.noise = append(s.noise, noise)
	s.points = append(s.points, p)
}

// onFloor returns the critical point on a valley's floor that Newton's method finds at x
// and interpolation at middle: the one with the smaller slope, with round coordinates.
// Its value is the value nearest to 0 of all these places, since each of them is a little
// above the point.
func (s *search) onFloor(x, middle []float64, noise float64) surfaces.Point {
	const rounding, vague, interpolated = 1e-15, 1e-5, 1e-11
	best := x
	if slope := s.slopeOfFloor(x); slope > rounding*rounding*s.bendHere() && s.slopeOfFloor(middle) < slope {
		best = middle
	}
	place := s.toRound(best, max(noise, rounding), vague)
	if slices.Equal(place, best) {
		limit := s.gradientError(best)
		for k := range limit { // rounding of the slope across shows up in part as a slope along
			limit[k] = max(limit[k], rounding*rounding*maxAbs(s.values))
		}
		place = s.roundTo(best, limit, rounding, interpolated)
	}
	value := s.flatValue(place)
	for _, y := range [][]float64{x, middle} {
		if v := s.flatValue(y); math.Abs(v) < math.Abs(value) {
			value = v
		}
	}
	return surfaces.Point{X: place, Value: value, Kind: surfaces.Degenerate}
}

// towardsMiddle interpolates the place at which the slope along a valley's floor is 0. It
// uses the root of the slope, of the order of the power, because the places around x are
// smooth functions of this root. bend is the deviation of the root from linear, and
// infinite if there is no such place.
func (s *search) towardsMiddle(x []float64, step float64) (y []float64, bend float64) {
	f, ok := s.floorAround(x, step)
	if !ok {
		return nil, math.Inf(1)
	}
	roots, bend := f.roots()
	y = make([]float64, s.n)
	for k, place := range f.at {
		weight := 1.0
		for j, r := range roots {
			if j != k {
				weight *= r / (r - roots[k])
			}
		}
		for i, t := range place {
			y[i] += weight * t
		}
	}
	if math.IsInf(bend, 0) || !s.ontoFloor(y) {
		return nil, math.Inf(1)
	}
	return y, bend
}

// floorAround measures the slope along the floor at one and two steps from x to both
// sides.
func (s *search) floorAround(x []float64, step float64) (f floor, ok bool) {
	if !s.look(x) {
		return f, false
	}
	s.eigen()
	along := s.leastCurved()
	for k, steps := range [floorPlaces]float64{-2, -1, 1, 2} {
		y := slices.Clone(x)
		for i := range y {
			y[i] += steps * step * along[i] * s.width[i]
		}
		if !s.ontoFloor(y) {
			return f, false
		}
		tangent := s.leastCurved()
		f.slope[k] = s.slopeIn(tangent)
		if along[0]*tangent[0]+along[1]*tangent[1] < 0 {
			f.slope[k] = -f.slope[k]
		}
		f.at[k] = y
	}
	return f, true
}

// slopeIn returns the component in a direction of the gradient evaluated last.
func (s *search) slopeIn(direction []float64) (slope float64) {
	for i, t := range s.g {
		slope += t * direction[i]
	}
	return slope
}

// slopeOfFloor returns the size of the slope along a valley's floor at x.
func (s *search) slopeOfFloor(x []float64) float64 {
	s.look(x)
	s.eigen()
	return math.Abs(s.slopeIn(s.leastCurved()))
}

// ontoFloor moves y by Newton's method across the valley only, and leaves derivatives and
// eigenvectors at y evaluated.
func (s *search) ontoFloor(y []float64) bool {
	cut, strict := s.cut, s.strict
	defer func() { s.cut, s.strict = cut, strict }()
	s.cut, s.strict = acrossCurve, true
	_, ok := s.refine(y, stride)
	return ok
}

// roots takes the roots of the slopes, of each odd order up to 41, and returns those that
// are nearest to a linear function of the place, with their relative deviation from it.
// The deviation is infinite if no order fits, if the slope does not change its sign, and
// if the slope itself is linear.
func (f floor) roots() (best [floorPlaces]float64, least float64) {
	const highest = 41
	least = math.Inf(1)
	power := 1
	for exponent := 1; exponent <= highest; exponent += 2 {
		var roots [floorPlaces]float64
		for k, v := range f.slope {
			roots[k] = math.Copysign(math.Pow(math.Abs(v), 1/float64(exponent)), v)
		}
		rises := [...]float64{roots[1] - roots[0], (roots[2] - roots[1]) / 2, roots[3] - roots[2]}
		low, high := slices.Min(rises[:]), slices.Max(rises[:])
		bend := math.Abs((rises[0]+rises[2])/2-rises[1]) / max(math.Abs(low), math.Abs(high)) // both sides count: a bend on one side alone shows no other power
		if low*high > 0 && bend < least {
			best, least, power = roots, bend, exponent
		}
	}
	if power == 1 || best[0]*best[floorPlaces-1] > 0 {
		return best, math.Inf(1)
	}
	return best, least
}
