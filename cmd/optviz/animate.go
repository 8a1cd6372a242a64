package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/figure"
)

// animateCommand returns the command optviz animate.
func animateCommand() *cobra.Command {
	var o plotOptions
	var described func(args []string) document.Document
	var part int
	cmd := &cobra.Command{
		Use:   "animate [SURFACE...|QUESTION|SPEC]",
		Short: "Draw runs on a loss landscape as they go on",
		Long: `animate draws what plot draws as a film: the trajectories grow over the
landscape and the curves beside it, then it pauses and begins again. It writes
out/<surface>.gif, or each -o, whose extension is the format: gif has 255
colours, apng all of them, svg sharp lines, and html buttons to play, stop and
step; mp4 needs ffmpeg.

Several SURFACES make a page, on which all runs go on together. QUESTION is the
number of a figure of the lecture, as 7.4 or, of a page, 7.4#1, and SPEC a YAML
file; their runs are their own, and the flags say how they look and how long
they take. Their films are out/7.4.gif, out/7.4-figure-1.gif and out/ with the
name of the file.

Time goes by steps or, with --axis epoch or --axis evaluations, by these.`,
		Example: `  optviz animate
  optviz animate himmelblau --optimizer adam:lr=0.3 --optimizer sgd:lr=0.01 --steps 99
  optviz animate ravine:kappa=25 --view trajectory -o ravine.apng -o ravine.gif
  optviz animate 9.1 --seconds 8 -o momentum.gif
  optviz animate beale --seconds 3 --fps 10 --pause 1 -q -o beale.gif`,
		Args:              someSurfaces,
		ValidArgsFunction: completeSurfaces,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 && isDocument(args[0]) {
				return animateDocument(cmd, args[0], described(nil), part, o)
			}
			if part > 0 {
				return &catalog.Error{Flag: "--figure", Value: fmt.Sprint(part), Err: errors.New("takes a figure of a page of the lecture or of a file, as in optviz animate 7.4 --figure 1")}
			}
			o.name = surfaceNames(args)
			return ofSurfaces(args, animate(cmd, described(args), o))
		},
	}
	described = animateFigure(cmd)
	o.out.declare(cmd, figure.FilmFormats())
	o.data.declare(cmd)
	cmd.Flags().BoolVar(&o.spec, "print-spec", false, "print the film as YAML for optviz render, and draw nothing")
	cmd.Flags().BoolVarP(&o.quiet, "quiet", "q", false, "no notes on stderr")
	declareFigure(cmd, &part, "")
	return cmd
}

// animateFigure declares and completes the flags of what animate draws, and returns what makes a
// document of them and the arguments.
func animateFigure(cmd *cobra.Command) func(args []string) document.Document {
	plotted := plotFigure(cmd)
	var a document.Animation
	a.Flags(cmd.Flags())
	return func(args []string) document.Document {
		d := plotted(args)
		d.Size, d.Animate = cmp.Or(d.Size, document.AnimationSize), &a
		return d
	}
}

// isFilm reports whether a document is drawn as a film: if one of the formats is of films
// alone, or if the document moves and films can have all of the formats.
func isFilm(d document.Document, formats []string) bool {
	only, all := false, true
	for _, format := range formats {
		film := slices.Contains(figure.FilmFormats(), format)
		only = only || film && !slices.Contains(render.Formats(), format)
		all = all && film
	}
	return only || d.Animate != nil && all
}

// animate makes the film of a document, and its numbers.
func animate(cmd *cobra.Command, d document.Document, o plotOptions) error {
	if d.Frames != nil && !o.quiet {
		note(cmd, "frames has no effect: they are of pictures, this is a film")
	}
	d.Frames = nil
	return making{
		cmd: cmd, makingFlags: o.makingFlags, given: d, formats: figure.FilmFormats(), images: shoot,
		byDefault: func(g *drawing.Drawing) target {
			return target{path: filepath.Join("out", cmp.Or(o.name, g.Plan.Meta.Name, "page")+".gif"), format: "gif"}
		},
	}.make(d)
}

// shoot makes the film and encodes it for each target, with what it is made from
// within. A film is never split into slides.
func shoot(ctx context.Context, g *drawing.Drawing, ts []target, drawn func(i, n int, slide render.Figure)) ([]file, error) {
	if len(ts) == 0 {
		return nil, nil
	}
	film, err := g.Film()
	if err != nil {
		return nil, err
	}
	drawn(0, 1, film.Still)
	for _, frame := range film.Frames { // which have texts of their own
		drawn(0, 1, render.Figure{Marks: frame.Marks})
	}
	return encodeAs(ctx, ts, func(w io.Writer, t target) error {
		film.Still.Source = within(g.Source(), t)
		return film.Encode(w, t.format)
	})
}
