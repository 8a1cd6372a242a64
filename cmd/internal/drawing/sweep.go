package drawing

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/sweep"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/words"
)

// Sweep is the content of a sweep: a heat map, or curves.
type Sweep struct {
	*sweep.Sweep
	cells
	beside []*Sweep // heat maps of the page that share the colours
}

// resolve resolves the document's sweep and its style. It also checks what the document
// notes on the axes, which only curves can have.
func (m *Sweep) resolve(ctx context.Context, g *Drawing) (err error) {
	if m.Sweep, err = sweep.SweepOf(ctx, g.Document.GridSpec); err != nil {
		return err
	}
	m.cells = cells{m.Grid}
	if err := m.resolveStyle(g); err != nil {
		return err
	}
	if !m.isCurve() {
		return m.checkMap(g)
	}
	if err := g.Document.CheckAxes(); err != nil {
		return err
	}
	return m.checkLaws(g)
}

// checkMap refuses what neither a heat map nor the curves of a sweep over one axis have.
func (m *Sweep) checkMap(g *Drawing) error {
	err := catalog.Usage("slopes and curves are for sweeps over one key of the surface or the start, or with tune over one axis")
	switch d := g.Document; {
	case len(d.Curves) > 0:
		return document.InCurve(0, err)
	case len(d.Slopes) > 0:
		return d.BlameSlope(0, err)
	}
	if err := g.Document.CheckAxes(); err != nil || len(m.Y.Values) == 0 {
		return err
	}
	return g.checkMapAxes("a sweep over two axes", "its ends are those of --x and --y")
}

func (m *Sweep) draw(g *Drawing) (render.Figure, error) {
	if m.isCurve() {
		f, err := m.drawCurves(g)
		return f, g.undrawable("the map", err)
	}
	h := m.heatMap()
	h.Beside = m.valuesBeside()
	var err error
	if h.XAxis, h.YAxis, err = g.axes("", ""); err != nil {
		return render.Figure{}, err
	}
	if h.Notes, err = g.notes(); err != nil {
		return render.Figure{}, err
	}
	f, err := h.Draw(g.Style)
	return f, g.undrawable("the map", err)
}

// heatMap returns the heat map of a sweep.
func (m *Sweep) heatMap() chart.HeatMap {
	l := m.Spec.Speaker()
	what, floor := m.quantity(l)
	h := chart.HeatMap{Title: m.Spec.Title, Note: m.note(l), Brief: strings.Join(brief(m.Grid, m.TriedRates != nil), sheet.Separator), What: what, X: mapAxis(m.Grid, m.X), Y: mapAxis(m.Grid, m.Y), Shares: m.Misclassified != "", Unranked: m.Misclassified == "train-error", Factors: m.WithoutRuns, ByRow: m.Y.VariesProblem() && !m.X.VariesProblem()}
	if h.Title == "" {
		h.Title = titled(m.Grid, what)
	}
	n := m.Cells() / len(m.Panels)
	for i, p := range m.Panels {
		panel := chart.HeatPanel{Title: l.Decimals(p.Title), Subject: lineSubject(m.Grid, p), Lines: m.stabilityEdges(i)}
		for c := i * n; c < (i+1)*n; c++ {
			v := m.Value(c) - floor
			if v < 0 && v > -1e-9*math.Abs(floor) { // rounding
				v = 0
			}
			panel.Values = append(panel.Values, v)
		}
		h.Panels = append(h.Panels, panel)
	}
	return h
}

// quantity returns the name of the quantity that a sweep shows, and the zero of its scale:
// the infimum of the loss where it is known, and otherwise 0.
func (m *Sweep) quantity(l words.Language) (string, float64) {
	var what string
	switch m.Metric.Kind {
	case optimizers.BestLoss:
		what = l.LowestLoss()
	case optimizers.TailLoss:
		what = l.TailLoss(m.Metric.Last)
	case optimizers.StepsTo:
		tol := tolerance(m.Spec.Metric)
		if m.Metric.Floor != 0 {
			return l.StepsAbove(tol), 0
		}
		return l.StepsToLoss(tol), 0
	case optimizers.StepsBeyond:
		return l.StepsBeyond(fmt.Sprint("x", m.Metric.Coord+1), catalog.FormatNumber(m.Metric.Limit)), 0
	case optimizers.ValidationLoss:
		return l.FinalValidation(), 0
	default:
		what = l.FinalLoss()
	}
	switch m.Misclassified {
	case "error":
		return l.ErrorHeldOut(), 0
	case "train-error":
		return l.ErrorTraining(), 0
	}
	if m.WithoutRuns {
		return l.ConvergenceRate(), 0
	}
	if f := m.Meta.Infimum; !m.VariesSurface() && !m.Spec.Redraw && !m.VariesPenalty() && f != 0 && !math.IsNaN(f) && !math.IsInf(f, 0) {
		return l.AboveInfimum(what), f
	}
	return what, 0
}

