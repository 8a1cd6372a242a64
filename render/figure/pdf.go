package figure

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"io"
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/typeset"
)

// pdf writes the figure as a PDF of one page.
func (f *Figure) pdf(w io.Writer) error {
	p := NewPages(w)
	if err := p.Add(f); err != nil {
		return err
	}
	return p.Close()
}

// page writes what is on a page of the figure, and returns the entries of the page. Text is real text in
// the parts of its fonts that it needs unless TextAs says otherwise: poppler, pdfium, Ghostscript and
// PDF.js all draw it as they draw the outlines, and a reader can search it.
func (f *Figure) page(file *pdfFile) (entries string, err error) {
	p := pdfPage{figure: f, file: file, fonts: map[*typeset.Font]*pdfFont{}}
	p.out.WriteString("1 j\n")
	if !f.Transparent {
		p.fill(f.Background)
		fmt.Fprintf(&p.out, "0 0 %s %s re f\n", short(float64(f.Width)), short(float64(f.Height)))
	}
	for _, m := range f.Marks {
		p.mark(m)
	}
	content, err := file.stream("", p.out.Bytes())
	if err != nil {
		return "", err
	}
	fonts, err := p.writeFonts()
	return fmt.Sprintf("/MediaBox [0 0 %s %s] /Contents %d 0 R /Resources <<%s%s%s>>",
		short(float64(f.Width)), short(float64(f.Height)), content,
		named("Font", fonts), named("XObject", p.images), named("ExtGState", p.states)), err
}

// resource is a name within the page's content and the object that it stands for.
type resource struct {
	name   string
	object int
}

// named returns the entry of a page's resources of a kind, "" for none.
func named(kind string, all []resource) string {
	if len(all) == 0 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "/%s <<", kind)
	for _, r := range all {
		fmt.Fprintf(&b, "/%s %d 0 R ", r.name, r.object)
	}
	b.WriteString(">>")
	return b.String()
}

// pdfPage is the unfinished content of a page, with what it has set so far.
type pdfPage struct {
	figure *Figure
	file   *pdfFile
	out    bytes.Buffer

	graphics

	fonts  map[*typeset.Font]*pdfFont
	order  []*pdfFont // fonts in the order of their first letters
	images []resource
	states []resource // of transparency
}

// graphics is the state of a page that q saves and Q restores.
type graphics struct {
	filled, stroked color.RGBA // 0: unset
	width           vg.Length
	dash            string
	round           bool
}

func (p *pdfPage) mark(m Mark) {
	switch {
	case m.Tiles != nil:
		p.tiles(m.Tiles)
	case m.Picture != nil:
		p.picture(m.Picture)
	case m.Sheer > 0:
		part := m.Sheer
		m.Sheer = 0
		p.sheered(part, func() { p.mark(m) })
	case m.Width > 0:
		p.stroke(m)
	case m.Text != nil && p.figure.TextAs != Outlines:
		p.fill(m.Color)
		p.text(m.Text)
	default:
		p.fillPath(m)
	}
}

// sheered lets a part of what lies below show through what draw draws.
func (p *pdfPage) sheered(part float64, draw func()) {
	state := p.graphics
	fmt.Fprintf(&p.out, "q /%s gs\n", p.sheer(part))
	draw()
	p.out.WriteString("Q\n")
	p.graphics = state
}

func (p *pdfPage) stroke(m Mark) {
	p.line(m)
	p.path(m.Outline())
	p.out.WriteString("S\n")
}

func (p *pdfPage) fillPath(m Mark) {
	p.fill(m.Color)
	p.path(m.Outline())
	p.out.WriteString("f\n")
}

// fill sets the colour of areas.
func (p *pdfPage) fill(c color.RGBA) {
	if c != p.filled {
		p.filled = c
		fmt.Fprintf(&p.out, "%s rg\n", pdfColour(c))
	}
}

func pdfColour(c color.RGBA) string {
	part := func(v uint8) string { return strconv.FormatFloat(math.Round(1000*float64(v)/255)/1000, 'f', -1, 64) }
	return part(c.R) + " " + part(c.G) + " " + part(c.B)
}

