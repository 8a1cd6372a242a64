package optimizers

import "gonum.org/v1/gonum/optimize"

// ModifiedNewton is Newton that always goes downhill:
//
//	(H + tau I) d = -g,  x = x + t d,  t by bisection from 1
//
// through gonum/optimize's Newton (Nocedal and Wright 2006, algorithms 3.2 and 3.3). tau
// is 0 where H is positive definite. Elsewhere it is the first of 0.001, 0.005, 0.025,
// ... with which H + tau I has a Cholesky factor; where H has a diagonal entry of 0 or
// less, the first tau is 0.001 more than makes this entry positive, or the last step's
// tau. After 20 attempts d is -g. The search meets the strong Wolfe conditions with the
// decrease factor 0 and the curvature factor 0.9, so that a step costs a Hessian and may
// cost several values and gradients of the loss.
//
// The learning rate has no effect. A loss without Hessian is refused; a Hessian
// that is not finite, or a line without a minimum, ends the run. The zero value
// is the default.
type ModifiedNewton struct{}

func (ModifiedNewton) Start(p Problem) (Stepper, error) {
	return startCurvedLinesearch("modified-newton", p, &optimize.Newton{Increase: 5}, &optimize.Bisection{})
}

func (ModifiedNewton) Traits() Traits {
	return Traits{SelfPaced: true, UsesLoss: true, NeedsHessian: true, Matrices: 2}
}
