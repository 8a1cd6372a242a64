package optimizers_test

import (
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
)

// On a convex quadratic saddle-free Newton and Newton with a line search are
// Newton: |H| is H, and the first length is enough. Rounding is small beside the longest coordinate,
// which all of a solution share, not beside each.
func TestNewtonsOnAConvexQuadratic(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		f, start := quadratic(rt, func(int) float64 { return 1 })
		run := optimizers.Run{F: f, Optimizer: optimizers.Newton{}, LR: rapid.Float64Range(.01, 1.9).Draw(rt, "lr"), Start: start, Steps: 5}
		want := trace(t, run)
		for _, rule := range []optimizers.Optimizer{optimizers.SaddleFreeNewton{}, optimizers.NewtonArmijo{}} {
			run.Optimizer = rule
			got := trace(t, run)
			if got.Len() != want.Len() || floats.Distance(got.X, want.X, math.Inf(1)) > 1e-12*floats.Norm(want.X, math.Inf(1)) {
				rt.Fatalf("%T: %v, Newton %v", rule, got.X, want.X)
			}
		}
	})
}

// On a quadratic saddle-free Newton goes into the saddle along the eigenvectors
// of positive curvature, as Newton does, and along the others as far away from it.
func TestSaddleFreeOnAQuadratic(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		f, start := quadratic(rt, func(i int) float64 { return float64(1 - 2*(i%2)) })
		n := len(start)
		var eigen mat.EigenSym
		if !eigen.Factorize(f.h, true) {
			rt.Fatal("no eigenvectors")
		}
		var q mat.Dense
		eigen.VectorsTo(&q)
		got := trace(t, optimizers.Run{F: f, Optimizer: optimizers.SaddleFreeNewton{}, LR: 1, Start: start, Steps: 1})
		for k, l := range eigen.Values(nil) {
			var from, to float64 // the distance from the saddle along eigenvector k
			for i := range n {
				from += q.At(i, k) * (start[i] - f.c[i])
				to += q.At(i, k) * (got.At(1)[i] - f.c[i])
			}
			if want := from * (1 - math.Copysign(1, l)); math.Abs(to-want) > 1e-10 {
				rt.Fatalf("eigenvalue %v: from %v to %v, want %v", l, from, to, want)
			}
		}
	})
}

// With heavy damping the step is gradient descent's of the rate 1/mu.
func TestHeavyDamping(t *testing.T) {
	for _, f := range []objective.Objective{plane{}, surfaces.Rosenbrock{N: 5, B: 100}} {
		start := []float64{-1.5, 2, .5, -1, 1.5}
		if f == (plane{}) {
			start = start[:2]
		}
		newton := optimizers.Run{F: f, Optimizer: optimizers.DampedNewton{Mu: 1e9}, LR: 1, Start: start, Steps: 5}
		sgd := newton
		sgd.Optimizer, sgd.LR = optimizers.SGD{}, 1e-9
		a, b := trace(t, newton), trace(t, sgd)
		for i := range b.X {
			if moved := b.X[i] - start[i%len(start)]; math.Abs(a.X[i]-b.X[i]) > 1e-5*math.Abs(moved) {
				t.Fatalf("%v, gradient descent %v", a.X, b.X)
			}
		}
	}
}

// The loss never grows under the line search, from wherever it starts: through
// saddles, over kinks, at the minimum; it ends early on the tip of a kink only.
func TestArmijoNeverClimbs(t *testing.T) {
	for _, s := range surfaces.Catalog() {
		m := s.Meta()
		for _, start := range [][]float64{m.Start, {m.Window[0][0], m.Window[1][1]}, m.Points[0].X} {
			for _, lr := range []float64{.3, 1, 1e3} {
				got := trace(t, optimizers.Run{F: s, Optimizer: optimizers.NewtonArmijo{}, LR: lr, Start: start, Steps: 200})
				for k := 1; k < got.Len(); k++ {
					if got.Loss[k] > got.Loss[k-1] {
						t.Fatalf("%s from %v, lr %v: %v after %v at step %d", m.Name, start, lr, got.Loss[k], got.Loss[k-1], k)
					}
				}
				if math.IsInf(m.Infimum, -1) {
					continue
				}
				end, tip := got.At(got.Len()-1), m.Points[0].X
				kinked := m.Name == "ackley" || m.Name == "absolute"
				switch v := got.Verdict; {
				case v.Outcome == optimizers.Failed && kinked && near(end[0], tip[0], 1e-9) && near(end[1], tip[1], 1e-9):
				case v.Outcome == optimizers.Failed || v.Outcome == optimizers.Diverged:
					t.Errorf("%s from %v, lr %v: %s at %v", m.Name, start, lr, v, end)
				}
			}
		}
	}
}

