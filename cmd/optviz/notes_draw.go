package main

import (
	"bytes"
	"cmp"
	"context"
	"io"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
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
	encoder, still, err := noteEncoder(g, isFilm(d, formats), source)
	if err != nil {
		return drawn, err
	}
	for _, f := range formats {
		var b bytes.Buffer
		if err := cmp.Or(ctx.Err(), encoder(&b, f)); err != nil {
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
