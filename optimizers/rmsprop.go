package optimizers

import (
	"math"

	"github.com/optviz/optviz/optimizers/objective"
)

// RMSprop divides the gradient by the root of a running mean of its square:
//
//	v = alpha v + (1-alpha) g^2
//	b = mu b + g/(sqrt v + eps)
//	x = x - a b
//
// with alpha = Alpha and mu = Momentum (Tieleman and Hinton 2012). Centered
// takes v minus the square of the gradient's running mean m (Graves 2013), at
// least 0 in spite of rounding. There is no bias correction: the first step is
// a/sqrt(1-alpha), ten times a by default. Keras and optax have eps inside
// the root.
type RMSprop struct {
	Alpha       float64 `key:"alpha" in:"[0,1)" doc:"decay of the second moment"`
	Eps         float64 `key:"eps" in:"[0,inf)" doc:"added to the root of the second moment"`
	Momentum    float64 `key:"momentum" in:"[0,1)" doc:"fraction of the velocity that a step keeps"`
	Centered    bool    `key:"centered" doc:"divide by the standard deviation instead"`
	WeightDecay float64 `key:"weight_decay" in:"[0,inf)" means:"penalty" doc:"L2 penalty: g + weight_decay x in place of g"`

	chosen // by NewRMSprop
}

// NewRMSprop returns RMSprop with its defaults.
func NewRMSprop() RMSprop { return RMSprop{Alpha: 0.99, Eps: 1e-8, chosen: true} }

func (RMSprop) Traits() Traits { return Traits{ElementWise: true} }

func (r RMSprop) Start(p Problem) (Stepper, error) {
	if err := refuseZero(r); err != nil {
		return nil, err
	}
	n := len(p.X)
	return &rmsprop{RMSprop: r, g: make([]float64, n), v: make([]float64, n), mean: make([]float64, n), b: make([]float64, n)}, nil
}

type rmsprop struct {
	RMSprop
	g, v, mean, b []float64
}

// State leaves out variables that the rule does not use with these hyperparameters.
func (s *rmsprop) State() []Variable {
	all := []Variable{{"v", s.v}}
	if s.Centered {
		all = append(all, Variable{"m", s.mean})
	}
	if s.Momentum > 0 {
		all = append(all, Variable{"b", s.b})
	}
	return all
}

func (s *rmsprop) Step(f objective.Objective, x, lr []float64) error {
	f.Grad(s.g, x)
	penalise(s.g, x, s.WeightDecay)
	alpha, mu, eps := s.Alpha, s.Momentum, s.Eps
	v, mean, b, lr := s.v[:len(x)], s.mean[:len(x)], s.b[:len(x)], lr[:len(x)]
	for i, g := range s.g[:len(x)] {
		v[i] = alpha*v[i] + (1-alpha)*g*g
		variance := v[i]
		if s.Centered {
			mean[i] = alpha*mean[i] + (1-alpha)*g
			variance = max(0, v[i]-mean[i]*mean[i])
		}
		b[i] = mu*b[i] + g/(math.Sqrt(variance)+eps)
		x[i] -= lr[i] * b[i]
	}
	return nil
}
