package drawing

import (
	"errors"
	"slices"

	"github.com/optviz/optviz/cmd/internal/tabular"
)

// ErrNoData is the error of a figure that draws no numbers.
var ErrNoData = errors.New("it draws no numbers, as diagrams do and views without runs")

// Table returns what the drawing, which is computed, draws:
//
//   - of runs a row for each iterate that is drawn, as optviz trace prints it; where
//     there are seeds with loss_low, loss_median or loss_mean, and loss_high (10, 50 and
//     90 %), and the median or mean of a validation loss; and where it is drawn with what
//     the rules remember;
//   - of runs that were tuned also rows of the rates that were tried and what these came
//     to, and of a slice the distances along its line, and rows of its curve;
//   - of a grid a row for each cell;
//   - of curves, points and clouds a row for each value: the number and the label of its
//     series, x, y and, where there are any, low and high;
//   - of a page those of its figures, numbered from 1 in reading order in the column
//     figure.
func (g *Drawing) Table() (tabular.Table, error) { return g.Content.table(g) }

// leaves returns the drawings on a page, and on pages on it, in reading order.
func (g *Drawing) leaves() []*Drawing {
	if len(g.Parts()) == 0 {
		return []*Drawing{g}
	}
	var all []*Drawing
	for _, p := range g.Parts() {
		all = append(all, p.leaves()...)
	}
	return all
}

// table joins the tables of figures; those without numbers have no rows.
func (p *Page) table(g *Drawing) (tabular.Table, error) {
	t := tabular.Table{Columns: []string{"figure"}}
	var parts []tabular.Table
	leaves := g.leaves()
	places := make([][]int, len(leaves)) // where the columns of each are
	for i, leaf := range leaves {
		part, err := leaf.Table()
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

// of returns a value, nil where there is none.
func of(values []float64, i int, there bool) any {
	if !there || i >= len(values) {
		return nil
	}
	return values[i]
}
