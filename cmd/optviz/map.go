package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/spec"
	"github.com/optviz/optviz/cmd/internal/unfinished"
	"github.com/optviz/optviz/render"
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
func mapFlags(cmd *cobra.Command, s *spec.Spec, without ...string) {
	s.MapFlags(cmd.Flags(), without...)
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

// figure is how a map looks and where it goes.
func (o mapOptions) figure(m *spec.Map) (render.Style, outputs, error) {
	style, err := m.Style()
	if err != nil {
		return style, outputs{}, err
	}
	out, err := o.outputs(mapPath(m))
	return style, out, err
}

// checkShard checks the flags that go with --shard and --resume.
func (o mapOptions) checkShard(s spec.Shard, cells int) error {
	switch {
	case o.resume && (o.data.path == "" || o.data.path == "-"):
		return spec.Usage("--resume needs a --data file to go on from")
	case (o.resume || s.N > 0) && strings.EqualFold(filepath.Ext(o.data.path), ".json"):
		return &spec.Error{Flag: "--data", Value: o.data.path, Err: errors.New("what is to go on or to be joined is CSV")}
	case s.N == 0:
		return nil
	case o.data.path == "":
		return &spec.Error{Flag: "--shard", Value: o.shard, Err: errors.New("needs a --data file: a part is joined with the others by optviz merge")}
	case len(o.out.paths) > 0 || o.out.format != "":
		return &spec.Error{Flag: "--shard", Value: o.shard, Err: errors.New("a part has no figure: optviz merge draws that of all, so leave out -o")}
	case s.N > cells:
		return &spec.Error{Flag: "--shard", Value: o.shard, Err: fmt.Errorf("there are %d cells only, fewer than shards", cells)}
	}
	return nil
}

// makeMap checks everything, computes, draws, and only then writes.
func makeMap(cmd *cobra.Command, s spec.MapSpec, o mapOptions) error {
	ctx := cmd.Context()
	s.Version = version()
	shard, err := spec.ParseShard(o.shard, os.Getenv)
	if err != nil {
		return err
	}
	m, err := s.Map(ctx)
	if err != nil {
		return err
	}
	style, out, err := o.figure(m)
	if err != nil {
		return err
	}
	if err := o.checkShard(shard, m.Cells()); err != nil {
		return err
	}
	if o.spec {
		return emit(cmd.OutOrStdout(), string(s.Document().YAML()))
	}
	if !o.quiet {
		note(cmd, m.Notes...)
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
	if err := writeMap(ctx, m, style, shard, out, cmd.OutOrStdout()); err != nil {
		return err
	}
	if err := side.remove(); err != nil {
		return err
	}
	return report(cmd, out.all(), "")
}

// mapPath is where the figure of a map goes unasked.
func mapPath(m *spec.Map) string {
	return filepath.Join("out", m.Meta.Name+"-"+m.Spec.Kind+".png")
}

// writeMap draws the map and writes it; no file changes before all are whole.
func writeMap(ctx context.Context, m *spec.Map, style render.Style, shard spec.Shard, out outputs, stdout io.Writer) error {
	images, err := drawMap(ctx, m, style, out.images)
	if err != nil {
		return err
	}
	ds, err := open(ctx, out.all(), stdout)
	if err != nil {
		return err
	}
	defer ds.discard()
	for i, d := range ds {
		switch {
		case i < len(images):
			_, err = d.Write(images[i])
		case d.format == "yaml":
			_, err = d.WriteString(besides(m.Spec.Document(), d.target))
		case d.format == "json":
			err = m.Table().Encode(d, "json")
		default:
			err = writeRows(ctx, d, m, m.CellsOf(shard), shard.N > 0)
		}
		if err != nil {
			return err
		}
	}
	return ds.commit()
}

// drawMap makes the figure and encodes it for each target.
func drawMap(ctx context.Context, m *spec.Map, style render.Style, ts []target) ([][]byte, error) {
	if len(ts) == 0 {
		return nil, nil
	}
	figure, err := m.Draw(style)
	if err != nil {
		return nil, spec.Undrawable("the map", err, m.Spec.Size, style.DPI)
	}
	return encode(ctx, figure, m.Spec.Document(), ts)
}

// writeRows writes a map's numbers.
func writeRows(ctx context.Context, d *draft, m *spec.Map, cells []int, part bool) error {
	w, err := m.Writer(d, part)
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

// sideFile holds the rows that are done while others are still computed: beside
// the file that they go to in the end, NAME.csv.part beside NAME.csv. It is a part
// of the map, whatever it becomes a part of. The zero value writes nothing.
type sideFile struct {
	path string
	file *os.File
	w    *spec.MapWriter
}

// goOn takes over what is there of a map, and begins its side file.
func (o mapOptions) goOn(ctx context.Context, m *spec.Map, shard spec.Shard) (*sideFile, error) {
	if !o.resume {
		return &sideFile{}, nil
	}
	side := &sideFile{path: o.data.path + ".part"}
	for _, path := range []string{o.data.path, side.path} {
		if err := takeOver(ctx, m, shard, path); err != nil {
			return nil, &spec.Error{Flag: "--resume", Value: path, Err: err}
		}
	}
	return side, cannotWriteIf(side.path, side.begin(ctx, m))
}

// takeOver loads the rows of a file, if there is one. It refuses those of another
// shard, which the file would lose.
func takeOver(ctx context.Context, m *spec.Map, shard spec.Shard, path string) error {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !bytes.Contains(data, []byte("\n")) {
		return nil // no whole line
	}
	if err != nil {
		return err
	}
	rows, err := spec.ReadRows(path, data)
	if err != nil {
		return err
	}
	if err := rows.Of(m.Spec); err != nil {
		return err
	}
	cells, err := m.Load(rows, nil)
	if err != nil {
		return err
	}
	for _, c := range cells {
		if !shard.Has(c) {
			return fmt.Errorf("has %s, which is not of shard %s: each shard needs a file of its own", m.At(c), shard)
		}
	}
	return m.Verify(ctx, cells)
}

// begin writes what is known to a new side file, which takes the place of an old
// one when it is whole.
func (s *sideFile) begin(ctx context.Context, m *spec.Map) error {
	work := unfinished.Of(ctx)
	f, err := work.Create(s.path)
	if err != nil {
		return err
	}
	defer work.Discard(f)
	s.file = f.File
	if s.w, err = m.Writer(namedWriter{s.path, f}, true); err == nil {
		err = s.w.Write(m.Known())
	}
	if err == nil {
		_, err = work.Name([]*unfinished.Draft{f}, []string{s.path})
	}
	return err
}

// write adds the rows of cells.
func (s *sideFile) write(cells []int) error {
	if s.w == nil {
		return nil
	}
	return cannotWriteIf(s.path, s.w.Write(cells))
}

// close closes the file, which stays.
func (s *sideFile) close() {
	if s.file != nil {
		s.file.Close()
	}
}

// remove removes the file: all is in its place.
func (s *sideFile) remove() error {
	if s.file == nil {
		return nil
	}
	return os.Remove(s.path)
}

// cannotWriteIf is cannotWrite of an error.
func cannotWriteIf(path string, err error) error {
	if err == nil {
		return nil
	}
	return cannotWrite(path, err)
}
