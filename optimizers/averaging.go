package optimizers

import (
	"slices"

	"github.com/optviz/optviz/optimizers/objective"
)

// Averaging shows the mean of another rule's iterates w over the tail of the run in place
// of the last iterate:
//
//	x_k = w_k                                before the tail
//	x_k = mean of w_j, (1-tail) T < j <= k   in it
//
// for a run of T steps (Ruppert 1988, Polyak and Juditsky 1992). The rule
// itself goes on from w. Of 500 steps and a tail of 0.5, x_500 is the mean of
// w_251 to w_500.
type Averaging struct {
	Rule Optimizer // the rule that steps; nil: SGD
	Tail float64   `key:"tail" in:"(0,1]" doc:"fraction of the run that is averaged, at its end"`
}

// NewAveraging returns Averaging with its default, around a rule.
func NewAveraging(rule Optimizer) Averaging { return Averaging{Rule: rule, Tail: 0.5} }

func (r Averaging) Start(p Problem) (Stepper, error) {
	bare := r
	bare.Rule = nil
	if err := refuseZero(bare); err != nil {
		return nil, err
	}
	rule, err := startInner(r.Rule, p)
	if err != nil {
		return nil, err
	}
	return &averaging{inner: rule, w: slices.Clone(p.X), from: int((1 - r.Tail) * float64(p.Steps))}, nil
}

// Traits returns the traits of the inner rule.
func (r Averaging) Traits() Traits { return TraitsOf(r.Rule) }

type averaging struct {
	inner
	w       []float64
	t, from int // steps taken, and steps before the tail
}

func (s *averaging) Step(f objective.Objective, x, lr []float64) error {
	if err := s.inner.Step(f, s.w, lr); err != nil {
		return err
	}
	s.t++
	part := 1.0 // weight of the newest iterate in the mean
	if n := s.t - s.from; n > 1 {
		part = 1 / float64(n)
	}
	for i, w := range s.w {
		if part == 1 {
			x[i] = w
		} else {
			x[i] += part * (w - x[i])
		}
	}
	return nil
}

// State returns the state of the inner rule, and w.
func (s *averaging) State() []Variable { return append(s.inner.State(), Variable{"w", s.w}) }
