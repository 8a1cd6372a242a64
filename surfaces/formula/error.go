package formula

import (
	"fmt"
	"strings"
	"unicode"
)

// Error is what is wrong with a formula, and where.
type Error struct {
	Text   string
	Pos    int // offset in Text in bytes
	Reason string
	Name   string // where a name is unknown, that
}

// ParamError is what is wrong with a parameter.
type ParamError struct {
	Name   string
	Reason string
}

func (e *ParamError) Error() string { return fmt.Sprintf("parameter %s: %s", e.Name, e.Reason) }

// Error shows the place under the reason:
//
//	a * is missing
//	    2 x
//	      ^
func (e *Error) Error() string { return e.Reason + "\n" + e.Excerpt("    ") }

// excerptWidth is how much of a long text an error shows.
const excerptWidth = 72

// Excerpt is the text, or the part of a long one around the place, with a caret
// under the place; both lines are indented.
func (e *Error) Excerpt(indent string) string {
	pos := min(e.Pos, len(e.Text))
	before, after := printable(e.Text[:pos]), printable(e.Text[pos:])
	if len(before)+len(after) > excerptWidth {
		if keep := excerptWidth * 2 / 3; len(before) > keep {
			before = append([]rune("..."), before[len(before)-keep+3:]...)
		}
		if keep := excerptWidth - len(before); len(after) > keep {
			after = append(after[:keep-3:keep-3], []rune("...")...)
		}
	}
	return indent + string(before) + string(after) + "\n" + indent + strings.Repeat(" ", len(before)) + "^"
}

// printable replaces what would move the caret or the terminal's cursor.
func printable(s string) []rune {
	rs := []rune(s)
	for i, r := range rs {
		if !unicode.IsPrint(r) {
			rs[i] = ' '
		}
	}
	return rs
}

// fail ends Parse. It panics, which Parse recovers: the parser and the compiler
// stay free of errors that only travel upwards.
func fail(text string, pos int, format string, args ...any) {
	panic(&Error{Text: text, Pos: pos, Reason: fmt.Sprintf(format, args...)})
}
