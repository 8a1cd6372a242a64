package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

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
	return overwrite(note, ds, old, data)
}

// spare is what follows the name of a note in the name of its new content, which stays
// beside the note while that is overwritten.
const spare = ".optviz-new"

// overwrite writes a note where it is, since it has other names, another owner or attributes, which
// a new file would not have. Whatever happens meanwhile, all of the note is in one of two
// files: the draft becomes a file beside the note until the note is whole.
func overwrite(note *os.File, ds drafts, old, data []byte) error {
	d := ds[0]
	path := d.real + spare
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s is there: a command that was killed has left it, with what the note was to hold; compare the two, and remove it", path)
	}
	d.real = path
	if err := ds.commit(); err != nil {
		return err
	}
	return d.work.Finish(func() error {
		err := rewrite(note, data)
		if err != nil && rewrite(note, old) != nil {
			return fmt.Errorf("%w; %s has what it was to hold", cannotWrite(d.path, err), path)
		}
		return cmp.Or(cannotWriteIf(d.path, err), os.Remove(path))
	})
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
