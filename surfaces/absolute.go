package surfaces

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Absolute is f(x) = Σ_i |x_i|, with a kink wherever a coordinate is 0 and the minimum
// f(0) = 0 where all are: near the minimum the slopes do not become small.
//
// Grad returns the signs of the coordinates, and for a coordinate 0 the subgradient 0;
// Hess returns 0 everywhere.
//
// Window ±2. Source: Shor 1985 (subgradient methods).
type Absolute struct {
	N int `key:"n" in:"[1,1000]" doc:"dimension"`
}

// sign returns -1, 0 or 1.
func sign(t float64) float64 {
	switch {
	case t > 0:
		return 1
	case t < 0:
		return -1
	}
	return 0
}

func (Absolute) Func(x []float64) float64 {
	var sum float64
	for _, t := range x {
		sum += math.Abs(t)
	}
	return sum
}

func (Absolute) Grad(dst, x []float64) {
	for i, t := range x {
		dst[i] = sign(t)
	}
}

func (Absolute) Hess(dst *mat.SymDense, _ []float64) { dst.Zero() }

func (a Absolute) Meta() Meta {
	return Meta{
		Name:    "absolute",
		Title:   "Absolute values",
		About:   "a kink in every coordinate: subgradients",
		Dim:     a.N,
		Window:  cube(a.N, -2, 2),
		Start:   ramp(a.N, -1.7, 0.9),
		Points:  []Point{{make([]float64, a.N), 0, Minimum}},
		Infimum: 0,
		Formula: planeOr(a.N, "|x| + |y|", "Σ_i |x_i|"),
		Source:  "Shor 1985, Minimization Methods for Non-Differentiable Functions",
	}
}
