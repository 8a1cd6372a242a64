package document

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/yamltree"
)

// PartError is an error in a figure of a page.
type PartError struct {
	Index int // of the figure on the page, from 0
	Err   error
}

func (e *PartError) Error() string { return fmt.Sprintf("figure %d: %v", e.Index+1, e.Err) }

func (e *PartError) Unwrap() error { return e.Err }

// Locate returns an error of drawing a document with the line and the column of the wrong
// value in the document's text, as errors of ParseYAML begin. ok is false where the text
// does not hold that value: the error is about something else.
func Locate(text []byte, err error) (located error, ok bool) {
	root, parseErr := yamltree.Parse(text)
	if parseErr != nil {
		return err, false
	}
	var part *PartError
	for inner := err; errors.As(inner, &part); inner = part.Err {
		figures, _ := root.Value("figures")
		if part.Index >= len(figures.Items) {
			return err, false
		}
		root = figures.Items[part.Index]
	}
	var step *StoryError
	if errors.As(err, &step) {
		state, given := step.in(root)
		if !given {
			return err, false
		}
		root = state
	}
	var wrong *catalog.Error
	for inner := err; errors.As(inner, &wrong) && wrong.Flag == ""; inner = wrong.Err {
	}
	if wrong == nil || wrong.Flag == "" {
		return err, false
	}
	key := strings.ToLower(strings.TrimLeft(wrong.Flag, "-"))
	key = cmp.Or(keysOfFlags[key], key)
	value, given := root.Value(key)
	if !given {
		return err, false
	}
	var item *itemError
	if errors.As(wrong.Err, &item) && item.index < len(value.Items) {
		value = value.Items[item.index]
	}
	at, exact := valueOf(value, wrong.Value)
	if slices.Contains(lookNames, key) && !exact {
		return err, false // the value comes from a flag of render
	}
	var of *catalog.Error // of the value, as the corner of an inset
	if errors.As(wrong.Err, &of) {
		if inner, given := value.Value(of.Flag); given {
			at, _ = valueOf(inner, of.Value)
		}
	}
	if direct, isDirect := err.(*catalog.Error); isDirect && direct == wrong {
		err = &catalog.Error{Flag: key, Value: wrong.Value, Err: wrong.Err}
	}
	return at.Errorf("%w", err), true
}

// lookNames lists the keys that flags of render override.
var lookNames = AppearanceFlags()

// itemError is an error in an item of a list, whose index counts from 0.
type itemError struct {
	index int
	error
}

func (e *itemError) Unwrap() error { return e.error }

// valueOf returns the place of a text within the value of a key. Where the text is written
// in another way there, exact is false and the place is that of the whole value.
func valueOf(n yamltree.Node, text string) (at yamltree.Place, exact bool) {
	if n.Kind == yamltree.Scalar && oneLine(n.Text) == oneLine(text) {
		return n.Place, true
	}
	inner := n.Items
	for _, p := range n.Pairs {
		inner = append(inner, p.Value)
	}
	for _, item := range inner {
		if at, exact := valueOf(item, text); exact {
			return at, true
		}
	}
	return n.Place, false
}
