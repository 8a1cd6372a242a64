package runs

import (
	"slices"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/render"
)

// IdleOfRuns notes which flags of the runs of a plan change nothing.
func IdleOfRuns(s document.Spec, p Plan) []string {
	return document.GridSpec{Spec: s}.Idle([]document.IdleRule{{Flags: []string{"seed"}, Holds: !p.Seeded, Why: NothingRandom}})
}

// IdleOfFigure notes which flags of a figure of runs change nothing.
func IdleOfFigure(s document.Spec, p Plan, view render.View) []string {
	followsLoss := slices.ContainsFunc(p.Runs, func(r Run) bool { return schedules.FollowsLoss(r.Schedule, r.Steps) })
	plane := view.Planar && p.Meta.Dim > 2 && PlaneName(s) != "pca"
	return document.GridSpec{Spec: s}.Idle([]document.IdleRule{
		{Flags: OnlyRuns, Holds: len(p.Runs) == 0, Why: "--view " + view.Name + " makes no runs without --optimizer"},
		{Flags: []string{"lr"}, Holds: s.Tune != "", Why: "--tune chooses the learning rates"},
		{Flags: []string{"noise", "clip", "seed", "start"}, Holds: view.Name == "schedule" && !followsLoss, Why: "it changes no learning rate, and --view schedule shows nothing else"},
		{Flags: []string{"over"}, Holds: p.Seeds == 1 && s.Over != document.Expected, Why: "there is one seed; --seeds makes more"},
		{Flags: []string{"seed"}, Holds: !p.Seeded && !plane, Why: NothingRandom},
	})
}

// NothingRandom is why a seed, or several, change nothing.
const NothingRandom = "nothing is random"

// OnlyRuns are flags that change runs, and nothing without runs.
var OnlyRuns = []string{"steps", "epochs", "examples", "batch", "order", "noise", "clip", "seed", "seeds", "redraw", "patience", "every", "tune"}
