package render

import (
	"math"

	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/words"
)

// Accuracy draws the share of the examples that runs of a model classify rightly against
// the step: solid for the training examples, each run's first score, and dashed for the
// examples held out, its second. For an ensemble it draws the median or mean, with a band
// around the training curve. Runs without scores have no curve.
func Accuracy(sc Scene, style sheet.Style) (Figure, error) {
	if err := sc.check(style, false); err != nil {
		return Figure{}, err
	}
	s := sheet.New(style)
	curves := sc.accuracies(s.Lang, sc.styles(s))
	p := singlePanel(s, sc, sc.subtitleOn(s, sc.spreadNote(s.Lang)...), sc.yScale(s, shares(sc.shown(curves)), curves), curves, nil)
	s.AxisY(p, sc.YAxis.NamedOn(p.Y, s.Lang, s.Lang.Accuracy()))
	also := chart.Obstacles{Lines: sc.Lines, Boxes: sc.markBoxes(s, p, curves, 0)}
	chart.DrawCurves(s, p, curves, also)
	sc.drawAxisX(s, p)
	chart.AcrossCurves(s, p, curves, also)
	sc.markCurves(s, p, curves, 0)
	return sc.finish(s, describeEnds(s.Lang, s.Lang.Accuracy(), curves))
}

// accuracies returns the curves of the tracks' scores: solid for the training examples,
// dashed for the examples held out.
func (sc Scene) accuracies(l words.Language, styles []sheet.LineStyle) []chart.Curve {
	var curves []chart.Curve
	for i, t := range sc.Tracks {
		if c, ok := sc.scoreCurve(l, i, 0, styles[i]); ok {
			c.Style = c.Style.Solid() // dashes are for examples held out
			curves = append(curves, c)
		}
		if c, ok := sc.scoreCurve(l, i, 1, sheet.ValidationStyle(styles[i])); ok {
			c.Band, c.Bare = nil, true
			c.Label = sheet.EndLabel{Lines: []string{sc.ofRun(t, l.Test())}, Size: sheet.TickSize}
			curves = append(curves, c)
		}
	}
	return curves
}

// shares returns an even scale for shares of examples, from the tenth below the lowest
// value of the curves and bands, at most 0.9, to just above 1.
func shares(curves []chart.Curve) scale.Scale {
	lowest := 0.9
	for _, c := range curves {
		values := c.Values
		if c.Band != nil {
			values = c.Band.Low
		}
		for _, v := range values {
			lowest = min(lowest, v)
		}
	}
	return scale.Linear{Lo: math.Floor(lowest*10) / 10, Hi: 1.02}
}
