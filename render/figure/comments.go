package figure

import (
	"bufio"
	"bytes"
	"io"
	"strings"
)

// comments are the comments of a language, in which files hold what they are about and their
// Source.
type comments struct {
	mark string // begins a comment, which ends with its line
	end  string // ends a whole file
}

var (
	texComments   = comments{"%", texEnd}
	typstComments = comments{"//", typstEnd}
)

// about writes a text under a name.
func (c comments) about(b *bufio.Writer, name, text string) {
	if text != "" {
		c.lines(b, " "+name+": ", "   ", lineEnds.Replace(text))
	}
}

// The signs after the mark of a comment of a line of the Source, and of the rest of a long line.
const sourceLine, sourceRest = "|", "+"

// source writes a Source, which sourceOf reads.
func (c comments) source(b *bufio.Writer, source string) {
	if source == "" {
		return
	}
	for line := range strings.SplitSeq(source, "\n") {
		c.lines(b, sourceLine, sourceRest, escaper.Replace(line))
	}
}

// What ends a line, and with that a comment, of TeX or of Typst.
var (
	escapes   = []string{"%", "%25", "\r", "%0D", "\v", "%0B", "\f", "%0C", "\u0085", "%85", "\u2028", "%2028;", "\u2029", "%2029;"}
	escaper   = strings.NewReplacer(escapes...)
	unescaper = strings.NewReplacer(swapped(escapes)...)
	lineEnds  = strings.NewReplacer("\n", " ", "\r", " ", "\v", " ", "\f", " ", "\u0085", " ", "\u2028", " ", "\u2029", " ")
)

// swapped returns the second of each pair before the first.
func swapped(pairs []string) []string {
	out := make([]string, len(pairs))
	for i := 0; i < len(pairs); i += 2 {
		out[i], out[i+1] = pairs[i+1], pairs[i]
	}
	return out
}

// longestComment is the largest number of bytes of a text in one comment: TeX reads lines of at most
// 200 000.
const longestComment = 1000

// lines writes a text as comments, after a sign on the first line and another on the others.
func (c comments) lines(b *bufio.Writer, first, rest, text string) {
	for sign := first; ; sign = rest {
		n := min(len(text), longestComment)
		for n < len(text) && text[n]&0xc0 == 0x80 { // within a character
			n--
		}
		b.WriteString(c.mark + sign + text[:n] + "\n")
		if text = text[n:]; text == "" {
			return
		}
	}
}

// sourceOf reads the Source of a file.
func (c comments) sourceOf(file []byte) (string, error) {
	if !bytes.HasSuffix(bytes.TrimSpace(file), []byte(strings.TrimSpace(c.end))) {
		return "", io.ErrUnexpectedEOF
	}
	var source strings.Builder
	for line := range strings.Lines(string(file)) {
		line = strings.TrimRight(line, "\r\n")
		if text, ok := strings.CutPrefix(line, c.mark+sourceLine); ok {
			if source.Len() > 0 {
				source.WriteByte('\n')
			}
			source.WriteString(text)
		} else if text, ok := strings.CutPrefix(line, c.mark+sourceRest); ok {
			source.WriteString(text)
		}
	}
	return unescaper.Replace(source.String()), nil
}
