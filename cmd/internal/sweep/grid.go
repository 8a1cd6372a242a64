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
)

// Map is a MapSpec resolved: the runs of each cell and, as far as they are known, their
// results. Cells count along x, then y, then the panels.
type Map struct {
	runs.Plan
	Spec    document.MapSpec
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

	mu    sync.Mutex
	lands map[landKey]runs.Landscape
}

// Panel is one of the maps that stand side by side.
type Panel struct {
	Title     string
	Optimizer string // as it was asked for, without the keys of the axes
	Schedule  string
	Run       runs.Run
	typed     string // the optimizer with its formulas of the axes; "" without
}

// MapOf resolves the map. It computes no run, and finds all that is wrong with the
// flags.
func MapOf(ctx context.Context, m document.MapSpec) (*Map, error) {
	if m.Kind == "basins" {
		return basins(ctx, m)
	}
	return sweep(ctx, m)
}

// fill makes the panels of a map whose knobs are known.
func (m *Map) fill(ctx context.Context) error {
	s := m.Spec.Spec
	switch {
	case len(s.Starts) > 1:
		return catalog.Blame("--start", catalog.JoinNumbers(s.Starts[1]), errors.New("a map has one start"))
	case len(s.Batches) > 1:
		return catalog.Blame("--batch", fmt.Sprint(s.Batches[1]), errors.New("a map has one size of batches, or is over them: --x batch=1/8/64"))
	}
	cells := len(m.X.Values) * max(1, len(m.Y.Values))
	if cells > catalog.MaxCells {
		return catalog.Usage("%d x %d cells are more than %d", len(m.X.Values), len(m.Y.Values), catalog.MaxCells)
	}
	var err error
	if m.Plan, err = runs.PlanTyped(ctx, m.FirstCell(), s.Optimizers); err != nil {
		return m.blameAxis(err)
	}
	for _, r := range m.Runs {
		p := Panel{Title: r.Label, Optimizer: r.Rule, Schedule: r.Rate, Run: r, typed: r.Typed}
		if p.typed != "" {
			p.Optimizer = p.typed
			differs := func(other runs.Run) bool { return other.Name == r.Name && other.Typed != r.Typed }
			if strings.Contains(p.Title, "=") || slices.ContainsFunc(m.Runs, differs) { // with the values of the first cell
				p.Title = p.typed
			}
		}
		if r.Rate != catalog.ConstantSchedule.Text && !strings.Contains(p.Title, r.RateTitle) && !strings.Contains(p.Title, r.Rate) {
			p.Title += ", " + r.RateTitle
		}
		for _, k := range m.AxisParams() {
			p.Optimizer, _ = k.rule(p.Optimizer, "")
			p.Schedule, _ = k.schedule(p.Schedule, "")
		}
		m.Panels = append(m.Panels, p)
	}
	if err := runs.CheckCells(cells*len(m.Panels), len(m.Columns)); err != nil {
		return err
	}
	m.known = make([]bool, cells*len(m.Panels))
	m.values = make([]float64, len(m.known)*len(m.Columns))
	return m.check()
}

// blameAxis blames the axis whose first value is wrong.
func (m *Map) blameAxis(err error) error {
	var usage *catalog.Error
	if !errors.As(err, &usage) {
		return err
	}
	for i, k := range m.AxisParams() {
		if k.perRun() && (usage.Flag == "--"+k.Key || strings.HasPrefix(usage.Err.Error(), k.Key+": ")) {
			return m.wrongValue(i, k.Values[0], usage.Err)
		}
	}
	return err
}

// wrongValue says what is wrong with a value of an axis.
func (m *Map) wrongValue(axis int, v float64, err error) error {
	flag, text := m.axis(axis)
	return catalog.Blame(flag, text, fmt.Errorf("%s=%s: %w", m.AxisParams()[axis].Key, catalog.FormatNumber(v), err))
}

// axis is the flag of an axis, and what it was given.
func (m *Map) axis(i int) (flag, text string) {
	if i == 0 {
		return "--x", m.Spec.X
	}
	return "--y", m.Spec.Y
}

