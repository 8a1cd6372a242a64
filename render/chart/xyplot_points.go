package chart

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
)

// The largest number of points drawn as markers with a rim, and as markers at all.
const (
	mostRimmed  = 80
	mostMarkers = 1000
)

// points draws the markers of series i that lie in the frame.
func (d *xyDrawing) points(i int) {
	if d.Series[i].Kind == AsBars {
		return
	}
	scatter(d.Sheet, d.inFrame(i), d.styles[i], len(d.Series[i].Y), d.markerRadius())
}

// inFrame returns the points of series i that lie in the frame.
func (d *xyDrawing) inFrame(i int) []vg.Point {
	v := d.Series[i]
	const rounding = 1e-6
	frame := vg.Rectangle{Min: d.Rectangle.Min.Sub(vg.Point{X: rounding, Y: rounding}), Max: d.Rectangle.Max.Add(vg.Point{X: rounding, Y: rounding})}
	var at []vg.Point
	for k := range v.Y {
		if d.canShow(v.X[k], v.Y[k]) {
			if q := d.At(v.X[k], v.Y[k]); polyline.Inside(q, frame) {
				at = append(at, q)
			}
		}
	}
	return at
}

// The largest radius in units of the markers of points, and the least of those with a rim.
const (
	pointMark      = 2.8
	leastPointMark = 1.5
)

// markerRadius returns the radius in units of the markers with a rim: of all series that of the one
// whose points are closest.
func (d *xyDrawing) markerRadius() vg.Length {
	radius := vg.Length(pointMark)
	for i, v := range d.Series {
		if (v.Kind == AsPoints || v.Kind == AsMarked) && len(v.Y) <= mostRimmed {
			radius = min(radius, radiusBetween(d.inFrame(i), d.Unit))
		}
	}
	return radius
}

// scatter draws markers in a style. The more points there are in all (n), the smaller and
// plainer the markers; radius is that of a few.
func scatter(s *sheet.Sheet, at []vg.Point, l sheet.LineStyle, n int, radius vg.Length) {
	switch {
	case n <= mostRimmed:
		for _, q := range at {
			s.Mark(l.Marker, q, radius, l.Color, sheet.Paper)
		}
	case n <= mostMarkers:
		for _, q := range at {
			s.Fill(l.Marker(q, 1.5*s.Unit), l.Color)
		}
	default:
		drawDense(s, at, l)
	}
}

// radiusBetween returns the radius in units of the markers of points that follow each other: a
// quarter of how far apart most are, so that a line below them shows between them, within bounds.
func radiusBetween(at []vg.Point, unit vg.Length) vg.Length {
	if len(at) < 2 {
		return pointMark
	}
	apart := make([]vg.Length, len(at)-1)
	for i := range apart {
		apart[i] = polyline.Length(at[i : i+2])
	}
	slices.Sort(apart)
	return min(max(apart[len(apart)/2]/unit/4, leastPointMark), pointMark)
}

// For more than mostCoarse points drawDense uses smaller cells, and enlarges a cell that
// manyHits points share: a point to which a sequence returns.
const (
	mostCoarse = 20000
	manyHits   = 8
)

