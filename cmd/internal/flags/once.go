// Package flags makes flags strict: an empty value and a second value of a flag are
// errors, where pflag would take them without a word.
package flags

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"github.com/optviz/optviz/cmd/internal/printing"
)

// Repeatable is implemented by values of flags that can be given several times.
type Repeatable interface{ Repeats() bool }

// Strict makes all flags of a set refuse an empty value and, but for those that repeat,
// a second value.
func Strict(fs *pflag.FlagSet) {
	fs.VisitAll(func(f *pflag.Flag) {
		if _, already := f.Value.(*strict); !already && f.Value.Type() != "stringArray" { // which commands read as such, and check themselves
			f.Value = &strict{Value: f.Value}
		}
	})
}

// strict is a value of a flag that remembers whether it was given.
type strict struct {
	pflag.Value
	given bool
	first string
}

// Set sets the value; a switch may be set twice to the same.
func (v *strict) Set(s string) error {
	if v.given && !v.repeats() && (v.Type() != "bool" || s != v.first) {
		return fmt.Errorf("is given twice, first as %s: leave one out", printing.Quote(v.first))
	}
	if err := v.Value.Set(s); err != nil {
		return err
	}
	if strings.TrimSpace(s) == "" {
		return errors.New("is empty: leave the flag out for what is usual")
	}
	v.given, v.first = true, s
	return nil
}

// repeats reports whether several values are kept.
func (v *strict) repeats() bool {
	r, ok := v.Value.(Repeatable)
	return ok && r.Repeats() || v.Type() == "stringSlice"
}
