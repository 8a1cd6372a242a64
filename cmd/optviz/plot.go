package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/measure"
	"github.com/optviz/optviz/render"
)

// plotOptions are the flags of plot that are no part of the figure.
type plotOptions struct {
	out     outputFlags
	spec    bool
	summary bool
	tol     float64
	quiet   bool
	frames  frames
	data    dataFile
}

// plotCommand is optviz plot.
func plotCommand() *cobra.Command {
	var o plotOptions
	var described func(args []string) document.Document
	cmd := &cobra.Command{
		Use:   "plot [SURFACE]",
		Short: "Draw runs on a loss landscape",
		Long: `plot draws the runs of optimizers on a loss landscape and writes the figure
to out/<surface>.png, or to each -o. The runs are the product of --optimizer,
--schedule and --start. SURFACE is name[:key=value,...], rosenbrock by default,
or a --formula, for which plot picks a window and a start, and says which.
Without --optimizer it runs four classics at rates that suit the surface, and
says on stderr which.

The verdicts of --summary: converged, the norm of the gradient is at most 1e-6
(and at which known point, if one is within 1e-3 of the window's width);
diverged, a number stopped being finite; left the window, it ends outside;
stalled, over the last tenth of the steps it moved less than 1e-3 of the
window's width; oscillating, it moved farther, but the loss set no new minimum
over those steps; still descending, none of these. A constant added to the loss
changes no verdict.`,
		Example: `  optviz plot
  optviz plot himmelblau --optimizer adam:lr=0.1 --optimizer sgd:lr=0.01
  optviz plot ravine:kappa=25,angle=30 --optimizer momentum:lr=0.02 --start -4,1 --start 3,3
  optviz plot --optimizer 'adam:lr=0.15 cosine:warmup=20' --optimizer newton --steps 200
  optviz plot beale --schedule constant --schedule step@250+cosine -o beale.png -o beale.svg
  optviz plot -f '(x^2-a)^2 + y^2 + x/2' --param a=2
  optviz plot --panels run
  optviz plot ravine:kappa=25,angle=30 --tune --optimizer sgd --optimizer adam --steps 100
  optviz plot himmelblau --view slice --line 3,2,-2.8,3.1
  optviz plot himmelblau --arrows step --optimizer newton --steps 10
  optviz plot himmelblau --optimizer adam:lr=0.1 --frames 0,10,100 -o slide.svg
  optviz plot -f 'x^2/2 + 5*y^2' --view steps --optimizer momentum:lr=.1 --start 4,1 --steps 5
  optviz plot himmelblau --optimizer adam:lr=0.1 --data runs.csv -o runs.svg
  optviz plot --summary --size 16cmx9cm --dpi 200 -o rosenbrock.pdf`,
		Args:              atMostOneSurface,
		ValidArgsFunction: completeSurface,
		RunE: func(cmd *cobra.Command, args []string) error {
			return plot(cmd, described(args), o)
		},
	}
	described = plotFigure(cmd)
	o.declare(cmd)
	completeFigureFlags(cmd)
	return cmd
}

// plotFigure declares the flags of what plot draws, and returns what makes a document of
// them and the arguments.
func plotFigure(cmd *cobra.Command) func(args []string) document.Document {
	s := document.Default()
	s.Grammar = measure.Texts{}
	s.RunFlags(cmd.Flags())
	s.FigureFlags(cmd.Flags())
	return func(args []string) document.Document {
		s.Surface = strings.Join(args, "") // at most one
		return document.GridSpec{Spec: s}.Document()
	}
}

// completeFigureFlags completes the flags of runs and how they are drawn.
func completeFigureFlags(cmd *cobra.Command) {
	completeRunFlags(cmd)
	completeLooks(cmd)
	cmd.RegisterFlagCompletionFunc("view", completeViews)
	cmd.RegisterFlagCompletionFunc("arrows", cobra.FixedCompletions(document.ArrowKinds, cobra.ShellCompDirectiveNoFileComp))
	cmd.RegisterFlagCompletionFunc("axis", cobra.FixedCompletions(document.Axes(), cobra.ShellCompDirectiveNoFileComp))
	cmd.RegisterFlagCompletionFunc("plane", cobra.FixedCompletions(document.Planes, cobra.ShellCompDirectiveNoFileComp))
	cmd.RegisterFlagCompletionFunc("panels", cobra.FixedCompletions(document.PanelKinds, cobra.ShellCompDirectiveNoFileComp))
}

// declare declares the flags.
func (o *plotOptions) declare(cmd *cobra.Command) {
	o.tol = 1e-6
	o.out.declare(cmd, render.Formats())
	o.frames.declare(cmd)
	o.data.declare(cmd)
	cmd.Flags().BoolVar(&o.spec, "print-spec", false, "print the figure as YAML for optviz render, and draw nothing")
	cmd.Flags().BoolVar(&o.summary, "summary", false, "also print a table of how the runs ended")
	document.NumberVar(cmd.Flags(), &o.tol, "tol", "TOL", "tolerance that the summary counts the steps to")
	cmd.Flags().BoolVarP(&o.quiet, "quiet", "q", false, "no notes on stderr")
}

