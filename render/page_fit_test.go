package render

import (
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/surfaces"
)

// Cells leave panels room in every theme: text as large as the theme's is no
// reason for a sliver.
func TestPageLeavesPanelsRoom(t *testing.T) {
	scene := Scene{Surface: surfaces.Himmelblau{}, Window: [2][2]float64{{-6, 6}, {-6, 6}}}
	for _, theme := range Themes() {
		style := Style{Width: 1280, Height: 720, DPI: 144, Theme: theme.Name}
		if theme.Name == "paper" {
			style = Style{Width: 992, Height: 624, DPI: 144, Theme: theme.Name}
		}
		for n := 1; n <= 6; n++ {
			p := Page{Title: "A title"}
			page := p.Fit(style, n)
			cell := p.Cell(page, n)
			s := newSheet(cell)
			if w, h := s.Width/(runSize*s.u), s.Height/(runSize*s.u); w < 25 || h < 20 {
				t.Errorf("%s, %d figures: a cell of %.1f x %.1f em", theme.Name, n, w, h)
			}
			if _, err := Trajectory(scene, cell); err != nil {
				t.Errorf("%s, %d figures: %v", theme.Name, n, err)
			}
			if columns, _ := p.declared(n); theme.text == 0 && page != style {
				t.Errorf("%s, %d columns: another size of the page", theme.Name, columns)
			}
		}
	}
}

// A figure without room for its panel says which size has it.
func TestNoRoom(t *testing.T) {
	scene := Scene{Surface: surfaces.Himmelblau{}, Window: [2][2]float64{{-6, 6}, {-6, 6}}}
	_, err := Trajectory(scene, Style{Width: 10, Height: 10, DPI: 144, Theme: "paper"})
	if err == nil || !strings.Contains(err.Error(), "does not fit in 10x10 pixels: at least ") {
		t.Errorf("%v", err)
	}
}

// Where a legend beside it would leave a landscape a stamp, it is below: in a
// column of text the landscape keeps two fifths of the figure's width.
func TestLegendBelow(t *testing.T) {
	scene := germanScenes(t)[1]
	scene.Window = [2][2]float64{{-2, 2}, {-2, 2}}
	scene.Tracks[0].Label = "A rule with a long name"
	for _, c := range []struct {
		style Style
		below bool
	}{{Style{Width: 482, Height: 624, DPI: 144, Theme: "paper"}, true}, {Style{Width: 1600, Height: 900, DPI: 144}, false}} {
		s := newSheet(c.style)
		room := vg.Rectangle{Min: vg.Point{X: 0.1 * s.Width, Y: 0.1 * s.Height}, Max: vg.Point{X: 0.95 * s.Width, Y: 0.9 * s.Height}}
		names := entries(scene.legend(), assign(scene.Tracks))
		l, left := s.placeLegend(names, s.legendWidth(names), room, func(r vg.Point) vg.Point { return aspect(scene.Window, r) })
		if width := aspect(scene.Window, left.Size()).X; l.below != c.below || width < 0.4*s.Width {
			t.Errorf("%s: below %v, %.2f of the width", c.style.Theme, l.below, width/s.Width)
		}
	}
}
