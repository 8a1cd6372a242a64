package render

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/colour"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
)

// surfaceOf tells where a place of the square is drawn, and whether it is visible there.
type surfaceOf func(x, y float64) (vg.Point, bool)

// onRelief places points on the relief.
func (r *relief) onRelief(x, y float64) (vg.Point, bool) {
	if !inSquare(x, y) {
		return vg.Point{}, false
	}
	return r.project(x, y, r.at(x, y)), r.seen(x, y)
}

// onFloor places points on the floor below the relief.
func (r *relief) onFloor(x, y float64) (vg.Point, bool) {
	return r.project(x, y, -floorDepth), r.clear(x, y, -floorDepth)
}

// visible returns the visible parts of a line through places of the square.
func (r *relief) visible(line [][2]float64, on surfaceOf) (parts [][]vg.Point) {
	var part []vg.Point
	end := func() {
		if len(part) > 1 {
			parts = append(parts, part)
		}
		part = nil
	}
	for k := 0; k+1 < len(line); k++ {
		from, to := line[k], line[k+1]
		dx, dy := to[0]-from[0], to[1]-from[1]
		pieces := 1 + int(min(math.Hypot(dx, dy)*reliefSide/2, 4*reliefSide))
		for i := range pieces + 1 {
			f := float64(i) / float64(pieces)
			if p, ok := on(from[0]+f*dx, from[1]+f*dy); ok {
				part = append(part, p)
			} else {
				end()
			}
		}
	}
	end()
	return parts
}

// drawFloor draws the floor below a relief and its contours, as far as the relief does not
// hide them.
func drawFloor(s *sheet.Sheet, r relief) {
	for _, part := range r.floorEdges() {
		s.AxisLine(part, 0.6)
	}
	soft := s.Recolour(sheet.Soft)
	strokeLevels(s, r, r.onFloor, 0.6, func(c color.RGBA) color.RGBA { return colour.Mix(c, soft, 0.5) })
}

// floorEdges returns the visible parts of the edges of the floor.
func (r *relief) floorEdges() (parts [][]vg.Point) {
	for i, c := range corners {
		parts = append(parts, r.visible([][2]float64{c, corners[(i+1)%len(corners)]}, r.onFloor)...)
	}
	return parts
}

// drawReliefLevels draws the contours on a relief.
func drawReliefLevels(s *sheet.Sheet, r relief) {
	strokeLevels(s, r, r.onRelief, 0.4, func(c color.RGBA) color.RGBA { return colour.Lit(c, 0.12) })
}

// leastSeen is the part of the contours of a level that must show: a scrap of a line that looks
// out from under the relief says nothing.
const leastSeen = 0.3

// flatLength returns the length on the floor of a line through places of the square, in units of
// space on the page.
func (r *relief) flatLength(line [][2]float64) float64 {
	sum := 0.0
	for k := 1; k < len(line); k++ {
		across, away := r.turned(line[k][0]-line[k-1][0], line[k][1]-line[k-1][1])
		sum += math.Hypot(across, away*r.rise)
	}
	return sum
}

// strokeLevels strokes the visible parts of the contours, in a colour made from that of
// their level, with a width in units.
func strokeLevels(s *sheet.Sheet, r relief, on surfaceOf, width vg.Length, colour func(color.RGBA) color.RGBA) {
	tones, colours := r.Tones(), s.Theme.MapColours()
	for i, lines := range r.levelLines() {
		var paths vg.Path
		var seen, whole float64
		for _, line := range lines {
			whole += r.flatLength(line)
			for _, part := range r.visible(line, on) {
				seen += float64(polyline.Length(part) / r.scale)
				paths = append(paths, shape.Line(polyline.Simplify(part, 0.1*s.Unit))...)
			}
		}
		if seen < leastSeen*whole {
			continue
		}
		s.Figure.Stroke(paths, colour(landscape.ToneColour(tones, colours, tones.Place(r.Levels[i]))), width*vg.Length(s.Theme.Lines.Contours)*s.Unit)
	}
}

