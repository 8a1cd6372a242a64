package spec

import (
	"slices"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/render"
)

// IdleOfRuns notes which flags of the runs of a plan change nothing.
func IdleOfRuns(s document.Spec, p Plan) []string {
	return document.MapSpec{Spec: s}.Idle([]document.IdleRule{{Flags: []string{"seed"}, Holds: !p.seeded, Why: nothingRandom}})
}

// idleOfFigure notes which flags of a figure of runs change nothing.
func idleOfFigure(s document.Spec, p Plan, view render.View) []string {
	followsLoss := slices.ContainsFunc(p.Runs, func(r Run) bool { return r.FollowsLoss() })
	plane := view.Planar && p.Meta.Dim > 2 && planeName(s) != "pca"
	return document.MapSpec{Spec: s}.Idle([]document.IdleRule{
		{Flags: onlyRuns, Holds: len(p.Runs) == 0, Why: "--view " + view.Name + " makes no runs without --optimizer"},
		{Flags: []string{"lr"}, Holds: s.Tune != "", Why: "--tune chooses the learning rates"},
		{Flags: []string{"noise", "clip", "seed", "start"}, Holds: view.Name == "schedule" && !followsLoss, Why: "it changes no learning rate, and --view schedule shows nothing else"},
		{Flags: []string{"over"}, Holds: p.Seeds == 1 && s.Over != document.Expected, Why: "there is one seed; --seeds makes more"},
		{Flags: []string{"seed"}, Holds: !p.seeded && !plane, Why: nothingRandom},
	})
}

// idle notes which flags of a map change nothing.
func (m *Map) idle() []string {
	varies := func(k knob) bool { return k.kind == specKey || k.kind == surfaceKey || k.kind == ruleKey }
	random := m.seeded || m.random() || slices.ContainsFunc(m.knobs(), varies) // in some cell
	return m.Spec.Idle([]document.IdleRule{
		{Flags: onlyRuns, Holds: m.rate, Why: "--metric rate is without runs"},
		{Flags: []string{"start"}, Holds: m.rate && m.Spec.Formula == "", Why: "--metric rate is without runs"}, // a formula has none of its own
		{Flags: []string{"seed", "seeds"}, Holds: m.Spec.Over == document.Expected, Why: "--over expected is of all seeds there could be"},
		{Flags: []string{"lr"}, Holds: m.Spec.Tune != "", Why: "--tune chooses the learning rates"},
		{Flags: []string{"over"}, Holds: m.Seeds == 1 && m.Spec.Over != document.Expected, Why: "there is one seed; --seeds makes more"},
		{Flags: []string{"seed", "seeds"}, Holds: !random, Why: nothingRandom},
	})
}

// nothingRandom is why a seed, or several, change nothing.
const nothingRandom = "nothing is random"

// onlyRuns are flags that change runs, and nothing without runs.
var onlyRuns = []string{"steps", "epochs", "examples", "batch", "order", "noise", "clip", "seed", "seeds", "redraw", "patience", "every", "tune"}
