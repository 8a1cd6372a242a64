package sheet

import (
	"image/color"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/internal/wcag"
)

// In every theme text can be read, runs stand out from the paper, and where they
// keep their hues also from the landscape.
func TestThemesAreLegible(t *testing.T) {
	for _, theme := range Themes() {
		back := theme.Recolour(Paper)
		for name, c := range map[string]color.RGBA{"ink": Ink, "soft": Soft} {
			if got := wcag.Contrast(theme.Recolour(c), back); got < 4.5 {
				t.Errorf("%s: %s on paper has a contrast of %.2f", theme.Name, name, got)
			}
		}
		for i, l := range lineStyles {
			if got := wcag.Contrast(theme.Recolour(l.Color), back); got < 2.2 {
				t.Errorf("%s: run %d on paper has a contrast of %.2f", theme.Name, i, got)
			}
		}
		// The field gets lighter or darker all the way.
		last := 0.0
		for i := range 21 {
			l, _, _ := oklab(theme.Recolour(Mix(FieldLow, FieldHigh, float64(i)/20)))
			if i > 1 && (l-last > 0) != (theme.Name != "dark") {
				t.Errorf("%s: the field turns at %d", theme.Name, i)
			}
			last = l
		}
	}
}

func TestOklab(t *testing.T) {
	for _, c := range []color.RGBA{RGB(0), RGB(0xffffff), RGB(0xd55e00), RGB(0x0072b2), RGB(0x123456)} {
		l, a, b := oklab(c)
		if got := fromOklab(l, a, b); got != c {
			t.Errorf("%v becomes %v", c, got)
		}
	}
	// Ottosson's own table: white is (1, 0, 0), and red (0.628, 0.225, 0.126).
	if l, a, b := oklab(RGB(0xff0000)); math.Abs(l-0.628) > 5e-4 || math.Abs(a-0.225) > 5e-4 || math.Abs(b-0.126) > 5e-4 {
		t.Errorf("red is %v %v %v", l, a, b)
	}
}

// Runs can be told apart without colour, by dash and by marker, and seen on
// paper, which every trajectory has as a rim between it and the field.
func TestLooks(t *testing.T) {
	at := vg.Point{}
	for i, a := range lineStyles {
		for j, b := range lineStyles[:i] {
			if slices.Equal(a.Dash, b.Dash) {
				t.Errorf("lineStyles %d and %d share their dashes", j, i)
			}
			if a.Color == b.Color {
				t.Errorf("lineStyles %d and %d share their colour", j, i)
			}
			if slices.EqualFunc(a.Marker(at, 1), b.Marker(at, 1), func(p, q vg.PathComp) bool { return p.Pos == q.Pos }) {
				t.Errorf("lineStyles %d and %d share their marker", j, i)
			}
		}
		if len(a.Dash)%2 != 0 {
			t.Errorf("look %d: dashes %v end without a gap", i, a.Dash)
		}
		l := wcag.Luminance(a.Color)
		if c := wcag.Contrast(a.Color, Paper); c < 2.2 {
			t.Errorf("look %d: contrast %.2f with paper", i, c)
		}
		// Half of the bands and more, where runs start, are pale.
		middle := Mix(FieldLow, FieldHigh, 0.8)
		if c := wcag.Contrast(a.Color, middle); c < 1.5 {
			t.Errorf("look %d: contrast %.2f with the field", i, c)
		}
		if a.Color.R == FieldLow.R || math.Abs(l-wcag.Luminance(FieldLow)) < 0.005 && len(a.Dash) == 0 {
			t.Errorf("look %d cannot be told from the lowest band in grey", i)
		}
	}
}

// The least text of a theme is as large as it says.
func TestThemesText(t *testing.T) {
	slides, _ := ThemeByName("slides")
	s := New(Style{Width: 1280, Height: 720, DPI: 96, Theme: "slides"}) // 13.3 x 7.5 inches
	if size := float64(TickSize * s.Unit); size < 18-1e-9 || slides.Size != "1280x720" {
		t.Errorf("slides have text of %v pt", size)
	}
	s = New(Style{Width: 8.5 / 2.54 * 300, Height: 11 / 2.54 * 300, DPI: 300, Theme: "paper"})
	if size := float64(TickSize * s.Unit); size < 8-1e-9 || size > 9 {
		t.Errorf("a paper's column has text of %v pt", size)
	}
}
