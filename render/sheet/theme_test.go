package sheet

import (
	"errors"
	"image/color"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
)

// Text shrinks by a scale, but on slides not below the least text.
func TestShrunk(t *testing.T) {
	light, _ := ThemeByName("light")
	slides, _ := ThemeByName("slides")
	for _, c := range []struct {
		theme       Theme
		size, scale vg.Length
		want        vg.Length
	}{{light, 10, 0.75, 7.5}, {slides, 10, 0.75, TickSize}, {slides, 2 * TickSize, 0.75, 1.5 * TickSize}, {slides, TickSize - 1, 0.75, TickSize - 1}} {
		if got := c.theme.Shrunk(c.size, c.scale); got != c.want {
			t.Errorf("%s: %v times %v is %v, want %v", c.theme.Name, c.size, c.scale, got, c.want)
		}
	}
}

// A theme with a field that no figure can have is refused by the field's name.
func TestThemeFieldsRefused(t *testing.T) {
	for want, set := range map[string]func(*Theme){
		"Text.Least is NaN":             func(t *Theme) { t.Text.Least = vg.Length(math.NaN()) },
		"Text.LeastPart is 2":           func(t *Theme) { t.Text.LeastPart = 2 },
		"Margin is -1":                  func(t *Theme) { t.Margin = -1 },
		"Heading is 77":                 func(t *Theme) { t.Heading = 77 },
		"Logo: unknown corner \"top\"":  func(t *Theme) { t.Logo.Corner = "top" },
		"Logo.Height is -5":             func(t *Theme) { t.Logo.Height = -5 },
		"Map has colours Cold or Warm":  func(t *Theme) { t.Map.Cold = []color.RGBA{Ink} },
		"Map: unknown map \"virids\"":   func(t *Theme) { t.Map = MapStyle{Name: "virids", Deep: []color.RGBA{Ink, Paper}} },
		"Background has alpha 0":        func(t *Theme) { t.Background = color.RGBA{} },
		"Runs[1].OnPaper has alpha 0":   func(t *Theme) { t.Runs = []Hue{{OnPaper: Ink}, {OnMap: Ink}} },
		"Runs[0].OnMap has alpha 9":     func(t *Theme) { t.Runs = []Hue{{OnPaper: Ink, OnMap: color.RGBA{A: 9}}} },
		"Map.Deep[1] has alpha 0":       func(t *Theme) { t.Map = MapStyle{Deep: []color.RGBA{Ink, {}}} },
		"Map.Heat: unknown map \"hot\"": func(t *Theme) { t.Map.Heat = "hot" },
		"Lines.Runs is 1e+09, must be":  func(t *Theme) { t.Lines.Runs = 1e9 },
		"Text.Title of NaN is not posi": func(t *Theme) { t.Text.Title = vg.Length(math.NaN()) },
	} {
		theme := lightTheme()
		set(&theme)
		if err := theme.Check(); err == nil || !strings.Contains(err.Error(), "the theme's "+want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	for _, theme := range Themes() {
		if err := theme.Check(); err != nil {
			t.Errorf("%s: %v", theme.Name, err)
		}
	}
}

// A logo longer than half of a side of its figure is refused with both lengths; on a page the logo is
// the page's.
func TestLogoTooLarge(t *testing.T) {
	style := Style{Width: 800, Height: 400, DPI: 72, Theme: MustTheme("light")}
	style.Theme.Logo = Logo{Width: 400, Height: 200}
	if err := style.Check(); err != nil {
		t.Errorf("half of the figure: %v", err)
	}
	for want, logo := range map[LogoError]Logo{
		{"wide", 401, 800}: {Width: 401, Height: 200},
		{"high", 201, 400}: {Width: 400, Height: 201},
	} {
		style.Theme.Logo = logo
		var got *LogoError
		if err := style.Check(); !errors.As(err, &got) || *got != want {
			t.Errorf("%+v: %v", logo, err)
		}
	}
	style.PageHeight = 400
	if err := style.Check(); err != nil {
		t.Errorf("on a page: %v", err)
	}
}
