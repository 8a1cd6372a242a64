package figure

import (
	"bytes"
	"cmp"
	"image/color"
	"io"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/pptx"
)

// TitlePlace is where a figure shows its title, which its marks with Title set draw. The zero value
// stands for a figure that shows none.
type TitlePlace struct {
	Box   vg.Rectangle // the room of the title's lines
	Size  vg.Length    // of text with which the whole title fits the room
	Color color.RGBA
	Font  string // family of the text; "" for the built-in font
}

// Moved returns the place moved by a vector.
func (t TitlePlace) Moved(by vg.Point) TitlePlace {
	t.Box = vg.Rectangle{Min: t.Box.Min.Add(by), Max: t.Box.Max.Add(by)}
	return t
}

// Deck writes figures as a presentation for PowerPoint, Keynote and LibreOffice, each on a slide
// of its own. The title of a figure is text of the slide, where it stands in the figure; the rest
// is a picture that fills the slide.
type Deck struct{ slides *pptx.Writer }

// NewDeck returns a presentation that is written to w.
func NewDeck(w io.Writer) *Deck { return &Deck{pptx.NewWriter(w)} }

// Add writes a slide. Its notes are the figure's or, without those, the figure's description.
func (d *Deck) Add(f *Figure) error {
	s := pptx.Slide{
		Width: float64(f.Width), Height: float64(f.Height), Background: f.Background,
		Title: f.slideTitle(), Font: f.TitlePlace.Font, Alt: f.Desc, Notes: cmp.Or(f.Notes, f.Desc), Lang: f.Lang, Source: f.Source,
	}
	u := f.untitled()
	u.TextAs, u.oldLinks = Outlines, true // PowerPoint does not read the fonts within a picture
	var svg, png bytes.Buffer
	if err := cmp.Or(u.svg(&svg), u.png(&png)); err != nil {
		return err
	}
	s.SVG, s.PNG = svg.Bytes(), png.Bytes()
	return d.slides.Add(s)
}

// Close ends the presentation, which needs a slide. It does not close the underlying writer.
func (d *Deck) Close() error { return d.slides.Close() }

// pptx writes the figure as a presentation of one slide.
func (f *Figure) pptx(w io.Writer) error {
	d := NewDeck(w)
	if err := d.Add(f); err != nil {
		return err
	}
	return d.Close()
}

// untitled returns the figure without the marks of its title and without its Source.
func (f *Figure) untitled() *Figure {
	u := *f
	u.Marks = slices.DeleteFunc(slices.Clone(f.Marks), func(m Mark) bool { return m.Title })
	u.Source = ""
	return &u
}

// slideTitle returns the title as a slide has it.
func (f *Figure) slideTitle() pptx.Title {
	t := f.TitlePlace
	return pptx.Title{
		Text: f.Title, X: float64(t.Box.Min.X), Y: float64(f.Height - t.Box.Max.Y), Width: float64(t.Box.Size().X), Height: float64(t.Box.Size().Y),
		Size: float64(t.Size), Ink: t.Color,
	}
}
