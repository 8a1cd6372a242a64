package optimizers

import "github.com/optviz/optviz/optimizers/objective"

// Nesterov is accelerated gradient descent in PyTorch's form: b = mu b + g, x = x - a (g
// + mu b), with mu = Momentum (Nesterov 1983). Its iterates are the points to which
// Sutskever et al. (2013) look ahead, and not the iterates of that paper.
type Nesterov struct {
	Momentum    float64 `key:"momentum" in:"[0,1)" doc:"fraction of the velocity that a step keeps"`
	WeightDecay float64 `key:"weight_decay" in:"[0,inf)" means:"penalty" doc:"L2 penalty: g + weight_decay x in place of g"`
}

// NewNesterov returns Nesterov with its defaults.
func NewNesterov() Nesterov { return Nesterov{Momentum: 0.9} }

func (Nesterov) Traits() Traits { return Traits{ElementWise: true} }

func (r Nesterov) Start(p Problem) (Stepper, error) {
	n := len(p.X)
	return &nesterov{Nesterov: r, g: make([]float64, n), b: make([]float64, n)}, nil
}

type nesterov struct {
	Nesterov
	g, b []float64
}

func (s *nesterov) State() []Variable { return []Variable{{"b", s.b}} }

func (s *nesterov) Step(f objective.Objective, x, lr []float64) error {
	f.Grad(s.g, x)
	penalise(s.g, x, s.WeightDecay)
	mu := s.Momentum
	b, lr := s.b[:len(x)], lr[:len(x)]
	for i, g := range s.g[:len(x)] {
		b[i] = mu*b[i] + g
		x[i] -= lr[i] * (g + mu*b[i])
	}
	return nil
}
