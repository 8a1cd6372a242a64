package spec

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/surfaces"
)

// largestCurvature is the largest eigenvalue of the Hessian of a surface at a point: in few
// dimensions of the Hessian itself, else by power iteration.
func largestCurvature(f surfaces.Surface, x []float64) float64 {
	const few = 100
	if c, ok := f.(optimizers.Curved); ok && len(x) <= few {
		if values := Eigenvalues(c, x); values != nil {
			return slices.Max(values)
		}
		return math.NaN()
	}
	return largest(curvatureAlong(f, x), len(x))
}

// largest is the largest eigenvalue of a symmetric matrix.
func largest(times func(dst, v []float64), n int) float64 {
	lambda := dominant(times, n, 0)
	if lambda < 0 { // the most negative one; above it, the largest dominates
		lambda += dominant(times, n, -lambda)
	}
	return lambda
}

// curvatureAlong is the product of the Hessian at x with a vector of length 1, by central
// differences of the gradient: exact on quadratics but for rounding.
func curvatureAlong(f surfaces.Surface, x []float64) func(dst, v []float64) {
	h := 1e-4 * (1 + floats.Norm(x, 2))
	y, g := make([]float64, len(x)), make([]float64, len(x))
	return func(dst, v []float64) {
		f.Grad(dst, floats.AddScaledTo(y, x, h, v))
		f.Grad(g, floats.AddScaledTo(y, x, -h, v))
		floats.Sub(dst, g)
		floats.Scale(1/(2*h), dst)
	}
}

// dominant is the eigenvalue of the largest size of a symmetric matrix plus a shift, by
// power iteration (von Mises and Pollaczek-Geiringer 1929).
func dominant(times func(dst, v []float64), n int, shift float64) float64 {
	const (
		most = 1000
		near = 1e-12
	)
	v, next := make([]float64, n), make([]float64, n)
	for i := range v {
		v[i] = 1 + float64(i%7)/7 // along no axis, and no symmetry
	}
	floats.Scale(1/floats.Norm(v, 2), v)
	lambda := 0.0
	for range most {
		times(next, v)
		floats.AddScaled(next, shift, v)
		last := lambda
		lambda = floats.Dot(v, next) // Rayleigh's quotient
		length := floats.Norm(next, 2)
		if length == 0 || math.Abs(lambda-last) <= near*math.Abs(lambda) {
			break
		}
		floats.ScaleTo(v, 1/length, next)
	}
	return lambda
}
