package spec

import (
	"fmt"
	"slices"
	"strings"
)

// Document is a figure as a file describes it: of runs, a map, or several figures
// on one page.
type Document struct {
	MapSpec `yaml:",inline"` // of Kind "": runs

	Title   Text       `yaml:"title"`   // in place of the Spec's
	Caption Text       `yaml:"caption"` // a template of what is measured: see Measure
	Columns int        `yaml:"columns"` // of a page: figures side by side; 0: as suits their number
	Figures []Document `yaml:"figures"` // of a page
}

// kinds are the values of a document's key kind.
var kinds = []string{"plot", "sweep", "basins"}

// usual is what a document of a kind has that leaves all keys out.
func usual(kind string) (Document, error) {
	switch kind {
	case "", "plot":
		return Document{MapSpec: MapSpec{Spec: Default()}}, nil
	case "sweep":
		return Document{MapSpec: DefaultSweep()}, nil
	case "basins":
		return Document{MapSpec: DefaultBasins()}, nil
	}
	return Document{}, fmt.Errorf("unknown kind %s; choose from %s", quote(kind), strings.Join(kinds, ", "))
}

// IsMap says whether the document is a sweep or a basin map.
func (d Document) IsMap() bool { return d.Kind != "" }

// In is the document with its titles in a language.
func (d Document) In(lang string) Document {
	d.MapSpec.Title = d.Title.In(lang)
	d.Figures = slices.Clone(d.Figures)
	for i, f := range d.Figures {
		d.Figures[i] = f.In(lang)
	}
	return d
}

// Resized is the document at another size and density, where they are given.
func (d Document) Resized(size string, dpi float64) Document {
	if size != "" {
		d.Size = size
	}
	if dpi != 0 {
		d.DPI = dpi
	}
	return d
}

// Beside is the document with the files it names looked for by a function.
func (d Document) Beside(find func(path string) string) Document {
	for _, path := range []*string{&d.Points, &d.Labels} {
		if *path != "" {
			*path = find(*path)
		}
	}
	d.Figures = slices.Clone(d.Figures)
	for i, f := range d.Figures {
		d.Figures[i] = f.Beside(find)
	}
	return d
}
