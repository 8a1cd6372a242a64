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
)

// draft is a target being written: a temporary file beside the real one.
type draft struct {
	target
	*bufio.Writer
	file *os.File // nil on stdout
	real string   // the path that the file gets, symbolic links resolved; "" if it has it already
}

// drafts are targets whose files get their names only when all are whole.
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
		f, err := await(ctx, func() (*os.File, error) { return os.OpenFile(real, os.O_WRONLY, 0) }) // a pipe opens when it has a reader
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
	real, err := follow(t.path)
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

// follow is where a path leads through all symbolic links, whether or not there
// is a file yet. A link is followed only into a directory that exists.
func follow(path string) (string, error) {
	real, err := filepath.EvalSymlinks(path)
	dir := filepath.Dir(path)
	if !errors.Is(err, fs.ErrNotExist) || dir == path {
		return real, err
	}
	end, err := os.Readlink(path)
	if err != nil { // nothing there yet
		dir, err = follow(dir)
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
	return follow(end)
}

// commit completes the drafts and gives them their names. Until all are
// complete, every file is as it was; but pipes and stdout have what was written,
// and if a name cannot be given, the files before it keep their new content.
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
