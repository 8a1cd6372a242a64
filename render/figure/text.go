package figure

import (
	"fmt"
	"image/color"
	"slices"

	"gonum.org/v1/plot/vg"

	outlines "github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/typeset"
)

// TextAs states how the formats that can hold text do so.
type TextAs int

// SVG and HTML hold outlines unless told otherwise, the others real text. That in LaTeX and Typst is set by
// the document's fonts.
const (
	UsualText TextAs = iota
	RealText         // characters to search and copy, with the parts of their fonts that they need
	Outlines         // the letters' outlines
)

// Check returns an error for a value that is none of the constants.
func (t TextAs) Check() error {
	if t < UsualText || t > Outlines {
		return fmt.Errorf("TextAs is %d: UsualText, RealText or Outlines", t)
	}
	return nil
}

// Text is a line of text in a figure. Formats that write no text draw its outline.
type Text struct {
	Line    typeset.Line
	At      vg.Point // left end of the baseline
	Upright bool     // the text reads upwards: its baseline rises from At
}

// Put writes a line of text.
func (f *Figure) Put(t Text, c color.RGBA) { f.Marks = append(f.Marks, Mark{Text: &t, Color: c}) }

// Lacking returns the characters of the texts that come from a built-in font because the own fonts of the
// figure lack them, in ascending order.
func (f *Figure) Lacking() []rune {
	var all []rune
	for _, m := range f.Marks {
		if m.Text != nil {
			all = append(all, m.Text.Line.Lacking()...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Outline returns the path that a mark fills or strokes. The outline of a text is made anew each
// time: it takes more time and memory than all else in most figures, and not every format needs it.
func (m *Mark) Outline() vg.Path {
	if m.Text != nil {
		return m.Text.Outline()
	}
	return m.Path
}

// Outline returns the outline of the text's letters.
func (t *Text) Outline() vg.Path {
	if !t.Upright {
		return t.Line.Outline(t.At)
	}
	return outlines.Mapped(t.Line.Outline(vg.Point{}), t.Place)
}

// Place returns where a point of the line lies in the figure.
func (t *Text) Place(p vg.Point) vg.Point {
	if t.Upright {
		return vg.Point{X: t.At.X - p.Y, Y: t.At.Y + p.X}
	}
	return t.At.Add(p)
}
