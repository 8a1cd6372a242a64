package render

import (
	"math"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/scale"
)

// Phase draws the phase portrait of the first coordinate: its position x_k
// against its velocity x_k+1 - x_k, for a surface of any dimension. A damped
// run spirals into the point where both rest.
func Phase(sc Scene, style Style) (Figure, error) {
	if err := sc.check(style, false); err != nil {
		return Figure{}, err
	}
	if err := sc.everyStep("phase"); err != nil {
		return Figure{}, err
	}
	s := newSheet(style)
	looks := assign(sc.Tracks)
	dots := sc.rhythm()
	top := s.header(sc.title(s.lang), sc.subtitle(sc.markerNote()...), sc.runKey())
	names := entries(sc.legend(), looks)
	var positions, velocities []float64
	for _, t := range sc.Tracks {
		x, v := motion(t.Path, sc.limit(t))
		positions, velocities = append(positions, x...), append(velocities, v...)
	}
	p := panel{x: padded(positions), y: padded(append(velocities, 0))}
	p.Min = vg.Point{X: margin*s.u + s.axisRoom(p.y), Y: margin*s.u + s.axisDepth()}
	p.Max = vg.Point{X: s.Width - margin*s.u, Y: top - 8*s.u}
	var l legend
	l, p.Rectangle = s.placeLegend(names, s.legendWidth(names), p.Rectangle, whole)
	s.gridY(p)
	s.spines(p)
	s.axisX(p, "position $x_k$")
	s.axisY(p, "velocity $x_{k+1} - x_k$")
	s.line([]vg.Point{p.at(p.x.(scale.Linear).Lo, 0), p.at(p.x.(scale.Linear).Hi, 0)}, soft, 0.6)

	s.moving(func(s *sheet, until float64) { s.orbits(p, sc.upTo(until), looks, dots) })
	s.drawLegend(l, p.Rectangle, 0)
	return s.finish(sc.title(s.lang), sc.describe())
}

// orbits draws the runs with their iterates, starts and ends.
func (s *sheet) orbits(p panel, sc Scene, looks []look, dots rhythm) {
	for i, t := range sc.Tracks {
		x, v := motion(t.Path, sc.limit(t))
		line := make([]vg.Point, len(x))
		for k := range line {
			line[k] = p.at(x[k], v[k])
		}
		for _, part := range polyline.Clip(line, p.Rectangle) {
			s.run(polyline.Simplify(part, 0.05*s.u), looks[i], runWidth)
		}
		for k := 0; k < len(line); k += dots.rows(t) {
			s.Fill(looks[i].marker(line[k], 1.9*s.u), looks[i].color)
		}
		if n := len(line); n > 0 {
			s.mark(looks[i].marker, line[n-1], 4, looks[i].color, paper)
			s.startMark(line[0])
		}
	}
}

// motion is the first coordinate of a run and how it changes, up to where the
// loss passes a limit for good.
func motion(t optimizers.Trajectory, limit float64) (positions, velocities []float64) {
	for k := range max(0, seen(t.Loss, limit)-1) {
		x, next := t.At(k)[0], t.At(k + 1)[0]
		if v := next - x; !math.IsInf(v, 0) {
			positions, velocities = append(positions, x), append(velocities, v)
		}
	}
	return positions, velocities
}
