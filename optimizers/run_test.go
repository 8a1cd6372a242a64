package optimizers_test

import (
	"context"
	"errors"
	"math"
	"runtime"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
)

// flat is 0 everywhere, with a gradient that a rule cannot get away with.
type flat struct{ g float64 }

func (flat) Func(x []float64) float64 { return 1 }
func (f flat) Grad(dst, x []float64)  { dst[0], dst[1] = f.g, 0 }
func (flat) Hess(dst *mat.SymDense, x []float64) {
	dst.Zero()
	dst.SetSym(0, 0, 1)
}

// only is a loss that is not a number outside |x| < at.
type only struct{ at float64 }

func (o only) Func(x []float64) float64 {
	if math.Abs(x[0]) < o.at {
		return x[0]
	}
	return math.NaN()
}
func (only) Grad(dst, x []float64) { dst[0] = 1 }

func TestVerdicts(t *testing.T) {
	window := [][2]float64{{-2, 2}, {-2, 2}}
	known := []optimizers.Point{{X: []float64{1, 1}, Name: "saddle"}, {X: []float64{0, 0}, Name: "minimum"}, {X: []float64{1e-3, 0}, Name: "maximum"}}
	start := []float64{1, 1}
	sgd := optimizers.SGD{}
	for _, c := range []struct {
		run     optimizers.Run
		outcome optimizers.Outcome
		step    int
		point   int
		text    string
	}{
		{optimizers.Run{F: bowl{1, 1}, LR: .5, Steps: 100, Known: known}, optimizers.Converged, 100, 1, "converged to the minimum (0, 0)"},
		{optimizers.Run{F: bowl{1, 1}, LR: .5, Steps: 100}, optimizers.Converged, 100, -1, "converged, no known point there"},
		{optimizers.Run{F: bowl{1, 1}, LR: .5, Steps: 100, Known: []optimizers.Point{{X: []float64{-1e-20, 1e-3}}}}, optimizers.Converged, 100, 0, "converged to (0, 0.001)"},
		{optimizers.Run{F: flat{1e-7}, LR: .5, Steps: 100}, optimizers.Converged, 100, -1, "converged, no known point there"},
		{optimizers.Run{F: bowl{1, 1}, LR: 3, Steps: 5000}, optimizers.Diverged, 512, -1, "diverged at step 512"},
		{optimizers.Run{F: flat{1}, LR: 1e306, Steps: 1000}, optimizers.Diverged, 180, -1, "diverged at step 180"},
		{optimizers.Run{F: only{3.5}, LR: 1, Start: []float64{0}, Window: window[:1], Steps: 9}, optimizers.Diverged, 4, -1, "diverged at step 4"},
		{optimizers.Run{F: only{1}, LR: 1, Start: []float64{1}, Window: window[:1], Steps: 9}, optimizers.Diverged, 0, -1, "diverged at step 0"},
		{optimizers.Run{F: flat{1}, Optimizer: optimizers.Newton{}, LR: 1, Steps: 9}, optimizers.Failed, 0, -1, "stopped at step 0: singular Hessian (reciprocal condition 0)"},
		{optimizers.Run{F: quarticRavine{}, Optimizer: optimizers.Newton{}, LR: 1, Start: []float64{1e-3, 1}, Steps: 90}, optimizers.Failed, 28, -1,
			"stopped at step 28: singular Hessian (reciprocal condition 8e-16)"},
		{optimizers.Run{F: flat{1}, LR: .1, Steps: 100}, optimizers.LeftWindow, 100, -1, "left the window"},
		{optimizers.Run{F: bowl{1, 2.02}, LR: 1, Start: []float64{1, .1}, Steps: 100}, optimizers.Oscillating, 100, -1, "oscillating"},
		{optimizers.Run{F: bowl{1, 1}, LR: 1e-6, Steps: 100}, optimizers.Stalled, 100, -1, "stalled"},
		{optimizers.Run{F: bowl{1, 1}, LR: 1e-3, Steps: 100}, optimizers.Descending, 100, -1, "still descending"},
		{optimizers.Run{F: bowl{1, 1}, LR: 1e-6, Steps: 9}, optimizers.Descending, 9, -1, "still descending"},
		{optimizers.Run{F: bowl{1, 1}, LR: 1e-6, Steps: 1}, optimizers.Descending, 1, -1, "still descending"},
		{optimizers.Run{F: bowl{1, 1}, LR: 1e-6, Steps: 0}, optimizers.Descending, 0, -1, "still descending"},
		{optimizers.Run{F: bowl{1, 1}, LR: 1, Start: []float64{0, 0}, Steps: 0, Known: known}, optimizers.Converged, 0, 1, "converged to the minimum (0, 0)"},
		{optimizers.Run{F: bowl{1, 1}, LR: 1, Start: []float64{5, 5}, Steps: 0}, optimizers.LeftWindow, 0, -1, "left the window"},
		{optimizers.Run{F: surfaces.Rosenbrock{N: 6, B: 100}, Optimizer: optimizers.Newton{}, LR: 1, Start: []float64{1.1, 1, 1, 1, 1, 1}, Steps: 20,
			Window: [][2]float64{{0, 2}, {0, 2}, {0, 2}, {0, 2}, {0, 2}, {0, 2}}, Known: []optimizers.Point{{X: []float64{1, 1, 1, 1, 1, 1}, Name: "minimum"}}},
			optimizers.Converged, 20, 0, "converged to the minimum (1, 1, 1, 1, ...)"},
	} {
		r := c.run
		if r.Optimizer == nil {
			r.Optimizer = sgd
		}
		if r.Start == nil {
			r.Start = start
		}
		if r.Window == nil {
			r.Window = window
		}
		got := trace(t, r)
		v := got.Verdict
		if v.Outcome != c.outcome || v.Step != c.step || v.Point != c.point || v.String() != c.text {
			t.Errorf("%T lr %v steps %d: %v, step %d, point %d, %q; want %v, step %d, point %d, %q",
				r.F, r.LR, r.Steps, v.Outcome, v.Step, v.Point, v, c.outcome, c.step, c.point, c.text)
		}
		// Row for row finite, and the rates but the last.
		rows := v.Step + 1
		if v.Outcome == optimizers.Diverged {
			rows--
		}
		if got.Len() != rows || len(got.X) != rows*got.Dim {
			t.Errorf("%T lr %v: %d rows, want %d", r.F, r.LR, got.Len(), rows)
		}
		for k := range got.Len() {
			for _, n := range append([]float64{got.Loss[k], got.GradNorm[k]}, got.At(k)...) {
				if math.IsNaN(n) || math.IsInf(n, 0) {
					t.Errorf("%T lr %v: %v at step %d", r.F, r.LR, n, k)
				}
			}
			if math.IsNaN(got.LR[k]) != (k == got.Len()-1) {
				t.Errorf("%T lr %v: rate %v at step %d", r.F, r.LR, got.LR[k], k)
			}
		}
	}
}

