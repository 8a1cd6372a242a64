package drawing

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/cmd/internal/tabular"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/surfaces/data"
	"github.com/optviz/optviz/surfaces/formula"
)

// Functions is the content of curves.
type Functions struct {
	plain
	Curves []Curve
}

// Curve is a CurveSpec resolved, and computed.
type Curve struct {
	Formula *formula.Formula // nil for data
	X, Y    []float64
	as      chart.SeriesKind
	look    optimizers.Optimizer // whose line style the curve has; nil: the next free colour
}

// samples of a formula all along the axis.
const samples = 601

// mostWhole is how many whole numbers an axis may have for a formula to be taken
// at each.
const mostWhole = 10_000

func (f *Functions) resolve(ctx context.Context, g *Drawing) error {
	d := g.Document
	if err := g.setUsualStyle(); err != nil {
		return err
	}
	if len(d.Curves) == 0 {
		return catalog.Usage("kind: functions needs curves, as in curves: [{formula: x^2}] with x-axis: {range: [0, 1]}")
	}
	if err := d.CheckAxes(); err != nil {
		return err
	}
	for i, c := range d.Curves {
		one, err := resolveCurve(d, c)
		if err == nil && c.File != "" {
			one.X, one.Y, err = readCurve(ctx, d, c.File)
		}
		if err != nil {
			return document.InCurve(i, err)
		}
		f.Curves = append(f.Curves, one)
	}
	return nil
}

// resolveCurve resolves a curve.
func resolveCurve(d document.Document, c document.CurveSpec) (Curve, error) {
	var out Curve
	if err := d.CheckMeasures(c.Label, c.Detail); err != nil {
		return out, &catalog.Error{Err: err}
	}
	given := 0
	for _, is := range []bool{c.Formula != "", c.X != nil || c.Y != nil, c.File != ""} {
		if is {
			given++
		}
	}
	if given != 1 {
		return out, catalog.Usage("one of formula, x with y, and file is wanted")
	}
	if out.as = chart.SeriesKind(max(0, slices.Index(document.SeriesKinds, c.As))); c.As == "" && c.At != nil {
		out.as = chart.AsMarked
	} else if c.As != "" && !slices.Contains(document.SeriesKinds, c.As) {
		return out, catalog.Blame("as", c.As, catalog.Unknown("as", c.As, document.SeriesKinds))
	}
	if c.Look != "" {
		i := slices.IndexFunc(optimizers.Catalog(), func(e optimizers.Entry) bool { return e.Name == c.Look })
		if i < 0 {
			return out, catalog.Blame("look", c.Look, errors.New("is no optimizer"))
		}
		out.look = optimizers.Catalog()[i].Rule
	}
	switch {
	case c.Formula != "":
		return out, readCurveOf(d, &out, c)
	case c.At != nil:
		return out, catalog.Blame("at", catalog.JoinNumbers(c.At), errors.New("goes with a formula"))
	case c.File != "":
		return out, nil // resolve reads the file
	case len(c.X) != len(c.Y):
		return out, catalog.Usage("%s of x and %d of y", catalog.Count(len(c.X), "value"), len(c.Y))
	}
	out.X, out.Y = c.X, c.Y
	return out, nil
}

// readCurveOf reads a curve's formula and where it is taken.
func readCurveOf(d document.Document, out *Curve, c document.CurveSpec) error {
	s := setup.Setup{Formula: c.Formula, Params: d.Params}
	f, err := formula.Parse(c.Formula, d.Params)
	if err != nil {
		return s.BlameFormula(err)
	}
	if f.Meta().Dim != 1 {
		return catalog.Blame("formula", c.Formula, fmt.Errorf("is of %d variables; a curve is of x alone", f.Meta().Dim))
	}
	out.Formula = f
	if out.X = c.At; c.At == nil {
		if d.XAxis.Range.IsOpen() {
			return catalog.Usage("a formula needs at, the places where it is taken, or an x-axis with a range of two ends")
		}
		low, high := d.XAxis.Range[0], d.XAxis.Range[1]
		if !d.XAxis.Whole || high-low > mostWhole {
			out.X = spacedOn(d.XAxis.Kind(), low, high)
			return nil
		}
		for x := math.Ceil(low); x <= high; x++ {
			out.X = append(out.X, x)
		}
		if out.X == nil {
			return catalog.Blame("--x-axis", d.XAxis.String(), errors.New("has no whole number"))
		}
	}
	return nil
}

