package measure

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/floats"

	"github.com/optviz/optviz/optimizers"
)

// ends returns where the seeds of a run end, in coordinate i, from 1.
func (f *Figure) ends(run, i int) ([]float64, error) {
	if _, _, err := f.replicated(run, -1); err != nil {
		return nil, err
	}
	var ends []float64
	for _, e := range f.runs().Ensembles[run-1].Ends {
		if i < 1 || i > len(e.X) {
			return nil, fmt.Errorf("a seed of run %d ends at no coordinate %d", run, i)
		}
		ends = append(ends, e.X[i-1])
	}
	return ends, nil
}

// ShareBelowX returns the share, from 0 to 1, of a run's seeds that end with coordinate
// i, from 1, below a level.
func (f *Figure) ShareBelowX(run, i int, level float64) (float64, error) {
	ends, err := f.ends(run, i)
	n := 0
	for _, x := range ends {
		if x < level {
			n++
		}
	}
	return float64(n) / float64(len(ends)), err
}

// MeanX returns the mean of coordinate i, from 1, over the ends of a run's seeds.
func (f *Figure) MeanX(run, i int) (float64, error) {
	ends, err := f.ends(run, i)
	sum := 0.0
	for _, x := range ends {
		sum += x
	}
	return sum / float64(len(ends)), err
}

// Mean returns the mean of the last losses of a run's seeds.
func (f *Figure) Mean(run int) (float64, error) { return f.MeanAt(run, -1) }

// MeanAt returns the mean loss of a run's seeds at step k; -1 is the last.
func (f *Figure) MeanAt(run, k int) (float64, error) {
	e, row, err := f.replicated(run, k)
	if err != nil {
		return 0, err
	}
	return e.Loss.Mean[row], nil
}

// Expected returns a run's expected loss after its last step.
func (f *Figure) Expected(run int) (float64, error) { return f.ExpectedAt(run, -1) }

// ExpectedAt returns a run's expected loss at step k; -1 is the last.
func (f *Figure) ExpectedAt(run, k int) (float64, error) {
	e, row, err := f.expected(run, k)
	if err != nil {
		return 0, err
	}
	return e.Loss.Expected[row], nil
}

// Seeds returns how many replicates a run is made of.
func (f *Figure) Seeds() int { return f.Plan.Seeds }

// Seen returns how many examples a run sees.
func (f *Figure) Seen() int { return f.Document.Examples }

// LowestExpected returns the step with a run's lowest expected loss.
func (f *Figure) LowestExpected(run int) (int, error) {
	e, _, err := f.expected(run, 0)
	if err != nil {
		return 0, err
	}
	return e.Step(floats.MinIdx(e.Loss.Expected)), nil
}

// ExpectedAbove returns the first step from k on at which a run's expected loss is above a
// level, or -1.
func (f *Figure) ExpectedAbove(run, k int, level float64) (int, error) {
	e, row, err := f.expected(run, k)
	for ; err == nil && row < e.Rows(); row++ {
		if e.Loss.Expected[row] > level {
			return e.Step(row), nil
		}
	}
	return -1, err
}

// expected returns the ensemble of a run that has an expected loss.
func (f *Figure) expected(run, k int) (e optimizers.Ensemble, row int, err error) {
	if e, row, err = f.ensemble(run, k); err == nil && e.Loss.Expected == nil {
		err = fmt.Errorf("the expected loss of run %d is not asked for: over: expected", run)
	}
	return e, row, err
}

// replicated returns the ensemble of a run that has several seeds: one that has an expected
// loss alone has no mean.
func (f *Figure) replicated(run, k int) (e optimizers.Ensemble, row int, err error) {
	if e, row, err = f.ensemble(run, k); err == nil && e.Loss.Mean == nil {
		err = fmt.Errorf("no seeds of run %d", run)
	}
	return e, row, err
}

// ensemble returns the ensemble of a run, and its row at step k; -1 is the last.
func (f *Figure) ensemble(run, k int) (e optimizers.Ensemble, row int, err error) {
	if run < 1 || run > len(f.runs().Ensembles) {
		return e, 0, fmt.Errorf("no seeds of run %d", run)
	}
	e = f.runs().Ensembles[run-1]
	if k < 0 {
		k += e.Last + 1
	}
	for row = range e.Rows() {
		if e.Step(row) == k {
			return e, row, nil
		}
	}
	return e, 0, fmt.Errorf("no step %d of the seeds of run %d is kept", k, run)
}

// MeanBeyond returns Beyond on average over a run's seeds.
func (f *Figure) MeanBeyond(run, i int, c float64) (float64, error) {
	if _, _, err := f.replicated(run, 0); err != nil {
		return 0, err
	}
	if _, err := f.XAt(run, 0, i); err != nil {
		return 0, err
	}
	if err := f.spend(f.Plan.Seeds * f.Plan.Steps); err != nil {
		return 0, err
	}
	sum, found := 0.0, errors.New("found")
	for replicate := range f.Plan.Seeds {
		r, err := f.Plan.Seed(f.ctx, run-1, replicate)
		if err != nil {
			return 0, err
		}
		r.Every = 1
		_, err = r.Each(f.ctx, func(s optimizers.State) error {
			if math.Abs(s.X[i-1]) <= c {
				return nil
			}
			sum += float64(s.K)
			return found
		})
		if !errors.Is(err, found) {
			return 0, errors.Join(err, fmt.Errorf("replicate %d of run %d stays", replicate, run))
		}
	}
	return sum / float64(f.Plan.Seeds), nil
}

// MeanOver returns the mean loss of a run's seeds over the steps that are kept, from one on.
func (f *Figure) MeanOver(run, from int) (float64, error) {
	e, row, err := f.replicated(run, from)
	if err != nil {
		return 0, err
	}
	rest := e.Loss.Mean[row:]
	return floats.Sum(rest) / float64(len(rest)), nil
}
