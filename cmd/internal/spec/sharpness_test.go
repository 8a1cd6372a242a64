package spec

import (
	"math"
	"testing"
)

// The largest curvature is that of the Hessian, and of power iteration the same, also
// where the most negative one is larger in size. That of 2000 features is one over the
// rate 2.9756939035488803, which the eigenvalues of their Gram matrix give.
func TestLargestCurvature(t *testing.T) {
	for _, c := range []struct {
		spec Spec
		x    []float64
		want float64
	}{
		{Spec{Surface: "ravine:kappa=25,angle=30"}, []float64{3, -1}, 25},
		{Spec{Surface: "rosenbrock"}, []float64{1, 1}, 501 + math.Sqrt(501*501-400)},
		{Spec{Formula: "y^2 - 1.5*x^2"}, []float64{1, 1}, 2},
		{Spec{Surface: "random-features:corrupt=1,seed=5"}, nil, 1 / 2.9756939035488803},
	} {
		land, err := c.spec.Landscape()
		if err != nil {
			t.Fatal(err)
		}
		if c.x == nil {
			c.x = land.Starts[0]
		}
		if got := largestCurvature(land.Surface, c.x); math.Abs(got-c.want) > 1e-9*c.want {
			t.Errorf("%+v: %v, want %v", c.spec, got, c.want)
		}
		if got := largest(curvatureAlong(land.Surface, c.x), len(c.x)); math.Abs(got-c.want) > 1e-6*c.want {
			t.Errorf("%+v by power iteration: %v, want %v", c.spec, got, c.want)
		}
	}
}

// A rate that follows the sharpness is just that.
func TestRateOfSharpness(t *testing.T) {
	p, err := Spec{Surface: "ravine:kappa=25", Optimizers: []string{"sgd:lr={1.9/sharpness}"}, Seeds: 1}.Plan(t.Context())
	if err != nil || math.Abs(p.Runs[0].LR-1.9/25) > 1e-12 {
		t.Errorf("%v, %v", p.Runs, err)
	}
}
