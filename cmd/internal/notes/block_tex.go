package notes

import (
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/pattern"
)

// Opening and closing fences in comments of LaTeX.
var (
	openTeX  = pattern.Lazy("^([ \t]*%+[ \t]*)(```+|~~~+)[ \t]*(\\S.*)$")
	closeTeX = pattern.Lazy("^[ \t]*%+[ \t]*(?:```+|~~~+)[ \t]*$")
	comment  = pattern.Lazy("^[ \t]*%+ ?")
)

func findTeX(note []byte) []Block {
	var blocks []Block
	var open *Block
	var text verbatimText
	offset, number := 0, 0
	for line := range strings.Lines(string(note)) {
		start := offset
		offset += len(line)
		number++
		bare := strings.TrimRight(line, "\r\n")
		if open == nil && text.has(bare) {
			continue
		}
		rest, opens, err := "", false, error(nil)
		if m := openTeX().FindStringSubmatch(bare); open == nil && m != nil {
			rest, opens, err = afterWord(m[3])
		}
		switch {
		case opens:
			id, live := "", false
			if err == nil {
				id, live, err = identifier(rest)
			}
			open = &Block{Line: number, ID: id, Live: live, Err: err, start: start, eol: line[len(bare):]}
		case open != nil && closeTeX().MatchString(bare):
			open.end = offset
			blocks, open = append(blocks, *open), nil
		case open != nil && comment().MatchString(bare):
			open.Text += comment().ReplaceAllString(bare, "") + "\n"
		case open != nil:
			open.Err, open.end = errOpen, start
			blocks, open = append(blocks, *open), nil
			text.has(bare)
		}
	}
	if open != nil {
		open.Err, open.end = errOpen, offset
		blocks = append(blocks, *open)
	}
	return blocks
}

// Environments of LaTeX that print or skip their lines verbatim, and the commands that
// define more of them.
var (
	verbatim = []string{
		"verbatim", "Verbatim", "BVerbatim", "LVerbatim", "SaveVerbatim", "VerbatimOut", "spverbatim", "semiverbatim",
		"alltt", "lstlisting", "minted", "tcblisting", "filecontents", "comment",
	}
	beginTeX  = pattern.Lazy(`\\begin\s*\{(\w+)\*?\}`)
	defineTeX = pattern.Lazy(`\\(?:DefineVerbatimEnvironment|lstnewenvironment|newtcblisting|newverbatim)\s*\{(\w+)\}`)
)

// verbatimText tracks which lines of a LaTeX file are verbatim.
type verbatimText struct {
	within string          // the environment that is open; "" for none
	own    map[string]bool // environments that the file defines
}

// has reports whether the next line is verbatim or begins a verbatim environment.
func (v *verbatimText) has(line string) bool {
	if v.within != "" {
		if strings.Contains(line, `\end{`+v.within+`}`) || strings.Contains(line, `\end{`+v.within+`*}`) {
			v.within = ""
		}
		return true
	}
	code := withoutComment(line)
	if m := defineTeX().FindStringSubmatch(code); m != nil {
		if v.own == nil {
			v.own = map[string]bool{}
		}
		v.own[m[1]] = true
	}
	for _, m := range beginTeX().FindAllStringSubmatchIndex(code, -1) {
		name, rest := code[m[2]:m[3]], code[m[1]:]
		if isVerbatim := v.own[name] || slices.Contains(verbatim, name); isVerbatim && !strings.Contains(rest, `\end{`+name) {
			v.within = name
			return true
		}
	}
	return false
}

// withoutComment returns a line of LaTeX up to its comment, without the arguments of
// \verb.
func withoutComment(line string) string {
	var b strings.Builder
	for i := 0; i < len(line); i++ {
		switch rest := line[i:]; {
		case rest[0] == '%':
			return b.String()
		case strings.HasPrefix(rest, `\verb`) && verbLength(rest) > 0:
			i += verbLength(rest) - 1
		case strings.HasPrefix(rest, `\%`), strings.HasPrefix(rest, `\\`):
			i++
		default:
			b.WriteByte(rest[0])
		}
	}
	return b.String()
}

// verbLength returns the length of a \verb|...| at the start of a text, 0 without one.
func verbLength(text string) int {
	start := len(`\verb`)
	if strings.HasPrefix(text[start:], "*") {
		start++
	}
	if start >= len(text) || 'a' <= text[start] && text[start] <= 'z' { // another command
		return 0
	}
	end := strings.IndexByte(text[start+1:], text[start])
	if end < 0 {
		return 0
	}
	return start + 1 + end + 1
}
