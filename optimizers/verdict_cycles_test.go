package optimizers_test

import (
	"context"
	"math"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/formula"
)

// A run that goes to and fro sets no new minimum, whatever its losses are and whichever of
// its iterates are shown.
func TestCyclesOscillate(t *testing.T) {
	typed := func(text string) objective.Objective {
		f, err := formula.Parse(text, nil)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	for _, c := range []struct {
		name  string
		f     objective.Objective
		rule  optimizers.Optimizer
		lr    float64
		start []float64
	}{
		{"x^2/2 at the rate 2", typed("x^2/2"), optimizers.SGD{}, 2, []float64{1.5}},
		{"whose cycle is rounded", typed("1.1*x^2/2"), optimizers.SGD{}, 2 / 1.1, []float64{1.5}},
		{"below 0", typed("x^2/2-1"), optimizers.SGD{}, 2, []float64{1.5}},
		{"the ravine at 2/λ", surfaces.Ravine{Kappa: 25}, optimizers.SGD{}, .08, []float64{-4, 1}},
		{"the ravine, turned", surfaces.Ravine{Kappa: 25, Angle: 30}, optimizers.SGD{}, .08, []float64{-4, 1}},
		{"|x|", typed("abs(x)"), optimizers.SGD{}, 1, []float64{.3}},
		{"|x| under Lion", typed("abs(x)"), optimizers.NewLion(), .05, []float64{.3}},
		{"signs on a parabola", typed("x^2"), optimizers.NewLion(), .05, []float64{.31}},
		{"a cycle of four", typed("(x^2-1)^2/4"), optimizers.SGD{}, 1.2, []float64{.3}},
	} {
		for _, every := range []int{1, 2, 3, 4, 50} {
			r := optimizers.Run{F: c.f, Optimizer: c.rule, LR: c.lr, Start: c.start, Steps: 1000, Every: every}
			if v := trace(t, r).Verdict; v.Outcome != optimizers.Oscillating {
				t.Errorf("%s, every %d: %s", c.name, every, v)
			}
		}
	}
}

// lifted is a loss plus a constant.
type lifted struct {
	objective.Objective
	by float64
}

func (f lifted) Func(x []float64) float64 { return f.Objective.Func(x) + f.by }

// A constant that is added to the loss changes no verdict, of rules that do not compare
// values of the loss, as long as the loss still moves in its digits.
func TestConstantsChangeNoVerdict(t *testing.T) {
	seen := map[optimizers.Outcome]int{}
	for _, f := range surfaces.Catalog() {
		m := f.Meta()
		for _, e := range optimizers.Catalog() {
			for _, lr := range []float64{1e-3, .05, .5} {
				r := optimizers.Run{F: f, Optimizer: e.Rule, LR: lr, Start: m.Start, Steps: 60, Window: m.Window}
				compares, low, high := false, math.Inf(1), math.Inf(-1)
				want, err := r.Each(context.Background(), func(s optimizers.State) error {
					compares = s.Funcs > 0
					if s.K >= 54 {
						low, high = min(low, s.Loss), max(high, s.Loss)
					}
					return nil
				})
				if err != nil || compares {
					continue
				}
				seen[want.Outcome]++
				for _, by := range []float64{1e3, -1e3, 1e6} {
					if moves := high - low; moves > 0 && moves < 1e-15*math.Abs(by) {
						continue // the sum has not the digits to show it
					}
					r.F = lifted{f, by}
					if got, err := r.Each(context.Background(), func(optimizers.State) error { return nil }); err == nil && got.Outcome != want.Outcome {
						t.Errorf("%s on %s at %v: %s, and %s with %v added", e.Name, m.Name, lr, want, got, by)
					}
				}
			}
		}
	}
	for _, o := range []optimizers.Outcome{optimizers.Diverged, optimizers.Converged, optimizers.LeftWindow, optimizers.Oscillating, optimizers.Stalled, optimizers.Descending} {
		if seen[o] < 20 {
			t.Errorf("only %d runs are %s", seen[o], o)
		}
	}
}
