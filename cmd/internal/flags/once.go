// Package flags makes flags strict: an empty value and a second value of a flag are
// errors, where pflag would accept them silently.
package flags

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"github.com/optviz/optviz/cmd/internal/printing"
)

// Repeatable is implemented by values of flags that a command line may give several times.
type Repeatable interface{ Repeats() bool }

// Emptiable is implemented by values of flags for which an empty text has a meaning.
type Emptiable interface{ TakesEmpty() bool }

// Strict makes all flags of a set refuse an empty value, unless they are Emptiable, and, unless they are Repeatable, a
// second value.
func Strict(fs *pflag.FlagSet) {
	fs.VisitAll(func(f *pflag.Flag) {
		if _, already := f.Value.(*strict); !already && f.Value.Type() != "stringArray" { // commands check values of this type themselves
			f.Value = &strict{Value: f.Value}
		}
	})
}

// strict is the value of a flag that remembers whether the command line gave the flag.
type strict struct {
	pflag.Value
	given bool
	first string
}

// Set sets the value. A boolean flag may be set twice to the same value.
func (v *strict) Set(s string) error {
	if v.given && !v.repeats() && (v.Type() != "bool" || s != v.first) {
		return fmt.Errorf("is given twice, first as %s: leave one out", printing.Quote(v.first))
	}
	if err := v.Value.Set(s); err != nil {
		return err
	}
	if e, ok := v.Value.(Emptiable); strings.TrimSpace(s) == "" && !(ok && e.TakesEmpty()) {
		return errors.New("is empty: leave the flag out for what is usual")
	}
	v.given, v.first = true, s
	return nil
}

// repeats reports whether the flag keeps several values.
func (v *strict) repeats() bool {
	r, ok := v.Value.(Repeatable)
	return ok && r.Repeats() || v.Type() == "stringSlice"
}
