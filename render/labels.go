package render

import (
	"cmp"
	"image/color"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/typeset"
)

// endLabel is a label beside the right end of a line.
type endLabel struct {
	lines []string // markup, the first at its size, others below it smaller
	face  typeset.Face
	size  vg.Length // in units
	from  vg.Point  // the end of the line
	color color.RGBA

	told   bool // its lines are in the figure's language already
	adrift bool // there is no line that it could be tied to

	since float64 // the place on the axis where the run ends
	late  int     // how many of the lines, the last, tell how: not before
}

// leader ties a label to the end of its line: grey dots, since a line in the
// run's colour would read as a part of the curve.
func (s *sheet) leader(from, to vg.Point) {
	s.Stroke(shape.Line([]vg.Point{from, to}), mix(soft, paper, 0.4), 0.6*s.u, 0.8*s.u, 1.8*s.u)
}

const labelGap = 14 // units from a panel to the labels on its right

// besideMost is how wide a name beside a panel may be, to leave that room.
func (s *sheet) besideMost() vg.Length { return 0.3 * s.Width }

// set sets a label's lines at a scale, no wider than they may be.
func (l endLabel) set(s *sheet, scale, most vg.Length) []typeset.Line {
	lines := make([]typeset.Line, len(l.lines))
	for i, text := range l.lines {
		face, size := l.font(i)
		lines[i] = s.fitWords(l.words(s, text), face, scale*size, most)
	}
	return lines
}

// words are a line's in the figure's language.
func (l endLabel) words(s *sheet, line string) string {
	if l.told {
		return line
	}
	return s.lang.phrase(line)
}

// wrapped is a label with those of its lines in the smallest text on two that have no
// room beside a panel on one, where the theme has a least size of text.
func (l endLabel) wrapped(s *sheet) endLabel {
	if s.theme.least() == 0 {
		return l
	}
	var lines []string
	late := l.late
	for i, text := range l.lines {
		parts := []string{l.words(s, text)}
		if face, size := l.font(i); size <= tickSize && s.setWords(parts[0], face, size).Width > s.besideMost() {
			parts = s.halves(parts[0])
		}
		if i >= len(l.lines)-l.late {
			late += len(parts) - 1
		}
		lines = append(lines, parts...)
	}
	l.lines, l.late, l.told = lines, late, true
	return l
}

// font is the face and the size of a line.
func (l endLabel) font(line int) (typeset.Face, vg.Length) {
	if line > 0 {
		return typeset.Sans, min(l.size, tickSize)
	}
	return l.face, l.size
}

// clipped says whether a label would be cut beside a panel, where the theme has a least
// size of text.
func (s *sheet) clipped(labels []endLabel) bool {
	if s.theme.least() == 0 {
		return false
	}
	for _, l := range labels {
		for i, text := range l.lines {
			face, size := l.font(i)
			if s.setExactly(l.words(s, text), face, s.smallest(size)).Width > s.besideMost() {
				return true
			}
		}
	}
	return false
}

// height is the room that a label takes, in units.
func (l endLabel) height() vg.Length {
	return 1.4*l.size + vg.Length(len(l.lines)-1)*1.25*tickSize
}

// crowded says whether labels beside a panel of a height would have to be smaller than
// the theme's least text.
func (s *sheet) crowded(labels []endLabel, height vg.Length) bool {
	var total vg.Length
	for _, l := range labels {
		total += l.height() * s.u
	}
	return s.theme.least() > 0 && total > height
}

// labelWidth is the room that labels need right of a panel.
func (s *sheet) labelWidth(labels []endLabel) vg.Length {
	var w vg.Length
	for _, l := range labels {
		for _, line := range l.set(s, 1, s.besideMost()) {
			w = max(w, line.Width)
		}
	}
	return w + labelGap*s.u
}

// endRoom is how much higher than its panel, in units, a column of labels may be.
const endRoom = 12

// endLabels writes labels right of a panel, moved apart where they would
// collide, smaller where there are too many, and tied to their lines by leaders.
func (s *sheet) endLabels(p panel, labels []endLabel) {
	slices.SortStableFunc(labels, func(a, b endLabel) int { return cmp.Compare(a.from.Y, b.from.Y) })
	var total vg.Length
	for _, l := range labels {
		total += l.height() * s.u
	}
	room := p.height() + endRoom*s.u
	scale := min(1, room/total)
	want, height := make([]vg.Length, len(labels)), make([]vg.Length, len(labels))
	for i, l := range labels {
		want[i], height[i] = l.from.Y, scale*l.height()*s.u
	}
	x := p.Max.X + labelGap*s.u
	for i, y := range spread(want, height, p.Min.Y-endRoom/2*s.u, p.Max.Y+endRoom/2*s.u) {
		l := labels[i]
		if !l.adrift {
			s.moving(func(s *sheet, until float64) {
				if until >= l.since {
					s.leader(vg.Point{X: l.from.X + 3*s.u, Y: l.from.Y}, vg.Point{X: x - 2*s.u, Y: y})
				}
			})
		}
		top := vg.Point{X: x, Y: y + height[i]/2 - scale*1.06*l.size*s.u}
		s.putLabel(l, l.set(s, scale, s.besideMost()), top, scale*1.25*tickSize*s.u)
	}
}

// putLabel writes a label's lines below each other, those that tell how a run ends
// once it has.
func (s *sheet) putLabel(l endLabel, lines []typeset.Line, at vg.Point, pitch vg.Length) {
	for i, line := range lines {
		at := vg.Point{X: at.X, Y: at.Y - vg.Length(i)*pitch}
		if i < len(lines)-l.late {
			s.put(line, at, l.color)
			continue
		}
		s.moving(func(s *sheet, until float64) {
			if until >= l.since {
				s.put(line, at, l.color)
			}
		})
	}
}

// spread places intervals of given heights as near as can be to the wanted
// middles, in the same order, without overlap, within [lo, hi] if they fit.
// Wanted is ascending. Intervals that touch form a block, which sits at the
// mean of what its members want.
func spread(want, height []vg.Length, lo, hi vg.Length) []vg.Length {
	type block struct {
		sum, height vg.Length // sum of the places that members want for the block's start
		n           int
	}
	start := func(b block) vg.Length {
		return max(lo, min(b.sum/vg.Length(b.n), hi-b.height))
	}
	var blocks []block
	for i, w := range want {
		b := block{sum: w - height[i]/2, height: height[i], n: 1}
		for len(blocks) > 0 {
			below := blocks[len(blocks)-1]
			if start(below)+below.height <= start(b) {
				break
			}
			b = block{sum: below.sum + b.sum - vg.Length(b.n)*below.height, height: below.height + b.height, n: below.n + b.n}
			blocks = blocks[:len(blocks)-1]
		}
		blocks = append(blocks, b)
	}
	out := make([]vg.Length, 0, len(want))
	for _, b := range blocks {
		at := start(b)
		for range b.n {
			h := height[len(out)]
			out = append(out, at+h/2)
			at += h
		}
	}
	return out
}
