package render

import (
	"image/color"
	"math"
	"testing"

	"github.com/optviz/optviz/surfaces"
)

func ratio(a, b color.RGBA) float64 {
	return contrast(luminance(a.R, a.G, a.B), luminance(b.R, b.G, b.B))
}

// In every theme text can be read, runs stand out from the paper, and where they
// keep their hues also from the landscape.
func TestThemesAreLegible(t *testing.T) {
	for _, theme := range Themes() {
		back := theme.colour(paper)
		for name, c := range map[string]color.RGBA{"ink": ink, "soft": soft} {
			if got := ratio(theme.colour(c), back); got < 4.5 {
				t.Errorf("%s: %s on paper has a contrast of %.2f", theme.Name, name, got)
			}
		}
		for i, l := range looks {
			if got := ratio(theme.colour(l.color), back); got < 2.2 {
				t.Errorf("%s: run %d on paper has a contrast of %.2f", theme.Name, i, got)
			}
		}
		// The field gets lighter or darker all the way.
		last := 0.0
		for i := range 21 {
			l, _, _ := oklab(theme.colour(mix(fieldLow, fieldHigh, float64(i)/20)))
			if i > 1 && (l-last > 0) != (theme.Name != "dark") {
				t.Errorf("%s: the field turns at %d", theme.Name, i)
			}
			last = l
		}
	}
}

func TestOklab(t *testing.T) {
	for _, c := range []color.RGBA{rgb(0), rgb(0xffffff), rgb(0xd55e00), rgb(0x0072b2), rgb(0x123456)} {
		l, a, b := oklab(c)
		if got := fromOklab(l, a, b); got != c {
			t.Errorf("%v becomes %v", c, got)
		}
	}
	// Ottosson's own table: white is (1, 0, 0), and red (0.628, 0.225, 0.126).
	if l, a, b := oklab(rgb(0xff0000)); math.Abs(l-0.628) > 5e-4 || math.Abs(a-0.225) > 5e-4 || math.Abs(b-0.126) > 5e-4 {
		t.Errorf("red is %v %v %v", l, a, b)
	}
}

// The least text of a theme is as large as it says.
func TestThemesText(t *testing.T) {
	slides, _ := ThemeByName("slides")
	s := newSheet(Style{Width: 1280, Height: 720, DPI: 96, Theme: "slides"}) // 13.3 x 7.5 inches
	if size := float64(tickSize * s.u); size < 18-1e-9 || slides.Size != "1280x720" {
		t.Errorf("slides have text of %v pt", size)
	}
	s = newSheet(Style{Width: 8.5 / 2.54 * 300, Height: 11 / 2.54 * 300, DPI: 300, Theme: "paper"})
	if size := float64(tickSize * s.u); size < 8-1e-9 || size > 9 {
		t.Errorf("a paper's column has text of %v pt", size)
	}
}

// Every view draws in every theme; an unknown one is refused.
func TestThemesDraw(t *testing.T) {
	scene := Scene{Surface: surfaces.Himmelblau{}, Window: [2][2]float64{{-6, 6}, {-6, 6}}}
	for _, theme := range Themes() {
		f, err := Compare(scene, Style{Width: 800, Height: 450, DPI: 72, Theme: theme.Name})
		if err != nil || f.Background != theme.colour(paper) {
			t.Errorf("%s: background %v, %v", theme.Name, f.Background, err)
		}
	}
	if _, err := Compare(scene, Style{Width: 800, Height: 450, DPI: 72, Theme: "neon"}); err == nil {
		t.Error("an unknown theme is drawn")
	}
}
