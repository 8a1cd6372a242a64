package typeset

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestLaTeX(t *testing.T) {
	for _, c := range []struct{ markup, want string }{
		{"", ""},
		{"loss", "loss"},
		{"Schrittweite größer, kühn", `Schrittweite gr\"{o}\ss{}er, k\"{u}hn`},
		{"Erdős naïve Çx Å", `Erd\H{o}s na\"{\i}ve \c{C}x \AA{}`},
		{"50 % & #1 _ ^ ~ {x} \\", `50 \% \& \#1 \_ \textasciicircum{} \textasciitilde{} \{x\} \textbackslash{}`},
		{`5 \$`, `5 \$`},
		{`say "so" – „ja“…`, `say {\char34}so{\char34} \textendash{} {,,}ja{` + "``" + `}\textellipsis{}`},
		{"a--b ''c'' |x| <y>", `a-{}-b '{}'c'{}' \textbar{}x\textbar{} \textless{}y\textgreater{}`},
		{"−3 ≤ κ · ∇ ★", `\ensuremath{-}3 \ensuremath{\le } \ensuremath{\kappa } \ensuremath{\cdot } \ensuremath{\nabla } \ensuremath{\star }`},
		{"10⁻³ x₁₂ ½", `10\ensuremath{{}^{-3}} x\ensuremath{{}_{12}} \ensuremath{\frac {1}{2}}`},
		{"$10^{-3}$", "$10^{-3}$"},
		{"$x_1^2$ and $x^{2}_{i+1}$", "$x_{1}^{2}$ and $x^{2}_{i+1}$"},
		{"$f(x, y) = 100(y - x^2)^2$", "$f(x,y)=100(y-x^{2})^{2}$"},
		{"$x^2 sin y + lr·β₁ − 2*x$", `$x^{2}\sin y+\mathrm{lr}\cdot \beta _{1}-2\ast x$`},
		{"$f^*$ $f' ^2$", `$f^{\ast }$ $f{}^{\prime }{}^{2}$`},
		{"$3,5$ $a,b$", "$3{,}5$ $a,b$"},
		{"$x^a^b_c_d$", "$x^{a}{}^{b}_{c}{}_{d}$"},
		{"$x²^3'^4$", `$x^{2}{}^{3}{}^{\prime }{}^{4}$`},
		{"$xₐ$ $wₘₐₓ$ $2ⁿ⁺¹$", `$x_{a}$ $w_{\max }$ $2^{n+1}$`},
		{"$_x$ $^$ $a_$", `${}_{x}$ $\mbox{\textasciicircum{}}$ $a\_$`},
		{"$ŷ größe \\alpha$", `$\hat{y}\,\mbox{gr\"{o}\ss{}e}\,\backslash \mathrm{alpha}$`},
		{"$x^{2$ }{", `$x^{2}$ \}\{`},
		{"$}{$", `$\}\{$`},
		{"$$", ""},
	} {
		if got, ok := (Line{Text: c.markup}).LaTeX(); got != c.want || !ok {
			t.Errorf("%q: %s (%v), want %s", c.markup, got, ok, c.want)
		}
	}
	if got, _ := (Line{Text: "a $b$", Face: Bold}).LaTeX(); got != `\bfseries\boldmath a $b$` {
		t.Errorf("bold is %s", got)
	}
	for _, unknown := range []string{"Ж", "$Ж$", "x\U0001F600", "ẞ"} {
		if got, ok := (Line{Text: unknown}).LaTeX(); ok {
			t.Errorf("%q is %s", unknown, got)
		}
	}
}

// laTeXCommands are all that text and formulas are written with.
func laTeXCommands() []string {
	all := append(slices.Clone(functions), "bfseries", "boldmath", "ensuremath", "mathrm", "mbox", ",", "i", "j")
	all = slices.AppendSeq(all, maps.Values(latexAccents))
	all = slices.AppendSeq(all, maps.Values(latexMathAccents))
	for _, names := range []map[rune]string{latexText, latexMath} {
		for name := range maps.Values(names) {
			for _, m := range laTeXCommand.FindAllStringSubmatch(name, -1) {
				all = append(all, m[1])
			}
		}
	}
	return all
}

var laTeXCommand = regexp.MustCompile(`\\([A-Za-z]+|.)`)

// Whatever a text is, its LaTeX has only commands that the program knows, balanced braces and
// dollar signs, no line ends, and no script where LaTeX takes none.
func TestLaTeXIsSafe(t *testing.T) {
	known := laTeXCommands()
	for _, never := range []string{"input", "write", "def", "csname", "catcode", "end", "begin", "par"} {
		if slices.Contains(known, never) {
			t.Fatalf("\\%s is a known command", never)
		}
	}
	scripts := regexp.MustCompile(`[\^_]\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}'*[\^_]`)
	pieces := rapid.SampledFrom(append(strings.Split(`\input{x} \write18 ^^M $ \$ % { } # & _ ^ ~ \ x sin 12 α ß ő ² ₃ ' " | < , - √ ½ ° Ж * é ŷ`, " "), " ", "\n", "\r", "\x00"))
	rapid.Check(t, func(rt *rapid.T) {
		text := strings.Join(rapid.SliceOfN(pieces, 0, 14).Draw(rt, "text"), "")
		got, ok := Line{Text: text}.LaTeX()
		if !ok {
			return
		}
		for _, m := range laTeXCommand.FindAllStringSubmatch(got, -1) {
			if !slices.Contains(known, m[1]) {
				rt.Fatalf("%q has the command %s: %s", text, m[0], got)
			}
		}
		bare := laTeXCommand.ReplaceAllString(got, "")
		if strings.Count(bare, "{") != strings.Count(bare, "}") || strings.Count(bare, "$")%2 != 0 || strings.ContainsAny(bare, "\n\r\x00%#&~") {
			rt.Fatalf("%q is %s", text, got)
		}
		if doubled := scripts.FindString(got); doubled != "" && doubled[0] == doubled[len(doubled)-1] {
			rt.Fatalf("%q has two scripts of a kind in %s", text, got)
		}
	})
}
