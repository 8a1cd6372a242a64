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
	}
	return b.String()
}
