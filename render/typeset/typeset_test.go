package typeset

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"gonum.org/v1/plot/vg"
	"pgregory.net/rapid"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/surfaces"
)

const size = 10

func set(t *testing.T, text string, face Face) Line {
	t.Helper()
	l, err := Set(text, face, size)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// bounds is the box of an outline's points.
func bounds(p vg.Path) vg.Rectangle {
	r := vg.Rectangle{
		Min: vg.Point{X: vg.Length(math.Inf(1)), Y: vg.Length(math.Inf(1))},
		Max: vg.Point{X: vg.Length(math.Inf(-1)), Y: vg.Length(math.Inf(-1))},
	}
	for _, c := range p {
		if c.Type == vg.CloseComp {
			continue
		}
		r.Min.X, r.Max.X = min(r.Min.X, c.Pos.X), max(r.Max.X, c.Pos.X)
		r.Min.Y, r.Max.Y = min(r.Min.Y, c.Pos.Y), max(r.Max.Y, c.Pos.Y)
	}
	return r
}

func TestSame(t *testing.T) {
	for _, c := range []struct {
		name, text string
		face       Face
		same       string
		sameFace   Face
	}{
		{"a single letter is italic", "$x$", Sans, "x", Italic},
		{"a Greek letter is italic", "$η$", Sans, "η", Italic},
		{"a sum sign is upright", "$Σ$", Sans, "Σ", Sans},
		{"a word is upright", "$sin$", Sans, "sin", Sans},
		{"in the face of the text", "$sin$", Bold, "sin", Bold},
		{"a number is upright", "$42$", Sans, "42", Sans},
		{"a hyphen is a minus sign", "$-1$", Sans, "−1", Sans},
		{"but not in a text", "a-b", Sans, "a-b", Sans},
		{"a star is an operator", "$2*3$", Sans, "2∗3", Sans},
		{"an escaped dollar in mathematics", `$5\$$`, Sans, `5\$`, Sans},
		{"a group of one is that", "$x^{2}$", Sans, "$x^2$", Sans},
		{"mathematics marked", Math("x_1"), Sans, "$x_1$", Sans},
		{"a sign with nothing to raise", "$2^$", Sans, "2^", Sans},
		{"Unicode's scripts have glyphs of their own", "$2²₁₀$", Sans, "2²₁₀", Sans},
		{"a lowered letter is not of the word before", "$xₐ$", Sans, "xₐ", Italic},
		{"lowered letters are a word", "$2ₘₐₓ$", Sans, "2ₘₐₓ", Sans},
	} {
		a, b := set(t, c.text, c.face), set(t, c.same, c.sameFace)
		a.Text, a.Face = b.Text, b.Face
		for i := range a.glyphs {
			a.glyphs[i].char = b.glyphs[i].char
		}
		if !reflect.DeepEqual(a, b) {
			t.Errorf("%s: %q is not set like %q", c.name, c.text, c.same)
		}
	}
	for _, c := range [][2]string{{"$x$", "x"}, {"a-b", "a−b"}, {"$xy$", "$x y$"}, {"$-$", "-"}} {
		if reflect.DeepEqual(set(t, c[0], Sans).Outline(vg.Point{}), set(t, c[1], Sans).Outline(vg.Point{})) {
			t.Errorf("%q is set like %q", c[0], c[1])
		}
	}
}

// Scripts are the same glyphs, smaller and moved.
func TestScripts(t *testing.T) {
	base, two := set(t, "$x$", Sans), set(t, "2", Sans)
	for _, c := range []struct {
		name, text string
		rise       float64 // of the 2, in ems
		scale      float64
	}{
		{"superscript", "$x^2$", 0.38, 0.7},
		{"subscript", "$x_2$", -0.2, 0.7},
		{"in a group", "$x^{2}$", 0.38, 0.7},
	} {
		l := set(t, c.text, Sans)
		n := len(base.Outline(vg.Point{}))
		if !reflect.DeepEqual(l.Outline(vg.Point{})[:n], base.Outline(vg.Point{})) {
			t.Errorf("%s: the base is not set as it is alone", c.name)
		}
		got, want := bounds(l.Outline(vg.Point{})[n:]), bounds(two.Outline(vg.Point{}))
		if h := got.Size().Y; math.Abs(float64(h-vg.Length(c.scale)*want.Size().Y)) > 1e-9 {
			t.Errorf("%s: %v high, want %v of %v", c.name, h, c.scale, want.Size().Y)
		}
		if y, w := got.Min.Y, vg.Length(c.scale)*want.Min.Y+vg.Length(c.rise)*size; math.Abs(float64(y-w)) > 1e-9 {
			t.Errorf("%s: at %v, want %v", c.name, y, w)
		}
		if got.Min.X < bounds(base.Outline(vg.Point{})).Max.X-0.1*size {
			t.Errorf("%s: it starts at %v, over its base", c.name, got.Min.X)
		}
		if l.Width <= base.Width {
			t.Errorf("%s: %v wide, its base %v", c.name, l.Width, base.Width)
		}
	}
	// Of the second order: smaller and higher still.
	l := set(t, "$e^{x^2}$", Sans)
	first := set(t, "$e^x$", Sans)
	inner := bounds(l.Outline(vg.Point{})[len(first.Outline(vg.Point{})):])
	if h, want := inner.Size().Y, 0.49*bounds(two.Outline(vg.Point{})).Size().Y; math.Abs(float64(h-want)) > 1e-9 {
		t.Errorf("a superscript's superscript is %v high, want %v", h, want)
	}
	if inner.Min.Y <= 0.38*size {
		t.Errorf("a superscript's superscript starts at %v", inner.Min.Y)
	}
}

// x_1^2 has its scripts one above the other, in either order.
func TestStackedScripts(t *testing.T) {
	n := len(set(t, "$x$", Sans).Outline(vg.Point{}))
	one, two := len(set(t, "1", Sans).Outline(vg.Point{})), len(set(t, "2", Sans).Outline(vg.Point{}))
	l := set(t, "$x_1^2$", Sans)
	sub, sup := bounds(l.Outline(vg.Point{})[n:n+one]), bounds(l.Outline(vg.Point{})[n+one:])
	if math.Abs(float64(sub.Min.X-sup.Min.X)) > 0.1*size || sub.Max.Y >= sup.Min.Y+0.01*size {
		t.Errorf("subscript %v and superscript %v are not one above the other", sub, sup)
	}
	other := set(t, "$x^2_1$", Sans)
	if got := bounds(other.Outline(vg.Point{})[n : n+two]); got != sup {
		t.Errorf("the superscript is at %v if it comes first, %v if last", got, sup)
	}
	if other.Width != l.Width {
		t.Errorf("width %v in one order, %v in the other", other.Width, l.Width)
	}
	// What follows starts after the wider of the two.
	if w := set(t, "$x_{12345}^2$", Sans).Width; w <= l.Width {
		t.Errorf("a wide subscript leaves the width at %v", w)
	}
}

func TestEscape(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Adam", "Adam"},
		{"5$", `5\$`},
		{"$x$", `\$x\$`},
		{"-1.3", "−1.3"},
		{"lr -1e-3", "lr −1e-3"},
		{"(-1, -2)", "(−1, −2)"},
		{"-.5", "−.5"},
		{"three-hump", "three-hump"},
		{"L-2", "L-2"}, // a hyphen joins
		{"3-4", "3-4"}, // or means to
		{"ü-2", "ü-2"}, // in any alphabet
		{"a - c", "a - $c$"},
		{"1/(1 + k/50)", "1/(1 + $k$/50)"},
		{"and/2", "and/2"},
		{"GD η = 0.1, β₂ = 0.99", "GD $η$ = 0.1, $β₂$ = 0.99"}, // symbols are those of formulas
		{"B = 8: |x| ≤ 1/√B", "$B$ = 8: |$x$| ≤ 1/√$B$"},
		{"f − f* of x² − y²", "$f$ − $f$* of $x$² − $y$²"},
		{"loss f(x)", "loss $f$($x$)"},
		{"moves (w, b)", "moves ($w$, $b$)"},
		{"A neuron’s loss, a landscape", "A neuron’s loss, a landscape"}, // articles are none
	} {
		if got := Escape(c.text); got != c.want {
			t.Errorf("Escape(%q) = %q, want %q", c.text, got, c.want)
		}
	}
	// A dollar sign is shown, whatever comes after it.
	plain, dollar := set(t, "x2", Sans), set(t, Escape("x$2"), Sans)
	if dollar.Width <= plain.Width {
		t.Errorf("%q is no wider than without the dollar", "x$2")
	}
	if a, b := set(t, `5\$`, Sans), set(t, "5", Sans); a.Width <= b.Width || len(a.Outline(vg.Point{})) <= len(b.Outline(vg.Point{})) {
		t.Error("an escaped dollar is not set")
	}
}

