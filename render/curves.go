package render

import (
	"cmp"
	"math"
	"slices"
	"sort"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
)

// curve is a quantity of one run against the scene's axis.
type curve struct {
	values []float64
	at     func(i int) float64 // where on the axis value i is
	look   sheet.LineStyle
	label  sheet.EndLabel // without lines there is none
	width  vg.Length      // in units; 0 is that of runs
	band   *band          // whose centre it is
	cut    bool           // it goes on beyond the panel: an arrow ends it
	holds  bool           // a value holds until the next
	bare   bool           // no marker ends it
	sample bool           // it is one of many, seen through: drawn at some of its values
	run    int            // which of the scene's tracks it is of
}

// drawCurves draws curves as far as they lie in a panel, and labels their right
// ends.
func drawCurves(s *sheet.Sheet, p sheet.Panel, curves []curve) {
	s.GridY(p)
	s.Animate(func(s *sheet.Sheet, until float64) { drawBands(s, p, upTo(curves, until)) })
	s.Spines(p)
	s.AnimateLines(func() []figure.Trail { return curveTrails(s, p, curves) }, func(s *sheet.Sheet, until float64) {
		lines(s, p, upTo(curves, until))
	})
	if !p.InLegend {
		s.EndLabels(p, labelled(s, p, curves))
	}
}

// thick is the width of a curve's line.
func (c curve) thick() vg.Length { return cmp.Or(c.width, sheet.RunWidth) }

// curveTrails are the curves of lines.
func curveTrails(s *sheet.Sheet, p sheet.Panel, curves []curve) []figure.Trail {
	var trails []figure.Trail
	for _, c := range curves {
		var places []float64
		for k := range c.values {
			places = append(places, c.at(k))
			if c.holds {
				places = append(places, c.at(k+1))
			}
		}
		t := s.Trail(c.run, c.look, c.thick(), line(p, c), places, p.Rectangle)
		if !c.bare {
			t.Head = c.look.Marker(vg.Point{}, curveHead*s.Unit)
		}
		trails = append(trails, t)
	}
	return trails
}

// curveHead is the radius in units of the marker that ends a curve.
const curveHead = 2.6

// lines draws curves' lines and what ends them.
func lines(s *sheet.Sheet, p sheet.Panel, curves []curve) {
	pixel := vg.Inch / vg.Length(s.DPI)
	for _, c := range curves {
		points := columns(line(p, c), pixel)
		if c.sample {
			points = sparse(line(p, c), sampleSpace*s.Unit)
		}
		for _, part := range polyline.Clip(points, p.Rectangle) {
			s.RunLine(polyline.Simplify(part, pixel/10), c.look, c.thick())
		}
	}
	for _, c := range curves {
		switch end := end(p, c); {
		case c.cut:
			s.Arrow(end, math.Copysign(math.Pi/2, float64(end.Y-p.Min.Y-p.Height()/2)), c.look.Color)
		case len(c.values) > 0 && !c.bare:
			s.Mark(c.look.Marker, end, curveHead, c.look.Color, sheet.Paper)
		}
	}
}

// end is where a curve ends; one without values is lost at the top.
func end(p sheet.Panel, c curve) vg.Point {
	last := len(c.values) - 1
	if last < 0 {
		return vg.Point{X: p.Min.X, Y: p.Max.Y}
	}
	end := floored(p, c.at(last), c.values[last])
	end.Y = min(max(end.Y, p.Min.Y), p.Max.Y)
	if c.holds {
		end.X = p.AtX(c.at(last + 1))
	}
	return end
}

// labelled gives each curve its label. Curves of one text that end at one
// place share it, without a colour of their own.
func labelled(s *sheet.Sheet, p sheet.Panel, curves []curve) []sheet.EndLabel {
	var labels []sheet.EndLabel
	for _, c := range curves {
		if c.label.Lines == nil {
			continue
		}
		l := c.label.Wrapped(s)
		l.From, l.Color, l.Adrift = end(p, c), c.look.Color, len(c.values) == 0
		if !l.Adrift {
			l.Since = c.at(len(c.values) - 1)
		}
		same := slices.IndexFunc(labels, func(o sheet.EndLabel) bool { return o.From == l.From && slices.Equal(o.Lines, l.Lines) })
		if same >= 0 {
			labels[same].Color = sheet.Soft
			continue
		}
		labels = append(labels, l)
	}
	return labels
}

// line maps a curve to a panel: as a staircase where values hold.
func line(p sheet.Panel, c curve) []vg.Point {
	line := make([]vg.Point, 0, 2*len(c.values))
	for k, v := range c.values {
		q := floored(p, c.at(k), v)
		line = append(line, q)
		if c.holds {
			line = append(line, vg.Point{X: p.AtX(c.at(k + 1)), Y: q.Y})
		}
	}
	return line
}

// floored maps a value at a place on the axis to a panel, no lower than a floor
// that stands for all below it.
func floored(p sheet.Panel, at, v float64) vg.Point {
	q := p.At(at, v)
	if log, ok := p.Y.(scale.Log); ok && log.Floor {
		q.Y = max(q.Y, p.Min.Y)
	}
	return q
}

// sampleSpace is how near each other, in units, points of a sample are drawn: a
// noisy one would be a block of colour.
const sampleSpace = 4

// sparse keeps the ends of a line, and of the points between some that are a
// width apart.
func sparse(line []vg.Point, width vg.Length) []vg.Point {
	var out []vg.Point
	for i, q := range line {
		if i == 0 || i == len(line)-1 || q.X >= out[len(out)-1].X+width {
			out = append(out, q)
		}
	}
	return out
}

// columns keeps, of the points within one column of pixels, the first, lowest,
// highest and last: what can be seen of a long run.
func columns(line []vg.Point, width vg.Length) []vg.Point {
	var out []vg.Point
	for i := 0; i < len(line); {
		j, lo, hi := i+1, i, i
		for ; j < len(line) && line[j].X < line[i].X+width; j++ {
			if line[j].Y < line[lo].Y {
				lo = j
			}
			if line[j].Y > line[hi].Y {
				hi = j
			}
		}
		last := -1
		for _, k := range [4]int{i, min(lo, hi), max(lo, hi), j - 1} {
			if k > last {
				out = append(out, line[k])
				last = k
			}
		}
		i = j
	}
	return out
}

// upTo is the curve up to a place on the axis.
func (c curve) upTo(place float64) curve {
	at := c.at
	if c.holds { // a value is seen until the next
		at = func(i int) float64 { return c.at(i + 1) }
	}
	if c.band != nil { // which may go on where its median is lost
		rows := reached(len(c.band.low), c.at, place)
		c.band = &band{c.band.low[:rows], c.band.high[:rows]}
	}
	n := reached(len(c.values), at, place)
	if !c.holds {
		n = max(n, min(1, len(c.values)))
	}
	if n < len(c.values) {
		c.values, c.cut = c.values[:n], false
	}
	return c
}

// upTo is each of some curves up to a place.
func upTo(curves []curve, place float64) []curve {
	out := make([]curve, len(curves))
	for i, c := range curves {
		out[i] = c.upTo(place)
	}
	return out
}

// reached is how many of n rows, whose places ascend, are at a place or before it.
func reached(n int, at func(row int) float64, place float64) int {
	return sort.Search(n, func(row int) bool { return at(row) > place })
}
