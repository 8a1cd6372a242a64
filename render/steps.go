package render

import (
	"fmt"
	"slices"
	"strings"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/surfaces"
)

// Steps draws the runs as worked examples, a table each: iterate, gradient, the
// rule's memory and the step, row by row. In one and two dimensions the same is
// drawn beside the tables where they leave room. Gradient and memory are there
// if the runs were recorded in detail.
func Steps(sc Scene, style Style) (Figure, error) {
	if err := sc.check(style, false); err != nil {
		return Figure{}, err
	}
	s := newSheet(style)
	looks := assign(sc.Tracks)
	top := s.header(sc.title(), sc.subtitle(), nil)
	room := vg.Rectangle{
		Min: vg.Point{X: margin * s.u, Y: margin * s.u},
		Max: vg.Point{X: s.Width - margin*s.u, Y: top - 8*s.u},
	}
	if len(sc.Tracks) == 0 {
		return s.finish(sc.title(), sc.describe())
	}
	w := s.arrange(sc, room.Size())
	if w.note != "" {
		s.put(s.fit(w.note, typeset.Sans, tickSize, room.Size().X), room.Min, soft)
		room.Min.Y += noteRoom * s.u
	}
	s.drawTables(w, sc, looks, vg.Point{X: room.Min.X, Y: room.Max.Y})
	s.illustrate(sc, looks, w.spare(room))
	return s.finish(sc.title(), sc.describe()+w.describe(sc))
}

// worked are the runs' tables, as they fit into a room.
type worked struct {
	excerpt
	size     vg.Length // of the text, in units
	across   int       // tables side by side
	tables   []table
	measures []measures
	captions []vg.Length // heights, in each row of tables
	widths   []vg.Length // of the tables in each column
	heights  []vg.Length // of the tables in each row, with their captions
	gap      vg.Length   // between tables
}

// excerpt is what is shown of the runs' quantities.
type excerpt struct {
	groups      []string
	coordinates int
	note        string // what is left out, as markup
}

// noteRoom is the height in units of the note below the tables.
const noteRoom = 1.8 * tickSize

// excerpts are what may be shown, the most first. Of two coordinates both are
// worth more than the memory.
func (sc Scene) excerpts() []excerpt {
	dim := sc.Surface.Meta().Dim
	var all []excerpt
	for _, groups := range [][]string{
		{iterateGroup, gradientGroup, memoryGroup, rateGroup, stepGroup},
		{iterateGroup, gradientGroup, rateGroup, stepGroup},
		{iterateGroup},
	} {
		for n := min(dim, 3); n >= min(dim, 2); n-- {
			all = append(all, sc.excerpt(groups, n))
		}
	}
	return append(all, sc.excerpt([]string{iterateGroup}, 1))
}

// excerpt is that of groups and the first coordinates.
func (sc Scene) excerpt(groups []string, coordinates int) excerpt {
	var parts []string
	if dim := sc.Surface.Meta().Dim; coordinates < dim {
		parts = append(parts, fmt.Sprintf("the first %d of %d coordinates", coordinates, dim))
	}
	if without := sc.without(groups); without != nil {
		parts = append(parts, "without "+enumerate(without))
	}
	e := excerpt{groups: groups, coordinates: coordinates}
	if parts != nil {
		e.note = "For lack of room: " + strings.Join(parts, "; ")
	}
	return e
}

// without are the groups of the runs' quantities that are not among those given.
func (sc Scene) without(groups []string) []string {
	var missing []string
	for _, g := range []string{gradientGroup, memoryGroup, rateGroup, stepGroup} {
		has := func(t Track) bool {
			return slices.ContainsFunc(t.quantities(1), func(q quantity) bool { return q.group == g })
		}
		if !slices.Contains(groups, g) && slices.ContainsFunc(sc.Tracks, has) {
			missing = append(missing, g)
		}
	}
	return missing
}

// lettering is a size of text in units, and how many digits numbers have.
type lettering struct {
	size   vg.Length
	digits int
}

// letterings are those to choose from, the best first.
var letterings = []lettering{{11, 8}, {10, 8}, {9.2, 8}, {8.5, 8}, {8.5, 7}, {8.5, 6}, {8.5, 5}}

// longLetters is the first of them for tables that not all rows fit in: larger
// ones would cost too many.
const longLetters = 2

// fewestLines are the rows that a table must have room for, if it has so many.
const fewestLines = 6

// arrange finds how the tables show most in a room: all rows if they can, or
// else the most, which is with as many tables side by side as fit.
func (s *sheet) arrange(sc Scene, room vg.Point) worked {
	r := ruler{s, map[string]vg.Length{}}
	excerpts := sc.excerpts()
	for _, e := range excerpts {
		for _, l := range letterings {
			for down := range sc.Tracks {
				if w, ok := r.fit(sc, e, l, down+1, longest(sc.Tracks), room); ok {
					return w
				}
			}
		}
		for down := range sc.Tracks {
			for _, l := range letterings[longLetters:] {
				if w, ok := r.fit(sc, e, l, down+1, fewestLines, room); ok {
					return w
				}
			}
		}
	}
	return r.squeeze(sc, excerpts[len(excerpts)-1], room)
}

