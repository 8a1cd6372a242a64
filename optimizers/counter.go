package optimizers

import (
	"slices"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers/objective"
)

// counter is the loss as a rule sees it. It counts what the rule evaluates. Most rules
// ask first for the gradient that the loop has just computed; counter then returns a copy
// of this gradient.
type counter struct {
	f                      objective.Objective
	x, grad                []float64 // a place and the known gradient there, or nil
	funcs, grads, hessians int
}

// As passes on the Hessian and the residuals of the loss, counted. f may change from step
// to step, but not in what it implements.
func (c *counter) As(target any) bool {
	switch t := target.(type) {
	case *objective.Curved:
		return objective.Adapt(t, c.f, func(objective.Curved) objective.Curved { return curvedCounter{c} })
	case *objective.LeastSquares:
		return objective.Adapt(t, c.f, func(objective.LeastSquares) objective.LeastSquares { return squaresCounter{c} })
	}
	return false
}

// setGradient stores the gradient at x so that the rule's first request costs nothing.
func (c *counter) setGradient(x, grad []float64) {
	c.x, c.grad = append(c.x[:0], x...), grad
}

func (c *counter) Func(x []float64) float64 {
	c.funcs++
	return c.f.Func(x)
}

func (c *counter) Grad(dst, x []float64) {
	c.grads++
	if slices.Equal(c.x, x) {
		copy(dst, c.grad)
		return
	}
	c.f.Grad(dst, x)
}

type curvedCounter struct{ *counter }

func (c curvedCounter) Hess(dst *mat.SymDense, x []float64) {
	c.hessians++
	f, _ := objective.As[objective.Curved](c.f)
	f.Hess(dst, x)
}

// squaresCounter counts a Jacobian as a gradient, because the gradient is the product of
// Jacobian and residuals, and it counts the residuals as a value.
type squaresCounter struct{ *counter }

func (c squaresCounter) squares() objective.LeastSquares {
	f, _ := objective.As[objective.LeastSquares](c.f)
	return f
}

func (c squaresCounter) NumResiduals() int { return c.squares().NumResiduals() }

func (c squaresCounter) Residuals(dst, x []float64) {
	c.funcs++
	c.squares().Residuals(dst, x)
}

func (c squaresCounter) Jacobian(dst *mat.Dense, x []float64) {
	c.grads++
	c.squares().Jacobian(dst, x)
}
