package sheet

import (
	"image/color"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/internal/wcag"
)

// The colours of the dark and of the grey theme are those into which the light ones turn.
func TestBuiltInThemesFollowLight(t *testing.T) {
	for name, usual := range map[string]func(color.RGBA) color.RGBA{"dark": toNight, "slides-dark": toNight, "print": toGrey} {
		theme := MustTheme(name)
		for light, got := range map[color.RGBA]color.RGBA{Paper: theme.Background, Ink: theme.Ink, Soft: theme.Soft, Grid: theme.Grid} {
			if got != usual(light) {
				t.Errorf("%s: %v becomes %v, want %v", name, light, got, usual(light))
			}
		}
	}
}

// On any background ink, notes and texts of runs can be read, and runs and classes seen.
func TestOnBackground(t *testing.T) {
	for _, name := range []string{"light", "dark", "slides", "paper"} {
		for _, hex := range []uint32{0x00285e, 0xfbf7ef, 0x7a0019, 0xffffff, 0x000000, 0xffe9a8, 0x2b2b2b} {
			theme := MustTheme(name).OnBackground(RGB(hex))
			theme.Runs = []Hue{{OnPaper: RGB(0xffc72c)}, {OnPaper: RGB(0x5a9bd5)}, {OnPaper: RGB(0x444444)}}
			recolour := theme.recolouring()
			for what, c := range map[string]color.RGBA{"ink": theme.Ink, "soft": theme.Soft} {
				if got := wcag.Contrast(c, theme.Background); got < 3 {
					t.Errorf("%s on %06x: %s has a contrast of %.2f", name, hex, what, got)
				}
			}
			if c := recolour(RGB(0x0072b2)); wcag.Contrast(c, theme.Background) < 2.9 {
				t.Errorf("%s on %06x: a class is %v", name, hex, c)
			}
			for n := range lineHues {
				if got := wcag.Contrast(theme.textColour(LineStyleAt(n)), theme.Background); got < 4.5 {
					t.Errorf("%s on %06x: the text of run %d has a contrast of %.2f", name, hex, n, got)
				}
			}
		}
	}
}

// A theme on a dark or a light background has the map for it, and keeps the heat maps that it has, or the
// usual ones.
func TestHeatOnBackground(t *testing.T) {
	for _, c := range []struct {
		theme      string
		heat       string
		background uint32
		want       MapStyle
	}{
		{"light", "magma", 0x101010, MapStyle{Name: "night", Heat: "magma"}},
		{"dark", "magma", 0xffffff, MapStyle{Name: "deep", Heat: "magma"}},
		{"dark", "", 0xffffff, MapStyle{Name: "deep", Heat: usualHeat}},
		{"light", "", 0x101010, MapStyle{Name: "night", Heat: usualHeat}},
	} {
		theme := MustTheme(c.theme)
		theme.Map.Heat = c.heat
		if got := theme.OnBackground(RGB(c.background)).Map; !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s with %q on %06x has %+v", c.theme, c.heat, c.background, got)
		}
	}
}

// The runs of a page have the theme's colours in their order, on paper and on maps, and those beyond
// have others; texts of pale ones are darker.
func TestRunsOfTheme(t *testing.T) {
	theme := MustTheme("light")
	theme.Runs = []Hue{{OnPaper: RGB(0xffd700)}, {OnPaper: RGB(0x000080), OnMap: RGB(0x99ccff)}}
	s := New(Style{Width: 800, Height: 450, DPI: 96, Theme: theme})
	styles := s.Styles([]Subject{{Rule: optimizers.NewAdam()}, {Rule: optimizers.SGD{}}, {Rule: optimizers.NewRMSprop()}})
	for i, want := range []color.RGBA{RGB(0xffd700), RGB(0x000080)} {
		if got := s.Recolour(styles[i].Color); got != want {
			t.Errorf("run %d has %v, want %v", i, got, want)
		}
	}
	if got := wcag.Contrast(s.Recolour(styles[0].TextColour()), Paper); got < 4.5 {
		t.Errorf("the text of a golden run has a contrast of %.2f", got)
	}
	if styles[1].Bright != RGB(0x99ccff) {
		t.Errorf("on maps the second run is %v", styles[1].Bright)
	}
	if got := wcag.Contrast(styles[0].Bright, mapEdge); got < 4.5 {
		t.Errorf("on maps the first run has a contrast of %.2f to its edge", got)
	}
	if s.Recolour(Ink) != theme.Ink || s.Recolour(Paper) != theme.Background {
		t.Error("the runs' colours change ink or paper")
	}
}

