package spec

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/spf13/pflag"

	"github.com/optviz/optviz/optimizers"
)

// What a basin map says of a cell beside the number of a point.
const (
	noPoint   = 0
	divergent = -1
)

// DefaultBasins is the basin map of a command line without flags.
func DefaultBasins() MapSpec {
	return MapSpec{Spec: Default(), Kind: "basins", Over: "mean", Grid: "201", Tol: 1e-6}
}

// BasinFlags declares the flags of a basin map beside those of the runs.
func (m *MapSpec) BasinFlags(fs *pflag.FlagSet) {
	fs.StringVar(&m.Grid, "grid", m.Grid, "`N` starts along each side of the window, from end to end, or NXxNY")
	NumberVar(fs, &m.Tol, "tol", "TOL", "norm of the gradient at which a run has arrived; where steps are random, a run takes all its steps")
	NumberVar(fs, &m.Within, "within", "D", "how near a critical point a run has to end, in widths of the window (default 0.001, and 0.05 where steps are random)")
}

// basins resolves a basin map.
func (m MapSpec) basins(ctx context.Context) (*Map, error) {
	out := &Map{Spec: m, Columns: []string{"point", "steps"}, settle: m.Tol}
	if len(m.Starts) > 0 {
		return nil, blame("--start", joinNumbers(m.Starts[0]), errors.New("a basin map starts everywhere"))
	}
	if len(m.Optimizers) == 0 {
		out.Spec.Optimizers = []string{"sgd"}
	}
	if err := notNegative.check(m.Tol); err != nil {
		return nil, blame("--tol", formatNumber(m.Tol), err)
	}
	if err := notNegative.check(m.Within); err != nil {
		return nil, blame("--within", formatNumber(m.Within), err)
	}
	if m.Seeds > 1 {
		out.Columns = append(out.Columns, "share")
	}
	if err := out.grid(); err != nil {
		return nil, err
	}
	if err := out.fill(ctx); err != nil {
		return nil, err
	}
	if len(m.Optimizers) == 0 {
		out.Notes = append(out.Notes, "no --optimizer: running --optimizer sgd")
	}
	if err := out.ends(ctx); err != nil {
		return nil, err
	}
	out.reduce = out.arrival
	return out, nil
}

// grid makes the axes: the coordinates of the start.
func (m *Map) grid() error {
	land, err := m.Spec.Landscape()
	if err != nil {
		return err
	}
	if land.Meta.Dim != 2 {
		return blame("SURFACE", m.Spec.Surface, fmt.Errorf("a basin map needs 2 dimensions, but %s has %d", land.Meta.Name, land.Meta.Dim))
	}
	wide, high, two := strings.Cut(strings.ToLower(m.Spec.Grid), "x")
	if !two {
		high = wide
	}
	for i, text := range []string{wide, high} {
		n, err := parseWhole(strings.TrimSpace(text))
		if err == nil && (n < 2 || n > mostCells) {
			err = fmt.Errorf("must be in [2,%d]", mostCells)
		}
		if err != nil {
			return blame("--grid", m.Spec.Grid, err)
		}
		side := land.Window[i]
		k := knob{Axis: Axis{Key: fmt.Sprintf("x%d", i+1), Values: spread(side[0], side[1], n, false)}, kind: startKey, coord: i}
		if i == 0 {
			m.x, m.X = k, k.Axis
		} else {
			m.y, m.Y = k, k.Axis
		}
	}
	return nil
}

// ends finds where runs may end.
func (m *Map) ends(ctx context.Context) error {
	if m.random() {
		m.settle = 0
	}
	if m.Spec.Within == 0 {
		m.Spec.Within = 1e-3
		if m.random() {
			m.Spec.Within = 0.05
		}
	}
	if len(m.Meta.Points) == 0 {
		c, err := m.Critical(ctx)
		if err != nil {
			return err
		}
		m.Meta.Points = c.All()
	}
	if len(m.Meta.Points) == 0 {
		return blame("SURFACE", m.Meta.Name, errors.New("no critical point of it is known or found in the window: there is nothing to reach"))
	}
	return nil
}

// arrival is the row of a start: the number of the point that most seeds reach,
// from 1; 0 for none and -1 if most diverge. Then after how many steps, on
// average, and the share of the seeds.
func (m *Map) arrival(row []float64, _ Run, readings []optimizers.Reading) {
	counts := make([]int, len(m.Meta.Points)+2) // by number, shifted by one
	steps := make([]float64, len(counts))
	for _, r := range readings {
		number := m.number(r)
		counts[number+1]++
		if r.Settled >= 0 {
			steps[number+1] += float64(r.Settled)
		} else {
			steps[number+1] += float64(r.Steps)
		}
	}
	most := 0
	for i, n := range counts {
		if n > counts[most] {
			most = i
		}
	}
	row[0], row[1] = float64(most-1), math.NaN()
	if most-1 > noPoint {
		row[1] = steps[most] / float64(counts[most])
	}
	if len(row) > 2 {
		row[2] = float64(counts[most]) / float64(len(readings))
	}
}

// number is that of the critical point at which a run ended.
func (m *Map) number(r optimizers.Reading) int {
	if r.Diverged {
		return divergent
	}
	best, at := m.Spec.Within, noPoint
	for i, p := range m.Meta.Points {
		if d := m.widths(p.X, r.X); d <= best && (d < best || at == noPoint) {
			best, at = d, i+1
		}
	}
	return at
}

// Shares are the parts of the starts of a panel, by point; what diverges and what
// reaches none are the last two.
func (m *Map) Shares(panel int) []float64 {
	shares := make([]float64, len(m.Meta.Points)+2)
	n := len(m.X.Values) * len(m.Y.Values)
	for c := panel * n; c < (panel+1)*n; c++ {
		switch number := int(m.row(c)[0]); number {
		case divergent:
			shares[len(shares)-2]++
		case noPoint:
			shares[len(shares)-1]++
		default:
			shares[number-1]++
		}
	}
	for i := range shares {
		shares[i] /= float64(n)
	}
	return shares
}
