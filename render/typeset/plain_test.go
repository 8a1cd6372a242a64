package typeset

import "testing"

// A reader copies a text without markup, and scripts that Unicode has as such.
func TestPlain(t *testing.T) {
	for markup, want := range map[string]string{
		"Loss of Adam":              "Loss of Adam",
		"$-10^{-3}$ €":              "−10⁻³ €",
		"$x_1^2 + x_{k+1}$":         "x₁² + xₖ₊₁",
		"$x^*$, $L_{val}$, $w_1_2$": "x*, Lval, w₁₂",
		`5 \$ of $η_0$`:             "5 $ of η₀",
		"":                          "",
	} {
		l := set(t, markup, Sans)
		if got := l.Plain(); got != want {
			t.Errorf("%q copies as %q, want %q", markup, got, want)
		}
		x := l.Width - 1e-9
		for _, g := range l.Glyphs() {
			if g.Font == nil || g.Index == 0 || g.At.X < 0 || g.At.X+g.Advance > x+1e-6 {
				t.Errorf("%q: %q stands at %v in a line of width %v", markup, g.Char, g.At, l.Width)
			}
		}
	}
}
