package optimizers

import (
	"context"
	"errors"
	"fmt"
	"math"

	"github.com/optviz/optviz/optimizers/objective"
)

// Lane is what tells one of many similar runs from the others.
type Lane struct {
	LR        float64
	Start     []float64
	Replicate uint64
}

// Reading is what is kept of a lane.
type Reading struct {
	Value    float64   // of the metric: +Inf where the lane diverged, unless it counts steps
	X        []float64 // the last iterate; nil where the lane diverged
	Steps    int       // taken, or the step at which it diverged or failed
	Settled  int       // the first step with a gradient of at most the tolerance, or -1
	Diverged bool
}

// laneCount is how many lanes go in lock-step: enough to hide the latency of
// divisions and roots, few enough for their state to stay in the nearest cache.
const laneCount = 128

// Lanes makes runs that differ from r in what a Lane holds only, and reads a
// metric of each, in parallel. Element-wise rules on a Points, with noise or
// without, go in lock-step; others, and lanes that diverge, one by one through
// Each. What comes out is the same: to the last bit, unless the compiler fuses
// products with sums, as it does for other processors than amd64.
//
// Of a settle tolerance above 0, a lane is done as soon as the norm of its
// gradient is at most that.
func (r Run) Lanes(ctx context.Context, lanes []Lane, m Metric, settle float64) ([]Reading, error) {
	out := make([]Reading, len(lanes))
	for i, lane := range lanes {
		if err := r.in(lane).check(); err != nil {
			return nil, fmt.Errorf("lane %d: %w", i, err)
		}
		if len(lane.Start) != len(lanes[0].Start) {
			return nil, fmt.Errorf("lane %d: a start of %d coordinates beside one of %d", i, len(lane.Start), len(lanes[0].Start))
		}
	}
	if len(lanes) > 0 {
		if err := r.in(lanes[0]).tryStart(); err != nil {
			return nil, fmt.Errorf("lane 0: %w", err)
		}
		if err := m.check(r, len(lanes[0].Start)); err != nil {
			return nil, err
		}
	}
	blocks := (len(lanes) + laneCount - 1) / laneCount
	err := Parallel(ctx, blocks, func(ctx context.Context, b int) error {
		from, to := b*laneCount, min((b+1)*laneCount, len(lanes))
		return r.block(ctx, out[from:to], lanes[from:to], m, settle)
	})
	return out, err
}

// in is the run of a lane.
func (r Run) in(lane Lane) Run {
	r.LR, r.Start, r.Replicate = lane.LR, lane.Start, lane.Replicate
	return r
}

// block reads some lanes.
func (r Run) block(ctx context.Context, out []Reading, lanes []Lane, m Metric, settle float64) error {
	if f, ok := r.points(m); ok && len(lanes) > 1 {
		if err := r.lockstep(ctx, f, out, lanes, m, settle); err != nil {
			return err
		}
	} else {
		for i := range out {
			out[i].Diverged = true // as far as is known
		}
	}
	for i, lane := range lanes {
		if !out[i].Diverged {
			continue
		}
		var err error
		if out[i], err = r.alone(ctx, lane, m, settle); err != nil {
			return err
		}
	}
	return nil
}

// points is the loss of lanes in lock-step, if they can go so.
func (r Run) points(m Metric) (objective.Vectorized, bool) {
	f := r.F
	if noisy, ok := f.(Noisy); ok {
		f = noisy.F
	}
	b, ok := objective.As[objective.Vectorized](f)
	random := objective.Is[objective.Random](f) // whose steps see samples
	if m.Kind == ValidationLoss {
		ok = ok && objective.Is[objective.Vectorized](r.Validation)
	}
	return b, ok && !random && TraitsOf(r.Optimizer).ElementWise
}

// Together says whether lanes of the run go in lock-step. Those of others are done
// one after the other, and lose nothing by being asked for a few at a time.
func (r Run) Together(m Metric) bool {
	_, ok := r.points(m)
	return ok
}

// errSettled ends a run that has settled.
var errSettled = errors.New("settled")

// alone reads one lane by the loop of all runs.
func (r Run) alone(ctx context.Context, lane Lane, m Metric, settle float64) (Reading, error) {
	r = r.in(lane)
	r.Every = 1
	if !m.everyStep() && settle == 0 {
		r.Every = max(r.Steps, 1)
	}
	if m.Kind != ValidationLoss && r.Patience == 0 {
		r.Validation = nil // which nobody reads
	}
	out := Reading{Value: m.start(), Settled: -1}
	verdict, x, err := r.follow(ctx, func(s State) error {
		out.X, out.Steps = append(out.X[:0], s.X...), s.K
		loss := m.reads(s.Loss, s.X[m.Coord])
		if m.Kind == ValidationLoss {
			loss = s.Validation
		}
		out.Value = m.add(out.Value, s.K, r.Steps, loss)
		if settle > 0 && s.GradNorm <= settle {
			out.Settled = s.K
			return errSettled
		}
		return nil
	})
	if err != nil && err != errSettled {
		return out, err
	}
	if err == nil && (verdict.Outcome == Diverged || verdict.Outcome == Failed) {
		out.Steps = verdict.Step
	}
	if err == nil && verdict.Outcome == Diverged || m.Kind == ValidationLoss && !finite(out.Value) {
		out.X, out.Diverged = nil, true
		switch {
		case m.Kind == StepsBeyond:
			out.Value = m.add(out.Value, verdict.Step, r.Steps, math.Abs(x[m.Coord]))
		case !m.Counts():
			out.Value = math.Inf(1)
		}
	}
	return out, nil
}
