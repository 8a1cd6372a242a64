package optimizers

import (
	"math"

	"github.com/optviz/optviz/optimizers/objective"
)

// AMSGrad is Adam with the largest second moment so far in place of the last:
// u = max(u, v), x = x - a m/(1-b1^t) / (sqrt(u/(1-b2^t)) + eps) (Reddi et al.
// 2018). As in PyTorch's code, the maximum is of the raw v and the bias is
// corrected after; optax corrects first, and the paper not at all.
type AMSGrad struct {
	Beta1       float64 `key:"beta1" in:"[0,1)" doc:"decay of the first moment"`
	Beta2       float64 `key:"beta2" in:"[0,1)" doc:"decay of the second moment"`
	Eps         float64 `key:"eps" in:"[0,inf)" doc:"added to the root of the second moment"`
	WeightDecay float64 `key:"weight_decay" in:"[0,inf)" means:"penalty" doc:"L2 penalty: g + weight_decay x in place of g"`

	chosen // by NewAMSGrad
}

// NewAMSGrad returns AMSGrad with its defaults.
func NewAMSGrad() AMSGrad { return AMSGrad{Beta1: 0.9, Beta2: 0.999, Eps: 1e-8, chosen: true} }

func (AMSGrad) Traits() Traits { return Traits{ElementWise: true} }

func (r AMSGrad) Start(p Problem) (Stepper, error) {
	if err := refuseZero(r); err != nil {
		return nil, err
	}
	return &amsgrad{newAdam(Adam(r), len(p.X)), make([]float64, len(p.X))}, nil
}

type amsgrad struct {
	*adam
	u []float64
}

func (s *amsgrad) State() []Variable { return []Variable{{"m", s.m}, {"v", s.v}, {"u", s.u}} }

func (s *amsgrad) Step(f objective.Objective, x, lr []float64) error {
	f.Grad(s.g, x)
	penalise(s.g, x, s.WeightDecay)
	b1, b2, eps := s.Beta1, s.Beta2, s.Eps
	a, root := 1/(1-s.b1.next(b1)), 1/math.Sqrt(1-s.b2.next(b2))
	m, v, u := s.m[:len(x)], s.v[:len(x)], s.u[:len(x)]
	for i, g := range s.g[:len(x)] {
		m[i] = b1*m[i] + (1-b1)*g
		v[i] = b2*v[i] + (1-b2)*g*g
		u[i] = max(u[i], v[i])
	}
	descend(x, lr, m, u, a, root, eps)
	return nil
}
