package optimizers

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"

	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/surfaces"
)

// Run is one optimizer on one loss from one start.
type Run struct {
	Label      string
	F          objective.Objective
	Optimizer  Optimizer
	LR         float64
	Schedule   schedules.Schedule // nil is constant
	Start      []float64
	Steps      int
	Seed       uint64
	Replicate  uint64              // which of the runs of a seed: each has draws of its own
	Every      int                 // show iterates 0, Every, 2 Every, ... and the last; 0 is 1
	Validation objective.Objective // loss on data that the steps do not see, or nil
	Patience   int                 // stop after as many shown iterates without a lower Validation; 0 is never
	Window     surfaces.Window     // for the verdict; nil: the window of F, if F is a surface; empty: none
	Known      []Point             // critical points, for the verdict; nil: the points of F, if F is a surface
	Detailed   bool                // show and record a Detail of each iterate, too
	Scores     []Score             // further numbers to show and record of each shown iterate
}

// Score computes a number of an iterate beside its loss, such as an accuracy.
type Score func(x []float64) float64

// Point is a critical point that a run may converge to.
type Point struct {
	X    []float64
	Name string // "minimum", "saddle", ...

	// Near reports whether x is on a curve or an area of which X is one point; nil for a
	// single point.
	Near func(x []float64) bool
}

// KnownPoints converts critical points of a surface to Points, named by their kinds.
func KnownPoints(points []surfaces.Point) []Point {
	known := make([]Point, 0, len(points))
	for _, p := range points {
		name := p.Kind.String()
		if p.Kind == surfaces.Degenerate {
			name += " point"
		}
		known = append(known, Point{X: p.X, Name: name})
	}
	return known
}

// places returns the window and the critical points on which a verdict is based.
func (r Run) places() (surfaces.Window, []Point) {
	if r.Window != nil && r.Known != nil {
		return r.Window, r.Known
	}
	f, ok := objective.As[surfaces.Surface](r.F)
	if !ok {
		return r.Window, r.Known
	}
	m := f.Meta()
	window, known := r.Window, r.Known
	if m.Dim == len(r.Start) && window == nil {
		window = m.Window
	}
	if m.Dim == len(r.Start) && known == nil {
		known = KnownPoints(m.Points)
	}
	return window, known
}

// State is what visit sees of iterate k, before step k. The loop reuses the slices: copy
// those to keep.
type State struct {
	K          int
	X          []float64
	Loss       float64 // of the full objective, not of the step's sample
	GradNorm   float64 // Euclidean norm of the full objective's gradient
	LR         float64 // the rate of the step that follows; NaN at the last iterate
	Validation float64 // Run.Validation at X, finite or not; NaN without
	Funcs      int     // values of the loss the rule has evaluated so far
	Grads      int     // gradients the rule has evaluated so far
	Hessians   int     // Hessians the rule has evaluated so far
	Detail     *Detail // of a Detailed run only
	Scores     []float64
}

// Detail is what a worked example shows beside the iterate. Where the loss is Random,
// Gradient is computed on the step's sample, and is nil at the last iterate, which no
// step follows.
type Detail struct {
	Gradient []float64  // at X, as the step that follows sees it
	Memory   []Variable // state of the rule after the steps so far, if it is Stateful
}

// Each runs the loop and shows iterates to visit: x_0 to x_Steps, or those that Every
// selects. The run ends early when a number stops being finite, the rule cannot step or
// Patience is used up. An iterate that is not finite is not shown. Each evaluates the
// losses only at the iterates that it shows. An error of visit or of the context, which
// Each checks before every iterate, ends the run and is returned.
//
// Noise, minibatches and whatever else is random depend on Seed and Replicate
// only, so runs that have these in common see the same draws and adding a run
// changes no other.
func (r Run) Each(ctx context.Context, visit func(State) error) (Verdict, error) {
	verdict, _, err := r.follow(ctx, visit)
	return verdict, err
}

