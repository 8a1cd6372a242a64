package figure

import (
	"bytes"
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"

	"golang.org/x/image/font/sfnt"
	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/subset"
	"github.com/optviz/optviz/render/typeset"
)

// letter is a glyph and the character that a reader copies: the 2 of x² is a letter of its own.
type letter struct {
	glyph sfnt.GlyphIndex
	char  rune
}

// pdfFont is a font of the page with the letters used so far, whose codes in the page's content are
// their numbers in order of their first use, from 1.
type pdfFont struct {
	font    *typeset.Font
	object  int
	codes   map[letter]int
	letters []letter
	glyphs  []subset.Glyph
}

// advance is the width of a letter as the file states it, in thousandths of an em.
func (f *pdfFont) advance(code int) float64 { return thousandths(f.glyphs[code-1].Advance) }

func thousandths(ems float64) float64 {
	v, _ := strconv.ParseFloat(short(1000*ems), 64)
	return v
}

// font returns a font of the page.
func (p *pdfPage) font(f *typeset.Font) *pdfFont {
	known := p.fonts[f]
	if known == nil {
		known = &pdfFont{font: f, object: p.file.reserve(), codes: map[letter]int{}}
		p.fonts[f] = known
		p.order = append(p.order, known)
	}
	return known
}

// code returns the code of a letter.
func (f *pdfFont) code(g typeset.Glyph) int {
	l := letter{g.Index, g.Char}
	if code := f.codes[l]; code > 0 {
		return code
	}
	f.letters = append(f.letters, l)
	f.glyphs = append(f.glyphs, subset.Glyph{Char: g.Char, Advance: float64(g.Advance / g.Size), Outline: g.Outline()})
	f.codes[l] = len(f.letters)
	return len(f.letters)
}

// text writes a line of text as one text object, each letter where the line has it.
func (p *pdfPage) text(t *Text) {
	glyphs := t.Line.Glyphs()
	if len(glyphs) == 0 {
		return
	}
	p.out.WriteString("BT\n")
	if isSpaced(glyphs) {
		p.stated(t, glyphs)
		glyphs = nil
	}
	for len(glyphs) > 0 {
		n := wordEnd(glyphs)
		if hasScripts(glyphs[:n]) {
			p.stated(t, glyphs[:n])
		} else {
			for n < len(glyphs) { // one run of all words up to the next with scripts
				more := wordEnd(glyphs[n:])
				if hasScripts(glyphs[n : n+more]) {
					break
				}
				n += more
			}
			p.runs(t, glyphs[:n])
		}
		glyphs = glyphs[n:]
	}
	p.out.WriteString("ET\n")
}

// wordEnd returns the length of the space, or of the word, that glyphs begin with.
func wordEnd(glyphs []typeset.Glyph) int {
	n := 1
	for n < len(glyphs) && unicode.IsSpace(glyphs[n].Char) == unicode.IsSpace(glyphs[0].Char) {
		n++
	}
	return n
}

func hasScripts(glyphs []typeset.Glyph) bool {
	return slices.ContainsFunc(glyphs, func(g typeset.Glyph) bool { return g.At.Y != 0 })
}

// isSpaced reports whether all words are single letters, as in k = 5: readers that guess words from
// places take them for one word with wide spaces between its letters.
func isSpaced(glyphs []typeset.Glyph) bool {
	space := func(i int) bool { return unicode.IsSpace(glyphs[i].Char) }
	for i := 1; i < len(glyphs); i++ {
		if !space(i-1) && !space(i) {
			return false
		}
	}
	return len(glyphs) > 1
}

// stated writes letters and says what they read: readers that guess words from places tear a word with
// superscripts or subscripts apart, such as 10⁻³.
func (p *pdfPage) stated(t *Text, glyphs []typeset.Glyph) {
	var text strings.Builder
	for _, g := range glyphs {
		text.WriteRune(g.Char)
	}
	fmt.Fprintf(&p.out, "/Span <</ActualText %s>> BDC\n", pdfString(text.String()))
	p.runs(t, glyphs)
	p.out.WriteString("EMC\n")
}

func (p *pdfPage) runs(t *Text, glyphs []typeset.Glyph) {
	for _, run := range textRuns(glyphs) {
		p.run(t, run)
	}
}

// textRuns cuts letters into runs of one font, size and height.
func textRuns(glyphs []typeset.Glyph) (runs [][]typeset.Glyph) {
	for len(glyphs) > 0 {
		first, n := glyphs[0], 1
		for n < len(glyphs) && glyphs[n].Font == first.Font && glyphs[n].Size == first.Size && glyphs[n].At.Y == first.At.Y {
			n++
		}
		runs, glyphs = append(runs, glyphs[:n]), glyphs[n:]
	}
	return runs
}

