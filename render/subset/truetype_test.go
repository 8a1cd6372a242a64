package subset

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/vg"
	"pgregory.net/rapid"

	"github.com/optviz/optviz/render/typeset"
)

// glyphsOf returns the glyphs of a text.
func glyphsOf(t testing.TB, text string) (out []Glyph) {
	t.Helper()
	l, err := typeset.Set(text, typeset.Sans, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range l.Glyphs() {
		out = append(out, Glyph{g.Char, float64(g.Advance), g.Outline()})
	}
	return out
}

// parsed reads a font that the package wrote.
func parsed(t testing.TB, data []byte) *sfnt.Font {
	t.Helper()
	f, err := sfnt.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

const em = UnitsPerEm

// outline returns the points of a glyph of a font, in units.
func outline(t testing.TB, f *sfnt.Font, glyph int) (out []vg.Point) {
	t.Helper()
	const small = 4 // whole units are exact in a font that is smaller by this, and the reader's numbers do not overflow
	segments, err := f.LoadGlyph(nil, sfnt.GlyphIndex(glyph), fixed.I(em/small), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range segments {
		n := map[sfnt.SegmentOp]int{sfnt.SegmentOpMoveTo: 1, sfnt.SegmentOpLineTo: 1, sfnt.SegmentOpQuadTo: 2, sfnt.SegmentOpCubeTo: 3}[s.Op]
		for _, p := range s.Args[:n] {
			out = append(out, vg.Point{X: small * vg.Length(p.X) / 64, Y: -small * vg.Length(p.Y) / 64})
		}
	}
	return out
}

// points returns the points of a path in ems, in units.
func points(path vg.Path) (out []vg.Point) {
	for _, c := range path {
		for _, p := range append(c.Control[:len(c.Control):len(c.Control)], c.Pos) {
			if c.Type != vg.CloseComp {
				out = append(out, p.Scale(em))
			}
		}
	}
	return out
}

// A font has the outlines and the widths of its glyphs, after an empty glyph 0. Built-in fonts have
// the same grid, so that nothing is lost.
func TestTrueType(t *testing.T) {
	glyphs := glyphsOf(t, "Loss η² ≤ −1 äß%i")
	data, err := Web("Test", glyphs)
	if err != nil {
		t.Fatal(err)
	}
	f := parsed(t, data)
	if f.NumGlyphs() != len(glyphs)+1 {
		t.Fatalf("%d glyphs", f.NumGlyphs())
	}
	if got := outline(t, f, 0); got != nil {
		t.Errorf("glyph 0 has the outline %v", got)
	}
	for i, g := range glyphs {
		advance, err := f.GlyphAdvance(nil, sfnt.GlyphIndex(i+1), fixed.I(em), font.HintingNone)
		if want := fixed.Int26_6(math.Round(g.Advance * em * 64)); err != nil || advance != want {
			t.Errorf("%q is %v wide, want %v (%v)", g.Char, advance, want, err)
		}
		got, want := outline(t, f, i+1), points(g.Outline)
		if len(got) < len(want)-1 || len(got) > len(want)+2*8 {
			t.Errorf("%q has %d points, want %d", g.Char, len(got), len(want))
			continue
		}
		if a, b := extent(got), extent(want); a != b {
			t.Errorf("%q reaches over %v, want %v", g.Char, a, b)
		}
		index, err := f.GlyphIndex(nil, g.Char)
		if err != nil || index == 0 {
			t.Errorf("%q is not in the font: %v", g.Char, err)
		}
	}
	again, err := Web("Test", glyphs)
	if err != nil || !bytes.Equal(data, again) {
		t.Errorf("the same glyphs give other bytes (%v)", err)
	}
	if sum := checksum(data); sum != 0xb1b0afba {
		t.Errorf("the checksum of the file is %x", sum)
	}
}

func extent(points []vg.Point) (r vg.Rectangle) {
	for i, p := range points {
		if i == 0 {
			r = vg.Rectangle{Min: p, Max: p}
		}
		r.Min, r.Max = vg.Point{X: min(r.Min.X, p.X), Y: min(r.Min.Y, p.Y)}, vg.Point{X: max(r.Max.X, p.X), Y: max(r.Max.Y, p.Y)}
	}
	return r
}

// A font for a PDF has fewer tables, and the same glyphs.
func TestBareTrueType(t *testing.T) {
	data, err := TrueType(glyphsOf(t, "ab"))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(data, []byte("cmap")) || !bytes.Contains(data, []byte("glyf")) || checksum(data) != 0xb1b0afba {
		t.Errorf("%d bytes with a map of characters, or without outlines", len(data))
	}
	if _, err := TrueType(make([]Glyph, most)); err == nil {
		t.Error("65535 glyphs and the empty one fit in a font")
	}
	if data, err := TrueType(nil); err != nil || len(data) == 0 {
		t.Errorf("an empty font: %v", err)
	}
}

// A cubic curve becomes quadratic ones that lie within a unit of it.
func TestCubic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b [4]vg.Point
		for i := range b {
			b[i] = vg.Point{X: vg.Length(rapid.Float64Range(-1, 1).Draw(t, "x")), Y: vg.Length(rapid.Float64Range(-1, 1).Draw(t, "y"))}
		}
		parts := appendCubic([]point{onGrid(b[0], true)}, b)
		n := (len(parts) - 1) / 2
		for i := range n {
			p, c, q := at(parts[2*i]), at(parts[2*i+1]), at(parts[2*i+2])
			for _, u := range []vg.Length{0.25, 0.5, 0.75} {
				got := p.Scale((1 - u) * (1 - u)).Add(c.Scale(2 * u * (1 - u))).Add(q.Scale(u * u))
				s := (vg.Length(i) + u) / vg.Length(n)
				v := 1 - s
				want := b[0].Scale(v * v * v).Add(b[1].Scale(3 * v * v * s)).Add(b[2].Scale(3 * v * s * s)).Add(b[3].Scale(s * s * s)).Scale(em)
				if d := got.Sub(want); math.Hypot(float64(d.X), float64(d.Y)) > 1.5 {
					t.Fatalf("part %d of %d is %v off", i, n, d)
				}
			}
		}
	})
}

