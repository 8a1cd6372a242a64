package optimizers

import (
	"context"
	"math"
)

// Ensemble is what many replicates of a run do: those of the replicates from
// the run's own on, each with draws of its own. Row i is that of a Trajectory
// that ends with the run's last step.
type Ensemble struct {
	Every, Last int  // as of a Trajectory
	Loss        Band // of the full objective
	Validation  Band // empty without a validation loss
	Ends        []End
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
	every := max(r.Every, 1)
	e := Ensemble{Every: every, Last: r.Steps, Ends: make([]End, n)}
	rows := e.Rows()
	loss, validation := make([]float64, n*rows), []float64(nil) // a row of the ensemble after the other
	if r.Validation != nil {
		validation = make([]float64, n*rows)
	}
	err := Parallel(ctx, n, func(ctx context.Context, i int) error {
		run, row := r, 0
		run.Replicate += uint64(i)
		end := End{Loss: math.Inf(1)}
		put := func(all []float64, v float64) {
			if all != nil {
				all[row*n+i] = v
			}
		}
		var last float64
		kept := End{Loss: math.Inf(1)} // where an early stop goes back to
		lowest := math.Inf(1)
		verdict, err := run.Each(ctx, func(s State) error {
			put(loss, s.Loss)
			put(validation, s.Validation)
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
