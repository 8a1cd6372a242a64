package document

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/input"
	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/cmd/internal/yamltree"
	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
)

// ReadThemes returns the document with its themes read from their files: each holds all of its keys
// itself, beside the paths of fonts. It also returns the paths of all files that it has read, or tried to.
func (d Document) ReadThemes(ctx context.Context) (Document, []string, error) {
	r := themesReader{ctx: ctx, known: map[Theme]Theme{}}
	d, err := r.read(d)
	return d, r.files, err
}

// themesReader reads the themes of a document.
type themesReader struct {
	ctx   context.Context
	known map[Theme]Theme // that are read already
	files []string        // paths of the files that are read
}

func (r *themesReader) read(d Document) (Document, error) {
	d.Theme.backs = false // the document is made
	read, ok := r.known[d.Theme]
	if !ok {
		var err error
		var files []string
		read, files, err = d.Theme.Read(r.ctx, d.From)
		r.files = append(r.files, files...)
		if err != nil {
			return d, err
		}
		r.known[d.Theme] = read
	}
	d.Theme = read
	d.Figures = slices.Clone(d.Figures)
	for i, f := range d.Figures {
		var err error
		if d.Figures[i], err = r.read(f); err != nil {
			return d, &PartError{Index: i, Err: err}
		}
	}
	return d, nil
}

// Read returns the theme with what the files that it names hold. Errors name the file and, where it
// is one of its values that is wrong, the place in the file. A theme for that of a document waits for it.
// It also returns the paths of the files that it has read, or tried to.
func (t Theme) Read(ctx context.Context, files input.Files) (Theme, []string, error) {
	if t.read != nil || t.backs || t.Keys == nil && !isFile(t.Name) {
		return t, nil, nil
	}
	r := themeReader{ctx: ctx, files: files, fontPlaces: map[string]fontPlace{}}
	read, err := r.read(t)
	opened := append(r.chain, r.fontFiles...)
	if err != nil {
		return t, opened, catalog.Blame("--theme", t.written(), err)
	}
	if read.logo = r.logo; r.logo.file != "" {
		read.logo.theme = t.written()
	}
	return read, opened, nil
}

// written returns what a user types for the theme: --background makes keys of a file that is typed.
func (t Theme) written() string {
	if t.Keys != nil && isFile(t.Keys.Base) {
		return t.Keys.Base
	}
	return cmp.Or(t.Name, t.text())
}

// logoPlace is where a file states the size of a logo; the zero value is that of a theme's own keys.
type logoPlace struct {
	theme string // as it is written, which begins with the file
	file  string
	yamltree.Place
}

// BlameLogo returns the error of a logo that a figure has no room for, of a theme that is read.
func (t Theme) BlameLogo(err error) error {
	if t.Keys == nil || t.Keys.Logo == nil {
		return err
	}
	size := t.Keys.Logo.Size
	if t.logo.file == "" {
		return catalog.Blame("--theme", size, fmt.Errorf("logo: size: %w", err))
	}
	return catalog.Blame("--theme", t.logo.theme, fmt.Errorf("%s:%w", t.logo.file, t.logo.Errorf("logo: size: %s: %w", printing.Quote(size), err)))
}

// themeReader reads a theme and the themes that it begins with.
type themeReader struct {
	ctx   context.Context
	files input.Files
	chain []string // paths of the files read so far

	logo logoPlace // of the first file that states a logo

	fontFiles  []string             // paths of the fonts read so far
	fontPlaces map[string]fontPlace // by the paths of fonts that files name
}

// fontPlace is where a file names a font.
type fontPlace struct {
	file string
	yamltree.Place
}

// mostBases is the largest number of files that begin with each other.
const mostBases = 8

func (r *themeReader) read(t Theme) (Theme, error) {
	if t.Keys == nil {
		t = Theme{Keys: &ThemeKeys{Base: t.Name}}
	}
	keys := *t.Keys
	ownLogo := keys.Logo != nil
	named := keys.Base
	for isFile(keys.Base) {
		base, err := r.file(keys.Base)
		if err != nil {
			return t, err
		}
		keys = keys.over(base)
	}
	if ownLogo {
		r.logo = logoPlace{}
	}
	start := startOf(keys.Base)
	made, err := keys.makeOn(start)
	if isFile(named) {
		made.Name = filepath.Base(named)
	}
	if err == nil {
		made.Fonts, err = r.fonts(keys.Fonts)
	}
	if err != nil {
		return t, err
	}
	keys = keys.without(keysOfTheme(start))
	keys.Base = start.Name
	if reflect.DeepEqual(keys, ThemeKeys{Base: start.Name}) {
		return Theme{Name: start.Name}, nil
	}
	return Theme{Keys: &keys, read: &made}, nil
}

