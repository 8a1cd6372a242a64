package optimizers

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/optviz/optviz/optimizers/schedules"
	"gonum.org/v1/gonum/floats"
)

// Run is one optimizer on one loss from one start.
type Run struct {
	Label     string
	F         Objective
	Optimizer Optimizer
	LR        float64
	Schedule  schedules.Schedule // nil is constant
	Start     []float64
	Steps     int
	Seed      uint64
	Window    [][2]float64 // one {low, high} a coordinate; for the verdict
	Known     []Point      // critical points; for the verdict
	Detailed  bool         // show and record what the steps see and keep, too
}

// Point is a critical point that a run may converge to.
type Point struct {
	X    []float64
	Name string // "minimum", "saddle", ...
}

// State is what a visitor sees of iterate k, before step k is taken. Its
// slices are the loop's own: copy what is kept.
type State struct {
	K        int
	X        []float64
	Loss     float64 // of the full objective, not of the step's sample
	GradNorm float64 // Euclidean norm of the full objective's gradient
	LR       float64 // the rate of the step that follows; NaN at the last iterate
	Funcs    int     // values of the loss the rule has evaluated so far
	Grads    int     // gradients the rule has evaluated so far
	Hessians int     // Hessians the rule has evaluated so far
	Detail   *Detail // of a Detailed run only
}

// Detail is what a worked example shows beside the iterate. Where the loss is
// Random the gradient is that of the step's sample, and nil at the last iterate:
// no sample follows.
type Detail struct {
	Gradient []float64  // at X, as the step that follows sees it if it asks
	Memory   []Variable // the rule's, if it is Stateful, after the steps so far
}

// Each runs the loop and shows every iterate to visit, x_0 to x_Steps unless a
// number stops being finite or the rule cannot step: that ends the run early,
// and the iterate that is not finite is not shown. An error of visit ends it
// too, and is returned, as is the context's, which is asked before every iterate.
//
// Noise, minibatches and whatever else is random depend on Seed only, so runs
// with the same seed see the same draws and adding a run changes no other.
func (r Run) Each(ctx context.Context, visit func(State) error) (Verdict, error) {
	if err := r.check(); err != nil {
		return Verdict{}, err
	}
	n := len(r.Start)
	x, grad, lr := slices.Clone(r.Start), make([]float64, n), make([]float64, n)

	// The loss's draws and the rule's own come from two streams.
	sample := func(int) Objective { return r.F }
	random, isRandom := r.F.(Random)
	if isRandom {
		sample = random.Sample(rand.New(rand.NewPCG(r.Seed, 0)))
	}
	seen := &counter{f: sample(0)}
	f := seen.objective()
	rule, err := r.Optimizer.Start(Problem{F: f, X: x, Steps: r.Steps, Rng: rand.New(rand.NewPCG(r.Seed, 1<<63))})
	if err != nil {
		return Verdict{}, err
	}
	if c, ok := rule.(io.Closer); ok {
		defer c.Close()
	}
	schedule := r.Schedule
	if schedule == nil {
		schedule = schedules.Constant{}
	}
	rate := schedule.Start(r.LR, r.Steps)
	judge := newJudge(r)

	state := State{X: x}
	last := func() float64 { return state.Loss }
	done := ctx.Done() // asking a channel is cheap enough for every step; ctx.Err locks
	for k := range r.Steps + 1 {
		select {
		case <-done:
			return Verdict{}, ctx.Err()
		default:
		}
		state.K, state.Loss = k, r.F.Func(x)
		r.F.Grad(grad, x)
		state.GradNorm = norm(grad)
		if !finite(state.Loss) || !finite(state.GradNorm) || !allFinite(x) {
			return Verdict{Outcome: Diverged, Step: k, Point: -1}, nil
		}
		state.LR = math.NaN()
		if k < r.Steps {
			if state.LR = rate(k, last); !(state.LR >= 0 && finite(state.LR)) {
				return Verdict{}, fmt.Errorf("the schedule gave the rate %v at step %d", state.LR, k)
			}
		}
		state.Funcs, state.Grads, state.Hessians = seen.funcs, seen.grads, seen.hessians
		judge.see(state)
		if isRandom && 0 < k && k < r.Steps {
			seen.f = sample(k)
		}
		if r.Detailed {
			state.Detail = r.detail(rule, seen.f, grad, state)
		}
		if err := visit(state); err != nil {
			return Verdict{}, err
		}
		if k == r.Steps {
			break
		}
		if !isRandom {
			seen.know(x, grad)
		}
		for i := range lr {
			lr[i] = state.LR
		}
		if err := rule.Step(f, x, lr); err != nil {
			return Verdict{Outcome: Failed, Step: k, Point: -1, Reason: err.Error()}, nil
		}
	}
	return judge.verdict(state), nil
}

// detail is that of an iterate, where the whole loss has a gradient, and the
// step that follows sees a sample.
func (r Run) detail(rule Stepper, sample Objective, grad []float64, s State) *Detail {
	d := &Detail{Gradient: grad}
	if _, random := r.F.(Random); random {
		d.Gradient = nil
		if s.K < r.Steps {
			d.Gradient = make([]float64, len(s.X))
			sample.Grad(d.Gradient, s.X)
		}
	}
	if s, ok := rule.(Stateful); ok {
		d.Memory = s.State()
	}
	return d
}

// errSeen ends a run of which enough is seen.
var errSeen = errors.New("seen")

// FirstStep is x_1 - x_0 of the run from another start; ok is false where the
// rule cannot step or the step leads to no number.
func (r Run) FirstStep(x []float64) (step []float64, ok bool) {
	r.Start, r.Steps, r.Window, r.Known, r.Detailed = x, max(r.Steps, 1), nil, nil, false
	_, err := r.Each(context.Background(), func(s State) error {
		if s.K == 0 {
			return nil
		}
		step = make([]float64, len(x))
		floats.SubTo(step, s.X, x)
		return errSeen
	})
	return step, err == errSeen
}

func (r Run) check() error {
	switch {
	case r.F == nil:
		return errors.New("no loss to run on")
	case r.Optimizer == nil:
		return errors.New("no optimizer to run")
	case !(r.LR > 0 && finite(r.LR)):
		return fmt.Errorf("lr %v: must be a positive number", r.LR)
	case r.Steps < 0:
		return fmt.Errorf("steps %d: must be at least 0", r.Steps)
	case len(r.Start) == 0:
		return errors.New("no start")
	case !allFinite(r.Start):
		return fmt.Errorf("start %v: must be finite", r.Start)
	case r.Window != nil && len(r.Window) != len(r.Start):
		return fmt.Errorf("a window of %d coordinates for a start of %d", len(r.Window), len(r.Start))
	}
	for _, w := range r.Window {
		if !(w[0] < w[1] && finite(w[1]-w[0])) {
			return fmt.Errorf("window %v: must be finite and not empty", w)
		}
	}
	for _, p := range r.Known {
		if len(p.X) != len(r.Start) {
			return fmt.Errorf("a known point of %d coordinates for a start of %d", len(p.X), len(r.Start))
		}
	}
	return nil
}

// norm is the Euclidean norm; where the plain sum of squares would overflow or
// lose digits, it is scaled.
func norm(g []float64) float64 {
	sum := 0.0
	for _, v := range g {
		sum += v * v
	}
	if sum > 1e-280 && sum < 1e300 {
		return math.Sqrt(sum)
	}
	return floats.Norm(g, 2)
}

func finite(v float64) bool { return v-v == 0 }

func allFinite(x []float64) bool {
	for _, v := range x {
		if !finite(v) {
			return false
		}
	}
	return true
}
