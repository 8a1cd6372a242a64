package drawing

import (
	"cmp"
	"math"
	"slices"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/pattern"
	"github.com/optviz/optviz/cmd/internal/sweep"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/typeset"
)

// isCurve reports whether the sweep is drawn as curves without a best value: it varies one
// key of the surface or of the start, which nobody chooses, tunes the rates at each value, or
// shows what a penalty does on held-out examples beside what it does in training.
func (m *Sweep) isCurve() bool {
	heldOut := m.VariesPenalty() && (m.Misclassified == "error" || m.Metric.Kind == optimizers.ValidationLoss)
	return (m.VariesSurface() || m.X.Kind == sweep.StartKey || m.TriedRates != nil || heldOut) && len(m.Y.Values) == 0
}

// mostMarked is the largest number of values of a curve that have markers.
const mostMarked = 50

// drawCurves draws a sweep as curves, with the axes and marks that the document asks for.
func (m *Sweep) drawCurves(g *Drawing) (render.Figure, error) {
	p := m.curves()
	x, y, err := g.axes(p.X.Name, p.Y.Name)
	if err != nil {
		return render.Figure{}, err
	}
	p.X, p.Y = filledAxis(x, p.X), filledAxis(y, p.Y)
	laws, err := m.lawSeries(g)
	if err != nil {
		return render.Figure{}, err
	}
	p.Series = append(p.Series, laws...)
	if err := g.annotate(&p); err != nil {
		return render.Figure{}, err
	}
	return p.Draw(g.Style)
}

// filledAxis returns an axis that is given, with what it leaves out as in the usual one. No
// logarithmic axis has an end of 0 or below.
func filledAxis(given, usual chart.Axis) chart.Axis {
	if given.Lo == 0 && given.Hi == 0 {
		given.Lo, given.Hi = usual.Lo, usual.Hi
	}
	if !(given.Lo <= 0 && given.Lo < given.Hi) {
		given.Scale = cmp.Or(given.Scale, usual.Scale)
	}
	given.Values = usual.Values
	return given
}

// curves returns the plot of a sweep for which isCurve is true.
func (m *Sweep) curves() chart.XYPlot {
	h := m.heatMap()
	p := chart.XYPlot{
		Title: h.Title, Note: h.Note, Brief: h.Brief,
		X: chart.Axis{Name: h.X.Name, Values: m.fewValues()}, Y: chart.Axis{Name: typeset.Escape(h.What)},
	}
	least, most := math.Inf(1), 0.0
	kind := chart.AsMarked
	if len(h.X.Values) > mostMarked {
		kind = chart.AsLine
	}
	for i, panel := range h.Panels {
		s := chart.Series{Label: typeset.Escape(panel.Title), Subject: panel.Subject, X: h.X.Values, Y: panel.Values, Kind: kind}
		seen := false
		for _, v := range panel.Values {
			if !math.IsNaN(v) && !math.IsInf(v, 0) {
				seen, least, most = true, math.Min(least, v), math.Max(most, v)
			}
		}
		if seen {
			p.Series = append(p.Series, m.withTraining(i, s)...)
		}
	}
	const decade = 10
	if h.X.Log {
		p.X.Scale = scale.AsLog
	}
	if !h.Shares && least > 0 && most >= decade*least {
		p.Y.Scale = scale.AsLog
	}
	if h.Shares {
		p.Y.Lo, p.Y.Hi = 0, 1
	}
	return p
}

// fewValues returns the values of the horizontal axis if they are few enough for a tick at each.
func (m *Sweep) fewValues() []float64 {
	const most = 6
	if values := m.X.Values; len(values) <= most && slices.IsSorted(values) {
		return values
	}
	return nil
}

// withTraining returns the series of a panel's errors on held-out examples, after the series
// of its errors on training examples, where it has one.
func (m *Sweep) withTraining(panel int, held chart.Series) []chart.Series {
	at := slices.Index(m.Columns, sweep.TrainError)
	if at < 0 {
		return []chart.Series{held}
	}
	s := chart.Series{Label: m.Spec.Speaker().Training(), Subject: held.Subject, X: held.X, Kind: held.Kind}
	held.Same = true
	if len(m.Panels) > 1 {
		s.Label = held.Label + ": " + s.Label
	}
	for i := range held.X {
		s.Y = append(s.Y, m.Row(panel*len(held.X) + i)[at])
	}
	return []chart.Series{s, held}
}

// measurePattern matches a measure in a formula.
var measurePattern = pattern.Lazy(`{{.*?}}`)

// resolveLaw resolves a curve that the document adds to a sweep, such as a predicted law.
// The function measure replaces the measures in the formula by numbers.
func (m *Sweep) resolveLaw(d document.Document, c document.CurveSpec, measure func(string) (string, error)) (Curve, error) {
	if c.Formula == "" {
		return Curve{}, catalog.Usage("a curve on a sweep is of a formula")
	}
	var err error
	if c.Formula, err = measure(c.Formula); err != nil {
		return Curve{}, err
	}
	low, high := d.XAxis.Range.EndsOr(m.X.Values[0], m.X.Values[len(m.X.Values)-1])
	d.XAxis.Range = document.AxisRange{low, high}
	if m.X.Log && d.XAxis.Kind() == scale.AsUsual {
		d.XAxis.Scale = scale.AsLog.String()
	}
	return resolveCurve(d, c)
}

// checkLaws checks the added curves of a sweep before the sweep is computed.
func (m *Sweep) checkLaws(g *Drawing) error {
	for i, c := range g.Document.Curves {
		if _, err := m.resolveLaw(g.Document, c, func(text string) (string, error) {
			err := g.Document.CheckMeasuring(text, document.Languages[0])
			return measurePattern().ReplaceAllString(text, "1"), err
		}); err != nil {
			return document.InCurve(i, err)
		}
	}
	return nil
}

// lawSeries returns the series of the added curves.
func (m *Sweep) lawSeries(g *Drawing) ([]chart.Series, error) {
	f := Functions{}
	for i, c := range g.Document.Curves {
		one, err := m.resolveLaw(g.Document, c, func(text string) (string, error) { return g.filler.Fill(text, document.Languages[0]) })
		if err != nil {
			return nil, document.InCurve(i, err)
		}
		f.Curves = append(f.Curves, one)
	}
	f.evaluate()
	return f.series(g)
}
