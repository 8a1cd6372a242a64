package sheet

import (
	"math"
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/typeset"
)

// Titles holds what makes the titles of a page's figures equally large: the parts of the usual
// size to which the longest title shrinks on one line and on two. The zero value stands for
// titles of the usual size.
type Titles struct {
	Two               bool    // some title needs two lines, so that each does that shrinks on one
	OneLine, OneOrTwo float64 // 0: nothing shrinks
}

// part returns the part of the usual size that all titles have.
func (t Titles) part() vg.Length {
	part := t.OneLine
	if t.Two {
		part = t.OneOrTwo
	}
	if part == 0 {
		return 1
	}
	return vg.Length(part)
}

// sharesTitleSize reports whether the titles of a page's figures are equally large: in themes with
// a least size of text, on whose narrow figures titles shrink.
func (s *Sheet) sharesTitleSize() bool { return s.ofMany && s.Theme.SmallestText() > 0 }

// titlePart returns the part of the usual size of the titles of the page's figures.
func (s *Sheet) titlePart() vg.Length {
	if s.aligned == nil || !s.sharesTitleSize() {
		return 1
	}
	return s.aligned.Titles.part()
}

// panelTitle returns the lines of a figure's title no wider than a width and the size of the text:
// where the titles of figures share a size, that size.
func (s *Sheet) panelTitle(title string, size, width vg.Length) ([]string, vg.Length) {
	lines := s.Broken(title, size, width)
	if !s.sharesTitleSize() {
		return lines, size
	}
	s.collectTitle(title, lines, size, width)
	if s.aligned != nil && s.aligned.Titles.Two && s.shrinks(title, typeset.Bold, size, width) < 1 {
		lines = s.Halves(title, size, width)
	}
	return lines, size * s.titlePart()
}

// collectTitle tells the page by how much a title shrinks.
func (s *Sheet) collectTitle(title string, lines []string, size, width vg.Length) {
	if s.collected == nil {
		return
	}
	t, one := &s.collected.Titles, s.shrinks(title, typeset.Bold, size, width)
	oneOrTwo := one
	if one < 1 {
		oneOrTwo = 1
		for _, half := range s.Halves(title, size, width) {
			oneOrTwo = min(oneOrTwo, s.shrinks(half, typeset.Bold, size, width))
		}
	}
	t.Two = t.Two || len(lines) > 1
	t.OneLine, t.OneOrTwo = lesser(t.OneLine, one), lesser(t.OneOrTwo, oneOrTwo)
}

// lesser returns the lesser of two parts, of which the first may be 0 for none.
func lesser(part, other float64) float64 {
	if part == 0 {
		return other
	}
	return min(part, other)
}

// shrinks returns the part of its size to which Fit shrinks a line of text.
func (s *Sheet) shrinks(line string, face typeset.Face, size, width vg.Length) float64 {
	return float64(s.Fit(line, face, size, width).Size / s.Set(line, face, size).Size)
}

// TitleLineHeight is the distance between the lines of a title, as a multiple of the size
// of its text.
const TitleLineHeight = 1.15

// ownTitle returns the size of the figure's title in units. A figure on a page in the same
// units has a smaller title than the page, and none that is larger than a long title of the page.
func (s *Sheet) ownTitle() vg.Length {
	if !s.onPage || !s.Theme.Slides {
		return TitleSize
	}
	if most := s.common.Title; most > 0 {
		return min(smaller*TitleSize, most/s.Unit)
	}
	return smaller * TitleSize
}

// smaller is the size of a reduced title, as a part of the usual size.
const smaller = 0.8

// leastTitle returns the least size to which a title of a size shrinks to stay on one line. On
// slides a second line costs the panels more than smaller text costs the title.
func (s *Sheet) leastTitle(size vg.Length) vg.Length {
	if s.Theme.Slides {
		return min(smaller*size, RunSize)
	}
	return smaller * size
}

