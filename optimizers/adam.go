package optimizers

import (
	"math"

	"github.com/optviz/optviz/optimizers/objective"
)

// Adam divides a running mean of the gradient by the root of a running mean of
// its square:
//
//	m = b1 m + (1-b1) g        v = b2 v + (1-b2) g^2
//	x = x - a m/(1-b1^t) / (sqrt(v/(1-b2^t)) + eps)
//
// with b1 = Beta1, b2 = Beta2, and t from 1 (Kingma and Ba 2015). The first
// step is a sign(g). Keras adds eps to the uncorrected root.
type Adam struct {
	Beta1       float64 `key:"beta1" in:"[0,1)" doc:"decay of the first moment"`
	Beta2       float64 `key:"beta2" in:"[0,1)" doc:"decay of the second moment"`
	Eps         float64 `key:"eps" in:"[0,inf)" doc:"added to the root of the second moment"`
	WeightDecay float64 `key:"weight_decay" in:"[0,inf)" means:"penalty" doc:"L2 penalty: g + weight_decay x in place of g"`

	chosen // by NewAdam
}

// NewAdam returns Adam with its defaults.
func NewAdam() Adam { return Adam{Beta1: 0.9, Beta2: 0.999, Eps: 1e-8, chosen: true} }

func (Adam) Traits() Traits { return Traits{ElementWise: true} }

func (r Adam) Start(p Problem) (Stepper, error) {
	if err := refuseZero(r); err != nil {
		return nil, err
	}
	return newAdam(r, len(p.X)), nil
}

type adam struct {
	Adam
	g, m, v []float64
	b1, b2  power
}

func newAdam(r Adam, n int) *adam {
	return &adam{Adam: r, g: make([]float64, n), m: make([]float64, n), v: make([]float64, n), b1: 1, b2: 1}
}

func (s *adam) State() []Variable { return []Variable{{"m", s.m}, {"v", s.v}} }

func (s *adam) Step(f objective.Objective, x, lr []float64) error {
	f.Grad(s.g, x)
	penalise(s.g, x, s.WeightDecay)
	s.move(x, lr)
	return nil
}

// move takes the step from the gradient in s.g.
func (s *adam) move(x, lr []float64) {
	b1, b2, eps := s.Beta1, s.Beta2, s.Eps
	a, root := 1/(1-s.b1.next(b1)), 1/math.Sqrt(1-s.b2.next(b2))
	m, v := s.m[:len(x)], s.v[:len(x)]
	for i, g := range s.g[:len(x)] {
		m[i] = b1*m[i] + (1-b1)*g
		v[i] = b2*v[i] + (1-b2)*g*g
	}
	descend(x, lr, m, v, a, root, eps)
}

// power is beta^t as a running product, which starts at 1. Its relative error grows by
// one rounding a step. The power becomes 0 as soon as 1 - beta^t is 1 to the last bit:
// further products would become subnormal, which is slow, and never 0.
type power float64

func (p *power) next(beta float64) float64 {
	*p *= power(beta)
	if *p < 1e-17 {
		*p = 0
	}
	return float64(*p)
}
