package optimizers

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/lapack"
	"gonum.org/v1/gonum/lapack/lapack64"
	"gonum.org/v1/gonum/mat"
)

// Newton jumps to the critical point of the loss's quadratic model: H s = -g,
// x = x + a s, H the Hessian. It is the plain method: where H has negative
// eigenvalues it goes to saddles and maxima, and where H is singular, to
// working precision, it cannot go on. (gonum/optimize's Newton shifts H until
// it is positive definite.) The zero value is the default.
type Newton struct{}

func (Newton) Start(p Problem) (Stepper, error) {
	if _, ok := p.F.(Curved); !ok {
		return nil, errors.New("newton needs a loss with second derivatives")
	}
	n := len(p.X)
	return &newton{
		s: make([]float64, n), h: mat.NewSymDense(n, nil),
		lu:    blas64.General{Rows: n, Cols: n, Stride: n, Data: make([]float64, n*n)},
		pivot: make([]int, n), work: make([]float64, 4*n), iwork: make([]int, n),
	}, nil
}

type newton struct {
	s     []float64 // the gradient, and then the solution of H s = g
	h     *mat.SymDense
	lu    blas64.General
	pivot []int
	work  []float64
	iwork []int
}

func (s *newton) Step(f Objective, x, lr []float64) error {
	f.Grad(s.s, x)
	f.(Curved).Hess(s.h, x)
	if rcond := s.solve(); !(rcond >= 1e-15) {
		if math.IsNaN(rcond) {
			return errors.New("the Hessian is not finite")
		}
		return fmt.Errorf("singular Hessian (reciprocal condition %.1g)", rcond)
	}
	for i, d := range s.s {
		x[i] -= lr[i] * d
	}
	return nil
}

// solve puts the solution of H s = s into s and returns the reciprocal
// condition of H in the 1-norm, NaN where H is not finite. mat.LU would do the
// same, but it allocates.
func (s *newton) solve() float64 {
	if len(s.s) == 2 {
		return s.solve2()
	}
	n, h := len(s.s), s.h.RawSymmetric()
	for i := range n {
		for j := i; j < n; j++ {
			v := h.Data[i*h.Stride+j]
			if v-v != 0 {
				return math.NaN()
			}
			s.lu.Data[i*n+j], s.lu.Data[j*n+i] = v, v
		}
	}
	norm := lapack64.Lange(lapack.MaxColumnSum, s.lu, s.work)
	if !lapack64.Getrf(s.lu, s.pivot) {
		return 0
	}
	rcond := lapack64.Gecon(lapack.MaxColumnSum, s.lu, norm, s.work, s.iwork)
	lapack64.Getrs(blas.NoTrans, s.lu, blas64.General{Rows: n, Cols: 1, Stride: 1, Data: s.s}, s.pivot)
	return rcond
}

// solve2 is solve in two dimensions, where most figures live: Cramer's rule,
// ten times as fast. H is first divided by its norm, which makes the
// determinant the reciprocal condition.
func (s *newton) solve2() float64 {
	h := s.h.RawSymmetric()
	a, b, d := h.Data[0], h.Data[1], h.Data[h.Stride+1]
	norm := max(math.Abs(a), math.Abs(d)) + math.Abs(b)
	if norm == 0 || norm-norm != 0 {
		return norm - norm
	}
	a, b, d = a/norm, b/norm, d/norm
	det := a*d - b*b
	p, q := s.s[0]/norm, s.s[1]/norm
	s.s[0], s.s[1] = (d*p-b*q)/det, (a*q-b*p)/det
	return math.Abs(det)
}
