package render

import (
	"sort"
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/typeset"
)

const margin = 14 // units around the figure

// keyItem explains a marker in the upper right corner.
type keyItem struct {
	name string
	mark func(s *sheet, at vg.Point)
}

// header writes title, subtitle and key, and returns the y below them. The key
// stands right of the title, or on a line of its own where both are long.
func (s *sheet) header(title, subtitle string, key []keyItem) vg.Length {
	left, right := margin*s.u, s.Width-margin*s.u
	if s.head != wholeHead {
		subtitle = ""
	}
	if s.head == noHead {
		return s.keyBelow(key, s.Height-margin*s.u+0.9*tickSize*s.u)
	}
	size := s.ownTitle()
	y := s.Height - (margin+size)*s.u

	title = typeset.Escape(title)
	t := s.setWords(title, typeset.Bold, size)
	keyWidth := s.keyWidth(key)
	beside := t.Width+keyWidth <= right-left
	if beside {
		s.put(t, vg.Point{X: left, Y: y + 0.12*size*s.u}, ink)
		s.key(key, vg.Point{X: right - keyWidth, Y: y + 0.25*size*s.u})
	} else {
		y = s.titleLines(s.broken(title, size, right-left), size, right-left, vg.Point{X: left, Y: y})
	}
	if subtitle != "" || s.roomy() {
		for _, line := range s.wrap(subtitle, subtitleSize, right-left) {
			y -= 1.55 * subtitleSize * s.u
			s.put(line, vg.Point{X: left, Y: y}, soft)
		}
	}
	if !beside {
		y = s.keyBelow(key, y)
	}
	return y - 0.3*subtitleSize*s.u
}

// titleLine is from line to line of a title, in its size.
const titleLine = 1.15

// ownTitle is the size of the figure's title in units. Below that of a page in the
// same units it is second to that.
func (s *sheet) ownTitle() vg.Length {
	if s.onPage && s.theme.Apart {
		return smaller * titleSize
	}
	return titleSize
}

// smaller is how much smaller a title may be than usual.
const smaller = 0.8

// broken is a title of a size on a line, or on two where one would be much smaller.
func (s *sheet) broken(title string, size, width vg.Length) []string {
	if s.setWords(title, typeset.Bold, smaller*size).Width > width {
		return s.halves(title)
	}
	return []string{title}
}

// titleLines writes the lines of a title of a size and a width from a point on. It
// returns the y of the last.
func (s *sheet) titleLines(lines []string, size, width vg.Length, at vg.Point) vg.Length {
	for i, text := range lines {
		if i > 0 {
			at.Y -= titleLine * s.theme.sized(size) * s.u
		}
		s.put(s.fitWords(text, typeset.Bold, size, width), vg.Point{X: at.X, Y: at.Y + 0.12*size*s.u}, ink)
	}
	return at.Y
}

// halves parts a title between words, so that the longer part is as short as can be.
func (s *sheet) halves(title string) []string {
	words := strings.Fields(title)
	if len(words) < 2 {
		return []string{title}
	}
	part := func(i int) (first, second string) {
		return strings.Join(words[:i], " "), strings.Join(words[i:], " ")
	}
	width := func(text string) vg.Length { return s.setWords(text, typeset.Bold, titleSize).Width }
	// From word to word the first part grows and the second shrinks: the best place is
	// where the first becomes the longer, or one before.
	at := 1 + sort.Search(len(words)-2, func(i int) bool {
		first, second := part(i + 1)
		return width(first) >= width(second)
	})
	first, second := part(at)
	if at > 1 {
		if shorter, longer := part(at - 1); width(longer) <= max(width(first), width(second)) {
			first, second = shorter, longer
		}
	}
	return []string{first, second}
}

// keyBelow writes a key below a y, on as many lines as it needs, and returns the y
// of the last.
func (s *sheet) keyBelow(key []keyItem, y vg.Length) vg.Length {
	for len(key) > 0 {
		n := 1
		for n < len(key) && s.keyWidth(key[:n+1]) <= s.Width-2*margin*s.u+keyGap*s.u {
			n++
		}
		y -= 1.9 * tickSize * s.u
		s.key(key[:n], vg.Point{X: (margin - keyGap + startRadius) * s.u, Y: y}) // the ring of a start begins where the text does
		key = key[n:]
	}
	return y
}

// Widths in units before and within an item of the key.
const (
	keyGap  = 14
	keyMark = 9
)

func (s *sheet) keyWidth(items []keyItem) vg.Length {
	var w vg.Length
	for _, item := range items {
		w += (keyGap+keyMark)*s.u + s.set(item.name, typeset.Sans, tickSize).Width
	}
	return w
}

// key draws its items in a row from a point on.
func (s *sheet) key(items []keyItem, at vg.Point) {
	for _, item := range items {
		at.X += keyGap * s.u
		item.mark(s, vg.Point{X: at.X, Y: at.Y + s.digits()/2})
		at.X += keyMark * s.u
		l := s.set(item.name, typeset.Sans, tickSize)
		s.put(l, at, soft)
		at.X += l.Width
	}
}

// smallest is how small text of a size becomes before it is cut.
func (s *sheet) smallest(size vg.Length) vg.Length {
	return max(s.theme.sized(size)/2, min(s.theme.sized(size), s.theme.least()))
}

// fit sets a line, smaller if it is too wide; below half its size, or the theme's
// least, it is cut.
func (s *sheet) fit(markup string, face typeset.Face, size, width vg.Length) typeset.Line {
	return s.fitWords(s.lang.phrase(markup), face, size, width)
}

// fitWords is fit of what is in the figure's language already.
func (s *sheet) fitWords(markup string, face typeset.Face, size, width vg.Length) typeset.Line {
	l := s.setWords(markup, face, size)
	if l.Width <= width {
		return l
	}
	size = max(s.smallest(size), s.theme.sized(size)*width/l.Width*0.999)
	if l = s.setExactly(markup, face, size); l.Width <= width {
		return l // the sign of a cut is wider than some characters
	}
	runes := []rune(markup)
	all := len(runes)
	n := sort.Search(all, func(cut int) bool { // how many characters go
		l = s.setExactly(ellipsis(runes, all-cut), face, size)
		return l.Width <= width
	})
	return s.setExactly(ellipsis(runes, all-n), face, size)
}

// cutSign stands for what is cut.
const cutSign = "…"

// ellipsis is a text cut to n characters, with a sign for the others.
func ellipsis(text []rune, n int) string {
	if n == len(text) {
		return string(text)
	}
	return strings.TrimRight(string(text[:n]), ` \`) + cutSign
}

// dot separates the parts of a subtitle.
const dot = "   ·   "

// wrap sets parts separated by dots, on as many lines as they need.
func (s *sheet) wrap(text string, size, width vg.Length) []typeset.Line {
	var lines []typeset.Line
	var line string
	for _, part := range strings.Split(text, dot) {
		joined := part
		if line != "" {
			joined = line + dot + part
		}
		if line != "" && s.set(joined, typeset.Sans, size).Width > width {
			lines = append(lines, s.fit(line, typeset.Sans, size, width))
			joined = part
		}
		line = joined
	}
	return append(lines, s.fit(line, typeset.Sans, size, width))
}
