package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/lecture"
	"github.com/optviz/optviz/render/figure"
)

// drawLectureDeck draws figures of the lecture as presentations, and as PDFs of several pages.
func drawLectureDeck(cmd *cobra.Command, figures []lecture.Figure, o lectureOptions, out outputFlags) error {
	ts, err := out.targets(lectureFormats(), target{})
	if err != nil {
		return err
	}
	for _, t := range ts {
		if !figure.FormatNamed(t.format).Pages {
			return &catalog.Error{Flag: "--out", Value: t.path, Err: fmt.Errorf("holds one figure, but there are %d: --columns 2 puts them on one page, -o %s makes a slide or page of each, and -o DIR a file", len(figures), fileOfPages())}
		}
	}
	if o.data != "" {
		return &catalog.Error{Flag: "--data", Value: o.data, Err: errors.New("is of one figure: -o DIR writes the numbers of each")}
	}
	if err := o.frames.check(ts); err != nil {
		return err
	}
	var docs []document.Document
	for _, f := range figures {
		docs = append(docs, f.Document.Restyled(o.appearance))
	}
	return drawDeck(cmd, docs, ts, o.frames, o.quiet, func(i int) string { return "figure " + figures[i].ID })
}
