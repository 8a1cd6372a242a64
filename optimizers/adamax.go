package optimizers

import (
	"math"

	"github.com/optviz/optviz/optimizers/objective"
)

// Adamax is Adam with a decaying maximum in place of the second moment:
//
//	m = b1 m + (1-b1) g        u = max(b2 u, |g| + eps)
//	x = x - a m/(1-b1^t) / u
//
// with b1 = Beta1, b2 = Beta2, and t from 1 (Kingma and Ba 2015, section 7.1).
// Keras adds eps to u in the quotient instead.
type Adamax struct {
	Beta1       float64 `key:"beta1" in:"[0,1)" doc:"decay of the first moment"`
	Beta2       float64 `key:"beta2" in:"[0,1)" doc:"decay of the maximum"`
	Eps         float64 `key:"eps" in:"[0,inf)" doc:"added to the gradient's size"`
	WeightDecay float64 `key:"weight_decay" in:"[0,inf)" means:"penalty" doc:"L2 penalty: g + weight_decay x in place of g"`

	chosen // by NewAdamax
}

// NewAdamax returns Adamax with its defaults.
func NewAdamax() Adamax { return Adamax{Beta1: 0.9, Beta2: 0.999, Eps: 1e-8, chosen: true} }

func (Adamax) Traits() Traits { return Traits{ElementWise: true} }

func (r Adamax) Start(p Problem) (Stepper, error) {
	if err := refuseZero(r); err != nil {
		return nil, err
	}
	n := len(p.X)
	return &adamax{Adamax: r, g: make([]float64, n), m: make([]float64, n), u: make([]float64, n), b1: 1}, nil
}

type adamax struct {
	Adamax
	g, m, u []float64
	b1      power
}

func (s *adamax) State() []Variable { return []Variable{{"m", s.m}, {"u", s.u}} }

func (s *adamax) Step(f objective.Objective, x, lr []float64) error {
	f.Grad(s.g, x)
	penalise(s.g, x, s.WeightDecay)
	b1, b2, eps := s.Beta1, s.Beta2, s.Eps
	a := 1 / (1 - s.b1.next(b1))
	m, u, lr := s.m[:len(x)], s.u[:len(x)], lr[:len(x)]
	for i, g := range s.g[:len(x)] {
		m[i] = b1*m[i] + (1-b1)*g
		u[i] = max(b2*u[i], math.Abs(g)+eps)
		x[i] -= lr[i] * a * m[i] / u[i]
	}
	return nil
}
