package sweep

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/data"
)

// Grid is a GridSpec resolved: the runs of each cell and, as far as they are known, their
// results. Cells count along x, then y, then the panels.
type Grid struct {
	runs.Plan
	Spec    document.GridSpec
	Panels  []Panel
	X, Y    AxisParam // Y without values: the map is a curve
	Columns []string  // names of the numbers of a cell

	values []float64 // as many as there are Columns, of each cell; NaN is an empty field
	known  []bool    // of each cell

	Metric        optimizers.Metric
	WithoutRuns   bool      // the metric is the rate of convergence, which no run computes
	Misclassified string    // error or train-error: the metric is a share of examples
	TriedRates    []float64 // rates of which each cell has its best; nil: they are given
	FirstSet      int       // of a basin map: the index of the first of Sets among the points

	relative bool      // the metric's tolerance is in parts of the loss at the start
	settle   float64   // the norm of the gradient at which a run ends
	curved   []float64 // eigenvalues of the Hessian at the lowest minimum, where they are needed and known
	reduce   func(row []float64, r runs.Run, readings []laneReading)

	surface   func(numbers []float64, text string, examples *data.Set) (surfaces.Surface, error) // nil of a formula
	firstLand landKey                                                                            // of Landscape

	mu    sync.Mutex
	lands map[landKey]runs.Landscape
}

// Panel is one of the maps that stand side by side.
type Panel struct {
	Title     string
	Optimizer string // as it was asked for, without the keys of the axes
	Schedule  string
	Run       runs.Run

	formulas bool // Optimizer has formulas of the axes
	rule     func(numbers []float64) (optimizers.Optimizer, error)
	schedule func(numbers []float64) (schedules.Schedule, error)
}

// GridOf resolves the map. It computes no run, and finds all that is wrong with the
// flags.
func GridOf(ctx context.Context, m document.GridSpec) (*Grid, error) {
	if m.Kind == "basins" {
		return basins(ctx, m)
	}
	return sweep(ctx, m)
}

// fill makes the panels of a map whose knobs are known.
func (g *Grid) fill(ctx context.Context) error {
	s := g.Spec.Spec
	switch {
	case len(s.Starts) > 1:
		return catalog.Blame("--start", catalog.JoinNumbers(s.Starts[1]), errors.New("a map has one start"))
	case len(s.Batches) > 1:
		return catalog.Blame("--batch", fmt.Sprint(s.Batches[1]), errors.New("a map has one size of batches, or is over them: --x batch=1/8/64"))
	}
	cells := len(g.X.Values) * max(1, len(g.Y.Values))
	if cells > catalog.MaxCells {
		return catalog.Usage("%d x %d cells are more than %d", len(g.X.Values), len(g.Y.Values), catalog.MaxCells)
	}
	var err error
	if g.Plan, err = runs.PlanTyped(ctx, g.FirstCell(), s.Optimizers); err != nil {
		return g.blameAxis(err)
	}
	for _, r := range g.Runs {
		p, err := g.panel(r)
		if err != nil {
			return err
		}
		g.Panels = append(g.Panels, p)
	}
	if err := g.resolveSurface(); err != nil {
		return err
	}
	if err := runs.CheckCells(cells*len(g.Panels), len(g.Columns)); err != nil {
		return err
	}
	g.known = make([]bool, cells*len(g.Panels))
	g.values = make([]float64, len(g.known)*len(g.Columns))
	return g.check()
}