// squeeze makes the text as small as it must be: legible or not, all runs are there.
func (r ruler) squeeze(sc Scene, e excerpt, room vg.Point) worked {
	for l := letterings[len(letterings)-1]; ; l.size *= 0.9 {
		for down := range sc.Tracks {
			if w, ok := r.fit(sc, e, l, down+1, 3, room); ok || l.size < 0.01 {
				return w
			}
		}
	}
}

// fit tries to show an excerpt in a lettering, with the tables so many rows down
// and room for so many rows in each, unless the runs have fewer.
func (r ruler) fit(sc Scene, e excerpt, l lettering, down, rows int, room vg.Point) (worked, bool) {
	if e.note != "" {
		room.Y -= noteRoom * r.s.u
	}
	across := (len(sc.Tracks) + down - 1) / down
	w := worked{excerpt: e, size: l.size, across: across, gap: tableGap * l.size * r.s.u}
	lines := w.lines(r.s, sc, room.Y)
	if lines < min(longest(sc.Tracks), rows) {
		return w, false
	}
	r.fill(&w, sc, lines, l.digits)
	return w, w.width() <= room.X
}

// longest is the most iterates that a run has.
func longest(tracks []Track) int {
	n := 0
	for _, t := range tracks {
		n = max(n, t.Path.Len())
	}
	return n
}

// lines sets the heights of captions, and says how many rows each table has room for.
func (w *worked) lines(s *sheet, sc Scene, height vg.Length) int {
	for tracks := range slices.Chunk(sc.Tracks, w.across) {
		notes := 0
		for _, t := range tracks {
			notes = max(notes, len(t.notes()))
		}
		w.captions = append(w.captions, (2+1.3*smallText*vg.Length(notes))*w.size*s.u)
	}
	heads := vg.Length(len(w.captions)) * tableHeight(0, w.size)
	return share(sc, w.across, int(((height-total(w.captions, w.gap))/s.u-heads)/(rowPitch*w.size)))
}

// share divides lines among tables that stand so many side by side: how many of
// them the longest get, if the others take no more than they need.
func share(sc Scene, across, lines int) int {
	for most := 1; ; most++ {
		taken, enough := 0, true
		for tracks := range slices.Chunk(sc.Tracks, across) {
			need := longest(tracks)
			taken += min(need, most)
			enough = enough && need <= most
		}
		if taken > lines {
			return most - 1
		}
		if enough {
			return most
		}
	}
}

// fill makes the tables.
func (r ruler) fill(w *worked, sc Scene, lines, digits int) {
	for i, t := range sc.Tracks {
		qs := slices.DeleteFunc(t.quantities(w.coordinates), func(q quantity) bool { return !slices.Contains(w.groups, q.group) })
		table := newTable(qs, t.Path.Len(), lines, digits)
		m := r.measure(table)
		w.tables, w.measures = append(w.tables, table), append(w.measures, m)
		column, row := i%w.across, i/w.across
		if row == 0 {
			w.widths = append(w.widths, 0)
		}
		if column == 0 {
			w.heights = append(w.heights, 0)
		}
		w.widths[column] = max(w.widths[column], w.size*m.width)
		w.heights[row] = max(w.heights[row], w.captions[row]+tableHeight(len(table.rows), w.size)*r.s.u)
	}
}

func (w worked) width() vg.Length { return total(w.widths, w.gap) }

// total is the length of parts with gaps between them.
func total(parts []vg.Length, gap vg.Length) vg.Length {
	sum := -gap
	for _, p := range parts {
		sum += p + gap
	}
	return sum
}

// drawTables draws the tables below and right of a corner.
func (s *sheet) drawTables(w worked, sc Scene, looks []look, corner vg.Point) {
	at := corner
	for i, t := range sc.Tracks {
		column, row := i%w.across, i/w.across
		if column == 0 {
			at.X = corner.X
		}
		s.caption(t, looks[i], w.size, w.size*w.measures[i].width, at)
		s.drawTable(w.tables[i], w.measures[i], w.size, vg.Point{X: at.X, Y: at.Y - w.captions[row]})
		at.X += w.widths[column] + w.gap
		if column == w.across-1 {
			at.Y -= w.heights[row] + w.gap
		}
	}
}

// notes say, as markup, at what rate a run went and how it ended early.
func (t Track) notes() []string {
	notes := []string{t.rateLabel()}
	if why := t.why(); why != "" {
		notes = append(notes, why)
	}
	return notes
}

// caption writes a run's name and notes below a corner.
func (s *sheet) caption(t Track, l look, size, width vg.Length, at vg.Point) {
	em := size * s.u
	name := s.fit(typeset.Escape(t.Label), typeset.Bold, size, width-markRoom*em)
	y := at.Y - 1.1*em
	s.mark(l.marker, vg.Point{X: at.X + 0.4*em, Y: y + 0.36*em}, 0.36*size, l.color, paper)
	s.put(name, vg.Point{X: at.X + markRoom*em, Y: y}, l.color)
	for _, note := range t.notes() {
		y -= 1.3 * smallText * em
		s.put(s.fit(note, typeset.Sans, smallText*size, width-markRoom*em), vg.Point{X: at.X + markRoom*em, Y: y}, soft)
	}
}

