package render

import (
	"fmt"
	"math"
	"slices"

	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/words"
)

// Axis is the quantity that curves are drawn against. Its String method returns the axis's
// name on the command line.
type Axis int

// The axes. Texts about a step, such as where a run diverges, count steps on any axis.
const (
	ByStep        Axis = iota // optimizer steps
	ByEpoch                   // passes through the examples: steps / Track.PerEpoch
	ByEvaluations             // gradients that the rule has evaluated, counted in gradients of the whole loss: times Track.Share
	ByExamples                // examples that the steps have seen: steps times Track.Batch
	ByRate                    // learning rate of the next step, from Track.Rates; the last iterate has the rate of the last step
)

// Axes returns all axes, the default first.
func Axes() []Axis { return []Axis{ByStep, ByEpoch, ByEvaluations, ByExamples, ByRate} }

// String returns the name of the axis in one word: "step", "epoch", "evaluations", "examples" or "lr".
func (a Axis) String() string {
	names := [...]string{"step", "epoch", "evaluations", "examples", "lr"}
	if a < 0 || int(a) >= len(names) {
		return fmt.Sprintf("Axis(%d)", int(a))
	}
	return names[a]
}

// axisName returns the text below the axis, as markup.
func (sc Scene) axisName(l words.Language) string { return sc.XAxis.Named(sc.Axis.name(l, sc.Tracks)) }

// drawAxisX draws the x axis of curves below a panel.
func (sc Scene) drawAxisX(s *sheet.Sheet, p sheet.Panel) {
	s.AxisX(p, sc.XAxis.NamedOn(p.X, s.Lang, sc.Axis.name(s.Lang, sc.Tracks)))
}

// name returns the usual name of the axis of some tracks, as markup.
func (a Axis) name(l words.Language, tracks []Track) string {
	switch a {
	case ByEpoch:
		return l.Epoch()
	case ByEvaluations:
		for _, t := range tracks {
			if t.share() < 1 {
				return l.FullEvaluations()
			}
		}
		return l.Evaluations()
	case ByExamples:
		return l.ExamplesSeenAxis()
	case ByRate:
		return l.LearningRate()
	}
	return l.StepAxis()
}

// share returns the part of the examples that a gradient sees. A Share of 0 stands for all
// examples.
func (t Track) share() float64 {
	if t.Share == 0 {
		return 1
	}
	return t.Share
}

// place returns the value on the axis of row i of the track's Path.
func (sc Scene) place(t Track, i int) float64 {
	switch k := float64(t.Path.Step(i)); sc.Axis {
	case ByEpoch:
		return k / t.PerEpoch
	case ByEvaluations:
		return float64(t.Path.Grads[i]) * t.share()
	case ByExamples:
		return k * t.Batch
	case ByRate:
		return t.rate(t.Path.Step(i))
	default:
		return k
	}
}

// rate returns the learning rate of the track's step k, and beyond the last step the last
// rate.
func (t Track) rate(k int) float64 { return t.Rates[min(k, len(t.Rates)-1)] }

// placed returns a function that maps a row of the track to the row's value on the axis.
func (sc Scene) placed(t Track) func(row int) float64 {
	return func(row int) float64 { return sc.place(t, row) }
}

// PlaceStep returns the value on the axis of step k of a track or of another of its
// replicates. Gradients are counted on the Path alone: PlaceStep takes the same counts for
// the other replicates and, beyond the Path's end, the Path's mean number of gradients per
// step.
func (sc Scene) PlaceStep(t Track, k int) float64 {
	switch sc.Axis {
	case ByEpoch:
		return float64(k) / t.PerEpoch
	case ByEvaluations:
		return t.grads(k) * t.share()
	case ByExamples:
		return float64(k) * t.Batch
	case ByRate:
		return t.rate(k)
	}
	return float64(k)
}

