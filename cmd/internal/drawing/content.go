package drawing

import (
	"context"
	"errors"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/cmd/internal/tabular"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/sheet"
)

// Content is what a drawing of a kind is made of. Its methods are given the drawing, whose
// document, style and landscape they use.
type Content interface {
	// resolve sets the style of the drawing, finds all that is wrong, and computes nothing.
	resolve(ctx context.Context, g *Drawing) error
	// compute makes what is drawn, and calls done with cells of a grid as they are known.
	compute(ctx context.Context, g *Drawing, done func(cells []int) error) error
	// takeResults takes over what a drawing of the same document in another appearance has
	// computed.
	takeResults(ctx context.Context, g, from *Drawing) error
	// texts are those of the content that may measure what is computed.
	texts() []namedText
	// subjects returns what lines stand for whose styles the figures of a page share.
	subjects(g *Drawing) []sheet.Subject
	// draw draws what is computed.
	draw(g *Drawing) (render.Figure, error)
	// table returns what is computed as numbers, or ErrNoData.
	table(g *Drawing) (tabular.Table, error)
	// bytes returns about how much memory the content takes.
	bytes(g *Drawing) float64
}

// contentOf returns an empty content for a document.
func contentOf(d document.Document) Content {
	if len(d.Figures) > 0 {
		return &Page{}
	}
	switch d.Kind {
	case "sweep":
		return &Sweep{}
	case "basins":
		return &Basins{}
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
	return &Runs{}
}

// plain has the methods that contents without texts and numbers of their own share.
type plain struct{}

func (plain) texts() []namedText { return nil }

func (plain) subjects(*Drawing) []sheet.Subject { return nil }

func (plain) table(*Drawing) (tabular.Table, error) { return tabular.Table{}, ErrNoData }

func (plain) bytes(g *Drawing) float64 { return g.Plan.Bytes() }

// plotted is a content that is curves and points.
type plotted interface {
	plot(g *Drawing) (chart.XYPlot, error)
}

// drawPlot draws a content that is curves and points.
func drawPlot(p plotted, g *Drawing) (render.Figure, error) {
	plot, err := p.plot(g)
	if err != nil {
		return render.Figure{}, g.undrawableKind(err)
	}
	f, err := plot.Draw(g.Style)
	return f, g.undrawableKind(err)
}

// tablePlot returns the numbers of a content that is curves and points.
func tablePlot(p plotted, g *Drawing) (tabular.Table, error) {
	plot, err := p.plot(g)
	return seriesTable(plot), err
}

// setUsualStyle sets the style of a kind that is looked at in one way.
func (g *Drawing) setUsualStyle() (err error) {
	g.Style, err = g.Document.WithUsualSize().PageStyle()
	return err
}

// onePoint resolves the landscape of a kind that looks at its first start alone; why
// says so of others.
func (g *Drawing) onePoint(ctx context.Context, why string) (setup.Landscape, error) {
	d := g.Document
	if err := g.setUsualStyle(); err != nil {
		return setup.Landscape{}, err
	}
	if err := d.CheckAxes(); err != nil {
		return setup.Landscape{}, err
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
