// Package notes draws the figures that notes describe in fenced blocks, and writes
// links to them below the blocks.
package notes

import (
	"bytes"
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
	end    int    // offset after the line of the closing fence
	prefix string // what its list or quote puts before the closing fence
	eol    string // how its lines end
}

// Find are the blocks of a note, which is LaTeX if its path ends in .tex and Markdown
// otherwise. In LaTeX the lines of a block are comments.
func Find(path string, note []byte) ([]Block, error) {
	if strings.EqualFold(filepath.Ext(path), ".tex") {
		return findTeX(note)
	}
	return findMarkdown(note)
}

// markdown knows the fences of CommonMark and what they can be nested in.
var markdown = goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList))

func findMarkdown(note []byte) ([]Block, error) {
	var blocks []Block
	err := ast.Walk(markdown.Parser().Parse(text.NewReader(note)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		f, ok := n.(*ast.FencedCodeBlock)
		if !ok || !entering || f.Info == nil {
			return ast.WalkContinue, nil
		}
		info := f.Info.Segment
		word, rest, _ := strings.Cut(strings.TrimSpace(string(info.Value(note))), " ")
		word, brace, _ := strings.Cut(word, "{")
		if word != Word {
			return ast.WalkContinue, nil
		}
		if brace != "" {
			rest = "{" + brace + " " + rest
		}
		b := Block{Line: 1 + bytes.Count(note[:info.Start], []byte("\n"))}
		var err error
		if b.ID, err = identifier(rest); err != nil {
			return ast.WalkStop, at(b.Line, err)
		}
		last := info.Start // a byte of the last line before the closing fence
		lines := f.Lines()
		for i := range lines.Len() {
			s := lines.At(i)
			b.Text += string(s.Value(note))
			last = max(last, s.Start, s.Stop-1)
		}
		if err := b.close(note, lineEnd(note, last)); err != nil {
			return ast.WalkStop, at(b.Line, err)
		}
		blocks = append(blocks, b)
		return ast.WalkContinue, nil
	})
	return blocks, err
}

// fence is the line of a fence after its list or quote: nothing follows it.
var fence = regexp.MustCompile("^((?:[ \t]|>)*)(?:```+|~~~+)[ \t]*\r?$")

// close finds the closing fence of a block on the line at an offset.
func (b *Block) close(note []byte, from int) error {
	b.end = lineEnd(note, from)
	line := strings.TrimSuffix(string(note[min(from, len(note)):b.end]), "\n")
	m := fence.FindStringSubmatch(line)
	if m == nil {
		return fmt.Errorf("the block has no end: close it with the fence that it begins with, on a line of its own")
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

func findTeX(note []byte) ([]Block, error) {
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
			if err != nil {
				return blocks, at(number, err)
			}
			open = &Block{Line: number, ID: id, prefix: strings.TrimRight(comment.ReplaceAllString(m[1], ""), " \t"), eol: line[len(bare):]}
		case open != nil && closeTeX.MatchString(bare):
			open.end = offset
			blocks, open = append(blocks, *open), nil
		case open != nil && comment.MatchString(bare):
			open.Text += comment.ReplaceAllString(bare, "") + "\n"
		case open != nil:
			return blocks, at(open.Line, fmt.Errorf("the block has no end: close it with %% ```"))
		}
	}
	if open != nil {
		return blocks, at(open.Line, fmt.Errorf("the block has no end: close it with %% ```"))
	}
	return blocks, nil
}

// name is what an id may be: it names files, and goes into links as it is.
var name = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_.-]*$`)

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