// Where the direction is wrong, the search ends; where it is right but for the
// length, it pays for each trial; where nothing moves, it stays.
func TestArmijoSearch(t *testing.T) {
	r := optimizers.Run{F: bowl{2}, Optimizer: optimizers.NewtonArmijo{}, LR: 3, Start: []float64{1}, Steps: 1}
	// From 1 by 3 to -2, by 3/2 to -1/2: the second is down enough.
	if got := trace(t, r); got.At(1)[0] != -.5 || got.Funcs[1] != 3 || got.Grads[1] != 1 || got.Hessians[1] != 1 {
		t.Errorf("to %v with %d values", got.At(1), got.Funcs[1])
	}
	// From 1 the length T leads to (1-T)^2, which is down enough for T <= 2 - 2c.
	for lr, want := range map[float64]int{1.9997: 2, 1.9999: 3} {
		r.LR = lr
		if got := trace(t, r); got.Funcs[1] != want {
			t.Errorf("lr %v: %d values, want %d", lr, got.Funcs[1], want)
		}
	}
	r.Start = []float64{0}
	if got := trace(t, r); got.Len() != 2 || got.At(1)[0] != 0 {
		t.Errorf("at rest: %v, %s", got.X, got.Verdict)
	}
	r.F, r.Start = level{}, []float64{1}
	if got := trace(t, r); got.Len() != 2 || got.At(1)[0] != 1 {
		t.Errorf("on the level: %v, %s", got.X, got.Verdict)
	}
	r.F, r.Start = wrong{}, []float64{0}
	if v := trace(t, r).Verdict; v.Outcome != optimizers.Failed || !strings.Contains(v.Reason, "100 halvings") {
		t.Errorf("a gradient that is wrong: %s", v)
	}
	x := []float64{0}
	s, err := optimizers.NewtonArmijo{}.Start(optimizers.Problem{F: wrong{}, X: x})
	if err != nil || s.Step(wrong{}, x, []float64{1}) == nil || x[0] != 0 {
		t.Errorf("a step that fails leads to %v", x)
	}
	// Noise in the gradient ends no run.
	r = optimizers.Run{F: optimizers.Noisy{F: plane{}, Sigma: 1}, Optimizer: optimizers.NewtonArmijo{}, LR: 1, Start: []float64{-1.5, 2}, Steps: 500}
	if got := trace(t, r); got.Len() != 501 {
		t.Errorf("under noise: %s", got.Verdict)
	}
}

// level is 0, with a slope that rounding made.
type level struct{ wrong }

func (level) Func([]float64) float64 { return 0 }

// wrong is |x|, with a slope that is not its own.
type wrong struct{}

func (wrong) Func(x []float64) float64            { return math.Abs(x[0]) }
func (wrong) Grad(dst, _ []float64)               { dst[0] = 1 }
func (wrong) Hess(dst *mat.SymDense, _ []float64) { dst.SetSym(0, 0, 1) }

