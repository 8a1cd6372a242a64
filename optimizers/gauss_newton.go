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

// GaussNewton makes the residuals r of a sum of squares f = Σ r_i^2 linear and solves for
// them: s minimises |J s + r|, x = x + a s, J the Jacobian of r (Gauss 1809; Nocedal and
// Wright 2006, section 10.3). It is Newton without the curvature of the residuals, so
// without any second derivative. With fewer residuals than coordinates it takes the
// shortest s with J s = -r. Where J does not have full rank, to working precision, it
// cannot go on. The zero value is the default.
type GaussNewton struct{}

func (GaussNewton) Traits() Traits { return Traits{UsesLoss: true} }

func (GaussNewton) Start(p Problem) (Stepper, error) {
	f, ok := objective.As[objective.LeastSquares](p.F)
	if !ok || f.NumResiduals() == 0 {
		return nil, errors.New("gauss-newton needs a loss that is a sum of squares")
	}
	m, n := f.NumResiduals(), len(p.X)
	k := min(m, n)
	s := &gaussNewton{f: f, r: make([]float64, max(m, n)), j: mat.NewDense(m, n, nil), iwork: make([]int, k)}
	size := []float64{0}
	lapack64.Gels(blas.NoTrans, s.j.RawMatrix(), s.rhs(), size, -1)
	s.work = make([]float64, max(int(size[0]), 3*k))
	return s, nil
}

type gaussNewton struct {
	f     objective.LeastSquares
	r     []float64 // the residuals, and then the solution of J s = r
	j     *mat.Dense
	work  []float64
	iwork []int
}

func (s *gaussNewton) Step(_ objective.Objective, x, lr []float64) error {
	m, _ := s.j.Dims()
	s.f.Residuals(s.r[:m], x)
	s.f.Jacobian(s.j, x)
	if rcond := s.solve(); !regular(rcond) {
		return &MatrixError{Jacobian, rcond}
	}
	for i := range x {
		x[i] -= lr[i] * s.r[i]
	}
	return nil
}

func (s *gaussNewton) rhs() blas64.General {
	return blas64.General{Rows: len(s.r), Cols: 1, Stride: 1, Data: s.r}
}

// solve writes the solution of J s = r into r, in the least-squares sense or of the least
// norm. It returns the reciprocal condition of J's triangular factor in the 1-norm, NaN
// where J is not finite.
func (s *gaussNewton) solve() float64 {
	j := s.j.RawMatrix()
	if !allFinite(j.Data) {
		return math.NaN()
	}
	if !lapack64.Gels(blas.NoTrans, j, s.rhs(), s.work, len(s.work)) {
		return 0
	}
	factor := blas64.Triangular{Uplo: blas.Upper, Diag: blas.NonUnit, N: len(s.iwork), Stride: j.Stride, Data: j.Data}
	if j.Rows < j.Cols {
		factor.Uplo = blas.Lower
	}
	return lapack64.Trcon(lapack.MaxColumnSum, factor, s.work, s.iwork)
}
