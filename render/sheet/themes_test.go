package sheet

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/colour"
	"github.com/optviz/optviz/render/internal/wcag"
)

// lineStyles holds the styles of all rules.
func lineStyles() []LineStyle {
	out := make([]LineStyle, len(lineHues))
	for i := range out {
		out[i] = LineStyleAt(i)
	}
	return out
}

// In every theme text can be read, runs stand out from the paper, and where they
// keep their hues also from the landscape.
func TestThemesAreLegible(t *testing.T) {
	for _, theme := range Themes() {
		back := theme.recolouring()(Paper)
		for name, c := range map[string]color.RGBA{"ink": Ink, "soft": Soft} {
			if got := wcag.Contrast(theme.recolouring()(c), back); got < 4.5 {
				t.Errorf("%s: %s on paper has a contrast of %.2f", theme.Name, name, got)
			}
		}
		for i, l := range lineStyles() {
			line, text := wcag.Contrast(theme.lineColour(l), back), wcag.Contrast(theme.textColour(l), back)
			if line < 3.6 || text < 4.5 {
				t.Errorf("%s: run %d on paper has a contrast of %.2f, and its text of %.2f", theme.Name, i, line, text)
			}
			checkOneHue(t, fmt.Sprintf("run %d", i), l)
			if got := wcag.Contrast(l.Bright, mapEdge); got < 4.5 {
				t.Errorf("run %d on the edge of a map's marks has a contrast of %.2f", i, got)
			}
		}
	}
}

// Along every ramp equal steps have equal steps of lightness, from nearly black to cream;
// those of the dark theme go the other way.
func TestRamps(t *testing.T) {
	for _, theme := range Themes() {
		m, sign := theme.MapColours(), 1.0
		if theme.IsDark() {
			sign = -1
		}
		for name, r := range map[string]Ramp{"deep": m.Deep, "cold": m.Cold, "warm": m.Warm} {
			up := sign
			if name == "warm" {
				up = -sign
			}
			if len(r) != rampSteps {
				t.Fatalf("%s: %s has %d colours", theme.Name, name, len(r))
			}
			first, _, _ := colour.Oklab(r[0])
			last, _, _ := colour.Oklab(r[len(r)-1])
			least := 0.75
			if theme.Grey { // pale, so that dark marks stand out, and lighter from the lowest to the highest
				least, up = 0.15, 1
			}
			if up*(last-first) < least {
				t.Errorf("%s: %s goes from lightness %.2f to %.2f", theme.Name, name, first, last)
			}
			for i, c := range r {
				l, _, _ := colour.Oklab(c)
				if theme.Grey && (c.R != c.G || c.G != c.B) {
					t.Errorf("%s: colour %d of %s is %v", theme.Name, i, name, c)
				}
				if want := first + (last-first)*float64(i)/(rampSteps-1); math.Abs(l-want) > 0.012 {
					t.Errorf("%s: colour %d of %s has lightness %.3f, want %.3f", theme.Name, i, name, l, want)
				}
			}
		}
	}
}

// Eight runs stay apart for who sees no hues, and for who sees no difference between red
// and green: on paper and on a map.
func TestRunsStayApart(t *testing.T) {
	for name, colour := range map[string]func(LineStyle) color.RGBA{
		"paper": func(l LineStyle) color.RGBA { return l.Color }, "map": func(l LineStyle) color.RGBA { return l.Bright },
	} {
		grey, green := math.Inf(1), math.Inf(1)
		for i, a := range lineStyles()[:8] {
			for _, b := range lineStyles()[:i] {
				grey = min(grey, math.Abs(lightness(colour(a))-lightness(colour(b))))
				green = min(green, labDistance(deuteranopic(colour(a)), deuteranopic(colour(b))))
			}
		}
		if grey < 5 || green < 10 {
			t.Errorf("%s: the smallest difference is %.1f in grey, and %.1f under deuteranopia", name, grey, green)
		}
	}
}

// lightness is L* of CIELAB, from 0 to 100.
func lightness(c color.RGBA) float64 { l := lab(linear(c)); return l[0] }

