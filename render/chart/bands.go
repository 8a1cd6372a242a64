package chart

import (
	"cmp"
	"image/color"
	"math/bits"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
)

// Band is the area between two quantities of a curve's replicates, such as their
// quartiles.
type Band struct{ Low, High []float64 }

// MostStrong is the largest number of bands with their full tint and a sample: more such
// bands would hide the lines.
const MostStrong = 2

// mostOverlaps is the largest number of bands whose overlaps are drawn.
const mostOverlaps = 4

// edgeWidth is the width in units of a band's edges.
const edgeWidth = 0.4

// stripe is a band mapped to a panel.
type stripe struct {
	low, high []vg.Point
	fill      color.RGBA
	edge      color.RGBA
}

// share returns the part of a box, measured at its sides and its middle, that lies on a band.
func (b stripe) share(box vg.Rectangle) vg.Length {
	on := vg.Length(0)
	for _, x := range [...]vg.Length{box.Min.X, (box.Min.X + box.Max.X) / 2, box.Max.X} {
		low, high := max(height(b.low, x, box.Max.Y), box.Min.Y), min(height(b.high, x, box.Min.Y), box.Max.Y)
		on += max(0, high-low) / box.Size().Y / 3
	}
	return on
}

// DrawBands fills the bands of curves, multiplying the colours where bands overlap, then
// strokes their edges.
func DrawBands(s *sheet.Sheet, p sheet.Panel, curves []Curve) {
	var stripes []stripe
	var colours []color.RGBA
	for _, c := range curves {
		if c = c.onAxis(p); c.Band != nil && len(c.Band.Low) > 0 {
			stripes = append(stripes, stripe{edge(s, p, c, c.Band.Low), edge(s, p, c, c.Band.High), Tint(c.Style.Color), sheet.Pale(c.Style.Color, 0.5)})
			colours = append(colours, c.Style.Color)
		}
	}
	for i := range stripes {
		if len(stripes) > MostStrong {
			stripes[i].fill, stripes[i].edge = sheet.Pale(colours[i], 0.92), sheet.Pale(colours[i], 0.73)
		}
		fillBand(s, stripes[i])
	}
	if len(stripes) <= mostOverlaps {
		overlapsOf(s, p, stripes)
	}
	for _, b := range stripes {
		for _, line := range [][]vg.Point{b.low, b.high} {
			for _, part := range offSides(line, p.Rectangle) {
				s.Line(part, b.edge, edgeWidth)
			}
		}
	}
}

// Tint returns the colour of a band that belongs to a line of a colour.
func Tint(c color.RGBA) color.RGBA { return sheet.Pale(c, 0.85) }

// fillBand fills the area between the two edges of a band.
func fillBand(s *sheet.Sheet, b stripe) {
	low := slices.Clone(b.low)
	slices.Reverse(low)
	if outline := append(slices.Clone(b.high), low...); len(outline) > 2 {
		s.Fill(shape.Polygon(outline), b.fill)
	}
}

// overlapsOf fills the overlaps of two or more bands with the product of their colours.
func overlapsOf(s *sheet.Sheet, p sheet.Panel, stripes []stripe) {
	pixel := s.Pixel()
	for size := 2; size <= len(stripes); size++ {
		for set := range 1 << len(stripes) {
			if bits.OnesCount(uint(set)) != size {
				continue
			}
			common := stripe{fill: sheet.Paper}
			for x := p.Min.X; x <= p.Max.X; x += pixel {
				low, high := p.Min.Y, p.Max.Y
				for i, b := range stripes {
					if set>>i&1 == 1 {
						low, high = max(low, height(b.low, x, p.Max.Y)), min(high, height(b.high, x, p.Min.Y))
					}
				}
				if low < high {
					common.low, common.high = append(common.low, vg.Point{X: x, Y: low}), append(common.high, vg.Point{X: x, Y: high})
					continue
				}
				fillOverlap(s, common, stripes, set, pixel)
				common.low, common.high = nil, nil
			}
			fillOverlap(s, common, stripes, set, pixel)
		}
	}
}

