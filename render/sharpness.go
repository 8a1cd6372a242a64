package render

import (
	"math"

	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/words"
)

// Sharpness draws the first of the runs' scores, the largest curvature of the loss at
// their iterates, against the step: gradient descent with the rate η is stable below 2/η.
// Of ensembles it draws the median or mean and the band. Runs without scores have no curve.
func Sharpness(sc Scene, style sheet.Style) (Figure, error) {
	if err := sc.check(style, false); err != nil {
		return Figure{}, err
	}
	s := sheet.New(style)
	curves := sc.sharpnesses(s.Lang, sc.styles(s))
	p := singlePanel(s, sc, sc.subtitleOn(s, sc.spreadNote(s.Lang)...), sc.yScale(s, sharpnessScale(sc.shown(curves), sc.Lines), curves), curves, nil)
	s.AxisY(p, sc.YAxis.NamedOn(p.Y, s.Lang, s.Lang.SharpnessAxis()))
	also := chart.Obstacles{Lines: sc.Lines, Boxes: sc.markBoxes(s, p, curves, 0)}
	chart.DrawCurves(s, p, curves, also)
	sc.drawAxisX(s, p)
	chart.AcrossCurves(s, p, curves, also)
	sc.markCurves(s, p, curves, 0)
	return sc.finish(s, describeEnds(s.Lang, s.Lang.Sharpness(), curves))
}

// sharpnesses returns the curves of the tracks' first scores.
func (sc Scene) sharpnesses(l words.Language, styles []sheet.LineStyle) []chart.Curve {
	var curves []chart.Curve
	for i := range sc.Tracks {
		if c, ok := sc.scoreCurve(l, i, 0, styles[i]); ok {
			curves = append(curves, c)
		}
	}
	return curves
}

// sharpnessScale returns a scale from 0 or below that has room for all curves and level
// lines.
func sharpnessScale(curves []chart.Curve, lines []chart.XYLine) scale.Scale {
	lo, hi := math.Inf(1), math.Inf(-1)
	see := func(v float64) { lo, hi = min(lo, v), max(hi, v) }
	for _, c := range curves {
		for _, v := range c.Values {
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
	return scale.BothSigns(min(lo, 0), hi)
}
