package sweep

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/optimizers"
)

// compute makes the rows of cells of a panel that differ in their variants only.
func (s *Sweep) compute(ctx context.Context, run runs.Run, panel string, cells []int) ([]float64, error) {
	variants := s.variantsOf(cells)
	wide := len(s.Columns)
	rows := make([]float64, len(cells)*wide)
	if s.WithoutRuns {
		rule, _ := optimizers.LinearOf(run.Optimizer) // checkRate refused any other
		for n, variant := range variants {            // one a cell
			setRateRow(rows[n*wide:], rule, variant.LR, s.curved)
		}
		return rows, nil
	}
	metric := s.Metric
	if s.relative {
		metric.Tol *= run.F.Func(variants[0].Start) - metric.Floor
	}
	results, err := s.results(ctx, run, cells, variants, metric)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", panel, err)
	}
	each := len(variants) / len(cells)
	for n := range cells {
		s.setBestRow(rows[n*wide:(n+1)*wide], run, variants[n*each:(n+1)*each], results[n*each:(n+1)*each])
	}
	return rows, nil
}

// results makes the runs of the variants of cells, each on the surface of its seed.
func (s *Sweep) results(ctx context.Context, run runs.Run, cells []int, variants []optimizers.Variant, metric optimizers.Metric) ([]runResult, error) {
	if !s.Spec.Redraw {
		return s.read(ctx, run, variants, metric)
	}
	var all []runResult
	for n, variant := range variants {
		panel, i, j := s.place(cells[n*len(cells)/len(variants)])
		r, err := s.replicate(s.Panels[panel], i, j, int(variant.Replicate))
		if err != nil {
			return nil, err
		}
		variant.Start = r.Start
		one, err := s.read(ctx, r, []optimizers.Variant{variant}, metric)
		if err != nil {
			return nil, err
		}
		all = append(all, one...)
	}
	return all, nil
}

// runResult is what a sweep keeps of the run of a variant.
type runResult struct {
	optimizers.Result
	train float64 // of the metric error: that of the training examples
}

// read makes the runs of variants, or computes what is expected of them.
func (s *Sweep) read(ctx context.Context, run runs.Run, variants []optimizers.Variant, metric optimizers.Metric) ([]runResult, error) {
	var made []optimizers.Result
	var err error
	if s.Spec.Over == document.Expected {
		made, err = run.Expected(variants, metric)
	} else {
		made, err = run.Variants(ctx, variants, metric, 0)
	}
	if err != nil {
		return nil, err
	}
	var results []runResult
	for _, v := range made {
		one := runResult{Result: v, train: math.NaN()}
		if s.Misclassified != "" && !v.Diverged {
			one.Value = s.wrongShare(run, v.X, s.Misclassified)
			one.train = s.wrongShare(run, v.X, "train-error")
		}
		results = append(results, one)
	}
	return results, nil
}

// setBestRow fills the row of a cell: that of the best of the rates that it tries.
func (s *Sweep) setBestRow(row []float64, run runs.Run, variants []optimizers.Variant, results []runResult) {
	if s.TriedRates == nil {
		s.setRow(row, run, results)
		return
	}
	best, next := math.NaN(), make([]float64, len(row))
	for from := 0; from < len(variants); from += s.Seeds {
		s.setRow(next, run, results[from:from+s.Seeds])
		next[slices.Index(s.Columns, "lr")] = variants[from].LR
		if v := s.value(next); from == 0 || v < best || math.IsNaN(best) {
			best = v
			copy(row, next)
		}
	}
}

// rates returns the rates that are tried, or the one that is given.
func (s *Sweep) rates(given float64) []float64 {
	if s.TriedRates == nil {
		return []float64{given}
	}
	return s.TriedRates
}

func (s *Sweep) isBatched(run runs.Run) bool { return s.WithoutRuns || run.Batchable(s.Metric) }

func (s *Sweep) readsSurface() bool { return s.Misclassified != "" || s.Spec.Over == document.Expected }

func (s *Sweep) checkRow([]float64) error { return nil }

// value returns the number of a row that is drawn.
func (s *Sweep) value(row []float64) float64 {
	v := row[0]
	if s.Metric.Counts() {
		v = row[2]
		if !math.IsNaN(row[0]) {
			return v
		}
	}
	if math.IsNaN(v) && row[1] > 0 {
		return math.Inf(1)
	}
	return v
}
