package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/optviz/optviz/cmd/internal/input"
	"github.com/optviz/optviz/cmd/internal/notes"
)

// writeNote writes a figure or, where old is not nil, a note that is there, as long as
// it has its old content.
func writeNote(ctx context.Context, path string, old, data []byte) error {
	ds, err := open(ctx, []target{{path: path, format: extension(path)}}, nil)
	if err != nil {
		return err
	}
	defer ds.discard()
	if _, err := ds[0].Write(data); err != nil {
		return cannotWrite(path, err)
	}
	if old == nil {
		return ds.commit()
	}
	note, err := os.OpenFile(path, os.O_RDWR, 0) // a file that may not be written is not replaced either
	if err != nil {
		return cannotWrite(path, err)
	}
	defer note.Close()
	if now, err := input.Anywhere.ReadFile(ctx, path, input.DocumentLimit); err != nil || !bytes.Equal(now, old) {
		return notes.ErrChanged
	}
	if canReplace(note, ds[0].file) {
		return ds.commit()
	}
	if err := ds[0].finish(); err != nil {
		return cannotWrite(path, err)
	}
	return overwrite(note, ds[0], old, data)
}

// overwrite writes a note where it is, since it has other names or another owner, which
// a new file would not have. A draft holds the new content meanwhile, and stays where
// neither the new nor the old content can be written.
func overwrite(note *os.File, d *draft, old, data []byte) error {
	err := rewrite(note, data)
	if err == nil {
		return nil
	}
	if rewrite(note, old) != nil {
		d.real = "" // which keeps it
		return fmt.Errorf("%w; %s has what it was to hold", cannotWrite(d.path, err), filepath.Base(d.file.Name()))
	}
	return cannotWrite(d.path, err)
}

// rewrite gives a file another content.
func rewrite(f *os.File, data []byte) error {
	if _, err := f.WriteAt(data, 0); err != nil {
		return err
	}
	if err := f.Truncate(int64(len(data))); err != nil {
		return err
	}
	return f.Sync()
}