// AxisParams returns the parameters that the x and y axes vary.
func (m *Map) AxisParams() []AxisParam {
	if len(m.Y.Values) == 0 {
		return []AxisParam{m.X}
	}
	return []AxisParam{m.X, m.Y}
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
func (m *Map) FirstCell() document.Spec {
	s := m.Spec.Spec
	for _, k := range m.AxisParams() {
		s = k.turn(s, k.Values[0])
	}
	s.Optimizers = slices.Clone(s.Optimizers)
	for i, t := range s.Optimizers {
		s.Optimizers[i], _ = catalog.FillFormulas(t, m.settings(0, 0)) // axes has refused what cannot be
	}
	return s
}

// check makes each run once that one axis alone leads to.
func (m *Map) check() error {
	for i, k := range m.AxisParams() {
		if !k.perRun() {
			continue
		}
		for _, p := range m.Panels {
			for at := range k.Values {
				var err error
				if i == 0 {
					_, err = m.run(p, at, 0)
				} else {
					_, err = m.run(p, 0, at)
				}
				if err != nil {
					return m.wrongValue(i, k.Values[at], bare(err))
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
func (m *Map) run(p Panel, i, j int) (runs.Run, error) { return m.replicate(p, i, j, 0) }

// replicate is the run of one of the seeds, whose surface may be one of its own.
func (m *Map) replicate(p Panel, i, j, seed int) (runs.Run, error) {
	r, s := p.Run, m.Spec.Spec
	rule, sched := r.Rule, r.Rate
	turned, elsewhere := p.typed != "", false
	if turned {
		rule = p.typed
	}
	for n, k := range m.AxisParams() {
		at := [2]int{i, j}[n]
		if !k.perRun() {
			continue
		}
		turned = true
		v := catalog.FormatNumber(k.Values[at])
		rule, _ = k.rule(rule, v)
		sched, _ = k.schedule(sched, v)
		switch k.Kind {
		case FlagKey:
			flagKeys[k.Key](&s, k.Values[at])
		case SurfaceKey:
			s, _ = s.WithSurfaceKey(k.Key, v)
			elsewhere = true
		}
	}
	if m.Spec.Redraw {
		s, turned, elsewhere = s.WithSurfaceSeed(seed), true, true
	}
	if turned {
		if err := s.CheckNumbers(); err != nil {
			return r, err
		}
		rule, err := catalog.FillFormulas(rule, m.settings(i, j))
		if err != nil {
			return r, err
		}
		parsed, err := catalog.ParseRule(rule)
		if err != nil {
			return r, err
		}
		if p.typed != "" && parsed.OwnLR {
			r.LR = parsed.LR
		}
		schedule, err := catalog.ParseSchedule(sched)
		if err != nil {
			return r, err
		}
		land, err := m.landscape(s)
		if err != nil {
			return r, err
		}
		sizes, err := runs.BatchesOf(s, land)
		if err != nil {
			return r, err
		}
		r.Batches, r.Steps = sizes[0], sizes[0].Steps
		r.Optimizer, r.Schedule, r.F = parsed.Value, schedule.Value, runs.Objective(s, land, sizes[0])
		r.Model = land.Surface
		if elsewhere {
			r.Start, r.Validation = land.Starts[0], nil
			if land.Validation != nil { // and not an interface that holds nil
				r.Validation = land.Validation
			}
		}
	}
	if m.Misclassified == "" && m.Spec.Over != document.Expected {
		r = r.SideBySide(len(r.Start))
	}
	r.Window, r.Known, r.Every = nil, nil, 0
	return r, nil
}

// landKey is what the cells of a map may differ in of their landscapes.
type landKey struct {
	surface string
	l1, l2  float64
}

// varied says whether the cells of a map are of several surfaces.
func (m *Map) VariesSurface() bool {
	return slices.ContainsFunc(m.AxisParams(), func(k AxisParam) bool { return k.Kind == SurfaceKey })
}

// landscape is that of a Spec which differs in a landKey at most.
func (m *Map) landscape(s document.Spec) (runs.Landscape, error) {
	base := m.FirstCell()
	if s.L1 == base.L1 && s.L2 == base.L2 && s.Surface == base.Surface {
		return m.Landscape, nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	key := landKey{s.Surface, s.L1, s.L2}
	if l, ok := m.lands[key]; ok {
		return l, nil
	}
	l, err := runs.LandscapeWith(s, m.Landscape.Examples)
	most := max(2, runtime.GOMAXPROCS(0)) // as many as are worked on: their data may be large
	if m.lands == nil || len(m.lands) == most {
		m.lands = map[landKey]runs.Landscape{}
	}
	m.lands[key] = l
	return l, err
}

// place is where a cell is.
func (m *Map) place(cell int) (panel, i, j int) {
	nx, ny := len(m.X.Values), max(1, len(m.Y.Values))
	return cell / (nx * ny), cell % nx, cell / nx % ny
}

// lanes are the runs of a cell, one a seed, at each rate that is tried.
func (m *Map) lanes(all []optimizers.Lane, cell int) []optimizers.Lane {
	panel, i, j := m.place(cell)
	r := m.Panels[panel].Run
	if m.VariesSurface() || m.Panels[panel].typed != "" { // another start and rate, maybe; check has made the run
		r, _ = m.run(m.Panels[panel], i, j)
	}
	lane := optimizers.Lane{LR: r.LR, Start: slices.Clone(r.Start)}
	for n, k := range m.AxisParams() {
		switch v := k.Values[[2]int{i, j}[n]]; k.Kind {
		case RateKey:
			lane.LR = v
		case StartKey:
			lane.Start[k.Coord] = v
		}
	}
	for _, lr := range m.rates(lane.LR) {
		for seed := range m.Seeds {
			lane.LR, lane.Replicate = lr, uint64(seed)
			all = append(all, lane)
		}
	}
	return all
}

// CellRun returns the run of a cell's first seed.
func (m *Map) CellRun(cell int) (runs.Run, error) {
	panel, i, j := m.place(cell)
	r, err := m.run(m.Panels[panel], i, j)
	if err == nil {
		lane := m.lanes(nil, cell)[0]
		r.LR, r.Start = lane.LR, lane.Start
	}
	return r, err
}

// rates are those that a cell tries: one that is given, unless it is to be tuned.
func (m *Map) rates(given float64) []float64 {
	if m.TriedRates == nil {
		return []float64{given}
	}
	return m.TriedRates
}

// job is cells whose runs differ in their lanes only.
type job struct {
	panel, i, j int
	cells       []int
}

// jobs puts cells together, as many as go in lock-step at once; of few cells
// there are jobs for all processors.
func (m *Map) jobs(cells []int) []job {
	const most, least = 128, 16       // lanes
	each := m.Seeds * len(m.rates(0)) // lanes of a cell
	share := len(cells) * each / (4 * runtime.GOMAXPROCS(0))
	size := max(1, min(max(share, least), most)/each)
	if m.alone() {
		size = max(1, min(share, most)/each)
	}
	var all []job
	open := map[[3]int]int{}
	for _, c := range cells {
		panel, i, j := m.place(c)
		if !m.X.perRun() {
			i = 0
		}
		if len(m.Y.Values) > 0 && !m.Y.perRun() {
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
func (m *Map) alone() bool {
	return slices.ContainsFunc(m.Panels, func(p Panel) bool { return !p.Run.Together(m.Metric) })
}

// Compute makes the runs of cells, in parallel, and tells after each few which
// are known now. The results do not depend on which cells are asked for, nor on
// the number of processors.
func (m *Map) Compute(ctx context.Context, cells []int, done func(cells []int) error) error {
	jobs := m.jobs(cells)
	defer func() { m.lands = nil }() // they hold features of all examples, and drawing needs none
	var mu sync.Mutex
	return optimizers.Parallel(ctx, len(jobs), func(ctx context.Context, n int) error {
		return m.pieces(ctx, jobs[n], func(cells []int, rows []float64) error {
			wide := len(m.Columns)
			mu.Lock()
			defer mu.Unlock()
			if err := ctx.Err(); err != nil {
				return err
			}
			for n, c := range cells {
				m.set(c, rows[n*wide:(n+1)*wide])
			}
			return done(cells)
		})
	})
}

// pieces makes the rows of a job, and hands them on as soon as they are there: all
// at once where the runs go in lock-step, and else of a few cells, one if it takes
// long, since what is not handed on is lost when the map is interrupted.
func (m *Map) pieces(ctx context.Context, j job, done func(cells []int, rows []float64) error) error {
	const short = 10 * time.Millisecond // below it, several cells share the cost of a piece
	run, err := m.run(m.Panels[j.panel], j.i, j.j)
	if err != nil {
		return err
	}
	size := 1
	if m.WithoutRuns || run.Together(m.Metric) {
		size = len(j.cells)
	}
	for cells := j.cells; len(cells) > 0; {
		some, start := cells[:min(size, len(cells))], time.Now()
		rows, err := m.compute(ctx, run, m.Panels[j.panel].Title, some)
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
func (m *Map) set(cell int, row []float64) {
	copy(m.Row(cell), row)
	m.known[cell] = true
}

// row is what is known of a cell.
func (m *Map) Row(cell int) []float64 {
	return m.values[cell*len(m.Columns) : (cell+1)*len(m.Columns)]
}

// compute makes the rows of cells of a panel that differ in their lanes only.
func (m *Map) compute(ctx context.Context, run runs.Run, panel string, cells []int) ([]float64, error) {
	var lanes []optimizers.Lane
	for _, c := range cells {
		lanes = m.lanes(lanes, c)
	}
	wide := len(m.Columns)
	rows := make([]float64, len(cells)*wide)
	if m.WithoutRuns {
		for n, lane := range lanes { // one a cell
			rateRow(rows[n*wide:], run.Optimizer, lane.LR, m.curved)
		}
		return rows, nil
	}
	metric := m.Metric
	if m.relative {
		metric.Tol *= run.F.Func(lanes[0].Start) - metric.Floor
	}
	readings, err := m.readings(ctx, run, cells, lanes, metric)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", panel, err)
	}
	each := len(lanes) / len(cells)
	for n := range cells {
		m.choose(rows[n*wide:(n+1)*wide], run, lanes[n*each:(n+1)*each], readings[n*each:(n+1)*each])
	}
	return rows, nil
}

// readings are those of the lanes of cells, as many of each.
func (m *Map) readings(ctx context.Context, run runs.Run, cells []int, lanes []optimizers.Lane, metric optimizers.Metric) ([]laneReading, error) {
	if !m.Spec.Redraw {
		return m.read(ctx, run, lanes, metric)
	}
	var all []laneReading
	for n, lane := range lanes {
		panel, i, j := m.place(cells[n*len(cells)/len(lanes)])
		r, err := m.replicate(m.Panels[panel], i, j, int(lane.Replicate))
		if err != nil {
			return nil, err
		}
		lane.Start = r.Start
		one, err := m.read(ctx, r, []optimizers.Lane{lane}, metric)
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
func (m *Map) read(ctx context.Context, run runs.Run, lanes []optimizers.Lane, metric optimizers.Metric) ([]laneReading, error) {
	var made []optimizers.Reading
	var err error
	if m.Spec.Over == document.Expected {
		made, err = run.Expected(lanes, metric)
	} else {
		made, err = run.Lanes(ctx, lanes, metric, m.settle)
	}
	if err != nil {
		return nil, err
	}
	var readings []laneReading
	for _, v := range made {
		one := laneReading{Reading: v, train: math.NaN()}
		if m.Misclassified != "" && !v.Diverged {
			one.Value = m.share(run, v.X, m.Misclassified)
			one.train = m.share(run, v.X, "train-error")
		}
		readings = append(readings, one)
	}
	return readings, nil
}

// choose is the row of a cell: of the rates that it tries the best one's.
func (m *Map) choose(row []float64, run runs.Run, lanes []optimizers.Lane, readings []laneReading) {
	if m.TriedRates == nil {
		m.reduce(row, run, readings)
		return
	}
	best, next := math.NaN(), make([]float64, len(row))
	for from := 0; from < len(lanes); from += m.Seeds {
		m.reduce(next, run, readings[from:from+m.Seeds])
		next[slices.Index(m.Columns, "lr")] = lanes[from].LR
		if v := m.value(next); from == 0 || v < best || math.IsNaN(best) {
			best = v
			copy(row, next)
		}
	}
}

// TakeResults takes over the cells that another Map of the same runs has computed.
func (m *Map) TakeResults(from *Map) { m.known, m.values = from.known, from.values }

// Cells is how many there are.
func (m *Map) Cells() int { return len(m.known) }

// CellsOf are those of a shard.
func (m *Map) CellsOf(s Shard) []int {
	var cells []int
	for c := range m.known {
		if s.Has(c) {
			cells = append(cells, c)
		}
	}
	return cells
}

// Known are the cells that are known.
func (m *Map) Known() []int {
	var cells []int
	for c, known := range m.known {
		if known {
			cells = append(cells, c)
		}
	}
	return cells
}

// Missing are the cells of a shard that are not known yet.
func (m *Map) Missing(s Shard) []int {
	var cells []int
	for c, known := range m.known {
		if !known && s.Has(c) {
			cells = append(cells, c)
		}
	}
	return cells
}

// random says whether the steps of some runs are.
func (m *Map) IsRandom() bool {
	for _, p := range m.Panels {
		if _, ok := p.Run.F.(optimizers.Random); ok {
			return true
		}
	}
	return slices.ContainsFunc(m.AxisParams(), func(k AxisParam) bool { return k.Key == "noise" || k.Key == "batch" })
}

// Value returns the number of a cell that is drawn: +Inf where it diverged, and NaN where
// it has no number for another reason.
func (m *Map) Value(cell int) float64 { return m.value(m.Row(cell)) }

// value returns the number of a row that is drawn.
func (m *Map) value(row []float64) float64 {
	v := row[0]
	if m.Metric.Counts() {
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
func (m *Map) VariesPenalty() bool {
	return slices.ContainsFunc(m.AxisParams(), func(k AxisParam) bool { return k.Key == "l1" || k.Key == "l2" })
}
