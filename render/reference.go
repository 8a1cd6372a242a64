package render

import (
	"fmt"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/typeset"
)

// across is a reference line in the panel.
func (p panel) across(l XYLine) []vg.Point {
	if l.Level {
		y := p.atY(l.At)
		return []vg.Point{{X: p.Min.X, Y: y}, {X: p.Max.X, Y: y}}
	}
	x := p.atX(l.At)
	return []vg.Point{{X: x, Y: p.Min.Y}, {X: x, Y: p.Max.Y}}
}

// holds says whether a reference line lies in the panel.
func (p panel) holds(l XYLine) bool {
	at := p.across(l)[0]
	return polyline.Inside(at, p.Rectangle)
}

// reference draws a reference line.
func (s *sheet) reference(p panel, l XYLine) {
	s.Stroke(shape.Line(p.across(l)), soft, 0.9*s.u, 5*s.u, 2.5*s.u)
}

// references writes the texts of reference lines.
func (f *finder) references(p panel, lines []XYLine) {
	for _, l := range lines {
		if l.Label != "" && p.holds(l) {
			text := f.sheet.fit(l.Label, typeset.Sans, tickSize, 0.6*p.width())
			f.write(text, f.sheet.spots(p, l, text), soft)
		}
	}
}

// spots are the places for the text of a reference line: along it, on either side.
func (s *sheet) spots(p panel, l XYLine, text typeset.Line) []spot {
	gap := 4 * s.u
	var out []spot
	line := p.across(l)
	for _, part := range [...]vg.Length{0.97, 0.03, 0.85, 0.15, 0.7, 0.3, 0.5} {
		for _, side := range [...]vg.Length{1, -1} {
			var low vg.Point
			if l.Level {
				low = vg.Point{X: p.Min.X + part*(p.width()-text.Width), Y: line[0].Y + gap}
				if side < 0 {
					low.Y = line[0].Y - gap - text.Height()
				}
			} else {
				low = vg.Point{X: line[0].X + gap, Y: p.Min.Y + part*(p.height()-text.Height())}
				if side < 0 {
					low.X = line[0].X - gap - text.Width
				}
			}
			out = append(out, spot{low: low})
		}
	}
	return out
}

// drawLines draws the lines that lie in a panel, and returns a finder of places that are
// clear of them.
func (s *sheet) drawLines(p panel, lines []XYLine) *finder {
	f := &finder{sheet: s, within: p.Rectangle}
	for _, l := range lines {
		if p.holds(l) {
			s.reference(p, l)
			f.lines = append(f.lines, p.across(l))
		}
	}
	return f
}

// acrossCurves draws lines across a panel of curves, and their texts beside them.
func (s *sheet) acrossCurves(p panel, lines []XYLine, curves []curve) {
	f := s.drawLines(p, lines)
	if len(f.lines) == 0 {
		return
	}
	for _, c := range curves {
		f.lines = append(f.lines, p.line(c))
	}
	f.references(p, lines)
}

// lowerLines are lines whose levels are less an offset.
func lowerLines(lines []XYLine, offset float64) []XYLine {
	lines = slices.Clone(lines)
	for i := range lines {
		if lines[i].Level {
			lines[i].At -= offset
		}
	}
	return lines
}

// describeLines tells of the scene's lines across.
func (sc Scene) describeLines() string {
	desc := ""
	for _, l := range sc.Lines {
		desc += fmt.Sprintf(" Dashed at %s: %s.", scale.Number(l.At), Plain(l.Label))
	}
	return desc
}
