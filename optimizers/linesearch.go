package optimizers

import (
	"errors"
	"fmt"
	"slices"

	"gonum.org/v1/gonum/optimize"
)

// linesearch runs one of gonum/optimize's line search methods, one of its
// major iterations a step. Its counts are those of optimize.Minimize: a point
// costs a value and a gradient, the first step two points or more.
//
// Where the search finds nothing lower, at a point where the gradient's norm is
// no more than restTol, x rests there, as a converged run does; elsewhere that
// ends the run.
type linesearch struct {
	name   string
	method *optimize.LinesearchMethod
	at     optimize.Location // of the last major iteration, or nowhere
	rests  bool
}

const (
	restTol    = 1e-6
	mostPoints = 1000 // a step
)

func startLinesearch(name string, p Problem, direction optimize.NextDirectioner, along optimize.Linesearcher) *linesearch {
	return &linesearch{
		name:   name,
		method: &optimize.LinesearchMethod{NextDirectioner: direction, Linesearcher: along},
		at:     optimize.Location{Gradient: make([]float64, len(p.X))},
	}
}

func (s *linesearch) Step(f Objective, x, _ []float64) error {
	here := slices.Equal(s.at.X, x)
	if s.rests && here {
		return nil
	}
	op, err := s.begin(f, x, here)
	slope := norm(s.at.Gradient)
	for points := 0; err == nil && op != optimize.MajorIteration; points++ {
		if op&optimize.FuncEvaluation != 0 {
			s.at.F = f.Func(s.at.X)
		}
		if op&optimize.GradEvaluation != 0 {
			f.Grad(s.at.Gradient, s.at.X)
		}
		if points == mostPoints || !finite(s.at.F) || !allFinite(s.at.Gradient) {
			err = optimize.ErrLinesearcherFailure
			break
		}
		op, err = s.method.Iterate(&s.at)
	}
	switch {
	case err == nil:
		copy(x, s.at.X)
		return nil
	case slope <= restTol:
		s.rests = true
		copy(s.at.X, x)
		return nil
	case errors.Is(err, optimize.ErrNonDescentDirection):
		return fmt.Errorf("%s: its direction leads uphill", s.name)
	}
	return fmt.Errorf("%s: the line search finds nothing lower", s.name)
}

// begin goes on from the last major iteration, or starts anew at x, where f and
// its gradient are not known yet.
func (s *linesearch) begin(f Objective, x []float64, here bool) (optimize.Operation, error) {
	if here {
		return s.method.Iterate(&s.at)
	}
	s.rests = false
	s.at.X = append(s.at.X[:0], x...)
	s.at.F = f.Func(x)
	if f.Grad(s.at.Gradient, x); norm(s.at.Gradient) == 0 {
		return optimize.NoOperation, optimize.ErrNoProgress
	}
	return s.method.Init(&s.at)
}
