package surfaces

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

// Schwefel is f(x) = Σ_i (c - x_i sin √|x_i|), c = 418.9828872724337: the
// second best minimum is far away from the best. In the window the lowest is
// f(t*, ..., t*) = 0 up to rounding, t* = 420.968746, but further out f
// falls without bound.
//
// Where x_i = 0 the gradient is continuous, its component 0, but the second derivative
// ∂²f/∂x_i² tends to ∓∞ from the two sides: Hess returns 0, the middle. These
// points are no extrema in x_i; Meta does not list them as critical. In each
// coordinate 7 minima and 7 maxima remain, in the plane 49 minima, 98 saddles
// and 49 maxima; for more than two coordinates Meta lists the lowest
// minimum and the n with one coordinate moved to the next.
//
// Window ±500. Source: Schwefel 1981.
type Schwefel struct {
	N int `key:"n" in:"[1,1000]" doc:"dimension"`
}

// schwefelTop is the greatest value of t sin √|t| in the window.
const schwefelTop = 418.9828872724337

// Func adds the constant to each term, because a sum of the bare terms would lose digits.
func (Schwefel) Func(x []float64) float64 {
	var sum float64
	for _, t := range x {
		sum += schwefelTop - t*math.Sin(math.Sqrt(math.Abs(t)))
	}
	return sum
}

func (Schwefel) Grad(dst, x []float64) {
	for i, t := range x {
		s := math.Sqrt(math.Abs(t))
		sin, cos := math.Sincos(s)
		dst[i] = -sin - 0.5*s*cos
	}
}

func (Schwefel) Hess(dst *mat.SymDense, x []float64) {
	dst.Zero()
	for i, t := range x {
		if t == 0 {
			continue
		}
		s := math.Sqrt(math.Abs(t))
		sin, cos := math.Sincos(s)
		dst.SetSym(i, i, sign(t)*(sin-3*cos/s)/4)
	}
}

func (f Schwefel) Meta() Meta {
	minima, maxima := schwefelRoots()
	return Meta{
		Name:    "schwefel",
		Title:   "Schwefel",
		About:   "deceptive: the second best is far from the best",
		Dim:     f.N,
		Window:  cube(f.N, -500, 500),
		Start:   ramp(f.N, -60, 270),
		Points:  f.points(minima, maxima),
		Infimum: math.Inf(-1),
		Formula: planeOr(f.N,
			"837.9657745448674 - x sin √|x| - y sin √|y|",
			fmt.Sprintf("Σ_i (%v - x_i sin √|x_i|)", schwefelTop)),
		Source: "Schwefel 1981, Numerical Optimization of Computer Models",
	}
}

func (f Schwefel) points(minima, maxima []float64) []Point {
	if f.N > 2 {
		return nextToGlobal(f, f.N, minima[0], minima[1:2])
	}
	return sumPoints(f, f.N, 1, minima, maxima)
}

// schwefelRoots solves tan s = -s/2, s = √|t|, with one root a little above each (2k +
// 1)π/2. Since t sin √|t| is odd, the minima of t > 0 are the maxima of t < 0. Both lists
// run from the largest |t| to the smallest, and so the minima from the lowest upwards.
func schwefelRoots() (minima, maxima []float64) {
	const steps = 10 // Newton's method is exact after six from a start as near as s
	for k := 6; k >= 0; k-- {
		s := (float64(k) + 0.6) * math.Pi
		for range steps {
			sin, cos := math.Sincos(s)
			s -= (sin + 0.5*s*cos) / (1.5*cos - 0.5*s*sin)
		}
		t := s * s
		if k%2 == 1 {
			t = -t
		}
		minima = append(minima, t)
		maxima = append(maxima, -t)
	}
	return minima, maxima
}
