package drawing

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/cmd/internal/sweep"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/sheet"
)

// Drawing is a Document resolved and, once it is computed, with what came of it.
type Drawing struct {
	Document document.Document
	Style    sheet.Style
	Notes    []string // what was picked, or has no effect

	Plan      runs.Plan // of runs
	Paths     []optimizers.Trajectory
	Ensembles []optimizers.Ensemble // of several seeds
	tuning    *render.Tuning
	view      render.View

	Grid  *sweep.Grid // of a sweep or a basin map
	Parts []*Drawing  // of a page

	size string // in whose units messages have lengths

	Content Content // of a kind that is neither of runs nor a map

	caption  string // of what is computed, if the document has one
	measurer Measurer
	filler   Filler // of what is computed
}

// Resolve resolves the document. It computes no run, and finds all that is wrong
// with it.
func Resolve(ctx context.Context, d document.Document, measurer Measurer) (*Drawing, error) {
	g := &Drawing{Document: d, measurer: measurer}
	d = d.WithUsualSize()
	g.size = d.PageSize()
	if err := d.CheckMoving(); err != nil {
		return nil, err
	}
	err := d.CheckMany()
	switch {
	case err != nil:
		return nil, err
	case len(d.Figures) > 0:
		return g, g.page(ctx)
	case d.IsGrid():
		if g.Grid, err = sweep.GridOf(ctx, d.GridSpec); err != nil {
			return nil, err
		}
		g.Plan, g.Notes = g.Grid.Plan, g.Grid.Notes
		if g.Style, err = (GridContent{g.Grid}).Style(); err != nil {
			return nil, err
		}
		if !(GridContent{g.Grid}).plotted() && !(reflect.ValueOf(d.AxesSpec).IsZero() && d.Curves == nil) {
			return nil, catalog.Usage("axes, marks, lines, slopes and curves are for sweeps over one key of the surface or the start, or with tune over one axis")
		}
		if err := d.CheckAxes(); err != nil {
			return nil, err
		}
		return g, g.checkLaws()
	}
	if g.Content = contentOf(d.Kind); g.Content != nil {
		if g.Style, err = d.PageStyle(); err != nil {
			return nil, err
		}
		return g, g.Content.resolve(ctx, g)
	}
	if g.Plan, err = runs.PlanOf(ctx, d.Untuned()); err != nil {
		return nil, err
	}
	if err = g.Plan.CheckSeeds(); err != nil {
		return nil, err
	}
	if g.view, g.Style, err = runs.ViewOf(d.Spec, g.Plan); err != nil {
		return nil, err
	}
	if err := checkLined(d, g.view.Name); err != nil {
		return nil, err
	}
	if d.Alike && g.view.Name != "trajectory" {
		return nil, catalog.Usage("alike goes with view: trajectory, not %s", g.view.Name)
	}
	if err := cmp.Or(runs.CheckCentre(d.GridSpec.Spec, g.view.Name), g.Plan.CheckExact()); err != nil {
		return nil, catalog.Blame("--over", d.Over, err)
	}
	g.Plan.Thin()
	g.Plan.Principal = g.view.Planar && runs.PlaneName(d.Spec) == document.Planes[0]
	if err := g.Plan.CheckMemory(); err != nil {
		return nil, err
	}
	const colours = 8 // that the runs of a figure have
	if n := len(g.Plan.Runs); n > colours {
		g.Plan.Notes = append(g.Plan.Notes, fmt.Sprintf("%d runs: colours repeat beyond %d; runs of one colour differ in dash and marker", n, colours))
	}
	g.Notes = slices.Concat(g.Plan.Notes, runs.NotesOnView(d.Spec, g.Plan), runs.IdleOfFigure(d.GridSpec.Spec, g.Plan, g.view))
	return g, nil
}

// drawMap draws a map, with what the document notes on it.
func (g *Drawing) drawMap() (render.Figure, error) {
	if !(GridContent{g.Grid}).plotted() {
		return GridContent{g.Grid}.Draw(g.Style)
	}
	p, d := GridContent{g.Grid}.plot(), g.Document
	for _, a := range []struct {
		drawn *chart.XYAxis
		given document.AxisSpec
	}{{&p.X, d.XAxis}, {&p.Y, d.YAxis}} {
		given := axis(d, a.given, a.drawn.Name)
		even := len(a.given.Range) > 0 && a.given.Range[0] <= 0 // which no logarithmic axis has
		given.Log = given.Log || a.drawn.Log && !even
		if len(a.given.Range) == 0 {
			given.Lo, given.Hi = a.drawn.Lo, a.drawn.Hi
		}
		*a.drawn = given
	}
	laws, err := g.laws()
	if err != nil {
		return render.Figure{}, err
	}
	p.Series = append(p.Series, laws...)
	if err := g.annotate(&p); err != nil {
		return render.Figure{}, err
	}
	return p.Draw(g.Style)
}

