package notes

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/spec"
	"github.com/optviz/optviz/render/figure"
)

// Options say how figures are drawn and linked.
type Options struct {
	Dir      string   // of the figures, from each note
	Formats  []string // the first is linked
	Link     string   // one of Links; "": that of the note's format
	Inline   bool     // the figure, an SVG, is in the note in place of a link
	IDPrefix string   // of the ids of figures in the note
	Looks    spec.Looks
	Check    bool // write nothing
	Version  string
	Claimed  map[string]Claim // the files of figures, over all notes; nil: of one note

	// Resolve makes a document of the words of a command line.
	Resolve func(words []string) (spec.Document, error)
	// Draw draws a document in formats, with a source within.
	Draw func(ctx context.Context, d spec.Document, source string, formats []string) (Drawn, error)
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
	Written []string // files, as they are written
	Stale   []error  // what --check finds, with its line
	Errors  []error  // what is wrong, with its line
	Files   []string // that its figures are drawn from
}

// ErrChanged is that of a note which another program changes meanwhile.
var ErrChanged = errors.New("was changed by another program meanwhile: it is left as that has it; run notes again")

// Note draws what is not drawn yet of a note in the current directory, from which the
// paths in its blocks are, and links it. What is wrong with a block
// leaves this and its figure as they are, and the others are drawn.
func (o Options) Note(ctx context.Context, file string) (Report, error) {
	var r Report
	note, err := os.ReadFile(file)
	if err != nil {
		return r, err
	}
	o = o.of(file)
	blocks := Find(file, note)
	for i := range blocks {
		blocks[i].link = blocks[i].below(note, o.Dir, o.IDPrefix)
	}
	ids := identify(file, blocks)
	out := note
	for i := len(blocks) - 1; i >= 0; i-- { // from the end: the offsets before it stay
		lines, err := o.block(ctx, &r, file, blocks[i], ids[i])
		if ctx.Err() != nil {
			return r, ctx.Err()
		}
		if err != nil {
			r.Errors = append([]error{at(blocks[i].lineOf(err), err)}, r.Errors...)
			continue
		}
		if lines == nil {
			continue
		}
		out = blocks[i].linked(out, lines)
	}
	slices.Reverse(r.Written)
	if bytes.Equal(out, note) {
		return r, nil
	}
	if err := o.Write(ctx, file, note, out); err != nil {
		return r, err
	}
	r.Written = append(r.Written, file)
	return r, nil
}

// of are the options of a note: what its format usually has.
func (o Options) of(file string) Options {
	tex := strings.EqualFold(filepath.Ext(file), ".tex")
	switch {
	case o.Link == "" && tex:
		o.Link = "latex"
	case o.Link == "":
		o.Link = Links[0]
	}
	if len(o.Formats) == 0 {
		o.Formats = []string{"svg"}
		if o.Link == "latex" {
			o.Formats = []string{"pdf"}
		}
	}
	if o.Inline && !slices.Contains(o.Formats, "svg") {
		o.Formats = append([]string{"svg"}, o.Formats...)
	}
	o.Dir = path.Clean(filepath.ToSlash(o.Dir))
	o.Inline = o.Inline && !tex
	return o
}

// identify names the figures: as the info string does or, where it has no name, as the
// link below does already; a new one has the note's name and the next number.
func identify(file string, blocks []Block) []string {
	ids, lines := make([]string, len(blocks)), map[string]int{}
	for i, b := range blocks {
		if b.Err != nil {
			ids[i] = "-"
			if b.link != nil { // it stays the block's
				lines[b.link.id] = b.Line
			}
			continue
		}
		ids[i] = b.ID
		if ids[i] == "" && b.link != nil && lines[b.link.id] == 0 {
			ids[i] = b.link.id
		}
		if ids[i] == "" {
			continue
		}
		if line, taken := lines[ids[i]]; taken {
			blocks[i].Err = fmt.Errorf("the id %s is that of the block in line %d", ids[i], line)
			continue
		}
		lines[ids[i]] = b.Line
	}
	base := safe.ReplaceAllString(strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)), "-")
	if !name.MatchString(base) {
		base = "note"
	}
	for i, number := 0, 1; i < len(ids); i++ {
		for ids[i] == "" {
			if id := fmt.Sprintf("%s-%d", base, number); lines[id] == 0 {
				ids[i], lines[id] = id, blocks[i].Line
			}
			number++
		}
	}
	return ids
}

// lineOf is the line of a note that an error of a block is about: that of the value it
// names, if it is there, or of the block.
func (b Block) lineOf(err error) int {
	var usage *spec.Error
	if errors.As(err, &usage) && usage.Value != "" {
		if i := strings.Index(b.Text, usage.Value); i >= 0 {
			return b.Line + 1 + strings.Count(b.Text[:i], "\n")
		}
	}
	return b.Line
}

// safe is what an id cannot have.
var safe = regexp.MustCompile(`[^\p{L}\p{N}_.-]+`)

