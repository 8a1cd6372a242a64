package optimizers

import (
	"math"

	"github.com/optviz/optviz/optimizers/objective"
)

// Adagrad divides the gradient by the root of the sum of all its squares:
// G = G + g^2, x = x - a/(1 + (t-1) d) g/(sqrt G + eps), with d = LRDecay and t
// from 1 (Duchi, Hazan and Singer 2011). Keras and optax have eps inside the
// root and start G at 0.1.
type Adagrad struct {
	LRDecay     float64 `key:"lr_decay" in:"[0,inf)" doc:"decay of the rate with the steps"`
	Eps         float64 `key:"eps" in:"[0,inf)" doc:"added to the root of the sum"`
	WeightDecay float64 `key:"weight_decay" in:"[0,inf)" means:"penalty" doc:"L2 penalty: g + weight_decay x in place of g"`

	chosen // by NewAdagrad
}

// NewAdagrad returns Adagrad with its defaults.
func NewAdagrad() Adagrad { return Adagrad{Eps: 1e-10, chosen: true} }

func (Adagrad) Traits() Traits { return Traits{ElementWise: true} }

func (r Adagrad) Start(p Problem) (Stepper, error) {
	if err := refuseZero(r); err != nil {
		return nil, err
	}
	n := len(p.X)
	return &adagrad{Adagrad: r, g: make([]float64, n), sum: make([]float64, n)}, nil
}

type adagrad struct {
	Adagrad
	g, sum []float64
	steps  float64 // steps taken, t-1
}

func (s *adagrad) State() []Variable { return []Variable{{"G", s.sum}} }

func (s *adagrad) Step(f objective.Objective, x, lr []float64) error {
	f.Grad(s.g, x)
	penalise(s.g, x, s.WeightDecay)
	a, eps := 1/(1+s.steps*s.LRDecay), s.Eps
	s.steps++
	sum, lr := s.sum[:len(x)], lr[:len(x)]
	for i, g := range s.g[:len(x)] {
		sum[i] += g * g
		x[i] -= lr[i] * a * g / (math.Sqrt(sum[i]) + eps)
	}
	return nil
}
