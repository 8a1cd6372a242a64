package optimizers

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/optviz/optviz/optimizers/parallel"
)

// Ensemble holds the results of many replicates of a run, each with draws of its own.
// They are numbered from the run's Replicate on. Row i is the same step as row i of a
// Trajectory that ends with the run's last step.
type Ensemble struct {
	Every, Last int  // as in a Trajectory
	Loss        Band // of the full objective
	Validation  Band // empty without a validation loss
	Ends        []End
	Scores      [][]float64 // for each of the run's Scores: row i has a number for each replicate, from index i len(Ends) on. A replicate that ends keeps its last score
}

// Step returns the step of row i of the bands, as Trajectory.Step does.
func (e Ensemble) Step(i int) int { return Trajectory{Every: e.Every, Last: e.Last}.Step(i) }

// Rows returns the number of rows.
func (e Ensemble) Rows() int { return (e.Last+max(e.Every, 1)-1)/max(e.Every, 1) + 1 }

// End is how one replicate ended.
type End struct {
	X       []float64 // its last finite iterate or, after an early stop, the one with the lowest validation loss; nil if it has none
	Loss    float64   // loss at X; +Inf if it diverged
	Verdict Verdict
}

// Ensemble runs n replicates in parallel. The result is the same on any number of
// processors.
func (r Run) Ensemble(ctx context.Context, n int) (Ensemble, error) {
	if err := r.tryStart(); err != nil {
		return Ensemble{}, err
	}
	if f, ok := r.ensembleBatch(); ok && n > 1 {
		return r.batchEnsemble(ctx, n, f)
	}
	return r.EnsembleOf(ctx, n, func(i int) (Run, error) { return r.Replica(i), nil })
}

// Replica returns replicate i of the run, which has draws of its own.
func (r Run) Replica(i int) Run {
	r.Replicate += uint64(i)
	return r
}

// EnsembleOf does what Ensemble does, for n runs that the function replicate returns:
// each has as many steps and scores as r, but perhaps a loss of its own.
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

// record holds the numbers of n replicates, row after row, and how the replicates end.
// Slices that the run does not need are nil.
type record struct {
	n, rows          int
	loss, validation []float64
	scores           [][]float64
	ends             []End
}

// record makes an empty record for n replicates of the run.
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

// ensemble computes the Ensemble of the recorded replicates of a run.
func (r record) ensemble(ctx context.Context, of Run) (Ensemble, error) {
	e := Ensemble{Every: max(of.Every, 1), Last: of.Steps, Ends: r.ends, Scores: r.scores}
	var err error
	e.Loss, err = spread(ctx, r.loss, r.n)
	if err == nil && r.validation != nil {
		e.Validation, err = spread(ctx, r.validation, r.n)
	}
	return e, err
}

// put writes the numbers of replicate i into a row.
func (r record) put(row, i int, loss, validation float64, scores []float64) {
	at := row*r.n + i
	r.loss[at] = loss
	if r.validation != nil {
		r.validation[at] = validation
	}
	for k, v := range scores {
		if math.IsNaN(v) { // sorted, +Inf is above all others
			v = math.Inf(1)
		}
		r.scores[k][at] = v
	}
}

// fill runs replicate i and records it. The rows after its end repeat the iterate where
// it ended, or to which it went back.
func (r record) fill(ctx context.Context, run Run, i int) (End, error) {
	row, last, lowest := 0, 0.0, math.Inf(1) // last and lowest are validation losses
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

// Score computes the Band of score i.
func (e Ensemble) Score(i int) Band {
	b, _ := spread(context.Background(), slices.Clone(e.Scores[i]), len(e.Ends)) // spread fails only with its context
	return b
}
