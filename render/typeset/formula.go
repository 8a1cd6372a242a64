package typeset

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// formula is parsed mathematics: what stands between dollar signs.
type formula []atom

// atom is a word of Latin letters or another single character, with its scripts. Scripts
// without anything before them belong to an empty text.
type atom struct {
	text    string
	scripts []script
}

// script is what stands above or below an atom.
type script struct {
	up      bool
	of      formula
	unicode string // in place of a formula, a text in Unicode's superscripts or subscripts
}

// formula returns the formula that the script raises or lowers.
func (s script) formula() formula {
	if s.unicode == "" {
		return s.of
	}
	return parseFormula(strings.Map(func(r rune) rune { return unscript[r].of }, s.unicode))
}

// isWord reports whether the atom is a word of several letters, which stands upright.
func (a atom) isWord() bool { return utf8.RuneCountInString(a.text) > 1 }

// parseFormula parses what stands between dollar signs.
func parseFormula(s string) formula {
	if s == "" {
		return nil
	}
	f := make(formula, 0, min(len(s), 16))
	for s != "" {
		if of, rest, ok := cutScript(s); ok {
			if len(f) == 0 {
				f = append(f, atom{})
			}
			last := &f[len(f)-1]
			last.scripts = append(last.scripts, of)
			s = rest
			continue
		}
		n := atomLength(s)
		f, s = append(f, atom{text: s[:n]}), s[n:]
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

// atomLength returns the length of the word or the character that s begins with. A word ends where
// Unicode's raised or lowered letters begin or end.
func atomLength(s string) int {
	first, n := utf8.DecodeRuneInString(s)
	_, raised := unscript[first]
	for unicode.Is(unicode.Latin, first) && n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if _, also := unscript[r]; also != raised || !unicode.Is(unicode.Latin, r) {
			break
		}
		n += size
	}
	return n
}

// cutScript cuts the script that s begins with off, if s begins with one.
func cutScript(s string) (of script, rest string, ok bool) {
	if (s[0] == '^' || s[0] == '_') && len(s) > 1 {
		inner, rest := group(s[1:])
		return script{up: s[0] == '^', of: parseFormula(inner)}, rest, true
	}
	n := 0
	for i, r := range s {
		form, ok := unscript[r]
		if !ok || i > 0 && form.up != of.up {
			break
		}
		n, of.up = i+utf8.RuneLen(r), form.up
	}
	of.unicode = s[:n]
	return of, s[n:], n > 0
}

// group splits s after its first character or {group}. A minus or star is a group of its
// own unless in braces with what follows.
func group(s string) (first, rest string) {
	if s[0] != '{' {
		_, n := utf8.DecodeRuneInString(s)
		return s[:n], s[n:]
	}
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '{':
			depth++
		case '}':
			depth--
		}
		if depth == 0 {
			return s[1:i], s[i+1:]
		}
	}
	return s[1:], ""
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
