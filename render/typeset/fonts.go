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

var fonts = [faces]func() *Font{
	Sans:       sync.OnceValue(func() *Font { return parse(dejavusans.TTF) }),
	Bold:       sync.OnceValue(func() *Font { return parse(dejavusansbold.TTF) }),
	Italic:     sync.OnceValue(func() *Font { return parse(dejavuserifitalic.TTF) }),
	BoldItalic: sync.OnceValue(func() *Font { return parse(dejavuserifbolditalic.TTF) }),
}

// Font is a parsed font with the outlines used so far, in font units.
type Font struct {
	data   []byte
	mu     sync.Mutex
	font   *sfnt.Font
	buf    sfnt.Buffer
	em     fixed.Int26_6 // font units per em, as a size: outlines come out in font units
	glyphs map[rune]glyph
}

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

// parse reads an embedded font, whose bytes are known to be good.
func parse(ttf []byte) *Font {
	f, err := sfnt.Parse(ttf)
	if err != nil {
		panic(fmt.Sprintf("typeset: embedded font: %v", err))
	}
	return &Font{data: ttf, font: f, em: fixed.I(int(f.UnitsPerEm())), glyphs: map[rune]glyph{}}
}

// Data returns the bytes of the font's file, for formats that embed it. They must not be changed.
func (t *Font) Data() []byte { return t.data }

func (t *Font) ems(v fixed.Int26_6) float64 { return float64(v) / float64(t.em) }

// glyph returns the outline of r; ok is false if the font has none.
func (t *Font) glyph(r rune) (g glyph, ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if g, ok := t.glyphs[r]; ok {
		return g, true
	}
	index, err := t.font.GlyphIndex(&t.buf, r)
	if err != nil || index == 0 {
		return glyph{}, false
	}
	advance, err := t.font.GlyphAdvance(&t.buf, index, t.em, font.HintingNone)
	if err != nil {
		return glyph{}, false
	}
	outline, err := t.font.LoadGlyph(&t.buf, index, t.em, nil)
	if err != nil {
		return glyph{}, false
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
	t.glyphs[r] = g
	return g, true
}

// kern returns the distance in ems to add between two glyphs.
func (t *Font) kern(a, b sfnt.GlyphIndex) float64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	k, err := t.font.Kern(&t.buf, a, b, t.em, font.HintingNone)
	if err != nil { // the font does not kern this pair
		return 0
	}
	return t.ems(k)
}
