package critical

import (
	"context"
	"math"
	"slices"

	"github.com/optviz/optviz/surfaces"
)

// FindWithKnown does what Find does, and adds what f.Meta lists: tips, where no gradient
// vanishes, and on each of the Manifolds the Listed minima. It leaves out a listed pole,
// a point on no manifold from which f stays constant along an axis, as on the border of
// the domain of x^y, and a minimum from which a descent leads away. It fails as Find
// does.
func FindWithKnown(ctx context.Context, f surfaces.Surface, window surfaces.Window) (Result, error) {
	s, err := newSearch(ctx, f, window)
	if err != nil {
		return Result{}, err
	}
	m := f.Meta()
	s.run()
	if s.allow(maxOperations / 2); surfaces.HasKinks(f) {
		s.onKinks()
	}
	s.allow(maxOperations / 4)
	for _, p := range m.Points {
		if !s.window.Contains(p.X) || s.has(p) {
			continue
		}
		if k := s.manifoldAt(p.X); k >= 0 {
			s.manifolds[k].Listed = append(s.manifolds[k].Listed, p)
		} else if s.isolated(p.X) && (p.Kind != surfaces.Minimum || s.isLowest(p.X)) {
			p.X = s.toZero(p.X, 0)
			if p.Value = s.valueAt(p.X); !s.isSharp(p.X, 0) {
				s.points = append(s.points, p)
			} else {
				s.addKink(p)
			}
		}
	}
	return s.result(), s.err
}

// isolated reports whether f changes continuously away from its value at x along each
// axis: f differs at a distance, and by less than half of that much nearer to x. At a
// pole it does not. Sides on which f is not defined do not count.
func (s *search) isolated(x []float64) bool {
	const far, near = 1e-4, 1e-8
	apart := func(i int, distance float64) float64 {
		y, most, value := slices.Clone(x), 0.0, s.value(x)
		for _, side := range []float64{-distance, distance} {
			y[i] = x[i] + side*s.width[i]
			if d := math.Abs(s.value(y) - value); d > most {
				most = d
			}
		}
		return most
	}
	for i := range x {
		if d := apart(i, far); !(apart(i, near) < d/2) || math.IsInf(d, 0) {
			return false
		}
	}
	return true
}

// has reports whether p is one of the points, or on the flat floor around one.
func (s *search) has(p surfaces.Point) bool {
	if has(s.points, p, s.window) {
		return true
	}
	middle, ok := s.middleOfFloor(p.X)
	return ok && has(s.points, surfaces.Point{X: middle}, s.window)
}

// has reports whether p is one of the points: within a millionth of the window, or within
// a thousandth with the same value, as at the flat bottom of x^4, whose place is known no
// better.
func has(points []surfaces.Point, p surfaces.Point, window surfaces.Window) bool {
	const near, bottom = 1e-6, 1e-3
	return slices.ContainsFunc(points, func(q surfaces.Point) bool {
		apart := 0.0
		for i, side := range window {
			apart = max(apart, math.Abs(p.X[i]-q.X[i])/(side[1]-side[0]))
		}
		return apart <= near || apart <= bottom && math.Abs(p.Value-q.Value) <= 1e-12*math.Max(1, math.Abs(p.Value))
	})
}
