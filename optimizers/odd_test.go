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

// The zero value of each rule either descends, or is refused with the name of the
// constructor, also inside another rule. TestCatalogIsComplete holds that the catalogue has
// all rules.
func TestZeroRules(t *testing.T) {
	run := optimizers.Run{F: surfaces.Rosenbrock{N: 2, B: 100}, LR: 1e-3, Start: []float64{-1.2, 1}, Steps: 5}
	var refused []string
	for _, e := range optimizers.Catalog() {
		typ := reflect.TypeOf(e.Rule)
		zero := reflect.Zero(typ).Interface().(optimizers.Optimizer)
		for _, run.Optimizer = range []optimizers.Optimizer{zero, optimizers.NewLookahead(zero)} {
			path, err := run.Trace(t.Context())
			switch {
			case err != nil && !strings.Contains(err.Error(), "optimizers.New"+typ.Name()+" "):
				t.Errorf("%T: %v", run.Optimizer, err)
			case err == nil && !(path.Loss[path.Len()-1] < path.Loss[0]):
				t.Errorf("%T goes from %v to %v", run.Optimizer, path.Loss[0], path.Loss[path.Len()-1])
			}
			if err != nil && run.Optimizer == zero {
				refused = append(refused, typ.Name())
			}
		}
	}
	want := "Adam AdamW AMSGrad RMSprop Adagrad Adadelta Adamax NAdam RAdam Rprop AdaBelief Lookahead Projected Averaging"
	if got := strings.Join(refused, " "); got != want {
		t.Errorf("refused %s, want %s", got, want)
	}
}

// Somebody who sets all hyperparameters to 0 has the rule that the formula then gives.
func TestZeroOnPurpose(t *testing.T) {
	adam, adagrad, projected := optimizers.NewAdam(), optimizers.NewAdagrad(), optimizers.NewProjected(nil)
	adam.Beta1, adam.Beta2, adam.Eps = 0, 0, 0
	adagrad.Eps = 0
	projected.Low, projected.High = 0, 0
	for _, c := range []struct {
		rule optimizers.Optimizer
		want []float64
	}{
		{adam, []float64{1.5, 1.5}}, // a step by the sign of the gradient
		{adagrad, []float64{1.5, 1.5}},
		{projected, []float64{0, 0}},
	} {
		run := optimizers.Run{F: surfaces.Himmelblau{}, Optimizer: c.rule, LR: 0.5, Start: []float64{1, 1}, Steps: 1}
		if path, err := run.Trace(t.Context()); err != nil || !slices.Equal(path.At(1), c.want) {
			t.Errorf("%T: %v, want %v (%v)", c.rule, path.X, c.want, err)
		}
	}
}