// linear holds the linear intensities of a colour.
func linear(c color.RGBA) [3]float64 {
	return [3]float64{colour.FromSRGB(c.R), colour.FromSRGB(c.G), colour.FromSRGB(c.B)}
}

// deuteranopic is what a colour looks like without cones for green (Viénot, Brettel and
// Mollon 1999).
func deuteranopic(c color.RGBA) [3]float64 {
	v := linear(c)
	red := 0.29275*v[0] + 0.70725*v[1]
	return [3]float64{red, red, -0.02234*v[0] + 0.02234*v[1] + v[2]}
}

// lab converts linear intensities to CIELAB under D65.
func lab(v [3]float64) [3]float64 {
	f := func(t float64) float64 {
		if t > 216.0/24389 {
			return math.Cbrt(t)
		}
		return (24389.0/27*t + 16) / 116
	}
	x := f((0.4124*v[0] + 0.3576*v[1] + 0.1805*v[2]) / 0.9505)
	y := f(0.2126*v[0] + 0.7152*v[1] + 0.0722*v[2])
	z := f((0.0193*v[0] + 0.1192*v[1] + 0.9505*v[2]) / 1.089)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

// labDistance is the distance of two colours in CIELAB (1976).
func labDistance(a, b [3]float64) float64 {
	p, q := lab(a), lab(b)
	return math.Sqrt((p[0]-q[0])*(p[0]-q[0]) + (p[1]-q[1])*(p[1]-q[1]) + (p[2]-q[2])*(p[2]-q[2]))
}

func TestOklab(t *testing.T) {
	for _, c := range []color.RGBA{RGB(0), RGB(0xffffff), RGB(0xd55e00), RGB(0x0072b2), RGB(0x123456)} {
		l, a, b := colour.Oklab(c)
		if got := colour.FromOklab(l, a, b); got != c {
			t.Errorf("%v becomes %v", c, got)
		}
	}
	// Ottosson's own table: white is (1, 0, 0), and red (0.628, 0.225, 0.126).
	if l, a, b := colour.Oklab(RGB(0xff0000)); math.Abs(l-0.628) > 5e-4 || math.Abs(a-0.225) > 5e-4 || math.Abs(b-0.126) > 5e-4 {
		t.Errorf("red is %v %v %v", l, a, b)
	}
}

// Runs can be told apart without colour, by marker, and in themes without hues by dash.
func TestLooks(t *testing.T) {
	at := vg.Point{}
	for i, a := range lineStyles() {
		for j, b := range lineStyles()[:i] {
			if a.Color == b.Color || a.Bright == b.Bright {
				t.Errorf("lineStyles %d and %d share their colour", j, i)
			}
			if i >= len(forms) {
				continue
			}
			if slices.Equal(a.Grey, b.Grey) {
				t.Errorf("lineStyles %d and %d share their dashes", j, i)
			}
			if slices.EqualFunc(a.Marker(at, 1), b.Marker(at, 1), func(p, q vg.PathComp) bool { return p.Pos == q.Pos }) {
				t.Errorf("lineStyles %d and %d share their marker", j, i)
			}
		}
		if len(a.Grey)%2 != 0 || a.Dash != nil {
			t.Errorf("look %d: dashes %v and %v", i, a.Grey, a.Dash)
		}
	}
}

// The least text of a theme is as large as it says.
func TestThemesText(t *testing.T) {
	slides, _ := ThemeByName("slides")
	s := New(Style{Width: 1280, Height: 720, DPI: 96, Theme: MustTheme("slides")}) // 13.3 x 7.5 inches
	if size := float64(TickSize * s.Unit); size < 18-1e-9 || slides.Size != "1280x720" {
		t.Errorf("slides have text of %v pt", size)
	}
	s = New(Style{Width: 8.5 / 2.54 * 300, Height: 11 / 2.54 * 300, DPI: 300, Theme: MustTheme("paper")})
	if size := float64(TickSize * s.Unit); size < 8-1e-9 || size > 9 {
		t.Errorf("a paper's column has text of %v pt", size)
	}
}
