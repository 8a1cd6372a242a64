package critical

import (
	"math"
	"slices"

	"github.com/optviz/optviz/surfaces"
)

// floorPlaces is at how many places on a valley's floor the slope along it is measured.
const floorPlaces = 4

// floor is a stretch of a valley's floor: places on it, and the slope along it there.
type floor struct {
	at    [floorPlaces][]float64
	slope [floorPlaces]float64
}

// middleOfFloor returns the critical point of a valley in whose floor x is, where this rises to
// both sides as a power of the distance does: near it the Hessian tells nothing, and
// Newton's method ends where rounding has it. It reports false where there is no such power.
func (s *search) middleOfFloor(x []float64) (best []float64, ok bool) {
	const (
		nearest, farthest = stride / 2, 1.0 / 16
		moves             = 4
		bent              = 0.5 // what is no power
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

// onFloor is the critical point on a valley's floor that Newton's method has at x and
// interpolation at middle: the one with the smaller slope, at a round place. Its value
// is the one that is nearest to 0 of these, since each is a little way up.
func (s *search) onFloor(x, middle []float64, noise float64) surfaces.Point {
	const rounding, vague, interpolated = 1e-15, 1e-5, 1e-11
	best := x
	if slope := s.slopeOfFloor(x); slope > rounding*rounding*s.bendHere() && s.slopeOfFloor(middle) < slope {
		best = middle
	}
	place := s.toRound(best, max(noise, rounding), vague)
	if slices.Equal(place, best) {
		limit := s.gradientError(best)
		for k := range limit { // a slope across is rounding, of which a part is one along
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

// towardsMiddle interpolates the place at which the slope along a valley's floor is 0: as its root
// of the power's order, of which the places around x are smooth functions. bend is by how
// much the root is not linear, infinite if there is no such place.
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

// floorAround goes from x along the floor, one step and two to both sides.
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

// slopeIn returns the component of the gradient at hand in a direction.
func (s *search) slopeIn(direction []float64) (slope float64) {
	for i, t := range s.g {
		slope += t * direction[i]
	}
	return slope
}

// slopeOfFloor returns how steep a valley's floor is at x.
func (s *search) slopeOfFloor(x []float64) float64 {
	s.look(x)
	s.eigen()
	return math.Abs(s.slopeIn(s.leastCurved()))
}

// ontoFloor moves y by Newton's method across the valley alone, and leaves derivatives and
// eigenvectors there at hand.
func (s *search) ontoFloor(y []float64) bool {
	cut, strict := s.cut, s.strict
	defer func() { s.cut, s.strict = cut, strict }()
	s.cut, s.strict = acrossCurve, true
	_, ok := s.refine(y, stride)
	return ok
}

// roots returns the roots of the slopes that are nearest to a linear function of the place, and by
// what part they are not: infinite where none is, where the slope does not change
// its sign, and where it is linear itself.
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
		bend := math.Abs((rises[0]+rises[2])/2-rises[1]) / max(math.Abs(low), math.Abs(high)) // a bend to one side is no other power
		if low*high > 0 && bend < least {
			best, least, power = roots, bend, exponent
		}
	}
	if power == 1 || best[0]*best[floorPlaces-1] > 0 {
		return best, math.Inf(1)
	}
	return best, least
}
