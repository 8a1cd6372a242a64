package render

import (
	"math"
	"slices"
	"strings"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/render/words"
)

// Schedule draws the learning rate against the step alone. In a titled figure of a single
// run the curve has no label. The subtitle leaves out the landscape, on which rates seldom
// depend.
func Schedule(sc Scene, style sheet.Style) (Figure, error) {
	if err := sc.check(style, false); err != nil {
		return Figure{}, err
	}
	s := sheet.New(style)
	styles := sc.styles(s)
	curves := sc.rateCurves(s.Lang, styles)
	for i, t := range sc.Tracks { // there is no other panel that names the runs
		if len(sc.Tracks) == 1 {
			if sc.Title != "" {
				curves[i].Label = sheet.EndLabel{} // the title does
			}
			break
		}
		name := runLabel(t)
		switch {
		case len(t.rates()) == 0:
			name.Lines = append(name.Lines, s.Lang.NoStep())
		case !strings.HasSuffix(t.Label, t.scheduleName(s.Lang)):
			name.Lines = append(name.Lines, t.rateLabel(s.Lang))
		}
		curves[i].Label = name
	}
	p := singlePanel(s, sc, sc.length(s.Lang), sc.yScale(s, sc.rates(), curves), curves, nil)
	also := chart.Obstacles{Lines: sc.Lines, Boxes: sc.markBoxes(s, p, curves, 0)}
	drawRates(s, p, sc.YAxis.NamedOn(p.Y, s.Lang, s.Lang.RateAxis()), curves, also)
	sc.drawAxisX(s, p)
	chart.AcrossCurves(s, p, curves, also)
	sc.markCurves(s, p, curves, 0)
	return s.Finish(sc.title(s.Lang), sc.describeRates(s.Lang)+sc.describeLines(s.Lang)+sc.describeMarks(s.Lang))
}

// describeRates returns a sentence for each run on how its learning rate changes.
func (sc Scene) describeRates(l words.Language) string {
	var sentences []string
	for _, t := range sc.Tracks {
		name, rates := t.nameWithSchedule(l), t.rates()
		if len(rates) == 0 {
			sentences = append(sentences, l.MakesNoStep(name))
			continue
		}
		sentences = append(sentences, l.RatesGo(name, rates[0], rates[len(rates)-1], slices.Min(rates), slices.Max(rates)))
	}
	return strings.Join(sentences, " ")
}

// rates chooses the axis of learning rates: an even one unless the runs' highest rates
// differ by more than a factor of ten, and then a logarithmic one, down to a thousandth of
// the lowest of these highest rates. Many schedules end at 0, which has no logarithm.
func (sc Scene) rates() scale.Scale {
	least, lo, hi := math.Inf(1), math.Inf(1), 0.0
	for _, t := range sc.Tracks {
		if rates := t.rates(); len(rates) > 0 {
			highest := slices.Max(rates)
			least, lo, hi = min(least, slices.Min(rates)), min(lo, highest), max(hi, highest)
		}
	}
	switch {
	case hi == 0:
		return scale.Linear{Lo: 0, Hi: 1}
	case hi <= 10*lo:
		return scale.Linear{Lo: 0, Hi: 1.1 * hi}
	}
	floor := max(lo/1000, hi*1e-12)
	return scale.LogRange(max(least, floor), hi, least < floor)
}

// rates returns the learning rates of a track's steps. The last iterate has no rate, as no
// step follows it.
func (t Track) rates() []float64 { return t.Path.LR[:max(0, len(t.Path.LR)-1)] }

// rateCurves returns the learning rates of the runs, labelled with their schedules.
func (sc Scene) rateCurves(l words.Language, styles []sheet.LineStyle) []chart.Curve {
	var curves []chart.Curve
	for i, t := range sc.Tracks {
		c := chart.Curve{
			Style:  styles[i],
			Label:  sheet.EndLabel{Lines: []string{t.rateLabel(l)}, Size: sheet.TickSize},
			Values: t.rates(),
			At:     sc.placed(t),
			Step:   t.Path.Step,
			Holds:  true,
			Run:    i,
		}
		if len(c.Values) == 0 { // the run made no step: its rate is not known
			c.Label = sheet.EndLabel{}
		}
		if n := len(c.Values); t.Path.Every > 1 && n > 0 { // rates between two rows were not recorded
			c.Values, c.Holds = append(slices.Clone(c.Values), c.Values[n-1]), false
		}
		curves = append(curves, c)
	}
	return curves
}

// rateLabel returns the name of a track's schedule, as markup, or the rate where the rate
// never changes: "η = 0.1", and "step η = 0.1" in a run too short for its schedule.
func (t Track) rateLabel(l words.Language) string {
	rates := t.rates()
	if len(rates) == 0 || slices.Min(rates) != slices.Max(rates) {
		return typeset.Escape(t.scheduleName(l))
	}
	rate := typeset.Escape(l.Parameter("lr", l.Number(rates[0])))
	if t.Schedule == "" {
		return rate
	}
	return typeset.Escape(t.Schedule) + " " + rate
}

// constantRate writes the learning rate of a track, as markup; ok is false where the rate
// changes or says nothing: a rule that finds the lengths of its steps itself, or takes whole
// steps of Newton's method.
func (t Track) constantRate(l words.Language) (text string, ok bool) {
	rates, traits := t.rates(), optimizers.TraitsOf(t.Optimizer)
	switch {
	case len(rates) == 0 || slices.Min(rates) != slices.Max(rates):
		return "", false
	case traits.SelfPaced || traits.NeedsHessian && rates[0] == 1:
		return "", false
	}
	return typeset.Escape(l.Parameter("lr", l.Number(rates[0]))), true
}

// drawRates draws the panel of learning rates, whose y axis has a name, without its x axis.
func drawRates(s *sheet.Sheet, p sheet.Panel, name string, curves []chart.Curve, also chart.Obstacles) {
	s.AxisY(p, name)
	chart.DrawCurves(s, p, curves, also)
}

// ratesChange reports whether the rate of any run changes.
func (sc Scene) ratesChange() bool {
	for _, t := range sc.Tracks {
		for _, r := range t.rates() {
			if r != t.rates()[0] {
				return true
			}
		}
	}
	return false
}
