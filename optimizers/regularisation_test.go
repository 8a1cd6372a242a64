package optimizers_test

import (
	"math"
	"sync"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/penalty"
)

// untrained is where the runs of this file start.
func untrained() []float64 { return []float64{0, 0} }

// printed compares with a number as printed, to half of its last digit.
func printed(t *testing.T, what string, got, want, unit float64) {
	t.Helper()
	if math.Abs(got-want) > unit/2*(1+1e-9) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// 19.1: gradient descent passes the best validation, at a step that goes with 1/a.
func TestStopOnTheWay(t *testing.T) {
	f := surfaces.Overfit{Th1: 1, Th2: 2.5, V1: 1, V2: 1}
	validation := f.Validation()
	best := func(lr float64) (at optimizers.State, x [2]float64, last float64) {
		lowest := math.Inf(1)
		r := optimizers.Run{F: f, Optimizer: optimizers.SGD{}, LR: lr, Start: untrained(), Steps: 2000}
		if _, err := r.Each(t.Context(), func(s optimizers.State) error {
			if last = validation.Func(s.X); last < lowest {
				lowest, at, x = last, s, [2]float64(s.X)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return at, x, last
	}
	for lr, want := range map[float64]int{.04: 13, .02: 25, .01: 51} {
		if at, _, _ := best(lr); at.K != want {
			t.Errorf("a = %v is best at step %d, want %d", lr, at.K, want)
		}
	}
	at, x, last := best(.02)
	printed(t, "x", x[0], 1, 1e-4)
	printed(t, "y", x[1], .991338, 1e-6)
	printed(t, "the validation loss", validation.Func(x[:]), 3.75e-5, 1e-7)
	printed(t, "the training loss there", at.Loss, 1.138, 1e-3)
	printed(t, "the validation loss in the end", last, 1.125, 1e-3)
}

// minimumOf is where Newton's method goes on a quadratic.
func minimumOf(t *testing.T, f objective.Objective) []float64 {
	t.Helper()
	return trace(t, optimizers.Run{F: f, Optimizer: optimizers.Newton{}, LR: 1, Start: untrained(), Steps: 1}).At(1)
}

// 19.2: stopping early is about as good as the best L2 penalty, whose weight is
// of the order of 1/(a steps). Both are filters of the curvatures:
// 1 - (1 - a l)^k and l/(l + w).
func TestEarlyStoppingIsLikeL2(t *testing.T) {
	f := surfaces.Overfit{Th1: 1, Th2: 2.5, V1: 1, V2: 1}
	path := trace(t, optimizers.Run{F: f, Optimizer: optimizers.SGD{}, LR: .02, Start: untrained(), Steps: 25})
	for i, l := range []float64{25, 1} {
		learned := []float64{f.Th1, f.Th2}[i] * (1 - math.Pow(1-.02*l, 25))
		if x := path.At(25)[i]; !near(x, learned, 1e-14) {
			t.Errorf("coordinate %d is %v, the filter leaves %v", i, x, learned)
		}
	}
	at := func(w float64) float64 {
		x := minimumOf(t, penalty.Add(f, 0, w))
		if want := f.Th1 * 25 / (25 + w); !near(x[0], want, 1e-14) {
			t.Fatalf("w = %v: x is %v, the filter leaves %v", w, x[0], want)
		}
		return f.Validation().Func(x)
	}
	low, high := .5, 3.
	for high-low > 1e-9 {
		a, b := low+(high-low)/3, high-(high-low)/3
		if at(a) < at(b) {
			high = b
		} else {
			low = a
		}
	}
	printed(t, "the best weight", low, 1.2878, 1e-4)
	printed(t, "its validation loss", at(low), .0343, 1e-4)
}

// lopsided is the surface of 20.1 and 20.2.
var lopsided = surfaces.Overfit{Th1: 1.2, Th2: 2.5, V1: 1, V2: 1}

// 20.1: L2 shrinks weak directions by l/(l + w), L1 takes them to 0.
func TestPenaltiesShrinkWeakDirections(t *testing.T) {
	for w, want := range map[float64][2]float64{1: {1.153846, 1.25}, 5: {1, .416667}} {
		x := minimumOf(t, penalty.Add(lopsided, 0, w))
		printed(t, "x", x[0], want[0], 1e-6)
		printed(t, "y", x[1], want[1], 1e-6)
	}
	ista := optimizers.Run{F: lopsided, Optimizer: optimizers.ISTA{L1: 2.5}, LR: .02, Start: untrained(), Steps: 300}
	if x := trace(t, ista).At(300); !near(x[0], 1.1, 1e-14) || x[1] != 0 {
		t.Errorf("ISTA leads to %v, want (1.1, 0)", x)
	}
	// A subgradient is not as exact: y swings around 0, from below by up to a step
	// of a (2.5 + 3), slope and penalty.
	start := []float64{0, 1}
	ista.Start = start
	subgradient := ista
	subgradient.F, subgradient.Optimizer = penalty.Add(lopsided, 3, 0), optimizers.SGD{}
	ista.Optimizer = optimizers.ISTA{L1: 3}
	if x := trace(t, ista).At(300); x[1] != 0 {
		t.Errorf("ISTA leads to %v", x)
	}
	if x := trace(t, subgradient).At(300); x[1] == 0 || math.Abs(x[1]) > .02*5.5 {
		t.Errorf("the subgradient leads to %v", x)
	}
}

// With a diagonal Hessian, ISTA's fixed point is the soft threshold of the minimum,
// whatever the rate.
func TestISTASoftThreshold(t *testing.T) {
	for _, lr := range []float64{.001, .02, .039} {
		for _, l1 := range []float64{0, 1, 2, 40} {
			r := optimizers.Run{F: lopsided, Optimizer: optimizers.ISTA{L1: l1}, LR: lr, Start: []float64{-3, 3}, Steps: 40000}
			x := trace(t, r).At(40000)
			for i, want := range []float64{max(1.2-l1/25, 0), max(2.5-l1, 0)} {
				if !near(x[i], want, 1e-12) || want == 0 && (x[i] != 0 || math.Signbit(x[i])) {
					t.Errorf("a = %v, l1 = %v: %v, want %v", lr, l1, x[i], want)
				}
			}
		}
	}
}

// 20.2: weight decay is an L2 penalty for gradient descent only.
func TestL2IsNotWeightDecay(t *testing.T) {
	const w = .5
	penalised := penalty.Add(lopsided, 0, w)
	base := optimizers.Run{F: lopsided, LR: .02, Start: untrained(), Steps: 20000}
	end := func(f objective.Objective, rule optimizers.Optimizer, s schedules.Schedule) []float64 {
		r := base
		r.F, r.Optimizer, r.Schedule = f, rule, s
		return trace(t, r).At(r.Steps)
	}
	a, b := base, base
	a.F, a.Optimizer = penalised, optimizers.SGD{}
	b.Optimizer = optimizers.SGDW{WeightDecay: w}
	x, y := trace(t, a), trace(t, b)
	for i := range x.X {
		if math.Abs(x.X[i]-y.X[i]) >= 1e-14 {
			t.Fatalf("SGD with L2 %v, SGDW %v", x.X[i], y.X[i])
		}
	}
	cosine := schedules.Cosine{}
	for _, c := range []struct {
		what string
		got  []float64
		x, y float64
		unit float64
	}{
		{"SGD with L2", x.At(base.Steps), 1.176471, 1.666667, 1e-6},
		{"momentum with L2", end(penalised, optimizers.NewMomentum(), nil), 1.176471, 1.666667, 1e-6},
		{"SGDW with momentum", end(lopsided, optimizers.SGDW{Momentum: .9, WeightDecay: w}, nil), 1.197605, 2.380952, 1e-6},
		{"Adam with L2", end(penalised, optimizers.NewAdam(), cosine), 1.176471, 1.666667, 1e-6},
		{"AdamW", end(lopsided, with(t, rule(t, "adamw"), map[string]any{"weight_decay": w}), cosine), 1.1997, 1.990, .04},
		{"AdamW with 1", end(lopsided, with(t, rule(t, "adamw"), map[string]any{"weight_decay": 1.}), cosine), .994, 1, .04},
	} {
		printed(t, c.what+": x", c.got[0], c.x, c.unit)
		printed(t, c.what+": y", c.got[1], c.y, c.unit)
	}
	// The decay that does not run through the velocity weighs 1 - mu of it.
	want := minimumOf(t, penalty.Add(lopsided, 0, w*(1-.9)))
	if got := end(lopsided, optimizers.SGDW{Momentum: .9, WeightDecay: w}, nil); !near(got[0], want[0], 1e-12) || !near(got[1], want[1], 1e-12) {
		t.Errorf("SGDW leads to %v, want %v", got, want)
	}
}

// A step sees as many masks as the surface says, the same within the step, and
// what one step asks shifts no other's.
func TestMaskedSteps(t *testing.T) {
	x, g := []float64{.3, .7}, untrained()
	for _, masks := range []int{1, 3} {
		f := surfaces.Dropout{Keep: .5, Masks: masks}
		masked := optimizers.Masked{F: f}
		source := objective.Draws{Seed: 4}.For(objective.ForMasks)
		drawn := make([]float64, 2)
		var want []float64
		for range 8 {
			sum := 0.
			for range masks {
				f.DrawMask(drawn, source)
				sum += f.FuncMasked(x, drawn)
			}
			want = append(want, sum/float64(masks))
		}
		all, some := masked.Sample(objective.Draws{Seed: 4}), masked.Sample(objective.Draws{Seed: 4})
		for k := range 8 {
			step := all(k)
			step.Grad(g, x)
			for i := range g {
				h := []float64{x[0], x[1]}
				h[i] += 1e-6
				if slope := (step.Func(h) - step.Func(x)) / 1e-6; math.Abs(slope-g[i]) > 1e-5 {
					t.Errorf("step %d: gradient %v, the difference is %v", k, g, slope)
				}
			}
			if got := step.Func(x); !near(got, want[k], 1e-14) {
				t.Errorf("step %d: %v, want %v", k, got, want[k])
			}
			if step := some(k); k%3 == 2 && step.Func(x) != all(k).Func(x) {
				t.Errorf("step %d is another where not all are asked", k)
			}
		}
		if n := testing.AllocsPerRun(20, func() { all(9).Grad(g, x) }); n != 0 {
			t.Errorf("a step allocates %v times", n)
		}
		if masked.Func(x) != f.Func(x) {
			t.Error("as itself it is not the mean")
		}
	}
	// Without masks the steps see the mean.
	f := surfaces.Dropout{Keep: .5}
	if step := (optimizers.Masked{F: f}).Sample(objective.Draws{})(3); step.Func(x) != f.Func(x) {
		t.Errorf("%v, want the mean %v", step.Func(x), f.Func(x))
	}
}

// 21.2: gradient descent with a mask a step averages to the minimum of the mean.
func TestDropoutBreaksCoAdaptation(t *testing.T) {
	const runs, from, to = 2000, 10000, 20000
	f := surfaces.Dropout{Keep: .5, Masks: 1}
	var ends [runs][2]float64
	var group sync.WaitGroup
	for half := range 2 {
		group.Go(func() {
			g, lr := untrained(), []float64{.01, .01}
			for seed := half; seed < runs; seed += 2 {
				x := f.Meta().Start
				sample := optimizers.Masked{F: f}.Sample(objective.Draws{Seed: uint64(seed)})
				for k := range to {
					sample(k).Grad(g, x)
					for i := range x {
						x[i] -= lr[i] * g[i]
						if k >= from {
							ends[seed][i] += x[i] / (to - from)
						}
					}
				}
			}
		})
	}
	group.Wait()
	for i, want := range []float64{.809524, .476190} {
		mean := 0.
		for _, end := range ends {
			mean += end[i] / runs
		}
		if math.Abs(mean-want) > .001 {
			t.Errorf("coordinate %d is %v on average, want %v", i, mean, want)
		}
	}
}
