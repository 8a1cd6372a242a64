package sweep

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/optviz/optviz/optimizers/parallel"
)

// Verify makes the cells of rows again, and refuses the first row that holds anything
// else. Of rows that are known to be as they were written, it makes the first, the middle
// and the last: a CSV of a whole grid does not say which grid that is.
func (g *Grid) Verify(ctx context.Context, r Rows, rows []LoadedRow, asWritten bool) error {
	if len(rows) == 0 {
		return nil
	}
	if asWritten {
		rows = slices.Compact([]LoadedRow{rows[0], rows[len(rows)/2], rows[len(rows)-1]})
	}
	lines, cells := map[int]int{}, make([]int, len(rows))
	for i, row := range rows {
		lines[row.Cell], cells[i] = row.Line, row.Cell
	}
	jobs := g.jobs(cells)
	var mu sync.Mutex
	var wrong wrongRow
	err := parallel.Do(ctx, len(jobs), func(ctx context.Context, n int) error {
		return g.computeJob(ctx, jobs[n], func(cells []int, rows []float64) error {
			mu.Lock()
			defer mu.Unlock()
			for i, c := range cells {
				if line := lines[c]; wrong.line == 0 || line < wrong.line {
					if err := g.differs(c, rows[i*len(g.Columns):]); err != nil {
						wrong = wrongRow{line, err}
					}
				}
			}
			return nil
		})
	})
	if err == nil && wrong.err != nil {
		return r.at(wrong.line, wrong.err)
	}
	return err
}

// wrongRow is a row that does not hold what its cell leads to.
type wrongRow struct {
	line int
	err  error
}

// differs returns in what the row of a cell differs from what its runs lead to, nil for nothing.
func (g *Grid) differs(cell int, row []float64) error {
	for n, was := range g.Row(cell) {
		if v := row[n]; v != was && (v == v || was == was) {
			return fmt.Errorf("the row is of another map, or was changed: at %s, %s is %v and not %v", g.At(cell), g.Columns[n], v, was)
		}
	}
	return nil
}