// commands are those that a block may be a command line of.
var commands = []string{"plot", "sweep", "basins", "animate", "lecture", "render"}

// elsewhere are the flags that say where a figure goes, which is the note's own.
var elsewhere = []string{"-o", "--out", "--format", "--data", "--frames", "--shard", "--resume", "--summary", "--print-spec", "--list", "--schema"}

// document is what a block describes: a command line or YAML.
func (o Options) document(b Block) (spec.Document, error) {
	words, err := Words(b.Text)
	if len(words) > 0 && words[0] == "$" {
		words = words[1:]
	}
	if len(words) > 0 && words[0] == Word {
		words = words[1:]
	}
	if strings.TrimSpace(b.Text) == "" {
		return spec.Document{}, errors.New("the block is empty: write a command line, as in plot saddle --steps 20, or YAML")
	}
	first, _, _ := strings.Cut(strings.TrimSpace(b.Text), " ")
	if !slices.Contains(commands, strings.TrimSpace(first)) && (len(words) == 0 || !slices.Contains(commands, words[0])) {
		if !strings.Contains(b.Text, ":") && len(words) > 0 {
			return spec.Document{}, spec.Unknown("command", words[0], commands)
		}
		return spec.ParseYAML([]byte(b.Text))
	}
	if err != nil {
		return spec.Document{}, err
	}
	for _, w := range words {
		if flag, _, _ := strings.Cut(w, "="); slices.Contains(elsewhere, flag) || strings.HasPrefix(w, "-o") && !strings.HasPrefix(w, "--") {
			return spec.Document{}, fmt.Errorf("%s has no place in a note, whose figures go to %s", flag, o.Dir)
		}
	}
	if len(words) > 1 && words[0] == "render" && slices.Contains(words, "-") {
		return spec.Document{}, errors.New("render - has no place in a note: there is no stdin")
	}
	return o.Resolve(words)
}

// named are the files that a block's command line names and its document need not.
func named(b Block) []string {
	words, err := Words(b.Text)
	if err != nil || !slices.Contains(words, "render") {
		return nil
	}
	return slices.DeleteFunc(words[1:], func(w string) bool {
		info, err := os.Stat(w)
		return err != nil || info.IsDir()
	})
}

// variant is a look of a block's figure.
type variant struct {
	d      spec.Document
	stem   string // of its files
	source string
}

// block draws the figure of a block if it is not there as it should be, and gives the
// lines of its link; nil leaves the link as it is.
func (o Options) block(ctx context.Context, r *Report, file string, b Block, id string) ([]string, error) {
	if b.Err != nil {
		return nil, b.Err
	}
	r.Files = append(r.Files, named(b)...)
	d, err := o.document(b)
	if err != nil {
		return nil, err
	}
	r.Files = append(r.Files, d.Files()...)
	digest, err := digestOf(d.Files())
	if err != nil {
		return nil, err
	}
	d = d.Restyled(o.Looks)
	variants := []variant{{d, id, d.Source(o.Version) + digest}}
	if o.Link == "github" && !o.Inline {
		dark := d.Restyled(spec.Looks{Theme: "dark", Size: d.Size})
		variants = append(variants, variant{dark, id + "-dark", dark.Source(o.Version) + digest})
	}
	shown := Shown{ID: o.IDPrefix + id, Path: o.path(id)}
	if o.Link == "github" {
		shown.Dark = o.path(id + "-dark")
	}
	if err := o.claim(file, b, variants); err != nil {
		return nil, err
	}
	drawn, linked := o.current(variants), b.shows(o, shown, variants[0].source)
	switch {
	case drawn && linked:
		return nil, nil
	case o.Check && !drawn:
		return nil, o.stale(r, b, fmt.Errorf("%s is not what the block describes", shown.Path))
	case o.Check:
		return nil, o.stale(r, b, fmt.Errorf("there is no link to %s below the block", shown.Path))
	}
	for i, v := range variants {
		drawn, err := o.Draw(ctx, v.d, v.source, o.Formats)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			shown.Alt, shown.Caption, shown.Own = drawn.Alt, drawn.Caption, b.ownAlt()
		}
		if o.Inline {
			shown.SVG = prefixed(string(drawn.Files[slices.Index(o.Formats, "svg")]), shown.ID+"-")
		}
		if err := o.write(ctx, r, v.stem, drawn); err != nil {
			return nil, err
		}
	}
	return shown.lines(o.Link), nil
}

