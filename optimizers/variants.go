package optimizers

import (
	"context"
	"errors"
	"fmt"
	"math"

	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/optimizers/parallel"
)

// Variant holds what differs between many similar runs.
type Variant struct {
	LR        float64
	Start     []float64
	Replicate uint64
}

// Result holds what Variants keeps of a run.
type Result struct {
	Value    float64   // of the metric: +Inf where the variant diverged, unless it counts steps
	X        []float64 // the last iterate; nil where the variant diverged
	Steps    int       // taken, or the step at which it diverged or failed
	Settled  int       // the first step with a gradient of at most the tolerance, or -1
	Diverged bool
}

// batchSize is the number of runs that step together: enough to hide the latency of
// divisions and roots, few enough for their state to stay in the nearest cache.
const batchSize = 128

// Variants runs r once for each variant, in parallel, and computes a metric of each run.
// Element-wise rules on a Vectorized loss, with noise or without, step together in
// batches. Other runs, and those that diverge, go one by one through Each. The results
// are the same: to the last bit, unless the compiler fuses products with sums, as it does
// for other processors than amd64.
//
// With a settle tolerance above 0, a run ends as soon as the norm of its gradient is at
// most the tolerance.
func (r Run) Variants(ctx context.Context, variants []Variant, m Metric, settle float64) ([]Result, error) {
	out := make([]Result, len(variants))
	for i, variant := range variants {
		if err := r.in(variant).check(); err != nil {
			return nil, fmt.Errorf("variant %d: %w", i, err)
		}
		if len(variant.Start) != len(variants[0].Start) {
			return nil, fmt.Errorf("variant %d: a start of %d coordinates beside one of %d", i, len(variant.Start), len(variants[0].Start))
		}
	}
	if len(variants) > 0 {
		if err := r.in(variants[0]).tryStart(); err != nil {
			return nil, fmt.Errorf("variant 0: %w", err)
		}
		if err := m.check(r, len(variants[0].Start)); err != nil {
			return nil, err
		}
	}
	blocks := (len(variants) + batchSize - 1) / batchSize
	err := parallel.Do(ctx, blocks, func(ctx context.Context, b int) error {
		from, to := b*batchSize, min((b+1)*batchSize, len(variants))
		return r.block(ctx, out[from:to], variants[from:to], m, settle)
	})
	return out, err
}

// in returns r with the values of a variant.
func (r Run) in(variant Variant) Run {
	r.LR, r.Start, r.Replicate = variant.LR, variant.Start, variant.Replicate
	return r
}

// block runs some of the variants: in one batch where possible, and one by one those that
// may diverge.
func (r Run) block(ctx context.Context, out []Result, variants []Variant, m Metric, settle float64) error {
	if f, ok := r.vectorized(m); ok && len(variants) > 1 {
		if err := r.runBatch(ctx, f, out, variants, m, settle); err != nil {
			return err
		}
	} else {
		for i := range out {
			out[i].Diverged = true // until the run has been made
		}
	}
	for i, variant := range variants {
		if !out[i].Diverged {
			continue
		}
		var err error
		if out[i], err = r.alone(ctx, variant, m, settle); err != nil {
			return err
		}
	}
	return nil
}

// vectorized returns the loss without its noise, if the run can be part of a batch.
func (r Run) vectorized(m Metric) (objective.Vectorized, bool) {
	f := r.F
	if noisy, ok := f.(Noisy); ok {
		f = noisy.F
	}
	b, ok := objective.As[objective.Vectorized](f)
	random := objective.Is[objective.Random](f) // its steps see samples
	if m.Kind == ValidationLoss {
		ok = ok && objective.Is[objective.Vectorized](r.Validation)
	}
	return b, ok && !random && TraitsOf(r.Optimizer).ElementWise
}

// Batchable reports whether variants of the run step together in batches. Others go one after
// the other, and lose nothing when a caller asks for a few at a time.
func (r Run) Batchable(m Metric) bool {
	_, ok := r.vectorized(m)
	return ok
}

// errSettled ends a run that has settled.
var errSettled = errors.New("settled")

// alone runs one variant through the loop of Each.
func (r Run) alone(ctx context.Context, variant Variant, m Metric, settle float64) (Result, error) {
	r = r.in(variant)
	r.Every = 1
	if !m.everyStep() && settle == 0 {
		r.Every = max(r.Steps, 1)
	}
	if m.Kind != ValidationLoss && r.Patience == 0 {
		r.Validation = nil // nothing reads it
	}
	out := Result{Value: m.start(), Settled: -1}
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
