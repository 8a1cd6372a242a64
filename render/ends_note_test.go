package render

import (
	"slices"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/words"
)

// The note about a path of replicates says how many steps lie between its points, and nothing where
// each step has its own.
func TestEndsNote(t *testing.T) {
	many := &optimizers.Ensemble{Ends: make([]optimizers.End, 40)}
	for every, want := range map[int]string{0: "line: one of 40 seeds", 1: "line: one of 40 seeds", 20: "line: one of 40 seeds, every 20 steps"} {
		sc := Scene{Tracks: []Track{{Path: optimizers.Trajectory{Every: 50}}, {Path: optimizers.Trajectory{Every: every}, Ensemble: many}}}
		if got := sc.endsNote(words.English); !slices.Equal(got, []string{want, "dots: where all end"}) {
			t.Errorf("every %d: %q", every, got)
		}
	}
	if got := (Scene{Tracks: []Track{{}}}).endsNote(words.English); got != nil {
		t.Errorf("a run alone: %q", got)
	}
}

// Where the subtitle is short the key explains the paths and dots of replicates instead.
func TestEndsKey(t *testing.T) {
	many := &optimizers.Ensemble{Ends: make([]optimizers.End, 40)}
	sc := Scene{Tracks: []Track{{}, {Path: optimizers.Trajectory{Every: 20}, Ensemble: many}}}
	for theme, want := range map[string][]string{"light": nil, "slides": {"one of 40 seeds, every 20 steps", "where all end"}} {
		style := sheet.DefaultStyle()
		style.Theme = sheet.MustTheme(theme)
		var got []string
		for _, item := range sc.endsKey(sheet.New(style), make([]sheet.LineStyle, 2)) {
			got = append(got, item.Name)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", theme, got, want)
		}
	}
}
