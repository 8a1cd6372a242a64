package main

import (
	"cmp"
	"context"
	"errors"
	"hash/crc32"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/sweep"
	"github.com/optviz/optviz/cmd/internal/tabular"
	"github.com/optviz/optviz/surfaces/data"
)

// dataFile is where the numbers of a figure go, and beside them what they are made from.
type dataFile struct {
	path   string
	from   string      // the YAML file that the figure is described in, which stays as it is; "" for none
	shard  sweep.Shard // that the numbers are of, of a map
	inputs []string    // further files that the command reads
}

// declare declares the flag.
func (f *dataFile) declare(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.path, "data", "", "also write the numbers that are drawn to `FILE`.csv or .json, with FILE.spec.yaml beside it for optviz render, or CSV to - for stdout; without -o, only them")
	cmd.MarkFlagFilename("data", tabular.Formats...)
}

// target returns where the numbers go; ok is false where no numbers are wanted.
func (f dataFile) target(images []target) (t target, ok bool, err error) {
	switch {
	case f.path == "":
		return t, false, nil
	case f.path == "-" && slices.ContainsFunc(images, target.isStdout):
		return t, false, &catalog.Error{Flag: "--data", Value: f.path, Err: errors.New("the figure goes to stdout already")}
	case f.path == "-":
		return target{path: "-", format: "csv"}, true, nil
	}
	if t, err = (outputFlags{}).target(f.path, tabular.Formats); err != nil {
		return t, false, &catalog.Error{Flag: "--data", Value: f.path, Err: err}
	}
	return t, true, nil
}

// sidecar returns the target of the YAML that a table can be made from again:
// FILE.spec.yaml beside FILE.csv.
func sidecar(t target) target {
	return target{path: strings.TrimSuffix(t.path, filepath.Ext(t.path)) + ".spec.yaml", format: "yaml"}
}

// besideIt returns where the file of what the numbers are made from goes: nowhere where
// they go to stdout, are a shard, or are of a figure that is described in that very file.
func (f dataFile) besideIt(t target) []target {
	if side := sidecar(t); !t.isStdout() && f.shard.N == 0 && !samePath(side.path, f.from) {
		return []target{side}
	}
	return nil
}

// kept returns the files that a drawing is made from and that stay as they are. A figure
// is none of them: it may be drawn again in its place, with what it is made from within.
func (f dataFile) kept(d document.Document) []string {
	files := append(d.Files(), f.inputs...)
	for _, path := range d.Files() {
		files = append(files, data.LabelsBeside(path))
	}
	if f.from != "" && slices.Contains(specFormats, extension(f.from)) {
		files = append(files, f.from)
	}
	return files
}

// files returns the files of a drawing's numbers, and of what these are made from.
func (f dataFile) files(ctx context.Context, g *drawing.Drawing) ([]file, error) {
	t, ok, err := f.target(nil)
	if err != nil || !ok {
		return nil, err
	}
	if g.Grid() != nil && t.format == "csv" {
		return f.rows(ctx, g, t), nil
	}
	table, err := g.Table()
	if err != nil {
		return nil, &catalog.Error{Flag: "--data", Value: f.path, Err: err}
	}
	return tableFiles(ctx, g, table, t, f.besideIt(t)), nil
}

// tableFiles returns the file of a drawing's table, and the file of what the table is made
// from.
func tableFiles(ctx context.Context, g *drawing.Drawing, table tabular.Table, t target, beside []target) []file {
	all := []file{{t, func(w io.Writer) error { return table.Encode(ctx, w, t.format) }}}
	for _, side := range beside {
		all = append(all, fileOf(side, []byte(besides(g.Document, side))))
	}
	return all
}

// rows returns the files of a map's cells: what lies beside them has their checksum.
func (f dataFile) rows(ctx context.Context, g *drawing.Drawing, t target) []file {
	sum := crc32.New(sweep.Castagnoli)
	all := []file{{t, func(w io.Writer) error { return writeRows(ctx, io.MultiWriter(w, sum), g.Grid(), f.shard) }}}
	for _, side := range f.besideIt(t) {
		all = append(all, file{side, func(w io.Writer) error {
			_, err := io.WriteString(w, besides(g.Document, side)+rowsMark(sum.Sum32()))
			return err
		}})
	}
	return all
}

// writeRows writes the cells of a map's shard.
func writeRows(ctx context.Context, to io.Writer, m *sweep.Grid, shard sweep.Shard) error {
	w, err := m.NewWriter(to, shard.N > 0)
	if err != nil {
		return err
	}
	const often = 4096 // rows, a few milliseconds
	for some := range slices.Chunk(m.CellsOf(shard), often) {
		if err := cmp.Or(ctx.Err(), w.Write(some)); err != nil {
			return err
		}
	}
	return nil
}

// besides returns the YAML of a document as a file beside others: paths in the YAML are
// from the directory of that file.
func besides(d document.Document, at target) string {
	return d.MapFiles(func(path string) string {
		if filepath.IsAbs(path) {
			return path
		}
		return fromDirectory(filepath.Dir(at.path), path)
	}).Source(version())
}

// within returns the YAML of a document that a figure holds. Paths in the YAML are from
// the figure's directory, so that they do not tell where files lie on this machine; where
// the two have no directory in common the name alone is left.
func within(d document.Document, at target) string {
	return d.MapFiles(func(path string) string {
		near := fromDirectory(filepath.Dir(at.path), path)
		if filepath.IsAbs(near) || climbsToRoot(filepath.Dir(at.path), near) {
			return filepath.Base(path)
		}
		return near
	}).Source(version())
}

// fromDirectory makes a path one from a directory, with slashes, which is absolute where
// there is no way between the two.
func fromDirectory(dir, path string) string {
	dir, err := absolute(dir)
	if err != nil {
		return path
	}
	whole, err := absolute(filepath.Dir(path))
	if err != nil {
		return path
	}
	whole = filepath.Join(whole, filepath.Base(path))
	if near, err := filepath.Rel(dir, whole); err == nil {
		return filepath.ToSlash(near)
	}
	return whole
}

// climbsToRoot reports whether a path from a directory leads through the root of the
// file system.
func climbsToRoot(dir, near string) bool {
	dir, err := absolute(dir)
	if err != nil {
		return true
	}
	up := 0
	for _, part := range strings.Split(near, "/") {
		if part == ".." {
			up++
		}
	}
	for range up {
		dir = filepath.Dir(dir)
	}
	return up > 0 && dir == filepath.Dir(dir)
}
