package sweep

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/parallel"
)

// variants appends the variants of a cell, one a seed, at each rate that it tries.
func (g *Grid) variants(all []optimizers.Variant, cell int) []optimizers.Variant {
	panel, i, j := g.place(cell)
	r := g.Panels[panel].Run
	if g.VariesSurface() || g.Panels[panel].formulas { // another start and rate, maybe; checkValues has made the run
		r, _ = g.run(g.Panels[panel], i, j)
	}
	variant := optimizers.Variant{LR: r.LR, Start: slices.Clone(r.Start)}
	for n, k := range g.AxisParams() {
		switch v := k.Values[[2]int{i, j}[n]]; k.Kind {
		case RateKey:
			variant.LR = v
		case StartKey:
			variant.Start[k.Coord] = v
		}
	}
	for _, lr := range g.kind.rates(variant.LR) {
		for seed := range g.Seeds {
			variant.LR, variant.Replicate = lr, uint64(seed)
			all = append(all, variant)
		}
	}
	return all
}

// variantsOf returns the variants of cells, as many of each.
func (g *Grid) variantsOf(cells []int) []optimizers.Variant {
	var all []optimizers.Variant
	for _, c := range cells {
		all = g.variants(all, c)
	}
	return all
}

// job is a number of cells whose runs differ in their variants only.
type job struct {
	panel, i, j int
	cells       []int
}

// jobs puts cells together, as many as are computed in one batch; few cells still make jobs
// for all processors.
func (g *Grid) jobs(cells []int) []job {
	const most, least = 128, 16            // variants
	each := g.Seeds * len(g.kind.rates(0)) // variants of a cell
	share := len(cells) * each / (4 * runtime.GOMAXPROCS(0))
	size := max(1, min(max(share, least), most)/each)
	if slices.ContainsFunc(g.Panels, func(p Panel) bool { return !g.kind.isBatched(p.Run) }) {
		size = max(1, min(share, most)/each)
	}
	var all []job
	open := map[[3]int]int{}
	for _, c := range cells {
		panel, i, j := g.place(c)
		if !g.X.changesRun() {
			i = 0
		}
		if len(g.Y.Values) > 0 && !g.Y.changesRun() {
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

// Compute makes the runs of cells, in parallel, and calls done after each few with those that
// are known now. The results do not depend on which cells are asked for, nor on
// the number of processors.
func (g *Grid) Compute(ctx context.Context, cells []int, done func(cells []int) error) error {
	jobs := g.jobs(cells)
	defer func() { g.landscapes = nil }() // they hold features of all examples, and drawing needs none
	var mu sync.Mutex
	return parallel.Do(ctx, len(jobs), func(ctx context.Context, n int) error {
		return g.computeJob(ctx, jobs[n], func(cells []int, rows []float64) error {
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

// computeJob makes the rows of a job and calls done with them: all at once where the runs are
// one batch, and else with a few cells at a time, one if it takes long, since the rows that
// done has not got are lost when the user interrupts the program.
func (g *Grid) computeJob(ctx context.Context, j job, done func(cells []int, rows []float64) error) error {
	const short = 10 * time.Millisecond // below it, several cells share the cost of a piece
	run, err := g.run(g.Panels[j.panel], j.i, j.j)
	if err != nil {
		return err
	}
	size := 1
	if g.kind.isBatched(run) {
		size = len(j.cells)
	}
	for cells := j.cells; len(cells) > 0; {
		some, start := cells[:min(size, len(cells))], time.Now()
		rows, err := g.kind.compute(ctx, run, g.Panels[j.panel].Label, some)
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

// set stores the row of a cell, which is known now.
func (g *Grid) set(cell int, row []float64) {
	copy(g.Row(cell), row)
	g.known[cell] = true
}
