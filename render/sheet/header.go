package sheet

import (
	"cmp"
	"image/color"
	"slices"
	"sort"
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/typeset"
)

// usualMargin is the space around a figure in units, unless its theme has another.
const usualMargin = 14

// Margin returns the space around the figure.
func (s *Sheet) Margin() vg.Length { return s.Theme.Margin * s.Unit }

// slimMargin is the space in units above and below a figure in a grid on a slide.
const slimMargin = 5

// edge returns the space above and below the figure.
func (s *Sheet) edge() vg.Length {
	if s.onPage && s.Theme.Slides {
		return slimMargin * s.Unit
	}
	return s.Margin()
}

// OnPage reports whether the figure is one of a page, which has a title.
func (s *Sheet) OnPage() bool { return s.onPage }

// inGrid reports whether the figure is one of a grid on a slide.
func (s *Sheet) inGrid() bool { return s.ofMany && s.Theme.Slides }

// MapsBelowHeadings reports whether a map that is lower than its room stands at the top of the
// room: on a page, whose figures have headings, but not on slides.
func (s *Sheet) MapsBelowHeadings() bool { return s.onPage && !s.Theme.Slides }

// BelowHeader returns the y of the top of the panels below a header: text on the panels, such
// as the name of a colour bar, stands between. Slides have no such text.
func (s *Sheet) BelowHeader(y vg.Length) vg.Length {
	if s.Theme.Slides {
		return y - 0.6*RunSize*s.Unit
	}
	if s.Heading == NoHeading { // a key is no title to stand clear of
		return y - 15*s.Unit
	}
	return y - 18*s.Unit
}

// KeyItem is an item of the key, which explains a marker.
type KeyItem struct {
	Name  string
	Mark  func(s *Sheet, at vg.Point)
	Width vg.Length  // of the mark in units; 0: as wide as markers are
	Color color.RGBA // of the name; none: the colour of notes
	Area  color.RGBA // of areas that the item explains, whose sample is the mark; none: the item has a Mark

	recolour func(color.RGBA) color.RGBA // returns the colours in which the figure of the item draws; none: as the sheet's
}

// Sizes in units of a sample of a line in the key, and of the gap between a mark and its name.
const (
	lineSample = 13
	nameGap    = 5.4 // lines on maps have a rim
)

// LineItem returns an item of the key that explains lines. The function draw draws a piece of
// the line, which begins where the rings of other items do.
func LineItem(name string, draw func(s *Sheet, from, to vg.Point)) KeyItem {
	return KeyItem{Name: name, Width: lineSample - StartRadius + nameGap, Mark: func(s *Sheet, at vg.Point) {
		from := vg.Point{X: at.X - StartRadius*s.Unit, Y: at.Y}
		draw(s, from, vg.Point{X: from.X + lineSample*s.Unit, Y: at.Y})
	}}
}

// sample draws the mark of the item.
func (k KeyItem) sample(s *Sheet, at vg.Point) {
	if k.Area == (color.RGBA{}) {
		k.Mark(s, at)
		return
	}
	half := vg.Point{X: 5.5 * s.Unit, Y: 3.5 * s.Unit}
	s.Fill(shape.Box(vg.Rectangle{Min: at.Sub(half), Max: at.Add(half)}), k.Area)
}

// Briefly reports whether large text leaves room for no more than the shortest subtitle.
func (s *Sheet) Briefly() bool { return s.Heading != WholeHeading }

// Subtitle returns what stands below the title of a figure: a note or, where large text leaves
// room for no more, a brief one.
func (s *Sheet) Subtitle(note, brief string) string {
	if s.Briefly() {
		return brief
	}
	return note
}

// HasSubtitle reports whether anything stands below the title of a figure whose usual subtitle is
// given.
func (s *Sheet) HasSubtitle(usual string) bool { return s.subtitleOf(usual) != "" }

// KeepsSubtitleRoom reports whether a figure without a subtitle is as deep below its title as one
// with a subtitle, so that both look alike; a figure whose author wants none has the room.
func (s *Sheet) KeepsSubtitleRoom() bool { return s.HasSideMargin() && s.ownNote == nil }

// subtitleOf returns the subtitle of a figure whose usual subtitle is given, with what the figure's
// style puts in its place and adds.
func (s *Sheet) subtitleOf(usual string) string {
	if s.ownNote != nil {
		usual = *s.ownNote
	}
	return strings.Join(slices.DeleteFunc([]string{usual, s.note}, func(part string) bool { return part == "" }), Separator)
}

