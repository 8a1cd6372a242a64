package optimizers_test

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/optimizers/schedules"
)

// bowl is 1/2 sum l_i x_i^2.
type bowl []float64

func (l bowl) Func(x []float64) float64 {
	sum := 0.0
	for i, v := range x {
		sum += l[i] * v * v / 2
	}
	return sum
}

func (l bowl) Grad(dst, x []float64) {
	for i, v := range x {
		dst[i] = l[i] * v
	}
}

func (l bowl) Hess(dst *mat.SymDense, x []float64) {
	dst.Zero()
	for i := range x {
		dst.SetSym(i, i, l[i])
	}
}

// scaled is a loss with its gradient multiplied, coordinate by coordinate.
type scaled struct {
	objective.Objective
	by []float64
}

func (s scaled) Grad(dst, x []float64) {
	s.Objective.Grad(dst, x)
	for i := range dst {
		dst[i] *= s.by[i]
	}
}

func trace(t testing.TB, r optimizers.Run) optimizers.Trajectory {
	t.Helper()
	got, err := r.Trace(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func same(t *testing.T, what string, a, b optimizers.Run, tol float64) {
	t.Helper()
	x, y := trace(t, a), trace(t, b)
	if x.Len() != y.Len() {
		t.Fatalf("%s: %d iterates and %d", what, x.Len(), y.Len())
	}
	for i := range x.X {
		if !near(x.X[i], y.X[i], tol) {
			t.Fatalf("%s: %v and %v at step %d", what, x.At(i/x.Dim), y.At(i/y.Dim), i/x.Dim)
		}
	}
}

// Rules that are others with a parameter at 0.
func TestSpecialCases(t *testing.T) {
	adamw := optimizers.NewAdamW()
	adamw.WeightDecay = 0
	for _, c := range []struct {
		what string
		a, b optimizers.Optimizer
	}{
		{"momentum 0", optimizers.Momentum{}, optimizers.SGD{}},
		{"nesterov 0", optimizers.Nesterov{}, optimizers.SGD{}},
		{"sgdw without momentum", optimizers.SGDW{WeightDecay: .5}, optimizers.SGD{WeightDecay: .5}},
		{"sgdw without decay", optimizers.SGDW{Momentum: .9}, optimizers.NewMomentum()},
		{"ista without penalty", optimizers.ISTA{}, optimizers.SGD{}},
		{"adamw without decay", adamw, optimizers.NewAdam()},
		{"adamax without memory", optimizers.Adamax{WeightDecay: .1}, optimizers.Adam{WeightDecay: .1}},
		{"rmsprop without memory", optimizers.RMSprop{Eps: 1e-3}, optimizers.Adam{Eps: 1e-3}},
		{"damped newton without damping", optimizers.DampedNewton{}, optimizers.Newton{}},
	} {
		run := optimizers.Run{F: plane{}, LR: 5e-4, Start: []float64{-1.5, 2}, Steps: 300}
		a, b := run, run
		a.Optimizer, b.Optimizer = c.a, c.b
		same(t, c.what, a, b, 1e-12)
	}
}

// SGD's error on a quadratic is (1 - a l)^k, coordinate by coordinate.
func TestGradientDescentOnAQuadratic(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		l := rapid.SliceOfN(rapid.Float64Range(0.01, 10), 1, 5).Draw(rt, "curvatures")
		a := rapid.Float64Range(0.001, 0.25).Draw(rt, "lr")
		start := make([]float64, len(l))
		for i := range start {
			start[i] = float64(i+1) * 1.25
		}
		got := trace(t, optimizers.Run{F: bowl(l), Optimizer: optimizers.SGD{}, LR: a, Start: start, Steps: 50})
		for k := range got.Len() {
			for i, x := range got.At(k) {
				if want := start[i] * math.Pow(1-a*l[i], float64(k)); !near(x, want, 1e-12) {
					rt.Fatalf("step %d: %v, want %v", k, x, want)
				}
			}
		}
	})
}

// rotated is 1/2 (x-c)' Q diag(l) Q' (x-c), with its Hessian given.
type rotated struct {
	h *mat.SymDense
	c []float64
}

func (q rotated) Func(x []float64) float64 {
	g := make([]float64, len(x))
	q.Grad(g, x)
	sum := 0.0
	for i := range x {
		sum += g[i] * (x[i] - q.c[i]) / 2
	}
	return sum
}

