package optimizers_test

import (
	"math"
	"slices"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/surfaces"
)

// Lookahead that goes all the way is the rule itself; after every single step
// of gradient descent it is one with that part of the rate.
func TestLookaheadLaws(t *testing.T) {
	r := optimizers.Run{F: plane{}, LR: 1e-3, Start: []float64{-1.2, 1}, Steps: 60}
	for _, inner := range []optimizers.Optimizer{optimizers.SGD{}, optimizers.NewAdam(), optimizers.NewMomentum()} {
		a, b := r, r
		a.Optimizer, b.Optimizer = optimizers.Lookahead{Rule: inner, K: 4, Alpha: 1}, inner
		same(t, "alpha 1", a, b, 1e-15)
	}
	a, b := r, r
	a.Optimizer, a.LR = optimizers.Lookahead{Rule: optimizers.SGD{}, K: 1, Alpha: 0.25}, 4e-3
	b.Optimizer = optimizers.SGD{}
	same(t, "k 1", a, b, 1e-12)
}

// x^2/2 from 1 at 0.1: five steps of x 0.9, and half of the way back.
func TestLookaheadByHand(t *testing.T) {
	got := trace(t, optimizers.Run{F: bowl{1}, Optimizer: optimizers.NewLookahead(optimizers.SGD{}), LR: .1, Start: []float64{1}, Steps: 10})
	slow := 1.0
	for k := 1; k <= 10; k++ {
		want := slow * math.Pow(.9, float64((k-1)%5+1))
		if k%5 == 0 {
			want = (slow + want) / 2
			slow = want
		}
		if !near(got.X[k], want, 1e-14) {
			t.Errorf("x_%d = %v, want %v", k, got.X[k], want)
		}
	}
}

// What Averaging shows is the rule's path, and then the mean of its tail.
func TestAveragingMean(t *testing.T) {
	r := optimizers.Run{F: optimizers.Noisy{F: surfaces.Ravine{Kappa: 25}, Sigma: 1}, Optimizer: optimizers.NewMomentum(), LR: .01, Start: []float64{-4, 1}, Steps: 41, Seed: 3}
	inner := trace(t, r)
	for _, tail := range []float64{1e-9, 0.3, 0.5, 1} {
		r.Optimizer = optimizers.Averaging{Rule: optimizers.NewMomentum(), Tail: tail}
		got := trace(t, r)
		from := int((1 - tail) * float64(r.Steps))
		for k := 1; k <= r.Steps; k++ {
			want, n := [2]float64{}, 0.0
			for j := max(min(from+1, k), 1); j <= k; j++ {
				if j > from || j == k {
					want[0], want[1], n = want[0]+inner.At(j)[0], want[1]+inner.At(j)[1], n+1
				}
			}
			if x := got.At(k); !near(x[0], want[0]/n, 1e-13) || !near(x[1], want[1]/n, 1e-13) {
				t.Fatalf("tail %v: x_%d = %v, want %v / %v", tail, k, x, want, n)
			}
		}
	}
}

// 13.4: in noise of 1 at the constant rate 0.04, the last of 500 iterates has
// the loss 0.030, the mean of the last 250 iterates 0.0018841, both within 10 %
// over 2000 seeds.
func TestAveragingInNoise(t *testing.T) {
	f := optimizers.Noisy{F: surfaces.Ravine{Kappa: 25}, Sigma: 1}
	for _, c := range []struct {
		rule optimizers.Optimizer
		want float64
	}{{optimizers.SGD{}, .030204082}, {optimizers.NewAveraging(optimizers.SGD{}), .0018841}} {
		const seeds = 2000
		sum := 0.0
		for seed := range uint64(seeds) {
			loss := 0.0
			r := optimizers.Run{F: f, Optimizer: c.rule, LR: .04, Start: []float64{-4, 1}, Steps: 500, Seed: seed}
			if _, err := r.Each(t.Context(), func(s optimizers.State) error { loss = s.Loss; return nil }); err != nil {
				t.Fatal(err)
			}
			sum += loss
		}
		if mean := sum / seeds; math.Abs(mean-c.want) > .1*c.want {
			t.Errorf("%T: the mean loss is %v, want %v", c.rule, mean, c.want)
		}
	}
}

// Without the mixture the gradient is taken at z, which is plain gradient
// descent, and x is the mean of its iterates after the first.
func TestScheduleFreeMean(t *testing.T) {
	got := trace(t, optimizers.Run{F: plane{}, Optimizer: optimizers.ScheduleFree{}, LR: 1e-3, Start: []float64{-1.2, 1}, Steps: 30})
	z := trace(t, optimizers.Run{F: plane{}, Optimizer: optimizers.SGD{}, LR: 1e-3, Start: []float64{-1.2, 1}, Steps: 30})
	sum := [2]float64{}
	for k := 1; k <= 30; k++ {
		sum[0], sum[1] = sum[0]+z.At(k)[0], sum[1]+z.At(k)[1]
		if x := got.At(k); !near(x[0], sum[0]/float64(k), 1e-13) || !near(x[1], sum[1]/float64(k), 1e-13) {
			t.Fatalf("x_%d = %v, want %v / %d", k, x, sum, k)
		}
	}
}

// Computed apart in a few lines of Python: (x^2 + 25 y^2)/2 from (-4, 1), at the
// rate 0.02 and from the fourth step on at 0.04, whose weights are four times as large.
func TestScheduleFreeNumbers(t *testing.T) {
	rule, err := optimizers.NewScheduleFree().Start(optimizers.Problem{X: []float64{-4, 1}})
	if err != nil {
		t.Fatal(err)
	}
	x := []float64{-4, 1}
	for k, want := range [][2]float64{
		{-3.92, 0.5}, {-3.8808, 0.375}, {-3.841887466666667, 0.27291666666666664},
		{-3.7097793152000005, 0.011964285714285705}, {-3.6199335109259643, -0.0564383116883117}, {-3.539560556982849, -0.07011718614718615},
	} {
		lr := []float64{.02, .02}
		if k >= 3 {
			lr = []float64{.04, .04}
		}
		if err := rule.Step(bowl{1, 25}, x, lr); err != nil {
			t.Fatal(err)
		}
		if !near(x[0], want[0], 1e-14) || !near(x[1], want[1], 1e-14) {
			t.Errorf("x_%d = %v, want %v", k+1, x, want)
		}
	}
}

// Projected steps as its rule does, and stays in its box; within it it is the rule.
func TestProjected(t *testing.T) {
	run := optimizers.Run{F: bowl{1, 25}, Optimizer: optimizers.Projected{Rule: optimizers.NewMomentum(), Low: -0.5, High: 0.3}, LR: 0.05, Start: []float64{0.3, -0.5}, Steps: 60}
	got := trace(t, run)
	touched := 0
	for k := range got.Len() {
		for _, x := range got.At(k) {
			if x < -0.5 || x > 0.3 {
				t.Fatalf("step %d is at %v", k, got.At(k))
			}
			if k > 0 && (x == -0.5 || x == 0.3) {
				touched++
			}
		}
	}
	if touched == 0 {
		t.Error("the bounds were never in the way")
	}
	run.Optimizer = optimizers.Projected{Rule: optimizers.NewMomentum(), Low: -1e9, High: 1e9}
	wide := trace(t, run)
	run.Optimizer = optimizers.NewMomentum()
	if free := trace(t, run); !slices.Equal(wide.X, free.X) {
		t.Error("wide bounds change the rule")
	}
}
