package critical

import (
	"math"
	"testing"

	"github.com/optviz/optviz/surfaces"
)

// Lanczos finds the largest eigenvalue of the Hessian from differences of gradients, also
// where the most negative one is larger in size.
func TestLanczosOfSurfaces(t *testing.T) {
	for _, c := range []struct {
		f    surfaces.Surface
		x    []float64
		want float64
		near float64 // how near differences of gradients come, as a part
	}{
		{surfaces.Ravine{Kappa: 25, Angle: 30}, []float64{3, -1}, 25, 1e-9},
		{surfaces.Rosenbrock{N: 2, B: 100}, []float64{1, 1}, 501 + math.Sqrt(501*501-400), 1e-7}, // no quadratic
		{sumOf(func(x float64) (v, d1, d2 float64) { return -1.5 * x * x, -3 * x, -3 }, func(y float64) (v, d1, d2 float64) { return y * y, 2 * y, 2 }), []float64{1, 1}, 2, 1e-9},
	} {
		if got := largest(curvatureAlong(c.f, c.x), len(c.x)); math.Abs(got-c.want) > c.near*c.want {
			t.Errorf("%T: %v, want %v", c.f, got, c.want)
		}
	}
}

// Lanczos finds the largest eigenvalue beside equal, opposite and near ones, and in a
// matrix that is a multiple of 1.
func TestLargest(t *testing.T) {
	many := make([]float64, 500)
	for i := range many {
		many[i] = -100 + float64(i)/5
	}
	many[77] = 0.5
	for _, c := range []struct {
		diagonal []float64
		want     float64
	}{
		{[]float64{-5, 5}, 5}, {[]float64{2, 2, -2.0000001}, 2}, {[]float64{-100, 2, 1.9}, 2}, {[]float64{3, 3, 3}, 3},
		{[]float64{-4, -1, -1.001}, -1}, {[]float64{0, 0}, 0}, {many, 0.5},
	} {
		times := func(dst, v []float64) {
			for i := range dst {
				dst[i] = c.diagonal[i] * v[i]
			}
		}
		if got := largest(times, len(c.diagonal)); !(math.Abs(got-c.want) <= 1e-9*math.Max(1, math.Abs(c.want))) {
			t.Errorf("%.3v: %v, want %v", c.diagonal[:min(4, len(c.diagonal))], got, c.want)
		}
	}
	if got := largest(func(dst, _ []float64) { dst[0] = math.NaN() }, 2); !math.IsNaN(got) {
		t.Errorf("of what is no number: %v", got)
	}
}
