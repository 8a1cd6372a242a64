package runs

import (
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
)

// TestArrows: with --arrows step each rule has its first step once, wherever
// its runs start.
func TestArrows(t *testing.T) {
	s := document.Default()
	s.Optimizers, s.Starts = []string{"sgd:lr=.1", "adam:lr=.1"}, [][]float64{{1, 2}, {-1, 2}}
	for arrows, want := range map[string]string{"": "----", "gradient": "----", "step": "x-x-"} {
		s.Arrows = arrows
		p, err := PlanOf(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, track := range scene(t, p, s, nil).Tracks {
			if track.First == nil {
				got += "-"
				continue
			}
			got += "x"
			if step, ok := track.First([]float64{0, 0}); !ok || !(step[0] > 0) {
				t.Errorf("%s at 0: %v, %v", track.Label, step, ok)
			}
		}
		if got != want {
			t.Errorf("--arrows %q: %s, want %s", arrows, got, want)
		}
	}
}

// TestImplied: flags of one view choose it, and go with no other.
func TestImplied(t *testing.T) {
	for _, test := range []struct {
		change func(*document.Spec)
		want   string // the view or the error
	}{
		{func(s *document.Spec) {}, "compare"},
		{func(s *document.Spec) { s.Arrows = "step" }, "field"},
		{func(s *document.Spec) { s.Arrows, s.View = "gradient", "Field" }, "field"},
		{func(s *document.Spec) { s.Panels = "run" }, "panels"},
		{func(s *document.Spec) { s.Arrows, s.View = "step", "loss" }, `--arrows "step": goes with --view field, not loss`},
		{func(s *document.Spec) { s.Arrows = "steps" }, `(did you mean step?)`},
		{func(s *document.Spec) { s.Arrows, s.Panels = "step", "run" }, `--arrows "step": goes with --view field, not panels`},
	} {
		s := document.Default()
		test.change(&s)
		p, err := PlanOf(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		view, _, err := ViewOf(s, p)
		got := view.Name
		if err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, test.want) {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}
