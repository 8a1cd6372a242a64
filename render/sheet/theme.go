package sheet

import (
	"cmp"
	"fmt"
	"image/color"
	"reflect"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/colour"
	"github.com/optviz/optviz/render/typeset"
)

// Theme states how figures look. A theme is a value without functions: ThemeByName returns a
// built-in one, whose fields can be set. Colours that no field names, such as those of classes of
// examples, are adapted to the background and to the ink. The zero value stands for the theme light.
type Theme struct {
	Name string // for messages
	Doc  string // one line

	Background  color.RGBA // of the page, also the rim around texts on lines
	Transparent bool       // formats that can leave the background out do
	Ink         color.RGBA // of titles, numbers and names of axes
	Soft        color.RGBA // of notes, axes and frames
	Grid        color.RGBA // of the lines behind curves
	Runs        []Hue      // colours of the runs of a page, and of basins, in their order, at most MostRuns; runs beyond have shades of them. None: a colour for each rule, and ramps for runs of one. An OnMap without value is made from OnPaper
	Map         MapStyle   // colours of shaded maps
	Grey        bool       // areas differ in lightness alone, runs in dashes, and maps are bands

	Fonts   *typeset.Fonts // nil: the built-in fonts
	Text    TextSizes
	Lines   LineWidths
	Margin  vg.Length // space around the figure in units, of which the default figure is 800 wide
	Logo    Logo      // room that stays free
	Heading Heading   // what stands above the figure

	Slides bool   // a page is one slide or several: few figures on each, with large text and narrow margins
	Size   string // usual size of a figure, as on the command line; "": the default size
	Page   string // usual size of a page of figures; "": Size
}

// TextSizes holds sizes of text in units. All text of a size between two of them has a size between
// theirs. Distances and marks grow with Tick.
type TextSizes struct {
	Title, Subtitle, Axis, Run, Tick vg.Length

	Least     vg.Length // least size of the smallest text in points; 0: as suits the figure
	LeastPart float64   // least size of the smallest text as a part of the figure's height; 0: as suits the figure
}

// LineWidths holds widths of lines as factors of the usual ones.
type LineWidths struct{ Runs, Contours, Axes, Grid float64 }

// Heading states which texts stand above a figure.
type Heading int

const (
	WholeHeading Heading = iota // title, subtitle and key
	TitleOnly                   // no subtitle: large text leaves no room for it
	NoHeading                   // no text: the text around the figure names it
)

// MostRuns is the largest number of colours of runs in a theme.
const MostRuns = len(lineHues)

// usualHeat is the map of heat maps in the built-in themes. It is dark at low values on every
// background, and lies between the pale colours of cells without a value and the dark ink of marks.
const usualHeat = "viridis"

// lightTheme returns the theme that the zero value stands for.
func lightTheme() Theme {
	return Theme{
		Name: "light", Doc: "dark on white",
		Background: Paper, Ink: Ink, Soft: Soft, Grid: Grid, Map: MapStyle{Name: "deep", Heat: usualHeat},
		Text:   TextSizes{Title: TitleSize, Subtitle: SubtitleSize, Axis: AxisSize, Run: RunSize, Tick: TickSize},
		Lines:  LineWidths{Runs: 1, Contours: 1, Axes: 1, Grid: 1},
		Margin: usualMargin,
	}
}

// OnDark returns the theme in light colours on nearly black, with a map for it and with the runs in
// their colours on maps.
func (t Theme) OnDark() Theme {
	t.Background, t.Ink, t.Soft, t.Grid = RGB(0x161616), RGB(0xdce1e7), RGB(0x818d96), RGB(0x222526)
	t.Map = t.Map.in("night")
	if len(t.Runs) > 0 {
		t.Runs = t.hues()[:len(t.Runs)]
		for i, h := range t.Runs {
			t.Runs[i].OnPaper = h.OnMap
		}
	}
	return t
}

// in returns the built-in map of a name, with the heat maps that the theme has: these suit any background.
func (m MapStyle) in(name string) MapStyle {
	return MapStyle{Name: name, Heat: cmp.Or(m.Heat, usualHeat)}
}

// onSlides returns a theme for slides of 16:9.
func (t Theme) onSlides() Theme {
	t.Size, t.Slides, t.Heading, t.Text.LeastPart = "1280x720", true, TitleOnly, 18.0/540
	return t
}

// Themes returns all built-in themes, the default first.
func Themes() []Theme {
	named := func(t Theme, name, doc string) Theme {
		t.Name, t.Doc = name, doc
		return t
	}
	light := lightTheme()
	paper, print := light, light
	paper.Size, paper.Page, paper.Heading = "8.5cmx11cm", "17.5cmx11cm", NoHeading
	paper.Text = TextSizes{Title: 11.75, Subtitle: 9, Axis: 9.5, Run: 9.25, Tick: TickSize, Least: 8} // differ less, so that the largest fits into a column
	print.Grey, print.Map = true, MapStyle{Name: "grey", Heat: usualHeat}
	print.Ink, print.Soft, print.Grid = RGB(0x242424), RGB(0x656565), RGB(0xf2f2f2)
	return []Theme{
		light,
		named(light.OnDark(), "dark", "light on dark"),
		named(light.onSlides(), "slides", "16:9 with text of 18 pt where the slide is 7.5 in high, 13 pt in a grid; a page is split so that each of up to six panels on a slide is large"),
		named(light.OnDark().onSlides(), "slides-dark", "slides in light on #161616"),
		named(paper, "paper", "a column of 8.5 cm with text of 8 to 9 pt and no title, which heading: whole in a theme on it shows; a page of figures across two"),
		named(print, "print", "shades of grey"),
	}
}

