package render

import (
	"fmt"
	"strings"

	"github.com/optviz/optviz/render/scale"
)

// describe tells in words what the figure shows, for those who do not see it.
func (sc Scene) describe() string {
	m := sc.meta()
	var b strings.Builder
	fmt.Fprintf(&b, "Loss landscape %s, f = %s.", m.Title, m.Formula)
	for _, t := range sc.Tracks {
		n := t.Path.Len()
		if n == 0 {
			fmt.Fprintf(&b, " %s: %s.", t.Label, t.Path.Verdict)
			continue
		}
		fmt.Fprintf(&b, " %s (%s rate): loss %s after %s; %s.",
			t.Label, t.Schedule, scale.Number(t.Path.Loss[n-1]), count(t.Path.Step(n-1), "step"), t.Path.Verdict)
		if row := bestRow(t.Path); row >= 0 {
			fmt.Fprintf(&b, " Its validation loss is lowest, %s, after %s.", scale.Number(t.Path.Validation[row]), count(t.Path.Step(row), "step"))
		}
		if t.Ensemble != nil {
			b.WriteString(sc.describeEnsemble(t))
		}
	}
	return b.String()
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
