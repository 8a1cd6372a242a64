package typeset

import (
	"slices"
	"strings"
	"unicode"
)

// formula is parsed mathematics, for the languages that set mathematics themselves: Unicode's
// superscripts and subscripts are scripts like others.
type formula []atom

// atom is a word of Latin letters or another single character, with its scripts. Scripts
// without anything before them belong to an empty text.
type atom struct {
	text    string
	scripts []script
}

// script is what stands above or below an atom.
type script struct {
	up bool
	of formula
}

// isWord reports whether the atom is a word of several letters, which stands upright.
func (a atom) isWord() bool {
	n := 0
	for range a.text {
		n++
	}
	return n > 1
}

// parseFormula parses what stands between dollar signs.
func parseFormula(s []rune) formula {
	var f formula
	for len(s) > 0 {
		if up, inner, rest := cutScript(s); len(rest) < len(s) {
			if len(f) == 0 {
				f = append(f, atom{})
			}
			last := &f[len(f)-1]
			last.scripts = append(last.scripts, script{up, parseFormula(inner)})
			s = rest
			continue
		}
		n := 1
		for unicode.Is(unicode.Latin, s[0]) && n < len(s) && unicode.Is(unicode.Latin, s[n]) {
			n++
		}
		f, s = append(f, atom{text: string(s[:n])}), s[n:]
	}
	return f
}

// showsSpace reports whether atom i, a space, is to be seen: beside operators and functions is one
// without it.
func (f formula) showsSpace(i int) bool {
	beside := func(k int) bool {
		return k < 0 || k >= len(f) || strings.ContainsAny(f[k].text, "+-−=<>≤≥≈,·×∗*∈≠→←∝ ") || slices.Contains(functions, f[k].text)
	}
	return !beside(i-1) && !beside(i+1)
}

// functions lists the functions that have a space after them.
var functions = strings.Fields("arccos arcsin arctan arg cos cosh cot det dim exp inf ln log max min sin sinh sup tan tanh")

// cutScript cuts the script that s begins with off, if it begins with one.
func cutScript(s []rune) (up bool, inner, rest []rune) {
	if (s[0] == '^' || s[0] == '_') && len(s) > 1 {
		inner, rest = group(s[1:])
		return s[0] == '^', inner, rest
	}
	n := 0
	for _, r := range s {
		form, ok := unscript[r]
		if !ok || n > 0 && form.up != up {
			break
		}
		inner, up, n = append(inner, form.of), form.up, n+1
	}
	return up, inner, s[n:]
}

// unicodeScript is a superscript or subscript of Unicode: the character that it raises or lowers.
type unicodeScript struct {
	of rune
	up bool
}

// unscript holds Unicode's superscripts and subscripts.
var unscript = func() map[rune]unicodeScript {
	out := map[rune]unicodeScript{}
	for of, form := range superscripts {
		out[form] = unicodeScript{of, true}
	}
	for of, form := range subscripts {
		out[form] = unicodeScript{of, false}
	}
	return out
}()
