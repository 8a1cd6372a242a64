package main

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/measure"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/words"
)

// plotOptions holds the flags of plot that do not describe the figure.
type plotOptions struct {
	makingFlags
	summary bool
	tol     float64
	frames  frames
	name    string // of the file of a page, unasked; "": page
}

// usualTolerance is the tolerance of a summary.
const usualTolerance = 1e-6

// plotCommand returns the command optviz plot.
func plotCommand() *cobra.Command {
	var o plotOptions
	var described func(args []string) document.Document
	var theme string
	cmd := &cobra.Command{
		Use:   "plot [SURFACE...]",
		Short: "Draw runs on a loss landscape",
		Long:  plotHelp,
		Example: `  optviz plot
  optviz plot himmelblau --optimizer adam:lr=0.1 --optimizer sgd:lr=0.01
  optviz plot ravine:kappa=25,angle=30 --optimizer momentum:lr=0.02 --start -4,1 --start 3,3
  optviz plot --optimizer 'adam:lr=0.15 cosine:warmup=20' --optimizer newton --steps 200
  optviz plot beale --schedule constant --schedule step@250+cosine -o beale.png -o beale.svg
  optviz plot -f '(x^2-a)^2 + y^2 + x/2' --param a=2
  optviz plot rosenbrock himmelblau --columns 2 -o two.png
  optviz plot --panels run
  optviz plot ravine:kappa=25,angle=30 --tune --optimizer sgd --optimizer adam --steps 100
  optviz plot himmelblau --view slice --line 3,2,-2.8,3.1
  optviz plot --view loss --y-axis linear,0:50 --x-axis log,name=Step
  optviz plot himmelblau --levels 1,10,100 --y-axis symmetric,ticks=0/1/100
  optviz plot rosenbrock --mark '-0.5,0.4:here it gets stuck' --mark 'Adam@50:50 steps'
  optviz plot himmelblau --arrows step --optimizer newton --steps 10
  optviz plot ravine:kappa=25,angle=30 --arrows path --optimizer momentum:lr=0.02
  optviz plot rosenbrock --inset 0.6,1.2,0.4,1.3
  optviz plot himmelblau --optimizer adam:lr=0.1 --frames 0,10,100 -o slide.svg
  optviz plot himmelblau --optimizer adam:lr=0.1 --frames 0,10,100 -o build.tex
  optviz plot himmelblau --optimizer adam:lr=0.1 -o fig.tex -o fig.typ
  optviz plot himmelblau --theme slides --frames 0,10,100 -o talk.pptx
  optviz plot -f 'x^2/2 + 5*y^2' --view steps --optimizer momentum:lr=.1 --start 4,1 --steps 5
  optviz plot himmelblau --optimizer adam:lr=0.1 --data runs.csv -o runs.svg
  optviz plot --summary --size 16cmx9cm --dpi 200 -o rosenbrock.pdf`,
		Args:              someSurfaces,
		ValidArgsFunction: completeSurfaces,
		RunE: func(cmd *cobra.Command, args []string) error {
			if theme != "" {
				return printTheme(cmd, theme)
			}
			o.name = surfaceNames(args)
			return ofSurfaces(args, plot(cmd, described(args), o))
		},
	}
	described = plotFigure(cmd)
	o.declare(cmd)
	declarePrintTheme(cmd, &theme)
	afterTheme(cmd)
	return cmd
}

// plotHelp explains what plot draws, and the verdicts of its summary.
const plotHelp = `plot draws the runs of optimizers on a loss landscape and writes the figure
to out/<surface>.png, or to each -o. The runs are the product of --optimizer,
--schedule and --start. SURFACE is name[:key=value,...], rosenbrock by default,
or a --formula, for which plot picks a window and a start, and says which;
several SURFACES make a page, each drawn with the same flags.
Without --optimizer it runs four classics at rates that suit the surface, and
says on stderr which.

A document in LaTeX shows fig.tex by \input{fig.tex}, after \usepackage{pgf},
and one in Typst shows fig.typ by #include "fig.typ".

The verdicts of --summary: converged, the norm of the gradient is at most 1e-6
(and at which known point, if one is within 1e-3 of the window's width);
diverged, a number stopped being finite; left the window, it ends outside;
stalled, over the last tenth of the steps it moved less than 1e-3 of the
window's width; oscillating, it moved farther, but the loss set no new minimum
over those steps; still descending, none of these. A constant added to the loss
changes no verdict.`

// plotFigure declares and completes the flags that describe the figure of plot. It returns a function that
// makes a document of these flags and the arguments.
func plotFigure(cmd *cobra.Command) func(args []string) document.Document {
	flags := document.Document{GridSpec: document.GridSpec{Spec: document.Default()}}
	flags.Grammar = measure.Texts{}
	flags.PlotFlags(cmd.Flags())
	columns := declareColumns(cmd)
	completeFigureFlags(cmd)
	return func(args []string) document.Document {
		d := flags.GridSpec.Document()
		d.Kinds = flags.Kinds
		return d.OnSurfaces(args, *columns)
	}
}

