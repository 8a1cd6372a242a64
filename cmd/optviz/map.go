package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
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

// mapOptions holds the flags of sweep and basins that say nothing of the map itself.
type mapOptions struct {
	makingFlags
	shard  string
	resume bool
	name   string // of the file of a page of maps, unasked
}

// dataFormats lists the formats of a shard.
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
	completeAppearance(cmd)
	completeAxes(cmd)
	completeRunFlags(cmd)
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

// checkShardAxes refuses what is asked of the axes of a part, and notes on it.
func checkShardAxes(s sweep.Shard, a document.AxesSpec) error {
	given := a.Given()
	if s.N == 0 || len(given) == 0 {
		return nil
	}
	return catalog.Blame(given[0].Flag, given[0].Value, errors.New("a part has no figure: give it to optviz merge, which draws that of all"))
}

// makeMap makes the figure of a map, and its numbers.
func makeMap(cmd *cobra.Command, d document.Document, o mapOptions) error {
	if len(d.Figures) > 0 {
		return o.makePage(cmd, d)
	}
	d.Version, d.Arithmetic = version(), portable.Arithmetic()
	var err error
	if o.data.shard, err = sweep.ParseShard(o.shard, os.Getenv); err != nil {
		return err
	}
	g, err := resolveMap(cmd.Context(), d)
	if err != nil {
		return err
	}
	side := &sideFile{}
	defer func() { side.close() }()
	m := o.making(cmd, d)
	m.check = func(g *drawing.Drawing, _ []target) error {
		return cmp.Or(o.checkShard(o.data.shard, g.Grid().Cells()), checkShardAxes(o.data.shard, d.AxesSpec))
	}
	m.compute = func(ctx context.Context, g *drawing.Drawing, _ []target) error {
		if !o.quiet {
			note(cmd, o.interrupted()...)
		}
		if side, err = o.goOn(ctx, g.Grid(), o.data.shard); err != nil {
			side = &sideFile{}
			return err
		}
		return o.compute(cmd, g, side)
	}
	m.written = func() error { return side.remove() }
	return m.makeOf(g)
}

// makePage makes a page of the maps of several surfaces, and their numbers.
func (o mapOptions) makePage(cmd *cobra.Command, d document.Document) error {
	if o.resume || o.shard != "" {
		return catalog.Usage("--resume and --shard are of the map of one surface; this is a page of %d", len(d.Figures))
	}
	m := o.making(cmd, d)
	m.byDefault = func(*drawing.Drawing) target {
		return target{path: filepath.Join("out", o.name+"-"+d.Figures[0].Kind+".png"), format: "png"}
	}
	return m.make(d)
}

// resolveMap resolves a map. Its files tell the axes that were picked for it.
func resolveMap(ctx context.Context, d document.Document) (*drawing.Drawing, error) {
	g, err := drawing.Resolve(ctx, d, measure.Texts{})
	if err == nil {
		g.Document.GridSpec = g.Grid().Spec
	}
	return g, err
}

// making returns how files of a map are made.
func (o mapOptions) making(cmd *cobra.Command, d document.Document) making {
	return making{
		cmd: cmd, makingFlags: o.makingFlags, given: d, formats: render.Formats(), images: drawPages,
		byDefault: func(g *drawing.Drawing) target {
			return target{path: filepath.Join("out", g.Plan.Meta.Name+"-"+d.Kind+".png"), format: "png"}
		},
	}
}

// compute computes the cells that are missing, and keeps them in the side file.
func (o mapOptions) compute(cmd *cobra.Command, g *drawing.Drawing, side *sideFile) error {
	ctx, m := cmd.Context(), g.Grid()
	todo := m.Missing(o.data.shard)
	bar := newProgress(cmd.ErrOrStderr(), len(todo), "cells", o.quiet)
	defer bar.close()
	defer unfinished.Of(ctx).AtUndo(bar.close)()
	err := m.Compute(ctx, todo, func(cells []int) error {
		bar.add(len(cells))
		return side.write(cells)
	})
	if err != nil || o.data.shard.N > 0 { // whose other cells are not known
		return err
	}
	return g.Compute(ctx, nil) // the texts that measure
}

// interrupted returns a note where an interrupted command has left rows that this one
// makes again.
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

// cannotWriteIf names the path in an error of writing; nil stays nil.
func cannotWriteIf(path string, err error) error {
	if err == nil {
		return nil
	}
	return cannotWrite(path, err)
}
