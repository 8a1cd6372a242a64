package formula

import (
	"fmt"
	"strconv"
)

// Error is a mistake in a formula, and its place.
type Error struct {
	Text   string
	Pos    int // offset in Text in bytes
	Reason string
	Name   string // the name, if it is unknown

	Function       string // the name of a function that does not exist
	MissingProduct bool   // a * at Pos may be what is missing
}

// ParamError is a mistake in a parameter.
type ParamError struct {
	Name   string
	Reason string
}

// Error returns the name of the parameter and the reason: "parameter a: ...". A name that is none stands in
// quotes.
func (e *ParamError) Error() string {
	name := e.Name
	if !isName(name) {
		name = strconv.Quote(name)
	}
	return fmt.Sprintf("parameter %s: %s", name, e.Reason)
}

// Error returns the reason and, in brackets, the place:
//
//	an operator is missing here (character 3, before "x")
func (e *Error) Error() string {
	if e.Text == "" {
		return e.Reason
	}
	return fmt.Sprintf("%s (%s)", e.Reason, e.Place())
}

// nearby is the number of the formula's characters that an error shows.
const nearby = 20

// Place returns the place of the error on one line: the number of the character, from 1,
// and the text from there on, or the end of the formula.
func (e *Error) Place() string {
	pos := min(e.Pos, len(e.Text))
	before, after := []rune(e.Text[:pos]), []rune(e.Text[pos:])
	if len(after) > 0 {
		return fmt.Sprintf("character %d, before %q", len(before)+1, string(after[:min(nearby, len(after))]))
	}
	return fmt.Sprintf("at the end, after %q", string(before[max(0, len(before)-nearby):]))
}

// fail ends Parse with an error. It panics, and Parse recovers, so that the parser and
// the compiler need not pass errors upwards.
func fail(text string, pos int, format string, args ...any) {
	panic(&Error{Text: text, Pos: pos, Reason: fmt.Sprintf(format, args...)})
}