// Broken returns the lines of a title: one, or two where one line would need much smaller
// text.
func (s *Sheet) Broken(title string, size, width vg.Length) []string {
	if s.Set(title, typeset.Bold, s.leastTitle(size)).Width > width {
		return s.Halves(title, size, width)
	}
	return []string{title}
}

// TitleLines writes the lines of a title from a point on, no wider than a width and all as small as
// the longest has to be, and returns the y of the last baseline.
func (s *Sheet) TitleLines(lines []string, size, width vg.Length, at vg.Point) vg.Length {
	first, baseline := len(s.Marks), vg.Point{X: at.X, Y: at.Y + 0.12*size*s.Unit}
	set := s.equally(lines, size, width)
	for i, line := range set {
		if i > 0 {
			at.Y -= TitleLineHeight * s.Theme.TextSize(size) * s.Unit
		}
		s.Put(line, vg.Point{X: at.X, Y: at.Y + 0.12*size*s.Unit}, Ink)
	}
	s.recordTitle(first, lines, set[0].Size, baseline, at.X+width)
	return at.Y
}

// recordTitle records which marks draw the figure's title and where it stands, for formats in which it is
// text: the first mark, the lines, their size, where their first baseline begins, and the right end of the
// room. A title before it is no longer the figure's.
func (s *Sheet) recordTitle(first int, lines []string, size vg.Length, baseline vg.Point, right vg.Length) {
	const depth = 0.25                               // of letters below the baseline
	n, top := vg.Length(len(lines)), baseline.Y+size // no letter is higher
	for i := range s.Marks {
		s.Marks[i].Title = i >= first
	}
	s.TitlePlace = figure.TitlePlace{
		Size: size, Color: s.Recolour(Ink), Font: s.Theme.Fonts.Family(typeset.Bold),
		Box: vg.Rectangle{Min: vg.Point{X: baseline.X, Y: baseline.Y - ((n-1)*TitleLineHeight+depth)*size}, Max: vg.Point{X: right, Y: top}},
	}
	full := vg.Length(0.97) // of the room: other fonts are a little wider, and break lines elsewhere
	if n > 1 {
		full = 0.9
	}
	whole := s.setExactly(strings.Join(lines, " "), typeset.Bold, size/s.Unit).Width
	s.TitlePlace.Size = min(size, size*full*n*(right-baseline.X)/whole)
}

// equally typesets the lines of a title no wider than a width, all in one size.
func (s *Sheet) equally(lines []string, size, width vg.Length) []typeset.Line {
	part := 1.0
	for _, text := range lines {
		part = min(part, s.shrinks(text, typeset.Bold, size, width))
	}
	out := make([]typeset.Line, len(lines))
	for i, text := range lines {
		if out[i] = s.Fit(text, typeset.Bold, size, width); s.shrinks(text, typeset.Bold, size, width) > part {
			out[i] = s.setExactly(text, typeset.Bold, s.Theme.TextSize(size)*vg.Length(part))
		}
	}
	return out
}

// Halves breaks a title into two lines: after a sign of punctuation where both lines then fit a
// width, and otherwise between words so that the longer line is as short as possible.
func (s *Sheet) Halves(title string, size, width vg.Length) []string {
	words := strings.Fields(title)
	if len(words) < 2 {
		return []string{title}
	}
	var best, fitting []string
	least, leastFitting := vg.Length(math.Inf(1)), width
	for i := 1; i < len(words); i++ {
		first, second := strings.Join(words[:i], " "), strings.Join(words[i:], " ")
		longer := max(s.Set(first, typeset.Bold, size).Width, s.Set(second, typeset.Bold, size).Width)
		if longer < least {
			best, least = []string{first, second}, longer
		}
		inside := strings.Count(first, "(") > strings.Count(first, ")")
		if strings.ContainsAny(first[len(first)-1:], ",;:") && !inside && longer <= leastFitting {
			fitting, leastFitting = []string{first, second}, longer
		}
	}
	if fitting != nil {
		return fitting
	}
	return best
}
