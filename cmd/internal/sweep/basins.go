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
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
)

// What a basin map says of a cell beside the number of a point.
const (
	NoPoint  = 0
	Diverged = -1
)

// basins resolves a basin map.
func basins(ctx context.Context, m document.GridSpec) (*Grid, error) {
	out := &Grid{Spec: m, Columns: []string{"point", "steps"}, settle: m.Tol}
	if len(m.Starts) > 0 {
		return nil, catalog.Blame("--start", catalog.JoinNumbers(m.Starts[0]), errors.New("a basin map starts everywhere"))
	}
	if len(m.Optimizers) == 0 {
		out.Spec.Optimizers = []string{"sgd"}
	}
	if err := catalog.NotNegative.Check(m.Tol); err != nil {
		return nil, catalog.Blame("--tol", catalog.FormatNumber(m.Tol), err)
	}
	if err := catalog.NotNegative.Check(m.Within); err != nil {
		return nil, catalog.Blame("--within", catalog.FormatNumber(m.Within), err)
	}
	if m.Seeds > 1 {
		out.Columns = append(out.Columns, "share")
	}
	if err := out.grid(ctx); err != nil {
		return nil, err
	}
	if err := out.fill(ctx); err != nil {
		return nil, err
	}
	if len(m.Optimizers) == 0 {
		out.Notes = append(out.Notes, "no --optimizer: running --optimizer sgd")
	}
	out.Notes = append(out.Notes, out.idle()...)
	if err := out.ends(ctx); err != nil {
		return nil, err
	}
	if m.Seeds > 1 { // of every end that seeds may have, how many do
		for i := range out.Meta.Points {
			out.Columns = append(out.Columns, fmt.Sprintf("at%d", i+1))
		}
		out.Columns = append(out.Columns, "nowhere", "diverged")
		if err := runs.CheckCells(len(out.known), len(out.Columns)); err != nil {
			return nil, err
		}
		out.values = make([]float64, len(out.known)*len(out.Columns))
	}
	out.reduce = out.arrival
	return out, nil
}

// grid makes the axes: the coordinates of the start.
func (g *Grid) grid(ctx context.Context) error {
	land, err := runs.LandscapeOf(ctx, g.Spec.Spec)
	if err != nil {
		return err
	}
	if land.Meta.Dim != 2 {
		return g.Spec.BlameSurface(fmt.Errorf("a basin map needs 2 dimensions, but %s has %d", land.Meta.Name, land.Meta.Dim))
	}
	wide, high, two := strings.Cut(strings.ToLower(g.Spec.Grid), "x")
	if !two {
		high = wide
	}
	for i, text := range []string{wide, high} {
		n, err := catalog.ParseWhole(strings.TrimSpace(text))
		if err == nil && (n < 2 || n > catalog.MaxCells) {
			err = fmt.Errorf("must be in [2,%d]", catalog.MaxCells)
		}
		if err != nil {
			return catalog.Blame("--grid", g.Spec.Grid, err)
		}
		side := land.Window[i]
		k := AxisParam{Axis: catalog.Axis{Key: fmt.Sprintf("x%d", i+1), Values: catalog.SpacedValues(side[0], side[1], n, false)}, Kind: StartKey, Coord: i}
		if i == 0 {
			g.X = k
		} else {
			g.Y = k
		}
	}
	return nil
}

// ends finds where runs may end: at what inspect lists in the window, in that order, and
// at the known points outside the window, which follow.
func (g *Grid) ends(ctx context.Context) error {
	if g.IsRandom() {
		g.settle = 0
	}
	c, err := g.Critical(ctx)
	if err != nil {
		return err
	}
	known := g.Meta.Points
	g.Meta.Points, g.Sets, g.FirstSet = c.InOrder(), c.Sets, len(c.Points)
	for _, p := range known {
		if g.number(p.X) == NoPoint { // outside a window of a part of the surface
			g.Meta.Points = append(g.Meta.Points, p)
		}
	}
	if len(g.Meta.Points) == 0 {
		return g.Spec.BlameSurface(errors.New("no critical point of it is known or found in the window: there is nothing to reach"))
	}
	return nil
}

