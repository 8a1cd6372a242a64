package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/figure"
)

// file is a target with the function that writes its content.
type file struct {
	target
	content func(w io.Writer) error
}

// fileOf returns a file of bytes.
func fileOf(t target, content []byte) file {
	return file{t, func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	}}
}

// targetsOf returns where files go.
func targetsOf(files []file) []target {
	var ts []target
	for _, f := range files {
		ts = append(ts, f.target)
	}
	return ts
}

// drawSlides makes the figure, or its slides, and encodes it for each target. It calls drawn with each
// slide, its number from 0, and the number of slides.
func drawSlides(ctx context.Context, g *drawing.Drawing, ts []target, drawn func(i, n int, slide render.Figure)) ([]file, error) {
	return drawSlidesTo(ctx, g, ts, hasSlides, drawn)
}

// drawPages does what drawSlides does, and makes one PDF of all slides.
func drawPages(ctx context.Context, g *drawing.Drawing, ts []target, drawn func(i, n int, slide render.Figure)) ([]file, error) {
	return drawSlidesTo(ctx, g, ts, hasPages, drawn)
}

// drawSlidesTo does what drawSlides does. Files of some formats hold all slides.
func drawSlidesTo(ctx context.Context, g *drawing.Drawing, ts []target, together func(figure.Format) bool, drawn func(i, n int, slide render.Figure)) ([]file, error) {
	ds, others := splitDecks(ts, together)
	files, err := drawOnto(ctx, g, ds, others, drawn)
	if err != nil {
		return nil, err
	}
	decks, err := ds.files()
	files = append(files, decks...)
	slices.SortStableFunc(files, func(a, b file) int { return slices.Index(ts, a.target) - slices.Index(ts, b.target) }) // as they were asked for; -1 for slides
	return files, err
}

// drawOnto does what drawSlides does for targets of one figure each, and adds the slides to a
// collection.
func drawOnto(ctx context.Context, g *drawing.Drawing, c collection, ts []target, drawn func(i, n int, slide render.Figure)) ([]file, error) {
	if c.isEmpty() && len(ts) == 0 {
		return nil, nil
	}
	if err := g.CheckUntil(); err != nil {
		return nil, err
	}
	var all []file
	slides := g.Slides()
	if err := checkSlides(len(slides), g.Style.Theme.Name, ts); err != nil {
		return nil, err
	}
	for i, one := range slides {
		s := slide{Drawing: one, i: i, n: len(slides), caption: g.Caption()}
		if i == 0 {
			s.source = g
		}
		files, err := s.drawOnto(ctx, c, ts, drawn)
		if err != nil {
			return nil, err
		}
		all = append(all, files...)
	}
	return all, nil
}

// drawOnto encodes the slide for targets of one figure each, and adds it to a collection.
func (s slide) drawOnto(ctx context.Context, c collection, ts []target, drawn func(i, n int, slide render.Figure)) ([]file, error) {
	figure, err := s.Figure()
	if err != nil {
		return nil, err
	}
	drawn(s.i, s.n, figure)
	if err := c.add(s, figure); err != nil {
		return nil, err
	}
	files, err := encode(ctx, figure, s.Source(), ts)
	for i, f := range files {
		files[i].target = f.renamed(func(name string) string { return ofSlide(name, s.i, s.n) })
	}
	return files, err
}

// encode encodes a figure for each target, with what it is made from within.
func encode(ctx context.Context, figure render.Figure, d document.Document, ts []target) ([]file, error) {
	return encodeAs(ctx, ts, func(w io.Writer, t target) error {
		figure.Source = within(d, t)
		return figure.Encode(w, t.format)
	})
}

// encodeAs encodes for each target, in its format.
func encodeAs(ctx context.Context, ts []target, encode func(w io.Writer, t target) error) ([]file, error) {
	var files []file
	for _, t := range ts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var b bytes.Buffer
		if err := encode(&b, t); err != nil {
			return nil, cannotEncode(t, err)
		}
		files = append(files, fileOf(t, b.Bytes()))
	}
	return files, nil
}

func cannotEncode(t target, err error) error {
	return fmt.Errorf("cannot encode %s: %w", printing.Quote(t.path), err)
}

// write writes the files. No file changes before all are written in full; see commit for
// what can fail after that.
func write(ctx context.Context, files []file, stdout io.Writer) error {
	ds, err := begin(ctx, files, stdout)
	if err != nil {
		return err
	}
	defer ds.discard()
	return ds.commit()
}

// begin writes each file to a draft, in order. The caller commits or discards the drafts.
func begin(ctx context.Context, files []file, stdout io.Writer) (drafts, error) {
	ds, err := open(ctx, targetsOf(files), stdout)
	if err != nil {
		return nil, err
	}
	for i, d := range ds {
		if err := files[i].content(d); err != nil {
			ds.discard()
			if ctx.Err() == nil {
				err = cannotWrite(d.path, err)
			}
			return nil, err
		}
	}
	return ds, nil
}
