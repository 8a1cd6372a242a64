package critical

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces"
)

// descend minimises f from x in the window by the BFGS method with a weak Wolfe line
// search, which also follows valleys with kinks (Lewis & Overton 2013, Nonsmooth
// optimization via quasi-Newton methods). It starts the method anew from its end as long
// as f falls, and returns the lowest place.
func (s *search) descend(x []float64) []float64 {
	const rounds = 20
	value := s.value(x)
	for range rounds {
		y := s.descendOnce(x)
		v := s.value(y)
		if !(v < value) || s.ends() {
			break
		}
		enough := value-v > 1e-12*math.Abs(value)
		if x, value = y, v; !enough {
			break
		}
	}
	return x
}

func (s *search) descendOnce(x []float64) []float64 {
	const steps = 200
	n := s.n
	inverse := mat.NewDense(n, n, nil) // of the Hessian, approximately
	slope := func(x []float64) []float64 {
		s.look(x)
		return slices.Clone(s.g)
	}
	g := slope(x)
	for k := range steps {
		size := norm(g)
		if size == 0 || s.ends() || math.IsNaN(size) || math.IsInf(size, 0) {
			break
		}
		if k == 0 {
			for i := range n {
				inverse.Set(i, i, 0.01/size)
			}
		}
		step := make([]float64, n)
		mat.NewVecDense(n, step).MulVec(inverse, mat.NewVecDense(n, g))
		floats.Scale(-1, step)
		y, next, ok := s.weakWolfe(x, g, step, slope)
		if !ok {
			break
		}
		moved, change := s.between(x, y), make([]float64, n)
		floats.SubTo(change, next, g)
		x, g = y, next
		s.updateInverse(inverse, moved, change)
	}
	return x
}

// updateInverse applies the BFGS update to the inverse Hessian: V H V' + ρ s s' with V =
// I - ρ s y'.
func (s *search) updateInverse(inverse *mat.Dense, moved, change []float64) {
	curvature := floats.Dot(moved, change)
	if !(curvature > 0) {
		return
	}
	n := s.n
	var v, next mat.Dense
	v.Outer(-1/curvature, mat.NewVecDense(n, moved), mat.NewVecDense(n, change))
	for i := range n {
		v.Set(i, i, v.At(i, i)+1)
	}
	next.Mul(&v, inverse)
	inverse.Mul(&next, v.T())
	next.Outer(1/curvature, mat.NewVecDense(n, moved), mat.NewVecDense(n, moved))
	inverse.Add(inverse, &next)
}

// weakWolfe searches, by halving and doubling, for a step that lowers f enough and is
// long enough for the slope along it to rise. Outside of the window f counts as infinite.
func (s *search) weakWolfe(x, g, step []float64, slope func([]float64) []float64) (y, next []float64, ok bool) {
	const (
		armijo = 1e-4
		wolfe  = 0.5
		tries  = 60
	)
	first, along := s.value(x), floats.Dot(g, step)
	if !(along < 0) {
		return nil, nil, false
	}
	low, high, t := 0.0, math.Inf(1), 1.0
	for range tries {
		z := slices.Clone(x)
		for i := range z {
			z[i] += t * step[i] * s.width[i]
		}
		if !s.window.Contains(z) || !(s.value(z) < first+armijo*t*along) {
			high = t
		} else {
			y, next = z, slope(z)
			if floats.Dot(next, step) >= wolfe*along {
				return y, next, true
			}
			low = t
		}
		if t = 2 * low; !math.IsInf(high, 1) {
			t = (low + high) / 2
		}
	}
	return y, next, y != nil
}

// isLowest reports whether x may be a minimum that the search has missed: no descent
// leads away from x, not even along a valley with a kink. It returns false for a kink in
// up to two dimensions if f is finite around x and the search was complete, because the
// search on kinks would have found the minimum.
func (s *search) isLowest(x []float64) bool {
	const near, rounding, around = 1e-3, 1e-9, 1e-4
	if s.n <= 2 && !s.full && s.isInside(x) && s.isSharp(x, 0) {
		if low, high := s.around(x, around, 8); !math.IsNaN(low+high) && !math.IsInf(low+high, 0) {
			return false
		}
	}
	y := s.descend(s.beside(x))
	from, to := s.value(x), s.value(y)
	return from-to <= rounding*(math.Abs(from)+1e-3*s.slope) && norm(s.between(x, y)) <= near || from <= to
}

// beside returns a place close to x in the window, because at x itself the gradient may
// be 0 by convention.
func (s *search) beside(x []float64) []float64 {
	const distance = 1e-6
	y := slices.Clone(x)
	for i, side := range s.window {
		if y[i] += distance * s.width[i] / float64(i+2); y[i] > side[1] {
			y[i] -= 2 * distance * s.width[i] / float64(i+2)
		}
	}
	return y
}

// lowKinks adds the minima on kinks to which descents lead. It serves three and more
// dimensions, where grids of kinks are too large.
func (s *search) lowKinks() {
	const starts = 40
	x := make([]float64, s.n)
	for k := range starts {
		if s.halton(x, k); s.ends() {
			return
		}
		y := s.descend(slices.Clone(x))
		p := s.roundedKink(surfaces.Point{X: y, Value: s.value(y), Kind: surfaces.Minimum}, 1e-9)
		if s.isInside(p.X) && s.isSharp(p.X, 0) && s.isLowest(p.X) && !has(s.points, p, s.window) {
			s.addKink(p)
		}
	}
}

// isInside reports whether x is off the borders of the window.
func (s *search) isInside(x []float64) bool {
	const border = 1e-9
	for i, side := range s.window {
		if !(side[0]+border*s.width[i] < x[i] && x[i] < side[1]-border*s.width[i]) {
			return false
		}
	}
	return true
}
