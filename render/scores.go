package render

import (
	"math"

	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/words"
)

// scoreCurve returns the curve of a run's score up to the first value that is not finite,
// or an ensemble's centre line and band of the score; ok is false where there is none.
func (sc Scene) scoreCurve(l words.Language, run, score int, style sheet.LineStyle) (c chart.Curve, ok bool) {
	t := sc.Tracks[run]
	if score >= len(t.Path.Scores) {
		return chart.Curve{}, false
	}
	c = chart.Curve{Values: finiteStart(t.Path.Scores[score]), At: sc.placed(t), Step: t.Path.Step}
	if t.Ensemble != nil {
		c = sc.replicated(t, t.Ensemble.Score(score), 0, math.Inf(1))
	}
	c.Run, c.Style, c.Label = run, style, runLabel(t)
	addEndLines(&c.Label, t.endReasons(l)...)
	return c, len(c.Values) > 0
}

// finiteStart returns the values before the first that is not finite.
func finiteStart(values []float64) []float64 {
	for i, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return values[:i]
		}
	}
	return values
}

// describeEnds returns sentences on the last values of the curves of a score.
func describeEnds(l words.Language, score string, curves []chart.Curve) string {
	desc := ""
	for _, c := range curves {
		desc += l.ScoreAtEnd(sheet.Plain(c.Label.Lines[0]), score, c.Values[len(c.Values)-1])
	}
	return desc
}
