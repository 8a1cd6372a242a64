package optimizers

import (
	"math"

	"github.com/optviz/optviz/optimizers/objective"
)

// NAdam is Adam with Nesterov's momentum on a warm-up of its own:
//
//	mu_t = b1 (1 - 0.96^(t psi)/2)        p = mu_1 mu_2 ... mu_t
//	m = b1 m + (1-b1) g        v = b2 v + (1-b2) g^2
//	x = x - a ((1-mu_t) g/(1-p) + mu_{t+1} m/(1-p mu_{t+1})) / (sqrt(v/(1-b2^t)) + eps)
//
// with b1 = Beta1, b2 = Beta2, psi = MomentumDecay, and t from 1 (Dozat 2016;
// PyTorch 2's rule: the product of 1.13 was wrong). optax's nadam has no
// warm-up of mu.
type NAdam struct {
	Beta1         float64 `key:"beta1" in:"[0,1)" doc:"decay of the first moment"`
	Beta2         float64 `key:"beta2" in:"[0,1)" doc:"decay of the second moment"`
	Eps           float64 `key:"eps" in:"[0,inf)" doc:"added to the root of the second moment"`
	MomentumDecay float64 `key:"momentum_decay" in:"[0,inf)" doc:"speed of the momentum's warm-up"`
	WeightDecay   float64 `key:"weight_decay" in:"[0,inf)" means:"penalty" doc:"L2 penalty: g + weight_decay x in place of g"`

	chosen // by NewNAdam
}

// NewNAdam returns NAdam with its defaults.
func NewNAdam() NAdam {
	return NAdam{Beta1: 0.9, Beta2: 0.999, Eps: 1e-8, MomentumDecay: 4e-3, chosen: true}
}

func (NAdam) Traits() Traits { return Traits{ElementWise: true} }

func (r NAdam) Start(p Problem) (Stepper, error) {
	if err := refuseZero(r); err != nil {
		return nil, err
	}
	n := len(p.X)
	return &nadam{NAdam: r, g: make([]float64, n), m: make([]float64, n), v: make([]float64, n),
		b2: 1, mus: 1, warm: math.Pow(0.96, r.MomentumDecay), warming: 1}, nil
}

type nadam struct {
	NAdam
	g, m, v []float64
	b2      power
	mus     power   // mu_1 mu_2 ... mu_t
	warm    float64 // 0.96^psi
	warming power   // 0.96^(t psi)
}

func (s *nadam) State() []Variable { return []Variable{{"m", s.m}, {"v", s.v}} }

func (s *nadam) Step(f objective.Objective, x, lr []float64) error {
	f.Grad(s.g, x)
	penalise(s.g, x, s.WeightDecay)
	b1, b2, eps := s.Beta1, s.Beta2, s.Eps
	w := s.warming.next(s.warm)
	mu, ahead := b1*(1-w/2), b1*(1-w*s.warm/2)
	p := s.mus.next(mu)
	now, next := (1-mu)/(1-p), ahead/(1-p*ahead)
	root := 1 / math.Sqrt(1-s.b2.next(b2))
	m, v, lr := s.m[:len(x)], s.v[:len(x)], lr[:len(x)]
	for i, g := range s.g[:len(x)] {
		m[i] = b1*m[i] + (1-b1)*g
		v[i] = b2*v[i] + (1-b2)*g*g
		x[i] -= lr[i] * (now*g + next*m[i]) / (math.Sqrt(v[i])*root + eps)
	}
	return nil
}
