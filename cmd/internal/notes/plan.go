package notes

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/input"
	"github.com/optviz/optviz/cmd/internal/measure"
	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/render/figure"
)

// plan is what becomes of a block.
type plan struct {
	Block
	options Options
	note    string            // its file
	files   []string          // that the figure is drawn from
	doc     document.Document // what the block describes
	digest  string            // of the files
	below   span              // from the block to the next one
	link    *ownImage         // the image below the block that is the block's; nil for none
	id      string
	style   string   // of the link that the block gets: one of Links, or inline
	formats []string // of the figure
}

// ownImage is an image below a block that shows the block's figure.
type ownImage struct {
	image
	stem   string       // name of the figure's files
	before func() Drawn // the figure as it was before this run
	owns   owner
}

// plans returns the plans of all blocks of a note.
func (o Options) plans(ctx context.Context, file string, note []byte) []*plan {
	var plans []*plan
	for _, b := range Find(file, note) {
		p := &plan{Block: b, options: o, note: file}
		if p.Err == nil && ctx.Err() == nil {
			p.Err = p.describe(ctx)
		}
		plans = append(plans, p)
	}
	given, found := givenIDs(plans), ""
	for i, p := range plans {
		limit := len(note)
		if i+1 < len(plans) {
			limit = plans[i+1].start
		}
		p.below = span{p.end, limit}
		if p.adopt(ctx, note, p.imagesBelow(note, limit, isTeX(file)), given); p.link != nil {
			found = cmp.Or(found, p.link.style)
		}
	}
	identify(file, plans)
	for _, p := range plans {
		p.choose(note, found)
	}
	return plans
}

// choose sets the style of the link and the formats of the figure: as the options say,
// else as the note has them, else as is usual. A link that somebody has changed keeps
// its style, which holds the changes.
func (p *plan) choose(note []byte, found string) {
	o := p.options
	p.style, p.formats = o.Link, o.Formats
	if o.Inline && !isTeX(p.note) {
		p.style = inline
	}
	if p.link != nil && (p.style == "" || !p.isOwn(note, p.link.image, p.link.owns)) {
		p.style = p.link.style
	}
	usual := Links[0]
	if isTeX(p.note) {
		usual = "latex"
	}
	p.style = cmp.Or(p.style, found, usual)
	switch {
	case len(p.formats) > 0:
	case p.link != nil && p.link.style == p.style && slices.Contains(Formats, p.link.ending(note)):
		p.formats = []string{p.link.ending(note)}
	case p.style == "latex":
		p.formats = []string{"pdf"}
	default:
		p.formats = []string{"svg"}
	}
	if p.style == inline && !slices.Contains(p.formats, "svg") {
		p.formats = append([]string{"svg"}, p.formats...)
	}
}

// reads returns the files that what is in a note may name.
func (o Options) reads() input.Files {
	if o.ReadAnywhere {
		return input.Anywhere.In(o.noteDir)
	}
	return input.Below(".").In(o.noteDir)
}

// describe reads what the block describes.
func (p *plan) describe(ctx context.Context) error {
	d, file, err := p.options.document(ctx, p.Block)
	if file != "" {
		p.files = append(p.files, file)
	}
	if err != nil {
		return p.options.unreadable(file, err)
	}
	p.doc = d.Restyled(p.options.Looks).Reading(p.options.reads())
	p.files = append(p.files, d.Files()...)
	p.digest, err = p.options.digest(ctx, d.Files())
	return err
}

// unreadable returns the error of a file that a block names.
func (o Options) unreadable(file string, err error) error {
	var at *fs.PathError
	switch {
	case errors.Is(err, input.ErrOutside):
		return fmt.Errorf("%s does not lie below the note's directory; --read-anywhere lets blocks name such files", printing.Quote(file))
	case errors.As(err, &at):
		return fmt.Errorf("%s: %w", printing.Quote(file), at.Err)
	}
	return err
}

// digest returns comments that tell what is in files.
func (o Options) digest(ctx context.Context, files []string) (string, error) {
	var b strings.Builder
	for _, f := range files {
		data, err := o.reads().ReadFile(ctx, f, input.Limit)
		if err != nil {
			return "", o.unreadable(f, err)
		}
		fmt.Fprintf(&b, "# %s: sha256 %x\n", o.fromFigure(f), sha256.Sum256(data))
	}
	return b.String(), nil
}

// source returns what a figure of the block holds to be drawn from.
func (p *plan) source(d document.Document) string {
	return d.Beside(p.options.fromFigure).Source(p.options.Version) + p.digest
}

// fromFigure makes a path from the note one from the directory of its figures. Of a path
// from the root, which tells of this machine, the name is left.
func (o Options) fromFigure(file string) string {
	dir, errDir := filepath.Abs(o.fromNote(filepath.FromSlash(o.Dir)))
	whole, errFile := filepath.Abs(o.fromNote(file))
	near, err := filepath.Rel(dir, whole)
	if err != nil || errDir != nil || errFile != nil || filepath.IsAbs(file) {
		return filepath.Base(file)
	}
	return filepath.ToSlash(near)
}

