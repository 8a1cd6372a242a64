// Package notes draws the figures that notes describe in fenced blocks, and writes
// links to them below the blocks.
package notes

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

// Word marks a block of this package: the first of its info string.
const Word = "optviz"

// Block is a fenced block of a note that describes a figure.
type Block struct {
	Line   int    // of its opening fence, from 1
	ID     string // given in the info string as id=NAME or {#NAME}; "" for none
	Text   string // what is between the fences, without what its list or quote puts before each line
	Err    error  // what is wrong with it as a block; nil: nothing
	link   *link  // that it has below; nil for none
	end    int    // offset after the line of the closing fence
	prefix string // what its list or quote puts before the closing fence
	eol    string // how its lines end
}

// Find are the blocks of a note, which is LaTeX if its path ends in .tex and Markdown
// otherwise. In LaTeX the lines of a block are comments.
func Find(path string, note []byte) []Block {
	if strings.EqualFold(filepath.Ext(path), ".tex") {
		return findTeX(note)
	}
	return findMarkdown(note)
}

// markdown knows the fences of CommonMark and what they can be nested in.
var markdown = goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList))

func findMarkdown(note []byte) []Block {
	var blocks []Block
	for _, f := range fences(note) {
		info := f.Info.Segment
		says := strings.TrimSpace(string(info.Value(note)))
		if inner, ok := strings.CutPrefix(says, "{"+Word); ok { // as Quarto has it
			says = Word + " " + strings.TrimSuffix(inner, "}")
		}
		word, rest, _ := strings.Cut(says, " ")
		word, brace, _ := strings.Cut(word, "{")
		if word != Word {
			continue
		}
		if brace != "" {
			rest = "{" + brace + " " + rest
		}
		b := Block{Line: 1 + bytes.Count(note[:info.Start], []byte("\n"))}
		b.ID, b.Err = identifier(rest)
		last := info.Start // a byte of the last line before the closing fence
		lines := f.Lines()
		for i := range lines.Len() {
			s := lines.At(i)
			b.Text += string(s.Value(note))
			last = max(last, s.Start, s.Stop-1)
		}
		if err := b.close(note, lineEnd(note, last), info.Start, lines.Len()); err != nil {
			b.Err = err
		}
		blocks = append(blocks, b)
	}
	return blocks
}

// fences are the fenced blocks of a note that say what they are.
func fences(note []byte) []*ast.FencedCodeBlock {
	var all []*ast.FencedCodeBlock
	_ = ast.Walk(markdown.Parser().Parse(text.NewReader(note)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if f, ok := n.(*ast.FencedCodeBlock); ok && entering && f.Info != nil {
			all = append(all, f)
		}
		return ast.WalkContinue, nil
	}) // which fails where a visit does
	return all
}

// fence is the line of a fence after its list or quote: nothing follows it.
var fence = regexp.MustCompile("^((?:[ \t]|>)*)(```+|~~~+)[ \t]*\r?$")

// errOpen is the error of a block that its list, its quote or the note ends.
var errOpen = errors.New("the block has no end: close it with the fence that it begins with, on a line of its own")

// close finds the closing fence of a block, whose info string is at an offset and which
// has some lines, on the line at another.
func (b *Block) close(note []byte, from, info, lines int) error {
	b.end = lineEnd(note, from)
	line := strings.TrimSuffix(string(note[min(from, len(note)):b.end]), "\n")
	m := fence.FindStringSubmatch(line)
	if m == nil {
		return errOpen
	}
	// It is the block's own if, with another text in its place, the block goes on.
	other := bytes.Clone(note)
	copy(other[from+len(m[1]):], strings.Repeat("x", len(m[2])))
	for _, f := range fences(other) {
		if f.Info.Segment.Start == info && f.Lines().Len() <= lines {
			return errOpen
		}
	}
	b.prefix, b.eol = m[1], "\n"
	if before := note[:from]; bytes.HasSuffix(before, []byte("\r\n")) {
		b.eol = "\r\n"
	}
	return nil
}

// lineEnd is the offset after the line that an offset is on.
func lineEnd(note []byte, from int) int {
	if from >= len(note) {
		return len(note)
	}
	if i := bytes.IndexByte(note[from:], '\n'); i >= 0 {
		return from + i + 1
	}
	return len(note)
}

// Opening and closing fences in comments of LaTeX.
var (
	openTeX  = regexp.MustCompile("^([ \t]*%+[ \t]*)(```+|~~~+)[ \t]*optviz\\b(.*)$")
	closeTeX = regexp.MustCompile("^[ \t]*%+[ \t]*(?:```+|~~~+)[ \t]*$")
	comment  = regexp.MustCompile("^[ \t]*%+ ?")
)

func findTeX(note []byte) []Block {
	var blocks []Block
	var open *Block
	offset, number := 0, 0
	for line := range strings.Lines(string(note)) {
		offset += len(line)
		number++
		bare := strings.TrimRight(line, "\r\n")
		switch m := openTeX.FindStringSubmatch(bare); {
		case open == nil && m != nil:
			id, err := identifier(m[3])
			open = &Block{Line: number, ID: id, Err: err, prefix: strings.TrimRight(comment.ReplaceAllString(m[1], ""), " \t"), eol: line[len(bare):]}
		case open != nil && closeTeX.MatchString(bare):
			open.end = offset
			blocks, open = append(blocks, *open), nil
		case open != nil && comment.MatchString(bare):
			open.Text += comment.ReplaceAllString(bare, "") + "\n"
		case open != nil:
			open.Err = errOpen
			blocks, open = append(blocks, *open), nil
		}
	}
	if open != nil {
		open.Err = errOpen
		blocks = append(blocks, *open)
	}
	return blocks
}

// name is what an id may be: it names files, and goes into links as it is.
var name = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}_.-]*$`)

// identifier reads what follows the word of a block.
func identifier(info string) (string, error) {
	id := ""
	for _, word := range strings.Fields(strings.NewReplacer("{", " ", "}", " ").Replace(info)) {
		key, value, _ := strings.Cut(word, "=")
		switch {
		case strings.HasPrefix(word, "#"):
			id = word[1:]
		case key == "id":
			id = strings.Trim(value, `"'`)
		default:
			return "", fmt.Errorf("%q after the word optviz has no meaning: id=NAME or {#NAME} names the figure", word)
		}
		if !name.MatchString(id) {
			return "", fmt.Errorf("the id %q names no file: letters, digits, - _ and . do", id)
		}
	}
	return id, nil
}

// Error is what is wrong at a line of a note.
type Error struct {
	Line int
	Err  error
}

func (e *Error) Error() string { return fmt.Sprintf("%d: %v", e.Line, e.Err) }
func (e *Error) Unwrap() error { return e.Err }

func at(line int, err error) error { return &Error{line, err} }
