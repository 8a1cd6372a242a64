package render

import (
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/sheet"
)

// Runs that are compared by their epochs have dots at the ends of these, whatever the
// batch, unless one lacks them.
func TestRhythm(t *testing.T) {
	track := func(perEpoch float64, every int) Track {
		return Track{PerEpoch: perEpoch, Path: optimizers.Trajectory{Every: every, Loss: make([]float64, 3)}}
	}
	for _, c := range []struct {
		epochs int
		tracks []Track
		want   dotInterval
		rows   []int
	}{
		{5, []Track{track(1, 0), track(100, 0), track(100, 50)}, dotInterval{1, true}, []int{1, 100, 2}},
		{100, []Track{track(10, 0)}, dotInterval{2, true}, []int{20}},
		{5, []Track{track(10, 0), track(10, 3)}, dotInterval{n: 3}, []int{3, 1}},
		{5, []Track{track(0, 0)}, dotInterval{n: 1}, []int{1}},
		{0, []Track{track(10, 0)}, dotInterval{n: 1}, []int{1}},
	} {
		sc := Scene{Epochs: c.epochs, Tracks: c.tracks}
		got := sc.dotInterval()
		if got != c.want {
			t.Errorf("%d epochs: %+v, want %+v", c.epochs, got, c.want)
		}
		for i, track := range c.tracks {
			if n := got.rows(track); n != c.rows[i] {
				t.Errorf("%d epochs: %d rows of track %d, want %d", c.epochs, n, i, c.rows[i])
			}
		}
	}
}

// Where text has a least size no more panels stand side by side than their titles leave.
func TestPanelTitles(t *testing.T) {
	groups := []Panel{{Title: "batch 1: epoch 1: a long story"}, {Title: "batch 10"}, {Title: "batch 100"}}
	if n := mostDetails(groups); n != 2 {
		t.Errorf("%d lines below the first, want 2", n)
	}
	style := sheet.DefaultStyle()
	for theme, want := range map[string]int{"light": 3, "paper": 2} {
		style.Theme = sheet.MustTheme(theme)
		s := sheet.New(style)
		if got := mostColumns(s, groups, 2.1*widestTitle(s, groups)+sheet.TitleGap*s.Unit); got != want {
			t.Errorf("%s: %d side by side, want %d", theme, got, want)
		}
		if got := mostColumns(s, groups, vg.Length(1)); got != 3 {
			t.Errorf("%s: %d side by side in no room, want all", theme, got)
		}
	}
}
