package render

import (
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/render/words"
)

// worked is the layout of the runs' tables in a room.
type worked struct {
	excerpt
	size     vg.Length // of the text, in units
	rows     []int     // how many tables stand side by side in each row
	tables   []table
	measures []measures
	captions []vg.Length // heights, in each row of tables
	lefts    []vg.Length // where each table begins
	widths   []vg.Length // of each table and the notes above it
	width    vg.Length   // of the widest row
	heights  []vg.Length // of the tables in each row, with their captions
	gap      vg.Length   // between tables
}

// excerpt is the choice of the quantities that tables show.
type excerpt struct {
	groups      []columnKind
	coordinates int
	note        string // what is left out, as markup
}

// noteRoom is the height in units of the note below the tables.
const noteRoom = 1.8 * sheet.TickSize

// excerpts returns the possible excerpts, the largest first. In two dimensions both
// coordinates go before the optimizer state.
func (sc Scene) excerpts(l words.Language) []excerpt {
	dim := sc.meta().Dim
	var all []excerpt
	for _, groups := range [][]columnKind{
		{iterateGroup, gradientGroup, memoryGroup, rateGroup, stepGroup},
		{iterateGroup, gradientGroup, rateGroup, stepGroup},
		{iterateGroup, memoryGroup},
		{iterateGroup},
	} {
		for n := min(dim, 3); n >= min(dim, 2); n-- {
			all = append(all, sc.excerpt(l, groups, n))
		}
	}
	return append(all, sc.excerpt(l, []columnKind{iterateGroup}, 1))
}

// excerpt returns the excerpt of some groups and the first coordinates, with a note on
// what is left out.
func (sc Scene) excerpt(l words.Language, groups []columnKind, coordinates int) excerpt {
	var parts []string
	if dim := sc.meta().Dim; coordinates < dim {
		parts = append(parts, l.FirstCoordinates(coordinates, dim))
	}
	if without := sc.without(l, groups); without != nil {
		parts = append(parts, l.Without(without))
	}
	e := excerpt{groups: groups, coordinates: coordinates}
	if parts != nil {
		e.note = sheet.FirstUpper(strings.Join(parts, "; "))
	}
	return e
}

// without returns the names of the groups that the runs have besides some groups.
func (sc Scene) without(l words.Language, groups []columnKind) []string {
	var missing []string
	for _, g := range []columnKind{gradientGroup, memoryGroup, rateGroup, stepGroup} {
		has := func(t Track) bool {
			return slices.ContainsFunc(t.quantities(1), func(q quantity) bool { return q.group == g })
		}
		if !slices.Contains(groups, g) && slices.ContainsFunc(sc.Tracks, has) {
			missing = append(missing, g.name(l))
		}
	}
	return missing
}

// lettering is a size of text in units, and the digits of numbers as in scale.Column.
type lettering struct {
	size   vg.Length
	digits int
}

// letterings holds the letterings to choose from, the best first.
var letterings = []lettering{{11, 8}, {10, 8}, {9.2, 8}, {8.5, 8}, {8.5, 7}, {8.5, 6}, {8.5, 5}}

// pageLetterings holds the letterings to try before the others on a page, where no picture of
// the runs needs the room beside a table.
var pageLetterings = []lettering{{15, 8}, {14, 8}, {13, 8}, {12, 8}}

// longLetters is the index of the first lettering for tables that leave out rows. Larger
// text would leave out too many.
const longLetters = 2

// fewestLines is the number of rows that each table must have room for, unless the runs
// have fewer.
const fewestLines = 5

// arrange lays out the tables in a room so that they show as much as possible: the largest
// excerpt that fits, with all rows or with fewer. Where no excerpt fits the text shrinks.
func arrange(s *sheet.Sheet, sc Scene, room vg.Point, onPage bool) worked {
	r := ruler{s, map[string]vg.Length{}}
	whole := letterings
	if onPage {
		whole = slices.Concat(pageLetterings, letterings)
	}
	excerpts := sc.excerpts(s.Lang)
	for _, e := range excerpts {
		for _, l := range whole {
			for down := range sc.Tracks {
				if w, ok := r.fit(sc, e, l, even(len(sc.Tracks), down+1), longest(sc.Tracks), room); ok {
					return w
				}
			}
		}
		var all [][]int
		for down := range sc.Tracks {
			all = append(all, even(len(sc.Tracks), down+1))
		}
		for _, rows := range append(all, uneven(len(sc.Tracks))...) {
			for _, l := range letterings[longLetters:] {
				if w, ok := r.fit(sc, e, l, rows, fewestLines, room); ok {
					return w
				}
			}
		}
	}
	return r.squeeze(sc, excerpts[len(excerpts)-1], room)
}

// even returns how many of n tables stand in each of at most so many rows: equally many,
// and in the last row maybe fewer.
func even(n, rows int) []int {
	across := (n + rows - 1) / rows
	var out []int
	for ; n > 0; n -= across {
		out = append(out, min(across, n))
	}
	return out
}

// isEven reports whether tables in such rows stand in columns: all rows have as many
// tables as the first, and the last row no more.
func isEven(rows []int) bool {
	for i, n := range rows {
		if n > rows[0] || n < rows[0] && i < len(rows)-1 {
			return false
		}
	}
	return true
}