func (q rotated) Grad(dst, x []float64) {
	for i := range x {
		dst[i] = 0
		for j := range x {
			dst[i] += q.h.At(i, j) * (x[j] - q.c[j])
		}
	}
}

func (q rotated) Hess(dst *mat.SymDense, x []float64) { dst.CopySym(q.h) }

// quadratic draws a quadratic of up to eight coordinates, diagonally dominant
// and so well conditioned, with the signs of the diagonal as given, and a start.
func quadratic(rt *rapid.T, sign func(i int) float64) (rotated, []float64) {
	n := rapid.IntRange(1, 8).Draw(rt, "n")
	h := mat.NewSymDense(n, nil)
	c, start := make([]float64, n), make([]float64, n)
	for i := range n {
		for j := i; j < n; j++ {
			h.SetSym(i, j, rapid.Float64Range(-1, 1).Draw(rt, "h"))
		}
		h.SetSym(i, i, sign(i)*(float64(n)+1)*rapid.Float64Range(1, 10).Draw(rt, "diagonal"))
		c[i], start[i] = float64(i)-1.5, 3-float64(i*i)
	}
	return rotated{h, c}, start
}

// Newton solves a quadratic in one step, whatever the signs of its curvatures.
func TestNewtonOnAQuadratic(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		f, start := quadratic(rt, func(i int) float64 { return float64(1 - 2*(i%2)) })
		got := trace(t, optimizers.Run{F: f, Optimizer: optimizers.Newton{}, LR: 1, Start: start, Steps: 1})
		if got.Len() != 2 || got.Hessians[1] != 1 || got.Grads[1] != 1 {
			rt.Fatalf("%s, %v gradients, %v Hessians", got.Verdict, got.Grads, got.Hessians)
		}
		way := floats.Distance(start, f.c, math.Inf(1))
		if floats.Distance(got.At(1), f.c, math.Inf(1)) > 1e-12*way {
			rt.Fatalf("went to %v, want %v", got.At(1), f.c)
		}
	})
}

// adagradWithoutEps returns Adagrad with an eps of 0, which the laws hold for exactly.
func adagradWithoutEps() optimizers.Adagrad {
	r := optimizers.NewAdagrad()
	r.Eps = 0
	return r
}

// The first step of the adaptive rules heeds only the gradient's sign.
func TestFirstStep(t *testing.T) {
	const a = 0.01
	start := []float64{-1.5, 2}
	for _, c := range []struct {
		rule optimizers.Optimizer
		size float64
	}{
		{optimizers.Adam{Beta1: .9, Beta2: .999}, a},
		{optimizers.AMSGrad{Beta1: .9, Beta2: .999}, a},
		{optimizers.Adamax{Beta1: .9, Beta2: .999}, a},
		{adagradWithoutEps(), a},
		{optimizers.RMSprop{Alpha: .99}, 10 * a},
		{optimizers.NewRprop(), a},
		{optimizers.NewLion(), a},
		{optimizers.AdaBelief{Beta1: .9, Beta2: .999}, a / .9}, // m is g/10, and g-m the rest
	} {
		got := trace(t, optimizers.Run{F: plane{}, Optimizer: c.rule, LR: a, Start: start, Steps: 1})
		// The gradient is (-155, -50).
		if x := got.At(1); !near(x[0], start[0]+c.size, 1e-12) || !near(x[1], start[1]+c.size, 1e-12) {
			t.Errorf("%T went to %v", c.rule, x)
		}
	}
	// Adam's is a/(1 + eps/|g|).
	got := trace(t, optimizers.Run{F: bowl{1e-4}, Optimizer: optimizers.NewAdam(), LR: .1, Start: []float64{1}, Steps: 1})
	if !near(1-got.At(1)[0], .1/(1+1e-8/1e-4), 1e-14) {
		t.Errorf("Adam's first step is %v", 1-got.At(1)[0])
	}
}

