package document

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/render/figure"
)

// Appearance holds the settings of a figure that change neither its numbers nor its view, and that a
// user can replace when it is drawn again. The zero value of each field stands for what is usual or,
// where a figure is drawn again, for what its document says.
type Appearance struct {
	Said  `yaml:",inline"`
	Size  string  `yaml:"size"` // in pixels, 1600x900, or in a unit of length, 16cmx9cm; "": the theme's
	DPI   float64 `yaml:"dpi"`
	Theme Theme   `yaml:"theme"` // the zero value: light
	Lang  string  `yaml:"lang"`  // language of the words: en or de; "": en
	Text  string  `yaml:"text"`  // how PDF, SVG and HTML hold text: real or outlines; "": real in PDF alone
}

// Validate refuses settings that no document can have.
func (l Appearance) Validate() error {
	usual := Default()
	if _, _, err := catalog.ParseSize(l.Size, cmp.Or(l.DPI, usual.DPI)); l.Size != "" && err != nil {
		return catalog.Blame("--size", l.Size, err)
	}
	l.DPI, l.Size = cmp.Or(l.DPI, usual.DPI), "" // which depends on the theme of the document
	_, _, err := Spec{Appearance: l}.checkStyle()
	return err
}

// inherited returns the appearance of a figure on a page: its own and, for keys that it does not have,
// that of the page. Its size and titles are never those of the page, and its resolution always is.
func (l Appearance) inherited(page Appearance) Appearance {
	l.DPI, page.Size = page.DPI, ""
	own, whole := reflect.ValueOf(&l).Elem(), reflect.ValueOf(page)
	for _, f := range keyFields(own.Type()) {
		if v := own.FieldByIndex(f.Index); v.IsZero() {
			v.Set(whole.FieldByIndex(f.Index))
		}
	}
	return l
}

// appearanceHelp holds the help of the flags of a new figure where it differs from that of the flags
// that replace what a figure has.
type appearanceHelp struct{ title, size, theme, lang, dpi string }

// newFigureFlags declares the flags of the appearance of a new figure.
func (l *Appearance) newFigureFlags(fs *pflag.FlagSet) {
	l.flags(fs, appearanceHelp{
		title: " (default: made of the surface)",
		size:  "size `WxH` in pixels, or with a unit: 16cmx9cm, mm, in, pt (default " + usualSize + ", or the theme's)",
		lang:  "`LANGUAGE` of the words",
		dpi:   "pixels per inch: what lengths such as 16cm are in pixels, and what the file says",
	})
}

// Flags declares the flags that replace the appearance of a figure.
func (l *Appearance) Flags(fs *pflag.FlagSet) {
	l.flags(fs, appearanceHelp{
		title: "; in place of its own",
		size:  "size `WxH` in place of the figure's own",
		theme: " in place of its own",
		lang:  "`LANGUAGE` of its words in place of its own",
		dpi:   "pixels per inch in place of its own",
	})
}

// flags declares one flag for each field, and shorter ways to say the same.
func (l *Appearance) flags(fs *pflag.FlagSet, help appearanceHelp) {
	l.Said.flags(fs, help.title)
	fs.StringVar(&l.Size, "size", l.Size, help.size)
	themeVar(fs, &l.Theme, help.theme)
	fs.StringVar(&l.Lang, "lang", "", help.lang+": "+strings.Join(Languages, ", "))
	NumberVar(fs, &l.DPI, "dpi", "N", help.dpi)
	textVar(fs, &l.Text)
}

// AppearanceFlags returns the names of the flags of the appearance.
func AppearanceFlags() []string { return flagNames(new(Appearance).Flags) }

// themeVar declares the flag --theme, whose help has something more after what it takes, and
// --background, which sets that key of the theme.
func themeVar(fs *pflag.FlagSet, t *Theme, more string) {
	var named Theme
	var background string
	set := func() (err error) {
		if *t = named; background != "" {
			*t, err = named.Backed(background)
		}
		return err
	}
	fs.Var(newValue("NAME|FILE", "", func(text string) (err error) {
		if named, err = ParseTheme(text); err != nil {
			return err
		}
		return set()
	}), "theme", "how it looks"+more+": "+strings.Join(ThemeNames(), ", ")+", or a file of your own, which optviz list themes --print-theme NAME begins; --background changes its background")
	fs.Var(newValue("COLOUR", "", func(text string) error {
		background = text
		return set()
	}), "background", "the `COLOUR` of the page in place of the theme's, a name of CSS, '#rgb' or '#rrggbb', with ink and maps for it; or transparent, for none in the file")
}

// TextForms lists the values of the key text.
var TextForms = []string{"real", "outlines"}

// textForms holds what the values of the key text stand for.
var textForms = map[string]figure.TextAs{"": figure.UsualText, TextForms[0]: figure.RealText, TextForms[1]: figure.Outlines}

// textVar declares the flag --text, and --fonts, which says the same of a document's fonts.
func textVar(fs *pflag.FlagSet, text *string) {
	set := func(form, other string) error {
		if *text != "" && *text != form {
			return fmt.Errorf("contradicts %s: leave one out", other)
		}
		*text = form
		return nil
	}
	fs.Var(newValue("real|outlines", "", func(form string) error { return set(form, "--fonts") }), "text",
		"how text is held; real is searched and copied, and in an SVG needs a viewer that reads its fonts (default: outlines in SVG and HTML, real in a PDF, and in LaTeX and Typst, whose documents set it; other formats have pixels or lines)")
	fs.Var(newValue("document|own", "", func(fonts string) error {
		form, err := textOfFonts(fonts)
		if err != nil {
			return err
		}
		return set(form, "--text")
	}), "fonts", "who sets the text in LaTeX and Typst: the document in its fonts, as with --text real, or the figure in its own, as with --text outlines")
}

// FontSources lists the values of the flag --fonts.
var FontSources = []string{"document", "own"}

// textOfFonts returns the value of the key text that a value of --fonts stands for.
func textOfFonts(fonts string) (string, error) {
	i := slices.Index(FontSources, fonts)
	if i < 0 {
		return "", catalog.Unknown("source of fonts", fonts, FontSources)
	}
	return TextForms[i], nil
}
