package optimizers

import (
	"slices"

	"gonum.org/v1/gonum/mat"
)

// counter is the loss as a rule sees it. It counts what the rule evaluates and
// answers with the gradient that the loop has just computed where the rule asks
// for that one, as most do first.
type counter struct {
	f               Objective
	x, grad         []float64 // the known gradient and where, or nil
	grads, hessians int
}

// objective is the counter, Curved if its f is; f may change, its kind may not.
func (c *counter) objective() Objective {
	if _, ok := c.f.(Curved); ok {
		return curvedCounter{c}
	}
	return c
}

// know tells the gradient at x.
func (c *counter) know(x, grad []float64) {
	c.x, c.grad = append(c.x[:0], x...), grad
}

func (c *counter) Func(x []float64) float64 { return c.f.Func(x) }

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
	c.f.(Curved).Hess(dst, x)
}
