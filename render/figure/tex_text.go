package figure

import (
	"bufio"
	"fmt"
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
		short(m.Text.Line.Align), short(float64(l.Size)*ownFontScale), short(float64(l.Width)), text)
	return true
}

// ownFontScale is the size of text in a document's own font relative to ours, whose letters are wide.
const ownFontScale = 1.1
