package render

import (
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
)

// An alternative text tells what came of each run: where it arrived and when, where it
// is, or how it was lost.
func TestOutcome(t *testing.T) {
	zero := surfaces.Meta{Dim: 2, Title: "Bowl", Infimum: 0}
	below := zero
	below.Infimum = -1
	path := func(outcome optimizers.Outcome, step int, name string, loss ...float64) optimizers.Trajectory {
		v := optimizers.Verdict{Outcome: outcome, Step: step, Best: -1, Point: -1, Name: name}
		if name != "" {
			v.Point, v.At = 0, []float64{0, 0}
		}
		return optimizers.Trajectory{Dim: 2, Loss: loss, X: make([]float64, 2*len(loss)), Verdict: v}
	}
	for _, c := range []struct {
		meta surfaces.Meta
		path optimizers.Trajectory
		want string
	}{
		{zero, path(optimizers.Descending, 2, "", 3, 1, 0.25), "Adam is at 0.25 after 2 steps"},
		{zero, path(optimizers.Descending, 1, "", 3, 0.5), "Adam is at 0.5 after 1 step"},
		{zero, path(optimizers.Descending, 3, "", 3, 1e-5, 2e-4, 9e-5), "Adam is within 1e-4 of the minimum 0 after 1 step"},
		{zero, path(optimizers.Converged, 3, "minimum", 3, 1, 1e-9, 1e-12), "Adam is within 1e-8 of the minimum 0 after 2 steps, at the minimum (0, 0)"},
		{below, path(optimizers.Converged, 2, "minimum", 3, 1, -1), "Adam is within 1e-8 of the minimum −1 after 2 steps, at the minimum (0, 0)"},
		{zero, path(optimizers.Converged, 2, "saddle", 3, 1, 1e-9), "Adam ends at the saddle (0, 0)"},
		{zero, path(optimizers.Diverged, 2, "", 3, 1e300), "Adam diverges"},
		{zero, path(optimizers.LeftWindow, 1, "", 3, 7), "Adam is at 7 after 1 step, outside the window"},
		{zero, path(optimizers.Oscillating, 1, "", 3, 7), "Adam is at 7 after 1 step, oscillating"},
		{zero, path(optimizers.Failed, 0, "", 3), "Adam stops at step 0: "},
	} {
		sc := Scene{Meta: &c.meta, Tracks: []Track{{Label: "Adam", Path: c.path}}}
		if got := sc.outcome(words.English, sc.Tracks[0], sc.arrivalFloor()); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