// ofSurfaces returns an error of drawing a page of surfaces as one of the command line, where the
// figures have no numbers: the first figure tells what is wrong with the flags of all.
func ofSurfaces(surfaces []string, err error) error {
	part, ok := err.(*document.PartError)
	if !ok {
		return err
	}
	var blamed *catalog.Error
	named := errors.As(part.Err, &blamed) && part.Index < len(surfaces) && blamed.Value == surfaces[part.Index]
	if named || part.Index == 0 || part.Index >= len(surfaces) {
		return part.Err
	}
	return fmt.Errorf("%s: %w", surfaces[part.Index], part.Err)
}

// surfaceNames returns the name of the file of a page of several surfaces.
func surfaceNames(args []string) string {
	names := make([]string, len(args))
	for i, a := range args {
		names[i], _, _ = strings.Cut(a, ":")
	}
	return strings.Join(names, "-")
}

// declareColumns declares the flag of how many of several surfaces stand side by side.
func declareColumns(cmd *cobra.Command) *int {
	columns := 0
	cmd.Flags().Var(document.Whole(&columns, "N"), "columns", "of a page of several SURFACES: N side by side (default: as suits their number)")
	return &columns
}

// completeFigureFlags adds shell completion to the flags of runs and of their drawing.
func completeFigureFlags(cmd *cobra.Command) {
	completeRunFlags(cmd)
	completeAppearance(cmd)
	completeAxes(cmd)
	cmd.RegisterFlagCompletionFunc("view", completeViews)
	cmd.RegisterFlagCompletionFunc("arrows", cobra.FixedCompletions(document.ArrowKinds, cobra.ShellCompDirectiveNoFileComp))
	completeNotes(cmd)
	cmd.RegisterFlagCompletionFunc("inset", cobra.NoFileCompletions)
	cmd.RegisterFlagCompletionFunc("coordinate", cobra.FixedCompletions([]string{"all"}, cobra.ShellCompDirectiveNoFileComp))
	cmd.RegisterFlagCompletionFunc("axis", cobra.FixedCompletions(document.Axes(), cobra.ShellCompDirectiveNoFileComp))
	cmd.RegisterFlagCompletionFunc("plane", cobra.FixedCompletions(document.Planes, cobra.ShellCompDirectiveNoFileComp))
	cmd.RegisterFlagCompletionFunc("panels", cobra.FixedCompletions(document.PanelKinds, cobra.ShellCompDirectiveNoFileComp))
}

// completeNotes tells the shell that marks and lines are no files.
func completeNotes(cmd *cobra.Command) {
	cmd.RegisterFlagCompletionFunc("mark", cobra.NoFileCompletions)
	cmd.RegisterFlagCompletionFunc("line-at", cobra.NoFileCompletions)
}

// declare declares the flags of plotOptions.
func (o *plotOptions) declare(cmd *cobra.Command) {
	o.tol = usualTolerance
	o.out.declare(cmd, render.Formats())
	o.frames.declare(cmd)
	o.data.declare(cmd)
	cmd.Flags().BoolVar(&o.spec, "print-spec", false, "print the figure as YAML for optviz render, and draw nothing")
	cmd.Flags().BoolVar(&o.summary, "summary", false, "also print a table of how the runs ended")
	document.NumberVar(cmd.Flags(), &o.tol, "tol", "TOL", "tolerance that the summary counts the steps to")
	cmd.Flags().BoolVarP(&o.quiet, "quiet", "q", false, "no notes on stderr")
}

// plot writes the figure of a document, or its slides or frames, and its numbers.
func plot(cmd *cobra.Command, d document.Document, o plotOptions) error {
	m := making{cmd: cmd, makingFlags: o.makingFlags, formats: render.Formats(), images: drawPages, more: o.summaryOf}
	if o.frames.places != nil {
		d.Until, d.Frames = nil, o.frames.places
	}
	m.given = d
	if len(d.Frames) > 0 {
		if err := d.CheckMoving(); err != nil {
			return err
		}
		o.frames.places, d.Frames = d.Frames, nil // the numbers are of all
		m.images = o.frames.images
	}
	m.byDefault = func(g *drawing.Drawing) target {
		name := cmp.Or(g.Plan.Meta.Name, o.name, d.Kind, "page")
		return target{path: filepath.Join("out", name+".png"), format: "png"}
	}
	m.check = func(g *drawing.Drawing, ts []target) error {
		if err := o.checkTolerance(cmd); err != nil {
			return err
		}
		if o.summary && (g.Grid() != nil || len(g.Plan.Runs) == 0) {
			return catalog.Usage("--summary tells how the runs of a figure ended; this is none of runs alone")
		}
		return o.frames.check(ts)
	}
	return m.make(d)
}

// summaryOf returns the summary of a computed drawing, or "" if the user asks for none or
// nothing ran.
func (o plotOptions) summaryOf(g *drawing.Drawing) string {
	r, ok := g.Content.(*drawing.Runs)
	if !o.summary || !ok || r.Paths == nil {
		return ""
	}
	return summarize(words.Speak(g.Style.Lang), g.Plan, r.Paths, r.Ensembles, o.tol)
}
