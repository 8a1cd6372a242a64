package models

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

// Ridge returns the x with the least Σ_i (x·φ_i - y_i)^2 + λ |x|^2; the penalty covers
// all of x. λ = 0 gives least squares or, with fewer examples than features, the
// interpolation with the smallest |x|. The sum of squares is not divided by the
// number of examples, and has no activation.
//
// Ridge refuses λ < 0, and for λ = 0 features that are linearly dependent up to
// rounding; with more features than examples a condition number of 10^8 is refused.
func (l *Linear) Ridge(lambda float64) ([]float64, error) {
	n, p := l.set.Len(), l.model.dim
	x := mat.NewVecDense(p, nil)
	var err error
	switch {
	case !(lambda >= 0):
		return nil, fmt.Errorf("lambda %v: must be at least 0", lambda)
	case n < p:
		err = l.dual(x, lambda)
	default:
		err = l.primal(x, lambda)
	}
	if err != nil {
		return nil, fmt.Errorf("least squares on %s with %d parameters: %w", l.set.Name, p, err)
	}
	return x.RawVector().Data, nil
}

// primal solves the least-squares problem of the rows φ_i and √λ e_j by QR, since Φ'Φ
// would square the condition number.
func (l *Linear) primal(x *mat.VecDense, lambda float64) error {
	n, p := l.set.Len(), l.model.dim
	rows := n
	if lambda > 0 {
		rows += p
	}
	a, y := mat.NewDense(rows, p, nil), mat.NewVecDense(rows, nil)
	a.Copy(l.features())
	copy(y.RawVector().Data, l.wanted)
	for j := range rows - n {
		a.Set(n+j, j, math.Sqrt(lambda))
	}
	var qr mat.QR
	qr.Factorize(a)
	return qr.SolveVecTo(x, false, y)
}

// dual solves (ΦΦ' + λI) u = y and sets x = Φ'u: a small system when there are few
// examples. Two steps of refinement make up for the square of Φ's condition number.
func (l *Linear) dual(x *mat.VecDense, lambda float64) error {
	n := len(l.wanted)
	gram := mat.NewSymDense(n, nil)
	gram.SymOuterK(1, l.features())
	for i := range n {
		gram.SetSym(i, i, gram.At(i, i)+lambda)
	}
	var chol mat.Cholesky
	if !chol.Factorize(gram) {
		return mat.Condition(math.Inf(1))
	}
	y, u := mat.NewVecDense(n, l.wanted), mat.NewVecDense(n, nil)
	var rest, more mat.VecDense
	for range 3 {
		rest.MulVec(gram, u)
		rest.SubVec(y, &rest)
		if err := chol.SolveVecTo(&more, &rest); err != nil {
			return err
		}
		u.AddVec(u, &more)
	}
	x.MulVec(l.features().T(), u)
	return nil
}

// minimum moves x by Newton's method, halving each step until the loss falls, to where
// rounding stops it. It returns false, with x at the last point, where that point is no
// minimum with a positive definite Hessian.
func (l *Linear) minimum(x []float64) (ok bool) {
	const steps, halvings = 100, 40
	p := len(x)
	g, next := make([]float64, p), make([]float64, p)
	h, step := mat.NewSymDense(p, nil), mat.NewVecDense(p, nil)
	var chol mat.Cholesky
	for range steps {
		l.Grad(g, x)
		l.Hess(h, x)
		if !chol.Factorize(h) {
			return false
		}
		if chol.SolveVecTo(step, mat.NewVecDense(p, g)) != nil {
			return false
		}
		here, t := l.Func(x), 1.0
		for range halvings {
			floats.AddScaledTo(next, x, -t, step.RawVector().Data)
			if l.Func(next) < here {
				break
			}
			t /= 2
		}
		if !(l.Func(next) < here) {
			// A small whole step still improves the last digits.
			rounding := 1e-7 * math.Max(1, floats.Norm(x, 2))
			if floats.Norm(step.RawVector().Data, 2) > rounding {
				return false
			}
			floats.Sub(x, step.RawVector().Data)
			return true
		}
		copy(x, next)
	}
	return false
}

// separates reports whether x puts every example of two classes on its own side.
func (l *Linear) separates(x []float64) bool {
	features := l.features()
	for i, y := range l.wanted {
		if (2*y-1)*floats.Dot(features.RawRowView(i), x) <= 0 {
			return false
		}
	}
	return true
}
