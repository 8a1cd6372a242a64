package drawing

import (
	"fmt"
	"math"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/cmd/internal/sweep"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
)

// GridContent is a map with the ways to draw it.
type GridContent struct{ *sweep.Grid }

// Draw draws a map of which all cells are known.
func (m GridContent) Draw(style sheet.Style) (render.Figure, error) {
	if m.Spec.Kind == "basins" {
		return m.basinMap().Draw(style)
	}
	if m.plotted() {
		return m.plot().Draw(style)
	}
	return m.heatMap().Draw(style)
}

// Style is how the map looks.
func (m GridContent) Style() (sheet.Style, error) {
	_, style, err := runs.ViewOf(m.Spec.Document().WithUsualSize().Spec, m.Plan)
	return style, err
}

// heatMap is a sweep as it is drawn.
func (m GridContent) heatMap() chart.HeatMap {
	what, floor := m.what()
	h := chart.HeatMap{Title: m.Spec.Title, Note: m.note(), What: what, X: m.drawn(m.X), Y: m.drawn(m.Y), Shares: m.Misclassified != "", Unranked: m.Misclassified == "train-error", ByRow: m.Y.VariesProblem() && !m.X.VariesProblem()}
	if h.Title == "" {
		h.Title = m.titled(what)
	}
	n := m.Cells() / len(m.Panels)
	for i, p := range m.Panels {
		panel := chart.HeatPanel{Title: p.Title, Optimizer: p.Run.Name, Lines: m.edges(i)}
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

// what says in words what a sweep shows, and from where it is measured: the
// infimum of the loss, where it is known.
func (m GridContent) what() (string, float64) {
	var what string
	switch m.Metric.Kind {
	case optimizers.BestLoss:
		what = "lowest loss"
	case optimizers.TailLoss:
		what = "mean loss of the last " + catalog.Count(m.Metric.Last, "iterate")
	case optimizers.StepsTo:
		_, tol, _ := strings.Cut(m.Spec.Metric, ":") // as it was typed
		tol = strings.Replace(strings.ToLower(tol), "*f0", " f₀", 1)
		if m.Metric.Floor != 0 {
			return "steps to f − f* ≤ " + tol, 0
		}
		return "steps to a loss of " + tol, 0
	case optimizers.StepsBeyond:
		return fmt.Sprintf("steps until |x%d| > %s", m.Metric.Coord+1, catalog.FormatNumber(m.Metric.Limit)), 0
	case optimizers.ValidationLoss:
		return "final validation loss", 0
	default:
		what = "final loss"
	}
	switch m.Misclassified {
	case "error":
		return "error rate on examples held out", 0
	case "train-error":
		return "error rate on training examples", 0
	}
	if m.WithoutRuns {
		return "rate of convergence per step", 0
	}
	if f := m.Meta.Infimum; !m.VariesSurface() && !m.Spec.Redraw && !m.VariesPenalty() && f != 0 && !math.IsNaN(f) && !math.IsInf(f, 0) {
		return what + " − f*", f
	}
	return what, 0
}

// note says what a map's title does not.
func (m GridContent) note() string {
	if m.WithoutRuns {
		return "by the curvatures at the minimum, without runs"
	}
	parts := []string{catalog.Count(m.Steps, "step")}
	if seen := m.seenAlike(); seen != "" {
		parts = append(parts, seen)
	}
	switch {
	case m.Seeds > 1 && m.Spec.Kind == "basins":
		parts = append(parts, catalog.Count(m.Seeds, "seed"))
	case m.Seeds > 1:
		parts = append(parts, fmt.Sprintf("%s of %d seeds", m.Spec.Over, m.Seeds))
	case m.Spec.Over == document.Expected:
		parts = append(parts, "exactly expected")
	}
	if n := len(m.TriedRates); n > 0 {
		parts = append(parts, fmt.Sprintf("the best of %d rates from %s to %s", n, catalog.FormatNumber(m.TriedRates[0]), catalog.FormatNumber(m.TriedRates[n-1])))
	}
	return strings.Join(parts, ", ")
}

// seenAlike says in words what the steps of all cells see of the loss.
func (m GridContent) seenAlike() string {
	s := m.FirstCell()
	for _, k := range m.AxisParams() {
		switch k.Key {
		case "noise":
			s.Noise = 0
		case "batch":
			s.Batches = nil
		case "clip":
			s.Clip = 0
		}
	}
	if m.Spec.Over == document.Expected {
		return runs.Sees(s, m.Landscape)
	}
	seen := runs.NoiseSeen(s, m.Landscape)
	if m.IsRandom() && !runs.SeesAtRandom(s, m.Landscape) {
		seed := fmt.Sprintf("seed %d", s.Seed)
		if seen != "" {
			seed = seen + ", " + seed
		}
		return seed
	}
	return seen
}

// axisNames are the names of keys that have a customary letter, as markup.
var axisNames = map[string]string{
	"lr": "learning rate $η$", "momentum": "momentum $β$", "beta1": "$β_1$", "beta2": "$β_2$", "eps": "$ε$", "noise": "noise $σ$",
	"batch": "batch size", "gamma": "$γ$", "rho": "$ρ$", "alpha": "$α$",
	"l1": "L1 penalty $w$", "l2": "L2 penalty $w$",
}

// drawn is an axis as it is drawn.
func (m GridContent) drawn(k sweep.AxisParam) chart.MapAxis {
	if len(k.Values) == 0 {
		return chart.MapAxis{}
	}
	name, ok := axisNames[strings.ToLower(k.Key)]
	switch {
	case k.Kind == sweep.StartKey && len(m.Meta.Axes) > 0:
		name = "start " + m.Meta.Axes[k.Coord]
	case k.Kind == sweep.StartKey && m.Meta.Dim == 2:
		name = "start " + typeset.Math([]string{"x", "y"}[k.Coord])
	case k.Kind == sweep.StartKey:
		name = "start " + typeset.Math("x_{"+k.Key[1:]+"}")
	case k.Kind == sweep.SurfaceKey:
		name = surfaceKeyName(m.Spec.Spec, k.Key)
	case !ok:
		name = typeset.Escape(strings.ReplaceAll(k.Key, "_", " "))
	}
	return chart.MapAxis{Name: name, Values: k.Values, Log: k.Log}
}

// surfaceKeyName says in words what a key of the surface is.
func surfaceKeyName(s document.Spec, key string) string {
	if in, err := catalog.Resolve("surface", catalog.Surfaces(), s.Surface); err == nil {
		if p, ok := catalog.FindParam(in.Params, key); ok {
			key, _, _ = strings.Cut(p.Doc, " [")
		}
	}
	return typeset.Escape(key)
}

// edges is the edge of stability in a panel, where it is known.
func (m GridContent) edges(panel int) []chart.MapLine {
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

// edgeLabel is the edge as a formula, where it is a short one.
func (m GridContent) edgeLabel(panel int) string {
	for _, k := range m.AxisParams() {
		if k.Kind == sweep.RuleKey && k.Key != "momentum" {
			return "edge of stability"
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
	return "edge of stability"
}

// basinMap is a basin map as it is drawn.
func (m GridContent) basinMap() chart.BasinMap {
	b := chart.BasinMap{Title: m.Spec.Title, Note: m.note(), NX: len(m.X.Values), NY: len(m.Y.Values), Points: m.Meta.Points, Surface: m.Surface}
	for i, set := range m.Sets {
		if b.Names == nil {
			b.Names = map[int]string{}
		}
		b.Names[m.FirstSet+i] = set.Name(m.Surface, m.Window)
	}
	if b.Title == "" {
		b.Title = m.titled("where runs end, by their start")
	}
	if len(m.Meta.Axes) == len(b.Axes) {
		copy(b.Axes[:], m.Meta.Axes)
	}
	copy(b.Window[:], m.Window)
	n := b.NX * b.NY
	for i, p := range m.Panels {
		panel := chart.BasinPanel{Title: p.Title, Parts: m.Shares(i)}
		for c := i * n; c < (i+1)*n; c++ {
			row := m.Row(c)
			switch number := int(row[0]); number {
			case sweep.NoPoint:
				panel.Point = append(panel.Point, chart.Nowhere)
			case sweep.Diverged:
				panel.Point = append(panel.Point, chart.Lost)
			default:
				panel.Point = append(panel.Point, number-1)
			}
			if len(row) > 2 {
				panel.Share = append(panel.Share, row[2])
			} else {
				panel.Steps = append(panel.Steps, row[1])
			}
		}
		b.Panels = append(b.Panels, panel)
	}
	return b
}

// titled is a title of the surface's name and what is shown, in the figure's language.
func (m GridContent) titled(what string) string {
	return sheet.Phrase(m.Spec.Language(), m.Meta.Title) + ": " + sheet.Phrase(m.Spec.Language(), what)
}
