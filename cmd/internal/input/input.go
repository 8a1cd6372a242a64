// Package input reads the files and the stdin of a command, which may be anything:
// a pipe that nobody writes to, a device without an end, a file of a hundred
// gigabytes, or a name in somebody else's document that leads to a private file.
//
//	data, err := input.Anywhere.ReadFile(ctx, path, input.Limit)  // a path that the user typed
//	r := input.Stream(ctx, os.Stdin, input.Limit)                 // stdin
//	file, err := input.Below(dir).Open(ctx, path, input.Limit)    // a path in an untrusted document
//
// Every read obeys four rules.
//
//   - Only regular files are opened. Directories, pipes, devices and sockets are
//     refused by name, "is a named pipe, not a file", and opening them never waits.
//   - No more than a limit is read. A larger file is refused before its content is
//     read where its size is known, and at the limit where it is not.
//   - Reading ends with the context's error as soon as the context is cancelled,
//     even where a read of stdin waits.
//   - What Below opens lies below a directory, symbolic links followed.
//
// An error of a file is a *fs.PathError, so that errors.Is(err, fs.ErrNotExist) works
// as for package os. No error holds any content.
package input

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/optviz/optviz/cmd/internal/printing"
)

// Limit is the size in bytes up to which examples and tables are read.
const Limit = 512e6

// FigureLimit is the size in bytes up to which figures are read: all of one is in memory.
const FigureLimit = 100e6

// DocumentLimit is the size in bytes up to which a text that describes figures, such
// as YAML or a note, is read.
const DocumentLimit = 16e6

// ErrOutside is the error of a path that leads out of the directory of Below.
var ErrOutside = errors.New("lies outside of the directory of the file that names it; if you trust that file, add --read-anywhere")

// Files are the files that may be read: all of them, or those below a directory.
type Files struct {
	root string // "" for all
	dir  string // that paths and root are from; "" for the current directory
}

// Anywhere is all files: for the paths that the user typed, and for those in the
// user's own documents.
var Anywhere = Files{}

// Below is the files below a directory: for the paths in an untrusted document, which
// must not lead out of the document's directory.
func Below(dir string) Files { return Files{root: filepath.Clean(dir)} }

// In returns the files with their paths, and the directory of Below, from a directory.
func (f Files) In(dir string) Files {
	f.dir = dir
	return f
}

// Open opens a file of at most limit bytes. A path is from the current directory, also
// of Below, or from the directory of In. The reader returns the context's error once the context is cancelled, and
// an error where the file has grown beyond the limit.
func (f Files) Open(ctx context.Context, path string, limit int64) (io.ReadCloser, error) {
	file, err := f.open(path)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: path, Err: reason(err)}
	}
	info, err := file.Stat()
	if err == nil {
		err = checkKind(info)
	}
	if err == nil && info.Size() > limit {
		err = fmt.Errorf("has %s, and at most %s are read", size(info.Size()), size(limit))
	}
	if err != nil {
		file.Close()
		return nil, &fs.PathError{Op: "open", Path: path, Err: reason(err)}
	}
	return &fileReader{reader: newReader(ctx, file, limit), file: file}, nil
}

// ReadFile reads a file of at most limit bytes, as Open opens it.
func (f Files) ReadFile(ctx context.Context, path string, limit int64) ([]byte, error) {
	file, err := f.Open(ctx, path, limit)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(file)
	if err != nil && ctx.Err() == nil {
		err = &fs.PathError{Op: "read", Path: path, Err: reason(err)}
	}
	return data, err
}

// Stream returns a reader of a stream of at most limit bytes, as stdin. It returns the
// context's error once the context is cancelled, also while it waits for the stream; what
// the stream gives afterwards is dropped.
func Stream(ctx context.Context, r io.Reader, limit int64) io.Reader {
	return newReader(ctx, r, limit)
}

// open opens a regular file. It asks for the kind before opening, since opening a pipe
// or a device can already have an effect on its other end. Open asks for it again of
// what is open, which may be another file by then, and which noWait does not let
// wait.
func (f Files) open(path string) (*os.File, error) {
	stat, open := os.Stat, os.OpenFile
	if f.root != "" {
		name, err := filepath.Rel(f.root, path)
		if err != nil || !filepath.IsLocal(name) {
			return nil, ErrOutside
		}
		root, err := os.OpenRoot(f.fromHere(f.root))
		if err != nil {
			return nil, err
		}
		defer root.Close()
		stat, open, path = root.Stat, root.OpenFile, name
	} else {
		path = f.fromHere(path)
	}
	info, err := stat(path)
	if err == nil {
		err = checkKind(info)
	}
	if err != nil {
		return nil, err
	}
	return open(path, os.O_RDONLY|noWait, 0)
}

// fromHere makes a path from the directory of In one from the current directory.
func (f Files) fromHere(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(f.dir, path)
}

// checkKind refuses what is no regular file.
func checkKind(info fs.FileInfo) error {
	kind := ""
	switch mode := info.Mode(); {
	case mode.IsRegular():
		return nil
	case mode.IsDir():
		kind = "a directory"
	case mode&fs.ModeNamedPipe != 0:
		kind = "a named pipe"
	case mode&fs.ModeSocket != 0:
		kind = "a socket"
	case mode&fs.ModeDevice != 0:
		kind = "a device"
	default:
		kind = "something else"
	}
	return fmt.Errorf("is %s, not a file", kind)
}

// reason strips an error of package os of the operation and the path, which Open names
// as the user wrote it. Package os has no error value for a path out of an os.Root.
func reason(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	if err.Error() == "path escapes from parent" {
		return ErrOutside
	}
	return err
}

// size writes a number of bytes for people.
func size(bytes int64) string { return printing.Size(float64(bytes), 3) }

// byteOrderMark begins texts in UTF-8 of some programs.
const byteOrderMark = "\xef\xbb\xbf"

// Text strips a text of a byte order mark of UTF-8. It refuses UTF-16 by name, which
// begins with the mark in that encoding.
func Text(content []byte) ([]byte, error) {
	for _, mark := range []string{"\xff\xfe", "\xfe\xff"} {
		if bytes.HasPrefix(content, []byte(mark)) {
			return nil, errors.New("is text in UTF-16; save it as UTF-8")
		}
	}
	return bytes.TrimPrefix(content, []byte(byteOrderMark)), nil
}
