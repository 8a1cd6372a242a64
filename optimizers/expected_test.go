package optimizers_test

import (
	"math"
	"strings"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/surfaces"
)

// 13.2: the noise floor, which the lecture prints, and of a rotated ravine the same.
func TestExpected(t *testing.T) {
	for _, angle := range []float64{0, 30} {
		f, start := ravine(25, angle, -4, 1)
		for _, c := range []struct {
			s    schedules.Schedule
			want float64
		}{
			{nil, .030204082}, {schedules.Cosine{}, .002288721}, {schedules.Linear{}, .002391685}, {schedules.CosineRestarts{}, .005145585},
		} {
			r := optimizers.Run{F: optimizers.Noisy{F: f, Sigma: 1}, Optimizer: optimizers.SGD{}, Schedule: c.s, Steps: 500}
			got, err := r.Expected([]optimizers.Variant{{LR: .04, Start: start}}, optimizers.Metric{})
			if err != nil || math.Abs(got[0].Value-c.want) > 6e-10 || got[0].Steps != 500 {
				t.Errorf("%T at %v degrees: %+v, want %v; %v", c.s, angle, got, c.want, err)
			}
		}
	}
}

// Without noise the expected loss is the loss, for every metric, and a variant of too
// high a rate diverges where the run does.
func TestExpectedWithoutNoise(t *testing.T) {
	f, start := ravine(25, 30, -4, 1)
	variants := []optimizers.Variant{{LR: .04, Start: start}, {LR: .01, Start: []float64{1, 2}}, {LR: .5, Start: start}}
	for _, rule := range []optimizers.Optimizer{optimizers.SGD{}, optimizers.NewMomentum(), optimizers.Momentum{Momentum: 0.8, Dampening: 0.5}, optimizers.NewNesterov()} {
		expectedAsRun(t, optimizers.Run{F: f, Optimizer: rule, Steps: 400}, variants)
	}
}

func expectedAsRun(t *testing.T, r optimizers.Run, variants []optimizers.Variant) {
	t.Helper()
	for _, m := range []optimizers.Metric{{}, {Kind: optimizers.BestLoss}, {Kind: optimizers.TailLoss, Last: 7}, {Kind: optimizers.StepsTo, Tol: 1e-3}} {
		got, err := r.Expected(variants, m)
		if err != nil {
			t.Fatal(err)
		}
		want, err := r.Variants(t.Context(), variants, m, 0)
		if err != nil {
			t.Fatal(err)
		}
		for i := range variants {
			if got[i].Diverged != want[i].Diverged || !(math.Abs(got[i].Value-want[i].Value) <= 1e-9*math.Max(1e-4, want[i].Value)) && !want[i].Diverged {
				t.Errorf("%T, %+v, variant %d: %+v, by the run %+v", r.Optimizer, m, i, got[i], want[i])
			}
		}
	}
}

// 4.4: the stationary variance, a s^2 (1+b)/(λ (1-b)(2(1+b) - a λ)), and of Nesterov's
// rule the mean of many runs.
func TestExpectedWithMomentum(t *testing.T) {
	f := optimizers.Noisy{F: surfaces.Sphere{N: 1}, Sigma: 1} // x^2: λ = 2
	for _, c := range []struct{ a, b float64 }{{.1, 0}, {.1, .9}, {.95, 0}, {.3, .5}} {
		r := optimizers.Run{F: f, Optimizer: optimizers.Momentum{Momentum: c.b}, LR: c.a, Start: []float64{3}, Steps: 3000}
		got, err := r.ExpectedLoss()
		want := c.a * (1 + c.b) / (2 * (1 - c.b) * (2*(1+c.b) - 2*c.a))
		if err != nil || math.Abs(got[3000]-want) > 1e-12*want {
			t.Errorf("%+v: %v, want %v; %v", c, got[len(got)-1], want, err)
		}
	}
	if testing.Short() {
		return // many runs, which the race detector makes slow
	}
	ravine, start := ravine(25, 30, -4, 1)
	r := optimizers.Run{F: optimizers.Noisy{F: ravine, Sigma: 1}, Optimizer: optimizers.NewNesterov(), LR: .01, Start: start, Steps: 100, Every: 50}
	got, err := r.ExpectedLoss()
	if err != nil {
		t.Fatal(err)
	}
	e, err := r.Ensemble(t.Context(), 10000)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range e.Loss.Mean {
		if math.Abs(got[i]-want) > .03*want {
			t.Errorf("Nesterov, step %d: %v, the mean of runs is %v", e.Step(i), got[i], want)
		}
	}
}

// What has no known expectation is refused.
func TestExpectedRefuses(t *testing.T) {
	f, start := ravine(25, 0, -4, 1)
	variants := []optimizers.Variant{{LR: .04, Start: start}}
	for want, r := range map[string]optimizers.Run{
		"and nesterov":        {F: f, Optimizer: optimizers.SGD{WeightDecay: 1}},
		"on quadratics alone": {F: quartic{}, Optimizer: optimizers.SGD{}},
		"under noise alone":   {F: optimizers.Noisy{F: optimizers.Noisy{F: f, Sigma: 1}, Sigma: 1}, Optimizer: optimizers.SGD{}},
	} {
		if _, err := r.Expected(variants, optimizers.Metric{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	for want, r := range map[string]optimizers.Run{
		"follows the loss": {F: f, Schedule: schedules.Sequential{First: schedules.Constant{}, Then: schedules.Plateau{}, At: 5}, Steps: 20},
		"no minimum":       {F: surfaces.HyperbolicParaboloid{}, Steps: 20},
	} {
		r.Optimizer, r.LR, r.Start = optimizers.SGD{}, .1, start
		if err := r.CheckExpected(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	r := optimizers.Run{F: f, Optimizer: optimizers.SGD{}}
	if _, err := r.Expected(variants, optimizers.Metric{Kind: optimizers.StepsBeyond}); err == nil {
		t.Error("the expected loss has coordinates")
	}
}