// adopt finds which of the images below a block is the block's own: the user may have
// others there.
func (p *plan) adopt(ctx context.Context, note []byte, images []image, given map[string]bool) {
	for _, img := range images {
		stem, ok := p.stemOf(ctx, note, img)
		if ok && (folded(stem) == folded(p.ID) || !given[folded(stem)]) {
			before := sync.OnceValue(func() Drawn { return p.drawnBefore(ctx, note, img) })
			p.link = &ownImage{img, stem, before, p.ownerOf(note, img, stem, before)}
			return
		}
	}
}

// stemOf returns the name of the figure that an image shows. ok is false unless notes
// wrote the image for this block: the mark says so, or the figure has the name and the
// directory of the block's, or it has one of the two and is drawn from what the block
// describes.
func (p *plan) stemOf(ctx context.Context, note []byte, img image) (stem string, ok bool) {
	if img.style == inline {
		_, err := figure.ReadSource([]byte(img.part(note, partSVG)))
		return strings.TrimPrefix(idIn(img.part(note, partSVG)), p.options.IDPrefix), err == nil
	}
	stem, ok = img.stem(note)
	if !ok || img.mark != nil && img.mark.stem == hash(stem) {
		return stem, ok
	}
	isNamed := p.ID != "" && stem == p.ID || p.ID == "" && numbered(p.note).MatchString(stem)
	isThere := img.shows(note, path.Join(p.options.Dir, path.Base(img.file(note))))
	if isNamed && isThere || !isNamed && !isThere {
		return stem, isNamed
	}
	data, err := p.options.drawnFiles().ReadFile(ctx, filepath.FromSlash(img.file(note)), input.FigureLimit)
	if err != nil || p.Err != nil {
		return stem, false
	}
	source, err := figure.ReadSource(data)
	return stem, err == nil && withoutVersion(source) == withoutVersion(p.source(p.doc))
}

// numbered returns the form of the ids that the blocks of a note have without their own.
func numbered(file string) *regexp.Regexp {
	return regexp.MustCompile(`^` + regexp.QuoteMeta(baseOf(file)) + `-[0-9]+$`)
}

// withoutVersion returns a source without its first line, which has the version of the
// program.
func withoutVersion(source string) string {
	_, rest, _ := strings.Cut(source, "\n")
	return rest
}

// ownerOf returns what tells which texts of an image notes wrote: by its mark or, where
// there is none, by the figure that is there.
func (p *plan) ownerOf(note []byte, img image, stem string, before func() Drawn) owner {
	return func(part, text string) bool {
		switch {
		case text == "":
			return true
		case part == partPath:
			return p.isWhole(text)
		case part == partDark:
			return strings.HasPrefix(path.Base(text), stem+"-dark.")
		case part == partID:
			return text == idIn(img.part(note, partSVG))
		case img.mark != nil && part == partAlt:
			return hash(text) == img.mark.alt
		case img.mark != nil:
			return hash(text) == img.mark.caption
		case part == partAlt:
			return text == altText(before().Alt, img.style)
		}
		return text == captionText(before().Caption, img.style)
	}
}

// isWhole reports whether a path in an image is as notes writes it, and not shortened.
func (p *plan) isWhole(file string) bool {
	isThere := path.Dir(file) != "." || path.Clean(filepath.ToSlash(p.options.Dir)) == "."
	return path.Clean(file) == file && isThere && slices.Contains(Formats, strings.TrimPrefix(path.Ext(file), "."))
}

// drawnBefore returns the texts of the figure that an image shows. A caption that
// measures is measured again.
func (p *plan) drawnBefore(ctx context.Context, note []byte, img image) Drawn {
	data := []byte(img.part(note, partSVG))
	if img.style != inline {
		var err error
		if data, err = p.options.drawnFiles().ReadFile(ctx, filepath.FromSlash(img.file(note)), input.FigureLimit); err != nil {
			return Drawn{}
		}
	}
	source, err := figure.ReadSource(data)
	if err != nil {
		return Drawn{}
	}
	title, desc := figure.ReadTexts(data)
	d, err := document.ParseYAML([]byte(source), measure.Texts{})
	if err != nil || desc != "" && d.Caption == nil {
		return Drawn{Alt: desc, Caption: title}
	}
	beside := d.Beside(func(file string) string { return filepath.Join(filepath.Dir(img.file(note)), file) })
	for _, d := range []document.Document{beside, d} { // figures of older versions have paths from the note
		if drawn, err := p.options.Draw(ctx, d.Reading(p.options.reads()), source, nil); err == nil {
			return Drawn{Alt: cmp.Or(desc, drawn.Alt), Caption: drawn.Caption}
		}
	}
	return Drawn{Alt: desc}
}