// grads returns the number of gradients evaluated up to step k, interpolated between the
// recorded rows.
func (t Track) grads(k int) float64 {
	last := t.Path.Len() - 1
	if last < 1 {
		return float64(k)
	}
	i := min(k/max(t.Path.Every, 1), last) // the row at or before k
	if i == last {
		i = last - 1
		if end := t.Path.Step(last); k > end {
			return float64(t.Path.Grads[last]) * float64(k) / float64(end)
		}
	}
	from, to := t.Path.Step(i), t.Path.Step(i+1)
	part := float64(k-from) / float64(to-from)
	return float64(t.Path.Grads[i]) + part*float64(t.Path.Grads[i+1]-t.Path.Grads[i])
}

// furthest returns the place on the axis at which the furthest run ends.
func (sc Scene) furthest() float64 {
	furthest := 0.0
	for _, t := range sc.Tracks {
		if n := t.Path.Len(); n > 0 {
			furthest = max(furthest, sc.place(t, n-1))
		}
		if t.Ensemble != nil {
			furthest = max(furthest, sc.PlaceStep(t, t.Ensemble.Last))
		}
	}
	return furthest
}

// usualPlaces returns the usual scale of the x axis, which ends at the horizon or, for quantities that
// differ between runs, at the end of the furthest run.
func (sc Scene) usualPlaces() scale.Scale {
	furthest := sc.furthest()
	if sc.Axis == ByStep {
		furthest = max(furthest, float64(sc.Steps), 1)
	}
	if furthest == 0 {
		furthest = 1
	}
	even := scale.Linear{Lo: 0, Hi: furthest}
	if sc.Axis == ByEpoch && furthest < 4 {
		return even // parts of an epoch count
	}
	if sc.Axis == ByRate {
		return sc.rateAxis(furthest)
	}
	even.Hi = math.Max(furthest, 1)
	return scale.Whole{Linear: even}
}

// rateAxis returns the scale of learning rates from the lowest first rate of the tracks to
// the highest rate, logarithmic where the rates span a decade.
func (sc Scene) rateAxis(highest float64) scale.Scale {
	lowest := highest
	for _, t := range sc.Tracks {
		if r := t.rate(0); r < lowest {
			lowest = r
		}
	}
	switch {
	case lowest > 0 && highest >= 10*lowest:
		return scale.Log{Lo: lowest, Hi: highest}
	case lowest == highest:
		return scale.Linear{Lo: 0, Hi: highest}
	}
	return scale.Linear{Lo: lowest, Hi: highest}
}

// checkAxis returns an error if a track lacks what the axis needs, such as epochs or
// rising rates.
func (sc Scene) checkAxis() error {
	if sc.Axis < 0 || int(sc.Axis) >= len(Axes()) {
		return fmt.Errorf("axis %d: there are %d", int(sc.Axis), len(Axes()))
	}
	for _, t := range sc.Tracks {
		if sc.Axis == ByEpoch && !(t.PerEpoch > 0 && !math.IsInf(t.PerEpoch, 0)) {
			return fmt.Errorf("an axis of epochs: %s has none", t.Label)
		}
		if sc.Axis == ByExamples && !(t.Batch > 0 && !math.IsInf(t.Batch, 0)) {
			return fmt.Errorf("an axis of examples: %s has no batches", t.Label)
		}
		if sc.Axis == ByRate && !(slices.IsSorted(t.Rates) && len(t.Rates) > 0) {
			return fmt.Errorf("an axis of learning rates: those of %s do not rise, as in a range test", t.Label)
		}
		if t.Share != 0 && !(t.Share > 0 && t.Share <= 1) {
			return fmt.Errorf("%s: a gradient sees %g of the examples, must be in (0, 1]", t.Label, t.Share)
		}
	}
	return nil
}

// everyStep returns an error if a track lacks some of its steps.
func (sc Scene) everyStep(view string) error {
	for _, t := range sc.Tracks {
		if t.Path.Every > 1 {
			return fmt.Errorf("the %s view needs every step of a run, %s has every %d-th", view, t.Label, t.Path.Every)
		}
	}
	return nil
}