// plot checks everything, computes, draws, and only then writes.
func plot(cmd *cobra.Command, d document.Document, o plotOptions) error {
	ctx := cmd.Context()
	given := d
	if o.frames.places != nil {
		d.Until = &o.frames.places[0] // of each in its turn
	}
	g, err := drawing.Resolve(ctx, d, measure.Texts{})
	if err != nil {
		return err
	}
	name := cmp.Or(g.Plan.Meta.Name, d.Kind, "page")
	targets, err := o.targets(ctx, d, render.Formats(), target{path: filepath.Join("out", name+".png"), format: "png"})
	if err != nil {
		return err
	}
	if err := o.checkTolerance(cmd); err != nil {
		return err
	}
	if o.summary && (g.Grid() != nil || len(g.Plan.Runs) == 0) {
		return catalog.Usage("--summary tells how the runs of a figure ended; this is none of runs alone")
	}
	if err := o.frames.check(targets); err != nil {
		return err
	}
	if err := checkSlides(g, targets); err != nil {
		return err
	}
	if o.spec {
		return printSpec(cmd, given, o.quiet)
	}
	if !o.quiet {
		note(cmd, g.Notes...)
	}
	if err := checkOutputs(g, targets, o.data); err != nil {
		return err
	}
	spareMemory(g)
	if err := g.Compute(ctx, nil); err != nil {
		return err
	}
	makeImages := draw
	if o.frames.places != nil {
		makeImages = o.frames.draw
	}
	targets, images, err := makeImages(ctx, g, targets)
	if err != nil {
		return err
	}
	data, numbers, err := o.data.files(ctx, g)
	if err != nil {
		return err
	}
	targets, images = append(targets, data...), append(images, numbers...)
	if err := write(ctx, targets, images, cmd.OutOrStdout()); err != nil {
		return err
	}
	return report(cmd, targets, o.summaryOf(g))
}

// summaryOf returns the summary of a computed drawing, "" where none is asked for or nothing
// ran.
func (o plotOptions) summaryOf(g *drawing.Drawing) string {
	r, ok := g.Content.(*drawing.Runs)
	if !o.summary || !ok || r.Paths == nil {
		return ""
	}
	return summarize(g.Style.Lang, g.Plan, r.Paths, r.Ensembles, o.tol)
}

// targets are where the figure goes: nowhere unasked where its numbers do.
func (o plotOptions) targets(ctx context.Context, d document.Document, formats []string, byDefault target) ([]target, error) {
	var ts []target
	var err error
	if o.data.path == "" || len(o.out.paths) > 0 || o.out.format != "" {
		if ts, err = o.out.targets(formats, byDefault); err != nil {
			return nil, err
		}
	}
	t, ok, err := o.data.target(ts)
	if err != nil || !ok {
		return ts, cmp.Or(err, checkKept(ctx, ts, o.data.inputs(d)))
	}
	all := append(ts[:len(ts):len(ts)], t)
	return ts, checkKept(ctx, append(all, o.data.besideIt(t)...), o.data.inputs(d))
}

// draw makes the figure, or its slides, and encodes it for each target.
func draw(ctx context.Context, g *drawing.Drawing, ts []target) (all []target, images [][]byte, err error) {
	if len(ts) == 0 {
		return nil, nil, nil
	}
	slides := g.Slides()
	for i, slide := range slides {
		figure, err := slide.Figure()
		if err != nil {
			return nil, nil, err
		}
		some, err := encode(ctx, figure, slide.Document, ts)
		if err != nil {
			return nil, nil, err
		}
		images = append(images, some...)
		for _, t := range ts {
			all = append(all, t.renamed(func(name string) string { return ofSlide(name, i, len(slides)) }))
		}
	}
	return all, images, nil
}

// encode encodes a figure for each target, with what it is made from within.
func encode(ctx context.Context, figure render.Figure, d document.Document, ts []target) ([][]byte, error) {
	return encodeAs(ctx, ts, func(w io.Writer, t target) error {
		figure.Source = within(d, t)
		return figure.Encode(w, t.format)
	})
}

// encodeAs encodes for each target, in its format.
func encodeAs(ctx context.Context, ts []target, encode func(w io.Writer, t target) error) ([][]byte, error) {
	images := make([][]byte, len(ts))
	for i, t := range ts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var b bytes.Buffer
		if err := encode(&b, t); err != nil {
			return nil, fmt.Errorf("cannot encode %q: %w", t.path, err)
		}
		images[i] = b.Bytes()
	}
	return images, nil
}

// write writes each image to its target. No file changes before all images are
// written in full; see commit for what can fail after that.
func write(ctx context.Context, ts []target, images [][]byte, stdout io.Writer) error {
	ds, err := begin(ctx, ts, images, stdout)
	if err != nil {
		return err
	}
	defer ds.discard()
	return ds.commit()
}

// begin writes each image to a draft of its target. The caller commits or discards them.
func begin(ctx context.Context, ts []target, images [][]byte, stdout io.Writer) (drafts, error) {
	ds, err := open(ctx, ts, stdout)
	if err != nil {
		return nil, err
	}
	for i, d := range ds {
		if _, err := d.Write(images[i]); err != nil {
			ds.discard()
			return nil, cannotWrite(d.path, err)
		}
	}
	return ds, nil
}