// spacedOn returns the places at which a formula is taken, evenly spaced on an axis of a kind.
func spacedOn(kind scale.Kind, low, high float64) []float64 {
	if kind != scale.AsSymmetric {
		return catalog.SpacedValues(low, high, samples, kind == scale.AsLog)
	}
	axis, out := kind.Between(low, high, scale.NewExtent(low, high)), make([]float64, samples)
	for i := range out {
		out[i] = scale.ValueAt(axis, float64(i)/(samples-1))
	}
	out[0], out[samples-1] = low, high
	return out
}

// readCurve reads the two columns of a CSV, with a header or without.
func readCurve(ctx context.Context, d document.Document, path string) (x, y []float64, err error) {
	set, err := data.Load(d.Opener(ctx), path, "")
	if err != nil {
		return nil, nil, catalog.Blame("file", path, err)
	}
	if n := set.Dim(); n != 1 {
		return nil, nil, catalog.Blame("file", path, fmt.Errorf("has %d columns; 2 are wanted, x and y", n+1))
	}
	return set.X.RawMatrix().Data, set.Y, nil
}

func (f *Functions) compute(context.Context, *Drawing, func([]int) error) error {
	f.evaluate()
	return nil
}

func (f *Functions) takeResults(ctx context.Context, g, _ *Drawing) error {
	return f.compute(ctx, g, nil)
}

// evaluate takes the values of the formulas.
func (f *Functions) evaluate() {
	for i, c := range f.Curves {
		if c.Formula == nil {
			continue
		}
		f.Curves[i].Y = make([]float64, len(c.X))
		for k, x := range c.X {
			f.Curves[i].Y[k] = c.Formula.Func([]float64{x})
		}
	}
}

func (f *Functions) draw(g *Drawing) (render.Figure, error) { return drawPlot(f, g) }

func (f *Functions) table(g *Drawing) (tabular.Table, error) { return tablePlot(f, g) }

func (f *Functions) plot(g *Drawing) (chart.XYPlot, error) {
	d := g.Document
	p := chart.XYPlot{Title: d.GridSpec.Title}
	var err error
	if p.X, p.Y, err = g.axes("$x$", " "); err != nil {
		return p, err
	}
	if p.Series, err = f.series(g); err != nil {
		return p, err
	}
	return p, g.annotate(&p)
}

// series returns the curves as they are drawn.
func (f *Functions) series(g *Drawing) ([]chart.Series, error) {
	var all []chart.Series
	for i, c := range f.Curves {
		s := g.Document.Curves[i]
		var words [2]string
		for k, t := range []document.Text{s.Label, s.Detail} {
			var err error
			if words[k], err = g.words(t); err != nil {
				return nil, document.InCurve(i, err)
			}
		}
		all = append(all, chart.Series{Label: words[0], Detail: words[1], Subject: f.subject(g, i), Same: s.Same, X: c.X, Y: c.Y, Kind: c.as})
	}
	return all, nil
}

// Curve returns a curve of the drawing, counted from 1.
func (g *Drawing) Curve(number int) (Curve, error) {
	f, ok := g.Content.(*Functions)
	if !ok || number < 1 || number > len(f.Curves) {
		return Curve{}, fmt.Errorf("no curve %d", number)
	}
	return f.Curves[number-1], nil
}

// CurveValue returns the value of a curve, counted from 1, at x: of a formula, or of data
// that has that x.
func (g *Drawing) CurveValue(number int, x float64) (float64, error) {
	c, err := g.Curve(number)
	if err != nil {
		return 0, err
	}
	if c.Formula != nil {
		return c.Formula.Func([]float64{x}), nil
	}
	if i := slices.Index(c.X, x); i >= 0 {
		return c.Y[i], nil
	}
	return 0, fmt.Errorf("curve %d has no value at %g", number, x)
}
