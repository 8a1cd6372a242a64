package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/lecture"
	"github.com/optviz/optviz/cmd/internal/measure"
	"github.com/optviz/optviz/cmd/internal/unfinished"
	"github.com/optviz/optviz/render"
)

// drawLectureDeck draws figures one after the other on the slides of presentations.
func drawLectureDeck(cmd *cobra.Command, figures []lecture.Figure, o lectureOptions, out outputFlags) error {
	ctx := cmd.Context()
	ts, err := out.targets(lectureFormats(), target{})
	if err != nil {
		return err
	}
	presentations, others := splitDecks(ts)
	if len(others) > 0 {
		return &catalog.Error{Flag: "--out", Value: others[0].path, Err: fmt.Errorf("holds one figure, but there are %d: --columns 2 puts them on one page, -o FILE.%s makes a slide of each, and -o DIR a file", len(figures), deckFormat)}
	}
	if o.data != "" {
		return &catalog.Error{Flag: "--data", Value: o.data, Err: errors.New("is of one figure: -o DIR writes the numbers of each")}
	}
	if err := o.frames.check(ts); err != nil {
		return err
	}
	bar := newProgress(cmd.ErrOrStderr(), len(figures), "figures", o.quiet)
	defer bar.close()
	defer unfinished.Of(ctx).AtUndo(bar.close)()
	ds := decks{all: presentations}
	for _, f := range figures {
		if err := addFigure(ctx, f, o, ds); err != nil {
			return fmt.Errorf("figure %s: %w", f.ID, err)
		}
		bar.add(1)
	}
	bar.close()
	files, err := ds.files()
	if err != nil {
		return err
	}
	if err := write(ctx, files, cmd.OutOrStdout()); err != nil {
		return err
	}
	return report(cmd, ts, "")
}

// addFigure computes and draws a figure of the lecture, or its frames, as slides of presentations.
func addFigure(ctx context.Context, f lecture.Figure, o lectureOptions, ds decks) error {
	g, err := drawing.Resolve(ctx, f.Document.Restyled(o.appearance), measure.Texts{})
	if err != nil {
		return err
	}
	if err := computeIn(ctx, g, nil); err != nil {
		return err
	}
	if o.frames.places != nil {
		_, err = o.frames.drawOnto(ctx, g, ds, nil, func(float64, int, int, render.Figure) {})
		return err
	}
	_, err = drawOnto(ctx, g, ds, nil, func(int, int, render.Figure) {})
	return err
}
