package optimizers

import (
	"context"

	"github.com/optviz/optviz/optimizers/schedules"
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
	Grads    int     // gradients the rule has evaluated so far
	Hessians int     // Hessians the rule has evaluated so far
}

// Trajectory is a recorded run. Row k, 0 <= k < Len(), is iterate x_k; all its
// numbers are finite, except the last LR, which is NaN.
type Trajectory struct {
	Dim      int
	X        []float64 // Len() rows of Dim coordinates
	Loss     []float64
	GradNorm []float64
	LR       []float64
	Grads    []int
	Hessians []int
	Verdict  Verdict
}

// Outcome says how a run ended.
type Outcome int

// The outcomes, in the order in which they are tried.
const (
	Diverged    Outcome = iota // a number stopped being finite at Verdict.Step
	Failed                     // the rule could not step from Verdict.Step: Verdict.Reason
	Converged                  // the gradient is at most 1e-6 (Verdict.Point: at a known point, or -1)
	LeftWindow                 // it ended outside the window
	Oscillating                // over the last tenth no new minimum, and the loss varies by more than 1 %
	Stalled                    // over the last tenth it moved less than 1e-3 window widths
	Descending                 // none of these yet
)

// Verdict is the outcome of a run.
type Verdict struct {
	Outcome Outcome
	Step    int       // the iterate it is about: where it diverged or failed, else the last
	Point   int       // index into Run.Known where it converged, or -1
	At      []float64 // that point's coordinates, or nil
	Name    string    // that point's name, or ""
	Reason  string    // why a rule could not step, or ""
}

// Each runs the loop and shows every iterate to visit.
func (r Run) Each(ctx context.Context, visit func(State) error) (Verdict, error) {
	panic("not built yet")
}

// Trace is Each, recorded.
func (r Run) Trace(ctx context.Context) (Trajectory, error) {
	panic("not built yet")
}