// uneven returns the other ways to divide n tables among rows, in order, so that a wide
// table may have a row of its own. For many tables, which have too many ways, the result
// is nil.
func uneven(n int) [][]int {
	const most = 5
	if n > most {
		return nil
	}
	var out [][]int
	for breaks := range 1 << max(n-1, 0) { // a bit for each place between two tables
		rows := []int{1}
		for i := range n - 1 {
			if breaks>>i&1 == 1 {
				rows = append(rows, 0)
			}
			rows[len(rows)-1]++
		}
		if !isEven(rows) {
			out = append(out, rows)
		}
	}
	slices.SortStableFunc(out, func(a, b []int) int { return len(a) - len(b) })
	return out
}

// inRows divides tracks among rows.
func inRows(tracks []Track, rows []int) [][]Track {
	var out [][]Track
	for _, n := range rows {
		out = append(out, tracks[:n])
		tracks = tracks[n:]
	}
	return out
}

// squeeze shrinks the text until the tables of all runs fit into the room, legible or not.
func (r ruler) squeeze(sc Scene, e excerpt, room vg.Point) worked {
	for l := letterings[len(letterings)-1]; ; l.size *= 0.9 {
		for down := range sc.Tracks {
			if w, ok := r.fit(sc, e, l, even(len(sc.Tracks), down+1), 3, room); ok || l.size < 0.01 {
				return w
			}
		}
	}
}

// fit lays out the tables of an excerpt in a lettering, so many in each row. The result is
// false where the tables are too wide for the room, or have room neither for all iterates
// nor for fewest lines.
func (r ruler) fit(sc Scene, e excerpt, l lettering, rows []int, fewest int, room vg.Point) (worked, bool) {
	if e.note != "" {
		room.Y -= noteRoom * r.s.Unit
	}
	w := worked{excerpt: e, size: l.size, rows: rows, gap: tableGap * l.size * r.s.Unit}
	lines := w.lines(r.s, sc, room.Y)
	if lines < min(longest(sc.Tracks), fewest) {
		return w, false
	}
	r.fill(&w, sc, lines, l.digits)
	return w, w.width <= room.X
}

// longest returns the most iterates that a run has.
func longest(tracks []Track) int {
	n := 0
	for _, t := range tracks {
		n = max(n, t.Path.Len())
	}
	return n
}

// lines sets the heights of captions, and returns how many rows each table has room for.
func (w *worked) lines(s *sheet.Sheet, sc Scene, height vg.Length) int {
	for _, tracks := range inRows(sc.Tracks, w.rows) {
		notes := 0
		for _, t := range tracks {
			notes = max(notes, len(sc.notes(s.Lang, t)))
		}
		w.captions = append(w.captions, (2*w.size+1.3*smallText(s, w.size)*vg.Length(notes))*s.Unit)
	}
	heads := vg.Length(len(w.captions)) * tableHeight(0, w.size)
	return share(sc, w.rows, int(((height-total(w.captions, w.gap))/s.Unit-heads)/(rowPitch*w.size)))
}

// share returns how many lines the longest tables get if the rows of tables share so many
// lines, and shorter tables take no more than they need.
func share(sc Scene, rows []int, lines int) int {
	for most := 1; ; most++ {
		taken, enough := 0, true
		for _, tracks := range inRows(sc.Tracks, rows) {
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

// fill makes the tables, and computes their places and sizes.
func (r ruler) fill(w *worked, sc Scene, lines, digits int) {
	var widths [][]vg.Length // in each row
	for i, t := range sc.Tracks {
		qs := slices.DeleteFunc(t.quantities(w.coordinates), func(q quantity) bool { return !slices.Contains(w.groups, q.group) })
		table := newTable(qs, t.Path.Len(), lines, digits)
		m := r.measure(table, w.size)
		w.tables, w.measures = append(w.tables, table), append(w.measures, m)
		column, row := w.place(i)
		if column == 0 {
			w.heights, widths = append(w.heights, 0), append(widths, nil)
		}
		w.widths = append(w.widths, max(w.size*m.width, r.notesWidth(sc, t, w.size)))
		widths[row] = append(widths[row], w.widths[i])
		w.heights[row] = max(w.heights[row], w.captions[row]+tableHeight(len(table.rows), w.size)*r.s.Unit)
	}
	if isEven(w.rows) { // they stand in columns
		for _, row := range widths {
			for j, width := range row {
				widths[0][j] = max(widths[0][j], width)
			}
		}
		for i, row := range widths {
			widths[i] = widths[0][:len(row)]
		}
	}
	for _, row := range widths {
		for j := range row {
			w.lefts = append(w.lefts, total(row[:j], w.gap)+w.gap)
		}
		w.width = max(w.width, total(row, w.gap))
	}
}

// notesWidth returns the width of the notes above a run's table with text of a size.
func (r ruler) notesWidth(sc Scene, t Track, size vg.Length) (widest vg.Length) {
	for _, note := range sc.notes(r.s.Lang, t) {
		widest = max(widest, markRoom*size*r.s.Unit+r.s.Set(note, typeset.Sans, smallText(r.s, size)).Width)
	}
	return widest
}

// place returns the column and the row in which table i stands.
func (w worked) place(i int) (column, row int) {
	for row, n := range w.rows {
		if i < n {
			return i, row
		}
		i -= n
	}
	return 0, len(w.rows)
}

// total returns the length of parts with gaps between them.
func total(parts []vg.Length, gap vg.Length) vg.Length {
	sum := -gap
	for _, p := range parts {
		sum += p + gap
	}
	return sum
}
