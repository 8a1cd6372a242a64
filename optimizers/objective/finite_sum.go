package objective

import (
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"
)

// FiniteSum is a loss that is the mean over examples 0 <= i < NumExamples().
// FuncOf and GradOf are those of the mean over a batch of examples, given by
// their indices; Func and Grad are over all. GradOf allocates nothing once warm.
type FiniteSum interface {
	Objective
	NumExamples() int
	FuncOf(x []float64, batch []int) float64
	GradOf(dst, x []float64, batch []int)
}

// CurvedSum is a FiniteSum with Hessians.
type CurvedSum interface {
	FiniteSum
	Hess(dst *mat.SymDense, x []float64)
	HessOf(dst *mat.SymDense, x []float64, batch []int)
}

// RandomSum is a FiniteSum that training sees at random beside its batches:
// with masked units, or jittered inputs. The function that Training returns
// gives what step k sees, fixed within the step; k grows from call to call. As
// itself it is what the trained model is judged by.
type RandomSum interface {
	FiniteSum
	Training(rng *rand.Rand) func(k int) FiniteSum
}
