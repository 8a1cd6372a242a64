package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/notes"
)

// noteArg is an argument of notes, with the notes that it names.
type noteArg struct {
	path   string
	isDir  bool
	files  []string
	passed []string // what is said of files in a directory that are passed over
	blocks int      // of all its notes
}

// noteArgs returns what the arguments name.
func noteArgs(paths []string) ([]*noteArg, error) {
	var args []*noteArg
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, &catalog.Error{Flag: "FILE", Value: path, Err: withoutPath(err)}
		}
		a := &noteArg{path: path, isDir: info.IsDir()}
		switch {
		case a.isDir:
			if err := a.findNotes(); err != nil {
				return nil, err
			}
		case !isNote(path):
			return nil, &catalog.Error{Flag: "FILE", Value: path, Err: fmt.Errorf("is of no kind that notes writes into: %s", noteKinds())}
		default:
			a.files = []string{path}
		}
		args = append(args, a)
	}
	return args, nil
}

// isNote reports whether a file has the name of a note.
func isNote(path string) bool { return slices.Contains(notes.Endings, extension(path)) }

// noteKinds lists the endings of notes.
func noteKinds() string { return "." + strings.Join(notes.Endings, ", .") }

// findNotes finds the notes in a directory, in order. Hidden files and directories, which
// editors make beside notes, are none of them.
func (a *noteArg) findNotes() error {
	root := a.path + string(filepath.Separator) // a link to a directory is one
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		isHidden := strings.HasPrefix(d.Name(), ".") && path != root
		switch {
		case err != nil:
			return err
		case d.IsDir() && (isHidden || d.Name() == "node_modules"):
			return fs.SkipDir
		case d.IsDir() || isHidden || !isNote(path):
			return nil
		}
		info, err := os.Stat(path)
		switch {
		case err != nil:
			a.passed = append(a.passed, fmt.Sprintf("%s: %v", path, withoutPath(err)))
		case info.Mode().IsRegular():
			a.files = append(a.files, path)
		case !info.IsDir():
			a.passed = append(a.passed, path+": is no regular file")
		}
		return nil
	})
}

// nothing returns what is to be said of an argument without a block.
func (a *noteArg) nothing() string {
	switch {
	case !a.isDir:
		return a.path + ": has no block marked optviz; optviz notes --example prints one"
	case len(a.files) == 0:
		return fmt.Sprintf("%s: holds no note: %s", a.path, noteKinds())
	case len(a.files) == 1:
		return fmt.Sprintf("%s: its only note, %s, has no block marked optviz", a.path, a.files[0])
	}
	return fmt.Sprintf("%s: none of its %d notes has a block marked optviz", a.path, len(a.files))
}
