package runs

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
)

// LargestCurvature is the largest eigenvalue of the Hessian of a surface at a point: in
// few dimensions of the Hessian itself, else by Lanczos. NaN where it is not finite.
func LargestCurvature(f surfaces.Surface, x []float64) float64 {
	const few = 100
	if c, ok := objective.As[objective.Curved](f); ok && len(x) <= few {
		return last(Eigenvalues(c, x))
	}
	return largest(curvatureAlong(f, x), len(x))
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

// largest is the largest eigenvalue of a symmetric matrix, of which products with vectors
// are known: that of its projection on the Krylov space of a vector (Lanczos 1950), with
// all directions kept orthogonal. It goes on until it has not grown by 1e-12 of the
// matrix in some steps, for 200 products at most. The first vector is random, but always the same.
func largest(times func(dst, v []float64), n int) float64 {
	const (
		most  = 200
		near  = 1e-12
		quiet = 3
	)
	rng := rand.New(rand.NewPCG(1, 2))
	v := make([]float64, n)
	for i := range v {
		v[i] = rng.NormFloat64()
	}
	floats.Scale(1/floats.Norm(v, 2), v)
	var basis [][]float64
	var diagonal, beside []float64
	top, still, size := math.Inf(-1), 0, 0.0 // and of the matrix, as far as it is known
	for len(basis) < min(n, most) && still < quiet {
		basis = append(basis, v)
		next := make([]float64, n)
		times(next, v)
		diagonal = append(diagonal, floats.Dot(v, next))
		for range 2 { // twice is enough for rounding
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
		if size = max(size, length); !(length > near*size) { // all of the space is known, or a number is none
			break
		}
		floats.Scale(1/length, next)
		beside, v = append(beside, length), next
	}
	return top
}

// largestOf is the largest eigenvalue of a symmetric tridiagonal matrix.
func largestOf(diagonal, beside []float64) float64 {
	t := mat.NewSymDense(len(diagonal), nil)
	for i, v := range diagonal {
		t.SetSym(i, i, v)
	}
	for i, v := range beside {
		t.SetSym(i, i+1, v)
	}
	return last(eigenvalues(t))
}

// last is the last of some values, NaN of none.
func last(values []float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	return values[len(values)-1]
}
