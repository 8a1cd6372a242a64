package render

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/words"
)

// finish finishes a figure with the scene's title and a description: how each run ended,
// followed by more sentences.
func (sc Scene) finish(s *sheet.Sheet, more ...string) (figure.Figure, error) {
	return s.Finish(sc.title(s.Lang), sc.describe(s.Lang)+strings.Join(more, "")+sc.describeLines(s.Lang)+sc.describeMarks(s.Lang))
}

// describe returns a description of the figure for readers who do not see it: the surface,
// and how each run ended.
func (sc Scene) describe(l words.Language) string {
	m := sc.meta()
	var b strings.Builder
	b.WriteString(l.Landscape(m))
	between, floor := " ", sc.arrivalFloor()
	for _, t := range sc.Tracks {
		b.WriteString(between + sc.outcome(l, t, floor))
		between = "; "
		if row := bestRow(t.Path); row >= 0 {
			b.WriteString(". " + l.ValidationLowest(t.Path.Validation[row], t.Path.Step(row)))
			between = " "
		}
	}
	if between == "; " {
		b.WriteByte('.')
	}
	return b.String()
}

// nameWithSchedule returns the label of a run, with its schedule unless the label names
// it.
func (t Track) nameWithSchedule(l words.Language) string {
	schedule := t.scheduleName(l)
	if strings.Contains(t.Label, schedule) {
		return t.Label
	}
	return l.WithSchedule(t.Label, schedule)
}

// scheduleName returns the name of a track's schedule.
func (t Track) scheduleName(l words.Language) string { return cmp.Or(t.Schedule, l.ConstantRate()) }

// outcome returns a clause on how a run ended, such as "Adam reaches 1e-8 after 200
// steps". The floor is the lowest known loss or NaN, see arrival.
func (sc Scene) outcome(l words.Language, t Track, floor float64) string {
	name, v, n := t.Label, t.Path.Verdict, t.Path.Len()
	if t.Schedule != "" {
		name = t.nameWithSchedule(l)
	}
	if n == 0 {
		return name + ": " + l.Verdict(v)
	}
	if t.Ensemble != nil {
		return sc.outcomes(l, t, name)
	}
	is := l.IsAt(name, t.Path.Loss[n-1], t.Path.Step(n-1))
	switch {
	case v.Outcome == optimizers.Diverged:
		return l.RunDiverges(name)
	case v.Outcome == optimizers.Failed:
		return l.StopsAtStep(name, v)
	case v.Outcome == optimizers.Stopped && v.Best >= 0:
		return l.StopsEarly(name, v.Step, v.Best)
	case v.Outcome == optimizers.LeftWindow:
		return l.OutsideWindow(is)
	case v.Name != "" && v.Name != "minimum" && v.At != nil:
		return l.EndsAt(name, v.Name, v.At)
	}
	if row, tolerance := t.arrival(floor); row >= 0 {
		is = l.Reaches(name, tolerance, floor, t.Path.Step(row))
	}
	switch {
	case v.Name != "" && v.At == nil:
		return l.OnSet(is, v)
	case v.Name != "":
		return l.AtPoint(is, v.Name, v.At)
	case v.Outcome == optimizers.Oscillating:
		return l.IsOscillating(is)
	case v.Outcome == optimizers.Stalled:
		return l.IsStalled(is)
	}
	return is
}

// arrivals holds tolerances above the lowest known loss, the smallest first. A description
// names the first tolerance that the run meets.
var arrivals = []struct {
	loss float64
	text string
}{{1e-8, "1e-8"}, {1e-6, "1e-6"}, {1e-4, "1e-4"}}

// arrival finds the smallest tolerance of arrivals above floor that the run's last loss
// meets. The result is the first row whose loss meets this tolerance, and the tolerance as
// text; the row is -1 where the run ends above all tolerances or floor is NaN.
func (t Track) arrival(floor float64) (row int, text string) {
	if math.IsNaN(floor) {
		return -1, ""
	}
	for _, a := range arrivals {
		if t.Path.Loss[t.Path.Len()-1]-floor > a.loss {
			continue
		}
		return slices.IndexFunc(t.Path.Loss, func(v float64) bool { return v-floor <= a.loss }), a.text
	}
	return -1, ""
}

// arrivalFloor returns the lowest known loss, above which arrival measures; NaN where no
// finite one is known or a run gets below it.
func (sc Scene) arrivalFloor() float64 {
	floor := sc.meta().Floor()
	if math.IsInf(floor, 0) || sc.below(floor, 1e-12*math.Abs(floor)) {
		return math.NaN()
	}
	return floor
}

// outcomes returns a clause on how the replicates of a run ended.
func (sc Scene) outcomes(l words.Language, t Track, name string) string {
	band, seeds := t.Ensemble.Loss, len(t.Ensemble.Ends)
	line := sc.centreLine(band)
	last := len(line) - 1
	if seeds == 0 {
		if math.IsInf(line[last], 0) {
			return l.ExpectedDiverges(name)
		}
		return l.ExpectedAfter(name, line[last], t.Ensemble.Last)
	}
	lost := t.numDiverged()
	if last < 0 || math.IsInf(line[last], 0) || math.IsNaN(line[last]) {
		return l.SeedsDiverge(name, lost, seeds)
	}
	outcome := l.SeedsAfter(name, sc.centreLoss(l), seeds, line[last], t.Ensemble.Last)
	if lost > 0 {
		return l.ButDiverge(outcome, lost)
	}
	return l.Spread(outcome, band.Low[last], band.High[last])
}

// describeLines returns a sentence for each of the scene's reference lines.
func (sc Scene) describeLines(l words.Language) string {
	desc := ""
	for _, line := range sc.Lines {
		desc += l.DashedAt(line.At, sheet.Plain(line.Label))
	}
	return desc
}
