package chart

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
)

// stacked returns the lower and upper edge of each area.
func (m XYPlot) stacked() [][2][]float64 {
	out := make([][2][]float64, len(m.Series))
	var low []float64
	for i, v := range m.Series {
		if v.Kind != AsArea {
			continue
		}
		if low == nil {
			low = make([]float64, len(v.Y))
		}
		high := make([]float64, len(v.Y))
		for k := range high {
			high[k] = low[k] + v.Y[k]
		}
		out[i], low = [2][]float64{low, high}, high
	}
	return out
}

// mapped maps values to the panel, in parts separated by values that cannot be drawn.
func (d *xyDrawing) mapped(x, y []float64) [][]vg.Point {
	var parts [][]vg.Point
	var part []vg.Point
	for k := range y {
		if d.canShow(x[k], y[k]) {
			part = append(part, d.At(x[k], y[k]))
		} else if part != nil {
			parts, part = append(parts, part), nil
		}
	}
	if part != nil {
		parts = append(parts, part)
	}
	return parts
}

// lines returns the parts of the line of series i that lie within the frame.
func (d *xyDrawing) lines(i int) [][]vg.Point {
	v := d.Series[i]
	var out [][]vg.Point
	for _, part := range d.mapped(v.X, v.Y) {
		if v.Kind == AsSteps {
			part = staircase(part)
		}
		if slices.IsSortedFunc(part, func(a, b vg.Point) int { return sign(a.X - b.X) }) {
			part = thinColumns(part, vg.Inch/vg.Length(d.DPI))
		}
		if len(part) == 1 && polyline.Inside(part[0], d.Rectangle) { // a single value between two gaps
			out = append(out, part)
			continue
		}
		out = append(out, polyline.Clip(part, d.Rectangle)...)
	}
	return out
}

// sign returns the sign of v: -1, 0 or 1.
func sign(v vg.Length) int {
	switch {
	case v < 0:
		return -1
	case v > 0:
		return 1
	}
	return 0
}

// staircase keeps each height of a line until the next point.
func staircase(line []vg.Point) []vg.Point {
	var out []vg.Point
	for i, q := range line {
		if i > 0 {
			out = append(out, vg.Point{X: q.X, Y: line[i-1].Y})
		}
		out = append(out, q)
	}
	return out
}

// line draws the line of series i.
func (d *xyDrawing) line(i int) {
	l := d.styles[i]
	for _, part := range d.lines(i) {
		if polyline.Length(part) == 0 {
			d.Fill(shape.Circle(part[0], d.RunWidth(sheet.RunWidth)*d.Unit), l.Color)
			continue
		}
		d.RunLine(polyline.Simplify(part, 0.03*d.Unit), l, sheet.RunWidth)
	}
}

// area fills the area of series i.
func (d *xyDrawing) area(i int) {
	x := d.Series[i].X
	low, high := d.edgeOf(x, d.stack[i][0]), d.edgeOf(x, d.stack[i][1])
	fillBand(d.Sheet, stripe{low: low, high: high, fill: d.areaColour(i)})
	if len(high) > 1 {
		d.Sheet.Line(high, sheet.Paper, 0.9)
	}
}

// areaColour returns the colour of the area of series i.
func (d *xyDrawing) areaColour(i int) color.RGBA {
	return d.Theme.AreaColour(sheet.Pale(d.styles[i].Color, 0.35), i, len(d.Series))
}

// barColour returns the colour of the bars of series i.
func (d *xyDrawing) barColour(i int) color.RGBA {
	return sheet.Pale(d.styles[i].Color, 0.15)
}

// drawBand fills the band of series i.
func (d *xyDrawing) drawBand(i int) {
	v := d.Series[i]
	for from := 0; from < len(v.Low); {
		to := from
		for to < len(v.Low) && d.canShow(v.X[to], v.Low[to]) && d.canShow(v.X[to], v.High[to]) {
			to++
		}
		if x := v.X[from:to]; to > from {
			fillBand(d.Sheet, stripe{low: d.edgeOf(x, v.Low[from:to]), high: d.edgeOf(x, v.High[from:to]), fill: Tint(d.styles[i].Color)})
		}
		from = max(to, from+1)
	}
}

// edgeOf maps drawable values to a line clamped to the frame.
func (d *xyDrawing) edgeOf(x, y []float64) []vg.Point {
	line := make([]vg.Point, len(y))
	for k := range y {
		line[k] = d.At(x[k], y[k])
	}
	pixel := vg.Inch / vg.Length(d.DPI)
	line = cropped(line, d.Panel.Min.X, d.Panel.Max.X)
	return polyline.Simplify(clampHeights(thinColumns(line, pixel), d.Panel.Min.Y, d.Panel.Max.Y), pixel/10)
}

// cropped returns the part of a graph from lo to hi.
func cropped(line []vg.Point, lo, hi vg.Length) []vg.Point {
	var out []vg.Point
	for i, q := range line {
		if i > 0 {
			p := line[i-1]
			for _, x := range [2]vg.Length{lo, hi} {
				if p.X < x && x < q.X {
					out = append(out, vg.Point{X: x, Y: p.Y + (x-p.X)/(q.X-p.X)*(q.Y-p.Y)})
				}
			}
		}
		if lo <= q.X && q.X <= hi {
			out = append(out, q)
		}
	}
	return out
}

// end returns the last visible point of series i, and whether the series ends there.
func (d *xyDrawing) end(i int) (at vg.Point, ends, ok bool) {
	v := d.Series[i]
	switch v.Kind {
	case AsBars:
		return at, false, false
	case AsArea:
		low, high := d.edgeOf(v.X, d.stack[i][0]), d.edgeOf(v.X, d.stack[i][1])
		if len(low) == 0 {
			return at, false, false
		}
		a, b := low[len(low)-1], high[len(high)-1]
		return vg.Point{X: b.X, Y: (a.Y + b.Y) / 2}, false, true
	case AsPoints:
		if len(v.X) > 2*fewCells || !slices.IsSorted(v.X) {
			return at, false, false
		}
	}
	parts := d.lines(i)
	if len(parts) == 0 {
		return at, false, false
	}
	part := parts[len(parts)-1]
	at = part[len(part)-1]
	last := len(v.Y) - 1
	for !d.canShow(v.X[last], v.Y[last]) {
		last--
	}
	far := d.At(v.X[last], v.Y[last])
	return at, math.Hypot(float64(far.X-at.X), float64(far.Y-at.Y)) < 1e-6, true
}
