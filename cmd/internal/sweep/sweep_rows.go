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

// compute makes the rows of cells of a panel that differ in their lanes only.
func (s *Sweep) compute(ctx context.Context, run runs.Run, panel string, cells []int) ([]float64, error) {
	lanes := s.lanesOf(cells)
	wide := len(s.Columns)
	rows := make([]float64, len(cells)*wide)
	if s.WithoutRuns {
		rule, _ := optimizers.LinearOf(run.Optimizer) // checkRate refused any other
		for n, lane := range lanes {                  // one a cell
			setRateRow(rows[n*wide:], rule, lane.LR, s.curved)
		}
		return rows, nil
	}
	metric := s.Metric
	if s.relative {
		metric.Tol *= run.F.Func(lanes[0].Start) - metric.Floor
	}
	readings, err := s.readings(ctx, run, cells, lanes, metric)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", panel, err)
	}
	each := len(lanes) / len(cells)
	for n := range cells {
		s.setBestRow(rows[n*wide:(n+1)*wide], run, lanes[n*each:(n+1)*each], readings[n*each:(n+1)*each])
	}
	return rows, nil
}

// readings makes the runs of the lanes of cells, each on the surface of its seed.
func (s *Sweep) readings(ctx context.Context, run runs.Run, cells []int, lanes []optimizers.Lane, metric optimizers.Metric) ([]laneReading, error) {
	if !s.Spec.Redraw {
		return s.read(ctx, run, lanes, metric)
	}
	var all []laneReading
	for n, lane := range lanes {
		panel, i, j := s.place(cells[n*len(cells)/len(lanes)])
		r, err := s.replicate(s.Panels[panel], i, j, int(lane.Replicate))
		if err != nil {
			return nil, err
		}
		lane.Start = r.Start
		one, err := s.read(ctx, r, []optimizers.Lane{lane}, metric)
		if err != nil {
			return nil, err
		}
		all = append(all, one...)
	}
	return all, nil
}

// laneReading is what a sweep keeps of the run of a lane.
type laneReading struct {
	optimizers.Reading
	train float64 // of the metric error: that of the training examples
}

// read makes the runs of lanes, or computes what is expected of them.
func (s *Sweep) read(ctx context.Context, run runs.Run, lanes []optimizers.Lane, metric optimizers.Metric) ([]laneReading, error) {
	var made []optimizers.Reading
	var err error
	if s.Spec.Over == document.Expected {
		made, err = run.Expected(lanes, metric)
	} else {
		made, err = run.Lanes(ctx, lanes, metric, 0)
	}
	if err != nil {
		return nil, err
	}
	var readings []laneReading
	for _, v := range made {
		one := laneReading{Reading: v, train: math.NaN()}
		if s.Misclassified != "" && !v.Diverged {
			one.Value = s.wrongShare(run, v.X, s.Misclassified)
			one.train = s.wrongShare(run, v.X, "train-error")
		}
		readings = append(readings, one)
	}
	return readings, nil
}

// setBestRow fills the row of a cell: that of the best of the rates that it tries.
func (s *Sweep) setBestRow(row []float64, run runs.Run, lanes []optimizers.Lane, readings []laneReading) {
	if s.TriedRates == nil {
		s.setRow(row, run, readings)
		return
	}
	best, next := math.NaN(), make([]float64, len(row))
	for from := 0; from < len(lanes); from += s.Seeds {
		s.setRow(next, run, readings[from:from+s.Seeds])
		next[slices.Index(s.Columns, "lr")] = lanes[from].LR
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

func (s *Sweep) isBatched(run runs.Run) bool { return s.WithoutRuns || run.Together(s.Metric) }

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
