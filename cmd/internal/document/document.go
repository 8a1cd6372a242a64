package document

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/input"
	"github.com/optviz/optviz/cmd/internal/printing"
)

// Document is a figure as a file describes it: of runs, a map, or several figures
// on one page.
type Document struct {
	GridSpec `yaml:",inline"` // of Kind "": runs
	Kinds    `yaml:",inline"` // of the kinds that are neither of runs nor maps

	Title   Text       `yaml:"title"`   // in place of the Spec's; a template as Caption
	Names   []Text     `yaml:"names"`   // of the runs, in their order, in place of the Spec's; above panels what follows ": " stands below
	Alike   bool       `yaml:"alike"`   // runs of one optimizer have one look, and each its name at its start
	Caption Text       `yaml:"caption"` // a template of what is measured: see Measure
	Columns int        `yaml:"columns"` // of a page: figures side by side; 0: as suits their number
	Figures []Document `yaml:"figures"` // of a page

	Animate *Animation `yaml:"animate"` // how it moves; nil: as usual where it does
	Until   *float64   `yaml:"until"`   // how far along their axis runs are drawn; nil: to their ends
}

// KindNames are the values of a document's key kind.
var KindNames = func() []string {
	all := []string{"plot", "sweep", "basins"}
	for _, k := range others() {
		all = append(all, k.name)
	}
	return all
}()

// usual is what a document of a kind has that leaves all keys out.
func usual(kind string) (Document, error) {
	switch kind {
	case "", "plot":
		return Document{GridSpec: GridSpec{Spec: Default()}}, nil
	case "sweep":
		return Document{GridSpec: DefaultSweep()}, nil
	case "basins":
		return Document{GridSpec: DefaultBasins()}, nil
	}
	if k, ok := other(kind); ok {
		return Document{GridSpec: GridSpec{Spec: Default(), Kind: kind}, Kinds: k.usual}, nil
	}
	return Document{}, fmt.Errorf("unknown kind %s; choose from %s", printing.Quote(kind), strings.Join(KindNames, ", "))
}

// IsGrid says whether the document is a sweep or a basin map.
func (d Document) IsGrid() bool { return d.Kind == "sweep" || d.Kind == "basins" }

// Document is the figure that flags describe.
func (m GridSpec) Document() Document { return Document{GridSpec: m, Title: Plain(m.Title)} }

// SourceStart is what a Source begins with.
const SourceStart = "# optviz "

// Source is the document as a figure holds it, for ParseYAML: the same for all ways
// to say the same, after a comment with the version of the program that draws it.
func (d Document) Source(version string) string {
	return fmt.Sprintf(SourceStart+"%s, seed %d\n%s", version, d.Seed, d.Restyled(Looks{}).YAML())
}

// SourceVersion is the version of the program in a Source, which may be anybody's: what
// is no version is "(unknown)".
func SourceVersion(source string) string {
	line, _, _ := strings.Cut(source, "\n")
	version, _, _ := strings.Cut(strings.TrimPrefix(line, SourceStart), ", seed ")
	if !versionText.MatchString(version) {
		return "(unknown)"
	}
	return version
}

// versionText is what a version looks like: v1.2.3, (devel), 1f2e3d4-dirty.
var versionText = regexp.MustCompile(`^[A-Za-z0-9.+()_-]{1,60}$`)

// worded is the document, and what is on it, in a language and a theme, if one is given.
func (d Document) worded(lang, theme string) Document {
	d.Lang, d.Theme, d.GridSpec.Title = lang, cmp.Or(theme, d.Theme), d.Title.In(lang)
	d.GridSpec.Names = nil
	for _, name := range d.Names {
		d.GridSpec.Names = append(d.GridSpec.Names, name.In(lang))
	}
	d.Figures = slices.Clone(d.Figures)
	for i, f := range d.Figures {
		d.Figures[i] = f.worded(lang, d.Theme)
	}
	return d
}

// Looks are what can be given anew of a document.
type Looks struct {
	Size  string // "": as it is
	DPI   float64
	Theme string
	Lang  string
}

// Validate refuses looks that no document can have.
func (l Looks) Validate() error {
	s := Default()
	s.DPI, s.Theme, s.Lang = cmp.Or(l.DPI, s.DPI), cmp.Or(l.Theme, s.Theme), cmp.Or(l.Lang, s.Lang)
	if _, _, err := catalog.ParseSize(l.Size, s.DPI); l.Size != "" && err != nil {
		return catalog.Blame("--size", l.Size, err)
	}
	_, err := s.PageStyle()
	return err
}

// Restyled is the document with other looks, and its titles in their language.
func (d Document) Restyled(l Looks) Document {
	if l.Theme != "" && l.Size == "" && d.Theme != l.Theme {
		d.Size = "" // the theme's
	}
	d.Size, d.DPI = cmp.Or(l.Size, d.Size), cmp.Or(l.DPI, d.DPI)
	return d.worded(cmp.Or(l.Lang, d.Lang, Languages[0]), l.Theme)
}

// Files are the files that the document names, once each.
func (d Document) Files() []string {
	var files []string
	d.Beside(func(path string) string {
		if !slices.Contains(files, path) {
			files = append(files, path)
		}
		return path
	})
	return files
}

// Beside is the document with the files it names looked for by a function.
func (d Document) Beside(find func(path string) string) Document {
	for _, path := range []*string{&d.Points, &d.Labels} {
		if *path != "" {
			*path = find(*path)
		}
	}
	d.Curves = slices.Clone(d.Curves)
	for i, c := range d.Curves {
		if c.File != "" {
			d.Curves[i].File = find(c.File)
		}
	}
	d.Figures = slices.Clone(d.Figures)
	for i, f := range d.Figures {
		d.Figures[i] = f.Beside(find)
	}
	return d
}

// Reading is the document with the files that it may read.
func (d Document) Reading(files input.Files) Document {
	d.From = files
	d.Figures = slices.Clone(d.Figures)
	for i, f := range d.Figures {
		d.Figures[i] = f.Reading(files)
	}
	return d
}
