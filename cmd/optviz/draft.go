package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
)

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
	if t.isStdout() {
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
	if dir := filepath.Dir(real); dir != "." {
		if err := os.MkdirAll(dir, 0o777); err != nil {
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
