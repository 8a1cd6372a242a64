package document

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/surfaces"
)

// maxInches is the largest side of a figure: that of a page of a PDF.
const maxInches = 200

// densities is the interval of dots per inch that a figure may have.
var densities = catalog.MustInterval("[1,20000]")

// WithUsualSize gives a document without a size the size that its theme has for large
// figures, if the document is large.
func (d Document) WithUsualSize() Document {
	if theme, _ := d.Theme.look(); d.isLarge() {
		d.Size = cmp.Or(d.Size, theme.Page)
	}
	return d
}

// isLarge reports whether a figure shows so much that it needs the page size of a theme:
// several figures, or five or more sweeps, basin maps or panels side by side.
func (d Document) isLarge() bool {
	const many = 5
	if len(d.Optimizers)*max(1, len(d.Schedules)) >= many {
		view, _ := findView(d.View)
		return d.Kind == "sweep" && d.Y != "" || d.Kind == "basins" || view.Panels
	}
	return len(d.Figures) > 1
}

// PageStyle returns the size, theme and language of a figure, or an error that names the
// wrong flag. It refuses a theme whose files are not read.
func (s Spec) PageStyle() (sheet.Style, error) {
	w, h, err := s.checkStyle()
	if err != nil {
		return sheet.Style{}, err
	}
	theme, ok := s.Theme.look()
	if !ok {
		return sheet.Style{}, fmt.Errorf("the theme %s is not read", printing.Quote(s.Theme.text()))
	}
	return sheet.Style{Width: w, Height: h, DPI: s.DPI, Physical: catalog.HasUnit(s.PageSize()), Theme: theme, Lang: cmp.Or(s.Lang, Languages[0]), TextAs: textForms[s.Text], Untitled: s.NoTitle, Unnamed: s.Legend == None}, nil
}

// checkStyle returns the size of a figure in pixels, or an error that names a wrong flag of its
// appearance. While the files of a theme are not read, the size that they may give is the usual one.
func (s Spec) checkStyle() (w, h float64, err error) {
	if err := s.checkSaid(); err != nil {
		return 0, 0, err
	}
	if err := densities.Check(s.DPI); err != nil {
		return 0, 0, catalog.Blame("--dpi", catalog.FormatNumber(s.DPI), err)
	}
	if s.Lang != "" && !slices.Contains(Languages, s.Lang) {
		return 0, 0, catalog.Blame("--lang", s.Lang, catalog.Unknown("language", s.Lang, Languages))
	}
	if _, ok := textForms[s.Text]; !ok {
		return 0, 0, catalog.Blame("--text", s.Text, catalog.Unknown("form of text", s.Text, TextForms))
	}
	s.Size = s.PageSize()
	if w, h, err = catalog.ParseSize(s.Size, s.DPI); err != nil {
		return 0, 0, catalog.Blame("--size", s.Size, err)
	}
	if max(w, h) > maxInches*s.DPI {
		return 0, 0, s.tooLarge()
	}
	return w, h, nil
}

// PageSize returns the size as a user types it: the Spec's own, else the theme's, else the
// usual one.
func (s Spec) PageSize() string {
	theme, _ := s.Theme.look()
	return cmp.Or(s.Size, theme.Size, usualSize)
}

// usualSize is the size of a figure whose theme has none of its own.
const usualSize = "1600x900"

// ThemeNames returns the names of the built-in themes.
func ThemeNames() []string {
	var names []string
	for _, t := range sheet.Themes() {
		names = append(names, t.Name)
	}
	return names
}

// tooLarge returns the error of a page beyond maxInches. It blames the size or, for a size
// in pixels, the density.
func (s Spec) tooLarge() error {
	if catalog.HasUnit(s.Size) {
		return catalog.Blame("--size", s.Size, fmt.Errorf("is more than %d inches a side", maxInches))
	}
	return catalog.Blame("--dpi", catalog.FormatNumber(s.DPI), fmt.Errorf("makes %s pixels more than %d inches a side", s.Size, maxInches))
}

// Views returns the names of the views.
func Views() []string {
	var names []string
	for _, v := range render.Views() {
		names = append(names, v.Name)
	}
	return names
}

// findView returns the view with a name, the first view for "".
func findView(name string) (render.View, error) {
	for _, v := range render.Views() {
		if name == "" || strings.EqualFold(v.Name, name) {
			return v, nil
		}
	}
	return render.View{Name: name}, catalog.Unknown("view", name, Views())
}

// ViewFor returns the view that the Spec names; without one, the view that another flag
// implies or that suits the dimension.
func (s Spec) ViewFor(m surfaces.Meta) (render.View, error) {
	name := cmp.Or(s.View, s.ImpliedView())
	if name == "" && m.Dim == 1 {
		name = ViewsThat(func(v render.View) bool { return v.Line })[0]
	}
	return findView(name)
}

// Limits of what a figure shows.
const (
	MaxMoments = 100
	mostRuns   = 1000
)

// CheckMany refuses more runs than a figure can show, before they are made.
func (s Spec) CheckMany() error {
	rules := 0
	for _, o := range s.Optimizers {
		if strings.ContainsAny(strings.TrimSpace(o), " \t") { // a schedule of its own
			rules++
		} else {
			rules += max(1, len(s.Schedules))
		}
	}
	runs := max(1, rules) * max(1, len(s.Batches)) * max(1, len(s.Starts))
	if runs > mostRuns {
		return catalog.Usage("%d runs: a figure shows at most %d; optviz trace makes any number", runs, mostRuns)
	}
	return nil
}

// Centres lists the values of --over in a figure of runs: the curve that stands for many
// seeds.
var Centres = []string{"median", "mean", Expected}

// CheckTitle refuses a title that the fonts cannot show, that XML cannot hold or that the
// grammar does not know.
func (s Spec) CheckTitle(title string) error {
	if err := checkCharacters(title); err != nil {
		return err
	}
	if err := s.CheckMeasuring(title, Languages[0]); err != nil {
		return err
	}
	_, err := typeset.Set(typeset.Escape(title), typeset.Bold, 1)
	return err
}

// checkCharacters refuses a text that no file of a figure can hold.
func checkCharacters(text string) error {
	if !utf8.ValidString(text) {
		return errors.New("is not valid UTF-8")
	}
	if strings.ContainsFunc(text, func(r rune) bool { return printing.IsControl(r) || r == '\uFFFE' || r == '\uFFFF' }) {
		return errors.New("must not have control characters")
	}
	return nil
}
