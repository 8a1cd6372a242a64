// Package input reads the files and the stdin of a command, which may be anything:
// a pipe that nobody writes to, a device without an end, a file of a hundred
// gigabytes, or a name in somebody else's document that leads to a private file.
//
//	data, err := input.Anywhere.ReadFile(ctx, path, input.Limit)  // a path that the user typed
//	r := input.Stream(ctx, os.Stdin, input.Limit)                 // stdin
//	file, err := input.Below(dir).Open(ctx, path, input.Limit)    // a path in an untrusted document
//	file, err := input.Below(".").In(dir).Open(ctx, path, limit)  // the same, of a path from dir
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

// FigureLimit is the size in bytes up to which figures are read, each whole into memory.
const FigureLimit = 100e6

// DocumentLimit is the size in bytes up to which a text that describes figures, such
// as YAML or a note, is read.
const DocumentLimit = 16e6

// ErrOutside is the error of a path that leads out of the directory of Below.
var ErrOutside = errors.New("lies outside of the directory of the file that names it; if you trust that file, add --read-anywhere")

// Files is the set of files that may be read: all of them, or those below a directory.
type Files struct {
	root string // directory of Below; "" for all files
	dir  string // directory that paths and root are relative to; "" for the current directory
}

// Anywhere allows all files: it is for paths that the user typed, and for those in the
// user's own documents.
var Anywhere = Files{}

// Below allows the files below a directory: it is for the paths in an untrusted document,
// which must not lead out of the document's directory.
func Below(dir string) Files { return Files{root: filepath.Clean(dir)} }

// In returns the files with dir as the directory that paths, and the directory of Below,
// are relative to.
func (f Files) In(dir string) Files {
	f.dir = dir
	return f
}

// Open opens a file of at most limit bytes. A path is relative to the current directory,
// also after Below, or to the directory of In. The reader returns the context's error once
// the context is cancelled, and an error where the file has grown beyond the limit.
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

// ReadFile reads a file of at most limit bytes into memory. Paths and errors are those of
// Open.
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

// Stream returns a reader of at most limit bytes of a stream such as stdin. The reader
// returns the context's error once the context is cancelled, even while a read of the
// stream waits; bytes that the stream delivers afterwards are dropped.
func Stream(ctx context.Context, r io.Reader, limit int64) io.Reader {
	return newReader(ctx, r, limit)
}

// open opens a regular file. It checks the kind of the file before opening, since opening
// a pipe or a device can already affect the other end. Open checks the opened file again,
// since another file may have taken the name by then; noWait keeps the opening of a pipe
// from waiting.
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

// fromHere turns a path relative to the directory of In into one relative to the current
// directory.
func (f Files) fromHere(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(f.dir, path)
}

// checkKind refuses a file that is not regular.
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

// reason strips an error of package os of its operation and path, since Open names the
// path as the user wrote it. Package os has no error value for a path that leads out of an
// os.Root, so reason compares the message.
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

// size writes a number of bytes with a unit.
func size(bytes int64) string { return printing.Size(float64(bytes), 3) }

// byteOrderMark is the mark with which some programs begin texts in UTF-8.
const byteOrderMark = "\xef\xbb\xbf"

// Text strips the byte order mark of UTF-8 from a text. It refuses a text in UTF-16, which
// begins with another mark, with a message that names the encoding.
func Text(content []byte) ([]byte, error) {
	for _, mark := range []string{"\xff\xfe", "\xfe\xff"} {
		if bytes.HasPrefix(content, []byte(mark)) {
			return nil, errors.New("is text in UTF-16; save it as UTF-8")
		}
	}
	return bytes.TrimPrefix(content, []byte(byteOrderMark)), nil
}
