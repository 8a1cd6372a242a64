// Package pattern compiles regular expressions when they are first used: a run of the program
// uses few of them, and compiling all takes longer than the rest of its start.
package pattern

import (
	"regexp"
	"sync"
)

// Lazy returns a function that compiles an expression when it is first called. It panics, as
// regexp.MustCompile does, if the expression is none.
func Lazy(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
