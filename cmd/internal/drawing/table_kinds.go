package drawing

import (
	"slices"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/tabular"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/sheet"
)

// table returns the table of a grid's cells, which are all known.
func (c cells) table(*Drawing) (tabular.Table, error) {
	m := c.grid
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
	return tabular.Table{Columns: m.Header(false), Rows: rows}, nil
}

// typed returns a field of CSV as a value: a number where it is one, unless it is a word.
func typed(field string, word bool) any {
	if field == "" {
		return nil
	}
	if v, err := catalog.ParseNumber(field); err == nil && !word {
		return v
	}
	return field
}

// seriesTable returns the table of curves and points.
func seriesTable(p chart.XYPlot) tabular.Table {
	t := tabular.Table{Columns: []string{"series", "label", "x", "y"}}
	uncertain := slices.ContainsFunc(p.Series, func(s chart.Series) bool { return s.Low != nil })
	if uncertain {
		t.Columns = append(t.Columns, "low", "high")
	}
	t.Rows = func(yield func([]any) bool) {
		for i, s := range p.Series {
			for k := range s.X {
				row := []any{i + 1, sheet.Plain(s.Label), s.X[k], s.Y[k]}
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

// table returns the table of a cloud, a row for the gradient of each minibatch.
func (c *Cloud) table(*Drawing) (tabular.Table, error) {
	return tabular.Table{Columns: []string{"batch", "x", "y"}, Rows: func(yield func([]any) bool) {
		for _, s := range c.Sets {
			for k := range s.grads[0] {
				if !yield([]any{s.Size, s.grads[0][k], s.grads[1][k]}) {
					return
				}
			}
		}
	}}, nil
}