// file reads the keys of a theme's file, with paths relative to the current directory.
func (r *themeReader) file(path string) (ThemeKeys, error) {
	path = filepath.Clean(path)
	twice := slices.Contains(r.chain, path)
	r.chain = append(r.chain, path)
	if twice || len(r.chain) > mostBases {
		what := "includes itself"
		if !twice {
			what = fmt.Sprintf("begins with more than %d others", mostBases-1)
		}
		return ThemeKeys{}, fmt.Errorf("%s: %s", what, strings.Join(r.chain, ", base "))
	}
	content, err := r.files.ReadFile(r.ctx, path, yamltree.MaxBytes)
	if err != nil {
		return ThemeKeys{}, err
	}
	root, err := yamltree.Parse(content)
	if errors.Is(err, yamltree.ErrEmpty) {
		err = yamltree.Place{Line: 1, Column: 1}.Errorf("is empty: a theme has keys, as in base: slides; optviz list themes says how to begin")
	}
	var k ThemeKeys
	if err == nil {
		k, err = readKeys(root)
	}
	if err != nil {
		return k, fmt.Errorf("%s:%w%s", filepath.ToSlash(path), err, unquotedHint(content, err))
	}
	found := Theme{Keys: &k}.mapFiles(func(name string) string {
		if filepath.IsAbs(name) {
			return name
		}
		return filepath.Join(filepath.Dir(path), name)
	})
	r.placeFonts(path, root, found.Keys.Fonts)
	if k.Logo != nil && r.logo.file == "" {
		r.logo = logoPlace{file: filepath.ToSlash(path), Place: placeOf(root, []string{"logo", "size"})}
	}
	return *found.Keys, nil
}

// placeFonts records where a file names its fonts. A file counts before those that it begins with.
func (r *themeReader) placeFonts(file string, root yamltree.Node, k *ThemeFonts) {
	if k == nil {
		return
	}
	named, _ := root.Value("fonts")
	for i, path := range k.paths() {
		v, ok := named.Value(keyFields(reflect.TypeFor[ThemeFonts]())[i].Tag.Get("yaml"))
		if _, known := r.fontPlaces[*path]; ok && !known {
			r.fontPlaces[*path] = fontPlace{filepath.ToSlash(file), v.Place}
		}
	}
}

// unquotedHint returns what to say of an error where a # that begins a comment stands near, as in
// ink: #fff.
func unquotedHint(text []byte, err error) string {
	var at *yamltree.Error
	if !errors.As(err, &at) {
		return ""
	}
	lines := strings.Split(string(text), "\n")
	near := strings.Join(lines[max(0, min(at.Line-2, len(lines))):max(0, min(at.Line, len(lines)))], "\n")
	if !strings.Contains(near, " #") && !strings.Contains(near, "[#") {
		return ""
	}
	return "; after a space # begins a comment: write a colour as '#fff'"
}

// fonts reads fonts; nil keys stand for the built-in ones. Bold text is in the font of other text
// rather than in a built-in one, and so are variables in titles.
func (r *themeReader) fonts(k *ThemeFonts) (*typeset.Fonts, error) {
	if k == nil {
		return nil, nil
	}
	var out typeset.Fonts
	fonts := []**typeset.Font{&out.Sans, &out.Bold, &out.Italic, &out.BoldItalic}
	for i, path := range k.paths() {
		if *path == "" {
			continue
		}
		r.fontFiles = append(r.fontFiles, *path)
		data, err := r.files.ReadFile(r.ctx, *path, typeset.MaxFont)
		if err == nil {
			*fonts[i], err = typeset.ParseFont(data)
		}
		if err != nil {
			err = catalog.Blame("the font", *path, err)
			if at, ok := r.fontPlaces[*path]; ok {
				err = fmt.Errorf("%s:%w", at.file, at.Errorf("%w", err))
			}
			return nil, err
		}
	}
	out.Bold, out.BoldItalic = cmp.Or(out.Bold, out.Sans), cmp.Or(out.BoldItalic, out.Italic)
	return &out, nil
}

