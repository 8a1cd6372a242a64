package figure

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strings"
	"unicode"

	"gonum.org/v1/plot/vg"
)

// eps writes the figure as encapsulated PostScript.
func (f *Figure) eps(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "%%!PS-Adobe-3.0 EPSF-3.0\n%%%%BoundingBox: 0 0 %.0f %.0f\n%%%%HiResBoundingBox: 0 0 %.2f %.2f\n",
		math.Ceil(float64(f.Width)), math.Ceil(float64(f.Height)), f.Width, f.Height)
	fmt.Fprintf(b, "%%%%Title: %s\n%%%%EndComments\n", ascii(f.Title))
	b.WriteString("/m /moveto load def /l /lineto load def /c /curveto load def /z /closepath load def\n1 setlinejoin\n")
	page := vg.Path{}
	page.Move(vg.Point{})
	page.Line(vg.Point{X: f.Width})
	page.Line(vg.Point{X: f.Width, Y: f.Height})
	page.Line(vg.Point{Y: f.Height})
	page.Close()
	for _, m := range append([]Mark{{Path: page, Color: f.Background}}, f.Marks...) {
		if err := f.epsMark(b, m); err != nil {
			return err
		}
	}
	b.WriteString("showpage\n%%EOF\n")
	return b.Flush()
}

func (f *Figure) epsMark(b *bufio.Writer, m Mark) error {
	if m.Tiles != nil {
		f.epsTiles(b, m.Tiles)
		return nil
	}
	if m.Picture != nil {
		return f.epsPicture(b, m.Picture)
	}
	var last vg.Point
	for _, c := range m.Outline() {
		switch c.Type {
		case vg.MoveComp:
			fmt.Fprintf(b, "%.2f %.2f m\n", c.Pos.X, c.Pos.Y)
		case vg.LineComp:
			fmt.Fprintf(b, "%.2f %.2f l\n", c.Pos.X, c.Pos.Y)
		case vg.CurveComp:
			c1, c2 := cubic(last, c)
			fmt.Fprintf(b, "%.2f %.2f %.2f %.2f %.2f %.2f c\n", c1.X, c1.Y, c2.X, c2.Y, c.Pos.X, c.Pos.Y)
		case vg.CloseComp:
			b.WriteString("z\n")
			continue
		}
		last = c.Pos
	}
	part := func(v uint8) float64 { return m.Sheer + (1-m.Sheer)*float64(v)/255 }
	fmt.Fprintf(b, "%.3f %.3f %.3f setrgbcolor ", part(m.Color.R), part(m.Color.G), part(m.Color.B))
	if m.Width == 0 {
		b.WriteString("fill\n")
		return nil
	}
	dash := make([]string, len(m.Dash))
	for i, d := range m.Dash {
		dash[i] = short(float64(d))
	}
	round := 0
	if m.Round {
		round = 1
	}
	fmt.Fprintf(b, "%s setlinewidth %d setlinecap [%s] 0 setdash stroke\n", short(float64(m.Width)), round, strings.Join(dash, " "))
	return nil
}

// cubic returns the control points of a curve, written as a cubic curve.
func cubic(from vg.Point, c vg.PathComp) (c1, c2 vg.Point) {
	if len(c.Control) == 2 {
		return c.Control[0], c.Control[1]
	}
	toward := func(p vg.Point) vg.Point {
		return vg.Point{X: p.X + 2*(c.Control[0].X-p.X)/3, Y: p.Y + 2*(c.Control[0].Y-p.Y)/3}
	}
	return toward(from), toward(c.Pos)
}

// ascii replaces characters that a PostScript comment cannot hold.
func ascii(s string) string {
	return strings.Map(func(r rune) rune {
		if r > unicode.MaxASCII || !unicode.IsPrint(r) {
			return '?'
		}
		return r
	}, s)
}
