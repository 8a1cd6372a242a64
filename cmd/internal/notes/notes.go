package notes

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/input"
	"github.com/optviz/optviz/cmd/internal/yamltree"
)

// Options say how figures are drawn and linked.
type Options struct {
	Dir          string   // of the figures, from each note
	Formats      []string // the first is linked; none: what the link has or, for a new one, what is usual
	Link         string   // one of Links; "": what the note has or, without links, what is usual
	Inline       bool     // the figure, an SVG, is in the note in place of a link
	IDPrefix     string   // of the ids of figures in the note
	Looks        document.Looks
	Check        bool // write nothing
	ReadAnywhere bool // what a note names may lie outside of its directory
	Version      string
	noteDir      string
	Claimed      map[string]Claim // the files of figures, over all notes; nil: of one note

	// Resolve makes a document of the words of a command line, and tells the file that
	// this is read from, if any.
	Resolve func(ctx context.Context, words []string, files input.Files) (d document.Document, file string, err error)
	// Draw draws a document in formats, with a source within.
	Draw func(ctx context.Context, d document.Document, source string, formats []string) (Drawn, error)
	// Write writes a file in whole or not at all. If old is not nil it refuses to write
	// one that has other content.
	Write func(ctx context.Context, path string, old, data []byte) error
}

// Drawn is a figure.
type Drawn struct {
	Files        [][]byte // of each format
	Alt, Caption string
}

// Report is what became of a note.
type Report struct {
	Blocks  int      // that the note has
	Written []string // files, as they are written
	Stale   []error  // what --check finds, with its line
	Errors  []error  // what is wrong, with its line
	Files   []string // that its figures are drawn from
}

// ErrChanged is the error of a note which another program changes meanwhile.
var ErrChanged = errors.New("was changed by another program meanwhile: it is left as that has it; run notes again")

// Validate refuses options that make no links.
func (o Options) Validate() error {
	for _, f := range o.Formats {
		if !slices.Contains(Formats, f) {
			return &catalog.Error{Flag: "--format", Value: f, Err: catalog.Unknown("format", f, Formats)}
		}
	}
	if o.Link != "" && !slices.Contains(Links, o.Link) {
		return &catalog.Error{Flag: "--link", Value: o.Link, Err: catalog.Unknown("style", o.Link, Links)}
	}
	if !directory.MatchString(o.Dir) || filepath.IsAbs(o.Dir) {
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

// directory is what the directory of figures may be: it goes into links as it is.
var directory = regexp.MustCompile(`^[\p{L}\p{N}_.+,@=~/-]+$`)

// Note draws what is not drawn yet of a note, and links it. The paths in its blocks, and
// those of the report, are from its directory. What is wrong with a block leaves the block
// and its figure as they are, and the others are drawn.
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
	if at := invalid(note); at >= 0 && len(plans) > 0 && !isTeX(file) { // links in LaTeX are ASCII
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
			r.Errors = append(r.Errors, p.placed(err))
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

// fromNote makes a path from the note's directory one from the current directory.
func (o Options) fromNote(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(o.noteDir, path)
}

// invalid returns the offset of the first byte that is no UTF-8, -1 where all are.
func invalid(note []byte) int {
	for at := 0; at < len(note); {
		r, size := utf8.DecodeRune(note[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
	return -1
}

// placed returns an error of a block with the line of the note that it is about: that of
// the block's YAML, that of the value which the error names, or that of the block.
func (b Block) placed(err error) error {
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