// Adam knows no scale: neither that of the loss nor that of a coordinate's gradient.
func TestScaleFree(t *testing.T) {
	run := optimizers.Run{F: bowl{1, 100}, LR: .1, Start: []float64{-4, 1}, Steps: 500}
	by := func(s ...float64) optimizers.Run {
		r := run
		r.F = scaled{run.F, s}
		return r
	}
	for _, rule := range []optimizers.Optimizer{
		optimizers.Adam{Beta1: .9, Beta2: .999},
		optimizers.AMSGrad{Beta1: .9, Beta2: .999},
		optimizers.Adamax{Beta1: .9, Beta2: .999},
		optimizers.NAdam{Beta1: .9, Beta2: .999, MomentumDecay: 4e-3},
		optimizers.RMSprop{Alpha: .99},
		adagradWithoutEps(),
		optimizers.NewRprop(),
		optimizers.NewLion(),
		optimizers.AdaBelief{Beta1: .9, Beta2: .999},
	} {
		// Powers of two are exact, and so is the law.
		plain, loss, one := run, by(1<<20, 1<<20), by(1, 1<<13)
		plain.Optimizer, loss.Optimizer, one.Optimizer = rule, rule, rule
		same(t, fmt.Sprintf("%T, 2^20 times the loss", rule), plain, loss, 0)
		same(t, fmt.Sprintf("%T, 2^13 times one coordinate", rule), plain, one, 0)
	}
	for _, s := range [][]float64{{1e6, 1e6}, {1, 1e4}} {
		plain, other := run, by(s...)
		plain.Optimizer, other.Optimizer = optimizers.Adam{Beta1: .9, Beta2: .999}, optimizers.Adam{Beta1: .9, Beta2: .999}
		same(t, fmt.Sprint("Adam times ", s), plain, other, 1e-12)
	}
	plain := run
	plain.Optimizer, plain.LR, plain.Steps = optimizers.SGD{}, 2./101*10, 2000
	if got := trace(t, plain); got.Verdict.Outcome != optimizers.Diverged {
		t.Errorf("SGD at ten times the rate: %s", got.Verdict)
	}
}

// together are the rules that do not treat a coordinate as if it were alone:
// they solve for all, search along a line of all, or share out random numbers.
var together = map[string]bool{
	"bfgs": true, "lbfgs": true, "cg": true, "nelder-mead": true, "newton": true, "damped-newton": true, "saddle-free-newton": true, "newton-armijo": true, "modified-newton": true, "gauss-newton": true, "langevin": true,
}

// stacked is several losses side by side, each with its own two coordinates.
type stacked []objective.Objective

func (s stacked) Func(x []float64) float64 {
	sum := 0.0
	for i, f := range s {
		sum += f.Func(x[2*i : 2*i+2])
	}
	return sum
}

func (s stacked) Grad(dst, x []float64) {
	for i, f := range s {
		f.Grad(dst[2*i:2*i+2], x[2*i:2*i+2])
	}
}

// An element-wise rule on runs side by side, each with its own rate, is the
// same as on each alone, to the last bit.
func TestLockStep(t *testing.T) {
	losses := stacked{plane{}, bowl{1, 25}, surface(t, "himmelblau")}
	starts := []float64{-1.5, 2, -4, 1, 0.5, -0.5}
	for _, e := range optimizers.Catalog() {
		if together[e.Name] {
			continue
		}
		const steps = 200
		all := append([]float64(nil), starts...)
		lr := []float64{e.LR, e.LR, e.LR / 2, e.LR / 2, e.LR / 4, e.LR / 4}
		s, err := e.Rule.Start(optimizers.Problem{F: losses, X: all, Steps: steps})
		if err != nil {
			t.Fatal(err)
		}
		for range steps {
			if err := s.Step(losses, all, lr); err != nil {
				t.Fatal(err)
			}
		}
		for i, f := range losses {
			got := trace(t, optimizers.Run{F: f, Optimizer: e.Rule, LR: lr[2*i], Start: starts[2*i : 2*i+2], Steps: steps})
			if x := got.At(steps); x[0] != all[2*i] || x[1] != all[2*i+1] {
				t.Errorf("%s: %v alone, %v side by side", e.Name, x, all[2*i:2*i+2])
			}
		}
	}
}

// decayless are element-wise rules without weight decay.
var decayless = map[string]bool{"rprop": true, "ista": true, "schedule-free": true, "lookahead": true, "averaging": true, "projected": true}

// decoupled are the rules whose weight decay shrinks x beside the gradient.
var decoupled = map[string]bool{"adamw": true, "sgdw": true, "lion": true, "adabelief": true}

