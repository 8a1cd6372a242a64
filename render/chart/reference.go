package chart

import (
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
)

// across returns the points of a reference line in the panel.
func across(p sheet.Panel, l XYLine) []vg.Point {
	if l.Level {
		y := p.AtY(l.At)
		return []vg.Point{{X: p.Min.X, Y: y}, {X: p.Max.X, Y: y}}
	}
	x := p.AtX(l.At)
	return []vg.Point{{X: x, Y: p.Min.Y}, {X: x, Y: p.Max.Y}}
}

// holds reports whether a reference line lies in the panel.
func holds(p sheet.Panel, l XYLine) bool {
	at := across(p, l)[0]
	return polyline.Inside(at, p.Rectangle)
}

// reference draws a reference line.
func reference(s *sheet.Sheet, p sheet.Panel, l XYLine) {
	s.Stroke(shape.Line(across(p, l)), sheet.Soft, 0.9*s.Unit, 5*s.Unit, 2.5*s.Unit)
}

// References writes the texts of reference lines.
func (f *finder) References(p sheet.Panel, lines []XYLine) {
	for _, l := range lines {
		if l.Label != "" && holds(p, l) {
			text := f.sheet.Fit(l.Label, typeset.Sans, sheet.TickSize, 0.6*p.Width())
			f.write(text, referencePlaces(f.sheet, p, l, text), sheet.Soft)
		}
	}
}

// referencePlaces returns possible places for the text of a reference line: along the
// line, on either side.
func referencePlaces(s *sheet.Sheet, p sheet.Panel, l XYLine, text typeset.Line) []textPlace {
	gap := 4 * s.Unit
	var out []textPlace
	line := across(p, l)
	for _, part := range [...]vg.Length{0.97, 0.03, 0.85, 0.15, 0.7, 0.3, 0.5} {
		for _, side := range [...]vg.Length{1, -1} {
			var low vg.Point
			if l.Level {
				low = vg.Point{X: p.Min.X + part*(p.Width()-text.Width), Y: line[0].Y + gap}
				if side < 0 {
					low.Y = line[0].Y - gap - text.Height()
				}
			} else {
				low = vg.Point{X: line[0].X + gap, Y: p.Min.Y + part*(p.Height()-text.Height())}
				if side < 0 {
					low.X = line[0].X - gap - text.Width
				}
			}
			out = append(out, textPlace{low: low})
		}
	}
	return out
}

// DrawLines draws the lines that lie in a panel, and returns a finder of places clear of
// these lines.
func DrawLines(s *sheet.Sheet, p sheet.Panel, lines []XYLine) *finder {
	f := &finder{sheet: s, within: p.Rectangle}
	for _, l := range lines {
		if holds(p, l) {
			reference(s, p, l)
			f.Lines = append(f.Lines, across(p, l))
		}
	}
	return f
}

// AcrossCurves draws lines across a panel of curves, and their texts beside them.
func AcrossCurves(s *sheet.Sheet, p sheet.Panel, lines []XYLine, curves []Curve) {
	f := DrawLines(s, p, lines)
	if len(f.Lines) == 0 {
		return
	}
	for _, c := range curves {
		f.Lines = append(f.Lines, LineOf(p, c))
	}
	if !p.InLegend {
		names, _ := nameCurves(s, p, curves)
		for _, n := range names {
			f.taken = append(f.taken, n.box)
		}
	}
	f.References(p, lines)
}

// LowerLines subtracts an offset from the level of each line.
func LowerLines(lines []XYLine, offset float64) []XYLine {
	lines = slices.Clone(lines)
	for i := range lines {
		if lines[i].Level {
			lines[i].At -= offset
		}
	}
	return lines
}
