package sweep

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/floats"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
)

// What a basin map says of a cell beside the number of a point.
const (
	NoPoint  = 0
	Diverged = -1
)

// Basins is a Grid whose cells hold at which critical point the runs from a start end.
type Basins struct {
	*Grid
	FirstSet int // the index of the first of Manifolds among the points

	settle float64 // the norm of the gradient at which a run ends
}

// BasinsOf resolves a basin map. It computes no run, and finds all that is wrong with the
// flags.
func BasinsOf(ctx context.Context, spec document.GridSpec) (*Basins, error) {
	b := &Basins{settle: spec.Tol}
	b.Grid = &Grid{Spec: spec, Columns: []string{"point", "steps"}, kind: b}
	if len(spec.Starts) > 0 {
		return nil, catalog.Blame("--start", catalog.JoinNumbers(spec.Starts[0]), errors.New("a basin map starts everywhere"))
	}
	if len(spec.Optimizers) == 0 {
		b.Spec.Optimizers = []string{"sgd"}
	}
	if err := catalog.NotNegative.Check(spec.Tol); err != nil {
		return nil, catalog.Blame("--tol", catalog.FormatNumber(spec.Tol), err)
	}
	if err := catalog.NotNegative.Check(spec.Within); err != nil {
		return nil, catalog.Blame("--within", catalog.FormatNumber(spec.Within), err)
	}
	if spec.Seeds > 1 {
		b.Columns = append(b.Columns, "share")
	}
	if err := b.setAxes(ctx); err != nil {
		return nil, err
	}
	if err := b.fill(ctx); err != nil {
		return nil, err
	}
	if len(spec.Optimizers) == 0 {
		b.Notes = append(b.Notes, "no --optimizer: running --optimizer sgd")
	}
	b.Notes = append(b.Notes, b.usualRates()...)
	b.Notes = append(b.Notes, b.Spec.Idle([]document.IdleRule{b.idleSeeds()})...)
	if err := b.findEnds(ctx); err != nil {
		return nil, err
	}
	return b, b.addEnds()
}

// addEnds adds a column for every end that several seeds may have: how many do.
func (b *Basins) addEnds() error {
	if b.Seeds == 1 {
		return nil
	}
	for i := range b.Meta.Points {
		b.Columns = append(b.Columns, fmt.Sprintf("at%d", i+1))
	}
	b.Columns = append(b.Columns, "nowhere", "diverged")
	b.values = make([]float64, len(b.known)*len(b.Columns))
	return runs.CheckCells(len(b.known), len(b.Columns))
}

// compute makes the runs from the starts of cells.
func (b *Basins) compute(ctx context.Context, run runs.Run, panel string, cells []int) ([]float64, error) {
	results, err := run.Variants(ctx, b.variantsOf(cells), optimizers.Metric{}, b.settle)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", panel, err)
	}
	wide, each := len(b.Columns), len(results)/len(cells)
	rows := make([]float64, len(cells)*wide)
	for n := range cells {
		b.setRow(rows[n*wide:(n+1)*wide], run, results[n*each:(n+1)*each])
	}
	return rows, nil
}

func (b *Basins) rates(given float64) []float64 { return []float64{given} }

func (b *Basins) isBatched(run runs.Run) bool { return run.Batchable(optimizers.Metric{}) }

func (b *Basins) readsSurface() bool { return false }

func (b *Basins) value(row []float64) float64 { return row[0] }

// checkRow refuses the number of a point that there is not.
func (b *Basins) checkRow(row []float64) error {
	if v := row[0]; !(v >= Diverged && v <= float64(len(b.Meta.Points)) && v == math.Trunc(v)) {
		return fmt.Errorf("there is no point %v: the map has %d", v, len(b.Meta.Points))
	}
	return nil
}

// setAxes makes the axes: the coordinates of the start.
func (b *Basins) setAxes(ctx context.Context) error {
	land, err := runs.LandscapeOf(ctx, b.Spec.Spec)
	if err != nil {
		return err
	}
	if land.Meta.Dim != 2 {
		return b.Spec.BlameSurface(fmt.Errorf("a basin map needs 2 dimensions, but %s has %d", land.Meta.Name, land.Meta.Dim))
	}
	wide, high, two := strings.Cut(strings.ToLower(b.Spec.Grid), "x")
	if !two {
		high = wide
	}
	for i, text := range []string{wide, high} {
		n, err := catalog.ParseWhole(strings.TrimSpace(text))
		if err == nil && (n < 2 || n > catalog.MaxCells) {
			err = fmt.Errorf("must be in [2,%d]", catalog.MaxCells)
		}
		if err != nil {
			return catalog.Blame("--grid", b.Spec.Grid, err)
		}
		side := land.Window[i]
		k := AxisParam{Axis: catalog.Axis{Key: fmt.Sprintf("x%d", i+1), Values: catalog.SpacedValues(side[0], side[1], n, false)}, Kind: StartKey, Coord: i}
		if i == 0 {
			b.X = k
		} else {
			b.Y = k
		}
	}
	return nil
}

