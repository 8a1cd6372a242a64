package render

import (
	"fmt"
	"math"

	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/typeset"
)

// Accuracy draws the share of the examples that runs of a model put into their classes
// against the step: the first of their scores and, dashed, the second, of the examples
// held out. Of ensembles it draws the median or mean, and of the first the band. Runs
// without scores have no curve.
func Accuracy(sc Scene, style Style) (Figure, error) {
	if err := sc.check(style, false); err != nil {
		return Figure{}, err
	}
	s := newSheet(style)
	curves := sc.accuracies(assign(sc.Tracks))
	p := s.single(sc, sc.subtitle(sc.spreadNote()...), shares(curves), curves, nil)
	s.axisY(p, "accuracy")
	s.drawCurves(p, curves)
	s.axisX(p, sc.axisName())
	return s.finish(sc.title(), sc.describe()+describeAccuracies(curves))
}

// describeAccuracies tells where the curves of accuracies end.
func describeAccuracies(curves []curve) string {
	desc := ""
	for _, c := range curves {
		desc += fmt.Sprintf(" %s: accuracy %s at the end.", Plain(c.label.lines[0]), scale.Number(c.values[len(c.values)-1]))
	}
	return desc
}

// accuracies are the curves of the tracks' scores.
func (sc Scene) accuracies(looks []look) []curve {
	var curves []curve
	for i, t := range sc.Tracks {
		for k, values := range t.Path.Scores {
			if len(values) == 0 {
				continue // it diverged at its start
			}
			c := curve{values: values, at: sc.placed(t)}
			if t.Ensemble != nil {
				c = sc.replicated(t, t.Ensemble.Score(k), 0, math.Inf(1))
			}
			c.run, c.look, c.label = i, looks[i], runLabel(t)
			c.label.tell(t.why())
			c.look.dash = nil // dashes are for examples held out
			if k > 0 {
				c.look, c.band, c.bare = looks[i].validation(), nil, true
				c.label = endLabel{lines: []string{sc.heldOutLabel(t)}, size: tickSize}
			}
			curves = append(curves, c)
		}
	}
	return curves
}

// heldOutLabel names the curve of examples held out, and its run where there are several.
func (sc Scene) heldOutLabel(t Track) string {
	if len(sc.Tracks) == 1 {
		return "held out"
	}
	return typeset.Escape(t.Label) + ": held out"
}

// shares is a scale of shares up to 1: from the tenth below the lowest of curves.
func shares(curves []curve) scale.Scale {
	lowest := 0.9
	for _, c := range curves {
		values := c.values
		if c.band != nil {
			values = c.band.low
		}
		for _, v := range values {
			lowest = min(lowest, v)
		}
	}
	return scale.Linear{Lo: math.Floor(lowest*10) / 10, Hi: 1.02}
}