// columnsOfSeeds are those of a noisy basin map in front of how many seeds end where.
const columnsOfSeeds = 3

// end is the place of a number among all ends: those at the points come first, then
// NoPoint, then Diverged.
func (g *Grid) end(number int) int {
	if number > NoPoint {
		return number - 1
	}
	return len(g.Meta.Points) - number
}

// arrival is the row of a start: the number of the point that most seeds reach,
// from 1; 0 for none and -1 if most diverge; of equally many, the first end. Then
// after how many steps, on average, the share of the seeds and, of each end, how
// many have it.
func (g *Grid) arrival(row []float64, r runs.Run, readings []laneReading) {
	random := objective.Is[objective.Random](r.F)
	counts := make([]int, len(g.Meta.Points)+2)
	steps := make([]float64, len(counts))
	for _, reading := range readings {
		number := Diverged
		switch {
		case reading.Diverged:
		case random:
			number = g.valley(r.F, reading.X)
		default:
			number = g.number(reading.X)
		}
		at := g.end(number)
		counts[at]++
		if reading.Settled >= 0 {
			steps[at] += float64(reading.Settled)
		} else {
			steps[at] += float64(reading.Steps)
		}
	}
	most := 0
	for i, n := range counts {
		if n > counts[most] {
			most = i
		}
	}
	row[0], row[1] = float64(most+1), steps[most]/float64(counts[most])
	if points := len(g.Meta.Points); most >= points {
		row[0], row[1] = float64(points-most), math.NaN()
	}
	if len(row) > columnsOfSeeds {
		row[2] = float64(counts[most]) / float64(len(readings))
		for i, n := range counts {
			row[columnsOfSeeds+i] = float64(n)
		}
	}
}

// number returns the place, from 1, of the critical point at x in the list of ends, or
// NoPoint. A curve or an area is where no point is.
func (g *Grid) number(x []float64) int {
	best, at := g.Spec.Within, NoPoint
	for i, p := range g.Meta.Points {
		if g.FirstSet <= i && i < g.FirstSet+len(g.Sets) {
			continue
		}
		if d := g.Widths(p.X, x); d <= best && (d < best || at == NoPoint) {
			best, at = d, i+1
		}
	}
	if at != NoPoint {
		return at
	}
	for i, s := range g.Sets {
		if s.HasNear(g.Surface, x, g.Window, g.Spec.Within) {
			return g.FirstSet + i + 1
		}
	}
	return NoPoint
}

// valley is the number of the point that descent reaches from where random steps
// have ended: a run at rest under noise is near a minimum, and nowhere on it. Its
// steps always lower the loss, and are of a hundredth of the window at most, so as
// not to jump over a ridge.
func (g *Grid) valley(f objective.Objective, x []float64) int {
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
			if at := g.number(x); at != NoPoint && g.Meta.Points[at-1].Kind == surfaces.Minimum {
				return at
			}
		}
		f.Grad(grad, x)
		square := floats.Dot(grad, grad)
		for t = min(2*t, length/g.Widths(grad, make([]float64, len(grad))), math.MaxFloat64); t > 0; t /= 2 {
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
	return g.number(x)
}

// Shares are the parts of the starts of a panel, and of all seeds, by point; what
// reaches none and what diverges are the last two.
func (g *Grid) Shares(panel int) []float64 {
	shares := make([]float64, len(g.Meta.Points)+2)
	n := len(g.X.Values) * len(g.Y.Values)
	for c := panel * n; c < (panel+1)*n; c++ {
		if row := g.Row(c); len(row) > columnsOfSeeds {
			floats.Add(shares, row[columnsOfSeeds:])
		} else {
			shares[g.end(int(row[0]))]++
		}
	}
	for i := range shares {
		shares[i] /= float64(n * g.Seeds)
	}
	return shares
}
