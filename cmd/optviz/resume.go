package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/input"
	"github.com/optviz/optviz/cmd/internal/sweep"
	"github.com/optviz/optviz/cmd/internal/unfinished"
)

// sideFile holds the rows that are done while others are still computed: beside
// the file that they go to in the end, NAME.csv.part beside NAME.csv. It is a part
// of the map, whatever it becomes a part of. It is locked as long as a command works
// on it. The zero value writes nothing.
type sideFile struct {
	path string
	file *os.File
	w    *sweep.Writer
}

// sidePath returns the path of the side file of a file. Symbolic links are followed, so
// that all paths of one file share a side file and its lock.
func sidePath(data string) (string, error) {
	real, err := resolveLinks(data)
	return real + ".part", err
}

// goOn takes over what is there of a map, and begins its side file.
func (o mapOptions) goOn(ctx context.Context, m *sweep.Grid, shard sweep.Shard) (*sideFile, error) {
	if !o.resume {
		return &sideFile{}, nil
	}
	path, err := sidePath(o.data.path)
	if err != nil {
		return nil, cannotWrite(o.data.path, err)
	}
	side := &sideFile{path: path}
	undo, err := side.lock(unfinished.Of(ctx))
	if errors.Is(err, errLocked) {
		return nil, &catalog.Error{Flag: "--resume", Value: o.data.path, Err: errors.New("another optviz is at work on it: wait for its end, or stop it")}
	}
	if err != nil {
		return nil, cannotWrite(side.path, err)
	}
	for _, path := range []string{o.data.path, side.path} {
		if err = takeOver(ctx, m, shard, path); err != nil {
			err = &catalog.Error{Flag: "--resume", Value: path, Err: err}
			break
		}
	}
	if err == nil {
		err = cannotWriteIf(side.path, side.begin(unfinished.Of(ctx), m))
	}
	if err != nil {
		undo()
		side.close()
		return nil, err
	}
	return side, nil
}

// takeOver loads the rows of a file, if there is one. It refuses those of another
// shard, which the file would lose, and rows that are not as they were written.
func takeOver(ctx context.Context, m *sweep.Grid, shard sweep.Shard, path string) error {
	data, err := input.Anywhere.ReadFile(ctx, path, input.Limit)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !bytes.Contains(data, []byte("\n")) {
		return nil // no whole line
	}
	if err != nil {
		return withoutPath(err)
	}
	rows, err := sweep.ReadRows(filepath.Base(path), data)
	if err != nil {
		return err
	}
	if err := rows.Of(m.Spec); err != nil {
		return err
	}
	loaded, err := m.Load(rows, nil)
	if err != nil {
		return err
	}
	for _, row := range loaded {
		if !shard.Has(row.Cell) {
			return fmt.Errorf("has %s, which is not of shard %s: each shard needs a file of its own", m.At(row.Cell), shard)
		}
	}
	return m.Verify(ctx, rows, loaded, rows.Part || isAsWritten(ctx, path, data))
}

// rowsMark returns the line of YAML beside a map's numbers by which a later --resume sees
// that nobody has changed the numbers.
func rowsMark(sum uint32) string { return fmt.Sprintf("# rows beside it: CRC-32C %08x\n", sum) }

// isAsWritten reports whether the numbers of a map are as its command wrote them.
func isAsWritten(ctx context.Context, path string, data []byte) bool {
	beside, err := input.Anywhere.ReadFile(ctx, sidecar(target{path: path}).path, input.DocumentLimit)
	return err == nil && bytes.Contains(beside, []byte("\n"+rowsMark(crc32.Checksum(data, sweep.Castagnoli))))
}

// lock opens the side file, which it creates if there is none, and locks it. undo removes
// what it has created; the work does so too, as long as it is empty.
func (s *sideFile) lock(work *unfinished.Work) (undo func(), err error) {
	if err := work.MakeDir(filepath.Dir(s.path)); err != nil {
		return nil, err
	}
	for {
		undo = func() {}
		if _, err := os.Stat(s.path); errors.Is(err, fs.ErrNotExist) {
			undo = func() { removeEmpty(s.path) }
		}
		f, err := os.OpenFile(s.path, os.O_RDWR|os.O_CREATE, 0o666)
		if err != nil {
			return nil, err
		}
		if err := lockFile(f); err != nil {
			f.Close()
			return nil, err
		}
		// Another command may have replaced or removed the file before its lock was free.
		if sameFile(f, s.path) {
			s.file = f
			work.AtUndo(undo)
			return undo, nil
		}
		f.Close()
	}
}

// removeEmpty removes a file without content.
func removeEmpty(path string) {
	if info, err := os.Stat(path); err == nil && info.Size() == 0 {
		os.Remove(path)
	}
}

// errLocked is the error of a file that another process has locked.
var errLocked = errors.New("is locked")

// sameFile reports whether an open file is still at its path.
func sameFile(f *os.File, path string) bool {
	open, err := f.Stat()
	if err != nil {
		return false
	}
	there, err := os.Stat(path)
	return err == nil && os.SameFile(open, there)
}

// begin writes what is known to a new side file, which takes the place of the old one
// when it is whole. It is locked, as all drafts are.
func (s *sideFile) begin(work *unfinished.Work, m *sweep.Grid) error {
	f, err := work.Create(s.path)
	if err != nil {
		return err
	}
	defer work.Discard(f)
	if s.w, err = m.NewWriter(namedWriter{s.path, f}, true); err == nil {
		err = s.w.Write(m.Known())
	}
	if err == nil {
		_, err = work.Name([]*unfinished.Draft{f}, []string{s.path})
	}
	if err == nil {
		s.file.Close()
		s.file = f.File
	}
	return err
}

// write adds the rows of cells.
func (s *sideFile) write(cells []int) error {
	if s.w == nil {
		return nil
	}
	return cannotWriteIf(s.path, s.w.Write(cells))
}

// close closes the file, which stays.
func (s *sideFile) close() {
	if s.file != nil {
		s.file.Close()
	}
}

// remove removes the file: all is in its place.
func (s *sideFile) remove() error {
	if s.file == nil {
		return nil
	}
	return cannotWriteIf(s.path, os.Remove(s.path))
}
