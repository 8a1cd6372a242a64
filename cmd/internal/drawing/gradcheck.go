package drawing

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"gonum.org/v1/gonum/floats"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/tabular"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// Gradcheck is the content of errors of differences.
type Gradcheck struct {
	plain
	f      surfaces.Surface
	at     []float64
	h      []float64
	errors [2][]float64 // of forward and central differences
}

func (c *Gradcheck) resolve(ctx context.Context, g *Drawing) error {
	d := g.Document
	land, err := g.onePoint(ctx, "the gradient is checked at one point")
	if err != nil {
		return err
	}
	steps, err := catalog.ParseAxis("h=" + d.H)
	if err != nil {
		return catalog.Blame("h", d.H, err)
	}
	for _, h := range steps.Values {
		if h <= 0 {
			return catalog.Blame("h", d.H, fmt.Errorf("%s is no step: must be above 0", catalog.FormatNumber(h)))
		}
	}
	c.f, c.at, c.h = land.Surface, land.Starts[0], steps.Values
	return nil
}

func (c *Gradcheck) compute(context.Context, *Drawing, func([]int) error) error {
	if floats.Norm(c.exact(), 2) == 0 {
		return errors.New("the gradient is 0 there: it has no relative error")
	}
	for _, h := range c.h {
		for scheme := range c.errors {
			c.errors[scheme] = append(c.errors[scheme], c.Error(scheme, h))
		}
	}
	return nil
}

// exact returns the gradient.
func (c *Gradcheck) exact() []float64 {
	grad := make([]float64, len(c.at))
	c.f.Grad(grad, c.at)
	return grad
}

// Error returns the relative error of the gradient by differences of a step h: scheme 0 is
// forward, 1 central.
func (c *Gradcheck) Error(scheme int, h float64) float64 {
	x, g := append([]float64{}, c.at...), make([]float64, len(c.at))
	middle := c.f.Func(x)
	for i := range x {
		x[i] = c.at[i] + h
		g[i] = (c.f.Func(x) - middle) / h
		if scheme == 1 {
			ahead := c.f.Func(x)
			x[i] = c.at[i] - h
			g[i] = (ahead - c.f.Func(x)) / (2 * h)
		}
		x[i] = c.at[i]
	}
	exact := c.exact()
	return floats.Distance(g, exact, 2) / floats.Norm(exact, 2)
}

// Best returns the h of the smallest drawn error, and that error.
func (c *Gradcheck) Best(scheme int) (h, err float64) {
	i := floats.MinIdx(c.errors[scheme])
	return c.h[i], c.errors[scheme][i]
}

func (c *Gradcheck) takeResults(ctx context.Context, g, _ *Drawing) error {
	return c.compute(ctx, g, nil)
}

func (c *Gradcheck) draw(g *Drawing) (render.Figure, error) { return drawPlot(c, g) }

func (c *Gradcheck) table(g *Drawing) (tabular.Table, error) { return tablePlot(c, g) }

func (c *Gradcheck) plot(g *Drawing) (chart.XYPlot, error) {
	d := g.Document
	l := d.Speaker()
	p := chart.XYPlot{Title: d.GridSpec.Title}
	var err error
	if p.X, p.Y, err = g.axes(l.StepSize(), l.GradientError()); err != nil {
		return p, err
	}
	p.X.Scale, p.Y.Scale = cmp.Or(p.X.Scale, scale.AsLog), cmp.Or(p.Y.Scale, scale.AsLog)
	for i, name := range []string{l.ForwardDifferences(), l.CentralDifferences()} {
		if slices.Max(c.errors[i]) == 0 {
			continue // exact: below any logarithmic axis
		}
		p.Series = append(p.Series, chart.Series{Label: name, Subject: sheet.Subject{Variant: name}, X: c.h, Y: c.errors[i], Kind: chart.AsMarked})
		if h, least := c.Best(i); least > 0 {
			p.Marks = append(p.Marks, chart.XYMark{X: h, Y: least, Label: "$h$ = " + d.FormatNumber(h, 2)})
		}
	}
	return p, g.annotate(&p)
}
