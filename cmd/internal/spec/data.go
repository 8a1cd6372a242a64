package spec

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"

	"github.com/optviz/optviz/render"
)

// DataFormats are the formats of a Table.
var DataFormats = []string{"csv", "json"}

// Table is what a figure draws as numbers, tidily: a row for each observation. A value
// is a text, a whole number or a number; nil is none.
type Table struct {
	Columns []string
	Rows    [][]any
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
var ErrNoData = errors.New("a diagram has no numbers: runs, maps, functions, cloud, gradcheck and orbit have")

// allCoordinates is the dimension up to which a table has the iterates' coordinates.
const allCoordinates = 16

// Table is what the drawing, which is computed, draws:
//
//   - of runs a row for each iterate that is drawn, as optviz trace prints it, with
//     loss_low, loss_median and loss_high (10, 50 and 90 %) where there are seeds, and
//     loss_mean in place of the median where that is drawn;
//   - of a map a row for each cell;
//   - of curves, points and clouds a row for each value: series, x, y and, where the
//     series has them, low and high;
//   - of a page those of its figures, numbered in the column figure.
func (g *Drawing) Table() (Table, error) {
	switch {
	case len(g.Parts) > 0:
		return g.pageTable()
	case g.Map != nil:
		return g.Map.Table(), nil
	}
	switch c := g.content.(type) {
	case nil:
		return g.runTable(), nil
	case plotted:
		p, err := c.plot(g)
		return seriesTable(p), err
	case *cloud:
		return c.table(), nil
	}
	return Table{}, ErrNoData
}

// pageTable joins the tables of figures; those without numbers have no rows.
func (g *Drawing) pageTable() (Table, error) {
	t := Table{Columns: []string{"figure"}}
	for i, p := range g.Parts {
		part, err := p.Table()
		if errors.Is(err, ErrNoData) {
			continue
		}
		if err != nil {
			return t, err
		}
		var at []int // where the part's columns are
		for _, c := range part.Columns {
			if !slices.Contains(t.Columns, c) {
				t.Columns = append(t.Columns, c)
			}
			at = append(at, slices.Index(t.Columns, c))
		}
		for _, row := range part.Rows {
			whole := make([]any, len(t.Columns))
			whole[0] = i + 1
			for k, v := range row {
				whole[at[k]] = v
			}
			t.Rows = append(t.Rows, whole)
		}
	}
	if t.Rows == nil {
		return t, ErrNoData
	}
	for i, row := range t.Rows { // of columns that came later
		t.Rows[i] = append(row, make([]any, len(t.Columns)-len(row))...)
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
	for i, p := range g.Paths {
		r := g.Plan.Runs[i]
		rows := p.Len()
		if seeds {
			rows = max(rows, len(g.Ensembles[i].Loss.Median))
		}
		for k := range rows {
			row := []any{i + 1, r.Rule, r.Rate}
			if batch {
				row = append(row, r.Batches.Size)
			}
			there := k < p.Len()
			step := p.Step(k)
			if !there {
				step = min(k*max(1, g.Ensembles[i].Every), g.Ensembles[i].Last)
			}
			row = append(row, step, of(p.LR, k, k < p.Len()-1), of(p.Loss, k, there), of(p.GradNorm, k, there))
			if validated {
				row = append(row, of(p.Validation, k, there))
			}
			if seeds {
				b := g.Ensembles[i].Loss
				line := b.Median
				if g.Document.Over == "mean" {
					line = b.Mean
				}
				row = append(row, of(b.Low, k, true), of(line, k, true), of(b.High, k, true))
			}
			for j := range dim {
				row = append(row, of(p.X, k*p.Dim+j, there))
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
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
	t := Table{Columns: m.Header(false)}
	for cell := range m.Cells() {
		var row []any
		for i, text := range m.Record(cell) {
			row = append(row, typed(text, len(m.Panels) > 1 && i < 2))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
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
	t := Table{Columns: []string{"series", "x", "y"}}
	uncertain := slices.ContainsFunc(p.Series, func(s render.Series) bool { return s.Low != nil })
	if uncertain {
		t.Columns = append(t.Columns, "low", "high")
	}
	for i, s := range p.Series {
		name := render.Plain(s.Label)
		if name == "" {
			name = strconv.Itoa(i + 1)
		}
		for k := range s.X {
			row := []any{name, s.X[k], s.Y[k]}
			if uncertain {
				row = append(row, of(s.Low, k, true), of(s.High, k, true))
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

// table is that of a cloud's points: gradients of minibatches.
func (c *cloud) table() Table {
	t := Table{Columns: []string{"batch", "x", "y"}}
	for _, s := range c.sets {
		for k := range s.grads[0] {
			t.Rows = append(t.Rows, []any{s.size, s.grads[0][k], s.grads[1][k]})
		}
	}
	return t
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
	for _, row := range t.Rows {
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
	var b bytes.Buffer
	keys := make([][]byte, len(t.Columns))
	for i, c := range t.Columns {
		keys[i], _ = json.Marshal(c) // a text
	}
	for n, row := range t.Rows {
		b.WriteString(map[bool]string{true: "[\n{", false: ",\n{"}[n == 0])
		for i, v := range row {
			if i > 0 {
				b.WriteByte(',')
			}
			b.Write(append(keys[i], ':'))
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
	if len(t.Rows) == 0 {
		b.WriteByte('[')
	}
	b.WriteString("\n]\n")
	_, err := w.Write(b.Bytes())
	return err
}
