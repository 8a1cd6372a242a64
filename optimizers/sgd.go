package optimizers

import "github.com/optviz/optviz/optimizers/objective"

// SGD is gradient descent: x = x - a g (Cauchy 1847; Robbins and Monro 1951
// where g is a sample's). The zero value is the default.
type SGD struct {
	WeightDecay float64 `key:"weight_decay" in:"[0,inf)" means:"penalty" doc:"L2 penalty: g + weight_decay x in place of g"`
}

func (SGD) Traits() Traits { return Traits{ElementWise: true} }

func (r SGD) Start(p Problem) (Stepper, error) {
	return &sgd{SGD: r, g: make([]float64, len(p.X))}, nil
}

type sgd struct {
	SGD
	g []float64
}

func (s *sgd) Step(f objective.Objective, x, lr []float64) error {
	f.Grad(s.g, x)
	penalise(s.g, x, s.WeightDecay)
	lr = lr[:len(x)]
	for i, g := range s.g[:len(x)] {
		x[i] -= lr[i] * g
	}
	return nil
}

// penalise adds the gradient of the L2 penalty l/2 |x|^2 to g.
func penalise(g, x []float64, l float64) {
	if l == 0 {
		return
	}
	for i := range g {
		g[i] += l * x[i]
	}
}
