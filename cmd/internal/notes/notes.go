package notes

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/input"
	"github.com/optviz/optviz/cmd/internal/pattern"
	"github.com/optviz/optviz/cmd/internal/yamltree"
)

// Options state how figures are drawn and linked.
type Options struct {
	Dir          string   // directory of the figures, relative to each note
	Formats      []string // the first is linked; none: the format of the link or, for a new one, the default
	Link         string   // one of Links; "": the style of the note's links or, without any, the default
	Inline       bool     // put the SVG into the note in place of a link
	IDPrefix     string   // prefix of the ids of figures in the note
	Appearance   document.Appearance
	Check        bool // write nothing
	ReadAnywhere bool // files that a note names may lie outside of its directory
	Version      string
	noteDir      string           // directory of the note, from the current directory
	Claimed      map[string]Claim // owners of figures' files by path, shared by all notes; nil: not checked

	// Resolve turns the words of a command line into a document, and returns the path of
	// the file that the command line reads, if any.
	Resolve func(ctx context.Context, words []string, files input.Files) (d document.Document, file string, err error)
	// Figures finds the figures of the lecture that YAML names.
	Figures document.Figures
	// Draw draws a document in formats, html of which is a live page, and puts the source into each file.
	Draw func(ctx context.Context, d document.Document, source string, formats []string) (Drawn, error)
	// Write writes a file whole or not at all. If old is not nil, Write refuses to replace a
	// file that has other content than old.
	Write func(ctx context.Context, path string, old, data []byte) error
}

// Drawn holds the files and texts of a figure.
type Drawn struct {
	Files        [][]byte // one for each format
	Alt, Caption string
}

// Report states what Note did for a note.
type Report struct {
	Blocks  int      // number of blocks in the note
	Written []string // files that were written, in order
	Stale   []error  // figures and links that --check finds outdated, with their lines
	Errors  []error  // errors of blocks, with their lines
	Files   []string // files that the figures are drawn from
}

// ErrChanged is the error for a note that another program has changed after Note read it.
var ErrChanged = errors.New("was changed by another program meanwhile: it is left as that has it; run notes again")

// Validate refuses options that allow no links.
func (o Options) Validate() error {
	for _, f := range o.Formats {
		if !slices.Contains(Formats, f) {
			return &catalog.Error{Flag: "--format", Value: f, Err: catalog.Unknown("format", f, Formats)}
		}
	}
	if o.Link != "" && !slices.Contains(Links, o.Link) {
		return &catalog.Error{Flag: "--link", Value: o.Link, Err: catalog.Unknown("style", o.Link, Links)}
	}
	if !directory().MatchString(o.Dir) || filepath.IsAbs(o.Dir) {
		return &catalog.Error{Flag: "--dir", Value: o.Dir, Err: errors.New("cannot stand in a link: a path from the note, of letters, digits and - _ . / + , @ =")}
	}
	if err := checkIDPrefix(o.IDPrefix); err != nil {
		return &catalog.Error{Flag: "--id-prefix", Value: o.IDPrefix, Err: err}
	}
	if o.Inline && o.Link != "" {
		return catalog.Usage("--inline puts the figure itself into the note, --link %s a link: choose one", o.Link)
	}
	return nil
}

// directory matches the directories that figures may be in: links contain the directory
// unescaped.
var directory = pattern.Lazy(`^[\p{L}\p{N}_.+,@=~/-]+$`)

// Note draws and links the figures of a note that are out of date. Paths in the note's
// blocks and in the report are relative to the note's directory. Where a block has an error,
// Note leaves the block and its figure unchanged and draws the others.
func (o Options) Note(ctx context.Context, path string) (Report, error) {
	var r Report
	whole, err := input.Anywhere.ReadFile(ctx, path, input.DocumentLimit)
	var at *fs.PathError
	if errors.As(err, &at) {
		return r, catalog.Usage("%w", at.Err)
	}
	if err != nil {
		return r, err
	}
	note, err := input.Text(whole)
	if err != nil {
		return r, catalog.Usage("%w", err)
	}
	var file string
	o.noteDir, file = filepath.Dir(path), filepath.Base(path)
	o.Dir = filepath.ToSlash(filepath.Clean(o.Dir))
	plans := o.plans(ctx, file, note)
	r.Blocks = len(plans)
	if at := invalidByte(note); at >= 0 && len(plans) > 0 && !isTeX(file) { // links in LaTeX are ASCII
		return r, catalog.Usage("line %d: byte 0x%x is no UTF-8, perhaps Latin-1: save the file as UTF-8", 1+bytes.Count(note[:at], []byte("\n")), note[at])
	}
	var edits []edit
	for _, p := range plans {
		if ctx.Err() != nil {
			return r, ctx.Err()
		}
		some, err := p.draw(ctx, &r, note)
		switch {
		case ctx.Err() != nil:
			return r, ctx.Err()
		case err != nil:
			r.Errors = append(r.Errors, p.atLine(err))
		}
		edits = append(edits, some...)
	}
	if len(edits) == 0 {
		return r, nil
	}
	mark := whole[:len(whole)-len(note)]
	if err := o.Write(ctx, path, whole, slices.Concat(mark, apply(note, edits))); err != nil {
		return r, err
	}
	r.Written = append(r.Written, file)
	return r, nil
}

// fromNote turns a path relative to the note's directory into one relative to the current
// directory.
func (o Options) fromNote(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(o.noteDir, path)
}

// invalidByte returns the offset of the first byte that is not UTF-8, or -1.
func invalidByte(note []byte) int {
	for at := 0; at < len(note); {
		r, size := utf8.DecodeRune(note[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
	return -1
}

// atLine adds a line of the note to an error of a block: the line of the error in the
// block's YAML, the line of the value that the error names, or the first line of the block.
func (b Block) atLine(err error) error {
	var yaml *yamltree.Error
	var twice *yamltree.TwiceError
	var usage *catalog.Error
	if located, ok := document.Locate([]byte(b.Text), err); ok {
		err = located
	}
	switch {
	case errors.As(err, &yaml) && strings.HasPrefix(err.Error(), yaml.Error()):
		if errors.As(yaml.Err, &twice) {
			twice.First.Line += b.Line
		}
		return at(b.Line+min(yaml.Line, strings.Count(b.Text, "\n")), yaml.Err)
	case errors.As(err, &usage) && usage.Value != "":
		if i := strings.Index(b.Text, usage.Value); i >= 0 {
			return at(b.Line+1+strings.Count(b.Text[:i], "\n"), err)
		}
	}
	return at(b.Line, err)
}
