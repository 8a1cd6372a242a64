package render

import (
	"gonum.org/v1/plot/vg"
)

// legendEntry is a name in a legend, and a sample of what has it.
type legendEntry struct {
	endLabel
	sample func(s *sheet, at vg.Point, size vg.Length) // right of a point
}

// legend names what a panel shows: in a column right of it, or in rows below it.
type legend struct {
	entries []legendEntry
	below   bool
	left    vg.Length // where it begins, and how wide it is, below a panel
	width   vg.Length
	columns int       // side by side
	most    vg.Length // how wide a name may be
}

// Sizes in a legend, in units.
const (
	legendLine  = 34            // of line before a name
	legendPitch = 1.7 * runSize // between names
	legendNote  = 1.1 * tickSize
)

// entries are a legend's, of labels and the looks of the runs that have them.
func entries(labels []endLabel, looks []look) []legendEntry {
	out := make([]legendEntry, len(labels))
	for i, l := range labels {
		l.color = looks[i].color
		out[i] = legendEntry{l, looks[i].sample}
	}
	return out
}

// sample is a line that ends in a marker.
func (l look) sample(s *sheet, at vg.Point, size vg.Length) {
	end := vg.Point{X: at.X + 0.75*legendLine*s.u, Y: at.Y}
	s.run([]vg.Point{at, end}, l, runWidth)
	s.mark(l.marker, end, 4*size, l.color, paper)
}

// stroke is a sample of a line that ends in none.
func (l look) stroke(s *sheet, at vg.Point, _ vg.Length) {
	s.run([]vg.Point{at, {X: at.X + 0.75*legendLine*s.u, Y: at.Y}}, l, runWidth)
}

// whole is the size of a panel that fills a room.
func whole(room vg.Point) vg.Point { return room }

// placeLegend places names where they leave a panel more of a room, and returns what is
// left: beside it they take a width; below, across the figure, some height. size is that
// of the panel in a room.
func (s *sheet) placeLegend(entries []legendEntry, beside vg.Length, room vg.Rectangle, size func(room vg.Point) vg.Point) (legend, vg.Rectangle) {
	return s.placeOr(s.legendBelow(entries, margin*s.u), beside, room, size)
}

// placeOr is placeLegend with a legend below, where it makes the panel's shorter side
// a third longer, or where beside it names would be cut or smaller than the theme's text.
func (s *sheet) placeOr(below legend, beside vg.Length, room vg.Rectangle, size func(room vg.Point) vg.Point) (legend, vg.Rectangle) {
	shorter := func(r vg.Rectangle) vg.Length {
		r.Max.X, r.Max.Y = max(r.Min.X, r.Max.X), max(r.Min.Y, r.Max.Y)
		p := size(r.Size())
		return min(p.X, p.Y)
	}
	left, above := room, room
	left.Max.X -= beside
	above.Min.Y += s.legendHeight(below)
	column := s.legendBeside(below.entries)
	small := s.theme.least() > 0 && s.legendHeight(column) > size(left.Size()).Y
	if small || shorter(above) > 1.3*shorter(left) || s.clipped(namesOf(below.entries)) {
		return below, above
	}
	return column, left
}

// legendWidth is the width of a legend beside a panel, with the gap before it.
func (s *sheet) legendWidth(entries []legendEntry) vg.Length {
	return s.labelWidth(namesOf(entries)) + legendLine*s.u
}

// namesOf are the names in a legend.
func namesOf(entries []legendEntry) []endLabel {
	labels := make([]endLabel, len(entries))
	for i, e := range entries {
		labels[i] = e.endLabel
	}
	return labels
}

// legendBeside has one column.
func (s *sheet) legendBeside(entries []legendEntry) legend {
	return legend{entries: entries, columns: 1, most: s.besideMost()}
}

// legendBelow has as many columns as fit from a place to the right margin.
func (s *sheet) legendBelow(entries []legendEntry, left vg.Length) legend {
	room := s.Width - margin*s.u - left
	l := legend{entries: entries, below: true, left: left, width: room, columns: 1, most: room - legendLine*s.u}
	var widest vg.Length
	for _, e := range entries {
		for _, line := range e.set(s, 1, l.most) {
			widest = max(widest, line.Width+(legendLine+labelGap)*s.u)
		}
	}
	if n := len(entries); n > 0 {
		l.columns = max(1, min(n, int((room+labelGap*s.u)/widest)))
		rows := (n + l.columns - 1) / l.columns
		l.columns = (n + rows - 1) / rows
	}
	return l
}

// rows are the entries that stand side by side.
func (l legend) rows() [][]legendEntry {
	var rows [][]legendEntry
	for rest := l.entries; len(rest) > 0; {
		n := min(l.columns, len(rest))
		rows, rest = append(rows, rest[:n]), rest[n:]
	}
	return rows
}

// notes is how many lines the entries of a row have below their names.
func notes(row []legendEntry) vg.Length {
	n := 0
	for _, e := range row {
		n = max(n, len(e.lines)-1)
	}
	return vg.Length(n)
}

// legendHeight is that of a legend which is not shrunk.
func (s *sheet) legendHeight(l legend) vg.Length {
	var height vg.Length
	for _, row := range l.rows() {
		height += legendPitch + legendNote*notes(row)
	}
	return height * s.u
}

// drawLegend draws a legend at a panel that has something of a width on its right;
// smaller where there are more names than the panel is high.
func (s *sheet) drawLegend(l legend, p vg.Rectangle, right vg.Length) {
	at, shrink := vg.Point{X: l.left, Y: p.Min.Y - s.axisDepth()}, vg.Length(1)
	if !l.below {
		at = vg.Point{X: p.Max.X + right + labelGap*s.u, Y: p.Max.Y}
		shrink = min(1, p.Size().Y/s.legendHeight(l))
	}
	pitch := l.width / vg.Length(l.columns)
	for _, row := range l.rows() {
		at.Y -= 0.6 * legendPitch * shrink * s.u
		for i, e := range row {
			from := vg.Point{X: at.X + vg.Length(i)*pitch, Y: at.Y}
			e.sample(s, from, shrink)
			name := vg.Point{X: from.X + legendLine*s.u, Y: from.Y - 0.36*runSize*shrink*s.u}
			s.putLabel(e.endLabel, e.set(s, shrink, l.most), name, legendNote*shrink*s.u)
		}
		at.Y -= (0.4*legendPitch + notes(row)*legendNote) * shrink * s.u
	}
}
