package document

import (
	"cmp"
	"errors"
	"fmt"
	"image/color"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/image/colornames"
	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/cmd/internal/yamltree"
	"github.com/optviz/optviz/render/sheet"
)

// ThemeKeys holds the keys of a theme. A key left out has the value of the theme Base.
type ThemeKeys struct {
	Base       string      `yaml:"base" doc:"the theme that it begins with: a name or a file"`
	Background string      `yaml:"background" doc:"colour of the page; transparent, or transparent navy for pages of that colour: the file has none"`
	Ink        string      `yaml:"ink" doc:"colour of titles, numbers and names of axes"`
	Soft       string      `yaml:"soft" doc:"colour of notes, axes and frames"`
	Grid       string      `yaml:"grid" doc:"colour of the lines behind curves"`
	Runs       []string    `yaml:"runs" doc:"colours of the runs and of basins in their order, then shades of them; without, each optimizer has its own, and its runs a ramp"`
	MapRuns    []string    `yaml:"map-runs" doc:"colours of the runs on maps, one each; without, lighter ones"`
	Map        *ThemeMap   `yaml:"map" doc:"colours of maps"`
	Fonts      *ThemeFonts `yaml:"fonts" doc:"TTF or OTF files; characters that a font lacks are from the built-in one. Give italic and bold-italic, too, for variables, which are else in the built-in serif"`
	Text       *ThemeText  `yaml:"text" doc:"sizes of text in units, of which a figure of the usual size is 800 wide"`
	Lines      *ThemeLines `yaml:"lines" doc:"widths of lines as factors of the usual ones"`
	Margin     *float64    `yaml:"margin" doc:"space around the figure in units, 14 as a rule"`
	Logo       *ThemeLogo  `yaml:"logo" doc:"room for a logo, which stays free"`
	Heading    string      `yaml:"heading" doc:"what stands above the figure"`
	Size       string      `yaml:"size" doc:"usual size of a figure: 1600x900, or with a unit 16cmx9cm"`
	Page       string      `yaml:"page" doc:"usual size of a page of figures; without, the size of a figure"`
}

// ThemeMap holds the colours of maps: a built-in map by name, or colours. With neither it has those of
// the theme's base, and Heat.
type ThemeMap struct {
	Name string   `yaml:"name" doc:"a built-in map in place of colours"`
	Heat string   `yaml:"heat" doc:"the built-in map of heat maps, as of sweeps; without, that of all maps, or the one of the base if it has the same map; alone, other maps are as in base"`
	Deep []string `yaml:"deep" doc:"from valleys to heights, at even steps"`
	Cold []string `yaml:"cold" doc:"from the deepest loss below 0 to 0; without, as deep"`
	Warm []string `yaml:"warm" doc:"from 0 to the highest loss; without, to red"`
}

// ThemeFonts holds the files of fonts.
type ThemeFonts struct {
	Sans       string `yaml:"sans" doc:"of all but the following"`
	Bold       string `yaml:"bold" doc:"of titles and names of runs; without, sans"`
	Italic     string `yaml:"italic" doc:"of variables, as in f(x, y)"`
	BoldItalic string `yaml:"bold-italic" doc:"of variables in titles; without, italic"`
}

// ThemeText holds sizes of text in units.
type ThemeText struct {
	Title    *float64 `yaml:"title"`
	Subtitle *float64 `yaml:"subtitle"`
	Axis     *float64 `yaml:"axis" doc:"of names of axes"`
	Run      *float64 `yaml:"run" doc:"of names of runs"`
	Tick     *float64 `yaml:"tick" doc:"of numbers at axes, the smallest; distances, marks and lines grow with it"`
	Least    string   `yaml:"least" doc:"the least that the smallest text has: a length, 8pt, or a part of the height, 18/540"`
}

// ThemeLines holds widths of lines as factors of the usual ones.
type ThemeLines struct {
	Runs     *float64 `yaml:"runs"`
	Contours *float64 `yaml:"contours"`
	Axes     *float64 `yaml:"axes"`
	Grid     *float64 `yaml:"grid"`
}

// ThemeLogo is the room of a logo.
type ThemeLogo struct {
	Corner string `yaml:"corner" doc:"where it is"`
	Size   string `yaml:"size" doc:"width and height with a unit: 4cmx1.5cm"`
}

// Headings lists the values of a theme's key heading, in the order of sheet's.
var Headings = []string{"whole", "title", None}

// Corners lists the values of the key corner of logos and insets.
var Corners = sheet.CornerNames()

// Intervals of numbers in themes.
var (
	textSizes  = catalog.MustInterval("[4,60]")
	lineWidths = catalog.MustInterval("[0.1,10]")
	margins    = catalog.MustInterval("[0,200]")
)

