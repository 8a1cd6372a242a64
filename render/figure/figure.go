// Package figure holds finished drawings and writes them in file formats.
//
// A drawing is a list of filled and stroked paths, texts, tiles and pictures, so
// that every format shows the same figure, and the same figure always gives the same
// bytes.
//
// A new format is a file with its encoder and a line of formats.
package figure

import (
	"image/color"

	"gonum.org/v1/plot/vg"
)

// Figure is a drawing. Its marks are in points, y up, later ones on top.
type Figure struct {
	Width, Height vg.Length
	DPI           float64 // pixels per inch in raster formats and in SVG
	Physical      bool    // an SVG states its size in points, not in pixels
	Title, Desc   string  // for screen readers and file information
	Notes         string  // for who presents the figure; each line is a paragraph
	Lang          string  // of all texts: "en" or "de"
	TitlePlace    TitlePlace
	Source        string // input that the figure can be drawn from again, stored in formats with HasSource; "" for none
	TextAs        TextAs // how formats that have text hold it
	Background    color.RGBA
	Transparent   bool // files whose Format is Transparent, too, leave the background out
	Marks         []Mark

	oldLinks bool // an SVG links pictures as SVG 1.1 does, for Office
}

// Mark is a path or the outline of a text, filled by the non-zero rule or, where Width is above 0,
// stroked with round joins: the rim of a text, which the same text follows filled. A dashed path
// has lines only.
type Mark struct {
	Path  vg.Path
	Text  *Text // instead of a path, unless nil
	Color color.RGBA
	Width vg.Length
	Dash  []vg.Length // lengths on and off
	Round bool        // round caps instead of flat ones
	Title bool        // draws the figure's title, or a part of it: a presentation has text instead
	Sheer float64     // part of what lies below that shows through; EPS shows white instead

	// Drawn instead of a path, unless nil.
	Tiles   *Tiles
	Picture *Picture
}

// Fill adds a filled path.
func (f *Figure) Fill(p vg.Path, c color.RGBA) {
	f.Marks = append(f.Marks, Mark{Path: p, Color: c})
}

// Stroke adds a stroked path.
func (f *Figure) Stroke(p vg.Path, c color.RGBA, width vg.Length, dash ...vg.Length) {
	f.Marks = append(f.Marks, Mark{Path: p, Color: c, Width: width, Dash: dash})
}

// Pixels returns the size in raster formats.
func (f *Figure) Pixels() (width, height int) {
	return int(f.dots(f.Width) + 0.5), int(f.dots(f.Height) + 0.5)
}

func (f *Figure) dots(l vg.Length) float64 { return l.Dots(f.DPI) }
