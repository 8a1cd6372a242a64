package spec

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"slices"
	"strconv"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render"
)

// DataFormats are the formats of a Table.
var DataFormats = []string{"csv", "json"}

// Table is what a figure draws as numbers, tidily: a row for each observation. A value
// is a text, a whole number or a number; nil is none.
type Table struct {
	Columns []string
	Rows    iter.Seq[[]any] // of as many values; each is gone with the next
}

// plotted is a content that is curves and points.
type plotted interface {
	plot(g *Drawing) (render.XYPlot, error)
}

// drawPlot draws it.
func drawPlot(p plotted, g *Drawing) (render.Figure, error) {
	plot, err := p.plot(g)
	if err != nil {
		return render.Figure{}, err
	}
	return plot.Draw(g.Style)
}

// ErrNoData is the error of a figure that draws no numbers.
var ErrNoData = errors.New("it draws no numbers, as diagrams do and views without runs")

// allCoordinates is the dimension up to which a table has the iterates' coordinates.
const allCoordinates = 16

// Table is what the drawing, which is computed, draws:
//
//   - of runs a row for each iterate that is drawn, as optviz trace prints it; where
//     there are seeds with loss_low, loss_median or loss_mean, and loss_high (10, 50 and
//     90 %), and where it is drawn with what the rules remember;
//   - of runs that were tuned also rows of the rates that were tried and what these came
//     to, and of a slice the distances along its line, and rows of its curve;
//   - of a map a row for each cell;
//   - of curves, points and clouds a row for each value: the number and the label of its
//     series, x, y and, where there are any, low and high;
//   - of a page those of its figures, numbered from 1 in reading order in the column
//     figure.
func (g *Drawing) Table() (Table, error) {
	switch {
	case len(g.Parts) > 0:
		return g.pageTable()
	case g.Map != nil:
		return g.Map.Table(), nil
	}
	switch c := g.content.(type) {
	case nil:
		if len(g.Paths) == 0 {
			return Table{}, ErrNoData
		}
		if g.view.Name == "slice" {
			return g.sliceTable()
		}
		return g.runTable(), nil
	case plotted:
		p, err := c.plot(g)
		return seriesTable(p), err
	case *cloud:
		return c.table(), nil
	}
	return Table{}, ErrNoData
}

// leaves are the drawings on a page, and on pages on it, in reading order.
func (g *Drawing) leaves() []*Drawing {
	if len(g.Parts) == 0 {
		return []*Drawing{g}
	}
	var all []*Drawing
	for _, p := range g.Parts {
		all = append(all, p.leaves()...)
	}
	return all
}

// pageTable joins the tables of figures; those without numbers have no rows.
func (g *Drawing) pageTable() (Table, error) {
	t := Table{Columns: []string{"figure"}}
	var parts []Table
	leaves := g.leaves()
	places := make([][]int, len(leaves)) // where the columns of each are
	for i, p := range leaves {
		part, err := p.Table()
		if err != nil && !errors.Is(err, ErrNoData) {
			return t, err
		}
		for _, c := range part.Columns {
			if !slices.Contains(t.Columns, c) {
				t.Columns = append(t.Columns, c)
			}
			places[i] = append(places[i], slices.Index(t.Columns, c))
		}
		parts = append(parts, part)
	}
	if len(t.Columns) == 1 {
		return t, ErrNoData
	}
	t.Rows = func(yield func([]any) bool) {
		row := make([]any, len(t.Columns))
		for i, part := range parts {
			if part.Rows == nil {
				continue
			}
			clear(row)
			row[0] = i + 1
			for values := range part.Rows {
				for k, v := range values {
					row[places[i][k]] = v
				}
				if !yield(row) {
					return
				}
			}
		}
	}
	return t, nil
}