// drawDense draws very many points as the occupied cells of a fine grid, so that the size
// of the drawing does not grow with their number. Adjacent cells above each other become
// one box.
func drawDense(s *sheet.Sheet, at []vg.Point, l sheet.LineStyle) {
	pixel := s.Pixel()
	size, fine := s.Unit, len(at) > mostCoarse
	if fine {
		size /= 2
	}
	side := pixel * max(1, vg.Length(math.Round(float64(size/pixel))))
	cells := make([][2]int, len(at))
	for i, q := range at {
		cells[i] = [2]int{int(math.Floor(float64(q.X / side))), int(math.Floor(float64(q.Y / side)))}
	}
	slices.SortFunc(cells, func(a, b [2]int) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	var path vg.Path
	box := func(from, to [2]int, more vg.Length) {
		path = append(path, shape.Box(vg.Rectangle{
			Min: vg.Point{X: vg.Length(from[0])*side - more, Y: vg.Length(from[1])*side - more},
			Max: vg.Point{X: vg.Length(to[0]+1)*side + more, Y: vg.Length(to[1]+1)*side + more},
		})...)
	}
	for i := 0; i < len(cells); {
		first, last, hits := cells[i], cells[i], 0
		for ; i < len(cells) && (cells[i] == last || cells[i] == [2]int{last[0], last[1] + 1}); i++ {
			if cells[i] != last {
				hits = 0
			}
			if last, hits = cells[i], hits+1; fine && hits == manyHits {
				box(last, last, side/2)
			}
		}
		box(first, last, 0)
	}
	if path != nil {
		s.Fill(path, l.Color)
	}
}

// barSlots is the layout of bars at a place.
type barSlots struct {
	width vg.Length   // width of one bar
	shift map[int]int // for each series of bars: its position in a group
}

// barGap returns the least distance between bars at two places, in the logarithm on a
// logarithmic axis, and whether there are bars.
func (m XYPlot) barGap() (gap float64, ok bool) {
	var at []float64
	for _, v := range m.Series {
		if v.Kind != AsBars {
			continue
		}
		for k, x := range v.X {
			if m.canShow(x, v.Y[k]) {
				if m.X.isLog() {
					x = math.Log(x)
				}
				at = append(at, x)
			}
		}
	}
	slices.Sort(at)
	gap = math.Inf(1)
	for k, x := range at {
		if k > 0 && x > at[k-1] {
			gap = min(gap, x-at[k-1])
		}
	}
	if math.IsInf(gap, 1) {
		gap = 1
	}
	return gap, len(at) > 0
}

// slots divides the least distance between bars among the series of bars.
func (d *xyDrawing) slots() barSlots {
	b := barSlots{shift: map[int]int{}}
	for i, v := range d.Series {
		if v.Kind == AsBars {
			b.shift[i] = len(b.shift)
		}
	}
	gap, ok := d.barGap()
	if !ok {
		return b
	}
	lo, hi := d.xEnds()
	part := gap / (hi - lo)
	if d.XYPlot.X.isLog() {
		part = gap / math.Log(hi/lo)
	}
	b.width = max(0.72*vg.Length(min(part, 1))*d.Width()/vg.Length(len(b.shift)), 2*d.Unit)
	return b
}

// place returns the middle of the bar of series i at x, or the place of x if the series
// has no bars.
func (d *xyDrawing) place(i int, x float64) vg.Length {
	at := d.AtX(x)
	if k, ok := d.bars.shift[i]; ok {
		at += d.bars.width * (vg.Length(k) - vg.Length(len(d.bars.shift)-1)/2)
	}
	return at
}

// bar draws series i as bars.
func (d *xyDrawing) bar(i int) {
	v := d.Series[i]
	for k, y := range v.Y {
		x := d.place(i, v.X[k])
		if !d.canShow(v.X[k], y) || x < d.Panel.Min.X || x > d.Panel.Max.X {
			continue
		}
		from, to := d.clampedY(0), d.clampedY(y)
		half := d.bars.width * 0.46
		box := vg.Rectangle{Min: vg.Point{X: x - half, Y: min(from, to)}, Max: vg.Point{X: x + half, Y: max(from, to)}}
		d.Fill(shape.Box(box), d.barColour(i))
	}
}

// clampedY returns the height of a value, limited to the frame.
func (d *xyDrawing) clampedY(y float64) vg.Length {
	return min(max(d.AtY(y), d.Panel.Min.Y), d.Panel.Max.Y)
}

// errorBars draws the uncertainty of each value of series i, with a cap at ends that lie
// in the frame.
func (d *xyDrawing) errorBars(i int) {
	v := d.Series[i]
	for k := range v.Low {
		x := d.place(i, v.X[k])
		if !d.canShow(v.X[k], v.Y[k]) || !d.canShow(v.X[k], v.High[k]) || x < d.Panel.Min.X || x > d.Panel.Max.X {
			continue
		}
		low, cut := d.Panel.Min.Y, true // values up to 0 lie below a logarithmic axis
		if d.canShow(v.X[k], v.Low[k]) {
			low, cut = d.clampedY(v.Low[k]), d.Panel.Y.At(v.Low[k]) < 0
		}
		d.errorBar(x, low, d.clampedY(v.High[k]), cut, d.Panel.Y.At(v.High[k]) > 1, d.styles[i], v.Kind == AsBars)
	}
}

// errorBar draws the uncertainty of one value.
func (d *xyDrawing) errorBar(x, low, high vg.Length, cutLow, cutHigh bool, l sheet.LineStyle, onBar bool) {
	c := l.Color
	if onBar {
		c = sheet.Ink
	}
	const reach = 3
	d.Sheet.Line([]vg.Point{{X: x, Y: low}, {X: x, Y: high}}, c, 0.9)
	for _, e := range []struct {
		y   vg.Length
		cut bool
	}{{low, cutLow}, {high, cutHigh}} {
		if !e.cut {
			d.Sheet.Line([]vg.Point{{X: x - reach*d.Unit, Y: e.y}, {X: x + reach*d.Unit, Y: e.y}}, c, 0.9)
		}
	}
}