// panel resolves the panel of a run of the first cell.
func (g *Grid) panel(r runs.Run) (Panel, error) {
	p := Panel{Title: r.Label, Optimizer: r.Rule, Schedule: r.Rate, Run: r, formulas: r.Typed != ""}
	if p.formulas {
		p.Optimizer = r.Typed
		differs := func(other runs.Run) bool { return other.Name == r.Name && other.Typed != r.Typed }
		if strings.Contains(p.Title, "=") || slices.ContainsFunc(g.Runs, differs) { // with the values of the first cell
			p.Title = r.Typed
		}
	}
	if r.Rate != catalog.ConstantSchedule.Text && !strings.Contains(p.Title, r.RateTitle.In(words.English)) && !strings.Contains(p.Title, r.Rate) {
		p.Title += ", " + r.RateTitle.In(words.English)
	}
	for _, k := range g.AxisParams() {
		p.Optimizer, _ = k.rule(p.Optimizer, "")
		p.Schedule, _ = k.schedule(p.Schedule, "")
	}
	rule, err := catalog.ParseRule(r.Rule)
	if err != nil {
		return p, err
	}
	schedule, err := catalog.ParseSchedule(r.Rate)
	p.rule, p.schedule = rule.Setter(g.keysOf(RuleKey)), schedule.Setter(g.keysOf(ScheduleKey))
	return p, err
}

// blameAxis blames the axis whose first value is wrong.
func (g *Grid) blameAxis(err error) error {
	var usage *catalog.Error
	if !errors.As(err, &usage) {
		return err
	}
	for i, k := range g.AxisParams() {
		if k.perRun() && (usage.Flag == "--"+k.Key || strings.HasPrefix(usage.Err.Error(), k.Key+": ")) {
			return g.wrongValue(i, k.Values[0], usage.Err)
		}
	}
	return err
}

// wrongValue says what is wrong with a value of an axis.
func (g *Grid) wrongValue(axis int, v float64, err error) error {
	flag, text := g.axis(axis)
	return catalog.Blame(flag, text, fmt.Errorf("%s=%s: %w", g.AxisParams()[axis].Key, catalog.FormatNumber(v), err))
}

// axis is the flag of an axis, and what it was given.
func (g *Grid) axis(i int) (flag, text string) {
	if i == 0 {
		return "--x", g.Spec.X
	}
	return "--y", g.Spec.Y
}

// AxisParams returns the parameters that the x and y axes vary.
func (g *Grid) AxisParams() []AxisParam {
	if len(g.Y.Values) == 0 {
		return []AxisParam{g.X}
	}
	return []AxisParam{g.X, g.Y}
}

// rule is the text of a rule with the AxisParam's value, or without.
func (k AxisParam) rule(text, value string) (string, bool) {
	if k.Kind == RuleKey || k.Kind == RateKey {
		return catalog.SetRuleKey(text, k.Key, value)
	}
	return text, false
}

// schedule is the text of a schedule with the AxisParam's value, or without.
func (k AxisParam) schedule(text, value string) (string, bool) {
	if k.Kind == ScheduleKey {
		return catalog.SetScheduleKey(text, k.Key, value)
	}
	return text, false
}

// turn is the Spec with the AxisParam at a value.
func (k AxisParam) turn(s document.Spec, v float64) document.Spec {
	text := catalog.FormatNumber(v)
	s.Optimizers, s.Schedules = slices.Clone(s.Optimizers), slices.Clone(s.Schedules)
	for i, t := range s.Optimizers {
		rule, own, owns := strings.Cut(strings.TrimSpace(t), " ")
		rule, _ = k.rule(rule, text)
		if owns {
			own, _ = k.schedule(strings.TrimSpace(own), text)
			rule += " " + own
		}
		s.Optimizers[i] = rule
	}
	for i, t := range s.Schedules {
		s.Schedules[i], _ = k.schedule(t, text)
	}
	switch k.Kind {
	case FlagKey:
		flagKeys[k.Key](&s, v)
	case SurfaceKey:
		s, _ = s.WithSurfaceKey(k.Key, text)
	}
	return s
}

// first is the Spec of the map's first cell.
func (g *Grid) FirstCell() document.Spec {
	s := g.Spec.Spec
	for _, k := range g.AxisParams() {
		s = k.turn(s, k.Values[0])
	}
	s.Optimizers = slices.Clone(s.Optimizers)
	for i, t := range s.Optimizers {
		s.Optimizers[i], _ = catalog.FillFormulas(t, g.settings(0, 0)) // axes has refused what cannot be
	}
	return s
}

