package runs

import (
	"math"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/surfaces/critical"
)

// The largest curvature of a landscape is that of its Hessian. That of 2000 features is one over the
// rate 2.9756939035488803, which the eigenvalues of their Gram matrix give.
func TestLargestCurvature(t *testing.T) {
	for _, c := range []struct {
		spec document.Spec
		x    []float64
		want float64
	}{
		{document.Spec{Setup: setup.Setup{Surface: "ravine:kappa=25,angle=30"}}, []float64{3, -1}, 25},
		{document.Spec{Setup: setup.Setup{Surface: "rosenbrock"}}, []float64{1, 1}, 501 + math.Sqrt(501*501-400)}, // no quadratic
		{document.Spec{Setup: setup.Setup{Formula: "y^2 - 1.5*x^2"}}, []float64{1, 1}, 2},
		{document.Spec{Setup: setup.Setup{Surface: "random-features:corrupt=1,seed=5"}}, nil, 1 / 2.9756939035488803},
	} {
		land, err := LandscapeOf(t.Context(), c.spec)
		if err != nil {
			t.Fatal(err)
		}
		if c.x == nil {
			c.x = land.Starts[0]
		}
		if got := critical.LargestCurvature(land.Surface, c.x); math.Abs(got-c.want) > 1e-9*c.want {
			t.Errorf("%+v: %v, want %v", c.spec, got, c.want)
		}
	}
}

// A rate that follows the sharpness is just that.
func TestRateOfSharpness(t *testing.T) {
	p, err := PlanOf(t.Context(), document.Spec{Setup: setup.Setup{Surface: "ravine:kappa=25", Optimizers: []string{"sgd:lr={1.9/sharpness}"}, Seeds: 1}})
	if err != nil || math.Abs(p.Runs[0].LR-1.9/25) > 1e-12 {
		t.Errorf("%v, %v", p.Runs, err)
	}
}

// The sharpness view records the largest curvature at each iterate.
func TestSharpnessView(t *testing.T) {
	steps := 10
	s := document.Spec{Setup: setup.Setup{Surface: "ravine:kappa=25", Optimizers: []string{"sgd:lr=0.01"}, Steps: &steps, Seeds: 1}, View: "sharpness"}
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
