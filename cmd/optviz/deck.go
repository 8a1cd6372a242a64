package main

import (
	"bytes"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/figure"
)

// deckFormat is the format of files that hold several figures, one on a slide.
const deckFormat = "pptx"

// decks holds the presentations that are being written, in memory until they are whole, as all
// figures are.
type decks []*deck

type deck struct {
	target
	content bytes.Buffer
	slides  *figure.Deck
}

// splitDecks returns the presentations that targets ask for, and the other targets.
func splitDecks(ts []target) (ds decks, others []target) {
	for _, t := range ts {
		if t.format != deckFormat {
			others = append(others, t)
			continue
		}
		d := &deck{target: t}
		d.slides = figure.NewDeck(&d.content)
		ds = append(ds, d)
	}
	return ds, others
}

func (ds decks) isEmpty() bool { return len(ds) == 0 }

// add adds a slide to each presentation. The first slide of a drawing holds the document that all are
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

// files ends the presentations and returns them.
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
