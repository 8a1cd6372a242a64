package optimizers_test

import (
	"context"
	"errors"
	"math"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/surfaces"
)

// once hides what a loss can do for many points, and nothing else that a variant needs.
type once struct{ objective.Objective }

// variants are runs of all kinds: rates from too low to far too high, starts in and
// out of the window, and replicates.
func variants(n int, rate float64) []optimizers.Variant {
	var all []optimizers.Variant
	for i := range n {
		x := float64(i%7)/3 - 1.1
		all = append(all, optimizers.Variant{
			LR:        rate * math.Pow(10, float64(i%11)/2-2),
			Start:     []float64{-1.5 + x, 2 - x*x},
			Replicate: uint64(i % 5),
		})
	}
	return all
}

// In lock-step and one by one, every rule under every kind of schedule and metric
// gives the same results, to the last bit.
func TestLanesAreTheirRuns(t *testing.T) {
	metrics := []optimizers.Metric{
		{Kind: optimizers.FinalLoss}, {Kind: optimizers.BestLoss}, {Kind: optimizers.TailLoss, Last: 7}, {Kind: optimizers.StepsTo, Tol: 0.5}, {Kind: optimizers.StepsBeyond, Coord: 1, Limit: 0.5},
		{Kind: optimizers.ValidationLoss},
	}
	sched := []schedules.Schedule{nil, schedules.Cosine{}, schedules.Plateau{Factor: 0.5, Patience: 1}, schedules.Warmup{Steps: 5, Then: schedules.Plateau{Factor: 0.5, Patience: 1}}}
	diverged, settled := 0, 0
	for i, e := range optimizers.Catalog() {
		if together[e.Name] {
			continue
		}
		for j, m := range metrics {
			f := surfaces.Vectorize(surfaces.Himmelblau{})
			run := optimizers.Run{F: f, Optimizer: e.Rule, Steps: 60, Seed: 9, Validation: f, Schedule: sched[(i+j)%len(sched)]}
			plain := run
			plain.F = once{f}
			if j%2 == 1 {
				run.F, plain.F = optimizers.Noisy{F: f, Sigma: 2}, optimizers.Noisy{F: once{f}, Sigma: 2}
			}
			settle := 0.0
			if i%2 == 0 {
				settle = 0.5
			}
			got, err := run.Variants(context.Background(), variants(200, e.LR*10), m, settle)
			if err != nil {
				t.Fatal(err)
			}
			want, err := plain.Variants(context.Background(), variants(200, e.LR*10), m, settle)
			if err != nil {
				t.Fatal(err)
			}
			for k := range want {
				if want[k].Diverged {
					diverged++
				}
				if want[k].Settled >= 0 {
					settled++
				}
				if !alike(got[k], want[k]) {
					t.Fatalf("%s, metric %d, variant %d: %+v in lock-step, %+v alone", e.Name, m.Kind, k, got[k], want[k])
				}
			}
		}
	}
	if diverged < 100 || settled < 100 {
		t.Errorf("%d variants diverge and %d settle: too few to tell", diverged, settled)
	}
}

// alike compares results, in which a value may be NaN.
func alike(a, b optimizers.Result) bool {
	if math.IsNaN(a.Value) && math.IsNaN(b.Value) {
		a.Value, b.Value = 0, 0
	}
	return reflect.DeepEqual(a, b)
}

// What a metric is, by hand.
func TestMetrics(t *testing.T) {
	ravine, start := surfaces.Ravine{Kappa: 25}, []float64{-4, 1}
	path := trace(t, optimizers.Run{F: ravine, Optimizer: optimizers.NewMomentum(), LR: 0.04, Start: start, Steps: 50})
	lowest, tail, first := math.Inf(1), 0.0, -1
	for k, f := range path.Loss {
		lowest = min(lowest, f)
		if k > 40 {
			tail += f / 10
		}
		if first < 0 && f <= 3 {
			first = k
		}
	}
	for _, c := range []struct {
		metric optimizers.Metric
		want   float64
	}{
		{optimizers.Metric{}, path.Loss[50]},
		{optimizers.Metric{Kind: optimizers.BestLoss}, lowest},
		{optimizers.Metric{Kind: optimizers.TailLoss, Last: 10}, tail},
		{optimizers.Metric{Kind: optimizers.StepsTo, Tol: 1, Floor: 2}, float64(first)},
		{optimizers.Metric{Kind: optimizers.StepsTo, Tol: 1, Floor: -2}, math.NaN()},
	} {
		run := optimizers.Run{F: ravine, Optimizer: optimizers.NewMomentum(), Steps: 50}
		got, err := run.Variants(context.Background(), []optimizers.Variant{{LR: 0.04, Start: start}}, c.metric, 0)
		if err != nil {
			t.Fatal(err)
		}
		if v := got[0].Value; v != c.want && !(math.IsNaN(v) && math.IsNaN(c.want)) {
			t.Errorf("metric %+v: %v, want %v", c.metric, v, c.want)
		}
	}
	if first < 1 || lowest == path.Loss[50] {
		t.Error("the run does not tell metrics apart")
	}
}