// Colours of runs that are those of paper or ink change neither.
func TestRunsLikeInkAndPaper(t *testing.T) {
	theme := MustTheme("dark")
	theme.Runs = []Hue{{OnPaper: Paper}, {OnPaper: Ink}}
	s := New(Style{Width: 800, Height: 450, DPI: 96, Theme: theme})
	l := s.Styles([]Subject{{Rule: optimizers.NewAdam()}})[0]
	if s.Recolour(l.Color) != Paper || s.Recolour(Paper) != theme.Background || s.Recolour(Ink) != theme.Ink {
		t.Errorf("a white run is %v, paper %v, ink %v", s.Recolour(l.Color), s.Recolour(Paper), s.Recolour(Ink))
	}
}

// A map of colours has them at even steps; without colours above 0 it turns to red from the last.
func TestMapOfColours(t *testing.T) {
	m := MapStyle{Deep: []color.RGBA{RGB(0x000000), RGB(0x8040c0), RGB(0xffffff)}}.colours()
	for i, want := range map[int]color.RGBA{0: RGB(0), 255: RGB(0xffffff)} {
		if m.Deep[i] != want || m.Cold[i] != want {
			t.Errorf("colour %d is %v and %v, want %v", i, m.Deep[i], m.Cold[i], want)
		}
	}
	if middle := m.Deep.At(0.5); distance(middle, RGB(0x8040c0)) > 0.01 {
		t.Errorf("the middle is %v", middle)
	}
	if first, last := m.Warm[0], m.Warm[255]; first != RGB(0xffffff) || last != warmHues[0] {
		t.Errorf("above 0 it goes from %v to %v", first, last)
	}
	for _, name := range MapNames() {
		if r := (MapStyle{Name: name}).colours(); len(r.Deep) != rampSteps || len(r.Cold) != rampSteps || len(r.Warm) != rampSteps {
			t.Errorf("%s has ramps of %d, %d and %d colours", name, len(r.Deep), len(r.Cold), len(r.Warm))
		}
	}
	viridis := MapStyle{Name: "viridis"}.colours().Deep
	for _, theme := range Themes() {
		if !slices.Equal(theme.HeatColours(), viridis) {
			t.Errorf("%s: heat maps are not viridis", theme.Name)
		}
		for _, name := range MapNames() { // who chooses a map has it on heat maps, too
			theme.Map = MapStyle{Name: name}
			if !slices.Equal(theme.HeatColours(), theme.MapColours().Deep) {
				t.Errorf("%s with the map %s: heat maps have other colours", theme.Name, name)
			}
		}
	}
	if got := (MapStyle{Name: "viridis"}).colours().Deep; got[0] != RGB(0x440154) || got[255] != RGB(0xfde725) {
		t.Errorf("viridis goes from %v to %v", got[0], got[255])
	}
}

// Sizes of text are the theme's at the named sizes, and between them between theirs; the unit grows
// with the smallest text.
func TestTextSizes(t *testing.T) {
	theme := MustTheme("light")
	theme.Text = TextSizes{Title: 30, Subtitle: 12, Axis: 14, Run: 13, Tick: 11}
	usual, s := New(Style{Width: 800, Height: 450, DPI: 72}), New(Style{Width: 800, Height: 450, DPI: 72, Theme: theme})
	if got, want := s.Unit/usual.Unit, vg.Length(11/TickSize); math.Abs(float64(got-want)) > 1e-9 {
		t.Errorf("the unit grows by %v, want %v", got, want)
	}
	for size, want := range map[vg.Length]vg.Length{TickSize: 11, SubtitleSize: 12, RunSize: 13, AxisSize: 14, TitleSize: 30, 9: 11.5, TickSize / 2: 5.5} {
		if got := s.Set("a", 0, size).Size / usual.Unit; math.Abs(float64(got-want)) > 1e-9 {
			t.Errorf("%v becomes %v, want %v", size, got, want)
		}
	}
}

