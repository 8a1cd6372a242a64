package document

import (
	"cmp"
	"reflect"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/yamltree"
	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/sheet"
)

// Theme states how a figure looks, as it is written: the name of a built-in theme or of a file, or
// keys. The zero value stands for the theme light.
type Theme struct {
	Name string     // of a built-in theme, or a path; "" with Keys
	Keys *ThemeKeys // must not be changed; nil: the theme has a Name

	backs bool         // has nothing but a background, for the theme of a document that is drawn again
	logo  logoPlace    // of a theme whose logo a file states
	read  *sheet.Theme // of a path, or of Keys that name files, once they are read
}

// themeEndings lists how the names of theme files end.
var themeEndings = []string{".yaml", ".yml", ".json"}

// IsZero reports whether nothing is written.
func (t Theme) IsZero() bool { return t.Name == "" && t.Keys == nil }

// isFile reports whether the name of a theme is a path.
func isFile(name string) bool {
	return slices.ContainsFunc(themeEndings, func(e string) bool { return strings.HasSuffix(strings.ToLower(name), e) })
}

// equal reports whether two themes are written alike.
func (t Theme) equal(o Theme) bool { return t.Name == o.Name && t.text() == o.text() }

// text returns the theme as YAML on one line.
func (t Theme) text() string {
	if t.Keys != nil {
		return t.Keys.flow()
	}
	return t.Name
}

// MarshalText returns the theme as YAML on one line.
func (t Theme) MarshalText() ([]byte, error) { return []byte(t.text()), nil }

// UnmarshalText reads what MarshalText returns.
func (t *Theme) UnmarshalText(text []byte) error {
	if !strings.HasPrefix(string(text), "{") {
		*t = Theme{Name: string(text)}
		return t.check()
	}
	root, err := yamltree.Parse(text)
	if err == nil {
		err = setTheme(t, root)
	}
	return err
}

// ParseTheme returns the theme of a name, which a user writes: that of a built-in theme, or a path.
func ParseTheme(name string) (Theme, error) {
	t := Theme{Name: name}
	return t, t.check()
}

// check refuses a name that is neither a theme's nor a file's.
func (t Theme) check() error {
	if _, ok := sheet.ThemeByName(t.Name); ok || isFile(t.Name) {
		return nil
	}
	return unknownTheme(t.Name)
}

// unknownTheme returns the error of a name that is neither a theme's nor a file's.
func unknownTheme(name string) error {
	return catalog.Unknown("theme", name, append(ThemeNames(), "FILE.yaml"))
}

// look returns how figures look; ok is false of a theme whose files are not read yet.
func (t Theme) look() (made sheet.Theme, ok bool) {
	switch {
	case t.read != nil:
		return *t.read, true
	case t.namesFiles():
		return sheet.Theme{}, false
	case t.Keys != nil:
		made, _ = t.Keys.makeOn(startOf(t.Keys.Base)) // which is checked when it is parsed
		return made, true
	}
	return startOf(t.Name), true
}

// namesFiles reports whether files say how figures look, too.
func (t Theme) namesFiles() bool {
	return isFile(t.Name) || t.Keys != nil && (isFile(t.Keys.Base) || t.Keys.Fonts != nil)
}

// Called returns what a note calls the theme: the file that it is read from, or the built-in theme that it
// begins with.
func (t Theme) Called() string {
	made, _ := t.look()
	return made.Name
}

// IsTransparent reports whether files leave out the background where they can.
func (t Theme) IsTransparent() bool {
	made, _ := t.look()
	return made.Transparent
}

// HasTitle reports whether a title stands above figures.
func (t Theme) HasTitle() bool {
	made, _ := t.look()
	return made.Heading != sheet.NoHeading
}

// Backed returns the theme on a background, which is written as its key is.
func (t Theme) Backed(background string) (Theme, error) {
	if err := (&themeMaker{}).setBackground(&sheet.Theme{}, background); err != nil {
		return t, err
	}
	return Theme{Keys: &ThemeKeys{Background: background}, backs: true}.on(t), nil
}

// on returns the theme in which a document of a theme is drawn again.
func (t Theme) on(own Theme) Theme {
	if !t.backs || own.IsZero() {
		return cmp.Or(t, own)
	}
	base := ThemeKeys{Base: own.Name}
	if own.Keys != nil {
		base = *own.Keys
	}
	keys := t.Keys.over(base)
	out := Theme{Keys: &keys, backs: own.backs}
	if own.read != nil {
		made, _ := keys.makeOn(startOf(keys.Base)) // which is checked
		made.Name, made.Fonts = own.read.Name, own.read.Fonts
		out.read, out.logo = &made, own.logo
	}
	return out
}

// startOf returns the built-in theme of a name, light for a file.
func startOf(name string) sheet.Theme {
	if made, ok := sheet.ThemeByName(name); ok {
		return made
	}
	return sheet.MustTheme("light")
}

// mapFiles returns the theme with the path of each file that it names replaced by find(path).
func (t Theme) mapFiles(find func(path string) string) Theme {
	if isFile(t.Name) {
		t.Name = find(t.Name)
	}
	if t.Keys == nil {
		return t
	}
	keys := *t.Keys
	t.Keys = &keys
	if isFile(keys.Base) {
		keys.Base = find(keys.Base)
	}
	if keys.Fonts != nil {
		fonts := *keys.Fonts
		for _, path := range fonts.paths() {
			if *path != "" {
				*path = find(*path)
			}
		}
		keys.Fonts = &fonts
	}
	return t
}

// setTheme stores a name, a path or keys.
func setTheme(t *Theme, n yamltree.Node) error {
	switch n.Kind {
	case yamltree.Scalar:
		*t = Theme{Name: oneLine(n.Text)}
		if err := t.check(); err != nil {
			return n.Place.Errorf("theme: %w", err)
		}
		return nil
	case yamltree.List:
		return n.Place.Errorf("theme: a name, a file or keys are wanted, as in {base: slides, ink: navy}")
	}
	keys, err := readKeys(n)
	*t = Theme{Keys: &keys}
	return err
}

// DarkVariant returns a dark theme for a figure that a light theme suits elsewhere: a theme for slides
// becomes one, too, and others keep their runs, heat maps, fonts, sizes and widths. A dark theme stays as it is, and
// so does one that is not read.
func (t Theme) DarkVariant() Theme {
	made, ok := t.look()
	if !ok || made.IsDark() {
		return t
	}
	base := "dark"
	if made.Slides {
		base = "slides-dark"
	}
	own := ThemeKeys{Base: t.Name}
	if t.Keys != nil {
		own = *t.Keys
	}
	made = made.OnDark()
	keys := own.over(keysOfTheme(startOf(own.Base)))
	keys.Background, keys.Ink, keys.Soft, keys.Grid, keys.Map = "", "", "", "", &ThemeMap{Heat: made.Map.Heat}
	if made.Transparent {
		keys.Background = transparent
	}
	keys.Runs, keys.MapRuns = nil, nil
	for _, h := range made.Runs {
		keys.Runs = append(keys.Runs, figure.Hex(h.OnPaper))
		keys.MapRuns = append(keys.MapRuns, figure.Hex(h.OnMap))
	}
	keys = keys.without(keysOfTheme(startOf(base)))
	keys.Base = base
	if reflect.DeepEqual(keys, ThemeKeys{Base: base}) {
		return Theme{Name: base}
	}
	dark := Theme{Keys: &keys}
	if t.read != nil {
		dark.read = &made
	}
	return dark
}
