package optimizers

import (
	"math"

	"github.com/optviz/optviz/optimizers/objective"
)

// RAdam is Adam that divides by its second moment only after enough steps:
//
//	rho_t = rho - 2 t b2^t/(1-b2^t),  rho = 2/(1-b2) - 1
//	rho_t > 5:  x = x - a r m/(1-b1^t) sqrt(1-b2^t)/(sqrt v + eps)
//	otherwise:  x = x - a m/(1-b1^t)
//	r^2 = (rho_t-4)(rho_t-2) rho / ((rho-4)(rho-2) rho_t)
//
// with m and v as in Adam, b1 = Beta1, b2 = Beta2, and t from 1 (Liu et al.
// 2020, with its threshold 4 at 5 as in the authors' code). With the default b2
// the first five steps are plain momentum, in the gradient's own size.
type RAdam struct {
	Beta1       float64 `key:"beta1" in:"[0,1)" doc:"decay of the first moment"`
	Beta2       float64 `key:"beta2" in:"[0,1)" doc:"decay of the second moment"`
	Eps         float64 `key:"eps" in:"[0,inf)" doc:"added to the root of the raw second moment"`
	WeightDecay float64 `key:"weight_decay" in:"[0,inf)" means:"penalty" doc:"L2 penalty: g + weight_decay x in place of g"`

	chosen // by NewRAdam
}

// NewRAdam returns RAdam with its defaults.
func NewRAdam() RAdam { return RAdam{Beta1: 0.9, Beta2: 0.999, Eps: 1e-8, chosen: true} }

func (RAdam) Traits() Traits { return Traits{ElementWise: true} }

func (r RAdam) Start(p Problem) (Stepper, error) {
	if err := refuseZero(r); err != nil {
		return nil, err
	}
	return &radam{adam: newAdam(Adam(r), len(p.X)), rho: 2/(1-r.Beta2) - 1}, nil
}

type radam struct {
	*adam
	t   float64
	rho float64
}

func (s *radam) Step(f objective.Objective, x, lr []float64) error {
	f.Grad(s.g, x)
	penalise(s.g, x, s.WeightDecay)
	s.t++
	b1, b2, eps := s.Beta1, s.Beta2, s.Eps
	a, p2 := 1/(1-s.b1.next(b1)), s.b2.next(b2)
	rho := s.rho - 2*s.t*p2/(1-p2)
	rectified := rho > 5
	if rectified {
		a *= math.Sqrt((rho - 4) * (rho - 2) * s.rho / ((s.rho - 4) * (s.rho - 2) * rho) * (1 - p2))
	}
	m, v, lr := s.m[:len(x)], s.v[:len(x)], lr[:len(x)]
	for i, g := range s.g[:len(x)] {
		m[i] = b1*m[i] + (1-b1)*g
		v[i] = b2*v[i] + (1-b2)*g*g
		step := a * m[i]
		if rectified {
			step /= math.Sqrt(v[i]) + eps
		}
		x[i] -= lr[i] * step
	}
	return nil
}
