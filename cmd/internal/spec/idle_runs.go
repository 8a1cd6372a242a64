package spec

import (
	"slices"

	"github.com/optviz/optviz/render"
)

// IdleOfRuns notes which flags of the runs of a plan change nothing.
func IdleOfRuns(s Spec, p Plan) []string {
	return MapSpec{Spec: s}.idle([]idleRule{{[]string{"seed"}, !p.seeded, nothingRandom}})
}

// idleOfFigure notes which flags of a figure of runs change nothing.
func (s Spec) idleOfFigure(p Plan, view render.View) []string {
	followsLoss := slices.ContainsFunc(p.Runs, func(r Run) bool { return r.FollowsLoss() })
	plane := view.Planar && p.Meta.Dim > 2 && s.planeName() != "pca"
	return MapSpec{Spec: s}.idle([]idleRule{
		{onlyRuns, len(p.Runs) == 0, "--view " + view.Name + " makes no runs without --optimizer"},
		{[]string{"lr"}, s.Tune != "", "--tune chooses the learning rates"},
		{[]string{"noise", "clip", "seed", "start"}, view.Name == "schedule" && !followsLoss, "it changes no learning rate, and --view schedule shows nothing else"},
		{[]string{"over"}, p.Seeds == 1 && s.Over != expected, "there is one seed; --seeds makes more"},
		{[]string{"seed"}, !p.seeded && !plane, nothingRandom},
	})
}

// idle notes which flags of a map change nothing.
func (m *Map) idle() []string {
	varies := func(k knob) bool { return k.kind == specKey || k.kind == surfaceKey || k.kind == ruleKey }
	random := m.seeded || m.random() || slices.ContainsFunc(m.knobs(), varies) // in some cell
	return m.Spec.idle([]idleRule{
		{onlyRuns, m.rate, "--metric rate is without runs"},
		{[]string{"start"}, m.rate && m.Spec.Formula == "", "--metric rate is without runs"}, // a formula has none of its own
		{[]string{"seed", "seeds"}, m.Spec.Over == expected, "--over expected is of all seeds there could be"},
		{[]string{"lr"}, m.Spec.Tune != "", "--tune chooses the learning rates"},
		{[]string{"over"}, m.Seeds == 1 && m.Spec.Over != expected, "there is one seed; --seeds makes more"},
		{[]string{"seed", "seeds"}, !random, nothingRandom},
	})
}

// nothingRandom is why a seed, or several, change nothing.
const nothingRandom = "nothing is random"

// onlyRuns are flags that change runs, and nothing without runs.
var onlyRuns = []string{"steps", "epochs", "examples", "batch", "order", "noise", "clip", "seed", "seeds", "redraw", "patience", "every", "tune"}
