package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/unfinished"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/figure"
)

// drawDeck draws documents one after the other, or the frames of each, on the slides of the
// presentations, or the pages of the PDFs, that are the targets. name names a document in messages.
func drawDeck(cmd *cobra.Command, docs []document.Document, ts []target, f frames, quiet bool, name func(i int) string) error {
	ctx := cmd.Context()
	bar := newProgress(cmd.ErrOrStderr(), len(docs), "figures", quiet)
	defer bar.close()
	defer unfinished.Of(ctx).AtUndo(bar.close)()
	ds, _ := splitDecks(ts, hasPages)
	var told remarks
	for i, d := range docs {
		if _, _, err := told.whole(ctx, d, ts, ds.images(f), func(int, int, render.Figure) {}); err != nil {
			return fmt.Errorf("%s: %w", name(i), err)
		}
		bar.add(1)
	}
	bar.close()
	if !quiet {
		told.tell(cmd)
	}
	files, err := ds.files()
	if err != nil {
		return err
	}
	if err := write(ctx, files, cmd.OutOrStdout()); err != nil {
		return err
	}
	return report(cmd, ts, "")
}

// images returns what adds a drawing, or its frames, to the presentations and PDFs, and makes no file.
func (ds decks) images(f frames) makeImages {
	return func(ctx context.Context, g *drawing.Drawing, _ []target, drawn func(i, n int, slide render.Figure)) ([]file, error) {
		if f.places != nil {
			return f.drawOnto(ctx, g, ds, nil, func(_ float64, i, n int, slide render.Figure) { drawn(i, n, slide) })
		}
		return drawOnto(ctx, g, ds, nil, drawn)
	}
}

// drawDeckAgain draws a presentation or a PDF again that was drawn from several documents, in another appearance.
func drawDeckAgain(cmd *cobra.Command, path string, docs []document.Document, appearance document.Appearance, o plotOptions) error {
	ts, err := o.out.targets(render.Formats(), target{format: figure.FormatsWith(hasSlides)[0]})
	if err != nil {
		return err
	}
	for _, t := range ts {
		if !figure.FormatNamed(t.format).Pages || t.path == "" {
			return severalFigures(path, docs)
		}
	}
	for _, flag := range []string{"print-spec", "data", "frames", "summary"} {
		if cmd.Flags().Changed(flag) {
			return severalFigures(path, docs)
		}
	}
	for i, d := range docs {
		docs[i] = d.Restyled(appearance)
	}
	return drawDeck(cmd, docs, ts, frames{}, o.quiet, func(i int) string { return fmt.Sprintf("figure %d", i+1) })
}

// figureOf returns the figure that --figure takes: of a page, or of a presentation or PDF that was drawn from
// several documents. Without --figure it returns the only document.
func figureOf(path string, docs []document.Document, n int) (document.Document, error) {
	switch {
	case len(docs) == 1:
		return figurePart(docs[0], n)
	case n == 0:
		return document.Document{}, severalFigures(path, docs)
	case n > len(docs):
		return document.Document{}, &catalog.Error{Flag: "--figure", Value: fmt.Sprint(n), Err: fmt.Errorf("there are %d figures", len(docs))}
	}
	return docs[n-1], nil
}

// severalFigures refuses what is done with one figure only.
func severalFigures(path string, docs []document.Document) error {
	return &catalog.Error{Flag: "SPEC", Value: path, Err: fmt.Errorf("holds %d figures: --figure 1 takes the first, and render -o %s draws all again", len(docs), fileOfPages())}
}
