package typeset

import (
	"fmt"
	"math"
	"sync"

	"codeberg.org/go-fonts/dejavu/dejavusans"
	"codeberg.org/go-fonts/dejavu/dejavusansbold"
	"codeberg.org/go-fonts/dejavu/dejavuserifbolditalic"
	"codeberg.org/go-fonts/dejavu/dejavuserifitalic"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Face is one of the fonts of a figure.
type Face int

// The faces. DejaVu is used because every face of it has all the signs needed: minus,
// superscripts, Greek, nabla and arrows.
const (
	Sans Face = iota
	Bold
	Italic     // a serif italic, for the letters of formulas
	BoldItalic // the same in bold text
	faces
)

// builtIn holds the fonts that the program brings.
var builtIn = [faces]func() *Font{
	Sans:       sync.OnceValue(func() *Font { return parseBuiltIn(dejavusans.TTF) }),
	Bold:       sync.OnceValue(func() *Font { return parseBuiltIn(dejavusansbold.TTF) }),
	Italic:     sync.OnceValue(func() *Font { return parseBuiltIn(dejavuserifitalic.TTF) }),
	BoldItalic: sync.OnceValue(func() *Font { return parseBuiltIn(dejavuserifbolditalic.TTF) }),
}

// Fonts holds the fonts of a figure's faces. A nil font is the built-in one, which also has the
// characters that another font lacks. The fonts must not change once a text is set. The zero value
// and nil are ready to use.
type Fonts struct {
	Sans, Bold, Italic, BoldItalic *Font
}

// own returns the font of a face, nil for the built-in one.
func (f *Fonts) own(face Face) *Font {
	if f == nil {
		return nil
	}
	return [faces]*Font{f.Sans, f.Bold, f.Italic, f.BoldItalic}[face]
}

// Family returns the name of the family of a face's own font, "" where the built-in font stands for it.
func (f *Fonts) Family(face Face) string {
	if own := f.own(face); own != nil {
		return own.family
	}
	return ""
}

// find returns the glyph of a character and its font: the face's own, else the built-in one of the
// face, else the built-in upright sans, which has the most signs.
func (f *Fonts) find(r rune, face Face) (*Font, glyph, bool) {
	if own := f.own(face); own != nil {
		if g, ok := own.glyph(r); ok {
			return own, g, true
		}
	}
	for _, face := range []Face{face, Sans} {
		if g, ok := builtIn[face]().glyph(r); ok {
			return builtIn[face](), g, true
		}
	}
	return nil, glyph{}, false
}

// Font is a parsed font with the outlines used so far.
type Font struct {
	data   []byte
	name   string
	family string
	source *meter // of a font that the program does not bring; else nil
	mu     sync.Mutex
	font   *sfnt.Font
	buf    sfnt.Buffer
	em     fixed.Int26_6 // the size at which outlines come out
	glyphs map[rune]glyph
}

// Data returns the bytes of the font's file, for formats that embed it. They must not be changed.
func (t *Font) Data() []byte { return t.data }

// Name returns the name of the font in PostScript, "" if the font has none.
func (t *Font) Name() string { return t.name }

// Family returns the name of the font's family, as programs list it; "" if the font has none.
func (t *Font) Family() string { return t.family }

type glyph struct {
	index    sfnt.GlyphIndex
	advance  float64 // in ems, like the outline
	segments []segment
	contours int // number of closed parts of the outline
	controls int // number of control points of its curves

	top, bottom float64 // the highest and the lowest of all its points
}

// segment is an outline segment in ems, y up.
type segment struct {
	op   sfnt.SegmentOp
	args [3][2]float64
}

// controls returns the number of control points, which come before the segment's end.
func (s segment) controls() int {
	switch s.op {
	case sfnt.SegmentOpQuadTo:
		return 1
	case sfnt.SegmentOpCubeTo:
		return 2
	}
	return 0
}

// parseBuiltIn parses a font of the program, whose bytes are known to be good.
func parseBuiltIn(ttf []byte) *Font {
	f, err := sfnt.Parse(ttf)
	if err != nil {
		panic(fmt.Sprintf("typeset: embedded font: %v", err))
	}
	return newFont(ttf, f)
}

// newFont returns a font whose outlines come out in font units: those of a coarse grid at a smaller
// size, because sfnt's numbers overflow.
func newFont(data []byte, f *sfnt.Font) *Font {
	const largest = 2048
	name, _ := f.Name(nil, sfnt.NameIDPostScript) // "" without one
	family, _ := f.Name(nil, sfnt.NameIDFamily)
	return &Font{data: data, name: name, family: family, font: f, em: fixed.I(min(int(f.UnitsPerEm()), largest)), glyphs: map[rune]glyph{}}
}

func (t *Font) ems(v fixed.Int26_6) float64 { return float64(v) / float64(t.em) }

// glyph returns the outline of r; ok is false if the font has none.
func (t *Font) glyph(r rune) (g glyph, ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	g, known := t.glyphs[r]
	if !known {
		g = t.load(r)
		t.glyphs[r] = g
	}
	return g, g.index != 0
}

// load reads the outline of r from the font's file. Without one it returns glyph 0.
func (t *Font) load(r rune) (g glyph) {
	if t.source != nil {
		t.source.allow(glyphCost)
		defer func() {
			if recover() != nil || !g.isSane() { // a damaged font
				g = glyph{}
			}
		}()
	}
	index, err := t.font.GlyphIndex(&t.buf, r)
	if err != nil || index == 0 {
		return glyph{}
	}
	advance, err := t.font.GlyphAdvance(&t.buf, index, t.em, font.HintingNone)
	if err != nil {
		return glyph{}
	}
	outline, err := t.font.LoadGlyph(&t.buf, index, t.em, nil)
	if err != nil {
		return glyph{}
	}
	g = glyph{index: index, advance: t.ems(advance), top: math.Inf(-1), bottom: math.Inf(1)}
	for _, s := range outline {
		seg := segment{op: s.Op}
		for i, p := range s.Args {
			seg.args[i] = [2]float64{t.ems(p.X), -t.ems(p.Y)}
		}
		if s.Op == sfnt.SegmentOpMoveTo {
			g.contours++
		}
		for _, p := range seg.args[:seg.controls()+1] {
			g.top, g.bottom = max(g.top, p[1]), min(g.bottom, p[1])
		}
		g.controls += seg.controls()
		g.segments = append(g.segments, seg)
	}
	return g
}

// kern returns the distance in ems to add between two glyphs.
func (t *Font) kern(a, b sfnt.GlyphIndex) (ems float64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.source != nil {
		t.source.allow(glyphCost)
		defer func() {
			if recover() != nil || math.Abs(ems) > 1 { // a damaged font
				ems = 0
			}
		}()
	}
	k, err := t.font.Kern(&t.buf, a, b, t.em, font.HintingNone)
	if err != nil { // the font does not kern this pair
		return 0
	}
	return t.ems(k)
}
