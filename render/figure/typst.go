package figure

import (
	"bufio"
	_ "embed"
	"fmt"
	"io"
	"strings"

	"github.com/optviz/optviz/render/typeset"
)

// typst writes the figure as a file for Typst: an SVG of all but the text, which the document's own
// fonts set over it.
func (f *Figure) typst(w io.Writer) error {
	b := bufio.NewWriter(w)
	b.WriteString(typstStart + "\n" + typstUsage)
	typstComments.about(b, "Title", f.Title)
	typstComments.about(b, "Description", f.Desc)
	typstComments.source(b, f.Source)
	drawn, texts := f.typstParts()
	var svg strings.Builder
	if err := drawn.svg(&svg); err != nil {
		return err
	}
	fmt.Fprintf(b, "#let drawing = %s\n#let alt = %s\n", typeset.TypstString(svg.String()), typeset.TypstString(f.Title+"\n"+f.Desc))
	fmt.Fprintf(b, "#let (wide, high) = (%spt, %spt)\n%s#let texts = {\n", short(float64(f.Width)), short(float64(f.Height)), typstPut)
	for _, m := range texts {
		f.typstText(b, m)
	}
	b.WriteString("}\n" + typstEnd)
	return b.Flush()
}

// typstParts returns the figure that the SVG shows, and the texts over it. Tiles become pictures:
// in the PDF that Typst writes, seams would show between paths.
func (f *Figure) typstParts() (drawn Figure, texts []Mark) {
	drawn = *f
	drawn.Source, drawn.TextAs, drawn.Marks = "", Outlines, nil
	for _, m := range f.Marks {
		switch {
		case m.Text != nil && f.TextAs != Outlines:
			texts = append(texts, m)
		case m.Tiles != nil:
			p := f.pictured(m.Tiles)
			drawn.Marks = append(drawn.Marks, Mark{Picture: &p})
		default:
			drawn.Marks = append(drawn.Marks, m)
		}
	}
	return drawn, texts
}

// typstPut defines what texts are written with, and typstEnd shows the figure.
var (
	//go:embed typst_put.typ
	typstPut string
	//go:embed typst_show.typ
	typstEnd string
)

const (
	typstStart = "// optviz: a figure for Typst 0.13 or newer"
	typstUsage = `// #include "this file" shows it, as in #figure(include "this file", caption: [...]), as wide as it is or
// as there is room for. #import "this file": optviz, and #optviz(width: 8cm) shows it in another width.
`
)

// typstText writes a text, or its rim. Of a sheer rim the text that follows covers the inner half, so that its
// colour may fill the letters, too.
func (f *Figure) typstText(b *bufio.Writer, m Mark) {
	l := m.Text.Line
	fmt.Fprintf(b, "  put(%spt, %spt, %s, %t, %spt, %spt, rgb(%q), %spt, %t, %s)\n",
		short(float64(m.Text.At.X)), short(float64(f.Height-m.Text.At.Y)), short(l.Align), m.Text.Upright,
		short(float64(l.Size)*ownFontScale), short(float64(l.Width)), typstColour(m), short(float64(m.Width)),
		l.Face == typeset.Bold || l.Face == typeset.BoldItalic, l.Typst())
}

// typstColour returns the colour of a mark, with its opacity where the mark is sheer.
func typstColour(m Mark) string {
	if m.Sheer == 0 {
		return Hex(m.Color)
	}
	return fmt.Sprintf("%s%02x", Hex(m.Color), m.sheerColour().A)
}
