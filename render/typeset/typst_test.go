package typeset

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTypst(t *testing.T) {
	for _, c := range []struct{ markup, want string }{
		{"", "[]"},
		{"größer κ – „ja“", `[#"größer κ – „ja“"]`},
		{`a "b" \$ #c[d] \e`, `[#"a \"b\" $ #c[d] \\e"]`},
		{"a\tb\u2028", `[#"a\u{9}b\u{2028}"]`},
		{"$x_1^2$ and", `[$x_(1)^(2)$#" and"]`},
		{"$10^{-3}$", `[$10^(− 3)$]`},
		{"$f(x, y) = 100*(y-x^2)$", `[$f \( x \, y \) \= 100 ∗ \( y − x^(2) \)$]`},
		{"$3,5 y$ $2.5 sin x$", `[$3","5 thin y$#" "$2"."5 sin x$]`},
		{"$lr·β₁$", `[$"lr" \u{b7} β_(1)$]`},
		{"$x^a^b'$", `[$x^(a) ""^(b) ′$]`},
		{"$_x$ $√2$ $#{\"}$", `[$""_(x)$#" "$\u{221a} 2$#" "$\# \{ \" \}$]`},
	} {
		if got := (Line{Text: c.markup}).Typst(); got != c.want {
			t.Errorf("%q: %s, want %s", c.markup, got, c.want)
		}
	}
	if got := (Line{Text: "a $b$", Face: Bold}).Typst(); got != `[#"a "$bold(b)$]` {
		t.Errorf("bold is %s", got)
	}
}

// Whatever a text is, its Typst is strings, and formulas of characters, scripts and names of functions.
func TestTypstIsSafe(t *testing.T) {
	quoted := regexp.MustCompile(`\\u\{[0-9a-f]+\}|\\[^a-zA-Z0-9]|"(?:[^"\\]|\\.|\\u\{[0-9a-f]+\})*"`)
	name := regexp.MustCompile(`[A-Za-z]{2,}`)
	pieces := rapid.SampledFrom(append(strings.Split(`#import "x" \ ] [ $ \$ ( ) { } ^ _ x sin eval 12 α ² ' , . - / // /* * & ; @ ~ `+"`", " "), " ", "\n", "\r", "\u2028"))
	rapid.Check(t, func(rt *rapid.T) {
		text := strings.Join(rapid.SliceOfN(pieces, 0, 14).Draw(rt, "text"), "")
		got := Line{Text: text}.Typst()
		bare := quoted.ReplaceAllStringFunc(got, func(q string) string { return map[bool]string{true: "s", false: "e"}[q[0] == '"'] })
		bare = strings.ReplaceAll(bare, "#s", "")
		if !strings.HasPrefix(bare, "[") || !strings.HasSuffix(bare, "]") || strings.Count(bare, "$")%2 != 0 || strings.Count(bare, "(") != strings.Count(bare, ")") {
			rt.Fatalf("%q is %s", text, got)
		}
		if strings.ContainsAny(bare[1:len(bare)-1], "#[]{}\\\"/*&;@~`'\n\r") {
			rt.Fatalf("%q is %s", text, got)
		}
		for _, word := range name.FindAllString(bare, -1) {
			if word != "thin" && !slices.Contains(functions, word) {
				rt.Fatalf("%q has the name %q in %s", text, word, got)
			}
		}
	})
}
