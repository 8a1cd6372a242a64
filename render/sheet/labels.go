package sheet

import (
	"cmp"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/typeset"
)

// EndLabel is a label beside the right end of a line.
type EndLabel struct {
	Lines []string // markup: the first at the label's size, the others smaller and below
	Face  typeset.Face
	Size  vg.Length // in units
	From  vg.Point  // the end of the line
	Raise vg.Length // from the end of the line to the wanted height of the label
	Color color.RGBA

	Adrift bool        // no line leads to the label
	Plain  bool        // the leader is a plain line, as among points a dotted one is lost
	Marker shape.Shape // of the line, drawn before the label in place of a leader; nil for a leader
	Stroke *LineStyle  // drawn before the label where the line's marker does not show; nil for a marker or a leader

	Since float64 // the place on the axis where the run ends
	Late  int     // how many of the last Lines are about this end, and appear only then
}

// drawLeader connects a label to the end of its line by grey dots: a line in the run's
// colour would read as a part of the curve.
func (s *Sheet) drawLeader(from, to vg.Point) {
	s.Stroke(shape.Line([]vg.Point{from, to}), Pale(Soft, 0.4), 0.6*s.Unit, 0.8*s.Unit, 1.8*s.Unit)
}

// leadTo draws the leader from the end of a label's line to a point beside the label.
func (s *Sheet) leadTo(l EndLabel, to vg.Point) {
	if l.Plain {
		line := []vg.Point{l.From, to}
		s.Line(line, Paper, 2.6)
		s.Line(line, l.Color, 0.9)
		return
	}
	s.drawLeader(vg.Point{X: l.From.X + 3*s.Unit, Y: l.From.Y}, to)
}

// LabelGap is the distance from a panel to the labels on its right, in units.
const LabelGap = 14

// maxLabelWidth returns the largest width of a label beside a panel.
func (s *Sheet) maxLabelWidth() vg.Length {
	if s.inGrid() {
		return 0.42 * s.Width
	}
	return 0.3 * s.Width
}

// Typeset typesets the lines of a label at a scale, but no smaller than the theme's least text,
// each no wider than most.
func (l EndLabel) Typeset(s *Sheet, scale, most vg.Length) []typeset.Line {
	lines := make([]typeset.Line, len(l.Lines))
	for i, text := range l.Lines {
		face, size := l.font(i)
		lines[i] = s.Fit(text, face, s.Theme.Shrunk(size, scale), most)
	}
	return lines
}

// Wrapped breaks the label's small lines that are too wide for the room beside a panel into
// two lines each, in themes with a smallest text size.
func (l EndLabel) Wrapped(s *Sheet) EndLabel {
	if s.Theme.SmallestText() == 0 {
		return l
	}
	var lines []string
	late := l.Late
	for i, text := range l.Lines {
		parts := []string{text}
		if face, size := l.font(i); size <= TickSize && s.Set(parts[0], face, size).Width > s.maxLabelWidth() {
			parts = s.Halves(text, size, s.maxLabelWidth())
		}
		if i >= len(l.Lines)-l.Late {
			late += len(parts) - 1
		}
		lines = append(lines, parts...)
	}
	l.Lines, l.Late = lines, late
	return l
}

// font returns the face and the size of a line of the label.
func (l EndLabel) font(line int) (typeset.Face, vg.Length) {
	if line > 0 {
		return typeset.Sans, min(l.Size, TickSize)
	}
	return l.Face, l.Size
}

// Clipped reports whether a label beside a panel would be cut off, in themes with a smallest
// text size.
func (s *Sheet) Clipped(labels []EndLabel) bool {
	if s.Theme.SmallestText() == 0 || s.unnamed {
		return false
	}
	for _, l := range labels {
		for i, text := range l.Lines {
			face, size := l.font(i)
			if s.setExactly(text, face, s.smallest(size)).Width > s.maxLabelWidth() {
				return true
			}
		}
	}
	return false
}

// height returns the height of the label in units.
func (l EndLabel) height() vg.Length {
	return 1.4*l.Size + vg.Length(len(l.Lines)-1)*1.25*TickSize
}

// Crowded reports whether labels beside a panel of a height would have to be smaller than
// the theme's least text.
func (s *Sheet) Crowded(labels []EndLabel, height vg.Length) bool {
	var total vg.Length
	for _, l := range labels {
		total += l.height() * s.Unit
	}
	return s.Theme.SmallestText() > 0 && total > height && !s.unnamed
}

