package optimizers

import "github.com/optviz/optviz/optimizers/objective"

// SGDW is momentum with weight decay beside the gradient instead of in it:
// b = mu b + g with the gradient at x, then x = (1 - a w) x - a b, with mu = Momentum
// and w = WeightDecay (Loshchilov and Hutter 2019). Without momentum that is the L2
// penalty; with it, the decay does not run through the velocity, and x ends where
// a penalty of w (1 - mu) would lead. The decay is scaled by the rate, as AdamW's.
type SGDW struct {
	Momentum    float64 `key:"momentum" in:"[0,1)" doc:"fraction of the velocity that a step keeps"`
	WeightDecay float64 `key:"weight_decay" in:"[0,inf)" doc:"a step multiplies x by 1 - lr weight_decay"`
}

// NewSGDW returns SGDW with its defaults: the paper's momentum and AdamW's decay.
func NewSGDW() SGDW { return SGDW{Momentum: 0.9, WeightDecay: 1e-2} }

func (SGDW) Traits() Traits { return Traits{ElementWise: true} }

func (r SGDW) Start(p Problem) (Stepper, error) {
	return &sgdw{SGDW: r, g: make([]float64, len(p.X)), b: make([]float64, len(p.X))}, nil
}

type sgdw struct {
	SGDW
	g, b []float64
}

func (s *sgdw) State() []Variable { return []Variable{{"b", s.b}} }

func (s *sgdw) Step(f objective.Objective, x, lr []float64) error {
	f.Grad(s.g, x)
	mu, w := s.Momentum, s.WeightDecay
	b, lr := s.b[:len(x)], lr[:len(x)]
	for i, g := range s.g[:len(x)] {
		b[i] = mu*b[i] + g
		x[i] *= 1 - lr[i]*w
		x[i] -= lr[i] * b[i]
	}
	return nil
}
