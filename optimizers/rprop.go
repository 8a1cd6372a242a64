package optimizers

import (
	"math"

	"github.com/optviz/optviz/optimizers/objective"
)

// Rprop uses only the gradient's sign. Each coordinate has its own step size s, which
// grows by e+ = EtaPlus where the sign stays, and shrinks by e- = EtaMinus where it flips
// from g_last; there the coordinate rests for one step (Riedmiller and Braun 1993; with
// the rest it is PyTorch's rule and the iRprop- of Igel and Hüsken 2003). The learning
// rate is the first step's size and has no effect after it, so schedules have no effect.
type Rprop struct {
	EtaMinus    float64 `key:"etaminus" in:"(0,1)" doc:"factor of the step size where the sign flips"`
	EtaPlus     float64 `key:"etaplus" in:"(1,inf)" doc:"factor of the step size where the sign stays"`
	StepSizeMin float64 `key:"step_size_min" in:"[0,inf)" doc:"smallest step size"`
	StepSizeMax float64 `key:"step_size_max" in:"(0,inf)" doc:"largest step size"`
}

// NewRprop returns Rprop with its defaults.
func NewRprop() Rprop {
	return Rprop{EtaMinus: 0.5, EtaPlus: 1.2, StepSizeMin: 1e-6, StepSizeMax: 50}
}

func (Rprop) Traits() Traits { return Traits{ElementWise: true} }

func (r Rprop) Start(p Problem) (Stepper, error) {
	if err := refuseZero(r); err != nil {
		return nil, err
	}
	n := len(p.X)
	return &rprop{Rprop: r, g: make([]float64, n), last: make([]float64, n), size: make([]float64, n), first: true}, nil
}

type rprop struct {
	Rprop
	g, last, size []float64
	first         bool
}

func (s *rprop) State() []Variable { return []Variable{{"s", s.size}, {"g_last", s.last}} }

func (s *rprop) Step(f objective.Objective, x, lr []float64) error {
	f.Grad(s.g, x)
	if s.first {
		copy(s.size, lr)
		s.first = false
	}
	last, size := s.last[:len(x)], s.size[:len(x)]
	for i, g := range s.g[:len(x)] {
		factor := 1.0
		switch agree := g * last[i]; {
		case agree > 0:
			factor = s.EtaPlus
		case agree < 0:
			factor, g = s.EtaMinus, 0
		}
		size[i] = min(max(factor*size[i], s.StepSizeMin), s.StepSizeMax)
		if g != 0 {
			x[i] -= math.Copysign(size[i], g)
		}
		last[i] = g
	}
	return nil
}
