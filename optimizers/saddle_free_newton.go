package optimizers

import (
	"errors"
	"math"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"

	"github.com/optviz/optviz/optimizers/eigen"
	"github.com/optviz/optviz/optimizers/objective"
)

// SaddleFreeNewton is Newton with the eigenvalues of the Hessian made positive:
//
//	s = -|H|^-1 g,  |H| = Q |L| Q' where H = Q L Q',  x = x + a s,
//
// the columns of Q being the eigenvectors and L diagonal (Dauphin et al. 2014). Along an
// eigenvector of negative curvature it steps as far as Newton, but downhill, so that it
// goes to minima and away from saddles. Where H is singular, to working precision, it
// cannot go on. The paper's method for large n, in a Krylov subspace, is a different one.
// The zero value is the default.
type SaddleFreeNewton struct{}

func (SaddleFreeNewton) Traits() Traits { return Traits{NeedsHessian: true, Matrices: 3} }

func (SaddleFreeNewton) Start(p Problem) (Stepper, error) {
	m, err := newModel("saddle-free-newton", p)
	if err != nil {
		return nil, err
	}
	return &saddleFree{model: m, eigen: eigen.NewSolver(len(p.X)), c: make([]float64, len(p.X))}, nil
}

type saddleFree struct {
	model
	eigen *eigen.Solver
	c     []float64 // the components along the eigenvectors
}

func (s *saddleFree) Step(f objective.Objective, x, lr []float64) error {
	s.at(f, x)
	if rcond := s.solve(); !regular(rcond) {
		return &MatrixError{Hessian, rcond}
	}
	for i, d := range s.s {
		x[i] -= lr[i] * d
	}
	return nil
}

// solve replaces the gradient g in s by the solution of |H| s = g and returns the
// reciprocal condition of H in the 2-norm, NaN where H is not finite.
func (s *saddleFree) solve() float64 {
	if len(s.s) == 2 {
		return s.solve2()
	}
	switch err := s.eigen.Decompose(s.h); {
	case errors.Is(err, eigen.ErrNotFinite):
		return math.NaN()
	case err != nil:
		return 0
	}
	n, q := len(s.s), s.eigen.Vectors.RawMatrix()
	v, c := blas64.Vector{N: n, Inc: 1, Data: s.s}, blas64.Vector{N: n, Inc: 1, Data: s.c}
	blas64.Gemv(blas.Trans, 1, q, v, 0, c)
	low, high := math.Inf(1), 0.0
	for i, l := range s.eigen.Values {
		l = math.Abs(l)
		low, high = min(low, l), max(high, l)
		s.c[i] /= l
	}
	blas64.Gemv(blas.NoTrans, 1, q, c, 0, v)
	return ratio(low, high)
}

// solve2 does what solve does, in two dimensions, by one Jacobi rotation.
func (s *saddleFree) solve2() float64 {
	h := s.h.RawSymmetric()
	a, b, d := h.Data[0], h.Data[1], h.Data[h.Stride+1]
	if sum := a + b + d; sum-sum != 0 {
		return math.NaN()
	}
	t := 0.0 // the tangent of the angle that makes H diagonal
	if b != 0 {
		w := (d - a) / (2 * b)
		t = math.Copysign(1/(math.Abs(w)+math.Sqrt(1+w*w)), w)
	}
	cos := 1 / math.Sqrt(1+t*t)
	sin := t * cos
	l, m := math.Abs(a-t*b), math.Abs(d+t*b)
	p, q := (cos*s.s[0]-sin*s.s[1])/l, (sin*s.s[0]+cos*s.s[1])/m
	s.s[0], s.s[1] = cos*p+sin*q, cos*q-sin*p
	return ratio(min(l, m), max(l, m))
}

// ratio returns low/high, and 0 where both are 0.
func ratio(low, high float64) float64 {
	if high == 0 {
		return 0
	}
	return low / high
}
