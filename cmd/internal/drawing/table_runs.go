package drawing

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/cmd/internal/tabular"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render"
)

// runTable makes the table of the runs of a drawing.
type runTable struct {
	*Drawing
	*Runs
}

// table has a row for each iterate that is drawn.
func (g runTable) table() tabular.Table {
	columns := g.runColumns()
	t := tabular.Table{}
	for _, c := range columns {
		t.Columns = append(t.Columns, c.name)
	}
	drawn := g.drawn()
	t.Rows = func(yield func([]any) bool) {
		row := make([]any, len(columns))
		for i, p := range g.Paths {
			at := runRow{run: i, Run: g.Plan.Runs[i], rowRange: g.rowRange(i), path: p}
			for at.row = range at.rows {
				if at.k = at.step(at.row); !drawn(i, at.k) {
					break
				}
				for n, c := range columns {
					row[n] = c.value(at)
				}
				if !yield(row) {
					return
				}
			}
		}
		g.tried(t.Columns, yield)
	}
	return t
}

// runRow is a place in the table of runs.
type runRow struct {
	runs.Run
	rowRange
	path        optimizers.Trajectory
	run, row, k int
}

// own returns the value of a run's own row, nil beyond its end.
func (at runRow) own(values []float64) any { return of(values, at.row, at.row < at.path.Len()) }

// all returns the value of the row of its replicates, nil where they have no row.
func (at runRow) all(values []float64) any { return of(values, at.row, at.k == at.others(at.row)) }

// runColumn is a column of the table of runs.
type runColumn struct {
	name  string
	value func(at runRow) any
}

// runColumns returns the columns of the table.
func (g runTable) runColumns() []runColumn {
	columns := []runColumn{
		{"run", func(at runRow) any { return at.run + 1 }},
		{"optimizer", func(at runRow) any { return at.Rule }},
		{"schedule", func(at runRow) any { return at.Rate }},
	}
	if len(g.Document.Batches) > 1 {
		columns = append(columns, runColumn{"batch", func(at runRow) any { return at.Batches.Size }})
	}
	columns = append(columns,
		runColumn{"step", func(at runRow) any { return at.k }},
		runColumn{"lr", func(at runRow) any { return of(at.path.LR, at.row, at.row < at.path.Len()-1) }},
		runColumn{"loss", func(at runRow) any { return at.own(at.path.Loss) }},
		runColumn{"grad_norm", func(at runRow) any { return at.own(at.path.GradNorm) }},
	)
	columns = append(columns, g.lossColumns()...)
	columns = append(columns, g.scoreColumns()...)
	for j := range g.Plan.Meta.Dim {
		if g.Plan.Meta.Dim > tabular.MaxCoordinates {
			break
		}
		columns = append(columns, runColumn{"x" + strconv.Itoa(j+1), func(at runRow) any {
			return of(at.path.X, at.row*at.path.Dim+j, at.row < at.path.Len())
		}})
	}
	for _, name := range g.stateColumns() {
		columns = append(columns, runColumn{name, func(at runRow) any { return stateOf(at.path, name, at.row) }})
	}
	if g.tuning != nil { // of rows of their own
		none := func(runRow) any { return nil }
		columns = append(columns, runColumn{"tried", none}, runColumn{"value", none})
	}
	return columns
}

// lossColumns returns the columns of validation losses and of the losses of replicates.
func (g runTable) lossColumns() []runColumn {
	validated := slices.ContainsFunc(g.Plan.Runs, func(r runs.Run) bool { return r.Validation != nil })
	var columns []runColumn
	if validated {
		columns = append(columns, runColumn{"val_loss", func(at runRow) any { return at.own(at.path.Validation) }})
	}
	if g.Ensembles == nil {
		return columns
	}
	columns = append(columns,
		runColumn{"loss_low", func(at runRow) any { return at.all(at.loss.Low) }},
		runColumn{"loss_" + g.centreName(), func(at runRow) any { return at.all(at.centre) }},
		runColumn{"loss_high", func(at runRow) any { return at.all(at.loss.High) }},
	)
	if validated {
		columns = append(columns, runColumn{"val_loss_" + g.centreName(), func(at runRow) any { return at.all(at.validation) }})
	}
	return columns
}

// scoreColumns returns the columns of what a view shows beside the loss.
func (g runTable) scoreColumns() []runColumn {
	names := []string{"accuracy", "val_accuracy"}
	if g.view.Sharp {
		names = []string{"sharpness"}
	}
	scores := 0
	for _, p := range g.Paths {
		scores = max(scores, len(p.Scores))
	}
	var columns []runColumn
	for i, name := range names[:min(scores, len(names))] {
		columns = append(columns, runColumn{name, func(at runRow) any { return at.own(at.path.Scores[i]) }})
		if g.Ensembles != nil {
			columns = append(columns, runColumn{name + "_" + g.centreName(), func(at runRow) any { return at.all(at.scores[i]) }})
		}
	}
	return columns
}