// A large title and subtitle have lines of their own.
func TestLargeTitle(t *testing.T) {
	theme := MustTheme("light")
	theme.Text.Title, theme.Text.Subtitle = 40, 25
	style := Style{Width: 800, Height: 450, DPI: 72, Theme: theme}
	s := New(style)
	top := s.DrawHeader("A title", "a subtitle", nil)
	low := func(m figure.Mark) vg.Length { return m.Text.At.Y - m.Text.Line.Descent }
	high := func(m figure.Mark) vg.Length { return m.Text.At.Y + m.Text.Line.Ascent }
	if title, subtitle := s.Marks[0], s.Marks[1]; low(title) < high(subtitle) || low(subtitle) < top || high(title) > s.Height {
		t.Errorf("the title reaches from %v to %v, the subtitle from %v to %v, the panels to %v", low(title), high(title), low(subtitle), high(subtitle), top)
	}
}

// Widths of lines are multiples of the usual ones.
func TestLineWidths(t *testing.T) {
	theme := MustTheme("light")
	theme.Lines = LineWidths{Runs: 2, Contours: 1, Axes: 3, Grid: 4}
	s := New(Style{Width: 800, Height: 450, DPI: 96, Theme: theme})
	s.RunLine([]vg.Point{{}, {X: 1}}, LineStyleAt(0), 1.5)
	s.AxisLine([]vg.Point{{}, {X: 1}}, 0.5)
	s.GridLine(vg.Point{}, vg.Point{X: 1})
	for i, want := range []vg.Length{3, 1.5, 2.4} {
		if got := s.Marks[i].Width / s.Unit; math.Abs(float64(got-want)) > 1e-9 {
			t.Errorf("line %d has a width of %v, want %v", i, got, want)
		}
	}
}

// No text and no key of a header lies in the room of a logo, and panels begin below it.
func TestLogoStaysFree(t *testing.T) {
	for _, corner := range append(Corners(), "") {
		theme := MustTheme("light")
		theme.Logo = Logo{Corner: corner, Width: 120, Height: 90}
		style := Style{Width: 1600, Height: 900, DPI: 144, Theme: theme, Audit: &Audit{}}
		s := New(style)
		item := KeyItem{Name: "minimum", Mark: func(*Sheet, vg.Point) {}}
		top := s.DrawHeader(strings.Repeat("A long title ", 6), strings.Repeat("a note"+Separator, 20), []KeyItem{item, item, item})
		box := s.Body(top)
		f, err := s.Finish("", "")
		if err != nil {
			t.Fatal(err)
		}
		if f.Height != 450 {
			t.Errorf("corner %q: the figure is %v high", corner, f.Height)
		}
		box = vg.Rectangle{Min: box.Min.Add(vg.Point{Y: s.Foot()}), Max: box.Max.Add(vg.Point{Y: s.Foot()})}
		margin := s.Margin()
		room := vg.Rectangle{Min: vg.Point{X: 800 - margin - 120, Y: 450 - margin - 90}, Max: vg.Point{X: 800 - margin, Y: 450 - margin}}
		if corner == TopLeft || corner == BottomLeft {
			room.Min.X, room.Max.X = margin, margin+120
		}
		if corner == BottomRight || corner == BottomLeft {
			room.Min.Y, room.Max.Y = margin, margin+90
		}
		if overlaps(room, box) {
			t.Errorf("corner %q: panels lie in %v of %v", corner, room, box)
		}
		for _, m := range f.Marks {
			if m.Text == nil {
				continue
			}
			for _, c := range m.Outline() {
				if c.Pos.X > room.Min.X && c.Pos.X < room.Max.X && c.Pos.Y > room.Min.Y && c.Pos.Y < room.Max.Y {
					t.Fatalf("corner %q: a text lies in the logo's room, at %v", corner, c.Pos)
				}
			}
		}
	}
}

func overlaps(a, b vg.Rectangle) bool {
	return a.Min.X < b.Max.X && b.Min.X < a.Max.X && a.Min.Y < b.Max.Y && b.Min.Y < a.Max.Y
}

