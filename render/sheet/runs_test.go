package sheet

import (
	"image/color"
	"math"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/internal/wcag"
)

// listing returns a theme with colours of runs.
func listing(name string, colours ...uint32) Theme {
	t := MustTheme(name)
	for _, c := range colours {
		t.Runs = append(t.Runs, Hue{OnPaper: RGB(c)})
	}
	return t
}

// drawn returns the colours in which a theme draws the lines of the subjects of a figure of a page.
func drawn(t Theme, figure []Subject, page ...[]Subject) []color.RGBA {
	s := New(Style{Width: 800, Height: 450, DPI: 96, Theme: t, Palette: NewPalette(t, page...)})
	var out []color.RGBA
	for _, l := range s.Styles(figure) {
		out = append(out, s.Recolour(l.Color))
	}
	return out
}

// Runs of one optimizer have the theme's colours in their order, and no ramp; those beyond have
// shades of them that can be told from all others and from the background.
func TestRunsOfOneRule(t *testing.T) {
	navy, orange, teal := RGB(0x000080), RGB(0xff8c00), RGB(0x008080)
	for _, name := range []string{"light", "dark", "slides", "print"} {
		theme := listing(name, 0x000080, 0xff8c00, 0x008080)
		got := drawn(theme, rates(optimizers.SGD{}, 0.3, 0.1, 0.2, 0.4, 0.5, 0.6))
		for i, want := range []color.RGBA{navy, orange, teal} {
			if got[i] != want {
				t.Errorf("%s: run %d has %v, want %v", name, i, got[i], want)
			}
			chroma, hue := chromaAndHue(got[i+3])
			if _, from := chromaAndHue(want); chroma > 0.03 && math.Abs(math.Remainder(hue-from, 360)) > 6 {
				t.Errorf("%s: run %d has %v of hue %.0f, want a shade of hue %.0f", name, i+3, got[i+3], hue, from)
			}
			if c := wcag.Contrast(got[i+3], theme.Background); c < 1.95 {
				t.Errorf("%s: run %d has a contrast of %.2f", name, i+3, c)
			}
			for k, other := range got[:i+3] {
				if d := distance(other, got[i+3]); d < 0.1 {
					t.Errorf("%s: runs %d and %d are %v and %v, %.2f from each other", name, k, i+3, other, got[i+3], d)
				}
			}
		}
	}
}

// A run has one colour on a page: a rule that is alone in its figures, too, and a line without the
// number of the axis, but not a run of another rate.
func TestRunsOfThemeOnPage(t *testing.T) {
	theme := listing("light", 0x000080, 0xff8c00, 0x008080, 0xdc143c)
	navy, orange, teal, red := theme.Runs[0].OnPaper, theme.Runs[1].OnPaper, theme.Runs[2].OnPaper, theme.Runs[3].OnPaper
	sgd, adam := optimizers.SGD{}, optimizers.NewAdam()
	both := append(rates(sgd, 0.1), rates(adam, 0.1)...)
	for name, c := range map[string]struct {
		page [][]Subject
		want []color.RGBA // of the last figure
	}{
		"the same again":   {[][]Subject{both, {both[1], both[0]}}, []color.RGBA{orange, navy}},
		"of a rule each":   {[][]Subject{both, append(rates(sgd, 0.2), rates(adam, 0.3)...)}, []color.RGBA{navy, orange}},
		"one of several":   {[][]Subject{rates(sgd, 0.1, 0.2), append(rates(adam, 1), rates(sgd, 0.2)...)}, []color.RGBA{teal, orange}},
		"beside several":   {[][]Subject{rates(sgd, 0.1, 0.2, 0.3), rates(sgd, 0.4)}, []color.RGBA{red}},
		"several at last":  {[][]Subject{rates(sgd, 0.4), rates(sgd, 0.1, 0.2)}, []color.RGBA{orange, teal}},
		"over the rate":    {[][]Subject{both, {{Rule: adam}, {Rule: sgd}}}, []color.RGBA{orange, navy}},
		"over all of them": {[][]Subject{rates(sgd, 0.1, 0.2), {{Rule: sgd}}}, []color.RGBA{theme.Ink}},
	} {
		got := drawn(theme, c.page[len(c.page)-1], c.page...)
		for i, want := range c.want {
			if got[i] != want {
				t.Errorf("%s: line %d has %v, want %v", name, i, got[i], want)
			}
		}
	}
}

// The moments of a run have shades of its colour in a theme that lists colours, also of a grey.
func TestGradedOfTheme(t *testing.T) {
	for _, hex := range []uint32{0x000080, 0xff8c00, 0x777777} {
		theme := listing("light", hex)
		s := New(Style{Width: 800, Height: 450, DPI: 96, Theme: theme})
		chroma, hue := chromaAndHue(RGB(hex))
		for i, l := range s.Graded(s.Styles(rates(optimizers.SGD{}, 1))[0], 4) {
			c, h := chromaAndHue(s.Recolour(l.Color))
			if c > chroma+0.01 || c > 0.03 && math.Abs(math.Remainder(h-hue, 360)) > 6 {
				t.Errorf("moment %d of %06x is %v", i, hex, s.Recolour(l.Color))
			}
		}
	}
}

// Only in themes that list few colours do lines of one rule repeat them.
func TestThemeRepeatsColours(t *testing.T) {
	var many []float64
	for i := range MostRuns + 1 {
		many = append(many, float64(i))
	}
	theme := listing("light", 0x000080)
	if theme.RepeatsColours(rates(optimizers.SGD{}, many[1:]...)) || !theme.RepeatsColours(rates(optimizers.SGD{}, many...)) || (Theme{}).RepeatsColours(rates(optimizers.SGD{}, many...)) {
		t.Error("colours of a theme repeat too early, too late, or where there are ramps")
	}
}
