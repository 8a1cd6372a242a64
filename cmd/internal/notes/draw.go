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

// variant is a look of a block's figure.
type variant struct {
	d      document.Document
	stem   string // of its files
	source string
}

// variants returns the looks of the block's figure, the one that is linked first.
func (p *plan) variants() []variant {
	all := []variant{{p.doc, p.id, p.source(p.doc)}}
	if p.style == "github" {
		dark := p.doc.Restyled(document.Looks{Theme: "dark", Size: p.doc.Size})
		all = append(all, variant{dark, p.id + "-dark", p.source(dark)})
	}
	return all
}

// draw draws the figure of a block if it is not there as it should be, and returns the
// edits that link it.
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
		p.link.before() // the figure that is there tells which texts are its own
	}
	for i, v := range variants {
		drawn, err := p.options.Draw(ctx, v.d, v.source, p.formats)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			shown.Alt, shown.Caption = drawn.Alt, drawn.Caption
		}
		if p.style == inline {
			shown.SVG = prefixed(string(drawn.Files[slices.Index(p.formats, "svg")]), shown.ID+"-")
		}
		if err := p.write(ctx, r, v.stem, drawn); err != nil {
			return nil, err
		}
	}
	return p.linked(note, shown), nil
}

// linked returns the edits that link a figure below the block.
func (p *plan) linked(note []byte, s Shown) []edit {
	if p.link != nil {
		owns := func(part, text string) bool {
			return text == s.part(part, p.link.style) || p.link.owns(part, text)
		}
		return p.updated(note, p.link.image, s, p.style, owns)
	}
	if p.showsOtherwise(note, s) {
		return nil
	}
	lines := s.lines(p.style)
	if e, ok := p.captioned(note, lines, s, p.style); ok {
		return []edit{e}
	}
	return []edit{p.inserted(note, lines)}
}

// isLinked reports whether a block has the link that it is to have, or in the note the
// figure that is made from a source.
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
	return p.link.shows(note, s.Path) && p.isCurrent(note, partDark, s)
}

// showsOtherwise reports whether somebody has given the link of the block a form that
// notes do not read, such as lines filled by an editor or a link by reference: the mark
// and the path are still below the block.
func (p *plan) showsOtherwise(note []byte, s Shown) bool {
	text := p.below.of(note)
	return strings.Contains(text, s.Path) && strings.Contains(text, "<!-- optviz:"+hash(s.Stem)+".")
}

// isCurrent reports whether a part of the block's link is as it is to be, or somebody
// else's, or one that somebody took away.
func (p *plan) isCurrent(note []byte, part string, s Shown) bool {
	text := p.link.part(note, part)
	return !p.link.has(part) || text == s.part(part, p.style) || !p.link.owns(part, text)
}

// Claim is the block that a file is the figure of.
type Claim struct {
	file   string
	note   string
	line   int
	source string
}

// claim refuses files that are not the block's: of another note, or of another program.
// It reports whether all of them are drawn from what they are to be drawn from.
func (p *plan) claim(ctx context.Context, variants []variant) (isDrawn bool, err error) {
	isDrawn = true
	for _, v := range variants {
		for _, format := range p.kept() {
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

// take makes a file the block's unless it is another one's.
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

// drawnFiles returns the files that figures may be: those below the note or, where the
// user has chosen a directory elsewhere, below that one.
func (o Options) drawnFiles() input.Files {
	root := "."
	if dir := filepath.FromSlash(o.Dir); !filepath.IsLocal(dir) {
		root = dir
	}
	return input.Below(root).In(o.noteDir)
}

// sourceOf returns what a figure that is there is drawn from, "" where there is none.
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

// path returns the path of the figure which is linked.
func (p *plan) path(stem string) string { return path.Join(p.options.Dir, stem+"."+p.formats[0]) }

// file returns the path of a figure in a format.
func (p *plan) file(stem, format string) string {
	return filepath.Join(filepath.FromSlash(p.options.Dir), stem+"."+format)
}

// kept returns the formats that have files: an SVG in the note has none.
func (p *plan) kept() []string {
	if p.style != inline {
		return p.formats
	}
	return slices.DeleteFunc(slices.Clone(p.formats), func(f string) bool { return f == "svg" })
}

// write writes a figure's files where they change.
func (p *plan) write(ctx context.Context, r *Report, stem string, drawn Drawn) error {
	for i, format := range p.formats {
		if !slices.Contains(p.kept(), format) {
			continue
		}
		file := p.file(stem, format)
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