// Escaped text is set character by character: no markup is left in it.
func TestEscapeIsPlain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom([]rune(`AC$\^_{}-12 ü`)), 0, 12, -1).Draw(t, "text")
		l, err := Set(Escape(text), Sans, size)
		if err != nil {
			t.Fatal(err)
		}
		pieces := 0
		for _, r := range text {
			g, ok := builtIn[Sans]().glyph(r)
			if !ok {
				t.Fatalf("no %q", r)
			}
			if r == '-' {
				continue // or minus: both are one piece
			}
			for _, s := range g.segments {
				if s.op == 0 {
					pieces++
				}
			}
		}
		pieces += strings.Count(text, "-")
		got := 0
		for _, c := range l.Outline(vg.Point{}) {
			if c.Type == vg.MoveComp {
				got++
			}
		}
		if got != pieces {
			t.Fatalf("%q: %d pieces of outline, want %d", text, got, pieces)
		}
	})
}

func TestMetrics(t *testing.T) {
	for _, text := range []string{"x", "Rosenbrock", "$f(x_k) - f^*$", "−1.5·$10^{−10}$", "ßÄöü", "∇f", "p"} {
		for face := range faces {
			l := set(t, text, face)
			b := bounds(l.Outline(vg.Point{}))
			if !(l.Width > 0 && l.Width < vg.Length(len(text))*size) {
				t.Errorf("%q: width %v", text, l.Width)
			}
			if l.Height() != l.Ascent+l.Descent || l.Ascent < b.Max.Y || -l.Descent > b.Min.Y {
				t.Errorf("%q: from %v to %v, its outline from %v to %v", text, -l.Descent, l.Ascent, b.Min.Y, b.Max.Y)
			}
			if b.Min.X < -0.2*size || b.Max.X > l.Width+0.2*size {
				t.Errorf("%q: ink from %v to %v, width %v", text, b.Min.X, b.Max.X, l.Width)
			}
			double, err := Set(text, face, 2*size)
			if err != nil {
				t.Fatal(err)
			}
			if math.Abs(float64(double.Width-2*l.Width)) > 1e-9 {
				t.Errorf("%q: %v wide at twice the size, %v at once", text, double.Width, l.Width)
			}
		}
	}
	if l := set(t, "", Sans); l.Width != 0 || len(l.Outline(vg.Point{})) != 0 {
		t.Errorf("an empty text is %v wide", l.Width)
	}
	if a, b := set(t, "AVAV", Sans).Width, 2*set(t, "A", Sans).Width+2*set(t, "V", Sans).Width; a >= b {
		t.Errorf("AV is not kerned: %v, apart %v", a, b)
	}
}

