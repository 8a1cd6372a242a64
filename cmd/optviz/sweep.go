package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/measure"
	"github.com/optviz/optviz/cmd/internal/sweep"
)

// sweepCommand returns the command optviz sweep.
func sweepCommand() *cobra.Command {
	var o mapOptions
	var described func(args []string) document.Document
	cmd := &cobra.Command{
		Use:   "sweep [SURFACE...]",
		Short: "Map the loss over one or two hyperparameters",
		Long: `sweep makes a run for each value of --x and --y and draws what comes of it as a
heat map, one panel for each optimizer and schedule with one colour bar: the
best cell has a star, diverged ones are hatched. Without --y it is a curve.
Where it is known, the edge of stability is drawn: 2/λ for gradient descent and
(2 + 2 β)/λ with momentum, for the largest curvature λ at the lowest minimum.

Several SURFACES make a page of maps. The figure goes to
out/<surface>-sweep.png, or to each -o. The columns of --data
are the two keys and loss,diverged,steps, after optimizer,schedule where there
are several panels. loss is empty where the cell diverged, or steps where it
never came to --metric steps:TOL; with --seeds, diverged counts those that did.
With --tune, lr follows, the best rate of the cell, and a curve has no star.

Ctrl-C leaves no file. With --resume, what is done is kept in FILE.csv.part, and
the same command goes on from there, or from a FILE.csv that lacks rows. It
refuses rows that somebody has changed.`,
		Example: `  optviz sweep --optimizer adam --x lr=1e-4:1:log:64 --y beta1=0:0.99:64
  optviz sweep ravine:kappa=25 --optimizer sgd --x lr=.004:.1:log --metric steps:1e-6
  optviz sweep ravine --optimizer momentum --x lr=.002:.12:lin --y momentum=0:.98 --metric rate
  optviz sweep ravine --optimizer adam --schedule constant --schedule cosine --noise 1 --seeds 20
  optviz sweep beale --optimizer momentum:lr=.01 --x x1=-4:4 --y x2=-2:3 -o starts.svg
  optviz sweep line1000 --optimizer sgd --x lr=.01:2:log:16 --y batch=1/10/100/1000 --steps 100
  optviz sweep --optimizer adam --y beta2=.9:.999:16 --data map.csv -o map.png --resume
  optviz sweep --y x1=-2:2:16 --shard 2/4 --data part-2.csv`,
		Args:              someSurfaces,
		ValidArgsFunction: completeSurfaces,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.name = surfaceNames(args)
			return ofSurfaces(args, makeMap(cmd, described(args), o))
		},
	}
	described = sweepFigure(cmd)
	o.declare(cmd)
	completeNotes(cmd)
	cmd.RegisterFlagCompletionFunc("x", completeAxis)
	cmd.RegisterFlagCompletionFunc("y", completeAxis)
	cmd.RegisterFlagCompletionFunc("metric", completeMetric)
	cmd.RegisterFlagCompletionFunc("over", cobra.FixedCompletions(document.Overs, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// sweepFigure declares the flags of what sweep draws, and returns what makes a
// document of them and the arguments.
func sweepFigure(cmd *cobra.Command) func(args []string) document.Document {
	s := document.DefaultSweep()
	s.Grammar = measure.Texts{}
	s.SweepFlags(cmd.Flags())
	var axes document.AxesSpec
	axes.AxisFlags(cmd.Flags(), document.AxesOfSweep)
	axes.NoteFlags(cmd.Flags(), false)
	mapFlags(cmd, &s.Spec)
	columns := declareColumns(cmd)
	return func(args []string) document.Document {
		d := s.Document()
		d.AxesSpec = axes
		return d.OnSurfaces(args, *columns)
	}
}

// completeAxis completes the key of --x and --y: of the optimizers and schedules
// that are on the line already.
func completeAxis(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	rules, _ := cmd.Flags().GetStringArray("optimizer")
	schedules, _ := cmd.Flags().GetStringArray("schedule")
	var all []string
	for _, key := range sweep.AxisKeys(rules, schedules) {
		all = offer(all, "", typed, key+"=", "")
	}
	return all, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// completeMetric completes --metric.
func completeMetric(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	var all []string
	for _, m := range document.Metrics {
		name, _, more := strings.Cut(m, ":")
		if more {
			name += ":"
		}
		all = offer(all, "", typed, name, "")
	}
	return all, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}
