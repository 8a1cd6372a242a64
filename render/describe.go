package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/scale"
)

// describe tells in words what the figure shows, for those who do not see it: what came
// of each run.
func (sc Scene) describe() string {
	m := sc.meta()
	var b strings.Builder
	fmt.Fprintf(&b, "Loss landscape %s, f = %s.", m.Title, m.Formula)
	between := " "
	for _, t := range sc.Tracks {
		b.WriteString(between + sc.outcome(t))
		between = "; "
		if more := sc.describeMore(t); more != "" {
			b.WriteString("." + more)
			between = " "
		}
	}
	if between == "; " {
		b.WriteByte('.')
	}
	return b.String()
}

// outcome is what came of a run.
func (sc Scene) outcome(t Track) string {
	name, v, n := t.Label, t.Path.Verdict, t.Path.Len()
	if t.Schedule != "constant" && t.Schedule != "" && !strings.Contains(name, t.Schedule) {
		name += " (" + t.Schedule + " rate)"
	}
	if n == 0 {
		return name + ": " + v.String()
	}
	is := fmt.Sprintf("%s is at %s after %s", name, scale.Number(t.Path.Loss[n-1]), count(t.Path.Step(n-1), "step"))
	switch {
	case v.Outcome == optimizers.Diverged:
		return fmt.Sprintf("%s diverges at step %d", name, v.Step)
	case v.Outcome == optimizers.Failed:
		return fmt.Sprintf("%s stops at step %d: %s", name, v.Step, v.Reason)
	case v.Outcome == optimizers.Stopped && v.Best >= 0:
		return fmt.Sprintf("%s stops early at step %d, best at %d", name, v.Step, v.Best)
	case v.Outcome == optimizers.LeftWindow:
		return is + ", outside the window"
	case v.Name != "" && v.Name != "minimum":
		return name + " ends at the " + v.Name + " " + coordinates(v.At)
	}
	if row, tolerance := sc.arrival(t); row >= 0 {
		is = fmt.Sprintf("%s reaches %s after %s", name, tolerance, count(t.Path.Step(row), "step"))
	}
	switch {
	case v.Name != "":
		return is + ", at the " + v.Name + " " + coordinates(v.At)
	case v.Outcome == optimizers.Oscillating:
		return is + ", oscillating"
	case v.Outcome == optimizers.Stalled:
		return is + ", stalled"
	}
	return is
}

// arrivals are the losses, above a landscape's infimum of 0, of which the smallest that
// a run reaches is told.
var arrivals = []struct {
	loss float64
	text string
}{{1e-8, "1e-8"}, {1e-6, "1e-6"}, {1e-4, "1e-4"}}

// arrival is the first row at which a run's loss is as small as the smallest of arrivals
// that it ends below, and that one's text; -1 where it ends above all, or the infimum
// is not 0.
func (sc Scene) arrival(t Track) (row int, text string) {
	if sc.meta().Floor() != 0 {
		return -1, ""
	}
	for _, a := range arrivals {
		if t.Path.Loss[t.Path.Len()-1] <= a.loss {
			return slices.IndexFunc(t.Path.Loss, func(v float64) bool { return v <= a.loss }), a.text
		}
	}
	return -1, ""
}

// describeMore tells of a run's validation loss and of its replicates.
func (sc Scene) describeMore(t Track) string {
	more := ""
	if row := bestRow(t.Path); row >= 0 {
		more = fmt.Sprintf(" Its validation loss is lowest, %s, after %s.", scale.Number(t.Path.Validation[row]), count(t.Path.Step(row), "step"))
	}
	if t.Ensemble != nil {
		more += sc.describeEnsemble(t)
	}
	return more
}

// describeEnsemble tells what the replicates come to.
func (sc Scene) describeEnsemble(t Track) string {
	l := t.Ensemble.Loss
	line := sc.centre(l)
	last := len(line) - 1
	if last < 0 {
		return ""
	}
	return fmt.Sprintf(" Of %s the %s loss is %s after %s, 10 %% are below %s and above %s.", count(len(t.Ensemble.Ends), "seed"), sc.centreName(),
		scale.Number(line[last]), count(t.Ensemble.Last, "step"), scale.Number(l.Low[last]), scale.Number(l.High[last]))
}
