package spec

import (
	"math"
	"slices"

	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/typeset"
)

// plotted says whether the map is drawn as curves without a best value: it is over
// one key of the surface, which nobody chooses.
func (m *Map) plotted() bool { return m.varied() && len(m.Y.Values) == 0 }

// plot is such a map as it is drawn.
func (m *Map) plot() render.XYPlot {
	h := m.heatMap()
	p := render.XYPlot{
		Title: h.Title, Note: typeset.Escape(h.Note),
		X: render.XYAxis{Name: h.X.Name, Log: h.X.Log}, Y: render.XYAxis{Name: typeset.Escape(h.What), Log: !h.Shares},
	}
	least, most := math.Inf(1), 0.0
	for i, panel := range h.Panels {
		s := render.Series{Label: typeset.Escape(panel.Title), X: h.X.Values, Y: panel.Values, Kind: render.AsMarked}
		if n := len(h.Panels); n == 1 || !slices.ContainsFunc(h.Panels[:i], func(o render.HeatPanel) bool { return o.Optimizer == panel.Optimizer }) {
			s.Optimizer = panel.Optimizer
		}
		seen := false
		for _, v := range panel.Values {
			if !math.IsNaN(v) && !math.IsInf(v, 0) {
				seen, least, most = true, math.Min(least, v), math.Max(most, v)
			}
		}
		if seen {
			p.Series = append(p.Series, s)
		}
	}
	const decade = 10
	p.Y.Log = p.Y.Log && least > 0 && most >= decade*least
	if h.Shares {
		p.Y.Lo, p.Y.Hi = 0, 1
	}
	return p
}
