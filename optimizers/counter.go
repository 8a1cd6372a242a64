package optimizers

import (
	"slices"

	"gonum.org/v1/gonum/mat"
)

// counter is the loss as a rule sees it. It counts what the rule evaluates and
// answers with the gradient that the loop has just computed where the rule asks
// for that one, as most do first.
type counter struct {
	f                      Objective
	x, grad                []float64 // the known gradient and where, or nil
	funcs, grads, hessians int
}

// objective is the counter with what its f can do besides; f may change, its
// kind may not.
func (c *counter) objective() Objective {
	_, curved := c.f.(Curved)
	_, squares := c.f.(LeastSquares)
	switch {
	case curved && squares:
		return struct {
			*counter
			curvedCounter
			squaresCounter
		}{c, curvedCounter{c}, squaresCounter{c}}
	case curved:
		return struct {
			*counter
			curvedCounter
		}{c, curvedCounter{c}}
	case squares:
		return struct {
			*counter
			squaresCounter
		}{c, squaresCounter{c}}
	}
	return c
}

// know tells the gradient at x.
func (c *counter) know(x, grad []float64) {
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

type curvedCounter struct{ of *counter }

func (c curvedCounter) Hess(dst *mat.SymDense, x []float64) {
	c.of.hessians++
	c.of.f.(Curved).Hess(dst, x)
}

// squaresCounter counts a Jacobian as a gradient, which is Jacobian and
// residuals multiplied, and the residuals as a value.
type squaresCounter struct{ of *counter }

func (c squaresCounter) NumResiduals() int { return c.of.f.(LeastSquares).NumResiduals() }

func (c squaresCounter) Residuals(dst, x []float64) {
	c.of.funcs++
	c.of.f.(LeastSquares).Residuals(dst, x)
}

func (c squaresCounter) Jacobian(dst *mat.Dense, x []float64) {
	c.of.grads++
	c.of.f.(LeastSquares).Jacobian(dst, x)
}
