package optimizers

import (
	"errors"
	"math"
	"slices"

	"gonum.org/v1/gonum/optimize"

	"github.com/optviz/optviz/optimizers/objective"
)

// linesearch runs one of gonum/optimize's line search methods, one of its major
// iterations a step. The counts are those of optimize.Minimize: a point costs a value and
// a gradient, the end of a step also a Hessian if the direction asks for one, and the
// first step two points or more.
//
// Where the search finds nothing lower and the norm of the gradient is at most restTol, x
// rests there, as in a converged run; elsewhere the run ends.
type linesearch struct {
	name   string
	method *optimize.LinesearchMethod
	at     optimize.Location // location of the last major iteration; X is nil before the first
	rests  bool
	curved objective.Curved // for directions that ask for the Hessian
}

const (
	restTol    = 1e-6
	mostPoints = 1000 // in one step
)

var errHessian error = &MatrixError{Hessian, math.NaN()}

func startLinesearch(name string, p Problem, direction optimize.NextDirectioner, along optimize.Linesearcher) *linesearch {
	return &linesearch{
		name:   name,
		method: &optimize.LinesearchMethod{NextDirectioner: direction, Linesearcher: along},
		at:     optimize.Location{Gradient: make([]float64, len(p.X))},
	}
}

// startCurvedLinesearch does what startLinesearch does, for directions that ask for the
// Hessian, and refuses a loss without one.
func startCurvedLinesearch(name string, p Problem, direction optimize.NextDirectioner, along optimize.Linesearcher) (Stepper, error) {
	m, err := newModel(name, p)
	if err != nil {
		return nil, err
	}
	s := startLinesearch(name, p, direction, along)
	s.at.Hessian, s.curved = m.h, m.curved
	return s, nil
}

func (s *linesearch) Step(f objective.Objective, x, _ []float64) error {
	here := slices.Equal(s.at.X, x)
	if s.rests && here {
		return nil
	}
	op, err := s.begin(f, x, here)
	slope := norm(s.at.Gradient)
	for points := 0; err == nil && op != optimize.MajorIteration; points++ {
		if points == mostPoints {
			err = optimize.ErrLinesearcherFailure
			break
		}
		if err = s.evaluate(f, op); err == nil {
			op, err = s.method.Iterate(&s.at)
		}
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
		return &LineSearchError{s.name, ErrUphill}
	case errors.Is(err, errHessian):
		return &LineSearchError{s.name, err}
	}
	return &LineSearchError{s.name, ErrNothingLower}
}

// begin continues from the last major iteration if here is true. Otherwise it starts anew
// at x, where it first evaluates f and its gradient.
func (s *linesearch) begin(f objective.Objective, x []float64, here bool) (optimize.Operation, error) {
	if here {
		return s.method.Iterate(&s.at)
	}
	s.rests = false
	s.at.X = append(s.at.X[:0], x...)
	all := optimize.FuncEvaluation | optimize.GradEvaluation
	if s.at.Hessian != nil {
		all |= optimize.HessEvaluation
	}
	if err := s.evaluate(f, all); err != nil {
		return optimize.NoOperation, err
	}
	if norm(s.at.Gradient) == 0 {
		return optimize.NoOperation, optimize.ErrNoProgress
	}
	return s.method.Init(&s.at)
}

// evaluate computes what the method asks for at its current point, and refuses numbers
// that are not finite.
func (s *linesearch) evaluate(f objective.Objective, op optimize.Operation) error {
	if op&optimize.FuncEvaluation != 0 {
		s.at.F = f.Func(s.at.X)
	}
	if op&optimize.GradEvaluation != 0 {
		f.Grad(s.at.Gradient, s.at.X)
	}
	if !finite(s.at.F) || !allFinite(s.at.Gradient) {
		return optimize.ErrLinesearcherFailure
	}
	if op&optimize.HessEvaluation == 0 {
		return nil
	}
	s.curved.Hess(s.at.Hessian, s.at.X)
	if !allFinite(s.at.Hessian.RawSymmetric().Data) {
		return errHessian
	}
	return nil
}
