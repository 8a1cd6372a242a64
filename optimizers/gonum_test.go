package optimizers_test

import (
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/optimize"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
)

// Major iterations and evaluations of the loss until the gradient is at most 1e-6
// (lecture figure 8.5, from optimize.Minimize of gonum 0.17, which counts the start
// as the first iteration and takes a gradient's largest coordinate for its norm).
func TestGonumCounts(t *testing.T) {
	rosenbrock, start := surfaces.Rosenbrock{N: 2, B: 100}, []float64{-1.2, 1}
	ravine, far := surfaces.Ravine{Kappa: 100}, []float64{-4, 1}
	for _, test := range []struct {
		rule                    optimizers.Optimizer
		f                       objective.Objective
		start                   []float64
		iterations, evaluations int
	}{
		{optimizers.CG{}, rosenbrock, start, 22, 70},
		{optimizers.NewLBFGS(), rosenbrock, start, 35, 45},
		{optimizers.BFGS{}, rosenbrock, start, 39, 57},
		{optimizers.BFGS{}, ravine, far, 9, 12},
		{optimizers.NewLBFGS(), ravine, far, 8, 11},
		{optimizers.CG{}, ravine, far, 3, 3},
		{optimizers.ModifiedNewton{}, rosenbrock, start, 21, 26},
		{optimizers.ModifiedNewton{}, ravine, far, 2, 2},
		{optimizers.CG{Exact: true}, ravine, far, 3, 3}, // not gonum's: 2 steps in 2 dimensions
	} {
		iterations, evaluations := -1, 0
		grad := make([]float64, len(test.start))
		r := optimizers.Run{F: test.f, Optimizer: test.rule, LR: 1, Start: test.start, Steps: 100}
		_, err := r.Each(t.Context(), func(s optimizers.State) error {
			if test.f.Grad(grad, s.X); iterations < 0 && floats.Norm(grad, math.Inf(1)) <= 1e-6 {
				iterations, evaluations = s.K+1, s.Funcs
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if iterations != test.iterations || evaluations != test.evaluations {
			t.Errorf("%T on %T: %d iterations with %d evaluations, want %d with %d", test.rule, test.f, iterations, evaluations, test.iterations, test.evaluations)
		}
	}
}

// recorder keeps the major iterations of optimize.Minimize, and what had been
// evaluated by then.
type recorder struct {
	x      []float64
	counts [][3]int // values, gradients, Hessians
}

func (*recorder) Init() error { return nil }

func (r *recorder) Record(at *optimize.Location, op optimize.Operation, s *optimize.Stats) error {
	if op == optimize.MajorIteration || op == optimize.PostIteration { // the last is told as the latter
		r.x = append(r.x, at.X...)
		r.counts = append(r.counts, [3]int{s.FuncEvaluations, s.GradEvaluations, s.HessEvaluations})
	}
	return nil
}

// The rules through gonum are gonum's, iterate by iterate, and cost as much.
func TestGonumIterates(t *testing.T) {
	for name, method := range map[string]optimize.Method{
		"bfgs": &optimize.BFGS{}, "lbfgs": &optimize.LBFGS{}, "cg": &optimize.CG{}, "nelder-mead": &optimize.NelderMead{},
		"modified-newton": &optimize.Newton{},
	} {
		for _, c := range []struct {
			f     objective.Curved
			start []float64
		}{
			{surfaces.Rosenbrock{N: 2, B: 100}, []float64{-1.2, 1}},
			{surfaces.Rosenbrock{N: 2, B: 100}, []float64{.2, 1}}, // where the Hessian is indefinite
			{surfaces.Rosenbrock{N: 5, B: 100}, surfaces.Rosenbrock{N: 5, B: 100}.Meta().Start},
			{surfaces.Himmelblau{}, surfaces.Himmelblau{}.Meta().Start},
			{surfaces.Himmelblau{}, []float64{-.3, -1}}, // negative definite
			{surfaces.Ravine{Kappa: 100}, []float64{-4, 1}},
			{surfaces.Ravine{Kappa: 100, Angle: 30}, surfaces.Ravine{Kappa: 100, Angle: 30}.Meta().Start},
		} {
			var seen recorder
			_, err := optimize.Minimize(optimize.Problem{Func: c.f.Func, Grad: c.f.Grad, Hess: c.f.Hess}, c.start, &optimize.Settings{
				Recorder: &seen, MajorIterations: 25, GradientThreshold: 1e-6, Converger: optimize.NeverTerminate{}}, method)
			if err != nil {
				t.Fatal(name, err)
			}
			steps := len(seen.counts) - 1
			got := trace(t, optimizers.Run{F: c.f, Optimizer: rule(t, name), LR: 1, Start: c.start, Steps: steps})
			if steps < 1 || got.Len() != steps+1 {
				t.Fatalf("%s on %T: %d of %d steps: %v", name, c.f, got.Len()-1, steps, got.Verdict)
			}
			if !slices.Equal(got.X, seen.x) {
				t.Errorf("%s on %T: %v, gonum %v", name, c.f, got.X, seen.x)
			}
			for k, want := range seen.counts[1:] {
				if have := [3]int{got.Funcs[k+1], got.Grads[k+1], got.Hessians[k+1]}; have != want {
					t.Errorf("%s on %T: values, gradients and Hessians of %d steps are %v, gonum's %v", name, c.f, k+1, have, want)
				}
			}
		}
	}
}

// The simplex shrinks onto the minimum; 8.5's stopping rule is that of 200
// iterations in a row in which the loss falls by less than 1e-14.
func TestNelderMead(t *testing.T) {
	calm, iterations, evaluations := 0, -1, 0
	last := math.Inf(1)
	r := optimizers.Run{F: surfaces.Rosenbrock{N: 2, B: 100}, Optimizer: optimizers.NelderMead{}, LR: 1, Start: []float64{-1.2, 1}, Steps: 400}
	if _, err := r.Each(t.Context(), func(s optimizers.State) error {
		if calm++; last-s.Loss > 1e-14 {
			calm, last = 0, s.Loss
		}
		if calm == 200 && iterations < 0 {
			iterations, evaluations = s.K+1, s.Funcs // the start is gonum's first iteration
		}
		if s.Grads != 0 {
			t.Fatal("asked for a gradient")
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if iterations != 321 || evaluations != 896 {
		t.Errorf("%d iterations with %d evaluations, want 321 with 896", iterations, evaluations)
	}
}

// No run of a simplex leaves anything running behind, wherever it ends.
func TestNelderMeadEnds(t *testing.T) {
	before := runtime.NumGoroutine()
	for steps := range 5 {
		trace(t, optimizers.Run{F: plane{}, Optimizer: optimizers.NewLookahead(optimizers.NelderMead{}), LR: 1, Start: []float64{1, 2}, Steps: 2 * steps})
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}

// A converged line search rests; one that is led astray says so.
func TestLinesearchEnds(t *testing.T) {
	for _, name := range []string{"bfgs", "lbfgs", "cg", "modified-newton"} {
		for _, start := range [][]float64{{-1.2, 1}, {1, 1}} {
			got := trace(t, optimizers.Run{F: plane{}, Optimizer: rule(t, name), LR: 1, Start: start, Steps: 300})
			if got.Len() != 301 || got.GradNorm[300] > 1e-6 {
				t.Errorf("%s from %v: %v after %d steps", name, start, got.Verdict, got.Len()-1)
			}
		}
		got := trace(t, optimizers.Run{F: optimizers.Noisy{F: plane{}, Sigma: 1e3}, Optimizer: rule(t, name), LR: 1, Start: []float64{-1.2, 1}, Steps: 300})
		if got.Verdict.Outcome != optimizers.Failed || !strings.HasPrefix(got.Verdict.Reason, name+": ") {
			t.Errorf("%s in noise: %v", name, got.Verdict)
		}
		got = trace(t, optimizers.Run{F: straight{}, Optimizer: rule(t, name), LR: 1, Start: []float64{0}, Steps: 300})
		if got.Len() == 301 {
			t.Errorf("%s on an endless slope: %v", name, got.Verdict)
		}
	}
}
