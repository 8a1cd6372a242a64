// Package eigen decomposes symmetric matrices of any scale.
//
// mat.EigenSym of gonum v0.17 panics where the entries, or those of a block, are
// below some 1e-120, if it is asked for eigenvalues alone (lapack's Dsterf gives
// Dlascl a wrong stride), and it loses digits near the ends of the range of
// float64. This package scales a matrix by a power of two first, which changes
// no digit, always takes the other algorithm (Dsteqr), and returns an error for
// entries that are not finite.
package eigen

import (
	"errors"
	"math"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/lapack"
	"gonum.org/v1/gonum/lapack/gonum"
	"gonum.org/v1/gonum/lapack/lapack64"
	"gonum.org/v1/gonum/mat"
)

// ErrNotFinite is the error of a matrix with an entry that is NaN or infinite.
var ErrNotFinite = errors.New("the matrix is not finite")

var errNoConvergence = errors.New("the eigenvalues do not converge")

// Solver decomposes symmetric matrices H = Q L Q' of one order. Its methods
// allocate nothing.
type Solver struct {
	// Values are the eigenvalues in ascending order, the diagonal of L. One that
	// is beyond the largest float64 is infinite.
	Values []float64
	// Vectors has the eigenvectors as its columns, the matrix Q.
	Vectors *mat.Dense

	work []float64
}

// NewSolver makes a Solver for matrices of order n, which is at least 1.
func NewSolver(n int) *Solver {
	s := &Solver{Values: make([]float64, n), Vectors: mat.NewDense(n, n, nil)}
	size := []float64{0}
	lapack64.Syev(lapack.EVCompute, s.symmetric(), s.Values, size, -1)
	s.work = make([]float64, int(size[0]))
	return s
}

// Decompose sets Values and Vectors to those of h. After an error they are
// undefined.
func (s *Solver) Decompose(h mat.RawSymmetricer) error {
	exponent, err := s.load(h.RawSymmetric())
	if err != nil {
		return err
	}
	if !lapack64.Syev(lapack.EVCompute, s.symmetric(), s.Values, s.work, len(s.work)) {
		return errNoConvergence
	}
	s.unscale(exponent)
	return nil
}

// unscale gives the Values of a matrix that load has scaled the size of h's.
func (s *Solver) unscale(exponent int) {
	for i, v := range s.Values {
		s.Values[i] = math.Ldexp(v, exponent)
	}
}

// symmetric returns the memory of Vectors as LAPACK reads a matrix from it.
func (s *Solver) symmetric() blas64.Symmetric {
	m := s.Vectors.RawMatrix()
	return blas64.Symmetric{N: m.Rows, Stride: m.Stride, Data: m.Data, Uplo: blas.Upper}
}

// headroom is the exponent of the largest entry after scaling: the squares of
// entries are finite, and those 10^400 times smaller are not yet 0.
const headroom = 400

// load writes h / 2^exponent into Vectors.
func (s *Solver) load(h blas64.Symmetric) (exponent int, err error) {
	largest := 0.0
	for i := range h.N {
		for _, v := range h.Data[i*h.Stride+i : i*h.Stride+h.N] {
			if v-v != 0 {
				return 0, ErrNotFinite
			}
			largest = max(largest, math.Abs(v))
		}
	}
	_, exponent = math.Frexp(largest)
	exponent -= headroom
	q := s.symmetric()
	for i := range h.N {
		for j := i; j < h.N; j++ {
			q.Data[i*q.Stride+j] = math.Ldexp(h.Data[i*h.Stride+j], -exponent)
		}
	}
	return exponent, nil
}

// Decompose returns the eigenvalues of h in ascending order, and the
// eigenvectors as the columns of a matrix.
func Decompose(h mat.RawSymmetricer) (values []float64, vectors *mat.Dense, err error) {
	s := NewSolver(h.RawSymmetric().N)
	if err := s.Decompose(h); err != nil {
		return nil, nil, err
	}
	return s.Values, s.Vectors, nil
}

// Values returns the eigenvalues of h in ascending order: those of Decompose to the last
// digit, in a third of its time.
func Values(h mat.RawSymmetricer) ([]float64, error) {
	n := h.RawSymmetric().N
	s := Solver{Values: make([]float64, n), Vectors: mat.NewDense(n, n, nil)}
	exponent, err := s.load(h.RawSymmetric())
	if err != nil {
		return nil, err
	}
	var l gonum.Implementation // lapack64 has neither of these two
	a, size, below, reflectors := s.symmetric(), []float64{0}, make([]float64, n-1), make([]float64, n-1)
	l.Dsytrd(a.Uplo, n, a.Data, a.Stride, s.Values, below, reflectors, size, -1)
	work := make([]float64, int(size[0]))
	l.Dsytrd(a.Uplo, n, a.Data, a.Stride, s.Values, below, reflectors, work, len(work))
	if !l.Dsteqr(lapack.EVCompNone, n, s.Values, below, nil, 1, nil) {
		return nil, errNoConvergence
	}
	s.unscale(exponent)
	return s.Values, nil
}