// A figure on a page has no logo of its own.
func TestLogoOnPage(t *testing.T) {
	theme := MustTheme("light")
	theme.Logo = Logo{Corner: BottomLeft, Width: 1e6, Height: 1e6}
	if s := New(Style{Width: 800, Height: 400, DPI: 72, Theme: theme, PageHeight: 800}); s.Foot() != 0 {
		t.Errorf("a figure on a page has a foot of %v", s.Foot())
	}
}

// What cannot be read or told apart is said, and nothing of built-in themes.
func TestRemarks(t *testing.T) {
	for _, theme := range append(Themes(), Theme{}) {
		if got := theme.Remarks(); len(got) > 0 {
			t.Errorf("%s: %v", theme.Name, got)
		}
	}
	theme := MustTheme("light")
	theme.Ink = RGB(0xffff00)
	theme.Runs = []Hue{{OnPaper: RGB(0xff0000)}, {OnPaper: RGB(0xfe0101)}, {OnPaper: RGB(0xfffff0)}}
	got := strings.Join(theme.Remarks(), "\n")
	for _, want := range []string{"ink #ffff00 on #ffffff", "colours 1 and 2 of the runs, #ff0000 and #fe0101, look alike", "colour 3 of the runs, #fffff0, hardly shows"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}

// Rims of texts are sheer without a background, since they may lie on a page of another colour.
func TestRimsWithoutBackground(t *testing.T) {
	theme := MustTheme("light")
	theme.Transparent = true
	s := New(Style{Width: 800, Height: 450, DPI: 96, Theme: theme})
	s.PutWithHalo(s.Set("a", 0, 10), vg.Point{}, Ink)
	sheer := slices.ContainsFunc(s.Marks, func(m figure.Mark) bool { return m.Width > 0 && m.Sheer > 0 })
	if !s.Transparent || !sheer {
		t.Errorf("transparent %v, a sheer rim %v", s.Transparent, sheer)
	}
}

// Sizes that no figure can have are refused.
func TestThemeCheck(t *testing.T) {
	for name, change := range map[string]func(*Theme){
		"size": func(t *Theme) { t.Text.Axis = 0 }, "NaN": func(t *Theme) { t.Lines.Runs = math.NaN() },
		"margin": func(t *Theme) { t.Margin = -1 }, "map": func(t *Theme) { t.Map.Name = "rainbow" }, "runs": func(t *Theme) { t.Runs = make([]Hue, MostRuns+1) },
	} {
		theme := MustTheme("light")
		if change(&theme); theme.Check() == nil {
			t.Errorf("%s: a wrong theme is accepted", name)
		}
	}
	for _, theme := range append(Themes(), Theme{}) {
		if err := theme.Check(); err != nil {
			t.Error(err)
		}
	}
}

// Cells without an answer are hatched where a colour of the map looks like theirs.
func TestColourOfNever(t *testing.T) {
	for _, c := range []struct {
		theme, ramp string
		want        bool
	}{{"light", "viridis", false}, {"light", "magma", false}, {"light", "grey", true}, {"light", "deep", true}, {"print", "viridis", true}, {"dark", "viridis", false}} {
		s := New(Style{Width: 800, Height: 450, DPI: 96, Theme: MustTheme(c.theme)})
		if got := s.HasColourOfNever(MapStyle{Name: c.ramp}.colours().Deep); got != c.want {
			t.Errorf("%s on %s: %v", c.ramp, c.theme, got)
		}
	}
}

// Hatching over cells without an answer falls to the right, and stays within the cells.
func TestHatchNever(t *testing.T) {
	s := New(Style{Width: 800, Height: 450, DPI: 96})
	s.HatchNever([]vg.Length{10, 20, 40}, []vg.Length{0, 30}, func(i, _ int) bool { return i == 1 })
	path := s.Marks[0].Path
	for i := 0; i < len(path); i += 2 {
		from, to := path[i].Pos, path[i+1].Pos
		if (to.X-from.X)*(to.Y-from.Y) >= 0 || min(from.X, to.X) < 20-1e-9 || max(from.X, to.X) > 40+1e-9 {
			t.Errorf("a line from %v to %v", from, to)
		}
	}
}