// runTable is that of runs.
func (g *Drawing) runTable() Table {
	t := Table{Columns: []string{"run", "optimizer", "schedule"}}
	batch, seeds, validated := len(g.Document.Batches) > 1, g.Ensembles != nil, g.Plan.Validation != nil
	add := func(names ...string) { t.Columns = append(t.Columns, names...) }
	if batch {
		add("batch")
	}
	add("step", "lr", "loss", "grad_norm")
	if validated {
		add("val_loss")
	}
	if seeds {
		add("loss_low", "loss_"+cmp.Or(g.Document.Over, Centres[0]), "loss_high")
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
			r := g.Plan.Runs[i]
			var band optimizers.Band
			steps := func(k int) int { return p.Step(k) }
			rows, every := p.Len(), 1
			if seeds {
				e := g.Ensembles[i]
				band, every = e.Loss, max(1, e.Every)
				if g.Document.Over == "mean" {
					band.Median = band.Mean
				}
				if n := len(band.Median); n > rows { // the others go on
					last := p.Len() - 1
					steps = func(k int) int {
						if k == last && p.Step(k)%every != 0 { // where this one ends is between
							return p.Step(k)
						}
						return min(k*every, e.Last)
					}
					rows = n
				}
			}
			for k := range rows {
				if !g.drawn(i, k, steps(k)) {
					break
				}
				there := k < p.Len()
				row = append(row[:0], i+1, r.Rule, r.Rate)
				if batch {
					row = append(row, r.Batches.Size)
				}
				row = append(row, steps(k), of(p.LR, k, k < p.Len()-1), of(p.Loss, k, there), of(p.GradNorm, k, there))
				if validated {
					row = append(row, of(p.Validation, k, there))
				}
				if seeds {
					at := steps(k) == min(k*every, g.Ensembles[i].Last)
					row = append(row, of(band.Low, k, at), of(band.Median, k, at), of(band.High, k, at))
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

// of is a value, nil where there is none.
func of(values []float64, i int, there bool) any {
	if !there || i >= len(values) {
		return nil
	}
	return values[i]
}

// Table is that of a map's cells, which are all known.
func (m *Map) Table() Table {
	rows := func(yield func([]any) bool) {
		var row []any
		for cell := range m.Cells() {
			row = row[:0]
			for i, text := range m.Record(cell) {
				row = append(row, typed(text, len(m.Panels) > 1 && i < 2))
			}
			if !yield(row) {
				return
			}
		}
	}
	return Table{Columns: m.Header(false), Rows: rows}
}

// typed is a field of CSV as a value: a number where it is one and is to be.
func typed(field string, word bool) any {
	if field == "" {
		return nil
	}
	if v, err := strconv.ParseFloat(field, 64); err == nil && !word {
		return v
	}
	return field
}

// seriesTable is that of curves and points.
func seriesTable(p render.XYPlot) Table {
	t := Table{Columns: []string{"series", "label", "x", "y"}}
	uncertain := slices.ContainsFunc(p.Series, func(s render.Series) bool { return s.Low != nil })
	if uncertain {
		t.Columns = append(t.Columns, "low", "high")
	}
	t.Rows = func(yield func([]any) bool) {
		for i, s := range p.Series {
			for k := range s.X {
				row := []any{i + 1, render.Plain(s.Label), s.X[k], s.Y[k]}
				if uncertain {
					row = append(row, of(s.Low, k, true), of(s.High, k, true))
				}
				if !yield(row) {
					return
				}
			}
		}
	}
	return t
}

// table is that of a cloud's points: gradients of minibatches.
func (c *cloud) table() Table {
	return Table{Columns: []string{"batch", "x", "y"}, Rows: func(yield func([]any) bool) {
		for _, s := range c.sets {
			for k := range s.grads[0] {
				if !yield([]any{s.size, s.grads[0][k], s.grads[1][k]}) {
					return
				}
			}
		}
	}}
}

// Encode writes the table in one of DataFormats: CSV with a header, in which what is no
// number is empty, or JSON, an array of objects, in which it is null, as infinite
// numbers are.
func (t Table) Encode(w io.Writer, format string) error {
	switch format {
	case "csv":
		return t.csv(w)
	case "json":
		return t.json(w)
	}
	return fmt.Errorf("unknown format %q", format)
}

func (t Table) csv(w io.Writer) error {
	c := csv.NewWriter(w)
	if err := c.Write(t.Columns); err != nil {
		return err
	}
	fields := make([]string, len(t.Columns))
	for row := range t.Rows {
		for i, v := range row {
			switch v := v.(type) {
			case nil:
				fields[i] = ""
			case float64:
				fields[i] = strconv.FormatFloat(v, 'g', 17, 64)
				if math.IsNaN(v) {
					fields[i] = ""
				}
			default:
				fields[i] = fmt.Sprint(v)
			}
		}
		if err := c.Write(fields); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

func (t Table) json(w io.Writer) error {
	b := bufio.NewWriter(w)
	keys := make([][]byte, len(t.Columns))
	for i, c := range t.Columns {
		keys[i], _ = json.Marshal(c) // a text
	}
	between := "[\n{"
	for row := range t.Rows {
		b.WriteString(between)
		between = ",\n{"
		for i, v := range row {
			if i > 0 {
				b.WriteByte(',')
			}
			b.Write(keys[i])
			b.WriteByte(':')
			switch f, ok := v.(float64); {
			case ok && (math.IsNaN(f) || math.IsInf(f, 0)):
				b.WriteString("null")
			case ok:
				b.WriteString(strconv.FormatFloat(f, 'g', 17, 64))
			default:
				text, err := json.Marshal(v)
				if err != nil {
					return err
				}
				b.Write(text)
			}
		}
		b.WriteByte('}')
	}
	if between == "[\n{" {
		b.WriteByte('[')
	}
	b.WriteString("\n]\n")
	return b.Flush()
}
