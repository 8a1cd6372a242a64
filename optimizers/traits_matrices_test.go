package optimizers

import (
	"runtime"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// roundBowl is |x|²/2 as a sum of n squares.
type roundBowl struct{ n int }

func (roundBowl) Func(x []float64) float64 {
	return mat.Dot(mat.NewVecDense(len(x), x), mat.NewVecDense(len(x), x)) / 2
}
func (roundBowl) Grad(dst, x []float64) { copy(dst, x) }
func (b roundBowl) Hess(dst *mat.SymDense, x []float64) {
	for i := range b.n {
		for j := i; j < b.n; j++ {
			dst.SetSym(i, j, 0)
		}
		dst.SetSym(i, i, 1)
	}
}

// TestMatrices: what Traits say of every rule is about what its start and two steps
// allocate.
func TestMatrices(t *testing.T) {
	const n = 400
	f := roundBowl{n}
	for _, e := range Catalog() {
		for _, rule := range []Optimizer{e.Rule, Lookahead{Rule: e.Rule, K: 5, Alpha: 0.5}} {
			x, lr := make([]float64, n), make([]float64, n)
			for i := range x {
				x[i], lr[i] = float64(i+1), 0.5
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			s, err := rule.Start(Problem{F: f, X: x, Steps: 2})
			if err != nil {
				continue // needs another loss
			}
			for range 2 {
				s.Step(f, x, lr)
			}
			runtime.ReadMemStats(&after)
			got, said := float64(after.TotalAlloc-before.TotalAlloc)/(8*n*n), float64(TraitsOf(rule).Matrices)
			if got > 1.5*said+0.5 || said > 2*got+0.5 {
				t.Errorf("%T: takes %.2f matrices, not %v", rule, got, said)
			}
		}
	}
}