// What cannot be solved ends the run, with the reason, and moves nothing.
func TestUnsolvable(t *testing.T) {
	five := surfaces.Zakharov{N: 5}
	for _, c := range []struct {
		rule   optimizers.Optimizer
		f      objective.Objective
		start  []float64
		reason string
	}{
		{optimizers.Newton{}, flat{1}, []float64{1, 1}, "singular Hessian (reciprocal condition 0)"},
		{optimizers.SaddleFreeNewton{}, flat{1}, []float64{1, 1}, "singular Hessian (reciprocal condition 0)"},
		{optimizers.SaddleFreeNewton{}, surfaces.MonkeySaddle{}, []float64{0, 0}, "singular Hessian (reciprocal condition 0)"},
		{optimizers.SaddleFreeNewton{}, bowl{1, 2, 0}, []float64{1, 1, 1}, "singular Hessian (reciprocal condition 0)"},
		{optimizers.SaddleFreeNewton{}, bowl{0, 0, 0}, []float64{1, 1, 1}, "singular Hessian (reciprocal condition 0)"},
		{optimizers.SaddleFreeNewton{}, bowl{1, 1e-16}, []float64{1, 1}, "singular Hessian (reciprocal condition 1e-16)"},
		{optimizers.SaddleFreeNewton{}, broken{bowl{1, 2}}, []float64{1, 1}, "the Hessian is not finite"},
		{optimizers.SaddleFreeNewton{}, broken{bowl{1, 2, 3}}, []float64{1, 1, 1}, "the Hessian is not finite"},
		{optimizers.Newton{}, broken{bowl{1, 2}}, []float64{1, 1}, "the Hessian is not finite"},
		{optimizers.Newton{}, broken{bowl{1, 2, 3}}, []float64{1, 1, 1}, "the Hessian is not finite"},
		{optimizers.DampedNewton{Mu: 2}, bowl{-2, 1}, []float64{1, 1}, "singular damped Hessian (reciprocal condition 0)"},
		{optimizers.DampedNewton{Mu: 2}, broken{bowl{-2, 1}}, []float64{1, 1}, "the damped Hessian is not finite"},
		{optimizers.ModifiedNewton{}, broken{bowl{1, 2}}, []float64{1, 1}, "modified-newton: the Hessian is not finite"},
		{optimizers.ModifiedNewton{}, broken{bowl{1, 2, 3}}, []float64{1, 1, 1}, "modified-newton: the Hessian is not finite"},
		{optimizers.CG{Exact: true}, broken{bowl{1, 2}}, []float64{1, 1}, "cg: the Hessian is not finite"},
		{optimizers.GaussNewton{}, surfaces.Himmelblau{}, []float64{.5, .5}, "rank-deficient Jacobian (reciprocal condition 0)"},
		{optimizers.GaussNewton{}, surfaces.Product{}, []float64{0, 0}, "rank-deficient Jacobian (reciprocal condition 0)"},
		{optimizers.GaussNewton{}, linear{mat.NewDense(2, 3, []float64{1, 0, 0, 1e16, 1, 0}), []float64{1, 1}}, []float64{0, 0, 0},
			"rank-deficient Jacobian (reciprocal condition 1e-32)"},
		{optimizers.GaussNewton{}, linear{mat.NewDense(2, 1, []float64{math.Inf(1), 1}), []float64{0, 0}}, []float64{0}, "the Jacobian is not finite"},
	} {
		got := trace(t, optimizers.Run{F: c.f, Optimizer: c.rule, LR: 1, Start: c.start, Steps: 5})
		if v := got.Verdict; v.Outcome != optimizers.Failed || v.Step != 0 || v.Reason != c.reason {
			t.Errorf("%T on %T: %s, want %s", c.rule, c.f, v, c.reason)
		}
	}
	// A singular Hessian turns the line search to the gradient.
	got := trace(t, optimizers.Run{F: flat{1}, Optimizer: optimizers.NewtonArmijo{}, LR: 1e-20, Start: []float64{1, 1}, Steps: 1})
	if got.Len() != 2 {
		t.Errorf("line search: %s", got.Verdict)
	}
	for _, rule := range []optimizers.Optimizer{optimizers.Newton{}, optimizers.NewDampedNewton(), optimizers.SaddleFreeNewton{}, optimizers.NewtonArmijo{}, optimizers.ModifiedNewton{}, optimizers.CG{Exact: true}} {
		if _, err := rule.Start(optimizers.Problem{F: quartic{}, X: []float64{1, 1}}); err == nil || !strings.HasSuffix(err.Error(), "needs a loss with second derivatives") {
			t.Errorf("%T: error %v", rule, err)
		}
	}
	for name, f := range map[string]objective.Objective{"no squares": bowl{1, 1}, "no squares under noise": optimizers.Noisy{F: five, Sigma: 1}} {
		r := optimizers.Run{F: f, Optimizer: optimizers.GaussNewton{}, LR: 1, Start: []float64{1, 2, 3, 4, 5}[:2], Steps: 1}
		if _, err := r.Trace(t.Context()); err == nil || err.Error() != "gauss-newton needs a loss that is a sum of squares" {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

// broken is a bowl whose Hessian is not finite.
type broken struct{ bowl }

func (f broken) Hess(dst *mat.SymDense, x []float64) {
	f.bowl.Hess(dst, x)
	dst.SetSym(0, len(x)-1, math.Inf(-1))
}
