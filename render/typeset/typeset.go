// Package typeset turns text and small formulas into outlines, so that every
// format shows the same glyphs.
//
// Text between dollar signs is mathematics: single Latin and Greek letters are
// italic, words such as sin are upright, ^ and _ raise and lower the next
// character or {group}, and - is a minus sign. \$ is a dollar sign.
package typeset

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"
	"gonum.org/v1/plot/vg"
)

// Line is one line of set text.
type Line struct {
	Text    string    // as given to Set
	Face    Face      // as given to Set
	Size    vg.Length // size of the text; exponents and indices are smaller
	Width   vg.Length
	Ascent  vg.Length // height of the ink above the baseline
	Descent vg.Length // depth of the ink below the baseline, positive
	Align   float64   // see Aligned

	glyphs  []placed
	lacking []rune // characters that come from a built-in font because the face's own lacks them
}

// Lacking returns the characters of the line that come from a built-in font because the own font of their
// face lacks them. It must not be changed.
func (l Line) Lacking() []rune { return l.lacking }

// placed is a glyph at its place in a line that starts at the origin, on the baseline.
type placed struct {
	glyph
	font *Font
	r    rune // what the font draws
	char rune // what a reader copies
	x, y float64
	size float64
}

// Glyph is a character of a line that starts at the origin, on the baseline.
type Glyph struct {
	Font    *Font
	Index   sfnt.GlyphIndex // in the font
	Rune    rune            // what the font draws
	Char    rune            // what a reader copies: of a superscript, ² instead of 2
	At      vg.Point        // the glyph's own origin
	Size    vg.Length
	Advance vg.Length // how far the glyph moves what follows, without kerning

	shape glyph
}

// Outline returns the outline of the glyph in ems, at the origin.
func (g Glyph) Outline() vg.Path {
	return Line{glyphs: []placed{{glyph: g.shape, size: 1}}}.Outline(vg.Point{})
}

// Glyphs returns the characters of the line in the order of the text, spaces included.
func (l Line) Glyphs() []Glyph {
	out := make([]Glyph, len(l.glyphs))
	for i, g := range l.glyphs {
		out[i] = Glyph{
			Font: g.font, Index: g.index, Rune: g.r, Char: g.char, At: g.at([2]float64{}, vg.Point{}),
			Size: vg.Length(g.size), Advance: vg.Length(g.advance * g.size),
			shape: g.glyph,
		}
	}
	return out
}

// Plain returns the text as a reader copies it: without the signs of markup, and with the
// superscripts and subscripts that Unicode has.
func (l Line) Plain() string {
	var b strings.Builder
	for _, g := range l.glyphs {
		b.WriteRune(g.char)
	}
	return b.String()
}

// at returns where a point of the glyph lies, for a line that starts at a place.
func (g *placed) at(p [2]float64, start vg.Point) vg.Point {
	return vg.Point{X: vg.Length(g.x+p[0]*g.size) + start.X, Y: vg.Length(g.y+p[1]*g.size) + start.Y}
}

// Outline returns the outline of the line with the left end of its baseline at a place.
func (l Line) Outline(start vg.Point) vg.Path {
	segments, curves := 0, 0
	for _, g := range l.glyphs {
		segments, curves = segments+len(g.segments)+g.contours, curves+g.controls
	}
	path, controls := make(vg.Path, 0, segments), make([]vg.Point, 0, curves) // most lines have thousands
	for _, g := range l.glyphs {
		for i, s := range g.segments {
			if s.op == sfnt.SegmentOpMoveTo && i > 0 {
				path.Close()
			}
			first := len(controls)
			for _, p := range s.args[:s.controls()] {
				controls = append(controls, g.at(p, start))
			}
			c := vg.PathComp{Type: vg.CurveComp, Pos: g.at(s.args[s.controls()], start), Control: controls[first:len(controls):len(controls)]}
			switch s.op {
			case sfnt.SegmentOpMoveTo:
				c.Type, c.Control = vg.MoveComp, nil
			case sfnt.SegmentOpLineTo:
				c.Type, c.Control = vg.LineComp, nil
			}
			path = append(path, c)
		}
		if len(g.segments) > 0 {
			path.Close()
		}
	}
	return path
}

// Aligned returns the line with the part of its width that keeps its place where the fonts of a
// document set the line wider or narrower: 0 is its left end, 1 its right end.
func (l Line) Aligned(part float64) Line {
	l.Align = part
	return l
}

// Height returns the height of the line's ink.
func (l Line) Height() vg.Length { return l.Ascent + l.Descent }

// Error reports a text that cannot be set, and why.
type Error struct {
	Text string
	Err  error
}

// Error returns the text and what is wrong with it, as in: cannot set "$x": ...
func (e *Error) Error() string { return fmt.Sprintf("cannot set %q: %v", e.Text, e.Err) }

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }

