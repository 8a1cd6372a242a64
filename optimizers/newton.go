package optimizers

import "github.com/optviz/optviz/optimizers/objective"

// Newton jumps to the critical point of the loss's quadratic model: H s = -g,
// x = x + a s, H the Hessian. It is the plain method: where H has negative
// eigenvalues it goes to saddles and maxima, and where H is singular, to
// working precision, it cannot go on. (gonum/optimize's Newton shifts H until
// it is positive definite.) The zero value is the default.
type Newton struct{}

func (Newton) Traits() Traits { return Traits{NeedsHessian: true, Matrices: 2} }

func (Newton) Start(p Problem) (Stepper, error) {
	s, err := newSystem("newton", p)
	if err != nil {
		return nil, err
	}
	return &newton{s}, nil
}

type newton struct{ system }

func (s *newton) Step(f objective.Objective, x, lr []float64) error {
	s.at(f, x)
	if rcond := s.solve(); !regular(rcond) {
		return &MatrixError{Hessian, rcond}
	}
	for i, d := range s.s {
		x[i] -= lr[i] * d
	}
	return nil
}
