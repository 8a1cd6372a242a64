package render_test

import (
	"slices"
	"testing"

	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/sheet"
)

// A rate that never changes stands below the name of its run, unless the name or the rule
// says it; a panel of rates is drawn where a rate changes.
func TestCompareNamesRates(t *testing.T) {
	texts := func(change func(*render.Scene)) []string {
		sc := scene(t, "rosenbrock", 20, run{"sgd", 0.001, nil}, run{"newton", 1, nil})
		change(&sc)
		style := sheet.DefaultStyle()
		style.Audit = &sheet.Audit{}
		if _, err := render.Compare(sc, style); err != nil {
			t.Fatal(err)
		}
		return style.Audit.Texts
	}
	for name, c := range map[string]struct {
		change    func(*render.Scene)
		has, lack string
	}{
		"a rate":           {func(*render.Scene) {}, "$η$ = 0.001", "$η$ = 1"},
		"no panel of them": {func(*render.Scene) {}, "SGD", "rate ηk"},
		"in the name":      {func(sc *render.Scene) { sc.Tracks[0].Label = "GD η = 0.001" }, "GD $η$ = 0.001", "$η$ = 0.001"},
		"a short name":     {func(sc *render.Scene) { sc.Tracks[0].Label, sc.Tracks[0].Short = "Gradient descent", "GD" }, "GD", "SGD"},
		"a schedule": {func(sc *render.Scene) {
			sc.Tracks[0].Schedule = "cosine"
			sc.Tracks[0].Path.LR[3] = 0.0005
		}, "cosine", "$η$ = 0.001"},
		"a given name of a schedule": {func(sc *render.Scene) {
			sc.Tracks[0].Schedule, sc.Tracks[0].Named, sc.Tracks[0].Label = "cosine", true, "falling"
			sc.Tracks[0].Path.LR[3] = 0.0005
		}, "falling", "cosine"},
	} {
		got := texts(c.change)
		if !slices.Contains(got, c.has) || slices.Contains(got, c.lack) {
			t.Errorf("%s: %q must have %q and lack %q", name, got, c.has, c.lack)
		}
	}
}
