package typeset

import (
	"bytes"
	"encoding/binary"
	"os"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"gonum.org/v1/plot/vg"
)

// testFont reads a small font that the authors of the package sfnt made for its tests: CFFTest.otf has
// cubic outlines, glyfTest.ttf quadratic ones.
func testFont(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func parseFont(t testing.TB, data []byte) *Font {
	t.Helper()
	f, err := ParseFont(data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// Text stands in the fonts of its faces; characters that they lack come from the built-in ones, and
// are told.
func TestOwnFonts(t *testing.T) {
	regular, cubic := parseFont(t, goregular.TTF), parseFont(t, testFont(t, "CFFTest.otf"))
	fonts := &Fonts{Sans: regular, Bold: cubic}
	for _, c := range []struct {
		text string
		face Face
		want []*Font
		lack string
	}{
		{"Loss", Sans, []*Font{regular, regular, regular, regular}, ""},
		{"a∇ 1", Sans, []*Font{regular, builtIn[Sans](), regular, regular}, "∇"},
		{"$xΣ$", Sans, []*Font{builtIn[Italic](), regular}, ""},
		{"01é", Bold, []*Font{cubic, cubic, builtIn[Bold]()}, "é"},
	} {
		l, err := fonts.Set(c.text, c.face, 10)
		if err != nil {
			t.Fatal(err)
		}
		for i, g := range l.Glyphs() {
			if g.Font != c.want[i] {
				t.Errorf("%q: the font of %q is %q, want %q", c.text, g.Char, g.Font.Name(), c.want[i].Name())
			}
		}
		if l.Width <= 0 || len(l.Outline(vg.Point{})) == 0 {
			t.Errorf("%q has no outline", c.text)
		}
		if got := string(l.Lacking()); got != c.lack {
			t.Errorf("%q: the fonts lack %q, want %q", c.text, got, c.lack)
		}
	}
	if l, err := (*Fonts)(nil).Set("a∇", Sans, 10); err != nil || l.Lacking() != nil {
		t.Errorf("the built-in fonts lack %q, %v", l.Lacking(), err)
	}
	if regular.Name() != "GoRegular" || !bytes.Equal(regular.Data(), goregular.TTF) {
		t.Errorf("the font is called %q", regular.Name())
	}
	if _, err := fonts.Set("a\u05d0", Sans, 10); err == nil {
		t.Error("a text from right to left is set")
	}
}

// The zero value sets text as the package does.
func TestBuiltInFonts(t *testing.T) {
	a, err := new(Fonts).Set("Loss $x^2$", Bold, 10)
	if b := set(t, "Loss $x^2$", Bold); err != nil || a.Width != b.Width {
		t.Errorf("width %v, want %v (%v)", a.Width, b.Width, err)
	}
}

// changed returns a copy of a font with a 16-bit number in a table.
func changed(font []byte, table string, at int, v uint16) []byte {
	out := bytes.Clone(font)
	i := bytes.Index(out, []byte(table))
	offset := int(binary.BigEndian.Uint32(out[i+8:]))
	binary.BigEndian.PutUint16(out[offset+at:], v)
	return out
}

func TestBadFont(t *testing.T) {
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"nothing":       {nil, "neither TTF nor OTF"},
		"a text":        {[]byte("fonts: mine.ttf\n"), "neither TTF nor OTF"},
		"a PNG":         {[]byte("\x89PNG\r\n\x1a\n0000"), "neither TTF nor OTF"},
		"a collection":  {[]byte("ttcf\x00\x01\x00\x00"), "collection"},
		"a web font":    {[]byte("wOF2\x00\x01\x00\x00"), "WOFF2"},
		"Type 1":        {[]byte("%!PS-AdobeFont-1.0"), "Type 1"},
		"half":          {goregular.TTF[:len(goregular.TTF)/2], "damaged"},
		"its head":      {goregular.TTF[:12], "damaged"},
		"too large":     {make([]byte, MaxFont+1), "above"},
		"no map":        {bytes.Replace(goregular.TTF, []byte("cmap"), []byte("cmaq"), 1), "damaged"},
		"no em":         {changed(goregular.TTF, "head", 18, 0), "damaged"},
		"a tiny em":     {changed(goregular.TTF, "head", 18, 1), "units in an em"},
		"a map of none": {changed(goregular.TTF, "cmap", 2, 0), "damaged"},
	} {
		if f, err := ParseFont(c.data); err == nil || !strings.Contains(err.Error(), c.want) || f != nil {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// A glyph made of itself twice, or of sizes that no letter has, counts as one that the font lacks.
func TestHostileGlyph(t *testing.T) {
	f := parseFont(t, goregular.TTF)
	index := f.glyphs['a'].index
	metrics := int(binary.BigEndian.Uint32(goregular.TTF[bytes.Index(goregular.TTF, []byte("hmtx"))+8:]))
	wide := bytes.Clone(goregular.TTF)
	binary.BigEndian.PutUint16(wide[metrics+4*int(index):], 0xffff)
	fonts := &Fonts{Sans: parseFont(t, wide)}
	l, err := fonts.Set("ab", Sans, 10)
	if err != nil || string(l.Lacking()) != "a" || l.Width > 20 {
		t.Errorf("a glyph of 32 ems is set %v wide (%v), lacking %q", l.Width, err, string(l.Lacking()))
	}
}

// What is read of a font is bounded, also where it refers to the same bytes again and again.
func TestMeter(t *testing.T) {
	m := &meter{data: make([]byte, 100)}
	m.allow(1000)
	buf := make([]byte, 34)
	for i := range 30 {
		if n, err := m.ReadAt(buf, 0); (err == nil) != (i < 20) || err == nil && n != len(buf) {
			t.Fatalf("read %d: %d bytes, %v", i, n, err)
		}
	}
	m.allow(1000)
	for at, want := range map[int64]int{80: 20, 100: 0, -1: 0} {
		if n, err := m.ReadAt(buf, at); n != want || err == nil {
			t.Errorf("at %d: %d bytes, %v", at, n, err)
		}
	}
}

// No bytes make reading a font, or setting text in it, panic or work without end.
func FuzzFont(f *testing.F) {
	f.Add(testFont(f, "glyfTest.ttf"), "0145, $η = 10^{-3}$")
	f.Add(testFont(f, "CFFTest.otf"), "01Qé")
	f.Add([]byte("OTTO"), "a")
	f.Fuzz(func(t *testing.T, data []byte, text string) {
		font, err := ParseFont(data)
		if err != nil {
			return
		}
		l, err := (&Fonts{Sans: font, Italic: font}).Set(text, Sans, 10)
		if err != nil {
			return
		}
		if most := vg.Length(10 * 20 * (1 + len(text))); l.Width > most || l.Width < -most {
			t.Errorf("%q is %v wide", text, l.Width)
		}
		l.Outline(vg.Point{})
	})
}

// A glyph that a subset of its font could not hold counts as damaged.
func TestSaneGlyphs(t *testing.T) {
	line := func(from, to float64) glyph {
		return glyph{advance: 1, segments: []segment{
			{op: sfnt.SegmentOpMoveTo, args: [3][2]float64{{from, 0}}}, {op: sfnt.SegmentOpLineTo, args: [3][2]float64{{to, 0}}},
		}}
	}
	for _, c := range []struct {
		from, to float64
		sane     bool
	}{{0, 1, true}, {-4, 4, true}, {0, 8, true}, {-8, 0, true}, {-4.1, 4, false}, {0, 8.1, false}, {-8.1, -8, false}} {
		if g := line(c.from, c.to); g.isSane() != c.sane {
			t.Errorf("a glyph from %g to %g ems: %v", c.from, c.to, !c.sane)
		}
	}
}
