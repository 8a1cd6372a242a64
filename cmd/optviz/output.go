package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/spec"
)

// target is where output goes: a file, or stdout as "-".
type target struct {
	path   string
	format string
	mkdir  bool // make the directory: it is ours, not one that the user named
}

// outputFlags are the flags that say where output goes.
type outputFlags struct {
	paths  []string
	format string
}

// declare declares the flags of a command that writes these formats.
func (o *outputFlags) declare(cmd *cobra.Command, formats []string) {
	list := strings.Join(formats, ", ")
	cmd.Flags().StringArrayVarP(&o.paths, "out", "o", nil, "`FILE` to write, repeatable; its extension is the format: "+list+"; - is stdout")
	cmd.Flags().StringVar(&o.format, "format", "", "`FORMAT` on stdout")
	cmd.MarkFlagFilename("out", formats...)
	cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
}

// targets resolves the flags; without -o the output goes to byDefault.
func (o outputFlags) targets(formats []string, byDefault target) ([]target, error) {
	if o.format != "" && !slices.Contains(formats, o.format) {
		return nil, &spec.Error{Flag: "--format", Value: o.format, Err: spec.Unknown("format", o.format, formats)}
	}
	if len(o.paths) == 0 {
		if o.format != "" {
			byDefault.format = o.format
		}
		if o.format != "" && byDefault.path != "-" {
			return nil, spec.Usage("--format %s is for -o -; the extension of a file is its format", o.format)
		}
		return []target{byDefault}, nil
	}
	var ts []target
	for i, path := range o.paths {
		t, err := o.target(path, formats)
		if err == nil && slices.ContainsFunc(ts, func(u target) bool { return samePath(u.path, path) }) {
			err = errors.New("is given twice")
		}
		if err != nil {
			return nil, &spec.Error{Flag: "--out", Value: o.paths[i], Err: err}
		}
		ts = append(ts, t)
	}
	if o.format != "" && !slices.Contains(o.paths, "-") {
		return nil, spec.Usage("--format %s is for -o -; the extension of a file is its format", o.format)
	}
	return ts, nil
}

// target resolves one path.
func (o outputFlags) target(path string, formats []string) (target, error) {
	if path == "-" {
		if o.format == "" {
			return target{}, fmt.Errorf("stdout needs --format: %s", strings.Join(formats, ", "))
		}
		return target{path: path, format: o.format}, nil
	}
	format := strings.ToLower(strings.TrimPrefix(filepath.Ext(path), "."))
	if format == "" {
		return target{}, fmt.Errorf("has no extension, which is the format: %s", strings.Join(formats, ", "))
	}
	if !slices.Contains(formats, format) {
		return target{}, spec.Unknown("format", format, formats)
	}
	return target{path: path, format: format}, nil
}

// samePath says whether two paths name one file, as far as their text tells.
func samePath(a, b string) bool {
	absA, errA := filepath.Abs(a)
	absB, errB := filepath.Abs(b)
	return errA == nil && errB == nil && absA == absB
}

// draft is a target being written: a temporary file beside the real one.
type draft struct {
	target
	*bufio.Writer
	file *os.File // nil on stdout
	real string   // the path that the file gets, symbolic links resolved; "" if it has it already
}

// drafts are targets that appear under their names only when all are whole.
type drafts []*draft

// open begins to write the targets. The caller commits or discards them.
func open(ts []target, stdout io.Writer) (drafts, error) {
	var ds drafts
	for _, t := range ts {
		d, err := t.open(stdout)
		if err != nil {
			ds.discard()
			return nil, cannotWrite(t.path, err)
		}
		ds = append(ds, d)
	}
	return ds, nil
}

