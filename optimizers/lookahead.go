package optimizers

import (
	"fmt"
	"io"

	"github.com/optviz/optviz/optimizers/objective"
)

// Lookahead lets another rule take K fast steps from a slow point phi, and then moves phi
// a part of the way to the fast point:
//
//	every K steps:  phi = phi + alpha (x - phi),  x = phi
//
// (Zhang et al. 2019). The iterates shown are the fast ones. The state of the rule, such
// as its momentum, stays as it is when x is moved back, which is the paper's default.
type Lookahead struct {
	Rule  Optimizer // the fast rule; nil: SGD
	K     int       `key:"k" in:"[1,inf)" doc:"fast steps between two slow ones"`
	Alpha float64   `key:"alpha" in:"(0,1]" doc:"fraction of the way that a slow step goes"`
}

// NewLookahead returns Lookahead with its defaults, around a rule.
func NewLookahead(rule Optimizer) Lookahead { return Lookahead{Rule: rule, K: 5, Alpha: 0.5} }

// Start refuses a K below 1: there would be no step from which to move back.
func (r Lookahead) Start(p Problem) (Stepper, error) {
	bare := r
	bare.Rule = nil
	if err := refuseZero(bare); err != nil {
		return nil, err
	}
	if r.K < 1 {
		return nil, fmt.Errorf("lookahead: K is %d: must be at least 1", r.K)
	}
	fast, err := startInner(r.Rule, p)
	if err != nil {
		return nil, err
	}
	return &lookahead{Lookahead: r, inner: fast, phi: append([]float64(nil), p.X...)}, nil
}

// Traits returns the traits of the inner rule.
func (r Lookahead) Traits() Traits { return TraitsOf(r.Rule) }

type lookahead struct {
	Lookahead
	inner
	phi []float64
	t   int
}

func (s *lookahead) Step(f objective.Objective, x, lr []float64) error {
	if err := s.inner.Step(f, x, lr); err != nil {
		return err
	}
	if s.t++; s.t%s.K != 0 {
		return nil
	}
	for i := range x {
		s.phi[i] += s.Alpha * (x[i] - s.phi[i])
		x[i] = s.phi[i]
	}
	return nil
}

// State returns the state of the inner rule, and phi.
func (s *lookahead) State() []Variable { return append(s.inner.State(), Variable{"φ", s.phi}) }

// inner is a rule inside another rule.
type inner struct{ Stepper }

func startInner(rule Optimizer, p Problem) (inner, error) {
	if rule == nil {
		rule = SGD{}
	}
	s, err := rule.Start(p)
	return inner{s}, err
}

func (s inner) State() []Variable {
	if stateful, ok := s.Stepper.(Stateful); ok {
		return stateful.State()
	}
	return nil
}

func (s inner) Close() error {
	if c, ok := s.Stepper.(io.Closer); ok {
		return c.Close()
	}
	return nil
}
