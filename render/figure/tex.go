package figure

import (
	"bufio"
	"bytes"
	"cmp"
	_ "embed"
	"fmt"
	"image/color"
	"io"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"
)

// tex writes the figure as commands of PGF, to be read with \input by a document of LaTeX. The
// document's own fonts set its text.
func (f *Figure) tex(w io.Writer) error {
	marks, err := f.texMarks()
	if err != nil {
		return err
	}
	b := bufio.NewWriter(w)
	f.texBegin(b, texUsage, "")
	for _, m := range marks {
		b.WriteString(m)
	}
	b.WriteString(texEnd)
	return b.Flush()
}

const (
	texMostLength   vg.Length = 16000
	texMostCommands           = 2 << 20 // bytes; TeX holds about as many units of memory, of 5 million
	texFlatPixels             = 3e6
)

// texMarks returns the commands of each mark, the background's first. What would fill TeX's memory
// becomes one picture below the text.
func (f *Figure) texMarks() ([]string, error) {
	if max(f.Width, f.Height) > texMostLength {
		return nil, fmt.Errorf("TeX has no lengths of %.0f pt; at most %d", max(f.Width, f.Height), int(texMostLength))
	}
	marks, size, err := f.texEach()
	if err == nil && size > texMostCommands {
		marks, _, err = f.flattened(texFlatPixels).texEach()
	}
	return marks, err
}

// texEach returns the commands of each mark, and how many bytes they are.
func (f *Figure) texEach() (marks []string, size int, err error) {
	if !f.Transparent {
		marks = append(marks, fmt.Sprintf("%s\\ov@tile0 0 %s %s\n", texFill(f.Background), short(float64(f.Width)), short(float64(f.Height))))
	}
	for _, m := range f.Marks {
		var one bytes.Buffer
		b := bufio.NewWriter(&one)
		err = cmp.Or(err, f.texMark(b, m), b.Flush())
		marks, size = append(marks, one.String()), size+one.Len()
	}
	return marks, size, err
}

// flattened returns the figure with all marks but texts as one picture of a number of pixels.
func (f *Figure) flattened(pixels float64) *Figure {
	drawn, out := *f, *f
	drawn.Marks, out.Marks = nil, nil
	for _, m := range f.Marks {
		if m.Text != nil {
			out.Marks = append(out.Marks, m)
		} else {
			drawn.Marks = append(drawn.Marks, m)
		}
	}
	drawn.DPI = 72 * math.Sqrt(pixels/float64(f.Width*f.Height))
	box := vg.Rectangle{Max: vg.Point{X: f.Width, Y: f.Height}}
	out.Marks = append([]Mark{{Picture: &Picture{Box: box, Image: drawn.image()}}}, out.Marks...)
	return &out
}

// texMacros defines what the marks are written with.
//
//go:embed tex_macros.tex
var texMacros string

const texEnd = "\\ov@end\n"

// texBegin writes the head of the file, which says how to use it, and begins the picture after the
// commands of a setting.
func (f *Figure) texBegin(b *bufio.Writer, usage, setting string) {
	b.WriteString(texStart + "\n" + usage)
	texComments.about(b, "Title", f.Title)
	texComments.about(b, "Description", f.Desc)
	texComments.source(b, f.Source)
	b.WriteString(texMacros + setting)
	fmt.Fprintf(b, "\\ov@begin{%s}{%s}%%\n", short(float64(f.Width)), short(float64(f.Height)))
}

func (f *Figure) texMark(b *bufio.Writer, m Mark) error {
	switch {
	case m.Tiles != nil:
		f.texTiles(b, m.Tiles)
		return nil
	case m.Picture != nil:
		return f.texPicture(b, m.Picture)
	case m.Sheer > 0:
		opacity := short(1 - m.Sheer)
		fmt.Fprintf(b, "\\ov@sheer{%s}\\pgfsys@stroke@opacity{%s}%%\n", opacity, opacity)
		m.Sheer = 0
		err := f.texMark(b, m)
		b.WriteString("\\pgfsys@endscope\n")
		return err
	case m.Text != nil && f.TextAs != Outlines && f.texText(b, m):
		return nil
	}
	if m.Width == 0 {
		b.WriteString(texFill(m.Color))
		texPath(b, m.Outline())
		b.WriteString("\\pgfsys@fill\n")
		return nil
	}
	dash := make([]string, len(m.Dash))
	for i, d := range m.Dash {
		dash[i] = short(float64(d)) + "bp"
	}
	ends := "butt"
	if m.Round {
		ends = "round"
	}
	fmt.Fprintf(b, "\\ov@pen{%s}{%s}{%s}\\pgfsys@%scap\n", texColour(m.Color), short(float64(m.Width)), strings.Join(dash, ","), ends)
	texPath(b, m.Outline())
	b.WriteString("\\pgfsys@stroke\n")
	return nil
}

// texFill returns the command that sets the colour of areas.
func texFill(c color.RGBA) string { return fmt.Sprintf("\\ov@fill{%s}%%\n", texColour(c)) }

// texColour returns a colour as PGF takes it.
func texColour(c color.RGBA) string {
	part := func(v uint8) string { return fraction(float64(v) / 255) }
	return part(c.R) + "}{" + part(c.G) + "}{" + part(c.B)
}

func texPath(b *bufio.Writer, path vg.Path) {
	var last vg.Point
	for _, c := range path {
		switch c.Type {
		case vg.MoveComp:
			fmt.Fprintf(b, "\\ov@m%s\n", texPoint(c.Pos))
		case vg.LineComp:
			fmt.Fprintf(b, "\\ov@l%s\n", texPoint(c.Pos))
		case vg.CurveComp:
			c1, c2 := cubic(last, c)
			fmt.Fprintf(b, "\\ov@c%s %s %s\n", texPoint(c1), texPoint(c2), texPoint(c.Pos))
		case vg.CloseComp:
			b.WriteString("\\ov@z\n")
			continue
		}
		last = c.Pos
	}
}

// texPoint returns the coordinates of a point.
func texPoint(p vg.Point) string { return short(float64(p.X)) + " " + short(float64(p.Y)) }
