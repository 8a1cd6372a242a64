package sweep

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/runs"
)

// sweep resolves a sweep.
func sweep(ctx context.Context, m document.GridSpec) (*Grid, error) {
	out := &Grid{Spec: m, Columns: []string{"loss", "diverged", "steps"}}
	var notes []string
	if m.X == "" {
		if key, _, _ := strings.Cut(m.Y, "="); strings.EqualFold(strings.TrimSpace(key), "lr") {
			return nil, catalog.Blame("--y", m.Y, errors.New("needs an --x beside it"))
		}
		out.Spec.X = document.UsualX
		notes = append(notes, "no --x: sweeping --x "+document.UsualX)
	}
	if len(m.Optimizers) == 0 {
		out.Spec.Optimizers = []string{document.UsualSwept}
		notes = append(notes, "no --optimizer: running --optimizer "+document.UsualSwept)
	}
	if err := out.axes(ctx); err != nil {
		return nil, err
	}
	if !slices.Contains(document.Overs, m.Over) {
		return nil, catalog.Blame("--over", m.Over, catalog.Unknown("way to sum up seeds", m.Over, document.Overs))
	}
	if err := out.fill(ctx); err != nil {
		return nil, err
	}
	if err := out.deaf(); err != nil {
		return nil, err
	}
	if err := out.tuned(); err != nil {
		return nil, catalog.Blame("--tune", m.Tune, err)
	}
	if err := out.checkRedraw(); err != nil {
		return nil, runs.RedrawError(err)
	}
	out.Notes = append(notes, out.Notes...)
	overridden := out.overridden()
	out.Notes = append(out.Notes, overridden...)
	if err := out.setMetric(); err != nil {
		return nil, catalog.Blame("--metric", m.Metric, err)
	}
	if err := out.checkExpected(); err != nil {
		return nil, catalog.Blame("--over", m.Over, err)
	}
	out.Notes = append(out.Notes, out.idle()...)
	out.reduce = out.reading
	return out, out.curvature()
}

// axes reads the axes and finds out what they turn.
func (g *Grid) axes(ctx context.Context) error {
	land, err := runs.LandscapeOf(ctx, g.Spec.Spec)
	if err != nil {
		return err
	}
	if err := runs.CheckNoPlane(g.Spec.Spec, land.Meta); err != nil {
		return err
	}
	read := func(flag, text string, k *AxisParam) error {
		if text == "" {
			return nil
		}
		a, err := catalog.ParseAxis(text)
		if err == nil {
			*k, err = newAxisParam(g.Spec.Spec, a, land.Meta.Dim, g.Spec.Optimizers)
		}
		return catalog.Blame(flag, text, err)
	}
	if err := read("--x", g.Spec.X, &g.X); err != nil {
		return err
	}
	if err := read("--y", g.Spec.Y, &g.Y); err != nil {
		return err
	}
	if strings.EqualFold(g.X.Key, g.Y.Key) {
		return catalog.Blame("--y", g.Spec.Y, fmt.Errorf("%s is the x axis already", g.Y.Key))
	}
	for _, t := range g.Spec.Optimizers {
		if _, err := catalog.FillFormulas(t, g.settings(0, 0)); err != nil {
			return catalog.Blame("--optimizer", t, err)
		}
	}
	return nil
}

// deaf refuses an axis of rates over which a rule does the same everywhere.
func (g *Grid) deaf() error {
	for i, k := range g.AxisParams() {
		if k.Kind != RateKey && k.Kind != ScheduleKey {
			continue
		}
		for _, r := range g.Runs {
			if runs.SelfPaced(r.Optimizer) {
				flag, text := g.axis(i)
				return catalog.Blame(flag, text, fmt.Errorf("%s finds the lengths of its steps itself, %s has no effect on it: sweep another key, as in --x x1=-2:2", r.Name, k.Key))
			}
		}
	}
	return nil
}

// overridden tells which keys have a value of their own that no cell has.
func (g *Grid) overridden() []string {
	var notes []string
	if at := slices.Index(g.Notes, runs.IdleLR); at >= 0 && slices.ContainsFunc(g.AxisParams(), func(k AxisParam) bool { return k.Kind == RateKey }) {
		g.Notes[at] = "--lr has no effect: the map is over lr" // which stands in for each lr
	}
	for _, t := range g.Spec.Optimizers {
		r, err := catalog.ParseRule(t)
		if err != nil {
			continue
		}
		for _, k := range g.AxisParams() {
			if without, ok := k.rule(r.Text, ""); ok && without != r.Text {
				notes = append(notes, fmt.Sprintf("the %s of %s has no effect: the map is over %s", k.Key, r.Text, k.Key))
			}
		}
	}
	return notes
}

// add adds a column to the rows, which are not known yet.
func (g *Grid) add(column string) {
	g.Columns = append(g.Columns, column)
	g.values = make([]float64, len(g.known)*len(g.Columns))
}
