package live

import (
	"errors"
	"fmt"
	"unicode/utf16"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/optimizers/parallel"
	"github.com/optviz/optviz/surfaces/formula"
)

// Failure is an error as the page shows it.
type Failure struct {
	Text        string // the whole message, as the command prints it
	Flag, Value string // what the error is about; "" where no single flag is to blame
	Reason      string // what is wrong with Value
	Name        string // of which a formula does not know the meaning; "": none
	At          int    // the place of the mistake in a formula, in units of UTF-16, as JavaScript counts; -1: none
}

// FailureOf returns an error as the page shows it.
func FailureOf(err error) Failure {
	f := Failure{Text: err.Error(), At: -1}
	if usage, ok := errors.AsType[*catalog.Error](err); ok {
		f.Flag, f.Value, f.Reason = usage.Flag, usage.Value, usage.Err.Error()
	}
	if at, ok := errors.AsType[*formula.Error](err); ok && f.Flag == "" {
		f.Flag, f.Value, f.Reason, f.Name, f.At = "--formula", at.Text, at.Reason, at.Name, len(utf16.Encode([]rune(at.Text[:at.Pos])))
	}
	return f
}

// Safely calls a question and turns a panic, of a rule or a surface, into an error.
func Safely(ask func() error) error {
	err := parallel.Catch(ask)
	if p, ok := errors.AsType[*parallel.Panic](err); ok {
		return fmt.Errorf("the program has a mistake that this state shows: %v", p.Value)
	}
	return err
}
