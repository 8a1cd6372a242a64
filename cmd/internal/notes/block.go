// Package notes draws the figures that notes describe in fenced blocks, and writes
// links to them below the blocks.
// A new kind of note is one of Endings with a way to find its blocks, and a new style of link
// one of Links with its cases in link.go and image.go.
package notes

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/pattern"
	"github.com/optviz/optviz/cmd/internal/printing"
)

// Word marks a block for this package: it is the first word of the block's info string.
const Word = "optviz"

// Block is a fenced block of a note that describes a figure.
type Block struct {
	Line   int    // line of the opening fence, from 1
	ID     string // given in the info string as id=NAME or {#NAME}; "" for none
	Live   bool   // the info string has the word live: the note shows a live page
	Text   string // text between the fences, without the prefix of a list or quote in each line
	Err    error  // error in the form of the block, or nil
	start  int    // offset of the line of the opening fence
	end    int    // offset after the line of the closing fence
	prefix string // prefix of the enclosing list or quote before the closing fence
	eol    string // line ending: \n or \r\n
}

// Endings lists the endings of the names of notes. Those of all but tex are Markdown.
var Endings = []string{"md", "markdown", "qmd", "rmd", "tex"}

// isTeX reports whether a note is LaTeX, in which the lines of a block are comments.
func isTeX(path string) bool { return strings.EqualFold(filepath.Ext(path), ".tex") }

// Find returns the blocks of a note. The kind of the note follows from its path.
func Find(path string, note []byte) []Block {
	if isTeX(path) {
		return findTeX(note)
	}
	return findMarkdown(note)
}

// errOpen is the error of a block without a closing fence before the end of its list, its
// quote or the note.
var errOpen = errors.New("the block has no end: close it with the fence that it begins with, on a line of its own")

// lineStart returns the offset at which the line of an offset begins.
func lineStart(note []byte, at int) int { return bytes.LastIndexByte(note[:at], '\n') + 1 }

// lineEnd returns the offset after the line of an offset.
func lineEnd(note []byte, from int) int {
	if from >= len(note) {
		return len(note)
	}
	if i := bytes.IndexByte(note[from:], '\n'); i >= 0 {
		return from + i + 1
	}
	return len(note)
}

// name matches the ids that a block may have: an id names files, and links contain it
// unescaped.
var name = pattern.Lazy(`^[\p{L}\p{N}][\p{L}\p{N}_.-]*$`)

// errLater is the error of a fence on which optviz is not the first word.
var errLater = errors.New("the word optviz comes first after the fence, as in ```optviz")

// afterWord returns an info string without the word optviz. That word comes first, also in
// braces as in Quarto and MyST, {optviz}, or is a class as in Pandoc, {#name .optviz}. ok is
// false where the word is missing.
func afterWord(info string) (rest string, ok bool, err error) {
	classes := strings.HasPrefix(strings.TrimSpace(info), "{")
	words := strings.Fields(strings.NewReplacer("{", " ", "}", " ", ",", " ").Replace(info))
	for i, word := range words {
		class := strings.HasPrefix(word, ".")
		if !strings.EqualFold(strings.TrimPrefix(word, "."), Word) {
			continue
		}
		if i > 0 && !(classes && class) {
			err = errLater
		}
		return strings.Join(slices.Delete(words, i, i+1), " "), true, err
	}
	return "", false, nil
}

// identifier returns the id that an info string without the word optviz gives, "" for
// none, and whether the string has the word live. It refuses any other words.
func identifier(info string) (id string, live bool, err error) {
	for _, word := range strings.Fields(info) {
		key, value, _ := strings.Cut(word, "=")
		switch {
		case word == liveWord || word == "."+liveWord:
			live = true
			continue
		case strings.HasPrefix(word, "#"):
			id = word[1:]
		case key == "id":
			id = strings.Trim(value, `"'`)
		default:
			return "", live, fmt.Errorf("%s beside the word optviz has no meaning: id=NAME or {#NAME} names the figure, and live makes a page of it", printing.Quote(word))
		}
		if !name().MatchString(id) {
			return "", live, fmt.Errorf("the id %s names no file: letters, digits, - _ and . do", printing.Quote(id))
		}
	}
	return id, live, nil
}

// liveWord asks for a live page, after the word optviz in a block's info string.
const liveWord = "live"

// Error is an error at a line of a note.
type Error struct {
	Line int
	Err  error
}

func (e *Error) Error() string { return fmt.Sprintf("%d: %v", e.Line, e.Err) }
func (e *Error) Unwrap() error { return e.Err }

func at(line int, err error) error { return &Error{line, err} }