// run writes letters of one font, size and height.
func (p *pdfPage) run(t *Text, glyphs []typeset.Glyph) {
	font, at := p.font(glyphs[0].Font), t.Place(glyphs[0].At)
	name := "F" + strconv.Itoa(slices.Index(p.order, font))
	turn := "1 0 0 1"
	if t.Upright {
		turn = "0 1 -1 0"
	}
	fmt.Fprintf(&p.out, "/%s %s Tf %s %s %s Tm [<", name, short(float64(glyphs[0].Size)), turn, fine(at.X), fine(at.Y))
	size := rounded(glyphs[0].Size)
	pen := float64(glyphs[0].At.X) // where the reader's next letter begins
	for _, g := range glyphs {
		code := font.code(g)
		if back := 1000 * (pen - float64(g.At.X)) / size; back > 0.5 || back < -0.5 {
			v := short(back)
			fmt.Fprintf(&p.out, ">%s<", v)
			moved, _ := strconv.ParseFloat(v, 64)
			pen -= moved * size / 1000
		}
		fmt.Fprintf(&p.out, "%04X", code)
		pen += font.advance(code) * size / 1000
	}
	p.out.WriteString(">] TJ\n")
}

// rounded returns a size as the file states it.
func rounded(l vg.Length) float64 {
	v, _ := strconv.ParseFloat(short(float64(l)), 64)
	return v
}

// fine writes a place with three decimals.
func fine(l vg.Length) string {
	return strings.TrimSuffix(strings.TrimRight(strconv.FormatFloat(float64(l), 'f', 3, 64), "0"), ".")
}

// writeFonts writes the fonts of the page and returns them with their names.
func (p *pdfPage) writeFonts() ([]resource, error) {
	var all []resource
	for i, f := range p.order {
		if err := f.write(p.file); err != nil {
			return nil, err
		}
		all = append(all, resource{"F" + strconv.Itoa(i), f.object})
	}
	return all, nil
}

// write writes a font: its letters as TrueType, their widths, and what each stands for.
func (f *pdfFont) write(file *pdfFile) error {
	data, err := subset.TrueType(f.glyphs)
	if err != nil {
		return err
	}
	program, err := file.stream(fmt.Sprintf("/Length1 %d ", len(data)), data)
	if err != nil {
		return err
	}
	meaning, err := file.stream("", f.toUnicode())
	if err != nil {
		return err
	}
	var widths strings.Builder
	for i := range f.glyphs {
		widths.WriteString(short(f.advance(i+1)) + " ")
	}
	const symbolic = 4 // the codes are no characters of Latin
	name := f.name(data)
	box := f.box()
	descriptor := file.add("<</Type /FontDescriptor /FontName /%s /Flags %d /FontBBox [%s] /ItalicAngle 0 /Ascent %s /Descent %s /CapHeight %[4]s /StemV 80 /FontFile2 %[6]d 0 R>>",
		name, symbolic, box.all, box.top, box.bottom, program)
	cid := file.add("<</Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /FontDescriptor %d 0 R /CIDToGIDMap /Identity /W [1 [%s]]>>",
		name, descriptor, widths.String())
	file.object(f.object, "<</Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R>>", name, cid, meaning)
	return nil
}

// name returns the name of the font, with the letters that mark a part of a font.
func (f *pdfFont) name(data []byte) string {
	return subsetTag(data) + "+" + cmp.Or(strings.ReplaceAll(plainName(f.font.Name()), " ", ""), "Font")
}

// subsetTag returns six letters that differ from those of another part of a font.
func subsetTag(data []byte) string {
	sum := fnv.New64a()
	sum.Write(data)
	n, tag := sum.Sum64(), make([]byte, 6)
	for i := range tag {
		tag[i] = byte('A' + n%26)
		n /= 26
	}
	return string(tag)
}

// plainName returns the letters, digits, spaces and hyphens of a font's name, which comes from its file.
func plainName(name string) string {
	const most = 60
	plain := strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '-' || r == ' ' {
			return r
		}
		return -1
	}, name)
	return plain[:min(len(plain), most)]
}

// fontBox is the extent of a font's letters, in thousandths of an em.
type fontBox struct{ all, top, bottom string }

func (f *pdfFont) box() fontBox {
	var left, right, top, bottom vg.Length
	for _, g := range f.glyphs {
		for _, c := range g.Outline {
			left, right, bottom, top = min(left, c.Pos.X), max(right, c.Pos.X), min(bottom, c.Pos.Y), max(top, c.Pos.Y)
		}
	}
	say := func(ems vg.Length) string { return short(1000 * float64(ems)) }
	return fontBox{strings.Join([]string{say(left), say(bottom), say(right), say(top)}, " "), say(top), say(bottom)}
}

// toUnicode returns the map from codes to the characters that a reader copies.
func (f *pdfFont) toUnicode() []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	const most = 100 // of a block
	first := 1
	for block := range slices.Chunk(f.letters, most) {
		fmt.Fprintf(&b, "%d beginbfchar\n", len(block))
		for i, l := range block {
			fmt.Fprintf(&b, "<%04X> <", first+i)
			for _, unit := range utf16.Encode([]rune{l.char}) {
				fmt.Fprintf(&b, "%04X", unit)
			}
			b.WriteString(">\n")
		}
		b.WriteString("endbfchar\n")
		first += len(block)
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return b.Bytes()
}
