package optimizers_test

import (
	"math"
	"strings"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/schedules"
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
			got, err := r.Expected([]optimizers.Lane{{LR: .04, Start: start}}, optimizers.Metric{})
			if err != nil || math.Abs(got[0].Value-c.want) > 6e-10 || got[0].Steps != 500 {
				t.Errorf("%T at %v degrees: %+v, want %v; %v", c.s, angle, got, c.want, err)
			}
		}
	}
}

// Without noise the expected loss is the loss, for every metric, and a lane of too
// high a rate diverges where the run does.
func TestExpectedWithoutNoise(t *testing.T) {
	f, start := ravine(25, 30, -4, 1)
	lanes := []optimizers.Lane{{LR: .04, Start: start}, {LR: .01, Start: []float64{1, 2}}, {LR: .5, Start: start}}
	r := optimizers.Run{F: f, Optimizer: optimizers.SGD{}, Steps: 400}
	for _, m := range []optimizers.Metric{{}, {Kind: optimizers.BestLoss}, {Kind: optimizers.TailLoss, Last: 7}, {Kind: optimizers.StepsTo, Tol: 1e-3}} {
		got, err := r.Expected(lanes, m)
		if err != nil {
			t.Fatal(err)
		}
		want, err := r.Lanes(t.Context(), lanes, m, 0)
		if err != nil {
			t.Fatal(err)
		}
		for i := range lanes {
			if got[i].Diverged != want[i].Diverged || !(math.Abs(got[i].Value-want[i].Value) <= 1e-9*math.Max(1e-4, want[i].Value)) && !want[i].Diverged {
				t.Errorf("%+v, lane %d: %+v, by the run %+v", m, i, got[i], want[i])
			}
		}
	}
}

// What has no known expectation is refused.
func TestExpectedRefuses(t *testing.T) {
	f, start := ravine(25, 0, -4, 1)
	lanes := []optimizers.Lane{{LR: .04, Start: start}}
	for want, r := range map[string]optimizers.Run{
		"of sgd alone":        {F: f, Optimizer: optimizers.Momentum{}},
		"on quadratics alone": {F: quartic{}, Optimizer: optimizers.SGD{}},
		"under noise alone":   {F: optimizers.Noisy{F: optimizers.Noisy{F: f, Sigma: 1}, Sigma: 1}, Optimizer: optimizers.SGD{}},
	} {
		if _, err := r.Expected(lanes, optimizers.Metric{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	r := optimizers.Run{F: f, Optimizer: optimizers.SGD{}}
	if _, err := r.Expected(lanes, optimizers.Metric{Kind: optimizers.StepsBeyond}); err == nil {
		t.Error("the expected loss has coordinates")
	}
}
