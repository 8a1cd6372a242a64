package main

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/spec"
)

// dataFile is where the numbers of a figure go, and beside them what they are made from.
type dataFile struct {
	path string
	from string // the file that the figure is described in, which stays as it is; "" for none
}

// declare declares the flag.
func (f *dataFile) declare(cmd *cobra.Command) {
	cmd.Flags().Var((*once)(&f.path), "data", "also write the numbers that are drawn to `FILE`.csv or .json, with FILE.spec.yaml beside it for optviz render, or CSV to - for stdout; without -o, only them")
	cmd.MarkFlagFilename("data", spec.DataFormats...)
}

// once is a text that a flag may give once.
type once string

func (o *once) String() string { return string(*o) }
func (o *once) Type() string   { return "string" }

func (o *once) Set(text string) error {
	if *o != "" {
		return fmt.Errorf("%s is given already", *o)
	}
	*o = once(text)
	return nil
}

// target is where the numbers go; ok is false where they are not wanted.
func (f dataFile) target(images []target) (t target, ok bool, err error) {
	switch {
	case f.path == "":
		return t, false, nil
	case f.path == "-" && slices.ContainsFunc(images, target.isStdout):
		return t, false, &spec.Error{Flag: "--data", Value: f.path, Err: errors.New("the figure goes to stdout already")}
	case f.path == "-":
		return target{path: "-", format: "csv"}, true, nil
	}
	if t, err = (outputFlags{}).target(f.path, spec.DataFormats); err != nil {
		return t, false, &spec.Error{Flag: "--data", Value: f.path, Err: err}
	}
	return t, true, nil
}

// sidecar is where what a table is made from goes: FILE.spec.yaml beside FILE.csv.
func sidecar(t target) target {
	return target{path: strings.TrimSuffix(t.path, filepath.Ext(t.path)) + ".spec.yaml", format: "yaml"}
}

// files are the targets of a drawing's numbers, and what goes there.
func (f dataFile) files(g *spec.Drawing) (ts []target, contents [][]byte, err error) {
	t, ok, err := f.target(nil)
	if err != nil || !ok {
		return nil, nil, err
	}
	table, err := g.Table()
	if err != nil {
		return nil, nil, &spec.Error{Flag: "--data", Value: f.path, Err: err}
	}
	var b bytes.Buffer
	if err := table.Encode(&b, t.format); err != nil {
		return nil, nil, err
	}
	ts, contents = []target{t}, [][]byte{b.Bytes()}
	if side := sidecar(t); !t.isStdout() && !samePath(side.path, f.from) {
		ts, contents = append(ts, side), append(contents, []byte(besides(g.Document, side)))
	}
	return ts, contents, nil
}

// besides is what a document is made from as a file beside others: the files that it
// names are found from there.
func besides(d spec.Document, at target) string {
	return d.Beside(func(path string) string {
		if filepath.IsAbs(path) {
			return path
		}
		dir, err := absolute(filepath.Dir(at.path))
		if err != nil {
			return path
		}
		whole, err := filepath.Abs(path)
		if err != nil {
			return path
		}
		if near, err := filepath.Rel(dir, whole); err == nil {
			return filepath.ToSlash(near)
		}
		return whole
	}).Source(version())
}
