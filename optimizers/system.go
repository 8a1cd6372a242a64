package optimizers

import (
	"errors"
	"math"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/lapack"
	"gonum.org/v1/gonum/lapack/lapack64"
	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers/objective"
)

// model is the loss's quadratic model at a point.
type model struct {
	curved objective.Curved
	s      []float64 // the gradient, and then the solution that solve writes
	h      *mat.SymDense
}

// newModel refuses a loss without Hessian, with an error that names the rule.
func newModel(rule string, p Problem) (model, error) {
	f, ok := objective.As[objective.Curved](p.F)
	if !ok {
		return model{}, errors.New(rule + " needs a loss with second derivatives")
	}
	n := len(p.X)
	return model{f, make([]float64, n), mat.NewSymDense(n, nil)}, nil
}

func (m *model) at(f objective.Objective, x []float64) {
	f.Grad(m.s, x)
	m.curved.Hess(m.h, x)
}

// system is Newton's equation H s = g, and the storage to solve it.
type system struct {
	model
	lu    blas64.General
	pivot []int
	work  []float64
	iwork []int
}

func newSystem(rule string, p Problem) (system, error) {
	m, err := newModel(rule, p)
	n := len(m.s)
	return system{
		model: m,
		lu:    blas64.General{Rows: n, Cols: n, Stride: n, Data: make([]float64, n*n)},
		pivot: make([]int, n), work: make([]float64, 4*n), iwork: make([]int, n),
	}, err
}

// solve replaces the gradient g in s by the solution of H s = g and returns the
// reciprocal condition of H in the 1-norm, NaN where H is not finite. mat.LU would do the
// same, but it allocates.
func (s *system) solve() float64 {
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

// solve2 does what solve does, in the two dimensions of most figures, by Cramer's rule,
// which is ten times as fast. It first divides H by its norm, which makes the determinant
// the reciprocal condition.
func (s *system) solve2() float64 {
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

// regular reports whether equations of the reciprocal condition rcond can be solved to
// working precision.
func regular(rcond float64) bool { return rcond >= 1e-15 }