// quarticRavine is x^4 + y^2: its Hessian fades on the way to the minimum.
type quarticRavine struct{}

func (quarticRavine) Func(x []float64) float64 { return math.Pow(x[0], 4) + x[1]*x[1] }
func (quarticRavine) Grad(dst, x []float64)    { dst[0], dst[1] = 4*math.Pow(x[0], 3), 2*x[1] }
func (quarticRavine) Hess(dst *mat.SymDense, x []float64) {
	dst.Zero()
	dst.SetSym(0, 0, 12*x[0]*x[0])
	dst.SetSym(1, 1, 2)
}

// Without a window nothing leaves it, and a width is 1.
func TestVerdictWithoutWindow(t *testing.T) {
	r := optimizers.Run{F: bowl{1, 25}, Optimizer: optimizers.SGD{}, Start: []float64{-4, 1}, Steps: 100}
	for lr, want := range map[float64]optimizers.Outcome{1e-6: optimizers.Stalled, 1e-3: optimizers.Descending, .4: optimizers.Oscillating} {
		r.LR = lr
		if v := trace(t, r).Verdict; v.Outcome != want {
			t.Errorf("lr %v: %s", lr, v)
		}
	}
	r.F, r.LR, r.Steps = optimizers.Noisy{F: r.F, Sigma: 1}, .04, 1000
	if v := trace(t, r).Verdict; v.Outcome != optimizers.Oscillating {
		t.Errorf("noise ball: %s", v)
	}
}

