package typeset

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Typst returns the line as content of Typst, in square brackets. The line's text cannot reach Typst
// as code: what is no formula stands in strings, and formulas are written character by character.
func (l Line) Typst() string {
	bold := l.Face == Bold || l.Face == BoldItalic
	var w typstWriter
	for i, part := range splitMath(norm.NFC.String(l.Text)) {
		switch {
		case part == "":
		case i%2 == 0:
			w.put("#" + TypstString(part))
		case bold:
			w.put("$bold(")
			w.formula(parseFormula(part))
			w.put(")$")
		default:
			w.put("$")
			w.formula(parseFormula(part))
			w.put("$")
		}
	}
	return "[" + w.String() + "]"
}

// TypstString returns a text as a string of Typst.
func TypstString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case unicode.IsControl(r) && r != '\n' || r == '\u2028' || r == '\u2029':
			fmt.Fprintf(&b, `\u{%x}`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// typstWriter is unfinished Typst.
type typstWriter struct{ strings.Builder }

func (w *typstWriter) put(s string) { w.WriteString(s) }

// formula writes mathematics. Spaces keep neighbouring letters apart, which would be one name, but
// not the digits of a number.
func (w *typstWriter) formula(f formula) {
	for i, a := range f {
		if a.text == " " && len(a.scripts) == 0 && !f.showsSpace(i) { // Typst sets its own space there
			continue
		}
		isIn := func(k int) bool {
			return k >= 0 && k < len(f) && isDigit(f[k].text) && (k >= i || len(f[k].scripts) == 0)
		}
		separates := (a.text == "." || a.text == ",") && isIn(i-1) && isIn(i+1) // the decimals of a number
		if i > 0 && !(separates || isIn(i) && (isIn(i-1) || f[i-1].text == "." || f[i-1].text == ",")) {
			w.put(" ")
		}
		switch {
		case separates:
			w.put(TypstString(a.text))
		case a.text == " " && f.showsSpace(i):
			w.put("thin")
		case strings.TrimSpace(a.text) == "" && len(a.scripts) > 0:
			w.put(`""`) // for scripts of nothing
		case a.isWord():
			w.word(a.text)
		default:
			for _, r := range a.text {
				w.symbol(r)
			}
		}
		w.scripts(a)
	}
}

// word writes an upright word of a formula.
func (w *typstWriter) word(s string) {
	if slices.Contains(functions, s) {
		w.put(s)
		return
	}
	w.put(TypstString(s))
}

// symbol writes one character of a formula: letters and digits as they are, others so that they
// mean nothing else.
func (w *typstWriter) symbol(r rune) {
	switch {
	case r == '-':
		w.put("−")
	case r == '*':
		w.put("∗")
	case r == '\'':
		w.put("′")
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		w.put(string(r))
	case r > unicode.MaxASCII || unicode.IsControl(r):
		fmt.Fprintf(&w.Builder, `\u{%x}`, r)
	default:
		w.put(`\` + string(r))
	}
}

// scripts writes the scripts of an atom. A second one of the same kind begins anew.
func (w *typstWriter) scripts(a atom) {
	var up, down bool
	for _, s := range a.scripts {
		if s.up && up || !s.up && down {
			w.put(` ""`)
			up, down = false, false
		}
		up, down = up || s.up, down || !s.up
		w.put(sign(s.up) + "(")
		w.formula(s.formula())
		w.put(")")
	}
}
