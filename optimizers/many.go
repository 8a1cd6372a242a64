package optimizers

import (
	"context"
	"math"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"
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

// Band is how the replicates' losses are spread at each row, where one that has
// diverged counts as +Inf, and one that has ended otherwise stays where it was.
type Band struct {
	Low, Median, High []float64 // of 10, 50 and 90 % are lower
	Mean              []float64
}

// End is how one replicate ended.
type End struct {
	X       []float64 // its last finite iterate, nil if it has none
	Loss    float64   // there, +Inf if it diverged
	Verdict Verdict
}

// Ensemble makes n replicates in parallel. The result is the same on any number
// of processors.
func (r Run) Ensemble(ctx context.Context, n int) (Ensemble, error) {
	every := max(r.Every, 1)
	rows := (r.Steps+every-1)/every + 1
	loss, validation := make([]float64, n*rows), []float64(nil) // a row of the ensemble after the other
	if r.Validation != nil {
		validation = make([]float64, n*rows)
	}
	e := Ensemble{Every: every, Last: r.Steps, Ends: make([]End, n)}
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
		verdict, err := run.Each(ctx, func(s State) error {
			put(loss, s.Loss)
			put(validation, s.Validation)
			end.X = append(end.X[:0], s.X...)
			end.Loss, last = s.Loss, s.Validation
			row++
			return nil
		})
		if err != nil {
			return err
		}
		if verdict.Outcome == Diverged {
			end.Loss, last = math.Inf(1), math.Inf(1)
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

// Parallel calls do for 0 <= i < n on all processors, until one fails or ctx is
// cancelled.
func Parallel(ctx context.Context, n int, do func(ctx context.Context, i int) error) error {
	g, group := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i := range n {
		g.Go(func() error {
			if err := group.Err(); err != nil {
				return err
			}
			return do(group, i)
		})
	}
	return g.Wait()
}

// spread is the band of rows of n values, which it sorts.
func spread(ctx context.Context, values []float64, n int) (Band, error) {
	rows := len(values) / n
	b := Band{Low: make([]float64, rows), Median: make([]float64, rows), High: make([]float64, rows), Mean: make([]float64, rows)}
	const chunk = 256 // rows that make it worth the while of another processor
	err := Parallel(ctx, (rows+chunk-1)/chunk, func(_ context.Context, c int) error {
		for i := c * chunk; i < min(rows, (c+1)*chunk); i++ {
			row := values[i*n : (i+1)*n]
			sum := 0.0
			for _, v := range row {
				sum += v
			}
			b.Mean[i] = sum / float64(n)
			slices.Sort(row)
			b.Low[i], b.Median[i], b.High[i] = quantile(row, 0.1), quantile(row, 0.5), quantile(row, 0.9)
		}
		return nil
	})
	return b, err
}

// quantile is that of sorted values, linear between them as numpy's.
func quantile(sorted []float64, p float64) float64 {
	at := p * float64(len(sorted)-1)
	i := int(at)
	if i+1 >= len(sorted) || sorted[i] == sorted[i+1] {
		return sorted[i]
	}
	t := at - float64(i)
	return (1-t)*sorted[i] + t*sorted[i+1]
}
