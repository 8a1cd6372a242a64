package main

import (
	"bytes"
	"context"
	"io"
	"slices"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/explore"
	"github.com/optviz/optviz/cmd/internal/measure"
	"github.com/optviz/optviz/cmd/internal/notes"
	"github.com/optviz/optviz/render/figure"
)

// drawNote draws a figure, or a film, of a note.
func drawNote(ctx context.Context, d document.Document, source string, formats []string) (notes.Drawn, error) {
	var drawn notes.Drawn
	g, err := drawing.Resolve(ctx, d, measure.Texts{})
	if err != nil {
		return drawn, err
	}
	var ts []target
	for _, f := range formats {
		ts = append(ts, target{path: f, format: f})
	}
	if err := computeIn(ctx, g, ts); err != nil {
		return drawn, err
	}
	pictures := slices.DeleteFunc(slices.Clone(formats), func(f string) bool { return f == "html" })
	encoder, still, err := noteEncoder(g, isFilm(d, pictures), source)
	if err != nil {
		return drawn, err
	}
	for _, f := range formats {
		var b bytes.Buffer
		err := ctx.Err()
		switch {
		case err != nil:
		case f == "html":
			err = livePageOf(ctx, &b, d, source)
		default:
			err = encoder(&b, f)
		}
		if err != nil {
			return drawn, err
		}
		drawn.Files = append(drawn.Files, b.Bytes())
	}
	drawn.Alt, drawn.Caption = still.Desc, still.Title
	if d.Caption != nil {
		drawn.Caption = document.Raise(g.Caption())
	}
	return drawn, nil
}

// livePageOf writes the live page of a note's figure.
func livePageOf(ctx context.Context, w io.Writer, d document.Document, source string) error {
	stories, err := explore.StoriesOf(ctx, d.Stories)
	if err != nil {
		return err
	}
	if err := checkLive(d); err != nil {
		return err
	}
	d.Size = stillSize
	g, err := drawing.Resolve(ctx, d, measure.Texts{})
	if err != nil {
		return err
	}
	if err := computeIn(ctx, g, nil); err != nil {
		return err
	}
	page, err := pageOf(ctx, g)
	if err != nil {
		return err
	}
	page.Stories = stories
	if page.Still, err = g.Figure(); err != nil {
		return err
	}
	page.Still.Source = source
	return page.Write(w)
}

// noteEncoder returns the encoder of a drawing, as a figure or a film, and the figure
// whose title and description stand for it.
func noteEncoder(g *drawing.Drawing, film bool, source string) (func(io.Writer, string) error, figure.Figure, error) {
	if film {
		f, err := g.Film()
		f.Still.Source = source
		return f.Encode, f.Still, err
	}
	f, err := g.Figure()
	f.Source = source
	return f.Encode, f, err
}
