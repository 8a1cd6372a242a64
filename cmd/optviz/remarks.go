package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/measure"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/figure"
)

// remarks gathers what is to be told of the documents that a command draws, each text once.
type remarks struct {
	texts   []string
	told    int    // how many of the texts are told
	lacking []rune // characters of the figures that the fonts of their themes lack
}

func (r *remarks) add(texts ...string) {
	for _, t := range texts {
		if !slices.Contains(r.texts, t) {
			r.texts = append(r.texts, t)
		}
	}
}

// before remarks what is known of a document before it is computed.
func (r *remarks) before(g *drawing.Drawing, ts []target) {
	r.add(g.Notes...)
	r.add(idleText(g.Document, ts)...)
}

// draw makes the files of a computed document by images, and remarks what its theme could not do in them.
func (r *remarks) draw(ctx context.Context, g *drawing.Drawing, ts []target, images makeImages, drawn func(i, n int, slide render.Figure)) ([]file, error) {
	files, err := images(ctx, g, ts, func(i, n int, slide render.Figure) {
		r.lacking = append(r.lacking, slide.Lacking()...)
		drawn(i, n, slide)
	})
	slices.Sort(r.lacking)
	r.lacking = slices.Compact(r.lacking)
	r.add(opaqueFiles(g.Document.Theme, ts)...)
	return files, err
}

// whole makes the files of one document of several by images: it is resolved, computed if there is memory
// for it and its files, and drawn.
func (r *remarks) whole(ctx context.Context, d document.Document, ts []target, images makeImages, drawn func(i, n int, slide render.Figure)) (*drawing.Drawing, []file, error) {
	g, err := drawing.Resolve(ctx, d, measure.Texts{})
	if err != nil {
		return nil, nil, err
	}
	r.before(g, ts)
	if err := computeIn(ctx, g, ts); err != nil {
		return nil, nil, err
	}
	files, err := r.draw(ctx, g, ts, images, drawn)
	return g, files, err
}

// tell prints what is not told yet.
func (r *remarks) tell(cmd *cobra.Command) {
	if len(r.lacking) > 0 {
		r.add(fmt.Sprintf("the theme's fonts lack %s: these are from the built-in font", strings.Join(strings.Split(string(r.lacking), ""), " ")))
	}
	note(cmd, r.texts[r.told:]...)
	r.told = len(r.texts)
}

// idleText tells that the key text changes nothing where all files have formats without text.
func idleText(d document.Document, ts []target) []string {
	holds := func(t target) bool { return figure.FormatNamed(t.format).HasText }
	if d.Text == "" || len(ts) == 0 || slices.ContainsFunc(ts, holds) {
		return nil
	}
	formats := figure.FormatsWith(func(f figure.Format) bool { return f.HasText })
	fonts := document.FontSources[slices.Index(document.TextForms, d.Text)]
	return []string{fmt.Sprintf("text: %s (--text %[1]s, --fonts %s) changes nothing: only these formats can hold text: %s", d.Text, fonts, strings.Join(formats, ", "))}
}

// hiddenTitle tells that the theme draws no title where a user gave one. Of the figures of a lecture, whose
// titles the lecture gives and shows in its captions, this need not be told.
func hiddenTitle(d document.Document) []string {
	if len(d.Title) == 0 || d.NoTitle || d.Theme.HasTitle() {
		return nil
	}
	return []string{"the title (--title) is in the file, but not drawn: the theme leaves it to the caption; heading: whole in a theme on it draws one"}
}

// opaqueFiles tells which formats have a background that the theme leaves out.
func opaqueFiles(theme document.Theme, ts []target) (texts []string) {
	for _, t := range ts {
		if theme.IsTransparent() && !figure.FormatNamed(t.format).Transparent {
			texts = append(texts, strings.ToUpper(t.format)+" has a background, which is that of the theme")
		}
	}
	return texts
}
