package render

import (
	"reflect"
	"regexp"
	"strconv"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
)

// Cells leave panels room in every theme: text as large as the theme's is no
// reason for a sliver.
func TestPageLeavesPanelsRoom(t *testing.T) {
	scene := Scene{Surface: surfaces.Himmelblau{}, Window: surfaces.Window{{-6, 6}, {-6, 6}}}
	for _, theme := range sheet.Themes() {
		style := sheet.Style{Width: 1280, Height: 720, DPI: 144, Theme: theme}
		if theme.Name == "paper" {
			style = sheet.Style{Width: 992, Height: 624, DPI: 144, Theme: theme}
		}
		for n := 1; n <= 6; n++ {
			p := Page{Title: "A title"}
			page := p.Fit(style, n)
			cell := p.Cell(page, n, 0)
			s := sheet.New(cell)
			wide, high := vg.Length(25), vg.Length(20)
			if theme.Slides { // margins are slim, and axes and legends are shared
				wide, high = 19, 12-1e-9
			}
			if theme.Name == "paper" && n == 3 { // in one row
				wide = 17
			}
			if w, h := s.Width/(sheet.RunSize*s.Unit), s.Height/(sheet.RunSize*s.Unit); w < wide || h < high {
				t.Errorf("%s, %d figures: a cell of %.1f x %.1f em", theme.Name, n, w, h)
			}
			if _, err := Trajectory(scene, cell); err != nil {
				t.Errorf("%s, %d figures: %v", theme.Name, n, err)
			}
			if columns, _ := p.wantedGrid(n); theme.Text.Least == 0 && !reflect.DeepEqual(page, style) {
				t.Errorf("%s, %d columns: another size of the page", theme.Name, columns)
			}
		}
	}
}

// On paper three figures of a page stand in one row: two and one would leave a quarter of the page
// empty. Six in rows of three stand in rows of two.
func TestThreeInRow(t *testing.T) {
	s := sheet.New(sheet.Style{Width: 992, Height: 624, DPI: 144, Theme: sheet.MustTheme("paper")})
	for _, c := range []struct{ n, wanted, columns int }{{2, 2, 2}, {3, 3, 3}, {3, 2, 2}, {6, 3, 2}} {
		if got, _ := (Page{Columns: c.wanted}).grid(s, c.n); got != c.columns {
			t.Errorf("%d figures in rows of %d stand in rows of %d, want %d", c.n, c.wanted, got, c.columns)
		}
	}
}

// A figure without room for its panels says which size has it, in every view and
// theme. It may have to say so again: a larger figure has a larger head, and its
// legend elsewhere.
func TestNoRoom(t *testing.T) {
	refusal := regexp.MustCompile(`does not fit in \d+x\d+ pixels: at least (\d+)x(\d+)$`)
	scene := germanScenes(t)[2]
	draw := map[string]func(sheet.Style) (Figure, error){"map": germanMaps()[0].Draw, "curves": germanMaps()[1].Draw, "basins": germanMaps()[2].Draw}
	for _, v := range Views() {
		if !v.Fitted && !v.Tuned {
			draw[v.Name] = func(style sheet.Style) (Figure, error) { return v.Draw(scene, style) }
		}
	}
	for name, draw := range draw {
		for _, theme := range sheet.Themes() {
			style := sheet.Style{Width: 9, Height: 9, DPI: 144, Theme: theme}
			const most = 6
			refusals := 0
			for ; refusals <= most; refusals++ {
				_, err := draw(style)
				if err == nil {
					break
				}
				least := refusal.FindStringSubmatch(err.Error())
				if least == nil {
					t.Fatalf("%s, %s: %v", name, theme.Name, err)
				}
				style.Width, _ = strconv.ParseFloat(least[1], 64)
				style.Height, _ = strconv.ParseFloat(least[2], 64)
			}
			if refusals < 1 || refusals > most {
				t.Errorf("%s, %s: refused %d times, up to %gx%g", name, theme.Name, refusals, style.Width, style.Height)
			}
		}
	}
}

// Where a legend beside it would leave a landscape a stamp, it is below: in a
// column of text the landscape keeps two fifths of the figure's width.
func TestLegendBelow(t *testing.T) {
	scene := germanScenes(t)[1]
	scene.Window = surfaces.Window{{-2, 2}, {-2, 2}}
	scene.Tracks[0].Label = "A rule with a long name"
	for _, c := range []struct {
		style sheet.Style
		below bool
	}{{sheet.Style{Width: 482, Height: 624, DPI: 144, Theme: sheet.MustTheme("paper")}, true}, {sheet.Style{Width: 1600, Height: 900, DPI: 144}, false}} {
		s := sheet.New(c.style)
		room := vg.Rectangle{Min: vg.Point{X: 0.1 * s.Width, Y: 0.1 * s.Height}, Max: vg.Point{X: 0.95 * s.Width, Y: 0.9 * s.Height}}
		names := sheet.Entries(scene.legend(words.English), scene.styles(sheet.New(sheet.DefaultStyle())))
		l, left := s.PlaceLegend(names, s.LegendWidth(names), room, func(r vg.Point) vg.Point { return landscape.Aspect(scene.Window, r) })
		if width := landscape.Aspect(scene.Window, left.Size()).X; l.Below != c.below || width < 0.4*s.Width {
			t.Errorf("%s: below %v, %.2f of the width", c.style.Theme.Name, l.Below, width/s.Width)
		}
	}
}

// On a slide no part has a larger title than the slide, whose long title shrinks.
func TestPartTitleNoLarger(t *testing.T) {
	style := sheet.Style{Width: 1280, Height: 720, DPI: 96, Theme: sheet.MustTheme("slides")}
	for _, title := range []string{"Short", "Too low a rate crawls, the right one converges, too high a rate diverges"} {
		page := Page{Title: title, Columns: 2}
		whole := sheet.New(style)
		whole.DrawBanner(title, sheet.Header{})
		part := sheet.New(page.Cell(style, 2, 0))
		part.DrawHeader("A part", "", nil)
		if got, most := part.TitlePlace.Size, whole.TitlePlace.Size; got > most*1.04 || got < sheet.TickSize*part.Unit { // TitlePlace leaves some room to other fonts
			t.Errorf("%q: the title of a part has size %v, that of the slide %v", title, got, most)
		}
	}
}