// What a rule evaluates is counted, and the recording's own is not; the
// gradient that the loop has at hand is the one that a rule is given.
func TestCounts(t *testing.T) {
	var grads, hessians int
	f := watched{plane{}, &grads, &hessians}
	got := trace(t, optimizers.Run{F: f, Optimizer: optimizers.Newton{}, LR: 1, Start: []float64{-1.2, 1}, Steps: 5})
	for k := range got.Len() {
		if got.Grads[k] != k || got.Hessians[k] != k {
			t.Errorf("step %d: %d gradients, %d Hessians", k, got.Grads[k], got.Hessians[k])
		}
	}
	if grads != 6 || hessians != 5 {
		t.Errorf("evaluated %d gradients, %d Hessians", grads, hessians)
	}
	got = trace(t, optimizers.Run{F: plane{}, Optimizer: extragradient{}, LR: 1e-4, Start: []float64{-1.2, 1}, Steps: 5})
	if got.Grads[5] != 10 || got.Hessians[5] != 0 {
		t.Errorf("extragradient: %d gradients", got.Grads[5])
	}
	x, g := []float64{-1.2, 1}, make([]float64, 2)
	plane{}.Grad(g, x)
	y := []float64{x[0] - 1e-4*g[0], x[1] - 1e-4*g[1]}
	plane{}.Grad(g, y)
	if x[0]-1e-4*g[0] != got.At(1)[0] {
		t.Errorf("extragradient went to %v", got.At(1))
	}
}

type watched struct {
	plane
	grads, hessians *int
}

func (w watched) Grad(dst, x []float64)               { *w.grads++; w.plane.Grad(dst, x) }
func (w watched) Hess(dst *mat.SymDense, x []float64) { *w.hessians++; w.plane.Hess(dst, x) }

// extragradient moves x in place between its two questions.
type extragradient struct{}

func (extragradient) Start(optimizers.Problem) (optimizers.Stepper, error) {
	return extragradient{}, nil
}
func (extragradient) Step(f objective.Objective, x, lr []float64) error {
	g, old := make([]float64, len(x)), append([]float64(nil), x...)
	for range 2 {
		f.Grad(g, x)
		for i := range x {
			x[i] = old[i] - lr[i]*g[i]
		}
	}
	return nil
}

func TestRefusals(t *testing.T) {
	good := optimizers.Run{F: bowl{1, 1}, Optimizer: optimizers.SGD{}, LR: 1, Start: []float64{1, 1}, Steps: 1}
	for _, c := range []struct {
		change func(*optimizers.Run)
		want   string
	}{
		{func(r *optimizers.Run) { r.F = nil }, "loss"},
		{func(r *optimizers.Run) { r.Optimizer = nil }, "optimizer"},
		{func(r *optimizers.Run) { r.LR = 0 }, "lr 0"},
		{func(r *optimizers.Run) { r.LR = math.NaN() }, "lr NaN"},
		{func(r *optimizers.Run) { r.LR = math.Inf(1) }, "lr +Inf"},
		{func(r *optimizers.Run) { r.Steps = -1 }, "steps -1"},
		{func(r *optimizers.Run) { r.Start = nil }, "start"},
		{func(r *optimizers.Run) { r.Start = []float64{1, math.NaN()} }, "start"},
		{func(r *optimizers.Run) { r.Window = [][2]float64{{0, 1}} }, "window"},
		{func(r *optimizers.Run) { r.Window = [][2]float64{{0, 1}, {1, 1}} }, "window [1 1]"},
		{func(r *optimizers.Run) { r.Known = []optimizers.Point{{X: []float64{1}}} }, "known point"},
		{func(r *optimizers.Run) { r.F, r.Optimizer = quartic{}, optimizers.Newton{} }, "second derivatives"},
		{func(r *optimizers.Run) { r.Schedule = badSchedule{} }, "rate NaN at step 0"},
	} {
		r := good
		c.change(&r)
		if _, err := r.Trace(t.Context()); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: error %v", c.want, err)
		}
	}
}

type badSchedule struct{}

func (badSchedule) Start(float64, int) func(int, func() float64) float64 {
	return func(int, func() float64) float64 { return math.NaN() }
}

