package sweep

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/optimizers"
)

// lanes are the runs of a cell, one a seed, at each rate that is tried.
func (g *Grid) lanes(all []optimizers.Lane, cell int) []optimizers.Lane {
	panel, i, j := g.place(cell)
	r := g.Panels[panel].Run
	if g.VariesSurface() || g.Panels[panel].formulas { // another start and rate, maybe; check has made the run
		r, _ = g.run(g.Panels[panel], i, j)
	}
	lane := optimizers.Lane{LR: r.LR, Start: slices.Clone(r.Start)}
	for n, k := range g.AxisParams() {
		switch v := k.Values[[2]int{i, j}[n]]; k.Kind {
		case RateKey:
			lane.LR = v
		case StartKey:
			lane.Start[k.Coord] = v
		}
	}
	for _, lr := range g.rates(lane.LR) {
		for seed := range g.Seeds {
			lane.LR, lane.Replicate = lr, uint64(seed)
			all = append(all, lane)
		}
	}
	return all
}

// rates are those that a cell tries: one that is given, unless it is to be tuned.
func (g *Grid) rates(given float64) []float64 {
	if g.TriedRates == nil {
		return []float64{given}
	}
	return g.TriedRates
}

// job is cells whose runs differ in their lanes only.
type job struct {
	panel, i, j int
	cells       []int
}

// jobs puts cells together, as many as go in lock-step at once; of few cells
// there are jobs for all processors.
func (g *Grid) jobs(cells []int) []job {
	const most, least = 128, 16       // lanes
	each := g.Seeds * len(g.rates(0)) // lanes of a cell
	share := len(cells) * each / (4 * runtime.GOMAXPROCS(0))
	size := max(1, min(max(share, least), most)/each)
	if g.alone() {
		size = max(1, min(share, most)/each)
	}
	var all []job
	open := map[[3]int]int{}
	for _, c := range cells {
		panel, i, j := g.place(c)
		if !g.X.perRun() {
			i = 0
		}
		if len(g.Y.Values) > 0 && !g.Y.perRun() {
			j = 0
		}
		key := [3]int{panel, i, j}
		at, ok := open[key]
		if !ok || len(all[at].cells) >= size {
			at = len(all)
			open[key] = at
			all = append(all, job{panel: panel, i: i, j: j})
		}
		all[at].cells = append(all[at].cells, c)
	}
	return all
}

// alone says whether there is a panel whose runs are made one by one.
func (g *Grid) alone() bool {
	return slices.ContainsFunc(g.Panels, func(p Panel) bool { return !p.Run.Together(g.Metric) })
}

// Compute makes the runs of cells, in parallel, and tells after each few which
// are known now. The results do not depend on which cells are asked for, nor on
// the number of processors.
func (g *Grid) Compute(ctx context.Context, cells []int, done func(cells []int) error) error {
	jobs := g.jobs(cells)
	defer func() { g.lands = nil }() // they hold features of all examples, and drawing needs none
	var mu sync.Mutex
	return optimizers.Parallel(ctx, len(jobs), func(ctx context.Context, n int) error {
		return g.pieces(ctx, jobs[n], func(cells []int, rows []float64) error {
			wide := len(g.Columns)
			mu.Lock()
			defer mu.Unlock()
			if err := ctx.Err(); err != nil {
				return err
			}
			for n, c := range cells {
				g.set(c, rows[n*wide:(n+1)*wide])
			}
			return done(cells)
		})
	})
}

// pieces makes the rows of a job, and hands them on as soon as they are there: all
// at once where the runs go in lock-step, and else of a few cells, one if it takes
// long, since what is not handed on is lost when the map is interrupted.
func (g *Grid) pieces(ctx context.Context, j job, done func(cells []int, rows []float64) error) error {
	const short = 10 * time.Millisecond // below it, several cells share the cost of a piece
	run, err := g.run(g.Panels[j.panel], j.i, j.j)
	if err != nil {
		return err
	}
	size := 1
	if g.WithoutRuns || run.Together(g.Metric) {
		size = len(j.cells)
	}
	for cells := j.cells; len(cells) > 0; {
		some, start := cells[:min(size, len(cells))], time.Now()
		rows, err := g.compute(ctx, run, g.Panels[j.panel].Title, some)
		if err == nil {
			err = done(some, rows)
		}
		if err != nil {
			return err
		}
		if cells = cells[len(some):]; time.Since(start) < short {
			size *= 2
		}
	}
	return nil
}

