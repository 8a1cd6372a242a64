package optimizers

import "github.com/optviz/optviz/optimizers/objective"

// Projected moves the iterate back into a box after each step of another rule:
//
//	x_i = min(max(x_i, low), high)
//
// for losses whose coordinates have bounds (Bertsekas 1976). The state of the inner rule
// stays as it is.
type Projected struct {
	Rule Optimizer // the rule that steps; nil: SGD
	Low  float64   `key:"low" in:"(-inf,inf)" doc:"least value of a coordinate"`
	High float64   `key:"high" in:"(-inf,inf)" doc:"greatest value of a coordinate"`

	chosen // by NewProjected
}

// NewProjected returns Projected with its defaults, around a rule.
func NewProjected(rule Optimizer) Projected {
	return Projected{Rule: rule, Low: -1, High: 1, chosen: true}
}

func (r Projected) Start(p Problem) (Stepper, error) {
	bare := r
	bare.Rule = nil
	if err := refuseZero(bare); err != nil {
		return nil, err
	}
	free, err := startInner(r.Rule, p)
	if err != nil {
		return nil, err
	}
	return &projected{Projected: r, inner: free}, nil
}

// Traits returns the traits of the inner rule.
func (r Projected) Traits() Traits { return TraitsOf(r.Rule) }

type projected struct {
	Projected
	inner
}

func (s *projected) Step(f objective.Objective, x, lr []float64) error {
	if err := s.inner.Step(f, x, lr); err != nil {
		return err
	}
	for i := range x {
		x[i] = min(max(x[i], s.Low), s.High)
	}
	return nil
}

// State returns the state of the inner rule.
func (s *projected) State() []Variable { return s.inner.State() }
