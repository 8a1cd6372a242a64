package main

import (
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/measure"
	"github.com/optviz/optviz/cmd/internal/sweep"
	"github.com/optviz/optviz/cmd/internal/unfinished"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/surfaces/portable"
)

// mapOptions are the flags of sweep and basins that are no part of the map.
type mapOptions struct {
	out    outputFlags
	data   dataFile
	shard  string
	spec   bool
	resume bool
	quiet  bool
}

// dataFormats are the formats of a map's part.
var dataFormats = []string{"csv"}

// declare declares the flags.
func (o *mapOptions) declare(cmd *cobra.Command) {
	o.declareOutputs(cmd)
	cmd.Flags().BoolVar(&o.spec, "print-spec", false, "print the map as YAML for optviz render, and draw nothing")
	cmd.Flags().BoolVar(&o.resume, "resume", false, "go on from what --data holds already, and keep what is done in FILE.csv.part meanwhile")
	cmd.Flags().StringVar(&o.shard, "shard", "", "make part `I/N` only, every N-th cell, or auto: as a Slurm array or a Kubernetes Indexed Job says; optviz merge joins the parts")
	cmd.Flags().BoolVarP(&o.quiet, "quiet", "q", false, "no notes and no progress on stderr")
	cmd.RegisterFlagCompletionFunc("shard", cobra.FixedCompletions([]string{"auto"}, cobra.ShellCompDirectiveNoFileComp))
}

// declareOutputs declares the flags of where a map goes.
func (o *mapOptions) declareOutputs(cmd *cobra.Command) {
	o.out.declare(cmd, render.Formats())
	o.data.declare(cmd)
}

// mapFlags declares those of the flags of runs and figures that a map has, and
// completes them.
func mapFlags(cmd *cobra.Command, s *document.Spec, without ...string) {
	s.GridFlags(cmd.Flags(), without...)
	completeLooks(cmd)
	completeRunFlags(cmd)
}

// outputs are where a map goes.
type outputs struct {
	images []target
	data   []target // none, or the numbers and what they are made from
}

// all are the targets of both.
func (o outputs) all() []target { return append(o.images[:len(o.images):len(o.images)], o.data...) }

// outputs resolves the flags of the output; byDefault is the figure's path.
func (o mapOptions) outputs(byDefault string) (outputs, error) {
	var out outputs
	if o.data.path == "" || len(o.out.paths) > 0 || o.out.format != "" {
		var err error
		if out.images, err = o.out.targets(render.Formats(), target{path: byDefault, format: "png"}); err != nil {
			return out, err
		}
	}
	t, ok, err := o.data.target(out.images)
	if ok {
		out.data = []target{t}
	}
	if ok && !t.isStdout() && o.shard == "" {
		out.data = append(out.data, sidecar(t))
	}
	return out, err
}

// checkShard checks the flags that go with --shard and --resume.
func (o mapOptions) checkShard(s sweep.Shard, cells int) error {
	switch {
	case o.resume && (o.data.path == "" || o.data.path == "-"):
		return catalog.Usage("--resume needs a --data file to go on from")
	case (o.resume || s.N > 0) && strings.EqualFold(filepath.Ext(o.data.path), ".json"):
		return &catalog.Error{Flag: "--data", Value: o.data.path, Err: errors.New("what is to go on or to be joined is CSV")}
	case s.N == 0:
		return nil
	case o.data.path == "":
		return &catalog.Error{Flag: "--shard", Value: o.shard, Err: errors.New("needs a --data file: a part is joined with the others by optviz merge")}
	case len(o.out.paths) > 0 || o.out.format != "":
		return &catalog.Error{Flag: "--shard", Value: o.shard, Err: errors.New("a part has no figure: optviz merge draws that of all, so leave out -o")}
	case s.N > cells:
		return &catalog.Error{Flag: "--shard", Value: o.shard, Err: fmt.Errorf("there are %d cells only, fewer than shards", cells)}
	}
	return nil
}

