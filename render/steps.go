package render

import (
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/typeset"
)

// Steps draws the runs as worked examples, a table each: iterate, gradient, the
// rule's memory and the step, row by row. In one and two dimensions the same is
// drawn beside the tables where they leave room. Gradient and memory are there
// if the runs were recorded in detail.
func Steps(sc Scene, style Style) (Figure, error) {
	if err := sc.check(style, false); err != nil {
		return Figure{}, err
	}
	if err := sc.everyStep("steps"); err != nil {
		return Figure{}, err
	}
	s := newSheet(style)
	looks := assign(sc.Tracks)
	top := s.header(sc.title(s.lang), sc.subtitle(), nil)
	room := vg.Rectangle{
		Min: vg.Point{X: margin * s.u, Y: margin * s.u},
		Max: vg.Point{X: s.Width - margin*s.u, Y: top - 8*s.u},
	}
	s.need(panel{Rectangle: room})
	if len(sc.Tracks) == 0 || s.lacks != (vg.Point{}) {
		return s.finish(sc.title(s.lang), sc.describe())
	}
	w := s.arrange(sc, room.Size())
	if w.note != "" {
		s.put(s.fit(w.note, typeset.Sans, tickSize, room.Size().X), room.Min, soft)
		room.Min.Y += noteRoom * s.u
	}
	s.drawTables(w, sc, looks, vg.Point{X: room.Min.X, Y: room.Max.Y})
	s.illustrate(sc, looks, w.spare(room))
	return s.finish(sc.title(s.lang), sc.describe()+w.describe(sc))
}

// drawTables draws the tables below and right of a corner.
func (s *sheet) drawTables(w worked, sc Scene, looks []look, corner vg.Point) {
	at := corner
	for i, t := range sc.Tracks {
		column, row := w.place(i)
		at.X = corner.X + w.lefts[i]
		s.caption(t, looks[i], w.size, w.size*w.measures[i].width, at)
		s.drawTable(w.tables[i], w.measures[i], w.size, vg.Point{X: at.X, Y: at.Y - w.captions[row]})
		if column == w.rows[row]-1 {
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
		y -= 1.3 * s.small(size) * s.u
		s.put(s.fit(note, typeset.Sans, s.small(size), width-markRoom*em), vg.Point{X: at.X + markRoom*em, Y: y}, soft)
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
