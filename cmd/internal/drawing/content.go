package drawing

import (
	"context"
	"errors"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/chart"
)

// Content is what a kind is made of.
type Content interface {
	// resolve finds all that is wrong, and computes nothing.
	resolve(ctx context.Context, g *Drawing) error
	compute(ctx context.Context) error
	figure(g *Drawing) (render.Figure, error)
}

// plotted is a content that is curves and points.
type plotted interface {
	plot(g *Drawing) (chart.XYPlot, error)
}

// drawPlot draws it.
func drawPlot(p plotted, g *Drawing) (render.Figure, error) {
	plot, err := p.plot(g)
	if err != nil {
		return render.Figure{}, err
	}
	return plot.Draw(g.Style)
}

// contentOf returns an empty content of a kind that is neither of runs nor a map, nil for
// one of these.
func contentOf(kind string) Content {
	switch kind {
	case "functions":
		return &Functions{}
	case "diagram":
		return &Diagram{}
	case "cloud":
		return &Cloud{}
	case "gradcheck":
		return &Gradcheck{}
	case "orbit":
		return &Orbit{}
	}
	return nil
}

// onePoint resolves the landscape of a kind that looks at its first start alone; why
// says so of others.
func (g *Drawing) onePoint(ctx context.Context, why string) (runs.Landscape, error) {
	d := g.Document
	if err := d.CheckAxes(); err != nil {
		return runs.Landscape{}, err
	}
	land, err := runs.LandscapeOf(ctx, d.Spec)
	if err != nil {
		return land, err
	}
	g.Plan.Landscape = land
	if len(d.Starts) > 1 {
		err = catalog.Blame("start", catalog.JoinNumbers(d.Starts[1]), errors.New(why))
	}
	return land, err
}
