package main

import (
	"bytes"
	"slices"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/figure"
)

// deckFormat is the format of presentations.
const deckFormat = "pptx"

// deckFormats lists the formats of files that hold several figures, each on a slide or a page. Frames are
// slides of a presentation, but files of their own as PDF.
var deckFormats = []string{deckFormat, "pdf"}

// decks holds the presentations and the PDFs of several pages that are being written, in memory until they
// are whole, as all figures are.
type decks []*deck

type deck struct {
	target
	content bytes.Buffer
	slides  interface {
		Add(*figure.Figure) error
		Close() error
	}
}

// splitDecks returns the files of several figures that targets in some of the deckFormats ask for, and the
// other targets.
func splitDecks(ts []target, formats ...string) (ds decks, others []target) {
	for _, t := range ts {
		if !slices.Contains(formats, t.format) {
			others = append(others, t)
			continue
		}
		d := &deck{target: t}
		if t.format == deckFormat {
			d.slides = figure.NewDeck(&d.content)
		} else {
			d.slides = figure.NewPages(&d.content)
		}
		ds = append(ds, d)
	}
	return ds, others
}

func (ds decks) isEmpty() bool { return len(ds) == 0 }

// add adds a slide to each file. The first slide of a drawing holds the document that all are
// drawn from, and each has the caption, which may tell of all.
func (ds decks) add(g, _ *drawing.Drawing, i int, f render.Figure) error {
	f.Notes = document.Raise(g.Caption())
	for _, d := range ds {
		f.Source = ""
		if i == 0 {
			f.Source = within(g.Source(), d.target)
		}
		if err := d.slides.Add(&f); err != nil {
			return cannotEncode(d.target, err)
		}
	}
	return nil
}

// files ends the files and returns them.
func (ds decks) files() ([]file, error) {
	var files []file
	for _, d := range ds {
		if err := d.slides.Close(); err != nil {
			return nil, cannotEncode(d.target, err)
		}
		files = append(files, fileOf(d.target, d.content.Bytes()))
	}
	return files, nil
}
