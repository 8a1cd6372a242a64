package main

import (
	"bytes"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/spec"
)

// dataFile is where the numbers of a figure go, and beside them what they are made from.
type dataFile struct{ path string }

// declare declares the flag.
func (f *dataFile) declare(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.path, "data", "", "also write the numbers that are drawn to `FILE`.csv or .json, with FILE.spec.yaml beside it for optviz render, or CSV to - for stdout; without -o, only them")
	cmd.MarkFlagFilename("data", spec.DataFormats...)
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
	if !t.isStdout() {
		ts, contents = append(ts, sidecar(t)), append(contents, []byte(g.Document.Source(version())))
	}
	return ts, contents, nil
}
