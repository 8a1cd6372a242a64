package optimizers

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/optviz/optviz/optimizers/parallel"
)

// Ensemble is what many replicates of a run do: those of the replicates from
// the run's own on, each with draws of its own. Row i is that of a Trajectory
// that ends with the run's last step.
type Ensemble struct {
	Every, Last int  // as of a Trajectory
	Loss        Band // of the full objective
	Validation  Band // empty without a validation loss
	Ends        []End
	Scores      [][]float64 // of the run's Scores each: of row i the replicates', one after the other, from i len(Ends) on. One that ends keeps its last
}

// Step is the step that row i of the bands is at, as of a Trajectory.
func (e Ensemble) Step(i int) int { return Trajectory{Every: e.Every, Last: e.Last}.Step(i) }

// Rows is how many rows there are.
func (e Ensemble) Rows() int { return (e.Last+max(e.Every, 1)-1)/max(e.Every, 1) + 1 }

// End is how one replicate ended.
type End struct {
	X       []float64 // its last finite iterate or, of an early stop, the one it goes back to; nil if it has none
	Loss    float64   // there, +Inf if it diverged
	Verdict Verdict
}

// Ensemble makes n replicates in parallel. The result is the same on any number
// of processors.
func (r Run) Ensemble(ctx context.Context, n int) (Ensemble, error) {
	if err := r.tryStart(); err != nil {
		return Ensemble{}, err
	}
	if f, ok := r.ensembleBatch(); ok && n > 1 {
		return r.batchEnsemble(ctx, n, f)
	}
	return r.EnsembleOf(ctx, n, func(i int) (Run, error) { return r.Replica(i), nil })
}

// Replica is replicate i of the run.
func (r Run) Replica(i int) Run {
	r.Replicate += uint64(i)
	return r
}

// EnsembleOf is Ensemble of n runs which a function makes: each of as many steps as r
// and with as many scores, but perhaps on a loss of its own.
func (r Run) EnsembleOf(ctx context.Context, n int, replicate func(i int) (Run, error)) (Ensemble, error) {
	if n < 1 {
		return Ensemble{}, fmt.Errorf("%d replicates: must be at least 1", n)
	}
	rec := r.record(n)
	err := parallel.Do(ctx, n, func(ctx context.Context, i int) error {
		run, err := replicate(i)
		if err == nil {
			rec.ends[i], err = rec.fill(ctx, run, i)
		}
		return err
	})
	if err != nil {
		return Ensemble{}, err
	}
	return rec.ensemble(ctx, r)
}

// record is what n replicates do in so many rows, a row after the other, and how they
// end. What nobody asks for is nil.
type record struct {
	n, rows          int
	loss, validation []float64
	scores           [][]float64
	ends             []End
}

// record is one for replicates of the run.
func (r Run) record(n int) record {
	rows := Ensemble{Every: r.Every, Last: r.Steps}.Rows()
	rec := record{n: n, rows: rows, loss: make([]float64, n*rows), scores: make([][]float64, len(r.Scores)), ends: make([]End, n)}
	if r.Validation != nil {
		rec.validation = make([]float64, n*rows)
	}
	for i := range rec.scores {
		rec.scores[i] = make([]float64, n*rows)
	}
	return rec
}

// ensemble is that of what is recorded of replicates of a run.
func (r record) ensemble(ctx context.Context, of Run) (Ensemble, error) {
	e := Ensemble{Every: max(of.Every, 1), Last: of.Steps, Ends: r.ends, Scores: r.scores}
	var err error
	e.Loss, err = spread(ctx, r.loss, r.n)
	if err == nil && r.validation != nil {
		e.Validation, err = spread(ctx, r.validation, r.n)
	}
	return e, err
}

// put writes what replicate i has in a row.
func (r record) put(row, i int, loss, validation float64, scores []float64) {
	at := row*r.n + i
	r.loss[at] = loss
	if r.validation != nil {
		r.validation[at] = validation
	}
	for k, v := range scores {
		if math.IsNaN(v) { // sorted, it is above all others
			v = math.Inf(1)
		}
		r.scores[k][at] = v
	}
}

// fill makes replicate i. Beyond its end it stays where it ended, or went back to.
func (r record) fill(ctx context.Context, run Run, i int) (End, error) {
	row, last, lowest := 0, 0.0, math.Inf(1) // and validation losses
	end, kept := End{Loss: math.Inf(1)}, End{Loss: math.Inf(1)}
	scores := make([]float64, len(r.scores))
	verdict, err := run.Each(ctx, func(s State) error {
		r.put(row, i, s.Loss, s.Validation, s.Scores)
		row++
		copy(scores, s.Scores)
		end.X = append(end.X[:0], s.X...)
		end.Loss, last = s.Loss, s.Validation
		if isLower(s.Validation, lowest) {
			lowest, kept.Loss = s.Validation, s.Loss
			kept.X = append(kept.X[:0], s.X...)
		}
		return nil
	})
	if err != nil {
		return End{}, err
	}
	switch {
	case verdict.Outcome == Diverged:
		end.Loss, last = math.Inf(1), math.Inf(1)
	case verdict.Outcome == Stopped && kept.X != nil:
		end, last = kept, lowest
	}
	for ; row < r.rows; row++ {
		r.put(row, i, end.Loss, last, scores)
	}
	end.Verdict = verdict
	return end, nil
}

// Score is the band of a score.
func (e Ensemble) Score(i int) Band {
	b, _ := spread(context.Background(), slices.Clone(e.Scores[i]), len(e.Ends)) // which fails with its context alone
	return b
}
