package render

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
)

// describe tells in words what the figure shows, for those who do not see it: what came
// of each run.
func (sc Scene) describe() string {
	m := sc.meta()
	var b strings.Builder
	fmt.Fprintf(&b, "Loss landscape %s, f = %s.", m.Title, scale.Minus(m.Formula))
	between, floor := " ", sc.arrivalFloor()
	for _, t := range sc.Tracks {
		b.WriteString(between + sc.outcome(t, floor))
		between = "; "
		if more := t.describeMore(); more != "" {
			b.WriteString("." + more)
			between = " "
		}
	}
	if between == "; " {
		b.WriteByte('.')
	}
	return b.String()
}

// outcome is what came of a run, whose losses are measured from floor.
func (sc Scene) outcome(t Track, floor float64) string {
	name, v, n := t.Label, t.Path.Verdict, t.Path.Len()
	if t.Schedule != "constant" && t.Schedule != "" && !strings.Contains(name, t.Schedule) && !strings.Contains(name, sheet.Phrase("de", t.Schedule)) {
		name += " (" + t.Schedule + " rate)"
	}
	if n == 0 {
		return name + ": " + v.String()
	}
	if t.Ensemble != nil {
		return sc.outcomes(t, name)
	}
	is := fmt.Sprintf("%s is at %s after %s", name, scale.Number(t.Path.Loss[n-1]), sheet.Count(t.Path.Step(n-1), "step"))
	switch {
	case v.Outcome == optimizers.Diverged:
		return fmt.Sprintf("%s diverges at step %d", name, v.Step)
	case v.Outcome == optimizers.Failed:
		return fmt.Sprintf("%s stops at step %d: %s", name, v.Step, v.Reason)
	case v.Outcome == optimizers.Stopped && v.Best >= 0:
		return fmt.Sprintf("%s stops early at step %d, best at %d", name, v.Step, v.Best)
	case v.Outcome == optimizers.LeftWindow:
		return is + ", outside the window"
	case v.Name != "" && v.Name != "minimum" && v.At != nil:
		return name + " ends at the " + v.Name + " " + sheet.Coordinates(v.At)
	}
	if row, tolerance := t.arrival(floor); row >= 0 {
		is = fmt.Sprintf("%s reaches %s after %s", name, tolerance, sheet.Count(t.Path.Step(row), "step"))
	}
	switch {
	case v.Name != "" && v.At == nil:
		return is + ", on " + v.NameWithArticle()
	case v.Name != "":
		return is + ", at the " + v.Name + " " + sheet.Coordinates(v.At)
	case v.Outcome == optimizers.Oscillating:
		return is + ", oscillating"
	case v.Outcome == optimizers.Stalled:
		return is + ", stalled"
	}
	return is
}

// arrivals are the losses above the lowest known, of which the smallest that a run
// reaches is told.
var arrivals = []struct {
	loss float64
	text string
}{{1e-8, "1e-8"}, {1e-6, "1e-6"}, {1e-4, "1e-4"}}

// arrival is the first row at which a run's loss is as small as the smallest of arrivals
// that it ends below, and what that is called; -1 where it ends above all, or the lowest
// loss is not known.
func (t Track) arrival(floor float64) (row int, text string) {
	if math.IsNaN(floor) {
		return -1, ""
	}
	for _, a := range arrivals {
		if t.Path.Loss[t.Path.Len()-1]-floor > a.loss {
			continue
		}
		if floor != 0 {
			a.text = scale.Number(floor) + "+" + a.text // in one word, for the languages
		}
		return slices.IndexFunc(t.Path.Loss, func(v float64) bool { return v-floor <= a.loss }), a.text
	}
	return -1, ""
}

// arrivalFloor is what the losses of all runs are measured from; NaN where it is not known
// or a loss is below it.
func (sc Scene) arrivalFloor() float64 {
	floor := sc.meta().Floor()
	if math.IsInf(floor, 0) || sc.below(floor) {
		return math.NaN()
	}
	return floor
}

// describeMore tells of a run's validation loss.
func (t Track) describeMore() string {
	if row := bestRow(t.Path); row >= 0 {
		return fmt.Sprintf(" Its validation loss is lowest, %s, after %s.", scale.Number(t.Path.Validation[row]), sheet.Count(t.Path.Step(row), "step"))
	}
	return ""
}

// outcomes is what came of a run's replicates.
func (sc Scene) outcomes(t Track, name string) string {
	l, seeds, lost := t.Ensemble.Loss, len(t.Ensemble.Ends), 0
	for _, e := range t.Ensemble.Ends {
		if e.Verdict.Outcome == optimizers.Diverged {
			lost++
		}
	}
	line, centre := sc.centre(l), sc.centreName()
	last := len(line) - 1
	switch {
	case seeds == 0 && math.IsInf(line[last], 0):
		return name + ": the expected loss diverges"
	case seeds == 0:
		return fmt.Sprintf("%s: expected loss %s after %s", name, scale.Number(line[last]), sheet.Count(t.Ensemble.Last, "step"))
	case last < 0 || math.IsInf(line[last], 0) || math.IsNaN(line[last]):
		return fmt.Sprintf("%s diverges in %d of %s", name, lost, sheet.Count(seeds, "seed"))
	case lost > 0:
		return fmt.Sprintf("%s: %s loss of %s %s after %s, %d diverge", name, centre, sheet.Count(seeds, "seed"), scale.Number(line[last]), sheet.Count(t.Ensemble.Last, "step"), lost)
	}
	return fmt.Sprintf("%s: %s loss of %s %s after %s, 10 %% below %s and above %s", name, centre, sheet.Count(seeds, "seed"),
		scale.Number(line[last]), sheet.Count(t.Ensemble.Last, "step"), scale.Number(l.Low[last]), scale.Number(l.High[last]))
}

// describeLines tells of the scene's lines across.
func (sc Scene) describeLines() string {
	desc := ""
	for _, l := range sc.Lines {
		desc += fmt.Sprintf(" Dashed at %s: %s.", scale.Number(l.At), sheet.Plain(l.Label))
	}
	return desc
}
