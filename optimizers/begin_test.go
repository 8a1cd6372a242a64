package optimizers_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/surfaces"
)

// third is a loss of three coordinates.
type third struct{}

func (third) Func(x []float64) float64 { return x[2] }
func (third) Grad(dst, x []float64)    { dst[2] = 1 }

// What does not fit together is an error of every way to make a run, and no panic.
func TestRunsThatDoNotBegin(t *testing.T) {
	good := optimizers.Run{F: surfaces.Ravine{Kappa: 25}, Optimizer: optimizers.SGD{}, LR: .01, Start: []float64{-4, 1}, Steps: 3}
	for name, c := range map[string]struct {
		change func(*optimizers.Run)
		want   string
	}{
		"a start too short":          {func(r *optimizers.Run) { r.Start = []float64{1} }, "a start of 1 coordinates: the loss has 2"},
		"a start too long":           {func(r *optimizers.Run) { r.Start = []float64{1, 2, 3} }, "a start of 3 coordinates: the loss has no gradient for coordinate 3"},
		"under noise":                {func(r *optimizers.Run) { r.F, r.Start = optimizers.Noisy{F: r.F, Sigma: 1}, []float64{1, 2, 3} }, "a start of 3 coordinates: the loss has no gradient for coordinate 3"},
		"no start":                   {func(r *optimizers.Run) { r.Start = nil }, "no start"},
		"a start of NaN":             {func(r *optimizers.Run) { r.Start = []float64{1, math.NaN()} }, "start [1 NaN]: must be finite"},
		"no loss":                    {func(r *optimizers.Run) { r.F = nil }, "no loss to run on"},
		"noise on nothing":           {func(r *optimizers.Run) { r.F = optimizers.Noisy{} }, "nil pointer"},
		"batches out of range":       {func(r *optimizers.Run) { r.F = optimizers.Minibatch{F: centres{1, 2}, Size: 3} }, "batches of 3"},
		"no optimizer":               {func(r *optimizers.Run) { r.Optimizer = nil }, "no optimizer to run"},
		"no fast steps":              {func(r *optimizers.Run) { r.Optimizer = optimizers.Lookahead{Alpha: 0.5} }, "lookahead: K is 0: must be at least 1"},
		"fast steps within a rule":   {func(r *optimizers.Run) { r.Optimizer = optimizers.NewProjected(optimizers.Lookahead{K: -1}) }, "lookahead: K is -1: must be at least 1"},
		"a score that is none":       {func(r *optimizers.Run) { r.Scores = []optimizers.Score{nil} }, "score 1: is nil"},
		"a rate of NaN":              {func(r *optimizers.Run) { r.LR = math.NaN() }, "lr NaN: must be a positive number"},
		"a schedule out of range":    {func(r *optimizers.Run) { r.Schedule = schedules.Step{Gamma: -1} }, "Gamma is -1"},
		"steps below 0":              {func(r *optimizers.Run) { r.Steps = -1 }, "steps -1: must be in [0,"},
		"steps without end":          {func(r *optimizers.Run) { r.Steps = math.MaxInt }, "steps 9223372036854775807: must be in [0,"},
		"every so many":              {func(r *optimizers.Run) { r.Every = math.MaxInt }, "every 9223372036854775807: must be in [0,"},
		"a window of one coordinate": {func(r *optimizers.Run) { r.Window = [][2]float64{{0, 1}} }, "a window of 1 coordinates for a start of 2"},
		"a window of no width":       {func(r *optimizers.Run) { r.Window = [][2]float64{{0, 1}, {2, 2}} }, "window [2 2]: must be finite and not empty"},
		"a known point elsewhere":    {func(r *optimizers.Run) { r.Known = []optimizers.Point{{X: []float64{1}}} }, "a known point of 1 coordinates for a start of 2"},
		"a validation loss of three": {func(r *optimizers.Run) { r.Validation = third{} }, "index out of range"},
	} {
		r := good
		r.Start = slices.Clone(good.Start)
		c.change(&r)
		_, traced := r.Trace(t.Context())
		_, several := r.Ensemble(t.Context(), 3)
		variant := optimizers.Variant{LR: r.LR, Start: r.Start}
		_, variants := r.Variants(t.Context(), []optimizers.Variant{variant, variant}, optimizers.Metric{}, 0)
		for way, err := range map[string]error{"Trace": traced, "Ensemble": several, "Lanes": variants} {
			unread := way == "Lanes" && (name == "every so many" || name == "a score that is none" || name == "a validation loss of three")
			if !unread && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("%s, %s: %v, want %q", name, way, err, c.want)
			}
		}
	}
	// Every surface of a dimension of its own refuses others.
	for _, f := range surfaces.Catalog() {
		if n := f.Meta().Dim; n == 2 {
			for _, start := range [][]float64{{.1}, {.1, .1, .1}} {
				g := []float64{math.Pi, math.Pi, math.Pi}
				if f.Grad(g, []float64{.1, .1, .1}); g[2] != math.Pi {
					continue // it is a function of any number of coordinates
				}
				r := good
				r.F, r.Start = f, start
				if _, err := r.Trace(t.Context()); err == nil {
					t.Errorf("%s takes a start of %d coordinates", f.Meta().Name, len(start))
				}
			}
		}
	}
}