// transparent is the word for a background that files leave out, before the colour of the page that
// the figure goes on, if that is another than that of the theme.
const transparent = "transparent"

// keyError is the error of a value in a theme.
type keyError struct {
	path  []string // keys, from the theme on; an index is a number
	value string
	err   error
}

func (e *keyError) Error() string {
	return fmt.Sprintf("%s: %s: %v", strings.Join(slices.DeleteFunc(slices.Clone(e.path), isIndex), ": "), printing.Quote(e.value), e.err)
}

func (e *keyError) Unwrap() error { return e.err }

// isIndex reports whether a part of a path is an index.
func isIndex(part string) bool { return part[0] >= '0' && part[0] <= '9' }

// readKeys reads the keys of a theme from a mapping, and checks them.
func readKeys(n yamltree.Node) (ThemeKeys, error) {
	var k ThemeKeys
	if n.Kind != yamltree.Mapping {
		return k, n.Place.Errorf("keys are wanted, as in base: slides")
	}
	if err := (decoder{}).setKeys(reflect.ValueOf(&k).Elem(), n); err != nil {
		return k, err
	}
	if _, ok := sheet.ThemeByName(k.Base); !ok && !isFile(k.Base) {
		v, _ := n.Value("base")
		return k, v.Place.Errorf("base: %w", unknownTheme(k.Base))
	}
	_, err := k.makeOn(startOf(k.Base))
	var wrong *keyError
	if errors.As(err, &wrong) {
		return k, placeOf(n, wrong.path).Errorf("%w", wrong)
	}
	return k, err
}

// placeOf returns the place of the value with a path.
func placeOf(n yamltree.Node, path []string) yamltree.Place {
	for _, part := range path {
		if i, err := strconv.Atoi(part); err == nil && i < len(n.Items) {
			n = n.Items[i]
		} else if v, ok := n.Value(part); ok {
			n = v
		}
	}
	return n.Place
}

// setThemeMap stores the name of a map, a list of colours or keys.
func (c decoder) setThemeMap(m *ThemeMap, n yamltree.Node) error {
	switch n.Kind {
	case yamltree.Scalar:
		m.Name = n.Text
		return nil
	case yamltree.List:
		return c.set(reflect.ValueOf(&m.Deep).Elem(), "map", n)
	}
	given := func(key string) bool { _, ok := n.Value(key); return ok }
	switch isColoured := slices.ContainsFunc([]string{"deep", "cold", "warm"}, given); {
	case given("name") && isColoured:
		return n.Place.Errorf("map: has a name and colours: give one of name and deep")
	case isColoured && !given("deep"):
		return n.Place.Errorf("map: deep is missing: colours from valleys to heights; or name, that of a built-in map")
	}
	return c.setKeys(reflect.ValueOf(m).Elem(), n)
}

// themeMaker sets fields of a theme to the values of keys until one is wrong.
type themeMaker struct{ err error }

// fail records the first error.
func (m *themeMaker) fail(value string, err error, path ...string) {
	if err != nil && m.err == nil {
		m.err = &keyError{path, value, err}
	}
}

// colour sets a colour unless the text is empty.
func (m *themeMaker) colour(dst *color.RGBA, text string, path ...string) {
	if text == "" {
		return
	}
	c, err := parseColour(text)
	m.fail(text, err, path...)
	*dst = c
}

// colours returns the colours of a list.
func (m *themeMaker) colours(texts []string, path ...string) []color.RGBA {
	out := make([]color.RGBA, len(texts))
	for i, text := range texts {
		m.colour(&out[i], text, append(path[:len(path):len(path)], strconv.Itoa(i))...)
		if text == "" {
			m.fail(text, errors.New("is no colour"), append(path[:len(path):len(path)], strconv.Itoa(i))...)
		}
	}
	return out
}

// number sets a number unless there is none.
func number[T ~float64](m *themeMaker, dst *T, v *float64, in catalog.Interval, path ...string) {
	if v == nil {
		return
	}
	m.fail(catalog.FormatNumber(*v), in.Check(*v), path...)
	*dst = T(*v)
}

