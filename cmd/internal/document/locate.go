package document

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/yamltree"
	"github.com/optviz/optviz/surfaces/formula"
)

// PartError is an error in a figure of a page.
type PartError struct {
	Index int // of the figure on the page, from 0
	Err   error
}

func (e *PartError) Error() string { return fmt.Sprintf("figure %d: %v", e.Index+1, e.Err) }

func (e *PartError) Unwrap() error { return e.Err }

// NumberedError is an error in an item of a list that is told by its number, as curve 2.
type NumberedError struct {
	Key   string // of the list
	What  string // what an item is called, as curve
	Index int    // of the item, from 0
	Err   error
}

func (e *NumberedError) Error() string { return fmt.Sprintf("%s %d: %v", e.What, e.Index+1, e.Err) }

func (e *NumberedError) Unwrap() error { return e.Err }

// InCurve returns an error in a curve, counted from 0; nil where err is nil.
func InCurve(i int, err error) error {
	if err == nil {
		return nil
	}
	return &NumberedError{"curves", "curve", i, err}
}

// Locate returns an error of drawing a document with the line and the column of the wrong
// value in the document's text, as errors of ParseYAML begin. ok is false where the text
// does not hold that value: the error is about something else.
func Locate(text []byte, err error) (located error, ok bool) {
	root, parseErr := yamltree.Parse(text)
	if parseErr != nil {
		return err, false
	}
	root, ok = figureIn(root, err)
	if !ok {
		return err, false
	}
	var step *StoryError
	if errors.As(err, &step) {
		if root, ok = step.in(root); !ok {
			return err, false
		}
	}
	numbered, isNumbered := numberedIn(root, err)
	wrong := blamed(err)
	if wrong == nil && !isNumbered {
		return err, false
	}
	if wrong == nil {
		return numbered.Place.Errorf("%w", err), true
	}
	key := strings.ToLower(strings.TrimLeft(wrong.Flag, "-"))
	key = cmp.Or(keysOfFlags[key], key)
	value, given := numbered.Value(key)
	if !given {
		value, given = root.Value(key)
	}
	switch {
	case !given && isNumbered:
		return numbered.Place.Errorf("%w", err), true
	case !given:
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

// figureIn returns the node of the figure of a page that an error is about, or else that of the document.
func figureIn(root yamltree.Node, err error) (node yamltree.Node, ok bool) {
	var part *PartError
	for ; errors.As(err, &part); err = part.Err {
		figures, _ := root.Value("figures")
		if part.Index >= len(figures.Items) {
			return root, false
		}
		root = figures.Items[part.Index]
	}
	return root, true
}

// numberedIn returns the node of the item of a figure's list that an error is about.
func numberedIn(figure yamltree.Node, err error) (item yamltree.Node, ok bool) {
	var numbered *NumberedError
	if !errors.As(err, &numbered) {
		return item, false
	}
	list, _ := figure.Value(numbered.Key)
	if numbered.Index >= len(list.Items) {
		return item, false
	}
	return list.Items[numbered.Index], true
}

// blamed returns the error that blames a flag, nil if none is to blame. A mistake in a formula is one of
// the flag --formula.
func blamed(err error) *catalog.Error {
	var wrong *catalog.Error
	for inner := err; errors.As(inner, &wrong); inner = wrong.Err {
		if wrong.Flag != "" {
			return wrong
		}
	}
	var mistake *formula.Error
	if errors.As(err, &mistake) {
		return &catalog.Error{Flag: "--formula", Value: mistake.Text, Err: mistake}
	}
	return nil
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
