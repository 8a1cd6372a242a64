package spec

import (
	"testing"

	"github.com/optviz/optviz/optimizers"
)

// A measure of a step that is not kept fails, rather than tell of another.
func TestMeasureThinned(t *testing.T) {
	thin := optimizers.Trajectory{Dim: 1, Every: 10, Last: 25, X: []float64{1, -2, 3, -4}, Loss: []float64{4, 3, 2, 1}}
	full := optimizers.Trajectory{Dim: 1, X: []float64{1, -2, 3, -4, 5}, Loss: []float64{4, 3, 2, 1, 0}}
	g := &Drawing{Paths: []optimizers.Trajectory{thin, full}}
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
