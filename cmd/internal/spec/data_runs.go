package spec

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render"
)

// runTable is that of runs.
func (g *Drawing) runTable() Table {
	t := Table{Columns: []string{"run", "optimizer", "schedule"}}
	batch, seeds := len(g.Document.Batches) > 1, g.Ensembles != nil
	validated := slices.ContainsFunc(g.Plan.Runs, func(r Run) bool { return r.Validation != nil })
	add := func(names ...string) { t.Columns = append(t.Columns, names...) }
	if batch {
		add("batch")
	}
	add("step", "lr", "loss", "grad_norm")
	if validated {
		add("val_loss")
	}
	if seeds {
		centre := cmp.Or(g.Document.Over, Centres[0])
		add("loss_low", "loss_"+centre, "loss_high")
		if validated {
			add("val_loss_" + centre)
		}
	}
	scores := 0
	for _, p := range g.Paths {
		scores = max(scores, len(p.Scores))
	}
	for i := range scores {
		name := [...]string{"accuracy", "val_accuracy"}[i]
		if g.view.Sharp {
			name = "sharpness"
		}
		add(name)
		if seeds {
			add(name + "_" + cmp.Or(g.Document.Over, Centres[0]))
		}
	}
	dim := g.Plan.Meta.Dim
	if dim > allCoordinates {
		dim = 0
	}
	for i := range dim {
		add("x" + strconv.Itoa(i+1))
	}
	memory := g.remembered()
	add(memory...)
	if g.tuning != nil {
		add("tried", "value")
	}
	t.Rows = func(yield func([]any) bool) {
		var row []any
		for i, p := range g.Paths {
			r, w := g.Plan.Runs[i], g.walk(i)
			for k := range w.rows {
				step := w.step(k)
				if !g.drawn(i, k, step) {
					break
				}
				there := k < p.Len()
				row = append(row[:0], i+1, r.Rule, r.Rate)
				if batch {
					row = append(row, r.Batches.Size)
				}
				row = append(row, step, of(p.LR, k, k < p.Len()-1), of(p.Loss, k, there), of(p.GradNorm, k, there))
				if validated {
					row = append(row, of(p.Validation, k, there))
				}
				if seeds {
					at := step == w.others(k)
					row = append(row, of(w.loss.Low, k, at), of(w.centre, k, at), of(w.loss.High, k, at))
					if validated {
						row = append(row, of(w.validation, k, at))
					}
				}
				for i := range scores {
					row = append(row, of(p.Scores[i], k, there))
					if seeds {
						row = append(row, of(w.scores[i], k, step == w.others(k)))
					}
				}
				for j := range dim {
					row = append(row, of(p.X, k*p.Dim+j, there))
				}
				for _, name := range memory {
					row = append(row, memoryOf(p, name, k))
				}
				for len(row) < len(t.Columns) {
					row = append(row, nil)
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

// walk is how far a run's rows go, and those of its replicates if it has any.
type walk struct {
	rows   int
	step   func(row int) int
	others func(row int) int // the step at which the replicates are
	loss   optimizers.Band
	centre []float64 // of the loss

	validation []float64   // its centre; nil without
	scores     [][]float64 // their centres
}

// walk is that of a run. Where replicates go on beyond its end the rows do.
func (g *Drawing) walk(run int) walk {
	p := g.Paths[run]
	w := walk{rows: p.Len(), step: p.Step}
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

// centre is what stands for the seeds of a band.
func (g *Drawing) centre(b optimizers.Band) []float64 {
	switch {
	case g.Document.Over == "mean":
		return b.Mean
	case g.Document.Over == expected:
		return b.Expected
	}
	return b.Median
}

// remembered are the columns of what the rules of detailed runs remember: a symbol and
// the number of a coordinate.
func (g *Drawing) remembered() []string {
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

// memoryOf is what a run's row remembers under a name, nil for nothing.
func memoryOf(p optimizers.Trajectory, name string, k int) any {
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
func (g *Drawing) tried(columns []string, yield func([]any) bool) {
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

// drawn says whether the document draws a run as far as a row, or a step beyond its rows.
func (g *Drawing) drawn(run, row, step int) bool {
	if g.Document.Until == nil {
		return true
	}
	p := g.Paths[run]
	place := float64(step)
	switch perEpoch := g.Plan.Runs[run].Batches.PerEpoch(); {
	case g.Document.Axis == render.ByEpoch.String():
		place /= float64(perEpoch)
	case g.Document.Axis == render.ByEvaluations.String() && row < len(p.Grads):
		place = float64(p.Grads[row])
	}
	return row == 0 || place <= *g.Document.Until
}

// sliceTable is that of runs with their distance along the line, followed by the rows of
// the curve, which have a distance and a loss alone.
func (g *Drawing) sliceTable() (Table, error) {
	scene, err := g.scene()
	if err != nil {
		return Table{}, err
	}
	const samples = 401
	distance, loss, along, err := scene.SliceCurve(samples)
	if err != nil {
		return Table{}, err
	}
	t := g.runTable()
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
