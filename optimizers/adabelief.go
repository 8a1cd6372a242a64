package optimizers

import (
	"math"

	"github.com/optviz/optviz/optimizers/objective"
)

// AdaBelief is Adam with the gradient's distance from its running mean in place
// of its size: it steps far where the gradient is as expected.
//
//	m = b1 m + (1-b1) g        v = b2 v + (1-b2) (g-m)^2 + eps
//	x = x - a m/(1-b1^t) / (sqrt(v/(1-b2^t)) + eps)
//
// with b1 = Beta1, b2 = Beta2, t from 1, and eps in both places (Zhuang et al.
// 2020). The paper has no weight decay; here it is decoupled, as in AdamW, the
// default of the authors' code (adabelief-pytorch 0.2). That code's other
// default, RAdam's rectification, is not the paper's and is left out. optax
// takes the distance from the mean before the step.
type AdaBelief struct {
	Beta1       float64 `key:"beta1" in:"[0,1)" doc:"decay of the first moment"`
	Beta2       float64 `key:"beta2" in:"[0,1)" doc:"decay of the variance"`
	Eps         float64 `key:"eps" in:"[0,inf)" doc:"added to the variance in every step, and to its root"`
	WeightDecay float64 `key:"weight_decay" in:"[0,inf)" doc:"a step multiplies x by 1 - lr weight_decay"`

	chosen // by NewAdaBelief
}

// NewAdaBelief returns AdaBelief with its defaults.
func NewAdaBelief() AdaBelief { return AdaBelief{Beta1: 0.9, Beta2: 0.999, Eps: 1e-16, chosen: true} }

func (AdaBelief) Traits() Traits { return Traits{ElementWise: true} }

func (r AdaBelief) Start(p Problem) (Stepper, error) {
	if err := refuseZero(r); err != nil {
		return nil, err
	}
	return &adabelief{newAdam(Adam(r), len(p.X))}, nil
}

type adabelief struct{ *adam }

func (s *adabelief) Step(f objective.Objective, x, lr []float64) error {
	f.Grad(s.g, x)
	b1, b2, eps, l := s.Beta1, s.Beta2, s.Eps, s.WeightDecay
	a, root := 1/(1-s.b1.next(b1)), 1/math.Sqrt(1-s.b2.next(b2))
	m, v, lr := s.m[:len(x)], s.v[:len(x)], lr[:len(x)]
	for i, g := range s.g[:len(x)] {
		m[i] = b1*m[i] + (1-b1)*g
		v[i] = b2*v[i] + (1-b2)*(g-m[i])*(g-m[i]) + eps
		x[i] *= 1 - lr[i]*l
		x[i] -= lr[i] * a * m[i] / (math.Sqrt(v[i])*root + eps)
	}
	return nil
}
