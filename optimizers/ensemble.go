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
	every := max(r.Every, 1)
	e := Ensemble{Every: every, Last: r.Steps, Ends: make([]End, n), Scores: make([][]float64, len(r.Scores))}
	rows := e.Rows()
	loss, validation := make([]float64, n*rows), []float64(nil) // a row of the ensemble after the other
	if r.Validation != nil {
		validation = make([]float64, n*rows)
	}
	for i := range e.Scores {
		e.Scores[i] = make([]float64, n*rows)
	}
	err := Parallel(ctx, n, func(ctx context.Context, i int) error {
		run, err := replicate(i)
		if err != nil {
			return err
		}
		row := 0
		end := End{Loss: math.Inf(1)}
		put := func(all []float64, v float64) {
			if all != nil {
				all[row*n+i] = v
			}
		}
		var last float64
		scores := make([]float64, len(e.Scores)) // the last
		note := func() {
			for k, v := range scores {
				put(e.Scores[k], v)
			}
		}
		kept := End{Loss: math.Inf(1)} // where an early stop goes back to
		lowest := math.Inf(1)
		verdict, err := run.Each(ctx, func(s State) error {
			put(loss, s.Loss)
			put(validation, s.Validation)
			copy(scores, s.Scores)
			note()
			end.X = append(end.X[:0], s.X...)
			end.Loss, last = s.Loss, s.Validation
			if s.Validation < lowest {
				lowest, kept.Loss = s.Validation, s.Loss
				kept.X = append(kept.X[:0], s.X...)
			}
			row++
			return nil
		})
		if err != nil {
			return err
		}
		switch {
		case verdict.Outcome == Diverged:
			end.Loss, last = math.Inf(1), math.Inf(1)
		case verdict.Outcome == Stopped && kept.X != nil:
			end, last = kept, lowest
		}
		for ; row < rows; row++ {
			put(loss, end.Loss)
			put(validation, last)
			note()
		}
		end.Verdict = verdict
		e.Ends[i] = end
		return nil
	})
	if err != nil {
		return Ensemble{}, err
	}
	e.Loss, err = spread(ctx, loss, n)
	if err == nil && validation != nil {
		e.Validation, err = spread(ctx, validation, n)
	}
	return e, err
}

// Score is the band of a score.
func (e Ensemble) Score(i int) Band {
	b, _ := spread(context.Background(), slices.Clone(e.Scores[i]), len(e.Ends)) // which fails with its context alone
	return b
}