func TestMissingGlyph(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"a 🙂 b", `cannot set "a 🙂 b": no glyph for '🙂' (U+1F642)`},
		{"$x_漢$", `cannot set "$x_漢$": no glyph for '漢' (U+6F22)`},
		{"שלום", `cannot set "שלום": 'ש' (U+05E9) is written from right to left, which is not supported`},
		{"سلام", `'س' (U+0633) is written from right to left, which is not supported`},
		{"a ؟", `'؟' (U+061F) is written from right to left, which is not supported`},
		{"ﻼ", `'ﻼ' (U+FEFC) is written from right to left, which is not supported`},
		{"ߒߞߏ", `'ߒ' (U+07D2) is written from right to left, which is not supported`},
		{"नमस्ते", `no glyph for 'न' (U+0928)`},
		{"สวัสดี", `no glyph for 'ส' (U+0E2A)`},
		{"x\u0321y", `U+0321 is a mark on another character, which is not supported`},
		{"ກ່", `U+0EC8 is a mark on another character, which is not supported`},
		{"a\u200db", `U+200D is invisible and steers how text is set, which is not supported`},
		{"$x_\u202e$", `U+202E is invisible and steers how text is set, which is not supported`},
		{"漢字", `cannot set "漢字": no glyph for '漢' (U+6F22)`}, // the first one
		{strings.Repeat("ä", 2001), `cannot set "ääääääääääääääääääää…": 2001 characters are above 2000, the most of one text`},
	} {
		if _, err := Set(c.text, Bold, size); err == nil || !strings.HasSuffix(err.Error(), c.want) {
			t.Errorf("error %v, want %s", err, c.want)
		}
	}
	if _, err := Set(strings.Repeat("ä", 2000), Bold, size); err != nil {
		t.Error(err)
	}
}

