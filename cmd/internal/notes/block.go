// Package notes draws the figures that notes describe in fenced blocks, and writes
// links to them below the blocks.
package notes

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Word marks a block of this package: the first of its info string.
const Word = "optviz"

// Block is a fenced block of a note that describes a figure.
type Block struct {
	Line   int    // of its opening fence, from 1
	ID     string // given in the info string as id=NAME or {#NAME}; "" for none
	Text   string // what is between the fences, without what its list or quote puts before each line
	Err    error  // what is wrong with it as a block; nil: nothing
	start  int    // offset of the line of its opening fence
	end    int    // offset after the line of the closing fence
	prefix string // what its list or quote puts before the closing fence
	eol    string // how its lines end
}

// Endings are what the names of notes end in. Those of all but tex are Markdown.
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

// errOpen is the error of a block that its list, its quote or the note ends.
var errOpen = errors.New("the block has no end: close it with the fence that it begins with, on a line of its own")

// lineStart returns the offset at which the line of an offset begins.
func lineStart(note []byte, at int) int { return bytes.LastIndexByte(note[:at], '\n') + 1 }

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

// name is what an id may be: it names files, and goes into links as it is.
var name = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}_.-]*$`)

// errLater is the error of a fence that has the word after others.
var errLater = errors.New("the word optviz comes first after the fence, as in ```optviz")

// afterWord returns what an info string says beside the word optviz, which comes first, in
// braces as Quarto and MyST have it, {optviz}, or is a class of Pandoc, {#name .optviz}. ok is
// false for the blocks of others.
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

// identifier reads the words beside that of a block.
func identifier(info string) (string, error) {
	id := ""
	for _, word := range strings.Fields(info) {
		key, value, _ := strings.Cut(word, "=")
		switch {
		case strings.HasPrefix(word, "#"):
			id = word[1:]
		case key == "id":
			id = strings.Trim(value, `"'`)
		default:
			return "", fmt.Errorf("%q beside the word optviz has no meaning: id=NAME or {#NAME} names the figure", word)
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
