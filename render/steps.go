package render

import (
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/render/words"
)

// Steps draws the runs as worked examples, a table each: iterate, gradient, optimizer
// state and step, row by row. In one and two dimensions a picture of the runs stands
// beside the tables where they leave room; on a page the other figures show the runs. Tables
// show gradient and state only of runs recorded in detail.
func Steps(sc Scene, style sheet.Style) (Figure, error) {
	if err := sc.check(style, false); err != nil {
		return Figure{}, err
	}
	if err := sc.everyStep("steps"); err != nil {
		return Figure{}, err
	}
	s := sheet.New(style)
	styles := sc.styles(s)
	top := sc.header(s, nil)
	room := s.Body(top - 8*s.Unit)
	s.Need(sheet.Panel{Rectangle: room})
	if len(sc.Tracks) == 0 || s.Missing != (vg.Point{}) {
		return sc.finish(s)
	}
	w := arrange(s, sc, room.Size(), style.Common != nil)
	if w.note != "" {
		s.Put(s.Fit(w.note, typeset.Sans, sheet.TickSize, room.Size().X), room.Min, sheet.Soft)
		room.Min.Y += noteRoom * s.Unit
	}
	drawTables(s, w, sc, styles, vg.Point{X: room.Min.X, Y: room.Max.Y})
	if style.Common == nil {
		illustrate(s, sc, styles, w.spare(room))
	} else {
		s.LeaveSpare(room.Size().Y - total(w.heights, w.gap) - 2*s.Unit)
	}
	return sc.finish(s, w.describe(s.Lang, sc))
}

// drawTables draws the tables below and right of a corner.
func drawTables(s *sheet.Sheet, w worked, sc Scene, styles []sheet.LineStyle, corner vg.Point) {
	at := corner
	for i, t := range sc.Tracks {
		column, row := w.place(i)
		at.X = corner.X + w.lefts[i]
		caption(s, t, sc.notes(s.Lang, t), styles[i], w.size, w.widths[i], at)
		drawTable(s, w.tables[i], w.measures[i], w.size, vg.Point{X: at.X, Y: at.Y - w.captions[row]})
		if column == w.rows[row]-1 {
			at.Y -= w.heights[row] + w.gap
		}
	}
}

// labelColon stands between a run's name and what is said of the run.
const labelColon = ": "

// notes returns what stands below a run's name, as lines of markup: what follows a colon in its
// label, its rate, unless the subtitle states it, and how it ended early.
func (sc Scene) notes(l words.Language, t Track) []string {
	var notes []string
	if _, detail, ok := strings.Cut(t.Label, labelColon); ok {
		notes = append(notes, typeset.Escape(detail))
	}
	if !slices.ContainsFunc(sc.Settings, func(s Setting) bool { return s.Key == "lr" }) {
		notes = append(notes, t.rateLabel(l))
	}
	if why := t.endReasons(l); why != nil {
		notes = append(notes, strings.Join(why, ", "))
	}
	return notes
}

// caption writes a run's name and its notes below a corner.
func caption(s *sheet.Sheet, t Track, notes []string, l sheet.LineStyle, size, width vg.Length, at vg.Point) {
	em := size * s.Unit
	label, _, _ := strings.Cut(t.Label, labelColon)
	name := s.Fit(typeset.Escape(label), typeset.Bold, size, width-markRoom*em)
	y := at.Y - 1.1*em
	s.Mark(l.Marker, vg.Point{X: at.X + 0.4*em, Y: y + 0.36*em}, 0.36*size, l.Color, sheet.Paper)
	s.Put(name, vg.Point{X: at.X + markRoom*em, Y: y}, l.TextColour())
	for _, note := range notes {
		y -= 1.3 * smallText(s, size) * s.Unit
		s.Put(s.Fit(note, typeset.Sans, smallText(s, size), width-markRoom*em), vg.Point{X: at.X + markRoom*em, Y: y}, sheet.Soft)
	}
}

// describe returns the tables in words.
func (w worked) describe(l words.Language, sc Scene) string {
	var b strings.Builder
	for i, t := range w.tables {
		b.WriteString(t.describe(l, sc.Tracks[i].Label))
	}
	return b.String()
}
