package optimizers_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/critical"
)

// What a metric cannot measure is an error of the ways that measure, and no panic.
func TestMetricsThatMeasureNothing(t *testing.T) {
	r := optimizers.Run{F: optimizers.Noisy{F: surfaces.Ravine{Kappa: 25}, Sigma: 1}, Optimizer: optimizers.SGD{}, Steps: 3}
	variants := []optimizers.Variant{{LR: .01, Start: []float64{-4, 1}}}
	for _, c := range []struct {
		metric optimizers.Metric
		want   string
	}{
		{optimizers.Metric{Kind: -1}, "metric of kind -1: there is none"},
		{optimizers.Metric{Kind: 99}, "metric of kind 99: there is none"},
		{optimizers.Metric{Kind: optimizers.TailLoss, Last: -5}, "the last -5 iterates: must be at least 0"},
		{optimizers.Metric{Kind: optimizers.StepsBeyond, Coord: 2}, "metric of coordinate 2: a start has 2, from 0"},
		{optimizers.Metric{Kind: optimizers.StepsBeyond, Coord: -1}, "metric of coordinate -1: a start has 2, from 0"},
		{optimizers.Metric{Kind: optimizers.ValidationLoss}, "no validation loss to measure"},
	} {
		_, made := r.Variants(t.Context(), variants, c.metric, 0)
		_, expected := r.Expected(variants, c.metric)
		for way, err := range map[string]error{"Lanes": made, "Expected": expected} {
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s of %+v: %v, want %q", way, c.metric, err, c.want)
			}
		}
	}
}

// Values that none of the constants has print as Go's own tools print them, and zero values
// of surfaces tell what they are.
func TestOddValuesPrint(t *testing.T) {
	for _, c := range []struct {
		got  any
		want string
	}{
		{optimizers.Outcome(99), "Outcome(99)"},
		{optimizers.Outcome(-1), "Outcome(-1)"},
		{surfaces.Kind(99), "Kind(99)"},
		{surfaces.Kind(-1), "Kind(-1)"},
		{critical.Shape(9), "Shape(9)"},
		{optimizers.Verdict{}.NameWithArticle(), ""},
		{surfaces.Rosenbrock{}.Meta().Dim, "0"},
	} {
		if got := fmt.Sprint(c.got); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// A validation loss that falls by rounding alone sets no new lowest one: the best iterate is
// the first of a run that has arrived.
func TestBestValidationBeyondRounding(t *testing.T) {
	for _, c := range []struct {
		losses []float64
		want   int
	}{
		{[]float64{3, 2, 1, .99, .98}, 4},
		{[]float64{3, 1, 1 - 1e-15, 1 - 2e-15, 1 - 1e-14}, 1},
		{[]float64{3, 1, 1 - 1e-9, 2, 2}, 2},
		{[]float64{0, -1, -1 - 1e-15, -2, -2}, 3},
		{[]float64{1e-20, 1e-21, 1e-22, 1e-23, 1e-22}, 3},
	} {
		run := optimizers.Run{F: fallingLine{}, Validation: played(c.losses), Optimizer: optimizers.SGD{}, LR: 1, Start: []float64{0}, Steps: len(c.losses) - 1}
		path, err := run.Trace(t.Context())
		if err != nil || path.Verdict.Best != c.want {
			t.Errorf("%v: best at %d, want %d (%v)", c.losses, path.Verdict.Best, c.want, err)
		}
	}
}

// fallingLine falls by 1 a step of rate 1.
type fallingLine struct{}

func (fallingLine) Func(x []float64) float64 { return -x[0] }
func (fallingLine) Grad(dst, _ []float64)    { dst[0] = -1 }

// played is a loss whose values at 0, 1, ... are given.
type played []float64

func (p played) Func(x []float64) float64 { return p[int(x[0])] }
func (p played) Grad(dst, _ []float64)    { dst[0] = 0 }

// A rule that is nothing without its hyperparameters is refused, and names what makes it.
func TestZeroRules(t *testing.T) {
	for _, rule := range []optimizers.Optimizer{
		optimizers.Adam{}, optimizers.AdamW{}, optimizers.AMSGrad{}, optimizers.RMSprop{}, optimizers.Adadelta{},
		optimizers.Adamax{}, optimizers.NAdam{}, optimizers.RAdam{}, optimizers.Rprop{}, optimizers.AdaBelief{}, optimizers.Lookahead{Rule: optimizers.Adam{}, K: 5},
	} {
		run := optimizers.Run{F: surfaces.Himmelblau{}, Optimizer: rule, LR: 0.1, Start: []float64{1, 1}, Steps: 5}
		if _, err := run.Trace(t.Context()); err == nil || !strings.Contains(err.Error(), "optimizers.New") {
			t.Errorf("%T: %v", rule, err)
		}
	}
	// Somebody who sets all hyperparameters to 0 has a rule that steps by the sign of the gradient.
	memoryless := optimizers.NewAdam()
	memoryless.Beta1, memoryless.Beta2, memoryless.Eps = 0, 0, 0
	run := optimizers.Run{F: surfaces.Himmelblau{}, Optimizer: memoryless, LR: 0.5, Start: []float64{1, 1}, Steps: 1}
	if path, err := run.Trace(t.Context()); err != nil || !slices.Equal(path.At(1), []float64{1.5, 1.5}) {
		t.Errorf("Adam without memory: %v", err)
	}
	// Of all others the zero value is a rule: of Adagrad one with an eps of 0, which divides
	// by 0 only where a gradient begins with 0.
	for _, e := range optimizers.Catalog() {
		run := optimizers.Run{F: surfaces.Rosenbrock{N: 2, B: 100}, Optimizer: reflect.Zero(reflect.TypeOf(e.Rule)).Interface().(optimizers.Optimizer), LR: 1e-3, Start: []float64{-1.2, 1}, Steps: 5}
		path, err := run.Trace(t.Context())
		if err == nil && path.Verdict.Outcome == optimizers.Diverged {
			t.Errorf("%T diverges silently", run.Optimizer)
		}
	}
}
