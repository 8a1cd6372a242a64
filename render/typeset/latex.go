package typeset

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// LaTeX returns the line in the language of LaTeX, in ASCII: the same in every encoding that a
// document may have. The line's text cannot reach LaTeX as a command. ok is false if a character
// has no name in LaTeX without further packages.
func (l Line) LaTeX() (latex string, ok bool) {
	w := latexWriter{ok: true}
	for i, part := range splitMath(norm.NFC.String(l.Text)) {
		switch {
		case i%2 == 0:
			w.text(part)
		case part != "":
			w.put("$")
			w.formula(parseFormula(part))
			w.put("$")
		}
	}
	latex = w.String()
	if l.Face == Bold || l.Face == BoldItalic {
		latex = `\bfseries\boldmath ` + latex
	}
	return latex, w.ok
}

// latexWriter is unfinished LaTeX.
type latexWriter struct {
	strings.Builder
	ok bool
}

func (w *latexWriter) put(s string) { w.WriteString(s) }

// text writes characters outside of formulas. Neighbouring raised or lowered characters become
// one script.
func (w *latexWriter) text(s string) {
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		if _, raised := unscript[r]; raised {
			of, rest, _ := cutScript(s)
			w.put(`\ensuremath{`)
			w.formula(formula{{scripts: []script{of}}})
			w.put(`}`)
			s = rest
			continue
		}
		if len(s) > 1 && s[0] == s[1] && strings.ContainsRune("-,'", r) {
			w.put(string(r) + `{}`) // two of them would join
		} else {
			w.character(r)
		}
		s = s[n:]
	}
}

// character writes one character outside of formulas.
func (w *latexWriter) character(r rune) {
	if name, ok := latexText[r]; ok {
		w.put(name)
		return
	}
	if r < 0x7f && r >= ' ' {
		w.put(string(r))
		return
	}
	if name, ok := latexMath[r]; ok {
		w.put(`\ensuremath{` + name + `}`)
		return
	}
	base, accent, ok := accented(r)
	name := latexAccents[accent]
	if !ok || name == "" {
		w.ok = false
		return
	}
	if base == 'i' || base == 'j' {
		w.put(`\` + name + `{\` + string(base) + `}`)
		return
	}
	w.put(`\` + name + `{` + string(base) + `}`)
}

// accented takes a letter with one accent apart.
func accented(r rune) (base, accent rune, ok bool) {
	parts := []rune(norm.NFD.String(string(r)))
	if len(parts) != 2 || parts[0] > unicode.MaxASCII || !unicode.IsLetter(parts[0]) {
		return 0, 0, false
	}
	return parts[0], parts[1], true
}

// formula writes mathematics.
func (w *latexWriter) formula(f formula) {
	for i, a := range f {
		switch {
		case a.text == " ":
			if f.showsSpace(i) {
				w.put(`\,`)
			}
		case a.text == "," && i > 0 && i+1 < len(f) && isDigit(f[i-1].text) && isDigit(f[i+1].text):
			w.put(`{,}`) // of a decimal number
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

func isDigit(s string) bool { return len(s) == 1 && s[0] >= '0' && s[0] <= '9' }

// scripts writes the scripts of an atom. A second one of the same kind begins anew, since LaTeX
// takes only one.
func (w *latexWriter) scripts(a atom) {
	up, down := strings.ContainsAny(a.text, "'′°"), false // which LaTeX raises
	if strings.TrimSpace(a.text) == "" && len(a.scripts) > 0 {
		w.put(`{}`)
	}
	for _, s := range a.scripts {
		if s.up && up || !s.up && down {
			w.put(`{}`)
			up, down = false, false
		}
		up, down = up || s.up, down || !s.up
		w.put(sign(s.up) + `{`)
		w.formula(s.formula())
		w.put(`}`)
	}
}

// word writes an upright word of a formula.
func (w *latexWriter) word(s string) {
	if slices.Contains(functions, s) {
		w.put(`\` + s + ` `)
		return
	}
	ascii := !strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII })
	if ascii {
		w.put(`\mathrm{` + s + `}`)
		return
	}
	w.put(`\mbox{`)
	w.text(s)
	w.put(`}`)
}

// symbol writes one character of a formula.
func (w *latexWriter) symbol(r rune) {
	if name, ok := latexMath[r]; ok {
		w.put(name)
		return
	}
	if base, accent, ok := accented(r); ok {
		if name := latexMathAccents[accent]; name != "" {
			w.put(`\` + name + `{` + string(base) + `}`)
			return
		}
	}
	if _, special := latexText[r]; r > ' ' && r < 0x7f && !special {
		w.put(string(r))
		return
	}
	w.put(`\mbox{`)
	w.character(r)
	w.put(`}`)
}

func sign(up bool) string {
	if up {
		return "^"
	}
	return "_"
}
