package optimizers

import (
	"errors"
	"fmt"
	"math"
)

// ErrUphill, ErrNothingLower and ErrHalved are the reasons for which a line search fails.
var (
	ErrUphill       = errors.New("its direction leads uphill")
	ErrNothingLower = errors.New("the line search finds nothing lower")
	ErrHalved       = errors.New("no descent along the direction after 100 halvings")
)

// LineSearchError is the error of a rule whose line search fails.
type LineSearchError struct {
	Rule string
	Err  error // why
}

// Error returns the rule and what stopped its line search: "bfgs: ...".
func (e *LineSearchError) Error() string { return e.Rule + ": " + e.Err.Error() }

// Unwrap returns Err.
func (e *LineSearchError) Unwrap() error { return e.Err }

// Matrix names the matrix of the linear equations that a rule solves.
type Matrix string

// The matrices.
const (
	Hessian       Matrix = "Hessian"
	DampedHessian Matrix = "damped Hessian"
	Jacobian      Matrix = "Jacobian"
)

// MatrixError is the error of a rule whose linear equations have no usable solution.
type MatrixError struct {
	Matrix    Matrix
	Condition float64 // the reciprocal condition; NaN: the matrix is not finite
}

// Error returns the matrix and how close to singular it is: "singular Hessian (reciprocal condition 1e-17)".
func (e *MatrixError) Error() string {
	switch {
	case math.IsNaN(e.Condition):
		return fmt.Sprintf("the %s is not finite", e.Matrix)
	case e.Matrix == Jacobian:
		return fmt.Sprintf("rank-deficient %s (reciprocal condition %.1g)", e.Matrix, e.Condition)
	}
	return fmt.Sprintf("singular %s (reciprocal condition %.1g)", e.Matrix, e.Condition)
}
