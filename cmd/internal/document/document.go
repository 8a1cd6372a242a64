package document

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/optviz/optviz/cmd/internal/input"
	"github.com/optviz/optviz/cmd/internal/pattern"
)

// Document describes a figure as a file does: a figure of runs, a map, or several figures on
// one page.
type Document struct {
	GridSpec `yaml:",inline"` // a Kind of "" is a figure of runs
	Kinds    `yaml:",inline"` // keys of the other kinds

	Title       Text       `yaml:"title"`    // replaces the Spec's; a template like Caption
	Names       []Text     `yaml:"names"`    // names of the runs, in order; replace the Spec's; above panels, text after ": " goes on a second line
	SharedStyle bool       `yaml:"alike"`    // runs of one optimizer share a style, and each has its name at its start
	Subtitle    Text       `yaml:"subtitle"` // replaces the usual subtitle; a template like Caption
	Note        Text       `yaml:"note"`     // added to the subtitle; a template like Caption
	Caption     Text       `yaml:"caption"`  // a template with measures, such as {{.Steps 1 1e-6}}
	Columns     int        `yaml:"columns"`  // of a page: figures side by side; 0: chosen by their number
	Figures     []Document `yaml:"figures"`  // the figures of a page
	Only        []int      `yaml:"only"`     // of a page: the figures that are drawn, as they look beside the others, from 1 in reading order; none: all

	Animate *Animation `yaml:"animate"` // lengths of an animation; nil: the defaults
	Until   *float64   `yaml:"until"`   // how far along their axis runs are drawn; nil: to their ends
	Frames  []float64  `yaml:"frames"`  // places on their axis up to which runs are drawn, a figure for each; none: one figure

	Stories []Story `yaml:"stories"` // of the live page of the figure
}

// PlotFlags declares the flags that describe a figure of runs.
func (d *Document) PlotFlags(fs *pflag.FlagSet) {
	d.RunFlags(fs)
	d.FigureFlags(fs)
	d.AxisFlags(fs, AxesOfRuns)
	d.NoteFlags(fs, true)
	d.InsetFlag(fs)
}

// Document returns the document of a figure that flags describe.
func (m GridSpec) Document() Document {
	return Document{GridSpec: m, Title: textOr(m.Title, m.NoTitle), Subtitle: textOr(m.Subtitle, m.NoSubtitle)}
}

// SourceStart is the beginning of every Source.
const SourceStart = "# optviz "

// Source returns the text from which render can draw a figure's file again: a comment with
// the version of the program and the seed, then YAML. Documents with the same meaning have
// the same source.
func (d Document) Source(version string) string {
	return fmt.Sprintf(SourceStart+"%s, seed %d\n%s", version, d.Seed, d.Restyled(Appearance{}).YAML())
}

// SourceVersion returns the version of the program in a Source, or "(unknown)" where that
// text is no version: the source may come from anybody.
func SourceVersion(source string) string {
	line, _, _ := strings.Cut(source, "\n")
	version, _, _ := strings.Cut(strings.TrimPrefix(line, SourceStart), ", seed ")
	if !versionText().MatchString(version) {
		return "(unknown)"
	}
	return version
}

// versionText matches a version: v1.2.3, (devel), 1f2e3d4-dirty.
var versionText = pattern.Lazy(`^[A-Za-z0-9.+()_-]{1,60}$`)

// translated returns the document with its title and names in a language and, if theme is not
// zero, with that theme. It does the same for the figures of a page.
func (d Document) translated(lang string, theme Theme) Document {
	d.Lang, d.Theme = lang, theme.on(d.Theme)
	d.GridSpec.Title, d.NoTitle = d.Title.In(lang), d.Title.isNone(lang)
	d.GridSpec.Subtitle, d.NoSubtitle = d.Subtitle.In(lang), d.Subtitle.isNone(lang)
	d.GridSpec.Names = nil
	for _, name := range d.Names {
		d.GridSpec.Names = append(d.GridSpec.Names, name.In(lang))
	}
	d.Figures = slices.Clone(d.Figures)
	for i, f := range d.Figures {
		f.Legend = cmp.Or(f.Legend, d.Legend)
		d.Figures[i] = f.withoutPageKeys().translated(lang, d.Theme)
	}
	return d
}

// Restyled returns the document in another appearance, with its titles in the language of the
// appearance.
func (d Document) Restyled(l Appearance) Document {
	if !l.Theme.IsZero() && !l.Theme.backs && l.Size == "" && !d.Theme.equal(l.Theme) {
		d.Size = "" // stands for the size of the theme
	}
	d.Size, d.DPI, d.Text = cmp.Or(l.Size, d.Size), cmp.Or(l.DPI, d.DPI), cmp.Or(l.Text, d.Text)
	return d.saying(l.Said).translated(cmp.Or(l.Lang, d.Lang, Languages[0]), l.Theme)
}

// Darkened returns the document in the dark variant of its theme, at the same size.
func (d Document) Darkened() Document {
	return d.Restyled(Appearance{Theme: d.Theme.DarkVariant(), Size: d.Size})
}

// Files returns the paths of the files that the document names, each once.
func (d Document) Files() []string {
	var files []string
	d.MapFiles(func(path string) string {
		if !slices.Contains(files, path) {
			files = append(files, path)
		}
		return path
	})
	return files
}

// MapFiles returns the document with the path of each file that it names replaced by
// find(path).
func (d Document) MapFiles(find func(path string) string) Document {
	for _, path := range []*string{&d.Points, &d.Labels} {
		if *path != "" {
			*path = find(*path)
		}
	}
	d.Theme = d.Theme.mapFiles(find)
	d.Curves = slices.Clone(d.Curves)
	for i, c := range d.Curves {
		if c.File != "" {
			d.Curves[i].File = find(c.File)
		}
	}
	d.Figures = slices.Clone(d.Figures)
	for i, f := range d.Figures {
		d.Figures[i] = f.MapFiles(find)
	}
	return d
}

// WithFiles returns the document with the set of files that it may read.
func (d Document) WithFiles(files input.Files) Document {
	d.From = files
	d.Figures = slices.Clone(d.Figures)
	for i, f := range d.Figures {
		d.Figures[i] = f.WithFiles(files)
	}
	return d
}
