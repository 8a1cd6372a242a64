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
type decks struct {
	all []*deck
	of  *document.Document // from which all slides are drawn; nil: each slide is drawn from its own
}

type deck struct {
	target
	content bytes.Buffer
	slides  *figure.Deck

	hasSource bool // of a slide so far
}

// splitDecks returns the presentations that targets ask for, and the other targets.
func splitDecks(ts []target) (all []*deck, others []target) {
	for _, t := range ts {
		if t.format != deckFormat {
			others = append(others, t)
			continue
		}
		d := &deck{target: t}
		d.slides = figure.NewDeck(&d.content)
		all = append(all, d)
	}
	return all, others
}

func (ds decks) isEmpty() bool { return len(ds.all) == 0 }

// add adds a slide to each presentation. A caption may tell of several slides, each of which has it.
func (ds decks) add(slide *drawing.Drawing, _ int, f render.Figure) error {
	f.Notes = document.Raise(slide.Caption())
	source, err := ds.sourceOf(slide)
	if err != nil {
		return err
	}
	for _, d := range ds.all {
		f.Source = ""
		if ds.of == nil || !d.hasSource {
			f.Source = within(source, d.target)
		}
		d.hasSource = true
		if err := d.slides.Add(&f); err != nil {
			return cannotEncode(d.target, err)
		}
	}
	return nil
}

// sourceOf returns the document from which a slide is drawn again, with its notes.
func (ds decks) sourceOf(slide *drawing.Drawing) (document.Document, error) {
	if ds.of != nil {
		return *ds.of, nil
	}
	d := slide.Document
	if d.Caption != nil {
		return d, nil
	}
	var err error
	d.Caption, err = slide.Captions()
	return d, err
}

// files ends the presentations and returns them.
func (ds decks) files() ([]file, error) {
	var files []file
	for _, d := range ds.all {
		if err := d.slides.Close(); err != nil {
			return nil, cannotEncode(d.target, err)
		}
		files = append(files, fileOf(d.target, d.content.Bytes()))
	}
	return files, nil
}
