package runs

import (
	"math"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
)

// The largest curvature is that of the Hessian, and Lanczos finds the same, also where the
// most negative one is larger in size. That of 2000 features is one over the
// rate 2.9756939035488803, which the eigenvalues of their Gram matrix give.
func TestLargestCurvature(t *testing.T) {
	for _, c := range []struct {
		spec document.Spec
		x    []float64
		want float64
		near float64 // how near differences of gradients come, as a part
	}{
		{document.Spec{Surface: "ravine:kappa=25,angle=30"}, []float64{3, -1}, 25, 1e-9},
		{document.Spec{Surface: "rosenbrock"}, []float64{1, 1}, 501 + math.Sqrt(501*501-400), 1e-7}, // no quadratic
		{document.Spec{Formula: "y^2 - 1.5*x^2"}, []float64{1, 1}, 2, 1e-9},
		{document.Spec{Surface: "random-features:corrupt=1,seed=5"}, nil, 1 / 2.9756939035488803, 1e-9},
	} {
		land, err := LandscapeOf(t.Context(), c.spec)
		if err != nil {
			t.Fatal(err)
		}
		if c.x == nil {
			c.x = land.Starts[0]
		}
		if got := LargestCurvature(land.Surface, c.x); math.Abs(got-c.want) > 1e-9*c.want {
			t.Errorf("%+v: %v, want %v", c.spec, got, c.want)
		}
		if got := largest(curvatureAlong(land.Surface, c.x), len(c.x)); math.Abs(got-c.want) > c.near*c.want {
			t.Errorf("%+v by Lanczos: %v, want %v", c.spec, got, c.want)
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

// A rate that follows the sharpness is just that.
func TestRateOfSharpness(t *testing.T) {
	p, err := PlanOf(t.Context(), document.Spec{Surface: "ravine:kappa=25", Optimizers: []string{"sgd:lr={1.9/sharpness}"}, Seeds: 1})
	if err != nil || math.Abs(p.Runs[0].LR-1.9/25) > 1e-12 {
		t.Errorf("%v, %v", p.Runs, err)
	}
}

// The sharpness view records the largest curvature at each iterate.
func TestSharpnessView(t *testing.T) {
	steps := 10
	s := document.Spec{Surface: "ravine:kappa=25", Optimizers: []string{"sgd:lr=0.01"}, View: "sharpness", Steps: &steps, Seeds: 1}
	p, err := PlanOf(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	paths, err := p.Trace(t.Context())
	if err != nil || len(paths[0].Scores) != 1 || len(paths[0].Scores[0]) != 11 {
		t.Fatalf("%+v, %v", paths, err)
	}
	for k, v := range paths[0].Scores[0] {
		if math.Abs(v-25) > 1e-12 {
			t.Errorf("step %d: %v", k, v)
		}
	}
}