// page resolves a page of figures, each in the style of its cell.
func (g *Drawing) page(ctx context.Context) error {
	d := g.Document.WithUsualSize()
	var err error
	if g.Style, err = d.PageStyle(); err != nil {
		return err
	}
	g.Style = layout(d).Fit(g.Style, len(d.Figures))
	cell := layout(d).Cell(g.Style, len(d.Figures))
	for i, f := range d.Figures {
		part, err := Resolve(ctx, f, g.measurer)
		if err != nil {
			return &document.PartError{Index: i, Err: err}
		}
		part.fit(cell)
		part.measureIn(g.size)
		for _, n := range part.Notes {
			if !slices.Contains(g.Notes, n) {
				g.Notes = append(g.Notes, n)
			}
		}
		g.Parts = append(g.Parts, part)
	}
	return nil
}

// fit gives a drawing, and those on it, the style of a cell.
func (g *Drawing) fit(cell sheet.Style) {
	g.Style = cell
	if len(g.Parts) > 0 {
		inner := layout(g.Document).Cell(cell, len(g.Parts))
		for _, p := range g.Parts {
			p.fit(inner)
		}
	}
}

// measureIn gives a drawing, and those on it, the size of their page for messages.
func (g *Drawing) measureIn(size string) {
	g.size = size
	for _, p := range g.Parts {
		p.measureIn(size)
	}
}

// layout is how the figures of a page stand on it.
func layout(d document.Document) render.Page {
	p := render.Page{Title: d.GridSpec.Title, Columns: d.Columns}
	for _, f := range d.Figures {
		p.Deep = max(p.Deep, deep(f))
	}
	return p
}

// deep is how many figures stand above each other.
func deep(d document.Document) int {
	if len(d.Figures) == 0 {
		return 1
	}
	p := layout(d)
	return p.Rows(len(d.Figures)) * p.Deep
}

// Iterates is how many there are to compute, of all runs.
func (g *Drawing) Iterates() int { return g.Plan.Steps * len(g.Plan.Runs) * max(1, g.Plan.Seeds) }

// Compute makes the runs, and then the words that tell of them. done hears of the
// cells of a map as they are known; it may be nil.
func (g *Drawing) Compute(ctx context.Context, done func(cells []int) error) error {
	if err := g.compute(ctx, done); err != nil {
		return err
	}
	return g.name(ctx)
}

func (g *Drawing) compute(ctx context.Context, done func(cells []int) error) error {
	for i, p := range g.Parts {
		if err := p.Compute(ctx, done); err != nil {
			return &document.PartError{Index: i, Err: err}
		}
	}
	if len(g.Parts) > 0 {
		return nil
	}
	if g.Grid != nil {
		if done == nil {
			done = func([]int) error { return nil }
		}
		return g.Grid.Compute(ctx, g.Grid.Missing(sweep.Shard{}), done)
	}
	if g.Content != nil {
		return g.Content.compute(ctx)
	}
	var err error
	if g.tuning, err = g.Plan.Tune(ctx, g.Document.Tune); err != nil {
		return err
	}
	if g.Paths, err = g.Plan.Trace(ctx); err != nil {
		return err
	}
	g.Ensembles, err = g.Plan.Ensembles(ctx)
	return err
}

// Figure draws what is computed.
func (g *Drawing) Figure() (render.Figure, error) {
	switch {
	case len(g.Parts) > 0:
		var figures []render.Figure
		for _, p := range g.Parts {
			f, err := p.Figure()
			if err != nil {
				return f, err
			}
			figures = append(figures, f)
		}
		f, err := layout(g.Document).Draw(figures, g.Style)
		if err != nil {
			return f, g.undrawable("the page", err)
		}
		return f, nil
	case g.Grid != nil:
		f, err := g.drawMap()
		if err != nil {
			return f, g.undrawable("the map", err)
		}
		return f, nil
	}
	if g.Content != nil {
		f, err := g.Content.figure(g)
		if err != nil {
			return f, g.undrawable("kind "+g.Document.Kind, err)
		}
		return f, nil
	}
	if g.Document.Until != nil {
		return g.until()
	}
	scene, err := g.scene()
	if err != nil {
		return render.Figure{}, err
	}
	f, err := g.view.Draw(scene, g.Style)
	if err != nil {
		return f, g.undrawable("the "+g.view.Name+" view", err)
	}
	return f, nil
}

// scene is what there is to draw of runs.
func (g *Drawing) scene() (render.Scene, error) {
	scene, err := g.Plan.Scene(g.Document.Spec, g.Paths, g.Ensembles)
	if err != nil {
		return scene, err
	}
	scene.Tuning, scene.Alike = g.Plan.TuningWords(g.tuning, g.Document.Tune, g.Document.Speaker()), g.Document.Alike
	scene.Lines, err = g.lines()
	return scene, err
}

// Undrawable says what could not be drawn, with lengths in the units of a size. Drawing
// reads and writes nothing: what it refuses is in what it was asked for.
func Undrawable(what string, err error, size string, dpi float64) error {
	var small *sheet.SizeError
	if errors.As(err, &small) {
		err = sizeError(small, size, dpi)
	}
	return catalog.Usage("cannot draw %s: %w", what, err)
}

// undrawable is Undrawable in the drawing's units.
func (g *Drawing) undrawable(what string, err error) error {
	return Undrawable(what, err, g.size, g.Style.DPI)
}
