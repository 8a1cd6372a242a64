package render

import (
	"fmt"
	"math"

	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
)

// scoreCurve is that of a score of a run, of an ensemble its centre and band, as far as it
// is finite; ok is false where there is none.
func (sc Scene) scoreCurve(run, score int, l sheet.LineStyle) (c curve, ok bool) {
	t := sc.Tracks[run]
	if score >= len(t.Path.Scores) {
		return curve{}, false
	}
	c = curve{values: finiteStart(t.Path.Scores[score]), at: sc.placed(t)}
	if t.Ensemble != nil {
		c = sc.replicated(t, t.Ensemble.Score(score), 0, math.Inf(1))
	}
	c.run, c.look, c.label = run, l, runLabel(t)
	tell(&c.label, t.why())
	return c, len(c.values) > 0
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

// describeEnds tells where curves of a score end.
func describeEnds(name string, curves []curve) string {
	desc := ""
	for _, c := range curves {
		desc += fmt.Sprintf(" %s: %s %s at the end.", sheet.Plain(c.label.Lines[0]), name, scale.Number(c.values[len(c.values)-1]))
	}
	return desc
}