// claim refuses files that are not the block's: of another note, or of another program.
func (o Options) claim(note string, b Block, variants []variant) error {
	for _, v := range variants {
		for _, format := range o.kept() {
			file := o.file(v.stem, format)
			if data, err := os.ReadFile(file); err == nil {
				if _, err := figure.ReadSource(data); err != nil {
					return fmt.Errorf("%s is there, and not from optviz: it %w; remove it, or give the block another id", filepath.ToSlash(file), err)
				}
			}
			whole, err := filepath.Abs(file)
			if err != nil {
				return err
			}
			if owner, taken := o.Claimed[whole]; taken && owner.source != v.source {
				return fmt.Errorf("%s is the figure of %s:%d: give one of them another id", filepath.ToSlash(file), owner.note, owner.line)
			}
			if o.Claimed != nil {
				o.Claimed[whole] = Claim{note, b.Line, v.source}
			}
		}
	}
	return nil
}

// Claim is the block that a file is the figure of.
type Claim struct {
	note   string
	line   int
	source string
}

// ownAlt is the alternative text of a block's link in Markdown if somebody has written
// it: it is not that of the figure which is there. "" is none.
func (b Block) ownAlt() string {
	if b.link == nil || b.link.style != Links[0] {
		return ""
	}
	data, err := os.ReadFile(filepath.FromSlash(b.link.path))
	if err != nil { // nothing tells whose it is
		return ""
	}
	alt := strings.TrimSuffix(strings.TrimPrefix(b.link.line, "!["), "]("+b.link.path+")")
	if desc := figure.ReadDesc(data); desc == "" || alt == markdownText(desc) {
		return ""
	}
	return alt
}

// path is that of the figure which is linked.
func (o Options) path(stem string) string { return path.Join(o.Dir, stem+"."+o.Formats[0]) }

// file is that of a figure in a format.
func (o Options) file(stem, format string) string {
	return filepath.Join(filepath.FromSlash(o.Dir), stem+"."+format)
}

// kept are the formats that have files: an SVG in the note has none.
func (o Options) kept() []string {
	if !o.Inline {
		return o.Formats
	}
	return slices.DeleteFunc(slices.Clone(o.Formats), func(f string) bool { return f == "svg" })
}

// current says whether all files of a figure are made from what it is to be.
func (o Options) current(variants []variant) bool {
	for _, v := range variants {
		for _, format := range o.kept() {
			data, err := os.ReadFile(o.file(v.stem, format))
			if err != nil {
				return false
			}
			if source, err := figure.ReadSource(data); err != nil || source != v.source {
				return false
			}
		}
	}
	return true
}

// shows says whether a block has the link that it is to have, or in the note the figure
// that is made from a source.
func (b Block) shows(o Options, want Shown, source string) bool {
	if b.link == nil {
		return false
	}
	line := b.link.line
	if o.Inline {
		from, to := strings.Index(line, "<svg"), strings.LastIndex(line, "</svg>")
		if b.link.style != inline || to < from || from < 0 || o.IDPrefix+b.link.id != want.ID {
			return false
		}
		within, err := figure.ReadSource([]byte(line[from : to+len("</svg>")]))
		return err == nil && within == source
	}
	return b.link.style == o.Link && b.link.path == want.Path && (o.Link != "github" || strings.Contains(line, `srcset="`+want.Dark+`"`))
}

// stale notes what --check finds.
func (o Options) stale(r *Report, b Block, err error) error {
	r.Stale = append([]error{at(b.Line, err)}, r.Stale...)
	return nil
}

// write writes a figure's files where they change.
func (o Options) write(ctx context.Context, r *Report, stem string, drawn Drawn) error {
	for i, format := range o.Formats {
		if !slices.Contains(o.kept(), format) {
			continue
		}
		file := o.file(stem, format)
		if old, err := os.ReadFile(file); err == nil && bytes.Equal(old, drawn.Files[i]) {
			continue
		}
		if err := o.Write(ctx, file, nil, drawn.Files[i]); err != nil {
			return err
		}
		r.Written = append(r.Written, file)
	}
	return nil
}

// prefixed is an SVG whose ids begin with something of their own, for a page of several.
func prefixed(svg, prefix string) string {
	if i := strings.Index(svg, "<svg"); i > 0 {
		svg = svg[i:]
	}
	svg = idOf.ReplaceAllString(svg, `${1}`+prefix+`${2}`)
	return labelledBy.ReplaceAllStringFunc(svg, func(s string) string {
		ids := strings.Fields(strings.TrimSuffix(strings.TrimPrefix(s, `aria-labelledby="`), `"`))
		for i := range ids {
			ids[i] = prefix + ids[i]
		}
		return `aria-labelledby="` + strings.Join(ids, " ") + `"`
	})
}

// idOf are an SVG's ids and what refers to one; labelledBy to several.
var (
	idOf       = regexp.MustCompile(`((?: id="|url\(#|href="#))([A-Za-z0-9_-]+)`)
	labelledBy = regexp.MustCompile(`aria-labelledby="[^"]*"`)
)

// digestOf are comments that tell files' content.
func digestOf(files []string) (string, error) {
	var b strings.Builder
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "# %s: sha256 %x\n", filepath.ToSlash(f), sha256.Sum256(data))
	}
	return b.String(), nil
}
