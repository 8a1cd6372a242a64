package document

import (
	"encoding/json"
	"image/color"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"codeberg.org/go-fonts/dejavu/dejavusans"

	"github.com/optviz/optviz/cmd/internal/input"
	"github.com/optviz/optviz/render/sheet"
)

// themeIn writes a theme to a file of a new directory and reads it.
func themeIn(t *testing.T, text string) (Theme, error) {
	t.Helper()
	t.Chdir(t.TempDir())
	write(t, "mine.yaml", text)
	read, _, err := Theme{Name: "mine.yaml"}.Read(t.Context(), input.Anywhere)
	return read, err
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// A built-in theme printed as a file is read as that theme.
func TestThemeFileIsTheTheme(t *testing.T) {
	for _, built := range sheet.Themes() {
		got, err := themeIn(t, string(ThemeFile(built)))
		if err != nil || !reflect.DeepEqual(got, Theme{Name: built.Name}) {
			t.Errorf("%s: read as %+v, %v", built.Name, got, err)
		}
		if !reflect.DeepEqual(mustLook(t, got), built) {
			t.Errorf("%s: %+v", built.Name, mustLook(t, got))
		}
	}
}

// Each key sets its field; keys left out are as in base.
func TestThemeKeys(t *testing.T) {
	slides := sheet.MustTheme("slides")
	for text, want := range map[string]func(*sheet.Theme){
		"ink: navy":                     func(t *sheet.Theme) { t.Ink = sheet.RGB(0x000080) },
		"soft: '#abc'":                  func(t *sheet.Theme) { t.Soft = sheet.RGB(0xaabbcc) },
		"grid: '#0A0b0C'":               func(t *sheet.Theme) { t.Grid = sheet.RGB(0x0a0b0c) },
		"background: '#00285e'":         func(t *sheet.Theme) { *t = t.OnBackground(sheet.RGB(0x00285e)) },
		"background: transparent":       func(t *sheet.Theme) { t.Transparent = true },
		"background: transparent beige": func(t *sheet.Theme) { *t = t.OnBackground(sheet.RGB(0xf5f5dc)); t.Transparent = true },
		"runs: [red, '#00f']": func(t *sheet.Theme) {
			t.Runs = []sheet.Hue{{OnPaper: sheet.RGB(0xff0000)}, {OnPaper: sheet.RGB(0x0000ff)}}
		},
		"{runs: [red], map-runs: [pink]}":   func(t *sheet.Theme) { t.Runs = []sheet.Hue{{OnPaper: sheet.RGB(0xff0000), OnMap: sheet.RGB(0xffc0cb)}} },
		"map: magma":                        func(t *sheet.Theme) { t.Map = sheet.MapStyle{Name: "magma"} },
		"map: deep":                         func(t *sheet.Theme) {}, // which is that of slides, whose heat maps have another
		"map: {heat: magma}":                func(t *sheet.Theme) { t.Map.Heat = "magma" },
		"map: {name: deep, heat: magma}":    func(t *sheet.Theme) { t.Map.Heat = "magma" },
		"map: {name: night, heat: cividis}": func(t *sheet.Theme) { t.Map = sheet.MapStyle{Name: "night", Heat: "cividis"} },
		"map: {deep: [red, blue], heat: cividis}": func(t *sheet.Theme) {
			t.Map = sheet.MapStyle{Deep: []color.RGBA{sheet.RGB(0xff0000), sheet.RGB(0x0000ff)}, Heat: "cividis"}
		},
		"text: {title: 20, tick: 9, least: 10pt}": func(t *sheet.Theme) { t.Text.Title, t.Text.Tick, t.Text.Least, t.Text.LeastPart = 20, 9, 10, 0 },
		"text: {axis: 12, run: 11, subtitle: 10}": func(t *sheet.Theme) { t.Text.Axis, t.Text.Run, t.Text.Subtitle = 12, 11, 10 },
		"text: {least: 1/10}":                     func(t *sheet.Theme) { t.Text.LeastPart = 0.1 },
		"lines: {runs: 2, contours: .5, axes: 3}": func(t *sheet.Theme) { t.Lines = sheet.LineWidths{Runs: 2, Contours: 0.5, Axes: 3, Grid: 1} },
		"margin: 0": func(t *sheet.Theme) { t.Margin = 0 },
		"logo: {corner: bottom-left, size: 72ptx36pt}": func(t *sheet.Theme) { t.Logo = sheet.Logo{Corner: sheet.BottomLeft, Width: 72, Height: 36} },
		"heading: none":                    func(t *sheet.Theme) { t.Heading = sheet.NoHeading },
		"{size: 16cmx9cm, page: 20cmx9cm}": func(t *sheet.Theme) { t.Size, t.Page = "16cmx9cm", "20cmx9cm" },
	} {
		if body, ok := strings.CutPrefix(text, "{"); ok {
			text = strings.ReplaceAll(strings.TrimSuffix(body, "}"), ", map", "\nmap")
			text = strings.ReplaceAll(text, ", page", "\npage")
		}
		got, err := themeIn(t, "base: slides\n"+text+"\n")
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		expected := slides
		expected.Name = "mine.yaml" // as notes call it
		want(&expected)
		if made := mustLook(t, got); !reflect.DeepEqual(made, expected) {
			t.Errorf("%s: got %+v, want %+v", text, made, expected)
		}
	}
}

// Errors say where the wrong value is and what could stand there.
func TestThemeErrors(t *testing.T) {
	for text, want := range map[string]string{
		"ink: teel":                   `mine.yaml:1:6: ink: "teel": is no colour (did you mean teal?)`,
		"base: dark\nink: #fff":       "mine.yaml:2:5: ink: has no value: write one, or leave the key out; after a space # begins a comment",
		"background: transparentnavy": "mine.yaml:1:13: background: ",
		"background: '#12345'":        "mine.yaml:1:13: background: ",
		"inc: red":                    `mine.yaml:1:1: unknown key "inc" (did you mean ink?)`,
		"base: slids":                 `mine.yaml:1:7: base: unknown theme "slids" (did you mean slides?)`,
		"base: mine.yaml":             "includes itself: mine.yaml, base mine.yaml",
		"lines:\n  runs: 0":           `mine.yaml:2:9: lines: runs: "0": must be in [0.1,10]`,
		"lines: {runs: wide}":         "mine.yaml:1:15: runs: ",
		"margin: 1e9":                 "mine.yaml:1:9: margin: ",
		"text: {title: nan}":          "mine.yaml:1:15: title: ",
		"text: 12":                    "mine.yaml:1:7: text: keys are wanted",
		"text: {least: 8}":            "mine.yaml:1:15: text: least: ",
		"runs: [red, grean]":          `mine.yaml:1:13: runs: "grean": is no colour (did you mean green?)`,
		"runs: red":                   "mine.yaml:1:7: runs: a list is wanted, as in [red]",
		"runs: [" + strings.Repeat("red, ", 40) + "red]": "mine.yaml:1:7: runs: \"41\": are too many colours",
		"runs: [red]\nmap-runs: [red, blue]":             "mine.yaml:2:11: map-runs: ",
		"map: virids":                                    `mine.yaml:1:6: map: "virids": unknown map "virids" (did you mean viridis?)`,
		"map: [red]":                                     "mine.yaml:1:6: map: deep: ",
		"map: {cold: [red, blue]}":                       "mine.yaml:1:6: map: deep is missing",
		"map: {heat: magma, warm: [red, blue]}":          "mine.yaml:1:6: map: deep is missing",
		"map: {name: deep, cold: [red, blue]}":           "mine.yaml:1:6: map: has a name and colours",
		"map: {name: deep, deep: [red, blue]}":           "mine.yaml:1:6: map: has a name and colours",
		"map: {name: deep, heat: hot}":                   `mine.yaml:1:25: map: heat: "hot": unknown map "hot"`,
		"logo: {corner: top, size: 1cmx1cm}":             `mine.yaml:1:16: logo: corner: "top": unknown corner`,
		"logo: {size: 3x2}":                              "mine.yaml:1:14: logo: size: ",
		"logo: {corner: top-left}":                       "logo: size: ",
		"heading: big":                                   `mine.yaml:1:10: heading: "big": unknown heading`,
		"size: 12":                                       "mine.yaml:1:7: size: ",
		"fonts: {sans: none.ttf}":                        `mine.yaml:1:15: the font "none.ttf": no such file or directory`,
		"ink: red\nfonts:\n  bold: mine.yaml":            `mine.yaml:3:9: the font "mine.yaml": is no font`,
		"":                                               "mine.yaml:1:1: is empty",
		"[ink]":                                          "mine.yaml:1:1: keys are wanted",
		"ink: red\n#" + strings.Repeat("x", 2e6):         "at most 1 MB are read",
	} {
		if _, err := themeIn(t, text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: %v, want %q", text, err, want)
		}
	}
	for _, name := range []string{"neon", "dark.png", "."} {
		if _, err := ParseTheme(name); err == nil {
			t.Errorf("%s is a theme", name)
		}
	}
}

// Without bold fonts the own upright and italic stand for them, and no built-in one.
func TestThemeFontsWithoutBold(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("a.ttf", dejavusans.TTF, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		keys                     string
		sans, bold, italic, both bool
	}{{"sans: a.ttf", true, true, false, false}, {"italic: a.ttf", false, false, true, true}, {"bold: a.ttf", false, true, false, false}} {
		write(t, "mine.yaml", "fonts: {"+c.keys+"}\n")
		got, _, err := Theme{Name: "mine.yaml"}.Read(t.Context(), input.Anywhere)
		if err != nil {
			t.Fatal(err)
		}
		f := mustLook(t, got).Fonts
		if (f.Sans != nil) != c.sans || (f.Bold != nil) != c.bold || (f.Italic != nil) != c.italic || (f.BoldItalic != nil) != c.both {
			t.Errorf("%s: got %v", c.keys, f)
		}
	}
}

// A theme begins with another file, whose fonts and base are found beside it; a chain that comes back
// is refused by name, and a long one, too.
func TestThemeChain(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "a/mine.yaml", "base: ../b/house.yaml\nlines: {runs: 2}\nruns: [red]\nbackground: transparent\n")
	write(t, "b/house.yaml", "base: slides\nink: navy\nbackground: beige\nlines: {axes: 3}\nruns: [blue, lime]\nmap-runs: [cyan, gold]\n")
	got, _, err := Theme{Name: "a/mine.yaml"}.Read(t.Context(), input.Anywhere)
	if err != nil {
		t.Fatal(err)
	}
	const want = "{base: slides, background: transparent beige, ink: navy, runs: [red], lines: {runs: 2, axes: 3}}"
	if got.text() != want {
		t.Errorf("got %s, want %s", got.text(), want)
	}
	d := Document{}
	d.Theme = Theme{Name: "a/mine.yaml"}
	if _, files, err := d.ReadThemes(t.Context()); err != nil || !slices.Equal(files, []string{"a/mine.yaml", "b/house.yaml"}) {
		t.Errorf("read %v: %v", files, err)
	}
	if _, _, err := (Theme{Name: "a/mine.yaml"}).Read(t.Context(), input.Below("a")); err == nil || !strings.Contains(err.Error(), input.ErrOutside.Error()) {
		t.Errorf("a file outside is read: %v", err)
	}
	write(t, "a/plain.yaml", "base: ../b/fonts.yaml\nink: red\n")
	write(t, "b/fonts.yaml", "base: slides\nfonts:\n  italic: none.ttf\n")
	if _, _, err := (Theme{Name: "a/plain.yaml"}).Read(t.Context(), input.Anywhere); err == nil || !strings.Contains(err.Error(), `b/fonts.yaml:3:11: the font "b/none.ttf"`) {
		t.Errorf("a font of the base that is missing: %v", err)
	}
	write(t, "x.yaml", "base: y.yaml\n")
	write(t, "y.yaml", "base: ./x.yaml\n")
	d.Theme = Theme{Name: "a/plain.yaml"}
	if _, files, err := d.ReadThemes(t.Context()); err == nil || !slices.Equal(files, []string{"a/plain.yaml", "b/fonts.yaml", "b/none.ttf"}) {
		t.Errorf("read %v of a theme whose font is missing: %v", files, err)
	}
	if _, _, err := (Theme{Name: "x.yaml"}).Read(t.Context(), input.Anywhere); err == nil || !strings.Contains(err.Error(), "includes itself: x.yaml, base y.yaml, base x.yaml") {
		t.Errorf("a circle: %v", err)
	}
	for i := range 12 {
		write(t, "n"+string(rune('a'+i))+".yaml", "base: n"+string(rune('b'+i))+".yaml\n")
	}
	if _, _, err := (Theme{Name: "na.yaml"}).Read(t.Context(), input.Anywhere); err == nil || !strings.Contains(err.Error(), "more than 7 others") {
		t.Errorf("a long chain: %v", err)
	}
}

