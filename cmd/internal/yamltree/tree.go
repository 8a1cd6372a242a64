// Package yamltree reads YAML, and with it JSON, into a plain tree of lists, mappings
// and texts. Aliases and merge keys are replaced by what they stand for; tags, nulls
// and keys given twice are refused. The text is not trusted: its size, its nesting and
// what its aliases make of it are bounded, and the time is proportional to its length.
package yamltree

import "fmt"

// What a text may be.
const (
	MaxBytes  = 1_000_000 // bytes, the length of a text
	maxDepth  = 64        // lists and mappings within each other
	maxCopied = 100_000   // values that aliases make
)

// Kind is what a Node is.
type Kind int

// The kinds of a Node.
const (
	Scalar Kind = iota
	List
	Mapping
)

// Node is a value of the tree.
type Node struct {
	Kind  Kind
	Text  string // of a Scalar, as it was typed, but without quotes: 1.10, 0x10, yes
	Items []Node // of a List
	Pairs []Pair // of a Mapping, in its order; what a merge key adds comes last
	Place Place
}

// Pair is a key of a mapping with its value.
type Pair struct {
	Key   string
	At    Place // of the key
	Value Node
}

// Place is where something stands in the text, from 1. A Column of 0 is unknown.
type Place struct{ Line, Column int }

// Error is an error with its place in the text.
type Error struct {
	Place
	Err error
}

// Error begins with the place, as compilers write it: "3:8: what is wrong".
func (e *Error) Error() string {
	if e.Column == 0 {
		return fmt.Sprintf("%d: %v", e.Line, e.Err)
	}
	return fmt.Sprintf("%d:%d: %v", e.Line, e.Column, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }

// Errorf returns an Error at a place.
func (p Place) Errorf(format string, args ...any) error {
	return &Error{p, fmt.Errorf(format, args...)}
}

// TwiceError is the error of a key that its mapping has already.
type TwiceError struct {
	Key   string
	First Place
}

func (e *TwiceError) Error() string {
	return fmt.Sprintf("%s is given twice, first in line %d", name(e.Key), e.First.Line)
}

// Value returns the value of a key of a Mapping, and whether there is one.
func (n Node) Value(key string) (Node, bool) {
	for _, p := range n.Pairs {
		if p.Key == key {
			return p.Value, true
		}
	}
	return Node{}, false
}
