package chart

import (
	"fmt"
	"math"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/words"
)

// Notes holds the marks and the dashed lines that stand on a map or on curves because the author of
// the figure wants them there, in the values of its axes. A mark beside the picture is an arrow at the
// frame; a line beside the picture is an error. A figure of several panels has the notes on each.
type Notes struct {
	Marks []XYMark
	Lines []XYLine
}

// draw draws the notes on a panel, off boxes that are taken.
func (n Notes) draw(s *sheet.Sheet, p sheet.Panel, onMap bool, taken []vg.Rectangle) {
	notes := sheet.Notes{Panel: p.Rectangle, OnMap: onMap, Taken: taken}
	for i, k := range n.Marks {
		if at := p.At(k.X, k.Y); math.IsNaN(float64(at.X+at.Y)) || math.IsInf(k.X, 0) || math.IsInf(k.Y, 0) {
			s.Fail(fmt.Errorf("mark %d is at (%g, %g)", i+1, k.X, k.Y))
		} else {
			notes.Points = append(notes.Points, sheet.PointNote{Label: k.Label, At: at, Since: math.Inf(-1)})
		}
	}
	notes.Lines = n.Across(s, p)
	s.DrawNotes(notes)
}

// Across returns the notes of the lines across a panel. A line beside the panel is an error.
func (n Notes) Across(s *sheet.Sheet, p sheet.Panel) (lines []sheet.LineNote) {
	for i, l := range n.Lines {
		if err := within(p, l); err != nil {
			s.Fail(&LineError{i, err})
			continue
		}
		at := across(p, l)[0]
		note := sheet.LineNote{Label: l.Label, Level: l.Level, At: at.X}
		if l.Level {
			note.At = at.Y
		}
		lines = append(lines, note)
	}
	return lines
}

// describe returns sentences on the notes.
func (n Notes) describe(l words.Language) string {
	desc := ""
	for _, line := range n.Lines {
		desc += l.DashedAt(line.At, sheet.Plain(line.Label))
	}
	for _, k := range n.Marks {
		if k.Label != "" {
			desc += l.MarkedAt(k.X, k.Y, sheet.Plain(k.Label))
		}
	}
	return desc
}
