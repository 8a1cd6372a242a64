package optimizers

import "gonum.org/v1/gonum/optimize"

// BFGS is the quasi-Newton method of Broyden, Fletcher, Goldfarb and Shanno:
//
//	x = x - t B g,  B from the changes of g along the steps, t by bisection
//
// through gonum/optimize (Nocedal and Wright 2006, algorithm 6.1), where the
// search along the line meets the strong Wolfe conditions. The learning rate has
// no effect, and a step may take several values and gradients of the loss.
// Gradients with noise mislead it.
type BFGS struct{}

func (BFGS) Start(p Problem) (Stepper, error) {
	return startLinesearch("bfgs", p, &optimize.BFGS{}, &optimize.Bisection{}), nil
}

func (BFGS) Traits() Traits { return Traits{SelfPaced: true, UsesLoss: true, Matrices: 2} }
