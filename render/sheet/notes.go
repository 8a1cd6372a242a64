package sheet

import (
	"image/color"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/typeset"
)

// PointNote is a marked point of a panel with a text, from which an arrow leads to the point.
type PointNote struct {
	Label string   // markup; "": the point has a dot alone
	At    vg.Point // outside of the panel an arrow at the frame points to it
	Since float64  // the place on the axis of a film from which on the note is there
}

// LineNote is a dashed line across a panel, with a text beside it.
type LineNote struct {
	Label string    // markup; "" for none
	At    vg.Length // of the page
	Level bool      // level at y = At, else upright at x = At
}

// Notes holds what stands on a panel because the author of the figure wants it there.
type Notes struct {
	Panel  vg.Rectangle
	OnMap  bool // the panel shows a map, whose colours are dark in places and pale in others
	Points []PointNote
	Lines  []LineNote
	Taken  []vg.Rectangle // boxes that no text may cover, beside what the figure has recorded
}

// Sizes in units of what belongs to a note.
const (
	noteText  = 9.5 // of the text
	noteDot   = 2.4 // radius of the dot
	noteHead  = 7   // length of the head of the arrow
	noteLine  = 1.2 // width of the arrow
	noteReach = 3.6 // from the middle of the dot to the tip of the arrow, with the dot's rim
	noteRoom  = 3   // from a text to the frame of the panel and to lines
	noteApart = 4   // from a text to other texts, beside noteRoom
	noteGap   = 2.5 // from a text to its arrow
	notePitch = 1.25
	outArrow  = 15 // length of the arrow that points out of the panel
)

// DrawNotes draws notes on a panel above all that the figure shows there so far, in films too. Each
// text stands where there is room, off lines, marks and other texts.
func (s *Sheet) DrawNotes(n Notes) {
	if len(n.Points)+len(n.Lines) == 0 {
		return
	}
	f := s.newNoteFinder(n)
	for _, l := range n.Lines {
		s.always(math.Inf(-1), func(s *Sheet) { s.acrossPanel(n, l) })
		f.addLine(n.across(l))
	}
	for _, k := range n.Points {
		place := f.place(k)
		s.always(k.Since, func(s *Sheet) { place.draw(s, n.OnMap) })
	}
	for _, l := range n.Lines {
		if text, at, ok := f.placeAlong(l); ok {
			s.always(math.Inf(-1), func(s *Sheet) { s.noteTexts([]typeset.Line{text}, []vg.Point{at}, n.OnMap, Soft) })
		}
	}
}

// always draws above all that moves in a film from a place on its axis on, and at once in a figure.
// What it draws may depend on the colours that the figure has there already.
func (s *Sheet) always(since float64, draw func(s *Sheet)) {
	probe := *s
	probe.Marks = append([]figure.Mark(nil), s.Marks...)
	draw(&probe)
	s.err, s.Missing = probe.err, probe.Missing
	added := probe.Marks[len(s.Marks):]
	s.Animate(func(s *Sheet, until float64) {
		if until >= since {
			s.Marks = append(s.Marks, added...)
		}
	})
}

// across returns the ends of a line across the panel.
func (n Notes) across(l LineNote) []vg.Point {
	if l.Level {
		return []vg.Point{{X: n.Panel.Min.X, Y: l.At}, {X: n.Panel.Max.X, Y: l.At}}
	}
	return []vg.Point{{X: l.At, Y: n.Panel.Min.Y}, {X: l.At, Y: n.Panel.Max.Y}}
}

// acrossPanel draws a dashed line across a panel.
func (s *Sheet) acrossPanel(n Notes, l LineNote) {
	line := n.across(l)
	s.Obstacle(line)
	if n.OnMap {
		s.MapMarks(MapMark{Path: shape.Line(line), Hue: MapInk, Width: 0.9, Dash: []vg.Length{5, 2.5}, Thin: true})
		return
	}
	s.Stroke(shape.Line(line), Soft, 0.9*s.Unit, 5*s.Unit, 2.5*s.Unit)
}

// noteTexts writes lines of text from points on.
func (s *Sheet) noteTexts(lines []typeset.Line, at []vg.Point, onMap bool, c color.RGBA) {
	for i, l := range lines {
		if onMap {
			s.MapText(l, at[i], MapInk)
		} else {
			s.PutWithHalo(l, at[i], c)
		}
	}
}