// follow does what Each does, and also returns the last iterate, finite or not.
func (r Run) follow(ctx context.Context, visit func(State) error) (Verdict, []float64, error) {
	w, finite, err := r.begin()
	if err != nil {
		return Verdict{}, nil, err
	}
	defer w.close()
	for k := range r.Steps + 1 {
		if err := ctx.Err(); err != nil {
			return Verdict{}, w.x, err
		}
		if k > 0 {
			finite = w.arrive(k)
		}
		if !finite {
			return w.judge.early(Verdict{Outcome: Diverged, Step: k}), w.x, nil
		}
		if err := w.rate(); err != nil {
			return Verdict{}, w.x, err
		}
		if w.shown {
			if err := visit(w.state); err != nil {
				return Verdict{}, w.x, err
			}
			if w.judge.outOfPatience() {
				return w.judge.early(Verdict{Outcome: Stopped, Step: k}), w.x, nil
			}
		}
		if k == r.Steps {
			break
		}
		if err := w.step(); err != nil {
			return w.judge.early(Verdict{Outcome: Failed, Step: k, Reason: err.Error(), Cause: err}), w.x, nil
		}
	}
	return w.judge.verdict(w.state), w.x, nil
}

// runState is a run in progress, at iterate state.K.
type runState struct {
	Run
	rule     Stepper
	schedule func(k int, last func() float64) float64
	last     func() float64                  // loss, bound once
	sample   func(k int) objective.Objective // the objective that step k sees of a Random loss; else nil
	seen     *counter                        // the loss as the rule sees it
	x, grad  []float64
	lr       []float64
	state    State
	shown    bool // whether the iterate is shown, so that its loss and gradient are known
	judge    *judge
}

// start prepares a run for its first iterate.
func (r Run) start() (*runState, error) {
	n := len(r.Start)
	w := &runState{Run: r, x: slices.Clone(r.Start), grad: make([]float64, n), lr: make([]float64, n), judge: newJudge(r)}
	w.state.X, w.state.Scores = w.x, make([]float64, len(r.Scores))
	w.Every = max(w.Every, 1)

	draws, first := objective.Draws{Seed: r.Seed, Replicate: r.Replicate}, r.F
	if random, ok := objective.As[objective.Random](r.F); ok {
		w.sample = random.Sample(draws)
		first = w.sample(0)
	}
	w.seen = &counter{f: first}
	var err error
	w.rule, err = r.Optimizer.Start(Problem{F: w.seen, X: w.x, Steps: r.Steps, Rng: draws.For(objective.ForRule)})
	if err != nil {
		return nil, err
	}
	if r.Schedule == nil {
		w.Schedule = schedules.Constant{}
	}
	w.schedule, w.last = w.Schedule.Start(r.LR, r.Steps), w.loss
	return w, nil
}

func (w *runState) close() {
	if c, ok := w.rule.(io.Closer); ok {
		c.Close()
	}
}

// arrive evaluates iterate k, if the run shows it, and reports whether its numbers are
// finite.
func (w *runState) arrive(k int) bool {
	w.state.K = k
	if !allFinite(w.x) {
		return false
	}
	if w.shown = k%w.Every == 0 || k == w.Steps; !w.shown {
		w.judge.addMove(k, w.x)
		return true
	}
	w.state.Loss = w.F.Func(w.x)
	w.F.Grad(w.grad, w.x)
	w.state.GradNorm = norm(w.grad)
	if !finite(w.state.Loss) || !finite(w.state.GradNorm) {
		return false
	}
	w.state.Validation = math.NaN()
	if w.Validation != nil {
		w.state.Validation = w.Validation.Func(w.x)
	}
	for i, score := range w.Run.Scores {
		w.state.Scores[i] = score(w.x)
	}
	w.state.Funcs, w.state.Grads, w.state.Hessians = w.seen.funcs, w.seen.grads, w.seen.hessians
	w.judge.observe(w.state)
	return true
}

