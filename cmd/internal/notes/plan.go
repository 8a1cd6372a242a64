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

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/input"
	"github.com/optviz/optviz/cmd/internal/measure"
	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/render/figure"
)

// plan is a block with the decisions on its figure and link.
type plan struct {
	Block
	options Options
	note    string            // file name of the note
	files   []string          // files that the figure is drawn from
	doc     document.Document // the figure that the block describes
	digest  string            // hashes of the files
	below   span              // from the block to the next one
	link    *ownImage         // the image below the block that shows its figure; nil for none
	id      string
	style   string   // style of the link: one of Links, inline or embedded
	formats []string // formats of the figure
}

// ownImage is an image below a block that shows the block's figure.
type ownImage struct {
	image
	stem   string       // name of the figure's files
	before func() Drawn // returns the texts of the figure before this run
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
		if p.findOwnImage(ctx, note, p.imagesBelow(note, limit, isTeX(file)), given); p.link != nil && p.link.style != embedded {
			found = cmp.Or(found, p.link.style)
		}
	}
	identify(file, plans)
	for _, p := range plans {
		p.choose(note, found)
	}
	return plans
}

// choose sets the style of the link and the formats of the figure: those of the options,
// else those of the note, else the defaults. A link that somebody has changed keeps its
// style, since another style would lose the changes.
func (p *plan) choose(note []byte, found string) {
	o := p.options
	p.style, p.formats = o.Link, o.Formats
	if o.Inline && !isTeX(p.note) {
		p.style = inline
	}
	if p.link != nil && p.link.style != embedded && (p.style == "" || !p.isOwn(note, p.link.image, p.link.owns)) {
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
	if p.Live {
		p.chooseLive()
	}
}

// chooseLive makes the link one of a live page: a frame that shows the page, where notes of the style may
// have one, else the figure with the page beside it, to which the caption links.
func (p *plan) chooseLive() {
	switch p.style {
	case "github", "obsidian", "latex":
		p.formats = append(slices.Clone(p.formats), page)
	default:
		p.style, p.formats = embedded, append([]string{page}, p.options.Formats...)
	}
}

// reads returns the set of files that a note may name.
func (o Options) reads() input.Files {
	if o.ReadAnywhere {
		return input.Anywhere.In(o.noteDir)
	}
	return input.Below(".").In(o.noteDir)
}

// describe reads the document that the block describes, and hashes its files.
func (p *plan) describe(ctx context.Context) error {
	d, file, err := p.options.document(ctx, p.Block)
	if file != "" {
		p.files = append(p.files, file)
	}
	if err != nil {
		return p.options.unreadable(file, err)
	}
	if d.Frames != nil {
		return catalog.Blame("frames", catalog.JoinNumbers(d.Frames), errors.New("are several figures, a note shows one: until draws the runs up to one place"))
	}
	p.files = append(p.files, d.Files()...)
	d, ofThemes, err := d.WithFiles(p.options.reads()).ReadThemes(ctx)
	p.files = append(p.files, ofThemes...)
	if err != nil {
		return p.options.unreadable(d.Theme.Name, err)
	}
	p.doc = d.Restyled(p.options.Appearance)
	p.digest, err = p.options.digest(ctx, d.Files())
	return err
}

// unreadable returns the error of a file that a block names and that cannot be read.
func (o Options) unreadable(file string, err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		file = at.Path // which a theme may name rather than the block
	}
	switch {
	case errors.Is(err, input.ErrOutside):
		return fmt.Errorf("%s does not lie below the note's directory; --read-anywhere lets blocks name such files", printing.Quote(file))
	case at != nil:
		return fmt.Errorf("%s: %w", printing.Quote(file), at.Err)
	}
	return err
}

// digest returns comments with the hashes of files, so that a changed file makes a figure
// outdated.
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

// source returns the text that a figure of the block holds, from which it can be drawn
// again.
func (p *plan) source(d document.Document) string {
	return d.MapFiles(p.options.fromFigure).Source(p.options.Version) + p.digest
}

// fromFigure turns a path relative to the note into one relative to the directory of its
// figures. It keeps only the name of an absolute path, which would reveal directories of
// this machine.
func (o Options) fromFigure(file string) string {
	dir, errDir := filepath.Abs(o.fromNote(filepath.FromSlash(o.Dir)))
	whole, errFile := filepath.Abs(o.fromNote(file))
	near, err := filepath.Rel(dir, whole)
	if err != nil || errDir != nil || errFile != nil || filepath.IsAbs(file) {
		return filepath.Base(file)
	}
	return filepath.ToSlash(near)
}

// findOwnImage sets link to the image below the block that shows the block's figure; the other
// images are the user's own.
func (p *plan) findOwnImage(ctx context.Context, note []byte, images []image, given map[string]bool) {
	for _, img := range images {
		stem, ok := p.stemOf(ctx, note, img)
		if ok && (folded(stem) == folded(p.ID) || !given[folded(stem)]) {
			before := sync.OnceValue(func() Drawn { return p.drawnBefore(ctx, note, img) })
			p.link = &ownImage{img, stem, before, p.ownerOf(note, img, stem, before)}
			return
		}
	}
}

// stemOf returns the name of the figure that an image shows. ok is false unless this package
// wrote the image for this block: it has the right mark, or the figure has the name and the
// directory of the block's figure, or the figure has one of the two and is drawn from the
// block's document.
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
	isThere := img.leadsTo(note, path.Join(p.options.Dir, path.Base(img.file(note))))
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

// numbered matches the ids that blocks of a note without an id of their own have.
func numbered(file string) *regexp.Regexp {
	return regexp.MustCompile(`^` + regexp.QuoteMeta(baseOf(file)) + `-[0-9]+$`)
}

// withoutVersion returns a source without its first line, which holds the version of the
// program.
func withoutVersion(source string) string {
	_, rest, _ := strings.Cut(source, "\n")
	return rest
}

// ownerOf returns a function that tells which texts of an image this package wrote: by the
// mark or, without one, by the texts of the existing figure.
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

// isWhole reports whether a path in an image is as this package writes it, and not
// shortened.
func (p *plan) isWhole(file string) bool {
	isThere := path.Dir(file) != "." || path.Clean(filepath.ToSlash(p.options.Dir)) == "."
	return path.Clean(file) == file && isThere && isEnding(strings.TrimPrefix(path.Ext(file), "."))
}

// drawnBefore returns the texts of the figure that an image shows. It fills in the
// measures of a caption again.
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
	d, err := document.ParseSource(source, measure.Texts{})
	if err != nil || desc != "" && d.Caption == nil {
		return Drawn{Alt: desc, Caption: title}
	}
	beside := d.MapFiles(func(file string) string { return filepath.Join(filepath.Dir(img.file(note)), file) })
	for _, d := range []document.Document{beside, d} { // figures of older versions have paths from the note
		if drawn, err := p.options.Draw(ctx, d.WithFiles(p.options.reads()), source, nil); err == nil {
			return Drawn{Alt: cmp.Or(desc, drawn.Alt), Caption: drawn.Caption}
		}
	}
	return Drawn{Alt: desc}
}
