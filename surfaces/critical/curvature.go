package critical

import (
	"math"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers/eigen"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/internal/streams"
)

// LargestCurvature returns the largest eigenvalue of the Hessian of a surface at x. It
// computes the eigenvalues of the Hessian where the surface has one and up to 100
// coordinates, and otherwise uses Lanczos's method on differences of gradients. It returns
// NaN where the Hessian is not finite.
func LargestCurvature(f surfaces.Surface, x []float64) float64 {
	const few = 100
	if c, ok := objective.As[objective.Curved](f); ok && len(x) <= few {
		return lastOf(Eigenvalues(c, x))
	}
	return largest(curvatureAlong(f, x), len(x))
}

// curvatureAlong returns a function that writes the product of the Hessian at x with a
// unit vector v to dst. It takes central differences of the gradient, which are exact on
// quadratics but for rounding.
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

// largest returns the largest eigenvalue of a symmetric n x n matrix, given its products
// with vectors. It uses Lanczos's method (1950): the largest eigenvalue of the matrix
// projected on a Krylov space, with all directions kept orthogonal. It stops when the
// eigenvalue has grown by less than 1e-12 of the matrix's size in three steps, or after
// 200 products. The first vector is random, with a fixed seed.
func largest(times func(dst, v []float64), n int) float64 {
	const (
		most  = 200
		near  = 1e-12
		quiet = 3
	)
	rng := streams.New(1, streams.Lanczos)
	v := make([]float64, n)
	for i := range v {
		v[i] = rng.NormFloat64()
	}
	floats.Scale(1/floats.Norm(v, 2), v)
	var basis [][]float64
	var diagonal, beside []float64
	top, still, size := math.Inf(-1), 0, 0.0 // size estimates the norm of the matrix
	for len(basis) < min(n, most) && still < quiet {
		basis = append(basis, v)
		next := make([]float64, n)
		times(next, v)
		diagonal = append(diagonal, floats.Dot(v, next))
		for range 2 { // a second pass removes the rounding errors of the first
			for _, b := range basis {
				floats.AddScaled(next, -floats.Dot(b, next), b)
			}
		}
		size = max(size, math.Abs(diagonal[len(diagonal)-1]))
		before := top
		if top = largestOf(diagonal, beside); top-before <= near*size {
			still++
		} else {
			still = 0
		}
		length := floats.Norm(next, 2)
		if size = max(size, length); !(length > near*size) { // the Krylov space is exhausted, or a number is NaN
			break
		}
		floats.Scale(1/length, next)
		beside, v = append(beside, length), next
	}
	return top
}

// largestOf returns the largest eigenvalue of a symmetric tridiagonal matrix.
func largestOf(diagonal, beside []float64) float64 {
	t := mat.NewSymDense(len(diagonal), nil)
	for i, v := range diagonal {
		t.SetSym(i, i, v)
	}
	for i, v := range beside {
		t.SetSym(i, i+1, v)
	}
	return lastOf(eigenvalues(t))
}

// lastOf returns the last of values, NaN without any.
func lastOf(values []float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	return values[len(values)-1]
}

// Eigenvalues returns the eigenvalues of the Hessian at x in ascending order; nil where
// the Hessian is not finite.
func Eigenvalues(f objective.Curved, x []float64) []float64 {
	h := mat.NewSymDense(len(x), nil)
	f.Hess(h, x)
	return eigenvalues(h)
}

// eigenvalues returns the eigenvalues of a symmetric matrix in ascending order; nil where
// the matrix is not finite.
func eigenvalues(h *mat.SymDense) []float64 {
	values, err := eigen.Values(h)
	if err != nil {
		return nil
	}
	return values
}