// placedNote is a note whose text has a place.
type placedNote struct {
	PointNote
	lines  []typeset.Line
	box    vg.Rectangle // of the text; empty without one
	inside bool         // the point lies in the panel
	arrow  []vg.Point   // from the text to the tip; nil for none
}

// draw draws the dot, the arrow and the text of a note.
func (k placedNote) draw(s *Sheet, onMap bool) {
	if k.inside {
		s.Obstacle([]vg.Point{k.At})
		s.noteMark(shape.Circle(k.At, noteDot*s.MarkUnit()), onMap)
	}
	if k.arrow != nil {
		s.noteArrow(k.arrow, onMap)
	}
	if k.lines == nil {
		return
	}
	at, top := make([]vg.Point, len(k.lines)), k.box.Max.Y
	for i, l := range k.lines {
		s.Placed(l.Text, vg.Rectangle{Min: vg.Point{X: k.box.Min.X, Y: top - l.Height()}, Max: vg.Point{X: k.box.Min.X + l.Width, Y: top}})
		at[i] = vg.Point{X: k.box.Min.X + (k.box.Size().X-l.Width)/2, Y: top - l.Ascent}
		top -= notePitch * l.Size
	}
	s.noteTexts(k.lines, at, onMap, Ink)
}

// noteMark fills a mark of a note.
func (s *Sheet) noteMark(p vg.Path, onMap bool) {
	if onMap {
		s.MapFill(p, MapInk)
		return
	}
	s.Rim(p, Paper, 1.6*s.Unit)
	s.Fill(p, Ink)
}

// noteArrow draws an arrow along a line, whose head ends at the end of the line.
func (s *Sheet) noteArrow(line []vg.Point, onMap bool) {
	way := line[1].Sub(line[0])
	length := polyline.Length(line)
	head := min(noteHead*s.MarkUnit(), 0.7*length)
	angle := math.Atan2(float64(way.Y), float64(way.X))
	shaft := []vg.Point{line[0], line[1].Sub(way.Scale(0.8 * head / length))}
	tip := shape.Arrowhead(line[1], angle, head)
	if onMap {
		s.MapMarks(MapMark{Path: shape.Line(shaft), Hue: MapInk, Width: noteLine}, MapMark{Path: tip, Hue: MapInk})
		return
	}
	s.Line(shaft, Paper, noteLine+1.8)
	s.Rim(tip, Paper, 1.6*s.Unit)
	s.Line(shaft, Ink, noteLine)
	s.Fill(tip, Ink)
}

// setNote typesets the text of a note on as few lines as have room in the panel, of about one length.
func (s *Sheet) setNote(markup string, panel vg.Rectangle) []typeset.Line {
	const most = 4 // lines
	widest := 0.9 * panel.Size().X
	width, words := min(widest, max(0.4*panel.Size().X, 110*s.Unit)), wordsOf(markup)
	lines := s.brokenAt(words, width)
	for len(lines) > most && width < widest {
		width = min(1.3*width, widest)
		lines = s.brokenAt(words, width)
	}
	for narrow := 0.95 * width; ; narrow *= 0.95 {
		even := s.brokenAt(words, narrow)
		if len(even) > len(lines) || narrow < 20*s.Unit {
			break
		}
		lines = even
	}
	out := make([]typeset.Line, len(lines))
	for i, text := range lines {
		out[i] = s.Fit(text, typeset.Sans, noteText, widest)
	}
	return out
}

// brokenAt joins words to lines no wider than a width, but for single words.
func (s *Sheet) brokenAt(words []string, width vg.Length) []string {
	var lines []string
	for i, w := range words {
		if i > 0 && s.Set(lines[len(lines)-1]+" "+w, typeset.Sans, noteText).Width <= width {
			lines[len(lines)-1] += " " + w
		} else {
			lines = append(lines, w)
		}
	}
	return lines
}

// wordsOf splits markup at its spaces, but for those within formulas.
func wordsOf(markup string) []string {
	inMath, before := false, ' '
	return strings.FieldsFunc(markup, func(r rune) bool {
		inMath = inMath != (r == '$' && before != '\\')
		before = r
		return r == ' ' && !inMath
	})
}
