package sheet

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/shape"
)

// LegendEntry is a name in a legend with a sample of the line that it names.
type LegendEntry struct {
	EndLabel
	Sample func(s *Sheet, at vg.Point, size vg.Length) // draws a sample of the line right of a point
}

// Legend names what a panel shows: in a column right of the panel, or in rows below the
// panel.
type Legend struct {
	entries []LegendEntry
	Below   bool
	left    vg.Length // x at which a legend below a panel begins
	width   vg.Length // of a legend below a panel
	columns int       // side by side
	most    vg.Length // largest width of a name
}

// Sizes in a legend, in units.
const (
	LegendLine  = 34             // of line before a name
	legendPitch = 1.7 * RunSize  // between names
	legendNote  = 1.1 * TickSize // between the lines of an entry, whose ink is at least leastNoteGap apart

	leastNoteGap = 1
)

// Entries joins labels and the line styles of their runs to the entries of a legend.
func Entries(labels []EndLabel, styles []LineStyle) []LegendEntry {
	out := make([]LegendEntry, len(labels))
	for i, l := range labels {
		l.Color = styles[i].TextColour()
		out[i] = LegendEntry{l, styles[i].sample}
	}
	return out
}

// MapEntries joins labels and the line styles of their runs to the entries of a legend of a map,
// whose samples look as the runs do on the map.
func MapEntries(labels []EndLabel, styles []LineStyle) []LegendEntry {
	out := Entries(labels, styles)
	for i := range out {
		out[i].Sample = styles[i].MapSample
	}
	return out
}

// MapSample draws a short line that ends in a marker, as on a map.
func (l LineStyle) MapSample(s *Sheet, at vg.Point, size vg.Length) {
	end := vg.Point{X: at.X + 0.75*LegendLine*s.Unit, Y: at.Y}
	s.MapMarks(
		MapMark{Path: shape.Line([]vg.Point{at, end}), Hue: l.Hue(), Width: s.RunWidth(RunWidth), Dash: Scaled(l.DashIn(s.Theme), s.RunWidth(RunWidth))},
		MapMark{Path: l.Marker(end, 4*size*s.Unit), Hue: l.Hue()},
	)
}

// ArrowSample draws a short arrow, as on a map of single steps.
func (l LineStyle) ArrowSample(s *Sheet, at vg.Point, size vg.Length) {
	const head = 11 // length in units
	tip := vg.Point{X: at.X + 0.85*LegendLine*s.Unit, Y: at.Y}
	neck := vg.Point{X: tip.X - 0.5*head*size*s.Unit, Y: at.Y}
	s.MapMarks(
		MapMark{Path: shape.Line([]vg.Point{at, neck}), Hue: l.Hue(), Width: s.RunWidth(RunWidth), Dash: Scaled(l.DashIn(s.Theme), s.RunWidth(RunWidth))},
		MapMark{Path: shape.Arrowhead(tip, 0, head*size*s.Unit), Hue: l.Hue()},
	)
}

// sample draws a short line that ends in a marker.
func (l LineStyle) sample(s *Sheet, at vg.Point, size vg.Length) {
	end := vg.Point{X: at.X + 0.75*LegendLine*s.Unit, Y: at.Y}
	s.RunLine([]vg.Point{at, end}, l.onStub(), RunWidth)
	s.Mark(l.Marker, end, 4*size, l.Color, Paper)
}

// Stroke draws a short line without a marker.
func (l LineStyle) Stroke(s *Sheet, at vg.Point, _ vg.Length) {
	s.RunLine([]vg.Point{at, {X: at.X + 0.75*LegendLine*s.Unit, Y: at.Y}}, l.onStub(), RunWidth)
}

// WholeRoom returns the room: PlaceLegend takes WholeRoom for panels that fill their
// rooms.
func WholeRoom(room vg.Point) vg.Point { return room }

// PlaceLegend puts a legend where it leaves the panel more room, and returns the legend
// and the room that is left. Beside the panel the names take the width beside; below the
// panel, across the figure, they take some height. The function size returns the panel's
// size in a room.
func (s *Sheet) PlaceLegend(entries []LegendEntry, beside vg.Length, room vg.Rectangle, size func(room vg.Point) vg.Point) (Legend, vg.Rectangle) {
	return s.PlaceLegendOr(s.LegendBelow(entries, s.Margin()), beside, room, size)
}

// leastBeside is the least part of the width of a figure in a grid on a slide that names beside
// its panel leave.
const leastBeside = 0.5

// leastOwn is the least part of the width of a figure on a page that names at the ends of its own
// lines leave.
const leastOwn = 0.4

// leastAbove is the least part of a room's height that a legend below a panel leaves.
const leastAbove = 0.3

