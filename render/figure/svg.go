package figure

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"image/color"
	"io"
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot/vg"
)

// svg writes the figure as an image with a title and a description, one path for each
// mark, in pixels with two decimals.
func (f *Figure) svg(w io.Writer) error {
	b := bufio.NewWriter(w)
	fonts, err := f.svgFonts(f.Marks)
	if err != nil {
		return err
	}
	f.svgBegin(b, fonts)
	for _, m := range f.Marks {
		f.svgMark(b, m, fonts)
	}
	b.WriteString("</g>\n</svg>\n")
	return b.Flush()
}

// svgBegin writes the head of the file and opens the group of the marks.
func (f *Figure) svgBegin(b *bufio.Writer, fonts *svgFonts) {
	width, height := f.Pixels()
	fmt.Fprintf(b, `<svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 %d %d" role="img" aria-labelledby="title desc">`+"\n",
		f.svgSize(f.Width, width), f.svgSize(f.Height, height), width, height)
	fmt.Fprintf(b, "<title id=\"title\">%s</title>\n<desc id=\"desc\">%s</desc>\n", xmlText(f.Title), xmlText(f.Desc))
	b.WriteString(svgMetadata(f.Source))
	b.WriteString(fonts.style())
	if !f.Transparent {
		fmt.Fprintf(b, "<rect width=\"100%%\" height=\"100%%\" fill=\"%s\"/>\n", Hex(f.Background))
	}
	b.WriteString("<g stroke-linejoin=\"round\">\n")
}

// svgSize returns a side of the page, in points if Physical is set, else in pixels.
func (f *Figure) svgSize(length vg.Length, pixels int) string {
	if f.Physical {
		return short(float64(length)) + "pt"
	}
	return strconv.Itoa(pixels)
}

// svgMark writes a mark: a text as text if there are fonts for it, else as its outline.
func (f *Figure) svgMark(b *bufio.Writer, m Mark, fonts *svgFonts) {
	if m.Tiles != nil {
		f.svgTiles(b, m.Tiles)
		return
	}
	if m.Picture != nil {
		f.svgPicture(b, m.Picture)
		return
	}
	if m.Text != nil && m.Width == 0 && fonts != nil {
		if m.Sheer > 0 {
			fmt.Fprintf(b, "<g opacity=\"%s\">\n", short(1-m.Sheer))
			defer b.WriteString("</g>\n")
		}
		f.svgText(b, m.Text, m.Color, fonts)
		return
	}
	if m.Width == 0 {
		fmt.Fprintf(b, `<path fill="%s"`, Hex(m.Color))
		if m.Sheer > 0 {
			fmt.Fprintf(b, ` fill-opacity="%s"`, short(1-m.Sheer))
		}
		b.WriteString(` d="`)
	} else {
		fmt.Fprintf(b, `<path fill="none" stroke="%s" stroke-width="%s"`, Hex(m.Color), short(f.dots(m.Width)))
		if len(m.Dash) > 0 {
			fmt.Fprintf(b, ` stroke-dasharray="%s"`, f.svgDash(m.Dash))
		}
		if m.Round {
			b.WriteString(` stroke-linecap="round"`)
		}
		if m.Sheer > 0 {
			fmt.Fprintf(b, ` stroke-opacity="%s"`, short(1-m.Sheer))
		}
		b.WriteString(` d="`)
	}
	b.Write(f.svgData(m.Outline()))
	b.WriteString("\"/>\n")
}

// svgData returns the data of a path.
func (f *Figure) svgData(path vg.Path) []byte {
	p := svgPath{figure: f}
	for _, c := range path {
		p.add(c)
	}
	return p.data
}

// svgPath is unfinished path data: relative coordinates in hundredths of a pixel, so that
// rounding errors do not add up.
type svgPath struct {
	figure *Figure
	data   []byte
	x, y   int
	x0, y0 int // start of the subpath, where closing ends
	last   byte
}

func (s *svgPath) add(c vg.PathComp) {
	switch c.Type {
	case vg.MoveComp:
		s.command('m', c.Pos)
		s.x0, s.y0 = s.x, s.y
	case vg.LineComp:
		s.command('l', c.Pos)
	case vg.CurveComp:
		if len(c.Control) == 1 {
			s.command('q', c.Control[0], c.Pos)
		} else {
			s.command('c', c.Control[0], c.Control[1], c.Pos)
		}
	case vg.CloseComp:
		s.data, s.last = append(s.data, 'z'), 'z'
		s.x, s.y = s.x0, s.y0
	}
}

func (s *svgPath) command(name byte, points ...vg.Point) {
	if name != s.last {
		s.data = append(s.data, name)
	}
	var x, y int
	for i, p := range points {
		x = int(math.Round(100 * s.figure.dots(p.X)))
		y = int(math.Round(100 * s.figure.dots(s.figure.Height-p.Y)))
		s.number(x-s.x, i > 0 || name == s.last)
		s.number(y-s.y, true)
	}
	s.x, s.y, s.last = x, y, name
}

// number writes a number of hundredths. A space is needed only between two numbers of
// which the second has no sign.
func (s *svgPath) number(v int, follows bool) {
	if follows && v >= 0 {
		s.data = append(s.data, ' ')
	}
	if v < 0 {
		s.data = append(s.data, '-')
		v = -v
	}
	if v >= 100 || v%100 == 0 {
		s.data = strconv.AppendInt(s.data, int64(v/100), 10)
	}
	if frac := v % 100; frac != 0 {
		s.data = append(s.data, '.', byte('0'+frac/10))
		if frac%10 != 0 {
			s.data = append(s.data, byte('0'+frac%10))
		}
	}
}

// short writes a length with at most two decimals.
func short(v float64) string {
	return strconv.FormatFloat(math.Round(100*v)/100, 'f', -1, 64)
}

// Hex writes a colour as SVG, CSS and Typst do: #rrggbb.
func Hex(c color.RGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// xmlText escapes text; characters that XML cannot hold become U+FFFD.
func xmlText(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder does not fail
	return b.String()
}