// xScale returns the scale of the x axis of curves. A logarithmic one begins at the first place
// above 0, and has no step 0.
func (sc Scene) xScale(s *sheet.Sheet) scale.Scale {
	usual, a, e := sc.usualPlaces(), sc.XAxis, sc.placesExtent()
	if !a.HasEnds() && a.Scale != scale.KindOf(usual) {
		_, end := scale.Ends(usual)
		switch a.Scale {
		case scale.AsLog:
			a.Lo, a.Hi = min(e.Least, end), end
		case scale.AsSymmetric:
			a.Hi = end
		}
	}
	out := a.OnSheet(s, "x", usual, func() scale.Extent { return e })
	if sc.XAxis.HasEnds() && !sc.showsAny() {
		lo, hi := scale.Ends(out)
		s.Fail(&sheet.AxisError{Axis: "x", Err: fmt.Errorf("shows nothing: the runs have no value from %s to %s", scale.Number(lo), scale.Number(hi))})
	}
	return out
}

// showsAny reports whether a row of any track, or of its replicates, is shown, or none has a row.
func (sc Scene) showsAny() bool {
	empty := true
	for _, t := range sc.Tracks {
		rows := t.rows()
		for row := range rows {
			if sc.shows(t, row) {
				return true
			}
		}
		empty = empty && rows == 0
	}
	return empty
}

// firstFrom returns the lowest place, at or above low, of the rows of all tracks and their replicates; low
// where there is none.
func (sc Scene) firstFrom(low float64) float64 {
	first := math.Inf(1)
	for _, t := range sc.Tracks {
		for row := range t.rows() {
			if at := sc.rowPlace(t, row); at >= low {
				first = min(first, at)
				break // places ascend
			}
		}
	}
	if math.IsInf(first, 1) {
		return low
	}
	return first
}

// rows returns the number of rows of a track, or of its replicates if these have more.
func (t Track) rows() int {
	if t.Ensemble == nil {
		return t.Path.Len()
	}
	return max(t.Path.Len(), t.Ensemble.Last/max(t.Path.Every, 1)+1)
}

// rowPlace returns the place of a row of a track, or of its replicates.
func (sc Scene) rowPlace(t Track, row int) float64 {
	if row < t.Path.Len() {
		return sc.place(t, row)
	}
	return sc.PlaceStep(t, row*max(t.Path.Every, 1))
}

// placesExtent returns the extent of the places of all rows of the tracks.
func (sc Scene) placesExtent() scale.Extent {
	e := scale.NewExtent()
	for _, t := range sc.Tracks {
		n := t.Path.Len()
		for row := range min(n, 2) { // places ascend
			e.Add(sc.place(t, row))
		}
		if n > 0 {
			e.Add(sc.place(t, n-1))
		}
		if t.Ensemble != nil {
			e.Add(sc.PlaceStep(t, t.Ensemble.Last))
		}
	}
	return e
}

// shows reports whether the place of a row of a track, or of its replicates, lies between the ends
// that are wanted of the x axis.
func (sc Scene) shows(t Track, row int) bool {
	return sc.XAxis.Contains(sc.rowPlace(t, row))
}

// shown returns the curves with their values between the ends that are wanted of the x axis alone,
// to choose the y axis from.
func (sc Scene) shown(curves []chart.Curve) []chart.Curve {
	if !sc.XAxis.HasEnds() {
		return curves
	}
	within := func(c chart.Curve, values []float64) []float64 {
		var out []float64
		for i, v := range values {
			if sc.XAxis.Contains(c.At(i)) {
				out = append(out, v)
			}
		}
		return out
	}
	out := slices.Clone(curves)
	for i, c := range out {
		out[i].Values = within(c, c.Values)
		if b := c.Band; b != nil {
			out[i].Band = &chart.Band{Low: within(c, b.Low), High: within(c, b.High)}
		}
	}
	return out
}

// yScale returns the scale of the y axis of some curves in place of the usual one.
func (sc Scene) yScale(s *sheet.Sheet, usual scale.Scale, curves []chart.Curve) scale.Scale {
	return sc.YAxis.OnSheet(s, "y", usual, func() scale.Extent { return sc.extentOf(curves) })
}

// extentOf returns the extent of the curves and of their bands between the ends of the x axis.
func (sc Scene) extentOf(curves []chart.Curve) scale.Extent {
	e := scale.NewExtent()
	for _, c := range sc.shown(curves) {
		e.Add(c.Values...)
		if c.Band != nil {
			e.Add(c.Band.Low...)
			e.Add(c.Band.High...)
		}
	}
	return e
}