// DrawHeader writes title, subtitle and key, and returns the y below them. The key
// stands right of the title, or on a line of its own where both are long. A figure on a page
// leaves out what the page says, and its header is as deep as that of any figure on the page.
func (s *Sheet) DrawHeader(title, subtitle string, key []KeyItem) vg.Length {
	left, right := s.besideLogo()
	own := s.ownHeader(s.subtitleOf(subtitle), key)
	if subtitle, key = strings.Join(own.Notes, Separator), own.Key; s.inGrid() && s.ownNote == nil {
		subtitle = "" // a panel on a slide says no more than its title
	}
	if s.Heading == NoHeading || s.untitled {
		y, _ := s.subtitle(subtitle, s.Height-s.edge()+0.9*TickSize*s.Unit)
		if y = s.keyBelow(key, y); s.Heading != NoHeading && subtitle != "" {
			y -= 0.3 * SubtitleSize * s.Unit
		}
		return s.belowHeader(own, y)
	}
	size := s.ownTitle()
	y := s.Height - s.edge() - s.Theme.lineRoom(size)*s.Unit

	title = typeset.Escape(title)
	t := s.Set(title, typeset.Bold, size)
	keyWidth := s.keyWidth(key)
	beside := t.Width+keyWidth <= right-left
	if beside {
		first := len(s.Marks)
		l, at := s.Set(title, typeset.Bold, size*s.titlePart()), vg.Point{X: left, Y: y + 0.12*size*s.Unit}
		s.Put(l, at, Ink)
		s.recordTitle(first, []string{title}, l.Size, at, right-keyWidth)
		s.key(key, vg.Point{X: right - keyWidth, Y: y + 0.25*size*s.Unit})
		s.collectKey(key, 1)
		key = nil
		if s.besideTitle(subtitle, left+t.Width, right-keyWidth, y+0.12*size*s.Unit) {
			subtitle = ""
		}
	} else {
		lines, size := s.panelTitle(title, size, right-left)
		y = s.TitleLines(lines, size, right-left, vg.Point{X: left, Y: y})
	}
	if subtitle == "" && s.KeepsSubtitleRoom() && len(s.common.Notes) == 0 {
		y -= s.SubtitleRoom()
	}
	return s.belowHeader(own, s.subtitleAndKey(subtitle, key, y)-0.3*SubtitleSize*s.Unit)
}

// besideTitle writes the subtitle of a figure that fills a page of a slide on the line of the
// figure's title, if there is room for it, and reports whether there is.
func (s *Sheet) besideTitle(text string, left, right, y vg.Length) bool {
	if !s.Theme.Slides || !s.onPage || text == "" {
		return false
	}
	l, gap := s.Set(text, typeset.Sans, SubtitleSize), 2*RunSize*s.Unit
	if left+gap+l.Width > right {
		return false
	}
	s.Put(l, vg.Point{X: left + gap, Y: y}, Soft)
	return true
}

// subtitleAndKey writes a subtitle and a key below a y, and returns the y of the last line. On
// slides the key stands beside the last line of the subtitle, or begins there if that saves a line.
func (s *Sheet) subtitleAndKey(text string, key []KeyItem, y vg.Length) vg.Length {
	y, last := s.subtitle(text, y)
	if !s.Theme.Slides || text == "" {
		s.collectKey(key, s.keyLines(key))
		return s.keyBelow(key, y)
	}
	left, right := s.besideLogo()
	left += last
	n := 0
	for n < len(key) && left+s.keyWidth(key[:n+1]) <= right {
		n++
	}
	if n == len(key) {
		left = right - s.keyWidth(key)
	} else if s.keyLines(key[n:]) == s.keyLines(key) {
		n = 0
	}
	s.collectKey(key, min(n, 1)+s.keyLines(key[n:]))
	s.key(key[:n], vg.Point{X: left, Y: y})
	return s.keyBelow(key[n:], y)
}

// subtitle writes a subtitle below a y and returns the y of its last line and the line's width.
func (s *Sheet) subtitle(text string, y vg.Length) (end, last vg.Length) {
	if text == "" {
		return y, 0
	}
	left, right := s.besideLogo()
	for _, line := range s.wrap(text, SubtitleSize, right-left) {
		y -= s.SubtitleRoom()
		s.Put(line, vg.Point{X: left, Y: y}, Soft)
		last = line.Width
	}
	return y, last
}

// keyBelow writes a key below a y, on as many lines as the key needs, and returns the y of
// the last line.
func (s *Sheet) keyBelow(key []KeyItem, y vg.Length) vg.Length {
	left, _ := s.besideLogo()
	for len(key) > 0 {
		n := s.onLine(key)
		y -= 1.9 * TickSize * s.Unit
		s.key(key[:n], vg.Point{X: left - (keyGap-StartRadius)*s.Unit, Y: y}) // the ring of a start begins where the text does
		key = key[n:]
	}
	return y
}

// onLine returns how many items of a key stand on its first line: those that explain markers
// where this makes no more lines, or about as many as on the other lines.
func (s *Sheet) onLine(key []KeyItem) int {
	lines := s.keyLines(key)
	keeps := func(n int) bool { return n > 0 && n <= s.mostOnLine(key) && s.keyLines(key[n:]) < lines }
	n := slices.IndexFunc(key, func(item KeyItem) bool { return item.Color != color.RGBA{} })
	if keeps(n) {
		return n
	}
	n = min((len(key)+lines-1)/lines, s.mostOnLine(key))
	for !keeps(n) {
		n++
	}
	return n
}

