package notes

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/input"
	"github.com/optviz/optviz/cmd/internal/measure"
	"github.com/optviz/optviz/render/figure"
)

// variant is a version of a block's figure, in the document's theme or in a dark one.
type variant struct {
	d       document.Document
	stem    string // name of the files, without the ending
	source  string
	formats []string
}

// variants returns the versions of the block's figure. The link shows the first; the style
// github adds a dark one.
func (p *plan) variants() []variant {
	all := []variant{{p.doc, p.id, p.source(p.doc), p.formats}}
	if p.style == "github" {
		dark := p.doc.Darkened()
		pictures := slices.DeleteFunc(slices.Clone(p.formats), func(f string) bool { return f == page }) // a page has both themes
		all = append(all, variant{dark, p.id + "-dark", p.source(dark), pictures})
	}
	return all
}

// draw draws the figure of a block unless its files are up to date, and returns the edits
// that link it.
func (p *plan) draw(ctx context.Context, r *Report, note []byte) ([]edit, error) {
	r.Files = append(r.Files, p.files...)
	if p.Err != nil {
		return nil, p.Err
	}
	variants := p.variants()
	isDrawn, err := p.claim(ctx, variants)
	if err != nil {
		return nil, err
	}
	shown := Shown{Stem: p.id, ID: p.options.IDPrefix + p.id, Path: p.path(p.id)}
	if p.style == "github" {
		shown.Dark = p.path(p.id + "-dark")
	}
	if p.Live && p.style != embedded {
		shown.Page = path.Join(p.options.Dir, p.id+"."+page)
	}
	isLinked := p.isLinked(note, shown, variants[0].source)
	switch {
	case isDrawn && isLinked:
		return nil, nil
	case p.options.Check && !isDrawn:
		if _, err := drawing.Resolve(ctx, p.doc, measure.Texts{}); err != nil {
			return nil, err
		}
		r.Stale = append(r.Stale, at(p.Line, fmt.Errorf("%s is not there, or not what the block describes", shown.Path)))
		return nil, nil
	case p.options.Check && p.style == inline:
		r.Stale = append(r.Stale, at(p.Line, errors.New("the figure below the block is not what it describes")))
		return nil, nil
	case p.options.Check:
		r.Stale = append(r.Stale, at(p.Line, fmt.Errorf("there is no link to %s below the block", shown.Path)))
		return nil, nil
	}
	if p.link != nil && p.link.mark == nil {
		p.link.before() // reads the old figure, which tells own texts from others, before it is overwritten
	}
	for i, v := range variants {
		drawn, err := p.options.Draw(ctx, v.d, v.source, v.formats)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			shown.Alt, shown.Caption = drawn.Alt, drawn.Caption
		}
		if p.style == inline {
			shown.SVG = prefixed(string(drawn.Files[slices.Index(v.formats, "svg")]), shown.ID+"-")
		}
		if err := p.write(ctx, r, v, drawn); err != nil {
			return nil, err
		}
	}
	return p.linkEdits(note, shown), nil
}

// linkEdits returns the edits that link a figure below the block.
func (p *plan) linkEdits(note []byte, s Shown) []edit {
	if p.link != nil {
		owns := func(part, text string) bool {
			return text == s.part(part, p.link.style) || p.link.owns(part, text)
		}
		return p.updateImage(note, p.link.image, s, p.style, owns)
	}
	if p.showsOtherwise(note, s) {
		return nil
	}
	lines := s.lines(p.style)
	if e, ok := p.restoreLink(note, lines, s, p.style); ok {
		return []edit{e}
	}
	return []edit{p.insertLines(note, lines)}
}

// isLinked reports whether the note has the block's link in the wanted style or, for the
// style inline, the figure drawn from source.
func (p *plan) isLinked(note []byte, s Shown, source string) bool {
	if p.link == nil {
		return p.showsOtherwise(note, s)
	}
	if p.link.style != p.style {
		return false
	}
	if p.style == inline {
		within, err := figure.ReadSource([]byte(p.link.part(note, partSVG)))
		return err == nil && within == source && p.isCurrent(note, partID, s)
	}
	return p.link.leadsTo(note, s.Path) && p.isCurrent(note, partDark, s)
}

// showsOtherwise reports whether somebody has rewritten the block's link in a form that
// this package does not read, such as a link by reference: the mark and the path are still
// below the block.
func (p *plan) showsOtherwise(note []byte, s Shown) bool {
	text := p.below.of(note)
	return strings.Contains(text, s.Path) && strings.Contains(text, "<!-- optviz:"+hash(s.Stem)+".")
}