// A letter is the same whether its accent is a character of its own or not.
func TestDecomposed(t *testing.T) {
	if one, two := set(t, "Ü", Sans), set(t, "U\u0308", Sans); !reflect.DeepEqual(one, two) {
		t.Errorf("%v, and of two characters %v", one, two)
	}
}

// Whatever a figure is likely to say has its glyphs, in every face.
func TestGlyphsExist(t *testing.T) {
	texts := []string{"≤ $10^{-10}$", "step $k$", "rate $η_k$", "loss $f(x_k) - f^*$", "$x_1, …, x_{10}$", "   ·   ", "äöüÄÖÜß„“–’×°√∞∇→", "ĝáčñøåłéèêçşžř"}
	for _, s := range surfaces.Catalog() {
		m := s.Meta()
		texts = append(texts, Math(m.Formula), Escape(m.Title), Escape(m.Source))
	}
	for _, e := range optimizers.Catalog() {
		texts = append(texts, Escape(e.Title), Escape(e.Doc))
	}
	for _, s := range []scale.Scale{
		scale.Linear{Lo: -1e7, Hi: 1e7}, scale.Linear{Lo: -3e-7, Hi: 0}, scale.Linear{Lo: -2e4, Hi: 2e4}, scale.Whole{Linear: scale.Linear{Hi: 1e5}},
		scale.Log{Lo: 1e-12, Hi: 1e12, Floor: true}, scale.SymLog{Lo: -1e9, Hi: 1e9, Unit: 1}, scale.Linear{Lo: 1e16, Hi: 1e16 + 4},
	} {
		for _, tick := range s.Ticks(8) {
			texts = append(texts, tick.Label)
		}
	}
	texts = append(texts, scale.Number(-2.5e-9), scale.Thousands(-1234567))
	for _, text := range texts {
		for face := range faces {
			if _, err := Set(text, face, size); err != nil {
				t.Error(err)
			}
		}
	}
}

// Goroutines that set the same new characters at once get the same outlines;
// the race detector sees the cache.
func TestConcurrent(t *testing.T) {
	text := "$∂Ψ/∂ξ$ ΩѪЖ"
	lines := make([]Line, 16)
	var group sync.WaitGroup
	for i := range lines {
		group.Go(func() { lines[i], _ = Set(text, Face(i%2)*Italic, size) })
	}
	group.Wait()
	for i, l := range lines {
		if l.Width == 0 || !reflect.DeepEqual(l, lines[i%2]) {
			t.Fatalf("line %d is not like line %d", i, i%2)
		}
	}
}

// Any text is set or refused for a character or for its length: unbalanced braces and
// dollars are no exception.
func FuzzSet(f *testing.F) {
	for _, text := range []string{
		"", "$", "$$", "$$$", `\$`, `\`, "$^$", "$_$", "$^^$", "$x^", "$x^{", "$x^{2", "$x^}$", "${}$", "$x^{}$", "$_{_{_{}}}$",
		"$}{$", "$x^_2$", "$x__1$", "$^{^{^{1}}}$", "a^b_c", "\x00", "\xff", "🙂", "$x^\\$2$", strings.Repeat("$x^{", 50),
		strings.Repeat("x", maxCharacters+1),
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		l, err := Set(text, Sans, size)
		if err != nil {
			reason := "U+"
			if utf8.RuneCountInString(text) > maxCharacters {
				reason = fmt.Sprintf("%d characters are above 2000", utf8.RuneCountInString(text))
			}
			if !strings.Contains(err.Error(), reason) {
				t.Errorf("%q: the error %q does not say %q", text, err, reason)
			}
			return
		}
		if w := float64(l.Width); !(w >= 0 && w <= 100*float64(len(text)+1)*size) {
			t.Errorf("%q: width %v", text, w)
		}
		for _, c := range l.Outline(vg.Point{}) {
			for _, p := range append(c.Control, c.Pos) {
				if s := float64(p.X + p.Y); s-s != 0 {
					t.Fatalf("%q: outline through %v", text, p)
				}
			}
		}
	})
}
