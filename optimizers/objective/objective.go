// Package objective holds what a rule, a figure or a wrapper may ask of a loss: interfaces,
// and As, which finds them. A loss comes in as an Objective; As gives it back as a Curved, a
// FiniteSum or whatever else it can be. A further thing to ask becomes an interface here, in
// a file of its own, and each wrapper that has it says so in its As method. The package
// imports nothing of this module, so that surfaces and optimizers both can.
package objective

import "gonum.org/v1/gonum/mat"

// Objective is a loss. Grad writes the gradient at x into dst and allocates nothing.
type Objective interface {
	Func(x []float64) float64
	Grad(dst, x []float64)
}

// Curved is an Objective with a Hessian. Hess writes the Hessian at x into dst, which has
// the dimension of x, and allocates nothing.
type Curved interface {
	Objective
	Hess(dst *mat.SymDense, x []float64)
}

// LeastSquares is an Objective that is a sum of squares, f = Σ_i r_i(x)^2. Residuals writes
// the NumResiduals() residuals r_i into dst, and Jacobian their derivatives: a row for each
// residual, a column for each coordinate. Both allocate nothing. A loss without residuals
// is no sum of squares after all.
type LeastSquares interface {
	Objective
	NumResiduals() int
	Residuals(dst, x []float64)
	Jacobian(dst *mat.Dense, x []float64)
}

// Vectorized is an Objective that computes many points in one call, in less time than one
// by one: for grids, maps and batches of runs. The points lie coordinate by coordinate: of
// L points, x[i*L+k] is coordinate i of point k. That is also the state of an element-wise
// rule that takes L runs at once.
type Vectorized interface {
	Objective
	Funcs(dst, x []float64) // dst[k] becomes the value at point k, of len(dst) points
	Grads(dst, x []float64) // dst[i*L+k] becomes component i of the gradient at point k
}

// Random is an Objective of which a step sees only a sample: a minibatch, a mask, a noisy
// gradient. Sample returns a function that gives the objective of step k, the same for
// every call within that step; k grows from call to call. Sample takes its random numbers
// from draws, by what they are for.
type Random interface {
	Objective
	Sample(draws Draws) func(k int) Objective
}