// PlaceLegendOr does what PlaceLegend does, with a given legend for below the panel. The
// legend goes below if this makes the panel's shorter side a third longer, or if names
// beside the panel would be cut off or smaller than the theme's text, and on a page if
// another legend of the page does or names leave it too little width, but only where it
// leaves the panel enough height.
func (s *Sheet) PlaceLegendOr(below Legend, beside vg.Length, room vg.Rectangle, size func(room vg.Point) vg.Point) (Legend, vg.Rectangle) {
	if len(below.entries) == 0 {
		return Legend{}, room
	}
	if s.unnamed {
		return onBanner, room
	}
	samples := beside >= s.LegendWidth(below.entries) // and not at the ends of the lines
	if samples && s.OnBanner(below.entries) || s.Explained(below.entries) {
		return onBanner, room
	}
	l, rest := s.placeOwn(below, beside, samples, room, size)
	if !l.Below {
		if !samples {
			s.collectOwnNames(below.entries)
		}
		return l, rest
	}
	s.collectLegendBelow()
	if (samples || s.naming() < OwnNames) && s.OnBanner(below.entries) {
		return onBanner, room
	}
	if s.ofMany { // the panel stays as high as others on the page
		s.Lack(s.LegendHeight(l))
	}
	if !samples {
		s.collectOwnNames(below.entries)
	}
	return l, rest
}

// placeOwn does what PlaceLegendOr does, for a legend that the page does not have.
func (s *Sheet) placeOwn(below Legend, beside vg.Length, samples bool, room vg.Rectangle, size func(room vg.Point) vg.Point) (Legend, vg.Rectangle) {
	shorter := func(r vg.Rectangle) vg.Length {
		r.Max.X, r.Max.Y = max(r.Min.X, r.Max.X), max(r.Min.Y, r.Max.Y)
		p := size(r.Size())
		return min(p.X, p.Y)
	}
	left, above := room, room
	left.Max.X -= beside
	above.Min.Y += s.LegendHeight(below)
	column := s.legendBeside(below.entries)
	if above.Size().Y < leastAbove*room.Size().Y {
		return column, left
	}
	if s.naming() >= OwnNames && !samples && left.Size().X >= leastOwn*s.Width && !s.Clipped(namesOf(below.entries)) {
		return column, left
	}
	small := s.Theme.SmallestText() > 0 && s.LegendHeight(column) > s.besideHeight(size(left.Size()).Y)
	much := vg.Length(1.3)
	if s.inGrid() && !samples { // names at the ends of lines are worth more than larger panels
		much = 1.6
		if len(below.entries) > 2 {
			much = vg.Length(math.Inf(1))
		}
	}
	roomier := shorter(above) > much*shorter(left) || s.inGrid() && left.Size().X < leastBeside*s.Width
	if s.legendsBelow() || small || roomier || s.Clipped(namesOf(below.entries)) {
		return below, above
	}
	return column, left
}

// onBanner is the legend of a figure whose page has the legend, or that names no lines.
var onBanner = Legend{Below: true, columns: 1}

// OnBanner reports whether the banner of the figure's page names what a legend would name, so
// that the figure needs no legend. A page of several figures has one legend for all. Entries
// with notes, which are about one figure, stand in that figure, but slides do without the notes.
func (s *Sheet) OnBanner(entries []LegendEntry) bool {
	if !s.inGrid() && slices.ContainsFunc(entries, func(e LegendEntry) bool { return len(e.Lines) > 1 }) {
		return false
	}
	return s.NamedOnBanner(entries)
}

// NamedOnBanner does what OnBanner does, for entries whose notes the figure shows elsewhere.
func (s *Sheet) NamedOnBanner(entries []LegendEntry) bool {
	if s.unnamed || s.Explained(entries) {
		return true
	}
	h := s.pageHeader()
	if s.naming() == OwnLegends {
		return false
	}
	for _, e := range entries {
		if h != nil {
			item := e.keyItem()
			item.recolour = s.recolour
			h.Names = append(h.Names, item)
		}
	}
	return h != nil
}

// Explained reports whether a figure needs no names for some entries: the banner of its page names
// all of them, or the figure names no lines.
func (s *Sheet) Explained(entries []LegendEntry) bool {
	return len(entries) > 0 && (s.unnamed || !slices.ContainsFunc(entries, func(e LegendEntry) bool { return !s.common.explains(e.keyItem()) }))
}

// keyItem returns the entry as an item of a key, without its notes.
func (e LegendEntry) keyItem() KeyItem {
	return KeyItem{Name: e.Lines[0], Color: e.Color, Width: LegendLine - StartRadius, Mark: func(s *Sheet, at vg.Point) {
		e.Sample(s, vg.Point{X: at.X - StartRadius*s.Unit, Y: at.Y}, 1)
	}}
}

