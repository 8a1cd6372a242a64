package main

import (
	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/measure"
)

// basinsCommand returns the command optviz basins.
func basinsCommand() *cobra.Command {
	var o mapOptions
	var described func(args []string) document.Document
	cmd := &cobra.Command{
		Use:   "basins [SURFACE...]",
		Short: "Map which critical point runs reach from where",
		Long: `basins starts a run at each point of a grid over the window and draws which
critical point it reaches, by colour, and how fast, by lightness; one panel for
each optimizer and schedule, with the share of the starts in per cent. Where
steps are random it draws how probable the likeliest point is, over --seeds.

A run has arrived when the norm of the gradient is at most --tol; it has reached
the nearest critical point that is --within so many widths of the window. Where
steps are random a run takes all of them, and counts for the minimum that
descent without noise reaches from its end.

Several SURFACES make a page of maps. The figure goes to
out/<surface>-basins.png, or to each -o. The columns of --data are
x1,x2,point,steps, after optimizer,schedule where there are several panels.
point counts from 1 as optviz inspect lists them, and on to known points outside
the window; it is 0 where a run reaches none, and -1 where it diverges. steps is
empty for these two. With --seeds, share and how many seeds end at1, at2, ...,
nowhere, diverged follow.

Ctrl-C leaves no file. With --resume, what is done is kept in FILE.csv.part, and
the same command goes on from there, or from a FILE.csv that lacks rows. It
refuses rows that somebody has changed.`,
		Example: `  optviz basins himmelblau --optimizer sgd:lr=0.001 --grid 201 --steps 3000
  optviz basins himmelblau --optimizer newton --optimizer saddle-free-newton --steps 100
  optviz basins six-hump-camel --optimizer momentum:lr=.02 --grid 320x160 --data basins.csv
  optviz basins double-well --optimizer sgd:lr=.1 --noise 1 --seeds 50 --grid 41 -o noisy.png`,
		Args:              someSurfaces,
		ValidArgsFunction: completeSurfaces,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.name = surfaceNames(args)
			return ofSurfaces(args, makeMap(cmd, described(args), o))
		},
	}
	described = basinsFigure(cmd)
	o.declare(cmd)
	completeNotes(cmd)
	for _, flag := range []string{"grid", "tol", "within"} {
		cmd.RegisterFlagCompletionFunc(flag, cobra.NoFileCompletions)
	}
	return cmd
}

// basinsFigure declares the flags of what basins draws, and returns what makes a
// document of them and the arguments.
func basinsFigure(cmd *cobra.Command) func(args []string) document.Document {
	s := document.DefaultBasins()
	s.Grammar = measure.Texts{}
	var axes document.AxesSpec
	axes.AxisFlags(cmd.Flags(), document.AxesOfBasins)
	axes.NoteFlags(cmd.Flags(), false)
	mapFlags(cmd, &s.Spec, "start")
	s.BasinFlags(cmd.Flags())
	columns := declareColumns(cmd)
	return func(args []string) document.Document {
		d := s.Document()
		d.AxesSpec = axes
		return d.OnSurfaces(args, *columns)
	}
}