// check makes each run once that one axis alone leads to.
func (g *Grid) check() error {
	for i, k := range g.AxisParams() {
		if !k.perRun() {
			continue
		}
		for _, p := range g.Panels {
			for at := range k.Values {
				var err error
				if i == 0 {
					_, err = g.run(p, at, 0)
				} else {
					_, err = g.run(p, 0, at)
				}
				if err != nil {
					return g.wrongValue(i, k.Values[at], bare(err))
				}
			}
		}
	}
	return nil
}

// bare is what is wrong without the flag to blame.
func bare(err error) error {
	var usage *catalog.Error
	if errors.As(err, &usage) {
		return usage.Err
	}
	return err
}

// perRun says whether the runs of the axis's values differ in more than a Lane.
func (k AxisParam) perRun() bool { return k.Kind != RateKey && k.Kind != StartKey }

// given says whether nobody chooses the axis's values: those of the surface, the start and
// the noise are as they are.
func (k AxisParam) VariesProblem() bool {
	return k.Kind == SurfaceKey || k.Kind == StartKey || k.Key == "noise"
}

// run is that of a panel at places on the axes, but for what a Lane holds.
func (g *Grid) run(p Panel, i, j int) (runs.Run, error) { return g.replicate(p, i, j, 0) }

// VariesSurface reports whether cells have surfaces of their own.
func (g *Grid) VariesSurface() bool {
	return slices.ContainsFunc(g.AxisParams(), func(k AxisParam) bool { return k.Kind == SurfaceKey })
}

// place is where a cell is.
func (g *Grid) place(cell int) (panel, i, j int) {
	nx, ny := len(g.X.Values), max(1, len(g.Y.Values))
	return cell / (nx * ny), cell % nx, cell / nx % ny
}

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

// CellRun returns the run of a cell's first seed.
func (g *Grid) CellRun(cell int) (runs.Run, error) {
	panel, i, j := g.place(cell)
	r, err := g.run(g.Panels[panel], i, j)
	if err == nil {
		lane := g.lanes(nil, cell)[0]
		r.LR, r.Start = lane.LR, lane.Start
	}
	return r, err
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

// row is what is known of a cell.
func (g *Grid) Row(cell int) []float64 {
	return g.values[cell*len(g.Columns) : (cell+1)*len(g.Columns)]
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

// TakeResults takes over the cells that another Grid of the same runs has computed.
func (g *Grid) TakeResults(from *Grid) { g.known, g.values = from.known, from.values }

// Cells is how many there are.
func (g *Grid) Cells() int { return len(g.known) }

// CellsOf are those of a shard.
func (g *Grid) CellsOf(s Shard) []int {
	var cells []int
	for c := range g.known {
		if s.Has(c) {
			cells = append(cells, c)
		}
	}
	return cells
}

// Known are the cells that are known.
func (g *Grid) Known() []int {
	var cells []int
	for c, known := range g.known {
		if known {
			cells = append(cells, c)
		}
	}
	return cells
}

// Missing are the cells of a shard that are not known yet.
func (g *Grid) Missing(s Shard) []int {
	var cells []int
	for c, known := range g.known {
		if !known && s.Has(c) {
			cells = append(cells, c)
		}
	}
	return cells
}

// random says whether the steps of some runs are.
func (g *Grid) IsRandom() bool {
	for _, p := range g.Panels {
		if objective.Is[objective.Random](p.Run.F) {
			return true
		}
	}
	return slices.ContainsFunc(g.AxisParams(), func(k AxisParam) bool { return k.Key == "noise" || k.Key == "batch" })
}

// Value returns the number of a cell that is drawn: +Inf where it diverged, and NaN where
// it has no number for another reason.
func (g *Grid) Value(cell int) float64 { return g.value(g.Row(cell)) }

// value returns the number of a row that is drawn.
func (g *Grid) value(row []float64) float64 {
	v := row[0]
	if g.Metric.Counts() {
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

// penalised says whether the cells of a map have penalties of their own, and so
// minima.
func (g *Grid) VariesPenalty() bool {
	return slices.ContainsFunc(g.AxisParams(), func(k AxisParam) bool { return k.Key == "l1" || k.Key == "l2" })
}
