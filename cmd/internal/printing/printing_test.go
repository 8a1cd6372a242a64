package printing

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestEscapes: the characters that control a terminal or the order of a line become
// escapes everywhere; others, accents, emoji and Hebrew among them, stay.
func TestEscapes(t *testing.T) {
	for _, test := range []struct{ in, line, text, path string }{
		{"out/a b.png", "out/a b.png", "out/a b.png", "out/a b.png"},
		{"Gräßlich λ₁ → 5·10⁻³ 👩‍💻 שלום", "Gräßlich λ₁ → 5·10⁻³ 👩‍💻 שלום", "Gräßlich λ₁ → 5·10⁻³ 👩‍💻 שלום", "Gräßlich λ₁ → 5·10⁻³ 👩‍💻 שלום"},
		{"\ufffd", "\ufffd", "\ufffd", "\ufffd"}, // the replacement character itself is no fault
		{"a\x1b[31mb", `a\x1b[31mb`, `a\x1b[31mb`, `"a\x1b[31mb"`},
		{"a\x1b]0;pwned\ab", `a\x1b]0;pwned\ab`, `a\x1b]0;pwned\ab`, `"a\x1b]0;pwned\ab"`},
		{"\x00\b\x7f", `\x00\b\x7f`, `\x00\b\x7f`, `"\x00\b\x7f"`},
		{"\u0080\u009b31m\u009f", `\u0080\u009b31m\u009f`, `\u0080\u009b31m\u009f`, `"\u0080\u009b31m\u009f"`},
		{"\u202agnp\u202e.\u2066\u2069\u200f\u061c", `\u202agnp\u202e.\u2066\u2069\u200f\u061c`, `\u202agnp\u202e.\u2066\u2069\u200f\u061c`, `"\u202agnp\u202e.\u2066\u2069\u200f\u061c"`},
		{"a\u2028b\u2029c", `a\u2028b\u2029c`, `a\u2028b\u2029c`, `"a\u2028b\u2029c"`},
		{"a\xff\xc3", `a\xff\xc3`, `a\xff\xc3`, `"a\xff\xc3"`},
		{"a\tb\n\n  c \r\n d", "a b c d", "a\tb\n\n  c \\r\n d", `"a\tb\n\n  c \r\n d"`},
		{"\r\n", "", "\\r\n", `"\r\n"`},
	} {
		for _, got := range []struct{ name, got, want string }{
			{"Line", Line(test.in), test.line}, {"Text", Text(test.in), test.text}, {"Path", Path(test.in), test.path},
		} {
			if got.got != got.want {
				t.Errorf("%s(%q) = %q, want %q", got.name, test.in, got.got, got.want)
			}
		}
	}
}

// TestShortened: what is long keeps its beginning and its end, in whole characters.
func TestShortened(t *testing.T) {
	if got, want := Quote(strings.Repeat("ä", 60)+strings.Repeat("ß", 60)), `"`+strings.Repeat("ä", 60)+strings.Repeat("ß", 6)+"…"+strings.Repeat("ß", 33)+`"`; got != want {
		t.Errorf("Quote = %s, want %s", got, want)
	}
	if got, want := Quote(strings.Repeat("ä", 100)), `"`+strings.Repeat("ä", 100)+`"`; got != want {
		t.Errorf("Quote = %s, want %s", got, want)
	}
	for _, c := range []string{"a", "ä", "→", "🙂", "\x1b", "\xff", "a\n"} {
		got := Line("first " + strings.Repeat(c, 1_000_000) + " last")
		if n := utf8.RuneCountInString(got); n > mostLine || n < mostLine/4 || !utf8.ValidString(got) ||
			!strings.HasPrefix(got, "first ") || !strings.HasSuffix(got, " last") {
			t.Errorf("Line of a million %q: %d characters, %.20q ... %q", c, n, got, got[max(0, len(got)-20):])
		}
	}
}
