package formula

import "fmt"

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

// Error tells the reason and, in brackets, the place:
//
//	an operator is missing here (character 3, before "x")
func (e *Error) Error() string {
	if e.Text == "" {
		return e.Reason
	}
	return fmt.Sprintf("%s (%s)", e.Reason, e.Place())
}

// nearby is how many characters of the formula an error shows.
const nearby = 20

// Place returns where the error is, on one line: the number of the character, from 1,
// and the text that begins there, or the text that the formula ends with.
func (e *Error) Place() string {
	pos := min(e.Pos, len(e.Text))
	before, after := []rune(e.Text[:pos]), []rune(e.Text[pos:])
	if len(after) > 0 {
		return fmt.Sprintf("character %d, before %q", len(before)+1, string(after[:min(nearby, len(after))]))
	}
	return fmt.Sprintf("at the end, after %q", string(before[max(0, len(before)-nearby):]))
}

// fail ends Parse. It panics, which Parse recovers: the parser and the compiler
// stay free of errors that only travel upwards.
func fail(text string, pos int, format string, args ...any) {
	panic(&Error{Text: text, Pos: pos, Reason: fmt.Sprintf(format, args...)})
}
