package drawing

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/sweep"
	"github.com/optviz/optviz/cmd/internal/tabular"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/parallel"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
)

// Orbit is the content of a plot of the last iterates of runs over one parameter.
type Orbit struct {
	plain
	Sweep *sweep.Sweep
	last  int
	Ends  [][]float64 // of each value of x the last iterates of coordinate 1; nil where the run diverges
}

func (o *Orbit) resolve(ctx context.Context, g *Drawing) error {
	d := g.Document
	if err := g.setUsualStyle(); err != nil {
		return err
	}
	if err := d.CheckAxes(); err != nil {
		return err
	}
	m := d.GridSpec
	m.Kind, m.Metric, m.Over, m.Y = "sweep", "final", "mean", ""
	if m.X == "" {
		return catalog.Usage("kind: orbit needs x, what changes from run to run, as in x: lr=0.1:2:lin:400")
	}
	var err error
	if o.Sweep, err = sweep.SweepOf(ctx, m); err != nil {
		return err
	}
	g.Plan.Landscape, g.Notes = o.Sweep.Landscape, o.Sweep.Notes
	switch {
	case len(o.Sweep.Panels) > 1:
		return catalog.Blame("optimizer", o.Sweep.Panels[1].Label, errors.New("an orbit is of one rule"))
	case d.Last < 1 || d.Last > o.Sweep.Steps:
		return catalog.Blame("last", fmt.Sprint(d.Last), fmt.Errorf("must be in [1,%d], the number of steps", o.Sweep.Steps))
	}
	o.last = d.Last
	return nil
}

func (o *Orbit) compute(ctx context.Context, _ *Drawing, _ func([]int) error) error {
	o.Ends = make([][]float64, len(o.Sweep.X.Values))
	return parallel.Do(ctx, len(o.Ends), func(ctx context.Context, i int) error {
		r, err := o.Sweep.CellRun(i)
		if err != nil {
			return err
		}
		var last []float64
		verdict, err := r.Each(ctx, func(s optimizers.State) error {
			if s.K > r.Steps-o.last {
				last = append(last, s.X[0])
			}
			return nil
		})
		if err == nil && verdict.Outcome != optimizers.Diverged {
			o.Ends[i] = last
		}
		return err
	})
}

func (o *Orbit) takeResults(ctx context.Context, g, _ *Drawing) error { return o.compute(ctx, g, nil) }

func (o *Orbit) draw(g *Drawing) (render.Figure, error) { return drawPlot(o, g) }

func (o *Orbit) table(g *Drawing) (tabular.Table, error) { return tablePlot(o, g) }

func (o *Orbit) plot(g *Drawing) (chart.XYPlot, error) {
	d := g.Document
	across := mapAxis(o.Sweep.Grid, o.Sweep.X)
	note := strings.Join(append(brief(o.Sweep.Grid, false), d.Speaker().StartAt(o.Sweep.Panels[0].Run.Start)), sheet.Separator)
	p := chart.XYPlot{Title: d.GridSpec.Title, Note: note, Brief: note}
	var err error
	if p.X, p.Y, err = g.axes(across.Name, "$"+g.coordinate(0)+"_k$"); err != nil {
		return p, err
	}
	if across.Log {
		p.X.Scale = cmp.Or(p.X.Scale, scale.AsLog)
	}
	if p.X.Lo == 0 && p.X.Hi == 0 {
		p.X.Lo, p.X.Hi = across.Values[0], across.Values[len(across.Values)-1]
	}
	s := chart.Series{Kind: chart.AsPoints, Subject: lineSubject(o.Sweep.Grid, o.Sweep.Panels[0])}
	for i, ends := range o.Ends {
		for _, x := range ends {
			s.X, s.Y = append(s.X, across.Values[i]), append(s.Y, x)
		}
	}
	if len(s.X) == 0 {
		return p, errors.New("all runs diverge: there is nothing to draw")
	}
	p.Series = []chart.Series{s}
	return p, g.annotate(&p)
}
