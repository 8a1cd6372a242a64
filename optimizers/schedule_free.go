package optimizers

import (
	"slices"

	"github.com/optviz/optviz/optimizers/objective"
)

// ScheduleFree is schedule-free SGD (Defazio et al. 2024): z moves by the
// gradient between z and its running mean x, which is the iterate shown:
//
//	y = (1-mu) z + mu x        z = z - a g(y)
//	x = (1-c) x + c z          c = A^2 / (sum of A^2 so far)
//
// with mu = Momentum and A the largest rate so far, so that c = 1/t at a constant rate:
// the weights of the authors' code. It needs no schedule, and a rate about as large as z
// allows without diverging; the authors' default of 1 is for losses of curvature below 2.
type ScheduleFree struct {
	Momentum float64 `key:"momentum" in:"[0,1)" doc:"where between z and x the gradient is taken"`
}

// NewScheduleFree returns ScheduleFree with its default.
func NewScheduleFree() ScheduleFree { return ScheduleFree{Momentum: 0.9} }

func (ScheduleFree) Traits() Traits { return Traits{ElementWise: true} }

func (r ScheduleFree) Start(p Problem) (Stepper, error) {
	n := len(p.X)
	return &scheduleFree{
		ScheduleFree: r, z: slices.Clone(p.X), y: make([]float64, n), g: make([]float64, n),
		most: make([]float64, n), weights: make([]float64, n),
	}, nil
}

type scheduleFree struct {
	ScheduleFree
	z, y, g       []float64
	most, weights []float64 // A, and the sum of its squares
}

func (s *scheduleFree) Step(f objective.Objective, x, lr []float64) error {
	mu := s.Momentum
	for i, z := range s.z {
		s.y[i] = (1-mu)*z + mu*x[i]
	}
	f.Grad(s.g, s.y)
	for i, g := range s.g {
		s.z[i] -= lr[i] * g
		s.most[i] = max(s.most[i], lr[i])
		weight := s.most[i] * s.most[i]
		s.weights[i] += weight
		if weight > 0 {
			x[i] += weight / s.weights[i] * (s.z[i] - x[i])
		}
	}
	return nil
}

// State returns z.
func (s *scheduleFree) State() []Variable { return []Variable{{"z", s.z}} }
