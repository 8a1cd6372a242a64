package main

import (
	"context"
	"fmt"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/cmd/internal/tabular"
	"github.com/optviz/optviz/optimizers"
)

// traceOptions holds the flags of trace that say nothing of the runs.
type traceOptions struct {
	out   outputFlags
	allX  bool
	quiet bool
}

// traceCommand returns the command optviz trace.
func traceCommand() *cobra.Command {
	s := document.Default()
	var o traceOptions
	cmd := &cobra.Command{
		Use:   "trace [SURFACE]",
		Short: "Print runs as CSV or JSON",
		Long: `trace prints the runs that plot draws as data, on stdout or to each -o.

CSV has one row for each iterate k = 0..K of each run:
  run,optimizer,schedule,step,lr,loss,grad_norm,x1,x2,...
optimizer and schedule are as they were asked for, run counts from 1, and lr is
that of the step that follows: it is empty in a run's last row. Where there is a
validation loss, val_loss follows grad_norm; with several --batch and --seeds,
the columns batch and replicate follow schedule.

JSON is an array of runs, each with its rows under the same names and its
verdict. In pandas: json_normalize(runs, "rows", ["run", "optimizer"]).`,
		Example: `  optviz trace --optimizer adam:lr=0.1 --steps 100
  optviz trace himmelblau --schedule cosine --steps 100 -o runs.csv -o runs.json
  optviz trace -f 'sum(i, 1, n, i*x[i]^2)' --param n=5 --optimizer adam:lr=0.1
  optviz trace sphere:n=5 --optimizer sgd:lr=0.1 --steps 20 --format json
  optviz trace --optimizer newton --steps 10 --noise 0.1 --seed 7 | head -n 5`,
		Args:              atMostOneSurface,
		ValidArgsFunction: completeSurface,
		RunE: func(cmd *cobra.Command, args []string) error {
			s.Surface = strings.Join(args, "") // at most one
			return trace(cmd, s, o)
		},
	}
	s.RunFlags(cmd.Flags())
	o.out.declare(cmd, tabular.Formats)
	cmd.Flags().BoolVar(&o.allX, "all-x", false, "print all coordinates above 16 dimensions, too")
	cmd.Flags().BoolVarP(&o.quiet, "quiet", "q", false, "no notes on stderr")
	completeRunFlags(cmd)
	return cmd
}

// trace checks everything and then streams the runs.
func trace(cmd *cobra.Command, s document.Spec, o traceOptions) error {
	plan, err := runs.PlanOf(cmd.Context(), s)
	if err != nil {
		return err
	}
	if err := runs.CheckNoPlane(s, plan.Meta); err != nil {
		return err
	}
	if err := plan.CheckSeeds(); err != nil {
		return err
	}
	targets, err := o.out.targets(tabular.Formats, target{path: "-", format: "csv"})
	if err != nil {
		return err
	}
	if err := checkKept(cmd.Context(), targets, dataFile{}.kept(document.GridSpec{Spec: s}.Document())); err != nil {
		return err
	}
	if o.allX && plan.Meta.Dim <= tabular.MaxCoordinates {
		plan.Notes = append(plan.Notes, fmt.Sprintf("--all-x has no effect: up to %d dimensions all coordinates are printed", tabular.MaxCoordinates))
	}
	has := columns{coordinates: plan.Meta.Dim, batch: len(s.Batches) > 1, replicate: plan.Seeds > 1, validation: plan.Validation != nil}
	if has.coordinates > tabular.MaxCoordinates && !o.allX {
		has.coordinates = 0
		plan.Notes = append(plan.Notes, fmt.Sprintf("more than %d dimensions: --all-x prints the coordinates", tabular.MaxCoordinates))
	}
	if !o.quiet {
		note(cmd, append(plan.Notes, runs.IdleOfRuns(s, plan)...)...)
	}
	ds, err := open(cmd.Context(), targets, cmd.OutOrStdout())
	if err != nil {
		return err
	}
	defer ds.discard()
	var ts tables
	for _, d := range ds {
		ts = append(ts, newTable(d, has))
	}
	if err := ts.stream(cmd.Context(), plan); err != nil {
		return err
	}
	if err := ds.commit(); err != nil {
		return err
	}
	return report(cmd, targets, "")
}

// table is a format that rows are written in, one at a time.
type table interface {
	begin(number int, r runs.Run) error
	row(s optimizers.State) error
	end(v optimizers.Verdict) error
	close() error
}

// newTable writes a table in the draft's format.
func newTable(d *draft, has columns) table {
	if d.format == "json" {
		return &jsonTable{w: d, has: has, keys: tabular.Keys(has.ofRow())}
	}
	return &csvTable{w: d, has: has}
}

// tables holds tables that are written side by side.
type tables []table

// each does something with each table, up to the first error.
func (ts tables) each(do func(table) error) error {
	for _, t := range ts {
		if err := do(t); err != nil {
			return err
		}
	}
	return nil
}

// stream makes the runs and their replicates one after the other, a row at a time.
func (ts tables) stream(ctx context.Context, plan runs.Plan) error {
	for i, r := range plan.Runs {
		for range plan.Seeds {
			if err := ts.one(ctx, i+1, r); err != nil {
				return err
			}
			r.Replicate++
		}
	}
	return ts.each(table.close)
}

// one makes one run.
func (ts tables) one(ctx context.Context, number int, r runs.Run) error {
	if err := ts.each(func(t table) error { return t.begin(number, r) }); err != nil {
		return err
	}
	verdict, err := ts.rows(ctx, r)
	if err != nil {
		return err
	}
	return ts.each(func(t table) error { return t.end(verdict) })
}

// rows makes the rows of one run. It holds one iterate back: only when the run has ended
// is it known which was the last, whose lr led nowhere.
func (ts tables) rows(ctx context.Context, r runs.Run) (optimizers.Verdict, error) {
	var held *optimizers.State
	flush := func() error {
		if held == nil {
			return nil
		}
		return ts.each(func(t table) error { return t.row(*held) })
	}
	verdict, err := r.Each(ctx, func(s optimizers.State) error {
		if err := flush(); err != nil {
			return err
		}
		if held == nil {
			held = new(optimizers.State)
		}
		s.X = append(held.X[:0], s.X...) // the loop's own
		*held = s
		return nil
	})
	if err != nil {
		return verdict, err
	}
	if held != nil {
		held.LR = math.NaN()
	}
	return verdict, flush()
}
