package data

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"
)

// sine draws y = sin 2πx + N(0, noise^2) for x uniform in [0, 1].
func sine(n int, noise float64, rng *rand.Rand) *Set {
	x, y := make([]float64, n), make([]float64, n)
	for i := range x {
		x[i] = rng.Float64()
		y[i] = sine2pi.At(x[i:i+1]) + noise*rng.NormFloat64()
	}
	return withTruth(sine2pi, pairs(x, y, 0))
}

// sine2pi is the function behind the sets of noisy sines.
var sine2pi = &Truth{"sin 2πx", func(x []float64) float64 { return math.Sin(2 * math.Pi * x[0]) }}

// withTruth sets a set's truth.
func withTruth(t *Truth, s *Set) *Set {
	s.Truth = t
	return s
}

// drawTwoClasses draws n points of the two classes in turn: at maps u, uniform in [0, 1),
// to a point of the class, and both coordinates get noise N(0, noise^2).
func drawTwoClasses(n int, noise float64, rng *rand.Rand, at func(class int, u float64) (x, y float64)) *Set {
	s := &Set{X: mat.NewDense(n, 2, nil), Y: make([]float64, n), Classes: 2}
	for i := range n {
		class := i % 2
		x, y := at(class, rng.Float64())
		s.X.SetRow(i, []float64{x + noise*rng.NormFloat64(), y + noise*rng.NormFloat64()})
		s.Y[i] = float64(class)
	}
	return s
}

// blobs draws N(c, noise^2 I), c = (-1, -1) for class 0 and (1, 1) for class 1.
func blobs(n int, noise float64, rng *rand.Rand) *Set {
	return drawTwoClasses(n, noise, rng, func(class int, _ float64) (x, y float64) {
		c := float64(2*class - 1)
		return c, c
	})
}

// moons draws the half circles (cos t, sin t) and (1 - cos t, ½ - sin t), t uniform in
// [0, π]: scikit-learn's make_moons with t drawn instead of evenly spaced.
func moons(n int, noise float64, rng *rand.Rand) *Set {
	return drawTwoClasses(n, noise, rng, func(class int, u float64) (x, y float64) {
		sin, cos := math.Sincos(math.Pi * u)
		if class == 0 {
			return cos, sin
		}
		return 1 - cos, 0.5 - sin
	})
}

// spirals draws the arms ±r (cos t, sin t), r from 0.1 to 1 and t = 3πr. The density of r
// grows as r, so that the points are about equally dense along an arm.
func spirals(n int, noise float64, rng *rand.Rand) *Set {
	return drawTwoClasses(n, noise, rng, func(class int, u float64) (x, y float64) {
		const inner = 0.1
		r := math.Sqrt(inner*inner + (1-inner*inner)*u)
		sin, cos := math.Sincos(3 * math.Pi * r)
		side := float64(1 - 2*class)
		return side * r * cos, side * r * sin
	})
}