// maxCharacters bounds the characters of one text: ten times what fits in a figure.
const maxCharacters = 2000

// Set does what the method of Fonts does, in the built-in fonts.
func Set(text string, face Face, size vg.Length) (Line, error) {
	return (*Fonts)(nil).Set(text, face, size)
}

// Set sets a line of text in a face and size. The only error is an *Error: a character
// that the fonts lack, a mark or control character, writing from right to left, or more
// than 2000 characters.
func (f *Fonts) Set(text string, face Face, size vg.Length) (Line, error) {
	n := utf8.RuneCountInString(text)
	if n > maxCharacters {
		const shown = 20
		return Line{}, &Error{string([]rune(text)[:shown]) + "…", fmt.Errorf("%d characters are above %d, the most of one text", n, maxCharacters)}
	}
	text = norm.NFC.String(text) // joins separate accents to their letters
	s := typesetter{fonts: f, face: face, size: float64(size)}
	s.line.glyphs = make([]placed, 0, n)
	for i, part := range splitMath(text) {
		if i%2 == 0 {
			s.word(part, face, 0, 1)
		} else {
			s.math(parseFormula(part), 0, 1)
		}
	}
	if s.err != nil {
		return Line{}, &Error{text, s.err}
	}
	s.line.Text, s.line.Face, s.line.Size, s.line.Width = text, face, size, vg.Length(s.x)
	return s.line, nil
}

// Math marks a formula as mathematics for use within a text.
func Math(formula string) string { return "$" + formula + "$" }

// Escape makes a text that shows s as it stands, with symbols as formulas have them: Greek
// letters that stand alone, single Latin letters before a relation, and single small ones that
// are no article are italic. A hyphen before a number becomes a minus sign, unless the hyphen
// joins two words.
func Escape(s string) string {
	s = strings.ReplaceAll(s, "$", `\$`)
	s = negative.ReplaceAllString(s, "${1}−${2}")
	for _, symbol := range symbols {
		s = outsideMath(s, func(text string) string { return replaced(symbol, text) })
	}
	return s
}

// outsideMath changes the text between the formulas of a markup.
func outsideMath(markup string, change func(string) string) string {
	const escaped = "\x00"
	parts := strings.Split(strings.ReplaceAll(markup, `\$`, escaped), "$")
	for i := 0; i < len(parts); i += 2 {
		parts[i] = change(parts[i])
	}
	return strings.ReplaceAll(strings.Join(parts, "$"), escaped, `\$`)
}

// replaced makes each match of a symbol a formula. Symbols may share the character between
// them, so that it looks twice.
func replaced(symbol *regexp.Regexp, text string) string {
	const formula = "${1}$$${2}${3}$$${4}"
	return outsideMath(symbol.ReplaceAllString(text, formula), func(rest string) string { return symbol.ReplaceAllString(rest, formula) })
}

var (
	negative = regexp.MustCompile(`(^|[^\pL\d])-([\d.])`)
	symbols  = []*regexp.Regexp{
		regexp.MustCompile(`(^|[^\pL_^])(\p{Greek})([₀-₉]*)($|[^\pL])`),
		regexp.MustCompile(`(^|[\s(|,])([A-Z])()( [=<>≤≥≈] )`),
		regexp.MustCompile(`(√|\d/)([A-Za-z])()($|[^\pL])`),
		regexp.MustCompile(`([\s(])([b-z])()(/\d)`),
		regexp.MustCompile(`(^|[\s(−])(f)()(\*)`),
		regexp.MustCompile(`(^|[\s(|·;])([b-z])([₀-₉]?)($|[\s)|,;:²³⁴]|\(\pL)`),
	}
)

// splitMath cuts text at its dollar signs: even parts are text, odd ones mathematics.
func splitMath(text string) []string {
	const escaped = "\x00"
	parts := strings.Split(strings.ReplaceAll(text, `\$`, escaped), "$")
	for i := range parts {
		parts[i] = strings.ReplaceAll(parts[i], escaped, "$")
	}
	return parts
}

// typesetter is an unfinished line: x is the place of the next glyph.
type typesetter struct {
	fonts *Fonts
	face  Face
	size  float64
	x     float64
	last  struct {
		face *Font
		rise float64
		size float64
		g    sfnt.GlyphIndex
	}
	line Line
	err  error
}

const (
	tallSign    = 1.25 // size of ≤ and ≥ that makes them as tall as digits
	scriptScale = 0.7  // size of a superscript or subscript
	raise       = 0.38 // shift of a superscript, relative to the size of its base
	lower       = 0.2  // shift of a subscript
)

// word sets s unchanged, rise ems above the baseline at a scale.
func (t *typesetter) word(s string, face Face, rise, scale float64) {
	for _, r := range s {
		t.glyph(r, r, face, rise, scale)
	}
}