// findEnds finds where runs may end: at what inspect lists in the window, in that order, and
// at the known points outside the window, which follow.
func (b *Basins) findEnds(ctx context.Context) error {
	if b.IsRandom() {
		b.settle = 0
	}
	c, err := b.Critical(ctx)
	if err != nil {
		return err
	}
	known := b.Meta.Points
	b.Meta.Points, b.Manifolds, b.FirstSet = c.InOrder(), c.Manifolds, len(c.Points)
	for _, p := range known {
		if b.pointNumber(p.X) == NoPoint { // outside a window of a part of the surface
			b.Meta.Points = append(b.Meta.Points, p)
		}
	}
	if len(b.Meta.Points) == 0 {
		return b.Spec.BlameSurface(errors.New("no critical point of it is known or found in the window: there is nothing to reach"))
	}
	return nil
}

// columnsOfSeeds is how many columns of a noisy basin map come before the counts of seeds.
const columnsOfSeeds = 3

// endIndex returns the place of a number among all ends: the points come first, then
// NoPoint, then Diverged.
func (b *Basins) endIndex(number int) int {
	if number > NoPoint {
		return number - 1
	}
	return len(b.Meta.Points) - number
}

// setRow fills the row of a start: the number of the point that most seeds reach,
// from 1; 0 for none and -1 if most diverge; of equally many, the first end. Then
// after how many steps, on average, the share of the seeds and, of each end, how
// many have it.
func (b *Basins) setRow(row []float64, r runs.Run, results []optimizers.Result) {
	random := objective.Is[objective.Random](r.F)
	counts := make([]int, len(b.Meta.Points)+2)
	steps := make([]float64, len(counts))
	for _, result := range results {
		number := Diverged
		switch {
		case result.Diverged:
		case random:
			number = b.descend(r.F, result.X)
		default:
			number = b.pointNumber(result.X)
		}
		at := b.endIndex(number)
		counts[at]++
		if result.Settled >= 0 {
			steps[at] += float64(result.Settled)
		} else {
			steps[at] += float64(result.Steps)
		}
	}
	most := 0
	for i, n := range counts {
		if n > counts[most] {
			most = i
		}
	}
	row[0], row[1] = float64(most+1), steps[most]/float64(counts[most])
	if points := len(b.Meta.Points); most >= points {
		row[0], row[1] = float64(points-most), math.NaN()
	}
	if len(row) > columnsOfSeeds {
		row[2] = float64(counts[most]) / float64(len(results))
		for i, n := range counts {
			row[columnsOfSeeds+i] = float64(n)
		}
	}
}

// pointNumber returns the place, from 1, of the critical point at x in the list of ends, or
// NoPoint. A curve or an area is where no point is.
func (b *Basins) pointNumber(x []float64) int {
	best, at := b.Spec.Within, NoPoint
	for i, p := range b.Meta.Points {
		if b.FirstSet <= i && i < b.FirstSet+len(b.Manifolds) {
			continue
		}
		if d := b.Widths(p.X, x); d <= best && (d < best || at == NoPoint) {
			best, at = d, i+1
		}
	}
	if at != NoPoint {
		return at
	}
	for i, s := range b.Manifolds {
		if s.HasNear(b.Surface, x, b.Window, b.Spec.Within) {
			return b.FirstSet + i + 1
		}
	}
	return NoPoint
}

// descend returns the number of the point that descent reaches from where random steps
// have ended: a run at rest under noise is near a minimum, and nowhere on it. Its
// steps always lower the loss, and are of a hundredth of the window at most, so as
// not to jump over a ridge.
func (b *Basins) descend(f objective.Objective, x []float64) int {
	const (
		most   = 5000
		length = 0.01 // widths
		often  = 20   // steps between looks at where it is
	)
	x = slices.Clone(x)
	grad, next := make([]float64, len(x)), make([]float64, len(x))
	loss, t := f.Func(x), 1.0
	for k := range most {
		if k%often == 0 {
			if at := b.pointNumber(x); at != NoPoint && b.Meta.Points[at-1].Kind == surfaces.Minimum {
				return at
			}
		}
		f.Grad(grad, x)
		square := floats.Dot(grad, grad)
		for t = min(2*t, length/b.Widths(grad, make([]float64, len(grad))), math.MaxFloat64); t > 0; t /= 2 {
			floats.AddScaledTo(next, x, -t, grad)
			if v := f.Func(next); v <= loss-1e-4*t*square {
				loss = v
				break
			}
		}
		if !(t > 0) || slices.Equal(next, x) {
			break
		}
		x, next = next, x
	}
	return b.pointNumber(x)
}

// Shares returns the parts of the starts of a panel, and of all seeds, by point; what
// reaches none and what diverges are the last two.
func (b *Basins) Shares(panel int) []float64 {
	shares := make([]float64, len(b.Meta.Points)+2)
	n := len(b.X.Values) * len(b.Y.Values)
	for c := panel * n; c < (panel+1)*n; c++ {
		if row := b.Row(c); len(row) > columnsOfSeeds {
			floats.Add(shares, row[columnsOfSeeds:])
		} else {
			shares[b.endIndex(int(row[0]))]++
		}
	}
	for i := range shares {
		shares[i] /= float64(n * b.Seeds)
	}
	return shares
}
