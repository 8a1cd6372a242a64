package render

import (
	"errors"
	"fmt"
	"math"

	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/render/words"
)

// Tuning holds how the rates of a Scene's runs were chosen: each on the same grid, with
// the same budget. Compare draws the Tuning of a Scene that has one, too.
type Tuning struct {
	What     string  // plain text: what the values are, as "final loss"
	Protocol string  // plain text, for the subtitle: grid, budget, seeds
	Curves   []Tuned // one a track
}

// Tuned holds what a run comes to at each of the rates that were tried.
type Tuned struct {
	Rates  []float64 // ascending, above 0
	Values []float64 // one a rate; +Inf diverged, NaN never reached
	Chosen int       // the index of the rate that the run has; -1 where no rate is any good
}

// Sensitivity draws what the runs come to against their learning rate, with a star at the
// chosen rate. The figure shows whether a comparison is fair, and how much depends on the
// rate.
func Sensitivity(sc Scene, style sheet.Style) (Figure, error) {
	if err := sc.check(style, false); err != nil {
		return Figure{}, err
	}
	if err := sc.tuned(); err != nil {
		return Figure{}, err
	}
	s := sheet.New(style)
	curves := sc.sensitivities(s.Lang, sc.styles(s))
	top := sc.header(s, chart.ChosenKey(s.Lang, curves), sc.protocol()...)
	r := chart.Ranges{X: sc.rateRange(), Y: chart.LossRange(curves), NameX: s.Lang.LearningRate(), NameY: typeset.Escape(sc.Tuning.What)}
	p := chart.DrawRanking(s, r.Wanted(s, sc.XAxis, sc.YAxis, curves), curves, top)
	sc.linePanel(s, p)
	sc.markPanel(s, p, nil)
	return sc.finish(s, sc.describeTuning(s.Lang))
}

// tuned returns an error for a scene without a valid curve of tuning for each of its
// tracks.
func (sc Scene) tuned() error {
	if sc.Tuning == nil {
		return errors.New("the sensitivity view needs runs whose rates were tuned")
	}
	if n := len(sc.Tuning.Curves); n != len(sc.Tracks) {
		return fmt.Errorf("%d curves of tuning for %d runs", n, len(sc.Tracks))
	}
	for i, c := range sc.Tuning.Curves {
		axis := chart.MapAxis{Values: c.Rates}
		if err := axis.Check("rate"); err != nil {
			return fmt.Errorf("%s: %w", sc.Tracks[i].Label, err)
		}
		if c.Rates[0] <= 0 || len(c.Values) != len(c.Rates) || c.Chosen >= len(c.Rates) {
			return fmt.Errorf("%s: %d values of %d rates from %g, of which %d is chosen", sc.Tracks[i].Label, len(c.Values), len(c.Rates), c.Rates[0], c.Chosen)
		}
	}
	return nil
}

// protocol returns the note on how the runs were tuned; nil where there is none.
func (sc Scene) protocol() []string {
	if sc.Tuning == nil || sc.Tuning.Protocol == "" {
		return nil
	}
	return []string{typeset.Escape(sc.Tuning.Protocol)}
}

// rateRange returns the scale of all rates that were tried.
func (sc Scene) rateRange() scale.Scale {
	lo, hi := math.Inf(1), 0.0
	for _, c := range sc.Tuning.Curves {
		lo, hi = min(lo, c.Rates[0]), max(hi, c.Rates[len(c.Rates)-1])
	}
	return chart.WithRoom(lo, hi)
}

// sensitivities returns the curve of tuning of each track.
func (sc Scene) sensitivities(l words.Language, styles []sheet.LineStyle) []chart.SensitivityCurve {
	var out []chart.SensitivityCurve
	for i, c := range sc.Tuning.Curves {
		v := chart.SensitivityCurve{Style: styles[i], Name: typeset.Escape(sc.Tracks[i].Label), X: c.Rates, Y: c.Values, Chosen: c.Chosen}
		if c.Chosen >= 0 {
			v.Where = typeset.Escape(l.Parameter("lr", chart.Brief(c.Rates[c.Chosen], 3)))
		}
		out = append(out, v)
	}
	return out
}

// describeTuning returns sentences on how the rates were chosen and what the runs come to;
// "" without tuning.
func (sc Scene) describeTuning(l words.Language) string {
	if sc.Tuning == nil {
		return ""
	}
	text := l.RatesTunedFor(sc.Tuning.What, sc.Tuning.Protocol)
	for i, c := range sc.Tuning.Curves {
		if c.Chosen < 0 {
			text += l.NoRateIsGood(sc.Tracks[i].Label)
			continue
		}
		text += " " + sc.Tracks[i].Label + ": " + l.At(l.Number(c.Values[c.Chosen]), l.Number(c.Rates[c.Chosen])) + "."
	}
	return text
}
