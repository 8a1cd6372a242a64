package optimizers

import (
	"math"
	"testing"
)

// Four at a time and one by one are the same to the last bit, at every length
// and for every kind of number.
func TestDescend(t *testing.T) {
	odd := []float64{0, math.SmallestNonzeroFloat64, 1e-310, 0.3, 7, 1e300, math.MaxFloat64, math.Inf(1), math.NaN(), -1}
	const a, root, eps = 1.7, 1.3, 1e-8
	for n := range 10 {
		for shift := range odd {
			at := func(k int) float64 { return odd[(k+shift)%len(odd)] }
			x, lr, m, v, want := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
			for i := range x {
				x[i], lr[i], m[i], v[i] = at(3*i), at(i+4), -at(2*i+1), at(i)
				want[i] = x[i] - lr[i]*a*m[i]/(float64(math.Sqrt(v[i])*root)+eps)
			}
			descend(x, lr, m, v, a, root, eps)
			for i := range x {
				if x[i] != want[i] && !(math.IsNaN(x[i]) && math.IsNaN(want[i])) {
					t.Errorf("%d of %d: %v, want %v", i, n, x[i], want[i])
				}
			}
		}
	}
}
