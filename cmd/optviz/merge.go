package main

import (
	"context"
	"errors"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/input"
	"github.com/optviz/optviz/cmd/internal/measure"
	"github.com/optviz/optviz/cmd/internal/sweep"
)

// mergeCommand returns the command optviz merge.
func mergeCommand() *cobra.Command {
	var o mapOptions
	var anywhere bool
	var axes document.AxesSpec
	cmd := &cobra.Command{
		Use:   "merge PART...",
		Short: "Join the parts of a sweep or a basin map",
		Long: `merge joins the files that sweep --shard and basins --shard have written, and
gives byte for byte what the command without --shard would. It refuses parts of
another map, version or kind of processor, rows that are not as they were
written, cells that are in two parts, and cells that are in none.

A part is a CSV with three columns in front: cell, the number of the cell from
0; map, which in the first row holds what the map is made from, as JSON, with
the version and the arithmetic it is made by; and sum, the row's checksum.`,
		Example: `  optviz sweep --shard 1/2 --data a.csv
  optviz sweep --shard 2/2 --data b.csv
  optviz merge ?.csv -o map.png`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return catalog.Usage("merge takes the parts of a map: optviz merge part-*.csv -o map.png")
			}
			return nil
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return dataFormats, cobra.ShellCompDirectiveFilterFileExt
		},
		RunE: func(cmd *cobra.Command, args []string) error { return merge(cmd, args, o, axes, anywhere) },
	}
	o.declareOutputs(cmd)
	axes.AxisFlags(cmd.Flags(), document.AxesOfSweep)
	axes.NoteFlags(cmd.Flags(), false)
	completeAxes(cmd)
	completeNotes(cmd)
	declareAnywhere(cmd, &anywhere)
	cmd.Flags().BoolVarP(&o.quiet, "quiet", "q", false, "no notes on stderr, of which merge has none: taken as by sweep and basins")
	return cmd
}

// merge joins the parts and writes the whole.
func merge(cmd *cobra.Command, paths []string, o mapOptions, axes document.AxesSpec, anywhere bool) error {
	parts, err := readParts(cmd.Context(), paths)
	if err != nil {
		return err
	}
	s, err := parts[0].Grid()
	if err != nil {
		return &catalog.Error{Flag: "PART", Value: paths[0], Err: err}
	}
	s.Grammar = measure.Texts{}
	if !anywhere {
		s.From = input.Below(filepath.Dir(paths[0]))
	}
	d := s.Document()
	d.AxesSpec = axes
	g, err := resolveMap(cmd.Context(), d)
	var wrong *catalog.Error
	if errors.As(err, &wrong) || errors.Is(err, input.ErrOutside) {
		err = &catalog.Error{Flag: "PART", Value: paths[0], Err: err}
	}
	if err != nil {
		return err
	}
	if err := join(g.Grid(), parts, paths); err != nil {
		return err
	}
	o.quiet, o.data.inputs = true, paths // the notes were those of the parts' commands
	m := o.making(cmd, g.Document)
	m.compute = func(ctx context.Context, g *drawing.Drawing, _ []target) error { return g.Compute(ctx, nil) }
	return m.makeOf(g)
}

// join gives a map the cells of its parts.
func join(m *sweep.Grid, parts []sweep.Rows, paths []string) error {
	owner := map[int]string{}
	for i, p := range parts {
		if _, err := m.Load(p, owner); err != nil {
			return &catalog.Error{Flag: "PART", Value: paths[i], Err: err}
		}
	}
	return m.Complete()
}

// readParts reads the files, all of one map.
func readParts(ctx context.Context, paths []string) ([]sweep.Rows, error) {
	var parts []sweep.Rows
	for _, path := range paths {
		data, err := input.Anywhere.ReadFile(ctx, path, input.Limit)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		err = withoutPath(err)
		var rows sweep.Rows
		if err == nil {
			rows, err = sweep.ReadRows(filepath.Base(path), data)
		}
		switch {
		case err != nil:
		case !rows.Part:
			err = errors.New("has no columns cell and map: it is no part; sweep --shard 1/4 writes one")
		case rows.Spec == "":
			err = errors.New("has no rows")
		case rows.Whole() != nil:
			err = rows.Whole()
		case len(parts) > 0:
			err = rows.Same(parts[0])
		}
		if err != nil {
			return nil, &catalog.Error{Flag: "PART", Value: path, Err: err}
		}
		parts = append(parts, rows)
	}
	return parts, nil
}
