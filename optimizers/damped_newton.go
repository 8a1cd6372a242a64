package optimizers

import "github.com/optviz/optviz/optimizers/objective"

// DampedNewton is Newton with the Hessian shifted: (H + mu I) s = -g,
// x = x + a s, mu = Mu, I the identity (Levenberg 1944, of least squares). With
// mu above minus the lowest eigenvalue of H, s leads downhill, and so away from
// saddles and maxima; the larger mu, the more s is a short step of gradient
// descent, and with mu = 0 it is Newton's. mu stays what it is: neither
// Levenberg-Marquardt's adaptation nor a line search.
type DampedNewton struct {
	Mu float64 `key:"mu" in:"[0,inf)" doc:"added to the eigenvalues of the Hessian"`
}

// NewDampedNewton returns DampedNewton with its default.
func NewDampedNewton() DampedNewton { return DampedNewton{Mu: 1} }

func (DampedNewton) Traits() Traits { return Traits{NeedsHessian: true, Matrices: 2} }

func (r DampedNewton) Start(p Problem) (Stepper, error) {
	s, err := newSystem("damped-newton", p)
	if err != nil {
		return nil, err
	}
	return &dampedNewton{r, s}, nil
}

type dampedNewton struct {
	DampedNewton
	system
}

func (s *dampedNewton) Step(f objective.Objective, x, lr []float64) error {
	s.at(f, x)
	for i := range x {
		s.h.SetSym(i, i, s.h.At(i, i)+s.Mu)
	}
	if rcond := s.solve(); !regular(rcond) {
		return &MatrixError{DampedHessian, rcond}
	}
	for i, d := range s.s {
		x[i] -= lr[i] * d
	}
	return nil
}
