package figure

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"
)

// texStart begins a figure for LaTeX.
const texStart = "% optviz: a figure for LaTeX"

// texUsage explains a figure to who opens the file.
const texUsage = `% In the preamble: \usepackage{pgf}; where the figure goes: \input{this file}.
% \newcommand\optvizwidth{8cm} before it sets its width, which is its own or the line's if that is less,
% and \newcommand\optvizfont{\sffamily} how its text is set, which is as the text around it.
`

// texOverlayUsage explains a file of several figures.
const texOverlayUsage = `% In beamer each overlay shows one of the figures, from the slide's overlay 1 on, or from
% \newcommand\optvizfirst{3}. Elsewhere it is the last one, or \newcommand\optvizframe{2}.
`

// texComment writes a text as a comment.
func texComment(b *bufio.Writer, name, text string) {
	if text != "" {
		texLines(b, "% "+name, "%   ", text)
	}
}

// texSource writes a Source as comments, from which texSourceOf reads it: a line after %| each,
// whose rest is after %+ where it is too long for TeX.
func texSource(b *bufio.Writer, source string) {
	if source == "" {
		return
	}
	for line := range strings.SplitSeq(source, "\n") {
		texLines(b, texSourceLine, texSourceRest, texEscaper.Replace(line))
	}
}

const (
	texSourceLine, texSourceRest = "%|", "%+"
	texMostBytes                 = 1000 // of a line: TeX reads at most 200 000
)

// The carriage return ends a line, and with that a comment.
var texEscaper, texUnescaper = strings.NewReplacer("%", "%25", "\r", "%0D"), strings.NewReplacer("%25", "%", "%0D", "\r")

// texLines writes a text as comments with a prefix for the first line and for the others.
func texLines(b *bufio.Writer, first, rest, text string) {
	text = strings.NewReplacer("\r", " ", "\n", " ").Replace(text)
	for {
		n := min(len(text), texMostBytes)
		for n < len(text) && text[n]&0xc0 == 0x80 { // within a character
			n--
		}
		b.WriteString(first + text[:n] + "\n")
		if text = text[n:]; text == "" {
			return
		}
		first = rest
	}
}

// texSourceOf reads the Source of a figure for LaTeX.
func texSourceOf(file []byte) (string, error) {
	if !bytes.HasSuffix(bytes.TrimSpace(file), []byte(strings.TrimSpace(texEnd))) {
		return "", io.ErrUnexpectedEOF
	}
	var source strings.Builder
	for line := range strings.Lines(string(file)) {
		line = strings.TrimRight(line, "\r\n")
		if text, ok := strings.CutPrefix(line, texSourceLine); ok {
			if source.Len() > 0 {
				source.WriteByte('\n')
			}
			source.WriteString(text)
		} else if text, ok := strings.CutPrefix(line, texSourceRest); ok {
			source.WriteString(text)
		}
	}
	return texUnescaper.Replace(source.String()), nil
}

// texText writes a text, or its rim. It returns false if the text must be drawn as a path.
func (f *Figure) texText(b *bufio.Writer, m Mark) bool {
	text, ok := m.Text.Line.LaTeX()
	if !ok {
		return false
	}
	fmt.Fprintf(b, "\\ov@ink{%s}", texColour(m.Color))
	if m.Width > 0 {
		fmt.Fprintf(b, "\\ov@rim{%s}", short(float64(m.Width)))
	}
	command := "text"
	if m.Text.Upright {
		command = "upright"
	}
	l := m.Text.Line
	fmt.Fprintf(b, "\\ov@%s{%s}{%s}{%s}{%s}{%s}{%s}%%\n", command, short(float64(m.Text.At.X)), short(float64(m.Text.At.Y)),
		short(m.Text.Line.Align), short(float64(l.Size)*texTextScale), short(float64(l.Width)), text)
	return true
}

// texTextScale is the size of text in a document's font relative to ours, whose letters are wide.
const texTextScale = 1.1