// fillOverlap fills the common part of a set of bands, unless that part is too narrow.
func fillOverlap(s *sheet.Sheet, common stripe, stripes []stripe, set int, pixel vg.Length) {
	if len(common.low) < 2 {
		return
	}
	for i, b := range stripes {
		if set>>i&1 == 1 {
			fill := b.fill
			if s.Theme.Grey { // the grey of a product of hues may be lighter than theirs
				fill = s.Recolour(fill)
			}
			common.fill = times(common.fill, fill)
		}
	}
	common.low, common.high = polyline.Simplify(common.low, pixel/10), polyline.Simplify(common.high, pixel/10)
	fillBand(s, common)
}

// times multiplies two colours, as two coloured panes on paper do.
func times(a, b color.RGBA) color.RGBA {
	product := func(a, b uint8) uint8 { return uint8((int(a)*int(b) + 127) / 255) }
	return color.RGBA{R: product(a.R, b.R), G: product(a.G, b.G), B: product(a.B, b.B), A: 0xff}
}

// height interpolates the height of a line at x; beyond the line's ends it returns
// otherwise.
func height(line []vg.Point, x, otherwise vg.Length) vg.Length {
	i, _ := slices.BinarySearchFunc(line, x, func(q vg.Point, x vg.Length) int { return cmp.Compare(q.X, x) })
	switch {
	case i == len(line) || i == 0 && line[0].X > x:
		return otherwise
	case i == 0:
		return line[0].Y
	}
	a, b := line[i-1], line[i]
	return a.Y + (x-a.X)/(b.X-a.X)*(b.Y-a.Y)
}

// edge maps an edge of a band to a panel. Where the edge leaves the panel it follows the
// frame.
func edge(s *sheet.Sheet, p sheet.Panel, c Curve, values []float64) []vg.Point {
	line := make([]vg.Point, len(values))
	for i, v := range values {
		line[i] = PointOnPanel(p, c.At(i), v)
	}
	if len(line) > 0 {
		line = between(line, p)
	}
	pixel := s.Pixel()
	return polyline.Simplify(clampHeights(thinColumns(line, pixel), p.Min.Y, p.Max.Y), pixel/10)
}

// clampHeights cuts the graph of a function at a lower and an upper bound.
func clampHeights(line []vg.Point, lo, hi vg.Length) []vg.Point {
	var out []vg.Point
	for i, q := range line {
		if i > 0 {
			out = append(out, crossings(line[i-1], q, lo, hi)...)
		}
		out = append(out, vg.Point{X: q.X, Y: min(max(q.Y, lo), hi)})
	}
	return out
}

// crossings returns the points where a segment passes a lower and an upper bound, in
// order.
func crossings(a, b vg.Point, lo, hi vg.Length) []vg.Point {
	if a.Y > b.Y {
		lo, hi = hi, lo
	}
	var out []vg.Point
	for _, y := range [2]vg.Length{lo, hi} {
		if (a.Y < y) != (b.Y < y) && a.Y != y && b.Y != y {
			out = append(out, vg.Point{X: a.X + (y-a.Y)/(b.Y-a.Y)*(b.X-a.X), Y: y})
		}
	}
	return out
}

// offSides returns the parts of a clamped line that do not follow the upper or lower side
// of the frame.
func offSides(line []vg.Point, r vg.Rectangle) [][]vg.Point {
	var parts [][]vg.Point
	var part []vg.Point
	for i, q := range line {
		if i > 0 && q.Y == line[i-1].Y && (q.Y == r.Max.Y || q.Y == r.Min.Y) {
			if len(part) > 1 {
				parts = append(parts, part)
			}
			part = nil
		}
		part = append(part, q)
	}
	if len(part) > 1 {
		parts = append(parts, part)
	}
	return parts
}