// open begins to write one target.
func (t target) open(stdout io.Writer) (*draft, error) {
	if t.path == "-" {
		return &draft{target: t, Writer: buffer(stdout)}, nil
	}
	real, mode, err := t.resolve()
	if err != nil {
		return nil, err
	}
	if mode&fs.ModeType != 0 { // a device or a pipe: there is nothing to keep whole
		f, err := os.OpenFile(real, os.O_WRONLY, 0)
		return &draft{target: t, Writer: buffer(f), file: f}, err
	}
	if t.mkdir {
		if err := os.MkdirAll(filepath.Dir(real), 0o777); err != nil {
			return nil, err
		}
	}
	temp := filepath.Join(filepath.Dir(real), fmt.Sprintf(".optviz-%016x.tmp", rand.Uint64()))
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, err
	}
	d := &draft{target: t, Writer: buffer(f), file: f, real: real}
	if mode != 0 {
		if err := f.Chmod(mode.Perm()); err != nil {
			drafts{d}.discard()
			return nil, err
		}
	}
	return d, nil
}

// buffer collects what tables write a row at a time.
func buffer(w io.Writer) *bufio.Writer { return bufio.NewWriterSize(w, 1<<16) }

// resolve follows symbolic links, so that a link stays one, and gives the mode
// of a file that is already there, or 0.
func (t target) resolve() (string, fs.FileMode, error) {
	real, err := filepath.EvalSymlinks(t.path)
	if errors.Is(err, fs.ErrNotExist) {
		return t.path, 0, nil
	}
	if err != nil {
		return "", 0, err
	}
	info, err := os.Stat(real)
	if err != nil {
		return "", 0, err
	}
	if info.IsDir() {
		return "", 0, errors.New("is a directory")
	}
	return real, info.Mode(), nil
}

// commit completes the drafts and gives them their names.
func (ds drafts) commit() error {
	for _, d := range ds {
		if err := d.finish(); err != nil {
			return cannotWrite(d.path, err)
		}
	}
	for _, d := range ds {
		if d.real == "" {
			continue
		}
		if err := os.Rename(d.file.Name(), d.real); err != nil {
			return cannotWrite(d.path, err)
		}
		d.real = ""
	}
	return nil
}

// finish writes what is buffered.
func (d *draft) finish() error {
	if err := d.Flush(); err != nil || d.file == nil {
		return err
	}
	return d.file.Close()
}

// discard removes the drafts that were not committed.
func (ds drafts) discard() {
	for _, d := range ds {
		if d.file == nil {
			continue
		}
		d.file.Close()
		if d.real != "" {
			os.Remove(d.file.Name())
		}
	}
}

// cannotWrite names the path that the user gave, not that of a draft.
func cannotWrite(path string, err error) error {
	var pathErr *fs.PathError
	var linkErr *os.LinkError
	switch {
	case errors.As(err, &pathErr):
		err = pathErr.Err
	case errors.As(err, &linkErr):
		err = linkErr.Err
	}
	if path == "-" {
		path = "stdout"
	}
	return fmt.Errorf("cannot write %q: %w", path, err)
}

// report prints the paths written and more: on stdout, unless the output itself
// went there.
func report(cmd *cobra.Command, ts []target, more string) error {
	w := cmd.OutOrStdout()
	text := ""
	for _, t := range ts {
		if t.path == "-" {
			w = cmd.ErrOrStderr()
		} else {
			text += t.path + "\n"
		}
	}
	return emit(w, text+more)
}

// emit writes to stdout.
func emit(w io.Writer, text string) error {
	if _, err := io.WriteString(w, text); err != nil {
		return cannotWrite("-", err)
	}
	return nil
}

// await returns what f returns, or ctx's error as soon as ctx is cancelled; f
// then goes on unheard, and so must only compute.
func await[T any](ctx context.Context, f func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		v, err := f()
		done <- result{v, err}
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}

// note tells the user something on stderr.
func note(cmd *cobra.Command, texts ...string) {
	for _, t := range texts {
		fmt.Fprintln(cmd.ErrOrStderr(), "optviz:", t)
	}
}
