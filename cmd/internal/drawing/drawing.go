package drawing

import (
	"context"
	"errors"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/terrain"
)

// Drawing is a Document resolved and, once it is computed, with its results.
type Drawing struct {
	Document document.Document
	Style    sheet.Style
	Notes    []string  // what was picked, or has no effect
	Plan     runs.Plan // the landscape, and the runs, of a kind that has them
	Content  Content

	size     string // in whose units messages have lengths
	note     string // in the subtitle, as markup
	subtitle string // in place of the usual one, as markup
	caption  string // of what is computed, if the document has one
	measurer Measurer
	filler   Filler // of what is computed

	whole   *Drawing // the page of which only some figures are drawn, nil of all others
	figures []int    // these figures of whole, from 1 in reading order
}

// Resolve resolves the document. It computes no run, and finds all that is wrong
// with it.
func Resolve(ctx context.Context, d document.Document, measurer Measurer) (*Drawing, error) {
	d, _, err := d.ReadThemes(ctx)
	if err != nil {
		return nil, err
	}
	if len(d.Only) > 0 {
		return resolveOnly(ctx, d, measurer)
	}
	g := &Drawing{Document: d, measurer: measurer}
	d = d.WithUsualSize()
	g.size = d.PageSize()
	if err := d.CheckMoving(); err != nil {
		return nil, err
	}
	if err := d.CheckMany(); err != nil {
		return nil, err
	}
	g.Content = contentOf(d)
	if err := g.Content.resolve(ctx, g); err != nil {
		return nil, err
	}
	if err := g.Style.CheckLogo(); err != nil {
		return nil, d.Theme.BlameLogo(err)
	}
	g.Notes = append(g.Notes, g.Style.Theme.Remarks()...)
	return g, nil
}

// Iterates returns how many there are to compute, of all runs.
func (g *Drawing) Iterates() int { return g.Plan.Steps * len(g.Plan.Runs) * max(1, g.Plan.Seeds) }

// Compute makes the runs, and then fills the texts that tell of them. It calls done, which may
// be nil, with cells of a grid as they are known.
func (g *Drawing) Compute(ctx context.Context, done func(cells []int) error) error {
	if done == nil {
		done = func([]int) error { return nil }
	}
	if g.whole != nil {
		return g.afterWhole(func(whole *Drawing) error { return whole.Compute(ctx, done) })
	}
	if err := g.Content.compute(ctx, g, done); err != nil {
		return err
	}
	g.sharePalette()
	g.shareLosses()
	if err := g.shareMaps(); err != nil {
		return err
	}
	return g.name(ctx)
}

// Restyled resolves the drawing's document in another appearance, and takes over what the
// drawing has computed: runs, and the cells of a grid, do not depend on a theme, a
// size or a language. from is the one that the drawing was made from.
func (g *Drawing) Restyled(ctx context.Context, from document.Document, l document.Appearance) (*Drawing, error) {
	restyled, err := Resolve(ctx, from.Restyled(l), g.measurer)
	if err != nil {
		return nil, err
	}
	return restyled, restyled.takeResults(ctx, g)
}

// takeResults takes over the results of from, a computed drawing of the same document,
// and then measures the words that tell of them.
func (g *Drawing) takeResults(ctx context.Context, from *Drawing) error {
	if g.whole != nil {
		return g.afterWhole(func(whole *Drawing) error { return whole.takeResults(ctx, from.whole) })
	}
	if err := g.Content.takeResults(ctx, g, from); err != nil {
		return err
	}
	g.sharePalette()
	g.shareLosses()
	if err := g.shareMaps(); err != nil {
		return err
	}
	return g.name(ctx)
}

// Figure draws what is computed.
func (g *Drawing) Figure() (render.Figure, error) {
	g = g.saying()
	if g.Style.PageHeight == 0 && g.Parts() == nil && g.freeHeight() {
		g = g.in(g.withoutSpare())
	}
	return g.Content.draw(g)
}

// in returns the drawing in a style.
func (g *Drawing) in(style sheet.Style) *Drawing {
	styled := *g
	styled.Style = style
	return &styled
}

// saying returns the drawing in a style with what the document says in place of the usual texts: that
// of a page may have texts of the page.
func (g *Drawing) saying() *Drawing {
	d, style := g.Document, g.Style
	style.Note, style.Untitled, style.Unnamed, style.Subtitle = g.note, d.NoTitle, d.Legend == document.None, nil
	if d.NoSubtitle || d.GridSpec.Subtitle != "" {
		style.Subtitle = &g.subtitle
	}
	return g.in(style)
}

// smallPart is the resolution, as a part of the usual one, at which figures are measured: texts
// and boxes do not depend on the resolution.
const smallPart = 1.0 / 12

// freeHeight reports whether a figure may be lower than usual: on paper, unless its size is given.
func (g *Drawing) freeHeight() bool {
	return g.Style.Theme.Text.Least > 0 && g.Document.Size == "" && g.Style.Film == nil
}

// withoutSpare returns the style of a figure without the height that maps leave empty because
// they fill the width.
func (g *Drawing) withoutSpare() sheet.Style {
	whole := g.Style
	var m sheet.Alignment
	small := smaller(whole)
	small.Collected, small.Audit = &m, nil
	if _, err := g.Content.draw(g.in(small)); err == nil || errors.As(err, new(*sheet.SizeError)) {
		return whole.Lowered(m.Spare)
	}
	return whole
}

// smaller returns a style in which figures are measured.
func smaller(s sheet.Style) sheet.Style {
	s.Width, s.Height, s.PageHeight, s.DPI = smallPart*s.Width, smallPart*s.Height, smallPart*s.PageHeight, smallPart*s.DPI
	return s
}

// Bytes returns about how much memory the figure takes, without its pixels: iterates of
// all runs, losses of all replicates, cells of grids.
func (g *Drawing) Bytes() float64 {
	if g.whole != nil {
		return g.whole.Bytes()
	}
	return g.Content.bytes(g)
}

// undrawable says what could not be drawn, with lengths in the units of the drawing's size;
// nil of no error. Drawing reads and writes nothing: what it refuses is in what it was asked
// for.
func (g *Drawing) undrawable(what string, err error) error {
	if err == nil {
		return nil
	}
	var axis *sheet.AxisError
	if errors.As(err, &axis) {
		flag, given := "--x-axis", g.Document.XAxis
		if axis.Axis == "y" {
			flag, given = "--y-axis", g.Document.YAxis
		}
		return catalog.Blame(flag, given.String(), axis.Err)
	}
	var levels *terrain.LevelsError
	if errors.As(err, &levels) {
		return catalog.Blame("--levels", g.Document.Levels.String(), levels)
	}
	var slope *chart.SlopeError
	if errors.As(err, &slope) && slope.Index < len(g.Document.Slopes) {
		return g.Document.BlameSlope(slope.Index, slope.Err)
	}
	var line *chart.LineError
	if errors.As(err, &line) && line.Index < len(g.Document.Lines) {
		return g.Document.BlameLine(line.Index, line.Err)
	}
	var inset *render.InsetError
	if errors.As(err, &inset) && g.Document.Inset != nil {
		return catalog.Blame("--inset", g.Document.Inset.String(), inset.Err)
	}
	var small *sheet.SizeError
	if errors.As(err, &small) {
		err = sizeError(small, g.size, g.Style.DPI)
	}
	return catalog.Usage("cannot draw %s: %w", what, err)
}

// undrawableKind returns undrawable of a kind that is called by its name.
func (g *Drawing) undrawableKind(err error) error { return g.undrawable("kind "+g.Document.Kind, err) }