// besideHeight returns the height that a legend beside a panel of a height may take: in a grid
// on a slide it may go on beside the x axis.
func (s *Sheet) besideHeight(panel vg.Length) vg.Length {
	if s.inGrid() {
		return panel + s.AxisDepth()
	}
	return panel
}

// LegendWidth returns the width of a legend beside a panel, with the gap before it.
func (s *Sheet) LegendWidth(entries []LegendEntry) vg.Length {
	return s.LabelWidth(namesOf(entries)) + LegendLine*s.Unit
}

// namesOf returns the labels of the entries.
func namesOf(entries []LegendEntry) []EndLabel {
	labels := make([]EndLabel, len(entries))
	for i, e := range entries {
		labels[i] = e.EndLabel
	}
	return labels
}

// legendBeside makes a legend of one column.
func (s *Sheet) legendBeside(entries []LegendEntry) Legend {
	return Legend{entries: entries, columns: 1, most: s.maxLabelWidth()}
}

// LegendBelow makes a legend of as many columns as fit between left and the right margin.
func (s *Sheet) LegendBelow(entries []LegendEntry, left vg.Length) Legend {
	room := s.Width - s.Margin() - left
	l := Legend{entries: entries, Below: true, left: left, width: room, columns: 1, most: room - LegendLine*s.Unit}
	var widest vg.Length
	for _, e := range entries {
		for _, line := range e.Typeset(s, 1, l.most) {
			widest = max(widest, line.Width+(LegendLine+LabelGap)*s.Unit)
		}
	}
	if n := len(entries); n > 0 {
		l.columns = max(1, min(n, int((room+LabelGap*s.Unit)/widest)))
		rows := (n + l.columns - 1) / l.columns
		l.columns = (n + rows - 1) / rows
	}
	return l
}

// rows splits the entries into rows, in which they stand side by side.
func (l Legend) rows() [][]LegendEntry {
	var rows [][]LegendEntry
	for rest := l.entries; len(rest) > 0; {
		n := min(l.columns, len(rest))
		rows, rest = append(rows, rest[:n]), rest[n:]
	}
	return rows
}

// noteLines returns the largest number of lines that an entry of a row has below its name.
func noteLines(row []LegendEntry) vg.Length {
	n := 0
	for _, e := range row {
		n = max(n, len(e.Lines)-1)
	}
	return vg.Length(n)
}

// notePitch returns the distance between the lines of an entry, in units: more where a superscript
// of a note would touch the line above.
func (s *Sheet) notePitch(l Legend) vg.Length {
	pitch := vg.Length(legendNote)
	for _, e := range l.entries {
		lines := e.Typeset(s, 1, l.most)
		for i := 1; i < len(lines); i++ {
			pitch = max(pitch, (lines[i-1].Descent+lines[i].Ascent)/s.Unit+leastNoteGap)
		}
	}
	return pitch
}

// LegendHeight returns the height of a legend at its full size.
func (s *Sheet) LegendHeight(l Legend) vg.Length {
	var height vg.Length
	pitch := s.notePitch(l)
	for _, row := range l.rows() {
		height += legendPitch + pitch*noteLines(row)
	}
	return height * s.Unit
}

// DrawLegend draws a legend. A legend beside a panel starts right of what is already there,
// and shrinks if its names would otherwise be higher than the panel.
func (s *Sheet) DrawLegend(l Legend, p vg.Rectangle, right vg.Length) {
	at, shrink := vg.Point{X: l.left, Y: p.Min.Y - s.AxisDepth()}, vg.Length(1)
	if !l.Below {
		at = vg.Point{X: p.Max.X + right + LabelGap*s.Unit, Y: p.Max.Y}
		shrink = min(1, s.besideHeight(p.Size().Y)/s.LegendHeight(l))
	}
	pitch, note := l.width/vg.Length(l.columns), s.notePitch(l)
	for _, row := range l.rows() {
		at.Y -= 0.6 * legendPitch * shrink * s.Unit
		for i, e := range row {
			from := vg.Point{X: at.X + vg.Length(i)*pitch, Y: at.Y}
			e.Sample(s, from, shrink)
			name := vg.Point{X: from.X + LegendLine*s.Unit, Y: from.Y - 0.36*RunSize*shrink*s.Unit}
			s.putLabel(e.EndLabel, e.Typeset(s, shrink, l.most), name, note*shrink*s.Unit)
		}
		at.Y -= (0.4*legendPitch + noteLines(row)*note) * shrink * s.Unit
	}
}