// makeOn returns the theme of the keys on a theme to begin with, without fonts.
func (k ThemeKeys) makeOn(t sheet.Theme) (sheet.Theme, error) {
	m := &themeMaker{}
	m.setColours(&t, k)
	m.setRuns(&t, k)
	m.setMap(&t, k.Map)
	m.setText(&t, k.Text)
	if l := k.Lines; l != nil {
		number(m, &t.Lines.Runs, l.Runs, lineWidths, "lines", "runs")
		number(m, &t.Lines.Contours, l.Contours, lineWidths, "lines", "contours")
		number(m, &t.Lines.Axes, l.Axes, lineWidths, "lines", "axes")
		number(m, &t.Lines.Grid, l.Grid, lineWidths, "lines", "grid")
	}
	number(m, &t.Margin, k.Margin, margins, "margin")
	m.setLogo(&t, k.Logo)
	if k.Heading != "" {
		i := slices.Index(Headings, k.Heading)
		if i < 0 {
			m.fail(k.Heading, catalog.Unknown("heading", k.Heading, Headings), "heading")
		}
		t.Heading = sheet.Heading(max(i, 0))
	}
	m.size(&t.Size, k.Size, "size")
	m.size(&t.Page, k.Page, "page")
	return t, m.err
}

// size sets the size of a figure unless the text is empty.
func (m *themeMaker) size(dst *string, text, key string) {
	if text == "" {
		return
	}
	_, _, err := catalog.ParseSize(text, defaultDPI)
	m.fail(text, err, key)
	*dst = text
}

func (m *themeMaker) setColours(t *sheet.Theme, k ThemeKeys) {
	if k.Background != "" {
		m.fail(k.Background, m.setBackground(t, k.Background), "background")
	}
	m.colour(&t.Ink, k.Ink, "ink")
	m.colour(&t.Soft, k.Soft, "soft")
	m.colour(&t.Grid, k.Grid, "grid")
}

// setBackground sets the background to a colour, or has files leave it out.
func (m *themeMaker) setBackground(t *sheet.Theme, text string) error {
	ground, isTransparent := strings.CutPrefix(text, transparent)
	if isTransparent && ground == "" {
		t.Transparent = true
		return nil
	}
	if isTransparent && !strings.HasPrefix(ground, " ") { // a word that only begins so
		ground = text
	}
	c, err := parseColour(strings.TrimSpace(ground), transparent)
	if err == nil {
		t.Transparent = isTransparent
	}
	if err == nil && c != t.Background {
		*t = t.OnBackground(c)
	}
	return err
}

func (m *themeMaker) setRuns(t *sheet.Theme, k ThemeKeys) {
	if len(k.Runs) > sheet.MostRuns {
		m.fail(fmt.Sprint(len(k.Runs)), fmt.Errorf("are too many colours: at most %d", sheet.MostRuns), "runs")
		return
	}
	if len(k.Runs) > 0 {
		t.Runs = nil
		for _, c := range m.colours(k.Runs, "runs") {
			t.Runs = append(t.Runs, sheet.Hue{OnPaper: c})
		}
	}
	if len(k.MapRuns) == 0 {
		return
	}
	if len(k.MapRuns) != len(t.Runs) {
		m.fail(fmt.Sprint(len(k.MapRuns)), fmt.Errorf("colours on maps, but runs has %d: give one each", len(t.Runs)), "map-runs")
		return
	}
	t.Runs = slices.Clone(t.Runs)
	for i, c := range m.colours(k.MapRuns, "map-runs") {
		t.Runs[i].OnMap = c
	}
}

func (m *themeMaker) setMap(t *sheet.Theme, k *ThemeMap) {
	if k == nil {
		return
	}
	m.builtInMap(k.Name, "map")
	m.builtInMap(k.Heat, "map", "heat")
	if k.isHeatAlone() || k.Name == t.Map.Name && k.Name != "" {
		t.Map.Heat = cmp.Or(k.Heat, t.Map.Heat)
		return
	}
	t.Map = sheet.MapStyle{Name: k.Name, Heat: k.Heat}
	if k.Name != "" {
		return
	}
	t.Map.Deep = m.mapColours(k.Deep, "deep")
	if len(k.Cold) > 0 {
		t.Map.Cold = m.mapColours(k.Cold, "cold")
	}
	if len(k.Warm) > 0 {
		t.Map.Warm = m.mapColours(k.Warm, "warm")
	}
}

// isHeatAlone reports whether the map has nothing but the map of heat maps.
func (m *ThemeMap) isHeatAlone() bool { return m.Name == "" && len(m.Deep) == 0 }

// over returns the map with what it takes from that of a base: either may be nil.
func (m *ThemeMap) over(base *ThemeMap) *ThemeMap {
	if m == nil || base == nil {
		return cmp.Or(m, base)
	}
	merged := *m
	if m.isHeatAlone() {
		merged = *base
	}
	if m.isHeatAlone() || base.isHeatAlone() || m.Name == base.Name && m.Name != "" {
		merged.Heat = cmp.Or(m.Heat, base.Heat)
	}
	return &merged
}

