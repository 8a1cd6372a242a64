package render

import (
	"math"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
)

// Phase draws the phase portrait of the first coordinate: its position x_k
// against its velocity x_k+1 - x_k, for a surface of any dimension. A damped
// run spirals into the point where both rest.
func Phase(sc Scene, style sheet.Style) (Figure, error) {
	if err := sc.check(style, false); err != nil {
		return Figure{}, err
	}
	if err := sc.everyStep("phase"); err != nil {
		return Figure{}, err
	}
	s := sheet.New(style)
	styles := sc.styles(s)
	dots := sc.dotInterval()
	top := sc.header(s, sc.runKey(s, styles, anywhere))
	names := sheet.Entries(sc.legend(s.Lang), styles)
	var positions, velocities []float64
	for _, t := range sc.Tracks {
		x, v := motion(t.Path, sc.limit(t))
		positions, velocities = append(positions, x...), append(velocities, v...)
	}
	p := s.WithinAxes(sheet.Panel{
		Rectangle: s.Body(top - 8*s.Unit),
		X:         sc.XAxis.OnSheet(s, "x", paddedScale(positions), func() scale.Extent { return scale.NewExtent(positions...) }),
		Y:         sc.YAxis.OnSheet(s, "y", paddedScale(append(velocities, 0)), func() scale.Extent { return scale.NewExtent(velocities...) }),
	})
	var l sheet.Legend
	l, p.Rectangle = s.PlaceLegend(names, s.LegendWidth(names), p.Rectangle, sheet.WholeRoom)
	p.Rectangle = s.Align(sheet.PlotBox, p.Rectangle)
	s.GridY(p)
	s.Spines(p)
	s.AxisX(p, sc.XAxis.NamedOn(p.X, s.Lang, s.Lang.Position("x")))
	s.AxisY(p, sc.YAxis.NamedOn(p.Y, s.Lang, s.Lang.Velocity()))
	if rest := p.AtY(0); rest >= p.Min.Y && rest <= p.Max.Y {
		s.AxisLine([]vg.Point{{X: p.Min.X, Y: rest}, {X: p.Max.X, Y: rest}}, 0.6)
	}

	s.Animate(func(s *sheet.Sheet, until float64) { drawOrbits(s, p, sc.upTo(until), styles, dots) })
	sc.linePanel(s, p)
	sc.markPanel(s, p, func(run, row int) (vg.Point, bool) {
		x, v := motion(sc.Tracks[run].Path, sc.limit(sc.Tracks[run]))
		if row >= len(x) {
			return vg.Point{}, false
		}
		return p.At(x[row], v[row]), true
	})
	s.DrawLegend(l, p.Rectangle, 0)
	return sc.finish(s)
}

// drawOrbits draws each run as a line of position against velocity, with dots, start and end.
func drawOrbits(s *sheet.Sheet, p sheet.Panel, sc Scene, styles []sheet.LineStyle, dots dotInterval) {
	for i, t := range sc.Tracks {
		x, v := motion(t.Path, sc.limit(t))
		line := make([]vg.Point, len(x))
		for k := range line {
			line[k] = p.At(x[k], v[k])
		}
		for _, part := range polyline.Clip(line, p.Rectangle) {
			s.RunLine(polyline.Simplify(part, 0.05*s.Unit), styles[i], sheet.RunWidth)
		}
		for k := 0; k < len(line); k += dots.rows(t) {
			if polyline.Inside(line[k], p.Rectangle) {
				s.Fill(styles[i].Marker(line[k], 1.9*s.Unit), styles[i].Color)
			}
		}
		if n := len(line); n > 0 && polyline.Inside(line[n-1], p.Rectangle) {
			s.Mark(styles[i].Marker, line[n-1], 4, styles[i].Color, sheet.Paper)
		}
		if len(line) > 0 && polyline.Inside(line[0], p.Rectangle) {
			landscape.DrawStart(s, line[0])
		}
	}
}

// motion returns the first coordinate of a run's iterates and its change in the step that
// follows, up to where the loss stays beyond a limit.
func motion(t optimizers.Trajectory, limit float64) (positions, velocities []float64) {
	for k := range max(0, drawnCount(t.Loss, limit)-1) {
		x, next := t.At(k)[0], t.At(k + 1)[0]
		if v := next - x; !math.IsInf(v, 0) {
			positions, velocities = append(positions, x), append(velocities, v)
		}
	}
	return positions, velocities
}
