package main

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/surfaces/data"
)

// dataFile is where the numbers of a figure go, and beside them what they are made from.
type dataFile struct {
	path string
	from string // the YAML file that the figure is described in, which stays as it is; "" for none
}

// declare declares the flag.
func (f *dataFile) declare(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.path, "data", "", "also write the numbers that are drawn to `FILE`.csv or .json, with FILE.spec.yaml beside it for optviz render, or CSV to - for stdout; without -o, only them")
	cmd.MarkFlagFilename("data", drawing.DataFormats...)
}

// target is where the numbers go; ok is false where they are not wanted.
func (f dataFile) target(images []target) (t target, ok bool, err error) {
	switch {
	case f.path == "":
		return t, false, nil
	case f.path == "-" && slices.ContainsFunc(images, target.isStdout):
		return t, false, &catalog.Error{Flag: "--data", Value: f.path, Err: errors.New("the figure goes to stdout already")}
	case f.path == "-":
		return target{path: "-", format: "csv"}, true, nil
	}
	if t, err = (outputFlags{}).target(f.path, drawing.DataFormats); err != nil {
		return t, false, &catalog.Error{Flag: "--data", Value: f.path, Err: err}
	}
	return t, true, nil
}

// sidecar is where what a table is made from goes: FILE.spec.yaml beside FILE.csv.
func sidecar(t target) target {
	return target{path: strings.TrimSuffix(t.path, filepath.Ext(t.path)) + ".spec.yaml", format: "yaml"}
}

// besideIt is where what the numbers are made from goes: nowhere where they go to
// stdout, or where the figure is described in that very file.
func (f dataFile) besideIt(t target) []target {
	if side := sidecar(t); !t.isStdout() && !samePath(side.path, f.from) {
		return []target{side}
	}
	return nil
}

// inputs are the files that a drawing is made from and that stay as they are. A figure
// is none of them: it may be drawn again in its place, with what it is made from within.
func (f dataFile) inputs(d document.Document) []string {
	files := d.Files()
	for _, path := range d.Files() {
		files = append(files, data.LabelsBeside(path))
	}
	if f.from != "" && slices.Contains(specFormats, extension(f.from)) {
		files = append(files, f.from)
	}
	return files
}

// files are the targets of a drawing's numbers, and what goes there.
func (f dataFile) files(ctx context.Context, g *drawing.Drawing) (ts []target, contents [][]byte, err error) {
	t, ok, err := f.target(nil)
	if err != nil || !ok {
		return nil, nil, err
	}
	table, err := g.Table()
	if err != nil {
		return nil, nil, &catalog.Error{Flag: "--data", Value: f.path, Err: err}
	}
	var b bytes.Buffer
	if err := table.Encode(ctx, &b, t.format); err != nil {
		return nil, nil, err
	}
	ts, contents = []target{t}, [][]byte{b.Bytes()}
	for _, side := range f.besideIt(t) {
		ts, contents = append(ts, side), append(contents, []byte(besides(g.Document, side)))
	}
	return ts, contents, nil
}

// besides is what a document is made from as a file beside others: the files that it
// names are found from there.
func besides(d document.Document, at target) string {
	return d.Beside(func(path string) string {
		if filepath.IsAbs(path) {
			return path
		}
		return fromDirectory(filepath.Dir(at.path), path)
	}).Source(version())
}

// within is what a document is made from as a figure holds it. Who gets the figure is
// not told where files lie on this machine: paths are from the figure's directory, and
// where the two have no directory in common the name alone is left.
func within(d document.Document, at target) string {
	return d.Beside(func(path string) string {
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
