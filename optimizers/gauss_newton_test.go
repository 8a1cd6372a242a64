package optimizers_test

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"github.com/optviz/optviz/optimizers"
)

// linear is |A x - b|^2.
type linear struct {
	a *mat.Dense
	b []float64
}

func (f linear) NumResiduals() int { return len(f.b) }

func (f linear) Residuals(dst, x []float64) {
	for i := range dst {
		dst[i] = -f.b[i]
		for j, t := range x {
			if t != 0 {
				dst[i] += f.a.At(i, j) * t
			}
		}
	}
}

func (f linear) Jacobian(dst *mat.Dense, _ []float64) { dst.Copy(f.a) }

func (f linear) Func(x []float64) float64 {
	r, sum := make([]float64, len(f.b)), 0.0
	f.Residuals(r, x)
	for _, v := range r {
		sum += v * v
	}
	return sum
}

func (f linear) Grad(dst, x []float64) {
	r := make([]float64, len(f.b))
	f.Residuals(r, x)
	for j := range dst {
		dst[j] = 0
		for i, v := range r {
			if v != 0 {
				dst[j] += 2 * f.a.At(i, j) * v
			}
		}
	}
}

// A linear least-squares problem is solved in one step: the residuals are then
// orthogonal to the columns of A, and the step to whatever A does not see.
func TestGaussNewtonOnLinearResiduals(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m, n := rapid.IntRange(1, 7).Draw(rt, "m"), rapid.IntRange(1, 7).Draw(rt, "n")
		f := linear{mat.NewDense(m, n, nil), make([]float64, m)}
		start := make([]float64, n)
		for i := range m {
			for j := range n {
				f.a.Set(i, j, rapid.Float64Range(-1, 1).Draw(rt, "a"))
			}
			f.b[i] = rapid.Float64Range(-5, 5).Draw(rt, "b")
		}
		for i := range min(m, n) {
			f.a.Set(i, i, f.a.At(i, i)+8) // well conditioned
		}
		for j := range start {
			start[j] = float64(j*j) - 2
		}
		got := trace(t, optimizers.Run{F: f, Optimizer: optimizers.GaussNewton{}, LR: 1, Start: start, Steps: 1})
		if got.Len() != 2 || got.Grads[1] != 1 || got.Funcs[1] != 1 || got.Hessians[1] != 0 {
			rt.Fatalf("%s, %v gradients, %v values", got.Verdict, got.Grads, got.Funcs)
		}
		if got.GradNorm[1] > 1e-11*max(1, got.GradNorm[0]) {
			rt.Fatalf("the gradient is %v, was %v", got.GradNorm[1], got.GradNorm[0])
		}
		if m >= n {
			return
		}
		// Fewer residuals than coordinates: s = A'y for some y, so (AA')y = A s.
		var as, y, back mat.VecDense
		var aa mat.Dense
		s := mat.NewVecDense(n, nil)
		for j := range start {
			s.SetVec(j, got.At(1)[j]-start[j])
		}
		as.MulVec(f.a, s)
		aa.Mul(f.a, f.a.T())
		if err := y.SolveVec(&aa, &as); err != nil {
			rt.Fatal(err)
		}
		back.MulVec(f.a.T(), &y)
		for j := range n {
			if math.Abs(back.AtVec(j)-s.AtVec(j)) > 1e-10 {
				rt.Fatalf("the step %v is not the shortest, %v", s.RawVector().Data, back.RawVector().Data)
			}
		}
	})
}
