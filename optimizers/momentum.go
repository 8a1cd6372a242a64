package optimizers

import "github.com/optviz/optviz/optimizers/objective"

// Momentum is Polyak's heavy ball in PyTorch's form: b = mu b + (1-tau) g,
// x = x - a b, with mu = Momentum, tau = Dampening and b = g at the first step
// (Polyak 1964). Keras's b = mu b - a g is the same only while a is constant.
type Momentum struct {
	Momentum    float64 `key:"momentum" in:"[0,1)" doc:"fraction of the velocity that a step keeps"`
	Dampening   float64 `key:"dampening" in:"[0,1)" doc:"fraction of the gradient that is left out"`
	WeightDecay float64 `key:"weight_decay" in:"[0,inf)" means:"penalty" doc:"L2 penalty: g + weight_decay x in place of g"`
}

// NewMomentum returns Momentum with its defaults.
func NewMomentum() Momentum { return Momentum{Momentum: 0.9} }

func (Momentum) Traits() Traits { return Traits{ElementWise: true} }

func (r Momentum) Start(p Problem) (Stepper, error) {
	n := len(p.X)
	return &momentum{Momentum: r, g: make([]float64, n), b: make([]float64, n), first: true}, nil
}

type momentum struct {
	Momentum
	g, b  []float64
	first bool
}

func (s *momentum) State() []Variable { return []Variable{{"b", s.b}} }

func (s *momentum) Step(f objective.Objective, x, lr []float64) error {
	f.Grad(s.g, x)
	penalise(s.g, x, s.WeightDecay)
	mu, keep := s.Momentum.Momentum, 1-s.Dampening
	if s.first {
		s.first, keep = false, 1 // b is still 0
	}
	b, lr := s.b[:len(x)], lr[:len(x)]
	for i, g := range s.g[:len(x)] {
		b[i] = mu*b[i] + keep*g
		x[i] -= lr[i] * b[i]
	}
	return nil
}