// mostOnLine returns how many items of a key fit on a line, and at least 1.
func (s *Sheet) mostOnLine(key []KeyItem) int {
	left, right := s.besideLogo()
	n := 1
	for n < len(key) && s.keyWidth(key[:n+1]) <= right-left+keyGap*s.Unit {
		n++
	}
	return n
}

// keyLines returns how many lines a key needs.
func (s *Sheet) keyLines(key []KeyItem) (lines int) {
	for ; len(key) > 0; lines++ {
		key = key[s.mostOnLine(key):]
	}
	return lines
}

// Widths in units before and within an item of the key.
const (
	keyGap  = 14
	keyMark = 9
)

// keyWidth returns the width of a key on one line.
func (s *Sheet) keyWidth(items []KeyItem) vg.Length {
	var w vg.Length
	for _, item := range items {
		w += (keyGap+cmp.Or(item.Width, keyMark))*s.Unit + s.Set(item.Name, typeset.Sans, TickSize).Width
	}
	return w
}

// key draws the items of a key in a row from a point on.
func (s *Sheet) key(items []KeyItem, at vg.Point) {
	for _, item := range items {
		at = s.keyItem(item, at)
	}
}

// keyItem draws an item of a key in the colours of its figure and returns the point behind it.
func (s *Sheet) keyItem(item KeyItem, at vg.Point) vg.Point {
	if item.recolour != nil {
		defer func(own func(color.RGBA) color.RGBA) { s.recolour = own }(s.recolour)
		s.recolour = item.recolour
	}
	at.X += keyGap * s.Unit
	item.sample(s, vg.Point{X: at.X, Y: at.Y + s.DigitHeight()/2})
	at.X += cmp.Or(item.Width, keyMark) * s.Unit
	l := s.Set(item.Name, typeset.Sans, TickSize)
	s.Put(l, at, cmp.Or(item.Color, Soft))
	at.X += l.Width
	return at
}

// smallest returns the size to which Fit may shrink text of a size before Fit cuts the
// text.
func (s *Sheet) smallest(size vg.Length) vg.Length {
	least := s.Theme.SmallestText()
	if s.inGrid() {
		least = min(least, s.gridLeast/s.Unit)
	}
	return max(s.Theme.TextSize(size)/2, min(s.Theme.TextSize(size), least))
}

// Fit typesets a line of markup no wider than a width. A line that is too wide shrinks, to
// half its size or to the theme's smallest text. A line that is still too wide is cut.
func (s *Sheet) Fit(markup string, face typeset.Face, size, width vg.Length) typeset.Line {
	l := s.Set(markup, face, size)
	if l.Width <= width {
		return l
	}
	size = max(s.smallest(size), s.Theme.TextSize(size)*width/l.Width*0.999)
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

// cutSign stands for the end of a text that is cut.
const cutSign = "…"

// ellipsis cuts a text to n characters and appends the sign of a cut.
func ellipsis(text []rune, n int) string {
	if n == len(text) {
		return string(text)
	}
	return strings.TrimRight(string(text[:n]), ` \`) + cutSign
}

// Separator stands between the parts of a subtitle.
const Separator = "   ·   "

// FitsSubtitle reports whether a subtitle fits on one line.
func (s *Sheet) FitsSubtitle(text string) bool {
	left, right := s.besideLogo()
	return s.Set(text, typeset.Sans, SubtitleSize).Width <= right-left
}

// pieces cuts a text after its commas and semicolons, and a piece that is still wider than a line
// before a name in brackets. A subtitle that an author wrote breaks between words, too.
func (s *Sheet) pieces(text string, size, width vg.Length) []string {
	var out []string
	for _, part := range strings.SplitAfter(text, ", ") {
		for _, piece := range strings.SplitAfter(part, "; ") {
			if name := strings.Index(piece, " ("); name > 0 && s.Set(piece, typeset.Sans, size).Width > width {
				out = append(out, piece[:name+1])
				piece = piece[name+1:]
			}
			if s.ownNote != nil && s.Set(piece, typeset.Sans, size).Width > width {
				out = append(out, strings.SplitAfter(piece, " ")...)
				continue
			}
			out = append(out, piece)
		}
	}
	return out
}

// wrap typesets the parts of a text, which are separated by Separator, on as many lines as
// they need. A part that is wider than a line also breaks after its commas and
// semicolons, and before brackets.
func (s *Sheet) wrap(text string, size, width vg.Length) []typeset.Line {
	var lines []typeset.Line
	var line string
	add := func(part, between string) {
		joined := part
		if line != "" {
			joined = line + between + part
		}
		if line != "" && s.Set(joined, typeset.Sans, size).Width > width {
			lines = append(lines, s.Fit(line, typeset.Sans, size, width))
			joined = part
		}
		line = joined
	}
	for _, part := range strings.Split(text, Separator) {
		if s.Set(part, typeset.Sans, size).Width <= width || strings.Contains(part, "f(") { // a formula has commas of its own
			add(part, Separator)
			continue
		}
		for i, piece := range s.pieces(part, size, width) {
			between := " "
			if i == 0 {
				between = Separator
			}
			add(strings.TrimRight(piece, " "), between)
		}
	}
	return append(lines, s.Fit(line, typeset.Sans, size, width))
}