// levelLines returns the lines of each level in places of the square.
func (r *relief) levelLines() [][][][2]float64 {
	out := make([][][][2]float64, len(r.Levels))
	for i, region := range r.Below(r.Levels) {
		for _, loop := range region {
			for _, line := range r.Lines(loop) {
				var places [][2]float64
				for _, q := range line {
					u, v := r.square(q[0], q[1])
					places = append(places, [2]float64{u, v})
				}
				out[i] = append(out[i], places)
			}
		}
	}
	return out
}

// drawHeights draws the scale of heights beside the corner that is leftmost on the page.
func drawHeights(s *sheet.Sheet, r relief) {
	c := r.corner(leftmost)
	at := func(z float64) vg.Point { return r.project(c[0], c[1], z).Sub(vg.Point{X: heightsGap * s.Unit}) }
	s.AxisLine([]vg.Point{at(0), at(reliefHeight)}, 0.6)
	length := at(reliefHeight).Y - at(0).Y
	if length < leastApart*sheet.TickSize*s.Unit { // seen from above
		return
	}
	last := vg.Length(math.Inf(-1))
	number := func(text string, p vg.Point) {
		if p.Y < last+leastApart*sheet.TickSize*s.Unit {
			return // a logarithm of heights above a softness crowds the low ticks
		}
		last = p.Y
		s.AxisLine([]vg.Point{p, p.Sub(vg.Point{X: sheet.TickLength * s.Unit})}, 0.6)
		l := s.Numeral(text)
		s.Put(l.Aligned(1), vg.Point{X: p.X - (sheet.TickLength+sheet.TickGap)*s.Unit - l.Width, Y: p.Y - s.DigitHeight()/2}, sheet.Ink)
	}
	ticks := r.Bar.Ticks(min(8, max(2, int(length/(2.6*sheet.TickSize*s.Unit)))))
	ticks = slices.DeleteFunc(ticks, func(t scale.Tick) bool {
		return t.Label == "" || t.Value+r.Offset < r.low || t.Value+r.Offset > r.top
	})
	if len(ticks) < 2 { // one number does not tell how deep the relief is
		number(s.Lang.Number(threeDigits(r.low)), at(0))
	}
	for _, t := range ticks {
		number(t.Label, at(r.height(t.Value+r.Offset)))
	}
	name := s.Set(r.Name(), typeset.Sans, sheet.AxisSize)
	s.Put(name.Aligned(0.5), vg.Point{X: at(reliefHeight).X - name.Width/2, Y: at(reliefHeight).Y + 5*s.Unit}, sheet.Ink)
}

// leastApart is the least distance of the numbers of heights, as a part of their size.
const leastApart = 1.3

// heightsGap is the distance in units of the scale of heights from the relief.
const heightsGap = 8

// heightsRoom returns the room that the scale of heights needs left of the relief.
func heightsRoom(s *sheet.Sheet, r relief) vg.Length {
	return (heightsGap+sheet.TickLength+sheet.TickGap)*s.Unit + s.WidestLabel(r.Bar.Ticks(8))
}

// nameEdges writes the names of both axes, and the ends of their ranges, along the two
// edges of the floor that meet in the corner nearest to the viewer.
func nameEdges(s *sheet.Sheet, r relief, names [2]string) {
	near := r.corner(foremost)
	for axis, name := range names {
		far := near
		far[axis] = -near[axis]
		right := r.project(far[0], far[1], 0).X > r.project(near[0], near[1], 0).X
		lo, hi := r.X0, r.X1
		if axis == 1 {
			lo, hi = r.Y0, r.Y1
		}
		if near[axis] > 0 {
			lo, hi = hi, lo
		}
		write := func(text string, size vg.Length, f float64) {
			p := r.project(near[0]+f*(far[0]-near[0]), near[1]+f*(far[1]-near[1]), -floorDepth)
			l := s.Set(text, typeset.Sans, size)
			x := p.X + 4*s.Unit
			if !right {
				l, x = l.Aligned(1), p.X-4*s.Unit-l.Width
			}
			s.Put(l, vg.Point{X: x, Y: p.Y - 1.2*size*s.Unit}, sheet.Soft)
		}
		write(s.Lang.Number(lo), sheet.TickSize, 0.06)
		write(name, sheet.AxisSize, 0.5)
		write(s.Lang.Number(hi), sheet.TickSize, 0.94)
	}
}