// italic holds the face of single letters in formulas, by the face of the text around them.
var italic = map[Face]Face{Sans: Italic, Bold: BoldItalic, Italic: Italic, BoldItalic: BoldItalic}

// math sets a formula, rise ems above the baseline at a scale.
func (t *typesetter) math(f formula, rise, scale float64) {
	for _, a := range f {
		t.symbols(a, rise, scale)
		t.scripts(a.scripts, rise, scale)
	}
}

// symbols sets an atom without its scripts: words upright, and letters that stand alone italic.
func (t *typesetter) symbols(a atom, rise, scale float64) {
	if a.isWord() {
		t.word(a.text, t.face, rise, scale)
		return
	}
	for _, r := range a.text {
		switch {
		case r == '-':
			t.glyph('−', scriptForm('−', rise), t.face, rise, scale)
		case r == '*':
			t.glyph('∗', '*', t.face, rise, scale)
		case r == 'Σ' || r == 'Π':
			t.glyph(r, r, t.face, rise, scale)
		case unicode.IsLetter(r):
			t.glyph(r, scriptForm(r, rise), italic[t.face], rise, scale)
		default:
			t.glyph(r, scriptForm(r, rise), t.face, rise, scale)
		}
	}
}

// scripts sets the scripts of an atom: neighbours one above the other, and Unicode's, whose glyphs are
// raised or lowered already, one after the other.
func (t *typesetter) scripts(scripts []script, rise, scale float64) {
	start, end := t.x, t.x
	for i, s := range scripts {
		if s.unicode != "" {
			for rest := s.unicode; rest != ""; {
				n := atomLength(rest)
				t.symbols(atom{text: rest[:n]}, rise, scale)
				rest = rest[n:]
			}
			start, end = t.x, t.x
			continue
		}
		shift := raise
		if !s.up {
			shift = -lower
		}
		t.x = start
		t.math(s.of, rise+shift*scale, scale*scriptScale)
		end = max(end, t.x)
		if i+1 == len(scripts) || scripts[i+1].unicode != "" {
			t.x = end + 0.04*scale*t.size
		}
	}
}

// rightToLeft lists the blocks of Unicode reserved for scripts from right to left.
var rightToLeft = &unicode.RangeTable{
	R16: []unicode.Range16{{Lo: 0x0590, Hi: 0x08FF, Stride: 1}, {Lo: 0xFB1D, Hi: 0xFDFF, Stride: 1}, {Lo: 0xFE70, Hi: 0xFEFE, Stride: 1}},
	R32: []unicode.Range32{{Lo: 0x10800, Hi: 0x10FFF, Stride: 1}, {Lo: 0x1E800, Hi: 0x1EFFF, Stride: 1}},
}

// checkCharacter returns the reason why a character cannot be set, or nil if it can.
func checkCharacter(r rune) error {
	switch {
	case unicode.Is(rightToLeft, r):
		return fmt.Errorf("%q (U+%04X) is written from right to left, which is not supported", r, r)
	case unicode.IsMark(r):
		return fmt.Errorf("U+%04X is a mark on another character, which is not supported", r)
	case unicode.Is(unicode.Cf, r):
		return fmt.Errorf("U+%04X is invisible and steers how text is set, which is not supported", r)
	}
	return nil
}

// glyph sets one character, which a reader copies as char, and moves on. If no font has it, the text
// cannot be set.
func (t *typesetter) glyph(r, char rune, face Face, rise, scale float64) {
	if err := checkCharacter(r); err != nil {
		t.err = cmp.Or(t.err, err)
		return
	}
	tf, g, ok := t.fonts.find(r, face)
	if !ok {
		if t.err == nil {
			t.err = fmt.Errorf("no glyph for %q (U+%04X)", r, r)
		}
		return
	}
	if own := t.fonts.own(face); own != nil && own != tf && !unicode.IsSpace(r) {
		t.line.lacking = append(t.line.lacking, r)
	}
	if tf.source == nil && (r == '≤' || r == '≥') { // as low as small letters in the built-in fonts, but standing before digits
		scale *= tallSign
	}
	size, y := t.size*scale, t.size*rise
	if l := t.last; l.face == tf && l.rise == rise && l.size == size {
		t.x += tf.kern(l.g, g.index) * size
	}
	t.last.face, t.last.rise, t.last.size, t.last.g = tf, rise, size, g.index
	p := placed{g, tf, r, char, t.x, y, size}
	t.line.glyphs = append(t.line.glyphs, p)
	if len(g.segments) > 0 {
		t.line.Ascent = max(t.line.Ascent, p.at([2]float64{0, g.top}, vg.Point{}).Y)
		t.line.Descent = max(t.line.Descent, -p.at([2]float64{0, g.bottom}, vg.Point{}).Y)
	}
	t.x += g.advance * size
}