// makeMap checks everything, computes, draws, and only then writes.
func makeMap(cmd *cobra.Command, s document.GridSpec, o mapOptions) error {
	ctx := cmd.Context()
	s.Version, s.Arithmetic = version(), portable.Arithmetic()
	shard, err := sweep.ParseShard(o.shard, os.Getenv)
	if err != nil {
		return err
	}
	g, err := drawing.Resolve(ctx, s.Document(), measure.Texts{})
	if err != nil {
		return err
	}
	m := g.Grid()
	out, err := o.outputs(mapPath(m))
	if err != nil {
		return err
	}
	if err := o.checkShard(shard, m.Cells()); err != nil {
		return err
	}
	if err := checkKept(ctx, out.all(), o.data.inputs(s.Document())); err != nil {
		return err
	}
	if o.spec {
		return printSpec(cmd, s.Document(), o.quiet)
	}
	if !o.quiet {
		note(cmd, append(m.Notes, o.interrupted()...)...)
	}
	side, err := o.goOn(ctx, m, shard)
	if err != nil {
		return err
	}
	defer side.close()
	todo := m.Missing(shard)
	bar := newProgress(cmd.ErrOrStderr(), len(todo), "cells", o.quiet)
	defer unfinished.Of(ctx).AtUndo(bar.close)()
	err = m.Compute(ctx, todo, func(cells []int) error {
		bar.add(len(cells))
		return side.write(cells)
	})
	bar.close()
	if err != nil {
		return err
	}
	if err := writeMap(ctx, g, shard, out, cmd.OutOrStdout()); err != nil {
		return err
	}
	if err := side.remove(); err != nil {
		return err
	}
	return report(cmd, out.all(), "")
}

// interrupted tells of the rows that an interrupted command has left, and this one makes
// again.
func (o mapOptions) interrupted() []string {
	if o.resume || o.data.path == "" || o.data.path == "-" {
		return nil
	}
	path, err := sidePath(o.data.path)
	if err != nil {
		return nil
	}
	if _, err := os.Stat(path); err != nil {
		return nil
	}
	return []string{path + " holds the rows of an interrupted command: --resume goes on from there"}
}

// mapPath is where the figure of a map goes unasked.
func mapPath(m *sweep.Grid) string {
	return filepath.Join("out", m.Meta.Name+"-"+m.Spec.Kind+".png")
}

// writeMap draws the map and writes it; no file changes before all are whole.
func writeMap(ctx context.Context, g *drawing.Drawing, shard sweep.Shard, out outputs, stdout io.Writer) error {
	m := g.Grid()
	source := m.Spec.Document()
	images, err := drawMap(ctx, g, source, out.images)
	if err != nil {
		return err
	}
	ds, err := open(ctx, out.all(), stdout)
	if err != nil {
		return err
	}
	defer ds.discard()
	mark := ""
	for i, d := range ds {
		switch {
		case i < len(images):
			_, err = d.Write(images[i])
		case d.format == "yaml": // it follows the numbers
			_, err = d.WriteString(besides(source, d.target) + mark)
		case d.format == "json":
			var table drawing.Table
			if table, err = g.Table(); err == nil {
				err = table.Encode(ctx, d, "json")
			}
		default:
			sum := crc32.New(sweep.Castagnoli)
			err = writeRows(ctx, d, io.MultiWriter(d, sum), m, m.CellsOf(shard), shard.N > 0)
			mark = rowsMark(sum.Sum32())
		}
		if err != nil {
			return err
		}
	}
	return ds.commit()
}

// drawMap makes the figure of a map, whose cells are known, and encodes it for each target.
func drawMap(ctx context.Context, g *drawing.Drawing, source document.Document, ts []target) ([][]byte, error) {
	if len(ts) == 0 {
		return nil, nil
	}
	if err := g.Compute(ctx, nil); err != nil {
		return nil, err
	}
	figure, err := g.Figure()
	if err != nil {
		return nil, err
	}
	return encode(ctx, figure, source, ts)
}

// writeRows writes a map's numbers.
func writeRows(ctx context.Context, d *draft, to io.Writer, m *sweep.Grid, cells []int, part bool) error {
	w, err := m.NewWriter(to, part)
	const often = 4096 // rows, a few milliseconds
	for some := range slices.Chunk(cells, often) {
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			err = w.Write(some)
		}
	}
	if err != nil && ctx.Err() == nil {
		return cannotWrite(d.path, err)
	}
	return err
}

// cannotWriteIf is cannotWrite of an error.
func cannotWriteIf(path string, err error) error {
	if err == nil {
		return nil
	}
	return cannotWrite(path, err)
}