func TestStopping(t *testing.T) {
	// A cancelled run ends before the next iterate: one step of Newton in a
	// thousand dimensions is all that Ctrl-C may wait for.
	r := optimizers.Run{F: slope{}, Optimizer: optimizers.SGD{}, LR: 1e-3, Start: []float64{1}, Steps: 1 << 40}
	ctx, cancel := context.WithCancel(t.Context())
	last := 0
	_, err := r.Each(ctx, func(s optimizers.State) error {
		if last = s.K; last == 100 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || last != 100 {
		t.Errorf("cancelled at step 100, ended at %d: %v", last, err)
	}
	if _, err := r.Each(ctx, func(optimizers.State) error { t.Error("a run that was cancelled before began"); return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	broken := errors.New("disk full")
	if _, err := r.Each(t.Context(), func(optimizers.State) error { return broken }); err != broken {
		t.Errorf("error %v", err)
	}
}

// A long run that diverges at once reserves no room for the rest.
func TestShortRunsReserveLittle(t *testing.T) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	trace(t, optimizers.Run{F: bowl{1, 1}, Optimizer: optimizers.SGD{}, LR: 1e200, Start: []float64{1, 1}, Steps: 10_000_000})
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > 1<<18 {
		t.Errorf("%d bytes", used)
	}
	got := trace(t, optimizers.Run{F: bowl{1, 1}, Optimizer: optimizers.SGD{}, LR: 1e-3, Start: []float64{1, 1}, Steps: 5000})
	if got.Len() != 5001 || cap(got.Loss) > 6200 {
		t.Errorf("%d rows in room for %d", got.Len(), cap(got.Loss))
	}
}

// A step allocates nothing, whatever the rule and the dimension. BFGS and modified
// Newton are gonum's, and multiply and solve with gonum's temporaries.
func TestStepsAllocateNothing(t *testing.T) {
	for _, e := range optimizers.Catalog() {
		for _, n := range []int{2, 5} {
			if e.Name == "bfgs" || e.Name == "modified-newton" {
				continue
			}
			var f objective.Objective = surfaces.Rosenbrock{N: n, B: 100}
			x, lr := make([]float64, n), make([]float64, n)
			for i := range x {
				x[i], lr[i] = -1.2+float64(i)/2, e.LR
			}
			s, err := e.Rule.Start(optimizers.Problem{F: f, X: x, Steps: 100, Rng: rng()})
			if err != nil {
				t.Fatal(err)
			}
			if got := testing.AllocsPerRun(100, func() {
				if err := s.Step(f, x, lr); err != nil {
					t.Fatal(err)
				}
			}); got != 0 {
				t.Errorf("%s in %d dimensions: %v allocations a step", e.Name, n, got)
			}
		}
	}
	// Nor does the loop around it.
	allocs := func(steps int) float64 {
		r := optimizers.Run{F: plane{}, Optimizer: optimizers.NewAdam(), LR: .01, Start: []float64{-1.5, 2}, Steps: steps}
		return testing.AllocsPerRun(5, func() {
			if _, err := r.Each(t.Context(), func(optimizers.State) error { return nil }); err != nil {
				t.Fatal(err)
			}
		})
	}
	if a, b := allocs(10), allocs(1000); a != b {
		t.Errorf("%v allocations for 10 steps, %v for 1000", a, b)
	}
}

// A run takes the window and the critical points that its verdict goes by from its surface,
// also through what wraps the surface, unless the run has its own, or empty ones for none.
func TestPlacesOfSurface(t *testing.T) {
	saddle := surfaces.HyperbolicParaboloid{}
	for _, test := range []struct {
		name string
		run  optimizers.Run
		want string
	}{
		{"its minimum", optimizers.Run{F: surfaces.Himmelblau{}, Start: []float64{3, 2.5}, LR: 0.01}, "converged to the minimum (3, 2)"},
		{"a wrapped one", optimizers.Run{F: objective.Objective(optimizers.Noisy{F: surfaces.Himmelblau{}}), Start: []float64{3, 2.5}, LR: 0.01}, "converged to the minimum (3, 2)"},
		{"no points", optimizers.Run{F: surfaces.Himmelblau{}, Known: []optimizers.Point{}, Start: []float64{3, 2.5}, LR: 0.01}, "converged, no known point there"},
		{"its window", optimizers.Run{F: saddle, Start: []float64{1, 0.1}, LR: 0.1}, "left the window"},
		{"no window", optimizers.Run{F: saddle, Window: surfaces.Window{}, Start: []float64{1, 0.1}, LR: 0.1}, "still descending"},
		{"its own window", optimizers.Run{F: saddle, Window: surfaces.Window{{-1, 2}, {-1e15, 1e15}}, Start: []float64{1, 0.1}, LR: 0.1}, "still descending"},
	} {
		test.run.Optimizer, test.run.Steps = optimizers.SGD{}, 200
		verdict, err := test.run.Each(context.Background(), func(optimizers.State) error { return nil })
		if err != nil || verdict.String() != test.want {
			t.Errorf("%s: %v, %v, want %s", test.name, verdict, err, test.want)
		}
	}
}
