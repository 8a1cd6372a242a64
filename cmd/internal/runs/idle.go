package runs

import (
	"slices"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/render"
)

// IdleOfRuns returns notes on the flags of runs that change nothing in a plan.
func IdleOfRuns(s document.Spec, p Plan) []string {
	return document.GridSpec{Spec: s}.Idle([]document.IdleRule{{Flags: []string{"seed"}, Holds: !p.Seeded, Why: NothingRandom}})
}

// IdleOfFigure returns notes on the flags of a figure of runs that change nothing.
func IdleOfFigure(s document.Spec, p Plan, view render.View) []string {
	followsLoss := slices.ContainsFunc(p.Runs, func(r Run) bool { return schedules.FollowsLoss(r.Schedule, r.Steps) })
	plane := view.Planar && p.Meta.Dim > 2 && PlaneName(s) != "pca"
	return append(IdleRates(s), document.GridSpec{Spec: s}.Idle([]document.IdleRule{
		{Flags: OnlyRuns, Holds: len(p.Runs) == 0, Why: "--view " + view.Name + " makes no runs without --optimizer"},
		{Flags: []string{"lr"}, Holds: s.Tune != "", Why: "--tune chooses the learning rates"},
		{Flags: []string{"noise", "clip", "seed", "start"}, Holds: view.Rates && !followsLoss, Why: "it changes no learning rate, and --view " + view.Name + " shows nothing else"},
		{Flags: []string{"legend"}, Holds: s.Legend == document.None && view.Headed, Why: "--view " + view.Name + " has none, and names its runs in headings"},
		{Flags: []string{"over"}, Holds: p.Seeds == 1 && s.Over != document.Expected, Why: "there is one seed; --seeds makes more"},
		{Flags: []string{"seed"}, Holds: !p.Seeded && !plane, Why: NothingRandom},
	})...)
}

// NothingRandom is the reason why one or several seeds change nothing.
const NothingRandom = "nothing is random"

// OnlyRuns lists the flags that have an effect only on runs.
var OnlyRuns = []string{"steps", "epochs", "examples", "batch", "order", "noise", "clip", "seed", "seeds", "redraw", "patience", "every", "tune"}