// A document has a theme by name, by file or by keys, writes it as it was written, and once read
// holds all keys.
func TestDocumentTheme(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "mine.yaml", "base: dark\nruns: ['#f00', teal]\n")
	for text, want := range map[string]string{
		"theme: dark\n":                                           "theme: dark\n",
		"theme: mine.yaml\n":                                      "theme: {base: dark, runs: [\"#f00\", teal]}\n",
		"theme: {base: mine.yaml, ink: red}\n":                    "theme: {base: dark, ink: red, runs: [\"#f00\", teal]}\n",
		"theme: {base: slides, map: [\"#000\", white]}\n":         "theme: {base: slides, map: [\"#000\", white]}\n",
		"theme: {map: {deep: [red, blue], warm: [blue, lime]}}\n": "theme: {base: light, map: {deep: [red, blue], warm: [blue, lime]}}\n",
	} {
		d, err := ParseYAML([]byte(text), nil)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := string(d.YAML()); got != text {
			t.Errorf("%s is written as %s", text, got)
		}
		if d, _, err = d.ReadThemes(t.Context()); err != nil || string(d.YAML()) != want {
			t.Errorf("%s is read as %s, %v", text, d.YAML(), err)
		}
		var back Theme
		encoded, err := json.Marshal(d.Theme)
		if err == nil {
			err = json.Unmarshal(encoded, &back)
		}
		if err != nil || !back.equal(d.Theme) {
			t.Errorf("%s: %s is read as %s, %v", text, encoded, back.text(), err)
		}
	}
	for text, want := range map[string]string{
		"steps: 3\ntheme: {ink: gren}": `2:14: ink: "gren": is no colour (did you mean green?)`,
		"theme: drak":                  `1:8: theme: unknown theme "drak" (did you mean dark?)`,
		"theme: [dark]":                "1:8: theme: a name, a file or keys are wanted",
	} {
		if _, err := ParseYAML([]byte(text), nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

// The dark variant of a theme keeps its runs, as light as on maps, its widths and its base's sizes.
func TestDarkVariant(t *testing.T) {
	got, err := themeIn(t, "base: slides\nink: navy\nruns: ['#800000']\nlines: {runs: 2}\n")
	if err != nil {
		t.Fatal(err)
	}
	dark := got.DarkVariant()
	if text := dark.text(); !strings.HasPrefix(text, "{base: slides-dark, runs: [") || !strings.HasSuffix(text, "lines: {runs: 2}}") || strings.Contains(text, "800000") {
		t.Errorf("%s", text)
	}
	if made := mustLook(t, dark); !made.IsDark() || !made.Slides || made.Lines.Runs != 2 || len(made.Remarks()) > 0 {
		t.Errorf("%+v", made)
	}
	if again := dark.DarkVariant(); !again.equal(dark) {
		t.Errorf("twice: %s", again.text())
	}
	for text, want := range map[string]string{"map: {heat: magma}\n": "magma", "map: deep\n": "viridis", "map: {deep: ['#ffffff', '#ffff00', '#ff0000']}\n": "viridis", "base: print\nmap: {heat: grey}\n": "grey"} {
		light, err := themeIn(t, text)
		if err != nil {
			t.Fatal(err)
		}
		dark := light.DarkVariant()
		if m := mustLook(t, dark).Map; m.Name != "night" || m.Heat != want {
			t.Errorf("%q in the dark has the map %+v", text, m)
		}
		again := Theme{Keys: dark.Keys}
		if dark.Keys == nil {
			again.Name = dark.Name
		}
		if m := mustLook(t, again).Map; m.Heat != want {
			t.Errorf("%q in the dark is written as %s", text, dark.text())
		}
	}
	for _, name := range ThemeNames() {
		d := Document{GridSpec: GridSpec{Spec: Default()}}
		d.Theme = Theme{Name: name}
		dark := d.Darkened()
		if made := mustLook(t, dark.Theme); !made.IsDark() || made.Slides != mustLook(t, d.Theme).Slides || dark.PageSize() != d.PageSize() {
			t.Errorf("that of %s is %s of %v, not %v", name, dark.Theme.text(), dark.PageSize(), d.PageSize())
		}
	}
}

// A theme whose files are not read has no style, and neither a name nor keys of a built-in one need any.
func TestUnreadTheme(t *testing.T) {
	for text, read := range map[string]bool{
		"": true, "dark": true, "{base: slides, ink: navy}": true,
		"mine.yaml": false, "{base: mine.yaml}": false, "{base: dark, fonts: {sans: a.ttf}}": false,
	} {
		s := Default()
		if text != "" {
			if err := s.Theme.UnmarshalText([]byte(text)); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.PageStyle(); (err == nil) != read || err != nil && !strings.Contains(err.Error(), "is not read") {
			t.Errorf("%q: %v", text, err)
		}
		if err := s.Appearance.Validate(); err != nil {
			t.Errorf("%q is refused before it is read: %v", text, err)
		}
	}
}

// mustLook returns how figures of a theme look.
func mustLook(t *testing.T, theme Theme) sheet.Theme {
	t.Helper()
	made, ok := theme.look()
	if !ok {
		t.Fatalf("%s is not read", theme.text())
	}
	return made
}
