package optimizers

import (
	"math"

	"github.com/optviz/optviz/optimizers/objective"
)

// Lion steps by the sign of a mixture of momentum and gradient:
//
//	u = sign(b1 m + (1-b1) g)
//	x = x - a (u + l x)
//	m = b2 m + (1-b2) g
//
// with b1 = Beta1, b2 = Beta2, l = WeightDecay, m = 0 at first and sign(0) = 0 (Chen et
// al. 2023). Every coordinate moves by a, so a should be 3 to 10 times smaller than
// Adam's. The decay is decoupled, as AdamW's.
type Lion struct {
	Beta1       float64 `key:"beta1" in:"[0,1)" doc:"fraction of the momentum in the direction"`
	Beta2       float64 `key:"beta2" in:"[0,1)" doc:"decay of the momentum"`
	WeightDecay float64 `key:"weight_decay" in:"[0,inf)" doc:"a step multiplies x by 1 - lr weight_decay"`
}

// NewLion returns Lion with its defaults.
func NewLion() Lion { return Lion{Beta1: 0.9, Beta2: 0.99} }

func (Lion) Traits() Traits { return Traits{ElementWise: true} }

func (r Lion) Start(p Problem) (Stepper, error) {
	return &lion{Lion: r, g: make([]float64, len(p.X)), m: make([]float64, len(p.X))}, nil
}

type lion struct {
	Lion
	g, m []float64
}

func (s *lion) Step(f objective.Objective, x, lr []float64) error {
	f.Grad(s.g, x)
	b1, b2, l := s.Beta1, s.Beta2, s.WeightDecay
	m, lr := s.m[:len(x)], lr[:len(x)]
	for i, g := range s.g[:len(x)] {
		x[i] -= lr[i] * (sign(b1*m[i]+(1-b1)*g) + l*x[i])
		m[i] = b2*m[i] + (1-b2)*g
	}
	return nil
}

func (s *lion) State() []Variable { return []Variable{{"m", s.m}} }

func sign(v float64) float64 {
	if v == 0 {
		return 0
	}
	return math.Copysign(1, v)
}