// LabelWidth returns the width that labels need right of a panel: none in a figure without names.
func (s *Sheet) LabelWidth(labels []EndLabel) vg.Length {
	if s.unnamed {
		return 0
	}
	var w vg.Length
	for _, l := range labels {
		for _, line := range l.Typeset(s, 1, s.maxLabelWidth()) {
			w = max(w, line.Width+l.indent(s, 1))
		}
	}
	return w + LabelGap*s.Unit
}

// endRoom is the height, in units, by which a column of labels may exceed its panel at the
// top.
const endRoom = 12

// equallyLarge returns labels with names in one size, in which the widest fits beside a panel; a
// name that needs less than the part smaller of its size shrinks alone.
func (s *Sheet) equallyLarge(labels []EndLabel) []EndLabel {
	parts := map[vg.Length]float64{} // by size: the names of validation curves are notes to those of runs
	for _, l := range labels {
		part := s.shrinks(l.Lines[0], l.Face, l.Size, s.maxLabelWidth())
		parts[l.Size] = lesser(parts[l.Size], max(smaller, part))
	}
	out := slices.Clone(labels)
	for i, l := range labels {
		out[i].Size *= vg.Length(parts[l.Size])
	}
	return out
}

// EndLabels writes labels right of a panel, moved apart where they would
// collide, smaller where there are too many, and tied to their lines by leaders. A figure without
// names has none.
func (s *Sheet) EndLabels(p Panel, labels []EndLabel) {
	if s.unnamed {
		return
	}
	labels = s.equallyLarge(labels)
	places := s.placeAtEnds(p, labels)
	x := p.Max.X + LabelGap*s.Unit
	for i, l := range labels {
		y, scale := places.y[i], places.scale
		top := vg.Point{X: x + l.indent(s, scale), Y: y + places.height[i]/2 - scale*1.06*l.Size*s.Unit}
		switch {
		case l.Marker != nil:
			size := scale * l.Size
			s.Mark(l.Marker, vg.Point{X: x + labelMarker*size*s.Unit, Y: top.Y + 0.36*size*s.Unit}, labelMarker*size, l.Color, Paper)
		case l.Stroke != nil:
			s.labelStroke(l, vg.Point{X: x, Y: top.Y + 0.36*scale*l.Size*s.Unit}, top.X-labelStrokeGap*scale*l.Size*s.Unit)
		}
		if l.hasLeader(s, p, y, places.height[i]) {
			s.Animate(func(s *Sheet, until float64) {
				if until >= l.Since {
					s.leadTo(l, l.leaderEnd(s, x, y))
				}
			})
		}
		s.putLabel(l, l.Typeset(s, scale, s.maxLabelWidth()), top, scale*1.25*TickSize*s.Unit)
	}
}

// hasLeader reports whether a leader ties a label of a height, right of a panel, to the end of its line:
// of labels with a key only those that stand elsewhere than the end.
func (l EndLabel) hasLeader(s *Sheet, p Panel, y, height vg.Length) bool {
	if !l.HasKey() {
		return !l.Adrift
	}
	atSide := l.From.X >= p.Max.X-2*LabelGap*s.Unit
	return atSide && math.Abs(float64(y-l.From.Y)) > float64(height)/2
}

// leaderEnd returns where the leader of a label that begins at a place ends.
func (l EndLabel) leaderEnd(s *Sheet, x, y vg.Length) vg.Point {
	if l.Stroke != nil {
		x -= labelStrokeReach * s.Unit
	}
	return vg.Point{X: x - 2*s.Unit, Y: y}
}

// wanted returns the height at which the label would stand alone.
func (l EndLabel) wanted() vg.Length { return l.From.Y + l.Raise }

// labelMarker is the radius of a marker that stands before a label, in parts of the label's
// size, and labelIndent the room it takes there: the marker is part of the text, as one nearer
// to the panel would be taken for a value.
const (
	labelMarker = 0.32
	labelIndent = 0.9
)

// labelStrokeGap is the gap between a piece of a line and its label in parts of the label's size, and
// labelStrokeReach the length, in units, by which the piece reaches into the gap beside the panel.
const (
	labelStrokeGap   = 0.35
	labelStrokeReach = 7
)