// centreName names what stands for the seeds: median, mean or expected.
func (g runTable) centreName() string { return cmp.Or(g.Document.Over, document.Centres[0]) }

// rowRange tells how far the rows of a run go, and the rows of its replicates if it has any.
type rowRange struct {
	rows   int
	step   func(row int) int
	others func(row int) int // the step at which the replicates are
	loss   optimizers.Band
	centre []float64 // of the loss

	validation []float64   // its centre; nil without
	scores     [][]float64 // their centres
}

// rowRange returns the rows of a run. Where replicates go on beyond its end the rows do.
func (g runTable) rowRange(run int) rowRange {
	p := g.Paths[run]
	w := rowRange{rows: p.Len(), step: p.Step}
	if g.Ensembles == nil {
		return w
	}
	e := g.Ensembles[run]
	last := p.Len() - 1
	w.loss, w.centre, w.validation = e.Loss, g.centre(e.Loss), g.centre(e.Validation)
	for i := range e.Scores {
		w.scores = append(w.scores, g.centre(e.Score(i)))
	}
	w.others = e.Step
	if n := len(w.centre); n > w.rows {
		w.rows = n
		w.step = func(k int) int {
			if k == last && p.Step(k)%max(1, e.Every) != 0 { // where this one ends is between
				return p.Step(k)
			}
			return w.others(k)
		}
	}
	return w
}

// centre returns what stands for the seeds of a band.
func (g runTable) centre(b optimizers.Band) []float64 {
	switch {
	case g.Document.Over == "mean":
		return b.Mean
	case g.Document.Over == document.Expected:
		return b.Expected
	}
	return b.Median
}

// stateColumns returns the names of columns of optimizer state in detailed runs: a symbol and
// the number of a coordinate.
func (g runTable) stateColumns() []string {
	var names []string
	for _, p := range g.Paths {
		for _, v := range p.Memory {
			for i := range len(v.Value) / p.Len() {
				if name := v.Symbol + strconv.Itoa(i+1); !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
		}
	}
	return names
}

// stateOf returns the optimizer state of a run's row under a name, nil for nothing.
func stateOf(p optimizers.Trajectory, name string, k int) any {
	for _, v := range p.Memory {
		for i := range len(v.Value) / p.Len() {
			if v.Symbol+strconv.Itoa(i+1) == name && k < p.Len() {
				return p.Row(v, k)[i]
			}
		}
	}
	return nil
}

// tried yields the rates among which those of the runs were chosen, and what each came
// to, as rows of their own.
func (g runTable) tried(columns []string, yield func([]any) bool) {
	if g.tuning == nil {
		return
	}
	for i, c := range g.tuning.Curves {
		for k, rate := range c.Rates {
			row := make([]any, len(columns))
			row[0], row[1], row[2] = i+1, g.Plan.Runs[i].Rule, g.Plan.Runs[i].Rate
			row[len(row)-2], row[len(row)-1] = rate, c.Values[k]
			if !yield(row) {
				return
			}
		}
	}
}

// drawn returns what reports whether the document draws a step of a run: always the start.
func (g runTable) drawn() func(run, step int) bool {
	until := g.Document.Until
	if until == nil {
		return func(int, int) bool { return true }
	}
	scene := render.Scene{Axis: runs.XAxisOf(g.Document.GridSpec.Spec), Tracks: g.Plan.Tracks(g.Document.Spec, g.Paths, g.Ensembles)}
	return func(run, step int) bool {
		return step == 0 || scene.PlaceStep(scene.Tracks[run], step) <= *until
	}
}

// slice returns the table of runs with their distance along the line, followed by the rows of
// the curve, which have a distance and a loss alone.
func (g runTable) slice() (tabular.Table, error) {
	scene, err := g.scene(g.Drawing)
	if err != nil {
		return tabular.Table{}, err
	}
	const samples = 401
	distance, loss, along, err := scene.SliceCurve(samples)
	if err != nil {
		return tabular.Table{}, err
	}
	t := g.table()
	runs, at := t.Rows, slices.Index(t.Columns, "loss")
	first := slices.Index(t.Columns, "x1")
	t.Columns = append(t.Columns, "distance")
	t.Rows = func(yield func([]any) bool) {
		for row := range runs {
			var x []float64
			for _, v := range row[max(first, 0):] {
				if f, ok := v.(float64); ok && first >= 0 {
					x = append(x, f)
				}
			}
			var d any
			if len(x) == g.Plan.Meta.Dim {
				d = along(x)
			}
			if !yield(append(row, d)) {
				return
			}
		}
		for i := range loss {
			row := make([]any, len(t.Columns))
			row[at], row[len(row)-1] = loss[i], distance[i]
			if !yield(row) {
				return
			}
		}
	}
	return t, nil
}