// isCurrent reports whether a part of the block's link needs no change: because it is
// right, because somebody else has written it, or because somebody has removed it.
func (p *plan) isCurrent(note []byte, part string, s Shown) bool {
	text := p.link.part(note, part)
	return !p.link.has(part) || text == s.part(part, p.style) || !p.link.owns(part, text)
}

// Claim is the block that a figure's file belongs to.
type Claim struct {
	file   string
	note   string
	line   int
	source string
}

// claim refuses files that another note or another program has written. isDrawn tells
// whether all files are drawn from the sources of variants.
func (p *plan) claim(ctx context.Context, variants []variant) (isDrawn bool, err error) {
	isDrawn = true
	for _, v := range variants {
		for _, format := range p.fileFormats(v) {
			file := p.file(v.stem, format)
			source, err := p.options.sourceOf(ctx, file)
			if err != nil {
				return false, err
			}
			isDrawn = isDrawn && source == v.source
			if err := p.take(file, v); err != nil {
				return false, err
			}
		}
	}
	return isDrawn, nil
}

// take records that a file belongs to the block, and refuses a file that belongs to
// another block.
func (p *plan) take(file string, v variant) error {
	dir, err := filepath.Abs(filepath.Dir(p.options.fromNote(file)))
	if err != nil {
		return err
	}
	key := filepath.Join(dir, folded(filepath.Base(file)))
	mine := Claim{filepath.Base(file), p.note, p.Line, v.source}
	other, taken := p.options.Claimed[key]
	switch {
	case taken && other.file != mine.file:
		return fmt.Errorf("%s differs from %s, the figure of %s:%d, in capital letters only: give one of them another id", filepath.ToSlash(file), other.file, other.note, other.line)
	case taken && other.source != mine.source:
		return fmt.Errorf("%s is the figure of %s:%d: give one of them another id", filepath.ToSlash(file), other.note, other.line)
	}
	if p.options.Claimed != nil {
		p.options.Claimed[key] = mine
	}
	return nil
}

// drawnFiles returns the set of files that may hold figures: those below the note's
// directory or, where the user has chosen a directory elsewhere, those below that
// directory.
func (o Options) drawnFiles() input.Files {
	root := "."
	if dir := filepath.FromSlash(o.Dir); !filepath.IsLocal(dir) {
		root = dir
	}
	return input.Below(root).In(o.noteDir)
}

// sourceOf returns the source that an existing figure is drawn from, "" where the file
// does not exist.
func (o Options) sourceOf(ctx context.Context, file string) (string, error) {
	data, err := o.drawnFiles().ReadFile(ctx, file, input.FigureLimit)
	var at *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", nil
	case errors.Is(err, input.ErrOutside):
		return "", fmt.Errorf("%s leads out of the note's directory by a symbolic link; --dir names another directory", filepath.ToSlash(file))
	case errors.As(err, &at):
		return "", fmt.Errorf("%s %w", filepath.ToSlash(file), at.Err)
	case err != nil:
		return "", err
	}
	source, err := figure.ReadSource(data)
	if err != nil {
		return "", fmt.Errorf("%s is there, and not from optviz: it %w; remove it, or give the block another id", filepath.ToSlash(file), err)
	}
	return source, nil
}

// path returns the path of the figure for the link.
func (p *plan) path(stem string) string { return path.Join(p.options.Dir, stem+"."+p.formats[0]) }

// file returns the path of a figure's file in a format.
func (p *plan) file(stem, format string) string {
	return filepath.Join(filepath.FromSlash(p.options.Dir), stem+"."+format)
}

// fileFormats returns the formats of a variant that are written to files. The SVG of the style inline
// is not.
func (p *plan) fileFormats(v variant) []string {
	if p.style != inline {
		return v.formats
	}
	return slices.DeleteFunc(slices.Clone(v.formats), func(f string) bool { return f == "svg" })
}

// write writes those files of a variant that have changed.
func (p *plan) write(ctx context.Context, r *Report, v variant, drawn Drawn) error {
	for i, format := range v.formats {
		if !slices.Contains(p.fileFormats(v), format) {
			continue
		}
		file := p.file(v.stem, format)
		old, err := p.options.drawnFiles().ReadFile(ctx, file, input.FigureLimit)
		if err == nil && bytes.Equal(old, drawn.Files[i]) {
			continue
		}
		if err := p.options.Write(ctx, p.options.fromNote(file), nil, drawn.Files[i]); err != nil {
			return err
		}
		r.Written = append(r.Written, file)
	}
	return nil
}