// describe tells the tables in words.
func (w worked) describe(sc Scene) string {
	var b strings.Builder
	for i, t := range w.tables {
		b.WriteString(t.describe(sc.Tracks[i].Label))
	}
	return b.String()
}

// spare is the better of the parts of a room that the tables leave: beside or
// below them.
func (w worked) spare(room vg.Rectangle) vg.Rectangle {
	beside, below := room, room
	beside.Min.X += w.width() + 1.5*w.gap
	below.Max.X = room.Min.X + max(w.width(), room.Size().X/2)
	below.Max.Y -= total(w.heights, w.gap) + w.gap
	if roominess(beside) >= roominess(below) {
		return beside
	}
	return below
}

// roominess is the height of the largest picture of a good shape in a box.
func roominess(r vg.Rectangle) vg.Length { return min(r.Size().X/1.6, r.Size().Y) }

// Heights in units that make a picture of a line, and of a plane with its
// colour bar, worth its room.
const (
	leastLine  = 95
	leastPlane = 140
)

// illustrate draws the runs into a room if it is large enough: the loss with
// the iterates as balls, or the landscape around them.
func (s *sheet) illustrate(sc Scene, looks []look, room vg.Rectangle) {
	switch height, dim := roominess(room), sc.Surface.Meta().Dim; {
	case dim == 1 && height > leastLine*s.u:
		s.illustrateLine(sc, looks, room)
	case dim == 2 && height > leastPlane*s.u:
		s.illustratePlane(sc, looks, room)
	}
}

// illustrateLine draws the loss where the runs are.
func (s *sheet) illustrateLine(sc Scene, looks []look, room vg.Rectangle) {
	cut, err := sc.section()
	if err != nil {
		return
	}
	cut.lo, cut.hi = near(sc.places(cut.along), cut.lo, cut.hi)
	s.drawSlice(sc, cut, looks, room)
}

// illustratePlane draws the landscape around the runs.
func (s *sheet) illustratePlane(sc Scene, looks []look, room vg.Rectangle) {
	for i, side := range sc.Window {
		side[0], side[1] = near(sc.places(func(x []float64) float64 { return x[i] }), side[0], side[1])
		sc.Window[i] = side
	}
	sc.Window = stout(sc.Window)
	vertical := scale.Linear{Lo: sc.Window[1][0], Hi: sc.Window[1][1]}
	if !(vertical.Hi > vertical.Lo) {
		return // a scene without a window
	}
	room.Min = room.Min.Add(vg.Point{X: s.axisRoom(vertical), Y: s.axisDepth()})
	room.Max.Y -= runSize * s.u // the name of the colour bar
	f, p := s.landscape(sc, room)
	spare := (room.Max.X - p.Max.X - s.barRoom(f, p.height())) / 2
	p.Min.X, p.Max.X = p.Min.X+spare, p.Max.X+spare
	s.drawLandscape(p, f, sc, looks, nil)
}

// places are the iterates and where each run might have gone, by one number each.
func (sc Scene) places(of func(x []float64) float64) []float64 {
	var all []float64
	for _, t := range sc.Tracks {
		n := t.Path.Len()
		for k := range n {
			all = append(all, of(t.Path.At(k)))
		}
		if n == 0 {
			continue
		}
		if goal := nearest(sc.Surface.Meta().Points, t.Path.At(n-1)); goal != nil {
			all = append(all, of(goal))
		}
	}
	return all
}

// nearest is the best minimum, and of several the nearest to a point; nil where
// none is known.
func nearest(points []surfaces.Point, x []float64) []float64 {
	var goal []float64
	best := lowest(points)
	for _, q := range points {
		if q.Kind == surfaces.Minimum && q.Value == best && (goal == nil || floats.Distance(q.X, x, 2) < floats.Distance(goal, x, 2)) {
			goal = q.X
		}
	}
	return goal
}

// near is the part of a range that its values fill, with a margin.
func near(values []float64, lo, hi float64) (from, to float64) {
	from, to = hi, lo
	for _, v := range values {
		if lo <= v && v <= hi {
			from, to = min(from, v), max(to, v)
		}
	}
	if !(to > from) {
		return lo, hi
	}
	pad := (to - from) / 8
	return from - pad, to + pad
}

// stout widens the shorter side of a window to a third of the longer.
func stout(w [2][2]float64) [2][2]float64 {
	least := max(w[0][1]-w[0][0], w[1][1]-w[1][0]) / 3
	for i, side := range w {
		if lack := least - (side[1] - side[0]); lack > 0 {
			w[i] = [2]float64{side[0] - lack/2, side[1] + lack/2}
		}
	}
	return w
}