// Weight decay is an L2 penalty everywhere but where it is decoupled.
func TestWeightDecayIsAPenalty(t *testing.T) {
	run := optimizers.Run{LR: .01, Start: []float64{-1.5, 2}, Steps: 300}
	for _, e := range optimizers.Catalog() {
		if together[e.Name] || decayless[e.Name] || decoupled[e.Name] {
			continue
		}
		decayed, penalised := run, run
		decayed.F, decayed.Optimizer = bowl{1, 25}, with(t, e.Rule, map[string]any{"weight_decay": .5})
		penalised.F, penalised.Optimizer = bowl{1.5, 25.5}, with(t, e.Rule, map[string]any{"weight_decay": 0})
		same(t, e.Name, decayed, penalised, 1e-10)
	}
	for name := range decoupled {
		w := optimizers.Run{F: bowl{0, 0}, Optimizer: with(t, rule(t, name), map[string]any{"weight_decay": .5}),
			LR: .1, Start: []float64{1, 2}, Steps: 10}
		if got := trace(t, w); !near(got.At(10)[1], 2*math.Pow(.95, 10), 1e-14) {
			t.Errorf("%s shrank to %v", name, got.At(10))
		}
	}
}

// The running products of the betas stay as good as powers for a million steps:
// with a constant gradient the corrected moments are exact, and every step is
// the rate.
func TestManySteps(t *testing.T) {
	var x float64
	r := optimizers.Run{F: slope{}, Optimizer: optimizers.Adam{Beta1: .9999, Beta2: .99999}, LR: 1e-3, Start: []float64{0}, Steps: 1e6}
	_, err := r.Each(t.Context(), func(s optimizers.State) error {
		x = s.X[0]
		return nil
	})
	if want := -1e-3 * 1e6; err != nil || !near(x, want, 1e-9) {
		t.Errorf("went to %v, want %v (%v)", x, want, err)
	}
}

// slope is x.
type slope struct{}

func (slope) Func(x []float64) float64 { return x[0] }
func (slope) Grad(dst, x []float64)    { dst[0] = 1 }

// A rate of 0 in between holds the point still, and the schedule's last rate
// is that of the last step.
func TestScheduledRates(t *testing.T) {
	r := optimizers.Run{F: slope{}, Optimizer: optimizers.SGD{}, LR: 1, Start: []float64{0}, Steps: 4,
		Schedule: schedules.Polynomial{TotalIters: 2}}
	got := trace(t, r)
	for k, want := range []float64{0, -1, -1.5, -1.5, -1.5} {
		if got.At(k)[0] != want {
			t.Errorf("x_%d = %v, want %v", k, got.At(k)[0], want)
		}
	}
	// Plateau hears the loss after each step: here it never falls far enough.
	r.Schedule, r.LR = schedules.Plateau{Factor: .5, Patience: 1}, 1
	r.F = bowl{2}
	r.Start = []float64{1} // x -> -x: the loss stays 1
	got = trace(t, r)
	for k, want := range []float64{1, 1, 1, .5} {
		if got.LR[k] != want {
			t.Errorf("plateau: rate of step %d is %v, want %v", k, got.LR[k], want)
		}
	}
}

// downhill is a slope of the same gradient everywhere.
type downhill float64

func (g downhill) Func(x []float64) float64 { return float64(g) * x[0] }
func (g downhill) Grad(dst, _ []float64)    { dst[0] = float64(g) }

// A gradient that does not vary has the variance 0 in the end, and v less the
// squared mean rounds to either side of it: never to the root of a number below.
func TestCenteredVarianceIsNotNegative(t *testing.T) {
	for _, alpha := range []float64{.5, .9, .99} {
		for _, g := range []float64{.1, .3, .7, 1.1, 1.3} {
			rule := optimizers.RMSprop{Alpha: alpha, Eps: 1e-8, Centered: true}
			got := trace(t, optimizers.Run{F: downhill(g), Optimizer: rule, LR: 1e-3, Start: []float64{0}, Steps: 4000})
			if v := got.Verdict; v.Outcome == optimizers.Diverged {
				t.Errorf("alpha %v, gradient %v: %s", alpha, g, v)
			}
		}
	}
}
