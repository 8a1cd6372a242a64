package figure

import (
	"bufio"
	"cmp"
	"encoding/base64"
	"fmt"
	"image/color"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/subset"
	"github.com/optviz/optviz/render/typeset"
)

// svgFonts holds the fonts of an SVG with real text; nil for outlines, which are usual: Chromium reads
// the fonts within the file, but rsvg-convert, Inkscape and LibreOffice do not, and set the text in the
// fonts that they find.
type svgFonts struct {
	css      strings.Builder
	families map[*typeset.Font]string // of what is written in a font, for attributes
}

// svgFonts returns the fonts of the texts of marks, nil if texts are outlines.
func (f *Figure) svgFonts(marks ...[]Mark) (*svgFonts, error) {
	if f.TextAs != RealText {
		return nil, nil
	}
	var order []*typeset.Font
	glyphs := map[*typeset.Font]map[rune]subset.Glyph{}
	for _, m := range slices.Concat(marks...) {
		if m.Text == nil || m.Width > 0 {
			continue
		}
		for _, g := range m.Text.Line.Glyphs() {
			if glyphs[g.Font] == nil {
				glyphs[g.Font], order = map[rune]subset.Glyph{}, append(order, g.Font)
			}
			if _, known := glyphs[g.Font][g.Rune]; !known {
				glyphs[g.Font][g.Rune] = subset.Glyph{Char: g.Rune, Advance: float64(g.Advance / g.Size), Outline: g.Outline()}
			}
		}
	}
	fonts := &svgFonts{families: map[*typeset.Font]string{}}
	for _, font := range order {
		var all []subset.Glyph
		for _, g := range glyphs[font] {
			all = append(all, g)
		}
		slices.SortFunc(all, func(a, b subset.Glyph) int { return cmp.Compare(a.Char, b.Char) })
		if err := fonts.add(font, all); err != nil {
			return nil, err
		}
	}
	return fonts, nil
}

// add adds a font of glyphs. Its name differs from those of other parts of the font, because a page
// may hold several figures.
func (s *svgFonts) add(font *typeset.Font, glyphs []subset.Glyph) error {
	data, err := subset.WOFF2(plainName(font.Name()), glyphs)
	if err != nil {
		return err
	}
	face, look := "o"+subsetTag(data), fontLook(font)
	fmt.Fprintf(&s.css, "@font-face{font-family:%s;%ssrc:url(data:font/woff2;base64,%s)format(\"woff2\")}\n", face, look.css(), base64.StdEncoding.EncodeToString(data))
	generic := "sans-serif"
	if strings.Contains(font.Family(), "Serif") {
		generic = "serif"
	}
	families := face
	if name := plainName(font.Family()); name != "" {
		families += ",'" + name + "'"
	}
	s.families[font] = fmt.Sprintf(`font-family="%s,%s"%s`, families, generic, look.attributes())
	return nil
}

// rules returns the rules of CSS that hold the fonts.
func (s *svgFonts) rules() string {
	if s == nil {
		return ""
	}
	return s.css.String()
}

// style returns the element that holds the fonts.
func (s *svgFonts) style() string {
	if s.rules() == "" {
		return ""
	}
	return "<style>" + s.rules() + "</style>\n"
}

// look tells a reader who lacks the font within the file which other to take.
type look struct{ bold, italic bool }

func fontLook(f *typeset.Font) look {
	has := func(word string) bool { return strings.Contains(f.Name(), word) }
	return look{has("Bold"), has("Italic") || has("Oblique")}
}

func (l look) css() (css string) {
	if l.bold {
		css += "font-weight:bold;"
	}
	if l.italic {
		css += "font-style:italic;"
	}
	return css
}

func (l look) attributes() (a string) {
	if l.bold {
		a += ` font-weight="bold"`
	}
	if l.italic {
		a += ` font-style="italic"`
	}
	return a
}

// svgText writes a line of text as one element, so that it is found and copied whole. Each letter has
// its place: in another font the line is as long. Unlike in a PDF, a superscript is the raised
// character itself, because other fonts would draw Unicode's superscript smaller still.
func (f *Figure) svgText(b *bufio.Writer, t *Text, c color.RGBA, fonts *svgFonts) {
	runs := textRuns(t.Line.Glyphs())
	if len(runs) == 0 {
		return
	}
	at := func(p vg.Point) (x, y vg.Length) { q := t.Place(p); return q.X, f.Height - q.Y }
	turn := ""
	if t.Upright {
		x, y := t.At.X, f.Height-t.At.Y
		turn = fmt.Sprintf(` transform="translate(%s %s)rotate(-90)"`, short(f.dots(x)), short(f.dots(y)))
		at = func(p vg.Point) (x, y vg.Length) { return p.X, -p.Y }
	}
	fmt.Fprintf(b, `<text fill="%s" xml:space="preserve"%s`, Hex(c), turn)
	inner, end := ">", ""
	if len(runs) == 1 {
		inner = ""
	}
	b.WriteString(inner)
	for _, run := range runs {
		if inner != "" {
			b.WriteString("<tspan")
			end = "</tspan>"
		}
		var xs, text strings.Builder
		for i, g := range run {
			if i > 0 {
				xs.WriteByte(' ')
			}
			x, _ := at(g.At)
			xs.WriteString(short(f.dots(x)))
			text.WriteRune(g.Rune)
		}
		_, y := at(run[0].At)
		fmt.Fprintf(b, ` %s font-size="%s" x="%s" y="%s">%s%s`, fonts.families[run[0].Font], short(f.dots(run[0].Size)), xs.String(), short(f.dots(y)), xmlText(text.String()), end)
	}
	b.WriteString("</text>\n")
}
