package measure

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/floats"

	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/surfaces/portable"
)

// rowValues returns the values of a row along x of a sweep's panel, both counted from 1, or
// of the whole panel for row 0. A value is +Inf where a run diverged and NaN where the cell
// has none, as in the drawing.
func (f *Figure) rowValues(panel, row int) ([]float64, error) {
	if f.Grid() == nil || panel < 1 || panel > len(f.Grid().Panels) {
		return nil, fmt.Errorf("no panel %d of a sweep", panel)
	}
	nx, ny := len(f.Grid().X.Values), max(1, len(f.Grid().Y.Values))
	if row < 0 || row > ny {
		return nil, fmt.Errorf("no row %d of %d", row, ny)
	}
	from, to := 0, ny
	if row > 0 {
		from, to = row-1, row
	}
	var values []float64
	for c := from * nx; c < to*nx; c++ {
		values = append(values, f.Grid().Value((panel-1)*nx*ny+c))
	}
	return values, nil
}

// indexOfLeast returns the index of the lowest finite number, or -1 if there is none.
func indexOfLeast(values []float64) int {
	at := -1
	for i, v := range values {
		if !math.IsNaN(v) && !math.IsInf(v, 0) && (at < 0 || v < values[at]) {
			at = i
		}
	}
	return at
}

// LeastCell returns the lowest value in a row of a sweep's panel, or in the whole panel for
// row 0.
func (f *Figure) LeastCell(panel, row int) (float64, error) {
	values, err := f.rowValues(panel, row)
	if at := indexOfLeast(values); err == nil && at >= 0 {
		return values[at], nil
	}
	return math.NaN(), err
}

// LeastCellX returns the x of the lowest value that LeastCell returns.
func (f *Figure) LeastCellX(panel, row int) (float64, error) {
	values, err := f.rowValues(panel, row)
	if at := indexOfLeast(values); err == nil && at >= 0 {
		return f.Grid().X.Values[at%len(f.Grid().X.Values)], nil
	}
	return math.NaN(), err
}

// ValleyX fits a parabola, in the scale of the axis, through the lowest value of a sweep's
// curve and its two neighbours, and returns the x of the parabola's minimum.
func (f *Figure) ValleyX(panel int) (float64, error) {
	values, err := f.rowValues(panel, 1)
	if err != nil {
		return 0, err
	}
	at := indexOfLeast(values)
	if at < 1 || at > len(values)-2 {
		return 0, fmt.Errorf("the lowest value of panel %d has no neighbours", panel)
	}
	x := f.Grid().X.Values[at-1 : at+2]
	scale, back := func(v float64) float64 { return v }, func(v float64) float64 { return v }
	if f.Grid().X.Log {
		scale, back = math.Log, portable.Exp
	}
	left, right := scale(x[1])-scale(x[0]), scale(x[2])-scale(x[1])
	fall, rise := (values[at]-values[at-1])/left, (values[at+1]-values[at])/right
	return back(scale(x[1]) - (fall*right+rise*left)/(2*(rise-fall))), nil
}

// LeastCellY returns the y of the lowest value of a sweep's panel.
func (f *Figure) LeastCellY(panel int) (float64, error) {
	values, err := f.rowValues(panel, 0)
	if at := indexOfLeast(values); err == nil && at >= 0 && len(f.Grid().Y.Values) > 0 {
		return f.Grid().Y.Values[at/len(f.Grid().X.Values)], nil
	}
	return math.NaN(), err
}

// MostCell returns the highest value in a row of a sweep's panel, among the places from,
// ..., to along x, which count from 1.
func (f *Figure) MostCell(panel, row, from, to int) (float64, error) {
	values, err := f.valuesBetween(panel, row, from, to)
	if err != nil {
		return 0, err
	}
	return floats.Max(values), nil
}

// LeastCellIn returns the lowest value in a row of a sweep's panel, among the places from,
// ..., to along x, which count from 1.
func (f *Figure) LeastCellIn(panel, row, from, to int) (float64, error) {
	values, err := f.valuesBetween(panel, row, from, to)
	if err != nil {
		return 0, err
	}
	return floats.Min(values), nil
}

// valuesBetween returns the values in a row of a sweep's panel at the places from, ..., to
// along x, which count from 1.
func (f *Figure) valuesBetween(panel, row, from, to int) ([]float64, error) {
	values, err := f.rowValues(panel, row)
	if err != nil {
		return nil, err
	}
	if from < 1 || to > len(values) || from > to {
		return nil, fmt.Errorf("no places %d to %d of %d", from, to, len(values))
	}
	return values[from-1 : to], nil
}

// CellsBelow returns how many cells in a row of a sweep's panel have a value below a level.
func (f *Figure) CellsBelow(panel, row int, level float64) (int, error) {
	values, err := f.rowValues(panel, row)
	n := 0
	for _, v := range values {
		if v < level {
			n++
		}
	}
	return n, err
}

// CellSlope returns the slope of a sweep's curve on logarithmic axes, between two values
// along x, counted from 1.
func (f *Figure) CellSlope(panel, from, to int) (float64, error) {
	values, err := f.rowValues(panel, 1)
	if err != nil {
		return math.NaN(), err
	}
	if from < 1 || to > len(values) || from >= to {
		return math.NaN(), fmt.Errorf("no slope from place %d to %d of %d", from, to, len(values))
	}
	x := f.Grid().X.Values
	return math.Log(values[to-1]/values[from-1]) / math.Log(x[to-1]/x[from-1]), nil
}

// Cell returns the number in a column of a cell, which is counted from 1 along x and, in a
// map, along y.
func (f *Figure) Cell(panel int, column string, i int, j ...int) (float64, error) {
	row := append(j, 1)[0]
	if f.Grid() == nil || panel < 1 || panel > len(f.Grid().Panels) || i < 1 || i > len(f.Grid().X.Values) || row < 1 || row > max(1, len(f.Grid().Y.Values)) {
		return 0, fmt.Errorf("no cell %d, %d of panel %d", i, row, panel)
	}
	at := slices.Index(f.Grid().Columns, column)
	if at < 0 {
		return 0, fmt.Errorf("no column %s; choose from %s", column, strings.Join(f.Grid().Columns, ", "))
	}
	cell := ((panel-1)*max(1, len(f.Grid().Y.Values))+row-1)*len(f.Grid().X.Values) + i - 1
	return f.Grid().Row(cell)[at], nil
}

// ShareOf returns the percentage of a basin map's starts that reach a critical point of a
// kind, such as minimum, in a panel.
func (f *Figure) ShareOf(panel int, kind string) (float64, error) {
	sum := 0.0
	for i, p := range f.Plan.Meta.Points {
		share, err := f.Share(panel, i+1)
		if err != nil {
			return 0, err
		}
		if p.Kind.String() == kind {
			sum += share
		}
	}
	return sum, nil
}

// Share returns the percentage of a basin map's starts that reach a given critical point in
// a panel. Points and panels count from 1.
func (f *Figure) Share(panel, point int) (float64, error) {
	b, ok := f.Content.(*drawing.Basins)
	if !ok || panel < 1 || panel > len(b.Panels) {
		return 0, fmt.Errorf("no panel %d of a basin map", panel)
	}
	shares := b.Shares(panel - 1)
	if point < 1 || point > len(shares) {
		return 0, fmt.Errorf("no point %d of %d", point, len(shares))
	}
	return 100 * shares[point-1], nil
}