// line sets how lines look.
func (p *pdfPage) line(m Mark) {
	if m.Color != p.stroked {
		p.stroked = m.Color
		fmt.Fprintf(&p.out, "%s RG\n", pdfColour(m.Color))
	}
	if m.Width != p.width {
		p.width = m.Width
		fmt.Fprintf(&p.out, "%s w\n", short(float64(m.Width)))
	}
	parts := make([]string, len(m.Dash))
	for i, d := range m.Dash {
		parts[i] = short(float64(d))
	}
	if dash := strings.Join(parts, " "); dash != p.dash {
		p.dash = dash
		fmt.Fprintf(&p.out, "[%s] 0 d\n", dash)
	}
	if m.Round != p.round {
		p.round = m.Round
		fmt.Fprintf(&p.out, "%s J\n", map[bool]string{true: "1", false: "0"}[m.Round])
	}
}

// sheer returns the name of the state that lets a part of what lies below show through.
func (p *pdfPage) sheer(part float64) string {
	name := "A" + strings.ReplaceAll(short(100*part), ".", "_")
	for _, s := range p.states {
		if s.name == name {
			return name
		}
	}
	p.states = append(p.states, resource{name, p.file.add("<</ca %.3f /CA %.3f>>", 1-part, 1-part)})
	return name
}

// path writes a path, in points with two decimals.
func (p *pdfPage) path(path vg.Path) {
	b := p.out.AvailableBuffer()
	points := func(operator string, points ...vg.Point) {
		for _, q := range points {
			b = appendShort(b, float64(q.X))
			b = append(b, ' ')
			b = appendShort(b, float64(q.Y))
			b = append(b, ' ')
		}
		b = append(b, operator...)
	}
	var last vg.Point
	for _, c := range path {
		switch c.Type {
		case vg.MoveComp:
			points("m\n", c.Pos)
		case vg.LineComp:
			points("l\n", c.Pos)
		case vg.CurveComp:
			c1, c2 := cubic(last, c)
			points("c\n", c1, c2, c.Pos)
		case vg.CloseComp:
			b = append(b, "h\n"...)
			continue
		}
		last = c.Pos
	}
	p.out.Write(b)
}

// appendShort writes a length with at most two decimals.
func appendShort(to []byte, v float64) []byte {
	n := int64(math.Round(100 * v))
	if n < 0 {
		to, n = append(to, '-'), -n
	}
	to = strconv.AppendInt(to, n/100, 10)
	if f := n % 100; f != 0 {
		to = append(to, '.', byte('0'+f/10))
		if f%10 != 0 {
			to = append(to, byte('0'+f%10))
		}
	}
	return to
}

func (p *pdfPage) tiles(t *Tiles) {
	p.figure.visitRuns(t, func(c color.RGBA, x0, y0, x1, y1 vg.Length) {
		p.fill(c)
		fmt.Fprintf(&p.out, "%s %s %s %s re f\n", short(float64(x0)), short(float64(y0)), short(float64(x1-x0)), short(float64(y1-y0)))
	})
}

// picture embeds a picture, whose compressed pixels are those of its PNG.
func (p *pdfPage) picture(m *Picture) {
	pixels := m.Image.Rect.Size()
	dict := "/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /Device%s /BitsPerComponent 8 /DecodeParms <</Predictor 15 /Colors %d /Columns %[1]d>> "
	mask := ""
	if !m.Image.Opaque() {
		var cover *image.Gray
		m, cover = m.planes()
		mask = fmt.Sprintf("/SMask %d 0 R ", p.file.packed(fmt.Sprintf(dict, pixels.X, pixels.Y, "Gray", 1), pngData(encodedPNG(cover))))
	}
	object := p.file.packed(fmt.Sprintf(dict, pixels.X, pixels.Y, "RGB", 3)+mask, pngData(m.encoded()))
	name := "I" + strconv.Itoa(len(p.images))
	p.images = append(p.images, resource{name, object})
	size := m.Box.Size()
	fmt.Fprintf(&p.out, "q %s 0 0 %s %s %s cm /%s Do Q\n", short(float64(size.X)), short(float64(size.Y)), short(float64(m.Box.Min.X)), short(float64(m.Box.Min.Y)), name)
}

// pngData returns the compressed pixels of a PNG.
func pngData(png []byte) (data []byte) {
	for rest := png[len(pngSignature):]; len(rest) >= 12; {
		n := int(binary.BigEndian.Uint32(rest))
		if string(rest[4:8]) == "IDAT" {
			data = append(data, rest[8:8+n]...)
		}
		rest = rest[12+n:]
	}
	return data
}