// tolerance returns the loss that a metric asks for, as plain text: 10⁻⁶ of steps:1e-6, and
// 10⁻³ f₀ of steps:1e-3*f0.
func tolerance(metric string) string {
	_, typed, _ := strings.Cut(strings.ToLower(metric), ":")
	number, ofFirst := strings.CutSuffix(typed, "*f0")
	if v, err := catalog.ParseNumber(number); err == nil {
		number = scale.Exact(v)
	}
	if ofFirst {
		return number + " f₀"
	}
	return number
}

// countsSteps reports whether the sweep shows numbers of steps.
func (m *Sweep) countsSteps() bool {
	return m.Metric.Kind == optimizers.StepsTo || m.Metric.Kind == optimizers.StepsBeyond
}

// anyNever reports whether a cell has no finite value.
func (m *Sweep) anyNever() bool {
	for c := range m.Cells() {
		if v := m.Value(c); math.IsNaN(v) || math.IsInf(v, 0) {
			return true
		}
	}
	return false
}

// note returns the facts about a sweep that its title leaves out, as markup.
func (m *Sweep) note(l words.Language) string {
	return strings.Join(append(common(m.Grid, m.TriedRates != nil, mostDefined), escaped(m.how(l))...), sheet.Separator)
}

// how returns how the cells were computed, a part of the subtitle each.
func (m *Sweep) how(l words.Language) []string {
	if m.WithoutRuns {
		return []string{l.WithoutRuns()}
	}
	parts := sharedNotes(m.Grid)
	if m.countsSteps() && !m.anyNever() {
		parts = parts[1:] // the budget of steps says nothing where all runs arrive
	}
	switch {
	case m.Seeds > 1:
		parts = append(parts, l.CentreOf(l.Centre(m.Spec.Over), m.Seeds))
	case m.Spec.Over == document.Expected:
		parts = append(parts, l.ExactlyExpected())
	}
	if n := len(m.TriedRates); n > 0 {
		parts = append(parts, l.BestOfRates(n, catalog.FormatNumber(m.TriedRates[0]), catalog.FormatNumber(m.TriedRates[n-1])))
	}
	return slices.DeleteFunc(parts, func(p string) bool { return p == "" })
}

// stabilityEdges returns the edge of stability as a line in a panel, or nil where the edge
// is not known in all rows or columns.
func (m *Sweep) stabilityEdges(panel int) []chart.MapLine {
	if m.VariesSurface() || m.Spec.Redraw {
		return nil
	}
	var line chart.MapLine
	add := func(i, j int) bool {
		e, ok := m.Edge(panel, i, j)
		if !ok {
			return false
		}
		x, y := e, 0.0
		if len(m.Y.Values) > 0 {
			y = m.Y.Values[j]
		}
		if m.Y.Kind == sweep.RateKey && len(m.Y.Values) > 0 {
			x, y = m.X.Values[i], e
		}
		line.X, line.Y = append(line.X, x), append(line.Y, y)
		return true
	}
	switch {
	case m.X.Kind == sweep.RateKey:
		for j := range max(1, len(m.Y.Values)) {
			if !add(0, j) {
				return nil
			}
		}
	case len(m.Y.Values) > 0 && m.Y.Kind == sweep.RateKey:
		for i := range m.X.Values {
			if !add(i, 0) {
				return nil
			}
		}
	default:
		return nil
	}
	line.Label = m.edgeLabel(panel)
	return []chart.MapLine{line}
}

// edgeLabel returns the edge as a formula where a short formula exists, and otherwise its
// name.
func (m *Sweep) edgeLabel(panel int) string {
	for _, k := range m.AxisParams() {
		if k.Kind == sweep.RuleKey && k.Key != "momentum" {
			return m.Spec.Speaker().EdgeOfStability()
		}
	}
	switch r := m.Panels[panel].Run.Optimizer.(type) {
	case optimizers.SGD:
		if r.WeightDecay == 0 {
			return "$η = 2 / λ_{max}$"
		}
	case optimizers.Momentum:
		if r.WeightDecay == 0 && r.Dampening == 0 {
			return "$η = (2 + 2 β) / λ_{max}$"
		}
	}
	return m.Spec.Speaker().EdgeOfStability()
}
