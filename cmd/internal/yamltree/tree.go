// Package yamltree reads YAML, and so JSON, into a plain tree of lists, mappings and texts.
// It expands aliases and merge keys, and refuses tags, keys without a value and keys given twice. The text
// is not trusted: its size, its nesting and the number of values that its aliases make are
// bounded, and the time is proportional to its length.
package yamltree

import "fmt"

// The limits of a text.
const (
	MaxBytes  = 1_000_000 // bytes, the length of a text
	maxDepth  = 64        // lists and mappings nested in each other
	maxCopied = 100_000   // values that aliases make
)

// Kind tells a scalar, a list, a mapping and a null apart.
type Kind int

// The kinds of a Node.
const (
	Scalar Kind = iota
	List
	Mapping
	Null // an item of a list, in place of a value
)

// Node is a value of the tree.
type Node struct {
	Kind  Kind
	Text  string // text of a Scalar as it was typed, but without quotes: 1.10, 0x10, yes
	Items []Node // items of a List
	Pairs []Pair // keys and values of a Mapping, in order; those of merge keys come last
	Place Place
}

// Pair is a key of a mapping with its value.
type Pair struct {
	Key   string
	At    Place // place of the key
	Value Node
}

// Place is a line and a column of the text, both from 1. A Column of 0 is unknown.
type Place struct{ Line, Column int }

// Error is an error with its place in the text.
type Error struct {
	Place
	Err error
}

// Error returns the message after the place, as compilers write it: "3:8: what is wrong".
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

// TwiceError is the error of a key that occurs twice in its mapping.
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