// paths returns the paths of the fonts, in the order of typeset's faces; "" for none.
func (k *ThemeFonts) paths() []*string { return []*string{&k.Sans, &k.Bold, &k.Italic, &k.BoldItalic} }

// over returns the keys, with those of base where they have none.
func (k ThemeKeys) over(base ThemeKeys) ThemeKeys {
	if len(k.Runs) > 0 {
		base.MapRuns = nil // belong to other runs
	}
	if k.Background == transparent {
		k.Background = strings.TrimSpace(transparent + " " + strings.TrimSpace(strings.TrimPrefix(base.Background, transparent)))
	}
	k.Base, k.Map = base.Base, k.Map.over(base.Map)
	fill(reflect.ValueOf(&k).Elem(), reflect.ValueOf(base))
	return k
}

// fill sets the fields of a struct that are zero, and those of the structs in it.
func fill(v, from reflect.Value) {
	for i := range v.NumField() {
		to, of := v.Field(i), from.Field(i)
		switch {
		case to.IsZero():
			to.Set(of)
		case isPart(to) && !of.IsZero():
			whole := reflect.New(to.Type().Elem())
			whole.Elem().Set(to.Elem())
			fill(whole.Elem(), of.Elem())
			to.Set(whole)
		}
	}
}

// isPart reports whether a value is a struct of keys that stand for themselves, as the colours of a
// map do not.
func isPart(v reflect.Value) bool {
	return v.Kind() == reflect.Pointer && v.Type().Elem().Kind() == reflect.Struct && v.Type() != reflect.TypeFor[*ThemeMap]()
}

// without returns the keys but those that usual has, too.
func (k ThemeKeys) without(usual ThemeKeys) ThemeKeys {
	drop(reflect.ValueOf(&k).Elem(), reflect.ValueOf(usual))
	return k
}

// drop sets the fields of a struct to zero that are those of usual, and pointers to structs that
// have nothing else to nil.
func drop(v, usual reflect.Value) {
	for i := range v.NumField() {
		to, of := v.Field(i), usual.Field(i)
		switch {
		case reflect.DeepEqual(to.Interface(), of.Interface()):
			to.SetZero()
		case isPart(to) && !to.IsZero() && !of.IsZero():
			rest := reflect.New(to.Type().Elem())
			rest.Elem().Set(to.Elem())
			if drop(rest.Elem(), of.Elem()); rest.Elem().IsZero() {
				to.SetZero()
			} else {
				to.Set(rest)
			}
		}
	}
}

// keysOfTheme returns all keys of a built-in theme.
func keysOfTheme(t sheet.Theme) ThemeKeys {
	number := func(v float64) *float64 { return &v }
	k := ThemeKeys{
		Base: t.Name, Background: figure.Hex(t.Background), Ink: figure.Hex(t.Ink), Soft: figure.Hex(t.Soft), Grid: figure.Hex(t.Grid),
		Map: &ThemeMap{Name: t.Map.Name, Heat: t.Map.Heat},
		Text: &ThemeText{
			Title: number(float64(t.Text.Title)), Subtitle: number(float64(t.Text.Subtitle)), Axis: number(float64(t.Text.Axis)),
			Run: number(float64(t.Text.Run)), Tick: number(float64(t.Text.Tick)), Least: formatLeast(t),
		},
		Lines:   &ThemeLines{Runs: number(t.Lines.Runs), Contours: number(t.Lines.Contours), Axes: number(t.Lines.Axes), Grid: number(t.Lines.Grid)},
		Margin:  number(float64(t.Margin)),
		Heading: Headings[t.Heading],
		Size:    cmp.Or(t.Size, usualSize), Page: t.Page,
	}
	return k
}

// formatLeast writes the least size of text as parseLeast reads it.
func formatLeast(t sheet.Theme) string {
	const slide = 540 // the height in points of a usual slide
	switch {
	case t.Text.Least > 0:
		return catalog.FormatNumber(float64(t.Text.Least)) + "pt"
	case t.Text.LeastPart > 0:
		return fmt.Sprintf("%s/%d", catalog.FormatNumber(slide*t.Text.LeastPart), slide)
	}
	return ""
}