// labelStroke draws a piece of a label's line before the label, up to a place right of a point.
func (s *Sheet) labelStroke(l EndLabel, from vg.Point, to vg.Length) {
	line := []vg.Point{{X: from.X - labelStrokeReach*s.Unit, Y: from.Y}, {X: to, Y: from.Y}}
	s.Stroke(shape.Line(line), l.Stroke.Color, s.RunWidth(RunWidth)*s.Unit, wholeDashes(Scaled(l.Stroke.DashIn(s.Theme), s.RunWidth(RunWidth)*s.Unit), to-line[0].X)...)
}

// wholeDashes returns dashes no longer in all than a piece of a line that has to show them: of long
// dashes the piece would show the first alone and look solid.
func wholeDashes(dashes []vg.Length, piece vg.Length) []vg.Length {
	var all vg.Length
	for _, d := range dashes {
		all += d
	}
	if all <= piece {
		return dashes
	}
	return Scaled(dashes, piece/all)
}

// HasKey reports whether a marker or a piece of the line stands before the label.
func (l EndLabel) HasKey() bool { return l.Marker != nil || l.Stroke != nil }

// indent returns the room that the label's marker or piece of a line takes left of its text, at a
// scale.
func (l EndLabel) indent(s *Sheet, scale vg.Length) vg.Length {
	if !l.HasKey() {
		return 0
	}
	return labelIndent * scale * l.Size * s.Unit
}

// endPlaces holds where labels right of a panel stand.
type endPlaces struct {
	y, height []vg.Length // middles and heights of the labels
	scale     vg.Length   // by which all labels shrink
}

// placeAtEnds places labels right of a panel as near to the ends of their lines as they fit, in the
// order of the ends.
func (s *Sheet) placeAtEnds(p Panel, labels []EndLabel) endPlaces {
	var total vg.Length
	order := make([]int, len(labels))
	for i, l := range labels {
		total += l.height() * s.Unit
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(labels[a].wanted(), labels[b].wanted()), cmp.Compare(labels[a].From.Y, labels[b].From.Y))
	})
	room := p.Height() + endRoom*s.Unit
	out := endPlaces{make([]vg.Length, len(labels)), make([]vg.Length, len(labels)), min(1, room/total)}
	var want, height []vg.Length
	for _, i := range order {
		out.height[i] = out.scale * labels[i].height() * s.Unit
		want, height = append(want, labels[i].wanted()), append(height, out.height[i])
	}
	for k, y := range spreadLabels(want, height, p.Min.Y-endRoom/2*s.Unit, p.Max.Y+endRoom/2*s.Unit) {
		out.y[order[k]] = y
	}
	return out
}

// EndPlaces returns the middles and the heights of labels right of a panel.
func (s *Sheet) EndPlaces(p Panel, labels []EndLabel) (middles, heights []vg.Length) {
	places := s.placeAtEnds(p, labels)
	return places.y, places.height
}

// FitsBeside reports whether labels fit right of a panel without shrinking.
func (s *Sheet) FitsBeside(p Panel, labels []EndLabel) bool {
	return s.placeAtEnds(p, labels).scale == 1
}

// Shifts returns how far, in heights of each label, other labels right of a panel push it
// from the end of its line.
func (s *Sheet) Shifts(p Panel, labels []EndLabel) []float64 {
	places := s.placeAtEnds(p, labels)
	out := make([]float64, len(labels))
	for i, l := range labels {
		out[i] = math.Abs(float64((places.y[i] - l.From.Y) / places.height[i]))
	}
	return out
}

// putLabel writes the lines of a label below each other. In films, lines about the end of a
// run appear when the run has ended.
func (s *Sheet) putLabel(l EndLabel, lines []typeset.Line, at vg.Point, pitch vg.Length) {
	for i, line := range lines {
		at := vg.Point{X: at.X, Y: at.Y - vg.Length(i)*pitch}
		if i < len(lines)-l.Late {
			s.Put(line, at, l.Color)
			continue
		}
		s.Animate(func(s *Sheet, until float64) {
			if until >= l.Since {
				s.Put(line, at, l.Color)
			}
		})
	}
}

// spreadLabels places intervals of given heights as near as possible to the wanted
// middles, in the same order, without overlap, and within [lo, hi] if they fit. The wanted
// middles ascend. Intervals that touch form a block, which sits at the mean of what its
// members want.
func spreadLabels(want, height []vg.Length, lo, hi vg.Length) []vg.Length {
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
