package main

import (
	"bytes"
	"strings"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/figure"
)

// hasPages reports whether files of a format hold several figures, each on a slide or a page.
func hasPages(f figure.Format) bool { return f.Pages }

// hasSlides reports whether files of a format are presentations. Frames are their slides, but files of their
// own as PDF.
func hasSlides(f figure.Format) bool { return f.Slides }

// fileOfPages says which files hold several figures: FILE.pdf or FILE.pptx.
func fileOfPages() string { return "FILE." + strings.Join(figure.FormatsWith(hasPages), " or FILE.") }

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

// splitDecks returns the files of several figures that targets in the formats with pages, or with slides alone,
// ask for, and the other targets.
func splitDecks(ts []target, together func(figure.Format) bool) (ds decks, others []target) {
	for _, t := range ts {
		format := figure.FormatNamed(t.format)
		if !together(format) {
			others = append(others, t)
			continue
		}
		d := &deck{target: t}
		if format.Slides {
			d.slides = figure.NewDeck(&d.content)
		} else {
			d.slides = figure.NewPages(&d.content)
		}
		ds = append(ds, d)
	}
	return ds, others
}

func (ds decks) isEmpty() bool { return len(ds) == 0 }

// add adds a slide to each file.
func (ds decks) add(s slide, f render.Figure) error {
	f.Notes = document.Raise(s.caption)
	for _, d := range ds {
		f.Source = ""
		if s.source != nil {
			f.Source = within(s.source.Source(), d.target)
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