// builtInMap refuses the name of a map that there is not.
func (m *themeMaker) builtInMap(name string, path ...string) {
	if name != "" && !slices.Contains(sheet.MapNames(), name) {
		m.fail(name, catalog.Unknown("map", name, sheet.MapNames()), path...)
	}
}

// mapColours returns the colours of a key of a map.
func (m *themeMaker) mapColours(texts []string, key string) []color.RGBA {
	const most = 256
	if len(texts) < 2 || len(texts) > most {
		m.fail(fmt.Sprint(len(texts)), fmt.Errorf("colours make no ramp: give 2 to %d", most), "map", key)
	}
	return m.colours(texts, "map", key)
}

func (m *themeMaker) setText(t *sheet.Theme, k *ThemeText) {
	if k == nil {
		return
	}
	number(m, &t.Text.Title, k.Title, textSizes, "text", "title")
	number(m, &t.Text.Subtitle, k.Subtitle, textSizes, "text", "subtitle")
	number(m, &t.Text.Axis, k.Axis, textSizes, "text", "axis")
	number(m, &t.Text.Run, k.Run, textSizes, "text", "run")
	number(m, &t.Text.Tick, k.Tick, textSizes, "text", "tick")
	if k.Least == "" {
		return
	}
	points, part, err := parseLeast(k.Least)
	m.fail(k.Least, err, "text", "least")
	t.Text.Least, t.Text.LeastPart = points, part
}

// parseLeast reads the least size of text: a length in points, or a part of the height.
func parseLeast(text string) (points vg.Length, part float64, err error) {
	const most = 60
	if of, whole, ok := strings.Cut(text, "/"); ok {
		a, err := catalog.ParseNumber(strings.TrimSpace(of))
		b, errWhole := catalog.ParseNumber(strings.TrimSpace(whole))
		if err != nil || errWhole != nil || !(a > 0 && a <= b/5) {
			return 0, 0, errors.New("is no part of the height, from 0 to 1/5, as 18/540 is")
		}
		return 0, a / b, nil
	}
	v, err := catalog.ParseNumber(strings.TrimSpace(strings.TrimSuffix(text, "pt")))
	if err != nil || !strings.HasSuffix(text, "pt") || !(v > 0 && v <= most) {
		return 0, 0, fmt.Errorf("is neither a length up to %dpt, as 8pt, nor a part of the height, as 18/540", most)
	}
	return vg.Length(v), 0, nil
}

func (m *themeMaker) setLogo(t *sheet.Theme, k *ThemeLogo) {
	const perInch = 72 // points
	if k == nil {
		return
	}
	t.Logo.Corner = sheet.Corner(k.Corner)
	if t.Logo.Corner.Check() != nil {
		m.fail(k.Corner, catalog.Unknown("corner", k.Corner, Corners), "logo", "corner")
	}
	w, h, err := catalog.ParseSize(k.Size, perInch)
	if err == nil && !catalog.HasUnit(k.Size) {
		err = errors.New("needs a unit of length, as 4cmx1.5cm has")
	}
	m.fail(k.Size, err, "logo", "size")
	t.Logo.Width, t.Logo.Height = vg.Length(w), vg.Length(h)
}

// parseColour reads #rgb, #rrggbb or the name of a colour of CSS. An error suggests other words, too.
func parseColour(text string, others ...string) (color.RGBA, error) {
	if c, ok := colornames.Map[strings.ToLower(text)]; ok {
		return c, nil
	}
	digits, ok := strings.CutPrefix(text, "#")
	if !ok {
		message := "is no colour"
		if near := catalog.Nearest(text, append(others, colornames.Names...)); near != "" {
			message += " (did you mean " + near + "?)"
		}
		return color.RGBA{}, errors.New(message + "; write " + strings.Join(append(others, "a name of CSS such as teal", "'#rgb'"), ", ") + " or '#rrggbb'")
	}
	v, err := strconv.ParseUint(digits, 16, 32)
	switch {
	case err == nil && len(digits) == 6:
		return sheet.RGB(uint32(v)), nil
	case err == nil && len(digits) == 3:
		r, g, b := uint8(v>>8)*17, uint8(v>>4&0xf)*17, uint8(v&0xf)*17
		return color.RGBA{R: r, G: g, B: b, A: 0xff}, nil
	}
	return color.RGBA{}, errors.New("is no colour: after # three or six digits are wanted, 0 to 9 and a to f")
}

// Backgrounds lists words for a theme's background: transparent, and the colours of CSS.
func Backgrounds() []string { return append([]string{transparent}, colornames.Names...) }