// rate sets the learning rate and the sample of the step that follows, if any, and then
// the Detail of the iterate.
func (w *runState) rate() error {
	k := w.state.K
	w.state.LR = math.NaN()
	if k < w.Steps {
		w.state.LR = w.schedule(k, w.last)
		if err := checkRate(w.state.LR, k); err != nil {
			return err
		}
		if w.sample != nil && k > 0 {
			w.seen.see(w.sample(k))
		}
	}
	if w.Detailed && w.shown {
		w.state.Detail = w.detail()
	}
	return nil
}

// checkRate refuses a rate that is negative or not finite.
func checkRate(lr float64, k int) error {
	if lr >= 0 && finite(lr) {
		return nil
	}
	return fmt.Errorf("the schedule gave the rate %v at step %d", lr, k)
}

// loss returns the full loss of the iterate.
func (w *runState) loss() float64 {
	if w.shown {
		return w.state.Loss
	}
	return w.F.Func(w.x)
}

// step takes the step to the next iterate.
func (w *runState) step() error {
	if w.shown && w.sample == nil {
		w.seen.setGradient(w.x, w.grad)
	}
	for i := range w.lr {
		w.lr[i] = w.state.LR
	}
	return w.rule.Step(w.seen, w.x, w.lr)
}

// detail returns the Detail of the iterate, with the gradient of the whole loss or, where
// the loss is Random, of the sample that the next step sees.
func (w *runState) detail() *Detail {
	d := &Detail{Gradient: w.grad}
	if w.sample != nil {
		d.Gradient = nil
		if w.state.K < w.Steps {
			d.Gradient = make([]float64, len(w.x))
			w.seen.f.Grad(d.Gradient, w.x)
		}
	}
	if s, ok := w.rule.(Stateful); ok {
		d.Memory = s.State()
	}
	return d
}

// errSeen ends a run whose first step is known.
var errSeen = errors.New("seen")

// FirstStep returns x_1 - x_0 of the run from the start x; ok is false where the rule
// cannot step or x_1 is not finite.
func (r Run) FirstStep(x []float64) (step []float64, ok bool) {
	r.Start, r.Steps, r.Every, r.Detailed, r.Scores = x, max(r.Steps, 1), 1, false, nil
	r.Window, r.Known = surfaces.Window{}, []Point{}
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

// mostSteps is more than any run can take, and small enough that sums with it do not
// overflow.
const mostSteps = 1 << 52

func (r Run) check() error {
	switch {
	case r.F == nil:
		return errors.New("no loss to run on")
	case r.Optimizer == nil:
		return errors.New("no optimizer to run")
	case !(r.LR > 0 && finite(r.LR)):
		return fmt.Errorf("lr %v: must be a positive number", r.LR)
	case r.Steps < 0 || r.Steps > mostSteps:
		return fmt.Errorf("steps %d: must be in [0,%d]", r.Steps, mostSteps)
	case r.Every < 0 || r.Every > mostSteps:
		return fmt.Errorf("every %d: must be in [0,%d]", r.Every, mostSteps)
	case r.Patience < 0:
		return fmt.Errorf("patience %d: must be at least 0", r.Patience)
	case r.Patience > 0 && r.Validation == nil:
		return fmt.Errorf("a patience of %d without a validation loss to wait for", r.Patience)
	case len(r.Start) == 0:
		return errors.New("no start")
	case !allFinite(r.Start):
		return fmt.Errorf("start %v: must be finite", r.Start)
	case len(r.Window) > 0 && len(r.Window) != len(r.Start):
		return fmt.Errorf("a window of %d coordinates for a start of %d", len(r.Window), len(r.Start))
	}
	if i := slices.IndexFunc(r.Scores, func(s Score) bool { return s == nil }); i >= 0 {
		return fmt.Errorf("score %d: is nil", i+1)
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

// norm returns the Euclidean norm. It scales where the plain sum of squares would
// overflow or lose digits.
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
