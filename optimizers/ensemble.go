package optimizers

import (
	"context"
	"math"
	"slices"
)

// Ensemble is what many replicates of a run do: those of the replicates from
// the run's own on, each with draws of its own. Row i is that of a Trajectory
// that ends with the run's last step.
type Ensemble struct {
	Every, Last int  // as of a Trajectory
	Loss        Band // of the full objective
	Validation  Band // empty without a validation loss
	Ends        []End
	Scores      [][]float64 // of the run's Scores each: of row i the replicates', one after the other, from i len(Ends) on
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
	return r.EnsembleOf(ctx, n, func(i int) (Run, error) {
		run := r
		run.Replicate += uint64(i)
		return run, nil
	})
}

// EnsembleOf is Ensemble of n runs which a function makes: each of as many steps as r
// and with as many scores, but perhaps on a loss of its own.
func (r Run) EnsembleOf(ctx context.Context, n int, replicate func(i int) (Run, error)) (Ensemble, error) {
	e := Ensemble{Every: max(r.Every, 1), Last: r.Steps, Ends: make([]End, n), Scores: make([][]float64, len(r.Scores))}
	rec := record{n: n, rows: e.Rows(), loss: make([]float64, n*e.Rows()), scores: e.Scores}
	if r.Validation != nil {
		rec.validation = make([]float64, n*rec.rows)
	}
	for i := range e.Scores {
		e.Scores[i] = make([]float64, n*rec.rows)
	}
	err := Parallel(ctx, n, func(ctx context.Context, i int) error {
		run, err := replicate(i)
		if err == nil {
			e.Ends[i], err = rec.fill(ctx, run, i)
		}
		return err
	})
	if err != nil {
		return Ensemble{}, err
	}
	e.Loss, err = spread(ctx, rec.loss, n)
	if err == nil && rec.validation != nil {
		e.Validation, err = spread(ctx, rec.validation, n)
	}
	return e, err
}

// record is what n replicates do in so many rows, a row after the other. What nobody asks
// for is nil.
type record struct {
	n, rows          int
	loss, validation []float64
	scores           [][]float64
}

// put writes what replicate i has in a row.
func (r record) put(row, i int, loss, validation float64, scores []float64) {
	at := row*r.n + i
	r.loss[at] = loss
	if r.validation != nil {
		r.validation[at] = validation
	}
	for k, v := range scores {
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
		if s.Validation < lowest {
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