// asked counts how often a loss is.
type asked struct {
	objective.Objective
	times *int
}

func (a asked) Func(x []float64) float64 {
	*a.times++
	return a.Objective.Func(x)
}

// A validation loss may be dear, and is asked for where the metric or the patience
// of a run reads it.
func TestLanesValidateWhereRead(t *testing.T) {
	ravine := surfaces.Ravine{Kappa: 25}
	for _, c := range []struct {
		kind     optimizers.MetricKind
		patience int
		want     bool
	}{
		{optimizers.FinalLoss, 0, false},
		{optimizers.BestLoss, 0, false},
		{optimizers.FinalLoss, 3, true},
		{optimizers.ValidationLoss, 0, true},
	} {
		times := 0
		run := optimizers.Run{F: ravine, Optimizer: optimizers.SGD{}, Steps: 5, Patience: c.patience, Validation: asked{ravine, &times}}
		variant := optimizers.Variant{LR: 0.01, Start: []float64{-4, 1}}
		if _, err := run.Variants(context.Background(), []optimizers.Variant{variant}, optimizers.Metric{Kind: c.kind}, 0); err != nil {
			t.Fatal(err)
		}
		if times > 0 != c.want {
			t.Errorf("metric %v, patience %d: the validation loss is asked for %d times", c.kind, c.patience, times)
		}
	}
}

// The number of processors makes no difference; a cancelled context ends it.
func TestLanesInParallel(t *testing.T) {
	run := optimizers.Run{F: surfaces.Vectorize(surfaces.Himmelblau{}), Optimizer: optimizers.NewAdam(), Steps: 100}
	all := variants(1000, 0.1)
	two, err := run.Variants(context.Background(), all, optimizers.Metric{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	one, err := run.Variants(context.Background(), all, optimizers.Metric{}, 0)
	if err != nil || !reflect.DeepEqual(one, two) {
		t.Errorf("another number of processors, another result; %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := run.Variants(ctx, all, optimizers.Metric{}, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// A variant that cannot be run is refused, as the run is alone.
func TestLanesRefuse(t *testing.T) {
	run := optimizers.Run{F: surfaces.Vectorize(surfaces.Himmelblau{}), Optimizer: optimizers.SGD{}, Steps: 5}
	good := optimizers.Variant{LR: 0.01, Start: []float64{0, 0}}
	for name, bad := range map[string]optimizers.Variant{
		"a rate below 0": {LR: -0.2, Start: []float64{0, 0}}, "a short start": {LR: 0.1, Start: []float64{0}}, "no number": {LR: 0.1, Start: []float64{0, math.NaN()}},
	} {
		if _, err := run.Variants(context.Background(), []optimizers.Variant{good, bad}, optimizers.Metric{}, 0); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	run.Schedule = sinking{}
	if _, err := run.Variants(context.Background(), []optimizers.Variant{good, good}, optimizers.Metric{}, 0); err == nil || !strings.Contains(err.Error(), "rate -1 at step 3") {
		t.Errorf("a schedule below 0: %v", err)
	}
}

// sinking is a schedule that is no schedule from step 3 on.
type sinking struct{}

func (sinking) Start(base float64, steps int) func(k int, last func() float64) float64 {
	return func(k int, _ func() float64) float64 {
		if k >= 3 {
			return -1
		}
		return base
	}
}

// cliffs is a finite loss whose slope is not, at which rules that look at its sign
// only would go on.
type cliffs struct{}

func (cliffs) Func(x []float64) float64 { return x[0] }
func (cliffs) Grad(dst, x []float64)    { dst[0] = math.Inf(1) }
func (s cliffs) Funcs(dst, x []float64) { copy(dst, x) }
func (s cliffs) Grads(dst, x []float64) {
	for i := range dst {
		dst[i] = math.Inf(1)
	}
}

// sampled is a loss of which steps see samples, and which knows many points, too.
type sampled struct{ objective.Vectorized }

func (s sampled) Sample(objective.Draws) func(k int) objective.Objective {
	return func(int) objective.Objective { return bowl{100, 100} }
}

func TestLanesSeeWhatRunsSee(t *testing.T) {
	variant := optimizers.Variant{LR: 0.1, Start: []float64{1}}
	run := optimizers.Run{F: cliffs{}, Optimizer: optimizers.NewLion(), Steps: 2}
	got, err := run.Variants(context.Background(), []optimizers.Variant{variant, variant}, optimizers.Metric{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	if !got[1].Diverged || got[1].Steps != 0 {
		t.Errorf("an infinite slope: %+v", got[1])
	}
	variant.Start = []float64{1, 1}
	run = optimizers.Run{F: sampled{surfaces.Vectorize(surfaces.Sphere{N: 2})}, Optimizer: optimizers.SGD{}, Steps: 1}
	if got, err = run.Variants(context.Background(), []optimizers.Variant{variant, variant}, optimizers.Metric{}, 0); err != nil {
		t.Fatal(err)
	}
	if got[1].X[0] != 1-0.1*100 {
		t.Errorf("steps see the whole in place of a sample: %v", got[1].X)
	}
}
