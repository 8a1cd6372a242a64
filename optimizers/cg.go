package optimizers

import (
	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/optimize"
)

// CG is the nonlinear conjugate gradient method of Hestenes and Stiefel (1952):
//
//	d = -g + beta d,  x = x + t d,  beta = g·y / d·y,  y the change of g
//
// through gonum/optimize, t by the search of Moré and Thuente with the
// curvature factor 0.1, with restarts after 6n steps or where gradients turn
// around (Hager and Zhang 2006). Even on a quadratic that search is not exact,
// so that CG may take more than n steps. The learning rate has no effect.
//
// With Exact the search begins at the minimum along d of the loss's quadratic
// model,
//
//	t = -g·d / d·Hd,  H the Hessian,
//
// and ends there on a quadratic, which makes CG the linear method of n steps
// (Nocedal and Wright 2006, algorithm 5.2). Elsewhere the search goes on from
// there, and where the curvature d·Hd is not positive, so that the model has no
// minimum along d, it begins where it does without Exact. A step costs a
// Hessian; a loss without one is refused.
type CG struct {
	Exact bool `key:"exact" doc:"begin the search at the minimum of the quadratic model: exact on a quadratic"`
}

func (r CG) Start(p Problem) (Stepper, error) {
	direction := &optimize.CG{
		Variant:                &optimize.HestenesStiefel{},
		InitialStep:            &optimize.FirstOrderStepSize{},
		IterationRestartFactor: 6,
		AngleRestartThreshold:  -0.9,
	}
	search := &optimize.MoreThuente{CurvatureFactor: 0.1}
	if r.Exact {
		return startCurvedLinesearch("cg", p, modelled{direction}, search)
	}
	return startLinesearch("cg", p, direction, search), nil
}

func (r CG) Traits() Traits { return Traits{SelfPaced: true, UsesLoss: true, NeedsHessian: r.Exact} }

// modelled takes CG's directions with the lengths of the quadratic model. It does not
// implement optimize.StepSizer, because CG discards the lengths of a StepSizer at a
// restart.
type modelled struct{ cg *optimize.CG }

func (m modelled) InitDirection(at *optimize.Location, d []float64) float64 {
	return modelLength(at, d, m.cg.InitDirection(at, d))
}

func (m modelled) NextDirection(at *optimize.Location, d []float64) float64 {
	return modelLength(at, d, m.cg.NextDirection(at, d))
}

// modelLength returns how far along d the minimum of the quadratic model is, or other
// where the model has no minimum along d.
func modelLength(at *optimize.Location, d []float64, other float64) float64 {
	curvature := 0.0
	for i := range d {
		for j := range d {
			curvature += d[i] * at.Hessian.At(i, j) * d[j]
		}
	}
	if t := -floats.Dot(at.Gradient, d) / curvature; t > 0 && finite(t) {
		return t
	}
	return other
}