// set is the row of a cell that is known now.
func (g *Grid) set(cell int, row []float64) {
	copy(g.Row(cell), row)
	g.known[cell] = true
}

// compute makes the rows of cells of a panel that differ in their lanes only.
func (g *Grid) compute(ctx context.Context, run runs.Run, panel string, cells []int) ([]float64, error) {
	var lanes []optimizers.Lane
	for _, c := range cells {
		lanes = g.lanes(lanes, c)
	}
	wide := len(g.Columns)
	rows := make([]float64, len(cells)*wide)
	if g.WithoutRuns {
		for n, lane := range lanes { // one a cell
			rateRow(rows[n*wide:], run.Optimizer, lane.LR, g.curved)
		}
		return rows, nil
	}
	metric := g.Metric
	if g.relative {
		metric.Tol *= run.F.Func(lanes[0].Start) - metric.Floor
	}
	readings, err := g.readings(ctx, run, cells, lanes, metric)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", panel, err)
	}
	each := len(lanes) / len(cells)
	for n := range cells {
		g.choose(rows[n*wide:(n+1)*wide], run, lanes[n*each:(n+1)*each], readings[n*each:(n+1)*each])
	}
	return rows, nil
}

// readings are those of the lanes of cells, as many of each.
func (g *Grid) readings(ctx context.Context, run runs.Run, cells []int, lanes []optimizers.Lane, metric optimizers.Metric) ([]laneReading, error) {
	if !g.Spec.Redraw {
		return g.read(ctx, run, lanes, metric)
	}
	var all []laneReading
	for n, lane := range lanes {
		panel, i, j := g.place(cells[n*len(cells)/len(lanes)])
		r, err := g.replicate(g.Panels[panel], i, j, int(lane.Replicate))
		if err != nil {
			return nil, err
		}
		lane.Start = r.Start
		one, err := g.read(ctx, r, []optimizers.Lane{lane}, metric)
		if err != nil {
			return nil, err
		}
		all = append(all, one...)
	}
	return all, nil
}

// laneReading is what is kept of a lane.
type laneReading struct {
	optimizers.Reading
	train float64 // of the metric error: that of the training examples
}

// read makes the runs of lanes, or computes what is expected of them.
func (g *Grid) read(ctx context.Context, run runs.Run, lanes []optimizers.Lane, metric optimizers.Metric) ([]laneReading, error) {
	var made []optimizers.Reading
	var err error
	if g.Spec.Over == document.Expected {
		made, err = run.Expected(lanes, metric)
	} else {
		made, err = run.Lanes(ctx, lanes, metric, g.settle)
	}
	if err != nil {
		return nil, err
	}
	var readings []laneReading
	for _, v := range made {
		one := laneReading{Reading: v, train: math.NaN()}
		if g.Misclassified != "" && !v.Diverged {
			one.Value = g.share(run, v.X, g.Misclassified)
			one.train = g.share(run, v.X, "train-error")
		}
		readings = append(readings, one)
	}
	return readings, nil
}

// choose is the row of a cell: of the rates that it tries the best one's.
func (g *Grid) choose(row []float64, run runs.Run, lanes []optimizers.Lane, readings []laneReading) {
	if g.TriedRates == nil {
		g.reduce(row, run, readings)
		return
	}
	best, next := math.NaN(), make([]float64, len(row))
	for from := 0; from < len(lanes); from += g.Seeds {
		g.reduce(next, run, readings[from:from+g.Seeds])
		next[slices.Index(g.Columns, "lr")] = lanes[from].LR
		if v := g.value(next); from == 0 || v < best || math.IsNaN(best) {
			best = v
			copy(row, next)
		}
	}
}
