package render

import (
	"fmt"
	"math"

	"github.com/optviz/optviz/render/scale"
)

// Sharpness draws the first of the runs' scores, the largest curvature of the loss at
// their iterates, against the step: gradient descent with the rate η is stable below 2/η.
// Of ensembles it draws the median or mean and the band. Runs without scores have no curve.
func Sharpness(sc Scene, style Style) (Figure, error) {
	if err := sc.check(style, false); err != nil {
		return Figure{}, err
	}
	s := newSheet(style)
	curves := sc.sharpnesses(assign(sc.Tracks))
	p := s.single(sc, sc.subtitle(sc.spreadNote()...), sharpnessScale(curves, sc.Lines), curves, nil)
	s.axisY(p, "sharpness $λ_{max}$")
	s.drawCurves(p, curves)
	s.axisX(p, sc.axisName())
	s.acrossCurves(p, sc.Lines, curves)
	desc := ""
	for _, c := range curves {
		desc += fmt.Sprintf(" %s: sharpness %s at the end.", Plain(c.label.lines[0]), scale.Number(c.values[len(c.values)-1]))
	}
	return s.finish(sc.title(), sc.describe()+desc+sc.describeLines())
}

// sharpnesses are the curves of the tracks' first scores, as far as they are finite.
func (sc Scene) sharpnesses(looks []look) []curve {
	var curves []curve
	for i, t := range sc.Tracks {
		if len(t.Path.Scores) == 0 {
			continue
		}
		c := curve{values: finiteStart(t.Path.Scores[0]), at: sc.placed(t)}
		if t.Ensemble != nil {
			c = sc.replicated(t, t.Ensemble.Score(0), 0, math.Inf(1))
		}
		if len(c.values) == 0 {
			continue
		}
		c.run, c.look, c.label = i, looks[i], runLabel(t)
		c.label.tell(t.why())
		curves = append(curves, c)
	}
	return curves
}

// finiteStart are values up to the first that is no finite number.
func finiteStart(values []float64) []float64 {
	for i, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return values[:i]
		}
	}
	return values
}

// sharpnessScale goes from 0 or below, and has room for level lines.
func sharpnessScale(curves []curve, lines []XYLine) scale.Scale {
	lo, hi := math.Inf(1), math.Inf(-1)
	see := func(v float64) { lo, hi = min(lo, v), max(hi, v) }
	for _, c := range curves {
		for _, v := range c.values {
			see(v)
		}
	}
	for _, l := range lines {
		if l.Level {
			see(l.At)
		}
	}
	if lo > hi {
		return scale.Linear{Lo: 0, Hi: 1}
	}
	return bothSigns(min(lo, 0), hi)
}
