package optimizers

import "gonum.org/v1/gonum/optimize"

// CG is the nonlinear conjugate gradient method of Hestenes and Stiefel (1952):
//
//	d = -g + beta d,  x = x + t d,  beta = g·y / d·y,  y the change of g
//
// through gonum/optimize, t by the search of Moré and Thuente with the
// curvature factor 0.1, with restarts after 6n steps or where gradients turn
// around (Hager and Zhang 2006). Even on a quadratic that search is not exact,
// so that CG may take more than n steps. The learning rate has no effect.
type CG struct{}

func (CG) Start(p Problem) (Stepper, error) {
	method := &optimize.CG{
		Variant:                &optimize.HestenesStiefel{},
		InitialStep:            &optimize.FirstOrderStepSize{},
		IterationRestartFactor: 6,
		AngleRestartThreshold:  -0.9,
	}
	return startLinesearch("cg", p, method, &optimize.MoreThuente{CurvatureFactor: 0.1}), nil
}

// SelfPaced says that the learning rate has no effect.
func (CG) SelfPaced() bool { return true }
