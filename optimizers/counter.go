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
	curved                 objective.Curved       // f, if a rule has asked for it as such; else nil
	squares                objective.LeastSquares // likewise
	x, grad                []float64              // a place and the known gradient there, or nil
	funcs, grads, hessians int
}

// As passes on the Hessian and the residuals of the loss, counted.
func (c *counter) As(target any) bool {
	switch t := target.(type) {
	case *objective.Curved:
		return objective.Adapt(t, c.f, func(f objective.Curved) objective.Curved {
			c.curved = f
			return curvedCounter{c}
		})
	case *objective.LeastSquares:
		return objective.Adapt(t, c.f, func(f objective.LeastSquares) objective.LeastSquares {
			c.squares = f
			return squaresCounter{c}
		})
	}
	return false
}

// see replaces the loss by the sample of the next step, which implements the same.
func (c *counter) see(f objective.Objective) {
	c.f = f
	if c.curved != nil {
		c.curved, _ = objective.As[objective.Curved](f)
	}
	if c.squares != nil {
		c.squares, _ = objective.As[objective.LeastSquares](f)
	}
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
	c.curved.Hess(dst, x)
}

// squaresCounter counts a Jacobian as a gradient, because the gradient is the product of
// Jacobian and residuals, and it counts the residuals as a value.
type squaresCounter struct{ *counter }

func (c squaresCounter) NumResiduals() int { return c.squares.NumResiduals() }

func (c squaresCounter) Residuals(dst, x []float64) {
	c.funcs++
	c.squares.Residuals(dst, x)
}

func (c squaresCounter) Jacobian(dst *mat.Dense, x []float64) {
	c.grads++
	c.squares.Jacobian(dst, x)
}
