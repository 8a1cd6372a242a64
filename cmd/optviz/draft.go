package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/cmd/internal/unfinished"
)

// draft is a target that is being written: a temporary file beside the real one.
type draft struct {
	target
	*bufio.Writer
	file  *os.File          // nil on stdout
	draft *unfinished.Draft // of the file; nil for devices and pipes
	real  string            // the path that the file gets, symbolic links resolved; "" if it has it already
	work  *unfinished.Work
}

// drafts holds targets whose files get their names only once all are complete.
type drafts []*draft

// open begins to write the targets. The caller commits or discards them.
func open(ctx context.Context, ts []target, stdout io.Writer) (drafts, error) {
	var ds drafts
	for _, t := range ts {
		d, err := t.open(ctx, stdout)
		if err != nil {
			ds.discard()
			return nil, cannotWrite(t.path, err)
		}
		ds = append(ds, d)
	}
	return ds, nil
}

// open begins to write one target.
func (t target) open(ctx context.Context, stdout io.Writer) (*draft, error) {
	if t.isStdout() {
		return &draft{target: t, Writer: buffer(stdout)}, nil
	}
	real, mode, err := t.resolve()
	if err != nil {
		return nil, err
	}
	if mode&fs.ModeType != 0 { // a device or a pipe: there is nothing to keep whole
		f, err := os.OpenFile(real, os.O_WRONLY, 0) // a pipe opens when it has a reader
		return &draft{target: t, Writer: buffer(namedWriter{t.path, f}), file: f}, err
	}
	work := unfinished.Of(ctx)
	temp, err := work.Create(real)
	if err != nil {
		return nil, err
	}
	d := &draft{target: t, Writer: buffer(namedWriter{t.path, temp.File}), file: temp.File, draft: temp, real: real, work: work}
	if mode != 0 {
		if err := temp.Chmod(mode.Perm()); err != nil {
			drafts{d}.discard()
			return nil, err
		}
	}
	return d, nil
}

// buffer returns a buffer of 64 KiB, since tables write one row at a time.
func buffer(w io.Writer) *bufio.Writer { return bufio.NewWriterSize(w, 1<<16) }

// resolve follows symbolic links, so that a link stays a link. It returns the real path and
// the mode of the existing file, or 0 if there is none.
func (t target) resolve() (string, fs.FileMode, error) {
	real, err := resolveLinks(t.path)
	if err != nil {
		return "", 0, err
	}
	info, err := os.Stat(real)
	if errors.Is(err, fs.ErrNotExist) {
		return real, 0, nil
	}
	if err != nil {
		return "", 0, err
	}
	if info.IsDir() {
		return "", 0, errors.New("is a directory")
	}
	return real, info.Mode(), nil
}

// resolveLinks resolves all symbolic links of a path, whose file need not exist. It follows
// a link only into a directory that exists.
func resolveLinks(path string) (string, error) {
	real, err := filepath.EvalSymlinks(path)
	if _, statErr := os.Stat(path); err != nil && statErr != nil {
		err = statErr // in the system's words
	}
	dir := filepath.Dir(path)
	if !errors.Is(err, fs.ErrNotExist) || dir == path {
		return real, err
	}
	end, err := os.Readlink(path)
	if err != nil { // nothing there yet
		dir, err = resolveLinks(dir)
		return filepath.Join(dir, filepath.Base(path)), err
	}
	if !filepath.IsAbs(end) {
		if dir, err = filepath.EvalSymlinks(dir); err != nil {
			return "", err
		}
		end = filepath.Join(dir, end)
	}
	if _, err := os.Stat(filepath.Dir(end)); err != nil {
		return "", err
	}
	return resolveLinks(end)
}

// commit completes the drafts and renames them to their real names. Until all are complete,
// no file changes; but pipes and stdout have received their content, and if a renaming
// fails, the files renamed before keep their new content.
func (ds drafts) commit() error {
	for _, d := range ds {
		if err := d.finish(); err != nil {
			return cannotWrite(d.path, err)
		}
	}
	var files drafts
	for _, d := range ds {
		if d.real != "" {
			files = append(files, d)
		}
	}
	return files.renameAll()
}

// renameAll renames complete drafts of files to their real names, in order.
func (ds drafts) renameAll() error {
	if len(ds) == 0 {
		return nil
	}
	var temps []*unfinished.Draft
	var paths []string
	for _, d := range ds {
		temps, paths = append(temps, d.draft), append(paths, d.real)
	}
	n, err := ds[0].work.Name(temps, paths)
	for _, d := range ds[:n] {
		d.real = ""
	}
	if err != nil {
		return cannotWrite(ds[n].path, err)
	}
	return nil
}

// finish flushes the buffer and closes the file.
func (d *draft) finish() error {
	if err := d.Flush(); err != nil || d.file == nil {
		return err
	}
	if d.draft != nil {
		return d.draft.Close()
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
			d.work.Discard(d.draft)
		}
	}
}

// writeError is the failure to write a file that the user named.
type writeError struct {
	path string
	err  error
}

func (e *writeError) Error() string {
	path := e.path
	if path == "-" {
		path = "stdout"
	}
	return fmt.Sprintf("cannot write %s: %v", printing.Quote(path), e.err)
}

func (e *writeError) Unwrap() error { return e.err }

// cannotWrite returns an error with the path that the user gave instead of the draft's path.
func cannotWrite(path string, err error) error {
	var named *writeError
	var pathErr *fs.PathError
	var linkErr *os.LinkError
	switch {
	case errors.As(err, &named):
		return err
	case errors.As(err, &pathErr):
		err = pathErr.Err
	case errors.As(err, &linkErr):
		err = linkErr.Err
	}
	return &writeError{path, err}
}

// namedWriter puts the path that the user gave into its errors.
type namedWriter struct {
	path string
	w    io.Writer
}

func (n namedWriter) Write(p []byte) (int, error) {
	k, err := n.w.Write(p)
	if err != nil {
		err = cannotWrite(n.path, err)
	}
	return k, err
}

// stdoutWriter keeps its first error, because many callers that print ignore errors.
type stdoutWriter struct {
	namedWriter
	err error
}

func newStdout(w io.Writer) *stdoutWriter { return &stdoutWriter{namedWriter: namedWriter{"-", w}} }

func (s *stdoutWriter) Write(p []byte) (int, error) {
	n, err := s.namedWriter.Write(p)
	s.err = cmp.Or(s.err, err)
	return n, err
}
