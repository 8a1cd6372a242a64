package sweep

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/data"
)

// Grid is a resolved GridSpec: the runs of each cell and, once they are known, their
// results. Cells count along x, then y, then the panels.
type Grid struct {
	runs.Plan
	Spec    document.GridSpec
	Panels  []Panel
	X, Y    AxisParam // Y without values: the map is a curve
	Columns []string  // names of the numbers of a cell

	values []float64 // as many as there are Columns, of each cell; NaN is an empty field
	known  []bool    // of each cell

	kind      kind                                                                               // Sweep or Basins
	surface   func(numbers []float64, text string, examples *data.Set) (surfaces.Surface, error) // nil of a formula
	firstLand landKey                                                                            // of Landscape

	mu         sync.Mutex
	landscapes map[landKey]setup.Landscape
}

// Panel is one of the maps that stand side by side.
type Panel struct {
	Label     string // in English, for messages
	Title     string // in the figure's language
	Optimizer string // as it was asked for, without the keys of the axes
	Schedule  string
	Run       runs.Run

	formulas bool // Optimizer has formulas of the axes
	rule     func(numbers []float64) (optimizers.Optimizer, error)
	schedule func(numbers []float64) (schedules.Schedule, error)
}

// kind computes the numbers of a grid's cells. Sweep and Basins implement it.
type kind interface {
	// compute returns the rows of cells of a panel whose runs differ in their variants only.
	compute(ctx context.Context, run runs.Run, panel string, cells []int) ([]float64, error)
	// rates returns the learning rates that a cell tries, from the one that it is given.
	rates(given float64) []float64
	// isBatched reports whether compute makes the runs of all its cells at once.
	isBatched(run runs.Run) bool
	// readsSurface reports whether rows are of the surface itself, not of its runs alone.
	readsSurface() bool
	// checkRow refuses a row that no run leads to.
	checkRow(row []float64) error
	// value returns the number of a row that is drawn.
	value(row []float64) float64
}

// fill makes the panels and the cells of a grid whose axes are known.
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
	return g.checkValues()
}

// withSchedule appends the schedule to the label of a run, unless the schedule is constant
// or the label contains it.
func withSchedule(label string, r runs.Run, l words.Language) string {
	schedule := r.RateTitle.In(l)
	if r.Rate == catalog.ConstantSchedule.Text || strings.Contains(label, schedule) || strings.Contains(label, r.Rate) {
		return label
	}
	return label + ", " + schedule
}

// panel resolves the panel that belongs to a run of the first cell.
func (g *Grid) panel(r runs.Run) (Panel, error) {
	p := Panel{Label: r.Label, Title: r.Title, Optimizer: r.Rule, Schedule: r.Rate, Run: r, formulas: r.Typed != ""}
	if p.formulas {
		p.Optimizer = r.Typed
		differs := func(other runs.Run) bool { return other.Name == r.Name && other.Typed != r.Typed }
		if strings.Contains(p.Label, "=") || slices.ContainsFunc(g.Runs, differs) { // with the values of the first cell
			p.Label, p.Title = r.Typed, r.Typed
		}
	}
	p.Label = withSchedule(p.Label, r, words.English)
	p.Title = withSchedule(p.Title, r, g.Spec.Speaker())
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

// blameAxis turns an error about the first value of an axis into an error of the axis's
// flag.
func (g *Grid) blameAxis(err error) error {
	var usage *catalog.Error
	if !errors.As(err, &usage) {
		return err
	}
	for i, k := range g.AxisParams() {
		if k.changesRun() && (usage.Flag == "--"+k.Key || strings.HasPrefix(usage.Err.Error(), k.Key+": ")) {
			return g.wrongValue(i, k.Values[0], usage.Err)
		}
	}
	return err
}

// wrongValue turns an error about a value of an axis into an error of the axis's flag.
func (g *Grid) wrongValue(axis int, v float64, err error) error {
	flag, text := g.axisFlag(axis)
	return catalog.Blame(flag, text, fmt.Errorf("%s=%s: %w", g.AxisParams()[axis].Key, catalog.FormatNumber(v), err))
}

// axisFlag returns the flag of an axis and its text.
func (g *Grid) axisFlag(i int) (flag, text string) {
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

// FirstCell returns the Spec of the first cell.
func (g *Grid) FirstCell() document.Spec {
	s := g.Spec.Spec
	for _, k := range g.AxisParams() {
		s = k.set(s, k.Values[0])
	}
	s.Optimizers = slices.Clone(s.Optimizers)
	for i, t := range s.Optimizers {
		s.Optimizers[i], _ = catalog.FillFormulas(t, g.settings(0, 0)) // axes has refused what cannot be
	}
	return s
}

// checkValues builds the run of each panel for each value of each axis, with the other axis
// at its first value.
func (g *Grid) checkValues() error {
	for i, k := range g.AxisParams() {
		if !k.changesRun() {
			continue
		}
		for _, p := range g.Panels {
			for at := range k.Values {
				x, y := at, 0
				if i > 0 {
					x, y = 0, at
				}
				r, err := g.run(p, x, y)
				if err == nil && k.Kind == FlagKey { // a rule may refuse a penalty
					err = catalog.Try(r.Optimizer, r.F, r.Start, r.Steps)
				}
				if err == nil { // a surface may have fewer coordinates
					err = g.checkCoordinates(len(r.Start))
				}
				if err != nil {
					return g.wrongValue(i, k.Values[at], withoutFlag(err))
				}
			}
		}
	}
	return nil
}

// checkCoordinates refuses an axis over a coordinate that a surface of dim dimensions lacks.
func (g *Grid) checkCoordinates(dim int) error {
	for _, k := range g.AxisParams() {
		if k.Kind == StartKey && k.Coord >= dim {
			return noCoordinate(k.Key, dim)
		}
	}
	return nil
}

// withoutFlag removes from an error the flag that it blames.
func withoutFlag(err error) error {
	var usage *catalog.Error
	if errors.As(err, &usage) {
		return usage.Err
	}
	return err
}

// Row returns the numbers of a cell, one for each column.
func (g *Grid) Row(cell int) []float64 {
	return g.values[cell*len(g.Columns) : (cell+1)*len(g.Columns)]
}

// TakeResults copies the results of another Grid of the same runs.
func (g *Grid) TakeResults(from *Grid) { g.known, g.values = from.known, from.values }

// Cells returns the number of cells.
func (g *Grid) Cells() int { return len(g.known) }

// CellsOf returns the cells of a shard.
func (g *Grid) CellsOf(s Shard) []int {
	var cells []int
	for c := range g.known {
		if s.Has(c) {
			cells = append(cells, c)
		}
	}
	return cells
}

// Known returns the cells that are known.
func (g *Grid) Known() []int {
	var cells []int
	for c, known := range g.known {
		if known {
			cells = append(cells, c)
		}
	}
	return cells
}

// Missing returns the cells of a shard that are not known yet.
func (g *Grid) Missing(s Shard) []int {
	var cells []int
	for c, known := range g.known {
		if !known && s.Has(c) {
			cells = append(cells, c)
		}
	}
	return cells
}

// Value returns the number of a cell that is drawn: +Inf if its runs diverged, and NaN if it
// has no number for another reason.
func (g *Grid) Value(cell int) float64 { return g.kind.value(g.Row(cell)) }

// VariesPenalty reports whether cells differ in their penalties, and so in their minima.
func (g *Grid) VariesPenalty() bool {
	return slices.ContainsFunc(g.AxisParams(), func(k AxisParam) bool { return k.Key == "l1" || k.Key == "l2" })
}
