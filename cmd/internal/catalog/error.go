package catalog

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/printing"
)

// Error is an error of wrong usage: it names the flag, the value that was given, and what
// is wrong with the value. Flag is empty where no single flag is to blame.
type Error struct {
	Flag  string
	Value string
	Err   error
}

func (e *Error) Error() string {
	if e.Flag == "" {
		return e.Err.Error()
	}
	if u, ok := e.Err.(*unknown); ok && u.name == e.Value {
		return fmt.Sprintf("%s %s: unknown %s%s", e.Flag, printing.Quote(e.Value), u.kind, u.hint)
	}
	if at, ok := e.Err.(*fs.PathError); ok && at.Path == e.Value { // the path would be printed twice
		return fmt.Sprintf("%s %s: %v", e.Flag, printing.Quote(e.Value), at.Err)
	}
	return fmt.Sprintf("%s %s: %v", e.Flag, printing.Quote(e.Value), e.Err)
}

func (e *Error) Unwrap() error { return e.Err }

// Usage returns an error of wrong usage that no single flag is to blame for.
func Usage(format string, args ...any) error {
	return &Error{Err: fmt.Errorf(format, args...)}
}

// Blame returns an error that names the flag and the value that err is about; nil where
// err is nil.
func Blame(flag, value string, err error) error {
	if err == nil {
		return nil
	}
	return &Error{Flag: flag, Value: value, Err: err}
}

// givenTwice returns the error of a value that means the same as an earlier value of its
// flag.
func givenTwice(earlier string) error {
	return fmt.Errorf("is given twice, first as %s", printing.Quote(earlier))
}

// isBetween reports whether people put a character between names of a list.
func isBetween(r rune) bool { return r == ',' || r == ' ' }

// Unknown returns the error of a name that no choice of a kind has. The message suggests
// the nearest name and lists all choices where the list is short; otherwise it refers to
// `optviz list`.
func Unknown(kind, name string, choices []string) error {
	u := &unknown{kind: kind, name: name}
	near := Nearest(name, choices)
	switch {
	case strings.Contains(name, "="):
		u.hint = " (keys follow a colon, as in adam:lr=0.1)"
	case strings.Contains(name, ",") && (kind == "optimizer" || kind == "schedule"):
		u.hint = " (for several repeat the flag)"
	case strings.ContainsAny(name, ", ") && kind == "surface" && !slices.ContainsFunc(strings.FieldsFunc(name, isBetween), func(part string) bool { return !slices.Contains(choices, part) }):
		u.hint = fmt.Sprintf(" (for a page of several leave spaces: %s)", strings.Join(strings.FieldsFunc(name, isBetween), " "))
	case near != "":
		u.hint = fmt.Sprintf(" (did you mean %s?)", near)
	}
	if list := strings.Join(choices, ", "); len(list) <= 100 {
		u.hint += "; choose from " + list
	} else {
		u.hint += fmt.Sprintf("; `optviz list %ss` shows them all", kind)
	}
	return u
}

// unknown is the error of a name that is none of the choices. Where the name is the whole
// value of a flag, Error prints the name once.
type unknown struct{ kind, name, hint string }

func (u *unknown) Error() string {
	return fmt.Sprintf("unknown %s %s%s", u.kind, printing.Quote(u.name), u.hint)
}
