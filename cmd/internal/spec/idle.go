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

// nothingRandom is why a seed, or several, change nothing.
const nothingRandom = "nothing is random"

// onlyRuns are flags that change runs, and nothing without runs.
var onlyRuns = []string{"steps", "epochs", "examples", "batch", "order", "noise", "clip", "seed", "seeds", "redraw", "patience", "every", "tune"}