// ThemeByName returns the built-in theme of a name; "" names the default.
func ThemeByName(name string) (Theme, bool) {
	for _, t := range Themes() {
		if name == "" || t.Name == name {
			return t, true
		}
	}
	return Theme{}, false
}

// MustTheme returns the built-in theme of a name that is known to exist, and panics without.
func MustTheme(name string) Theme {
	t, ok := ThemeByName(name)
	if !ok {
		panic(fmt.Sprintf("unknown theme %q", name))
	}
	return t
}

// orLight returns the theme, or light for the zero value.
func (t Theme) orLight() Theme {
	if reflect.ValueOf(t).IsZero() {
		return lightTheme()
	}
	return t
}

// Check returns an error for sizes that no figure can have.
func (t Theme) Check() error {
	t = t.orLight()
	for _, size := range []struct {
		name string
		v    float64
	}{
		{"Text.Title", float64(t.Text.Title)}, {"Text.Subtitle", float64(t.Text.Subtitle)}, {"Text.Axis", float64(t.Text.Axis)}, {"Text.Run", float64(t.Text.Run)}, {"Text.Tick", float64(t.Text.Tick)},
		{"Lines.Runs", t.Lines.Runs}, {"Lines.Contours", t.Lines.Contours}, {"Lines.Axes", t.Lines.Axes}, {"Lines.Grid", t.Lines.Grid},
	} {
		if size.v > mostSize {
			return fmt.Errorf("the theme's %s is %g, must be at most %d", size.name, size.v, mostSize)
		}
		if !Positive(size.v) {
			return fmt.Errorf("the theme's %s of %g is not positive; ThemeByName returns a theme to begin with", size.name, size.v)
		}
	}
	if len(t.Runs) > MostRuns {
		return fmt.Errorf("the theme has %d colours of runs, at most %d are used", len(t.Runs), MostRuns)
	}
	if err := cmp.Or(t.checkNotNegative(), t.checkChoices()); err != nil {
		return err
	}
	return t.Map.check()
}

// mostSize bounds the theme's sizes, of which the default figure is 800 wide.
const mostSize = 10000

// checkNotNegative returns an error for a size below 0 or beyond all figures.
func (t Theme) checkNotNegative() error {
	for _, size := range []struct {
		name    string
		v, most float64
	}{
		{"Margin", float64(t.Margin), mostSize},
		{"Text.Least", float64(t.Text.Least), mostSize}, {"Text.LeastPart", t.Text.LeastPart, 1},
		{"Logo.Width", float64(t.Logo.Width), mostSize}, {"Logo.Height", float64(t.Logo.Height), mostSize},
	} {
		if !(size.v >= 0 && size.v <= size.most) {
			return fmt.Errorf("the theme's %s is %g, must be from 0 to %g", size.name, size.v, size.most)
		}
	}
	return nil
}

// checkChoices returns an error for a colour that is not set, or a heading or corner that there is not.
func (t Theme) checkChoices() error {
	for _, c := range t.ownColours() {
		if c.color.A != 0xff {
			return fmt.Errorf("the theme's %s has alpha %d, must be opaque (255)", c.name, c.color.A)
		}
	}
	if t.Heading < WholeHeading || t.Heading > NoHeading {
		return fmt.Errorf("the theme's Heading is %d: WholeHeading, TitleOnly or NoHeading", t.Heading)
	}
	if err := t.Logo.Corner.Check(); err != nil {
		return fmt.Errorf("the theme's Logo: %w", err)
	}
	return nil
}

// namedColour is a colour with the name of its field.
type namedColour struct {
	name  string
	color color.RGBA
}

// ownColours returns the colours of the theme that must be set.
func (t Theme) ownColours() []namedColour {
	all := []namedColour{{"Background", t.Background}, {"Ink", t.Ink}, {"Soft", t.Soft}, {"Grid", t.Grid}}
	for i, h := range t.Runs {
		all = append(all, namedColour{fmt.Sprintf("Runs[%d].OnPaper", i), h.OnPaper})
		if h.OnMap != (color.RGBA{}) { // else it is made from OnPaper
			all = append(all, namedColour{fmt.Sprintf("Runs[%d].OnMap", i), h.OnMap})
		}
	}
	for _, ramp := range []struct {
		name    string
		colours []color.RGBA
	}{{"Deep", t.Map.Deep}, {"Cold", t.Map.Cold}, {"Warm", t.Map.Warm}} {
		for i, c := range ramp.colours {
			all = append(all, namedColour{fmt.Sprintf("Map.%s[%d]", ramp.name, i), c})
		}
	}
	return all
}

// IsDark reports whether the background is darker than half way between black and white.
func (t Theme) IsDark() bool {
	l, _, _ := colour.Oklab(t.Background)
	return l < 0.5
}
