// Package landscape draws a map that package terrain has sampled as filled contours, with
// its colour bar, its areas without values and its critical points. A Plane maps the
// window's coordinates to the panel, for all that is drawn over the contours.
// A new sort of critical point is a line of the table in points.go.
package landscape

import (
	"image/color"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/colour"
	"github.com/optviz/optviz/render/contour"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/terrain"
)

// band returns the colour of the band below level i, and of the band above all levels
// where i is their number.
func band(f terrain.Map, i int) color.RGBA {
	return colour.Mix(sheet.FieldLow, sheet.FieldHigh, float64(i)/float64(max(len(f.Levels), 1)))
}

// Draw fills a panel with the bands, from the highest down, strokes the levels and covers
// the areas without values.
func Draw(s *sheet.Sheet, p Plane, f terrain.Map) {
	if s.Theme.Grey {
		drawBands(s, p, f)
	} else {
		drawShaded(s, p, f)
		drawLevels(s, p, f)
	}
	drawUndefined(s, p, f)
}

// drawLevels strokes the levels on a shaded map.
func drawLevels(s *sheet.Sheet, p Plane, f terrain.Map) {
	t, m := f.Tones(), s.Theme.MapColours()
	pixel := s.Pixel()
	for i, region := range f.Below(f.Levels) {
		var lines vg.Path
		for _, loop := range region {
			for _, line := range f.Lines(loop) {
				lines = append(lines, shape.Line(polyline.Simplify(Points(p.Panel, line), pixel/8))...)
			}
		}
		strokeLevel(s, f, i, lines, ToneColour(t, m, t.Place(f.Levels[i])), 0.13)
	}
}

// strokeLevel strokes the lines of level i on a map that has a colour there. They are lighter than
// the map by a part of the lightness between black and white. Where the map shows the sign of the
// loss, the level 0 is strong and dark.
func strokeLevel(s *sheet.Sheet, f terrain.Map, i int, lines vg.Path, c color.RGBA, lighter float64) {
	width := vg.Length(0.45)
	if f.Signed && f.Levels[i] == 0 {
		width, lighter = 1.1, -0.6
	}
	s.Figure.Stroke(lines, colour.Lit(c, lighter), width*vg.Length(s.Theme.Lines.Contours)*s.Unit)
}

// drawBands fills a panel with the bands, from the highest down, and strokes the levels.
func drawBands(s *sheet.Sheet, p Plane, f terrain.Map) {
	s.Fill(shape.Box(p.Rectangle), band(f, len(f.Levels)))
	regions := f.Below(f.Levels)
	pixel := s.Pixel()
	for i := len(regions) - 1; i >= 0; i-- {
		var fill, lines vg.Path
		for _, loop := range regions[i] {
			outline := polyline.Simplify(Points(p.Panel, loop), pixel/8) // less cannot be seen
			if polyline.Area(outline) < 9*pixel*pixel {
				continue // a bead between two samples, where a ravine gets narrower than a pixel
			}
			fill = append(fill, shape.Polygon(outline)...)
			for _, line := range f.Lines(loop) {
				lines = append(lines, shape.Line(polyline.Simplify(Points(p.Panel, line), pixel/8))...)
			}
		}
		s.Fill(fill, band(f, i))
		strokeLevel(s, f, i, lines, s.Recolour(band(f, i)), -0.1)
	}
}

// LevelLines returns the lines of a level of a grid, which bound the level's region.
func LevelLines(s *sheet.Sheet, p Plane, g contour.Grid, region []contour.Loop) vg.Path {
	pixel := s.Pixel()
	var lines vg.Path
	for _, loop := range region {
		for _, line := range g.Lines(loop) {
			lines = append(lines, shape.Line(polyline.Simplify(Points(p.Panel, line), pixel/8))...)
		}
	}
	return lines
}

// Points maps coordinates to the panel.
func Points(p sheet.Panel, line [][2]float64) []vg.Point {
	out := make([]vg.Point, len(line))
	for i, q := range line {
		out[i] = p.At(q[0], q[1])
	}
	return out
}