func at(p point) vg.Point { return vg.Point{X: vg.Length(p.x), Y: vg.Length(p.y)} }

// Paths without area give a font all the same.
func TestOddOutlines(t *testing.T) {
	var dot vg.Path
	dot.Move(vg.Point{X: 1})
	dot.Close()
	data, err := Web("Odd", []Glyph{{'b', 0, dot}, {'c', 0, nil}})
	if err != nil {
		t.Fatal(err)
	}
	if f := parsed(t, data); f.NumGlyphs() != 3 {
		t.Errorf("%d glyphs", f.NumGlyphs())
	}
}

// The largest glyphs and the wildest of their curves keep their shape in 16 bits, and larger ones are refused.
func TestLargestOutlines(t *testing.T) {
	curve := func(low, high vg.Length) (p vg.Path) {
		ends := [2]vg.Point{{X: low, Y: high}, {X: high, Y: low}}
		p.Move(ends[0])
		p.CubeTo(ends[1], ends[0], ends[1])
		p.Line(ends[0])
		p.Close()
		return p
	}
	for _, low := range []vg.Length{-farthest, -farthest / 2, 0} {
		widest := curve(low, low+farthest)
		data, err := Web("Widest", []Glyph{{'a', farthest, widest}})
		if err != nil {
			t.Fatal(err)
		}
		want := map[vg.Point]bool{}
		for _, p := range contoursOf(widest)[0] {
			want[at(p)] = true
		}
		for _, p := range outline(t, parsed(t, data), 1) {
			if !want[p] {
				t.Errorf("from %v: a point is %v, which is none of the outline's", low, p)
			}
		}
	}
	nan := vg.Length(math.NaN())
	for _, g := range []Glyph{
		{'a', farthest + 0.01, nil}, {'a', -0.01, nil}, {'a', math.NaN(), nil},
		{'a', 1, curve(0.01, farthest+0.01)}, {'a', 1, curve(-1, farthest-0.99)}, {'a', 1, curve(-farthest-0.01, 0)}, {'a', 1, curve(0, nan)},
	} {
		if _, err := TrueType([]Glyph{g}); err == nil || !strings.Contains(err.Error(), "the glyph of 'a'") {
			t.Errorf("%v: error %v", g, err)
		}
	}
}
