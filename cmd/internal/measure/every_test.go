package measure

import (
	"testing"

	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/surfaces"
)

// A measure of a step that is not kept fails, rather than tell of another.
func TestMeasureThinned(t *testing.T) {
	thin := optimizers.Trajectory{Dim: 1, Every: 10, Last: 25, X: []float64{1, -2, 3, -4}, Loss: []float64{4, 3, 2, 1}}
	full := optimizers.Trajectory{Dim: 1, X: []float64{1, -2, 3, -4, 5}, Loss: []float64{4, 3, 2, 1, 0}}
	g := FigureOf(t.Context(), &drawing.Drawing{Content: &drawing.Runs{Paths: []optimizers.Trajectory{thin, full}}})
	for k, want := range map[int]float64{0: 4, 10: 3, 20: 2, 25: 1, -1: 1, -4: 4} {
		if got, err := g.LossAt(1, k); err != nil || got != want {
			t.Errorf("step %d: %v, %v, want %v", k, got, err, want)
		}
	}
	for _, k := range []int{1, 9, 15, 24, 26, 30, -5} {
		if got, err := g.LossAt(1, k); err == nil {
			t.Errorf("step %d: %v", k, got)
		}
	}
	for what, measure := range map[string]func(run int) error{
		"Flips":       func(run int) error { _, err := g.Flips(run, 1, 0, 3); return err },
		"Stride":      func(run int) error { _, err := g.Stride(run, 0); return err },
		"Turn":        func(run int) error { _, err := g.Turn(run, 0); return err },
		"Angle":       func(run int) error { _, err := g.Angle(run, run, 0); return err },
		"StepsStride": func(run int) error { _, err := g.StepsStride(run, 1); return err },
		"PerDecade":   func(run int) error { _, err := g.PerDecade(run, 0, 1); return err },
		"Calm":        func(run int) error { _, err := g.Calm(run, 0, 1); return err },
		"Longest":     func(run int) error { _, err := g.Longest(run); return err },
	} {
		if err := measure(1); err == nil {
			t.Errorf("%s of a thinned run", what)
		}
		if err := measure(2); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	if d, err := g.Apart(2, g, 1); err == nil {
		t.Errorf("runs of other lengths are %v apart", d)
	}
	if d, err := g.Apart(1, g, 1); err != nil || d != 0 {
		t.Errorf("a run is %v from itself, %v", d, err)
	}
}

// The largest coordinate of a gradient is at most the tolerance before its norm is.
func TestStepsGradientMax(t *testing.T) {
	path := optimizers.Trajectory{Dim: 2, X: []float64{-6, .08, 3, -.04, 0, 0}, Loss: []float64{18.32, 4.58, 0}, GradNorm: []float64{10, 5, 0}}
	g := FigureOf(t.Context(), &drawing.Drawing{Content: &drawing.Runs{Paths: []optimizers.Trajectory{path}}})
	g.Plan.Runs = []runs.Run{{}}
	g.Plan.Runs[0].F = surfaces.Ravine{Kappa: 100} // of the gradients (-6, 8), (3, -4), 0
	for tol, want := range map[float64][2]int{8: {0, 1}, 7: {1, 1}, 4: {1, 2}, 3: {2, 2}, 0: {2, 2}, -1: {-1, -1}} {
		largest, err := g.StepsGradientMax(1, tol)
		if err != nil || largest != want[0] {
			t.Errorf("%v: the largest coordinate after %d steps, %v, want %d", tol, largest, err, want[0])
		}
		norm, err := g.StepsGradient(1, tol)
		if err != nil || norm != want[1] {
			t.Errorf("%v: the norm after %d steps, %v, want %d", tol, norm, err, want[1])
		}
	}
	for _, run := range []int{0, 2} {
		if _, err := g.StepsGradientMax(run, 1); err == nil {
			t.Errorf("run %d of 1", run)
		}
	}
	path.Every = 2
	g.runs().Paths[0] = path
	if _, err := g.StepsGradientMax(1, 1); err == nil {
		t.Error("of a thinned run")
	}
}
