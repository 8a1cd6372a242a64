package render

import (
	"context"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers/parallel"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/colour"
	"github.com/optviz/optviz/render/contour"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/terrain"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/data"
)

// classStyle holds the colour and the marker of a class.
type classStyle struct {
	color  color.RGBA
	marker shape.Shape
}

// classStyles lists the styles of class 0, 1, ...
var classStyles = []classStyle{
	{sheet.RGB(0x0072b2), shape.Circle},
	{sheet.RGB(0xe69f00), shape.Triangle},
	{sheet.RGB(0x009e73), shape.Square},
	{sheet.RGB(0xcc79a7), shape.Diamond},
	{sheet.RGB(0x56b4e9), shape.Down},
	{sheet.RGB(0x882255), shape.Pentagon},
	{sheet.RGB(0x999933), shape.Hexagon},
	{sheet.RGB(0x5c6770), shape.Plus},
	{sheet.RGB(0x44aa99), shape.Cross},
	{sheet.RGB(0x332288), shape.Star},
}

// classStyleAt returns the style of a class. Classes beyond the table reuse the table from
// the start.
func classStyleAt(class float64) classStyle { return classStyles[int(class)%len(classStyles)] }

// dataKey returns the items of the key that explain the marks of examples.
func dataKey(l words.Language, set *data.Set) []sheet.KeyItem {
	if set.Dim() == 1 {
		return []sheet.KeyItem{{Name: l.Data(), Mark: func(s *sheet.Sheet, at vg.Point) { drawExample(s, at, shape.Circle, 2.6, sheet.Soft) }}}
	}
	var key []sheet.KeyItem
	for class := range min(set.Classes, len(classStyles)) {
		style := classStyles[class]
		key = append(key, sheet.KeyItem{Name: l.Class(class), Mark: func(s *sheet.Sheet, at vg.Point) { drawExample(s, at, style.marker, 2.6, style.color) }})
	}
	return key
}

// drawExample draws the mark of an example.
func drawExample(s *sheet.Sheet, at vg.Point, m shape.Shape, radius vg.Length, c color.RGBA) {
	p := m(at, radius*s.Unit)
	s.Rim(p, sheet.Paper, 0.8*s.Unit)
	s.Fill(p, c)
}

// exampleRadius returns the radius in units of the marks of n examples, smaller for many
// examples.
func exampleRadius(n int) vg.Length {
	return vg.Length(min(max(3.4/math.Pow(float64(max(n, 1))/10, 0.2), 1.2), 3.4))
}

// inputRange returns the range of a column of the inputs, with a margin.
func inputRange(x *mat.Dense, column int) [2]float64 {
	lo, hi := math.Inf(1), math.Inf(-1)
	rows, _ := x.Dims()
	for i := range rows {
		lo, hi = min(lo, x.At(i, column)), max(hi, x.At(i, column))
	}
	l := paddedScale([]float64{lo, hi}).(scale.Linear)
	return [2]float64{l.Lo, l.Hi}
}

// drawFitCurves draws examples of one input and the models' curves into a room.
func drawFitCurves(s *sheet.Sheet, room vg.Rectangle, f surfaces.Fitted, models []fitModel, axes [2]chart.Axis) {
	set := f.Data()
	side := inputRange(set.X, 0)
	side[0], side[1] = axes[0].EndsOr(side[0], side[1])
	name, y := s.Lang.Output(), paddedScale(set.Y)
	if set.Classes > 0 {
		name, y = s.Lang.ProbabilityAxis(), scale.Scale(scale.Linear{Lo: -0.06, Hi: 1.06})
	} else if l := y.(scale.Linear); l.Hi > l.Lo { // curves reach beyond the data
		pad := l.Hi/10 - l.Lo/10
		y = scale.Linear{Lo: l.Lo - pad, Hi: l.Hi + pad}
	}
	samples := max(int(float64(room.Size().X)*s.DPI/72/terrain.SampleSpacing), 2)
	var curves []chart.Curve
	for _, m := range models {
		c := m.curve(f, side, samples)
		c.Label = sheet.EndLabel{Lines: m.lines(), Face: typeset.Bold, Size: sheet.RunSize}
		curves = append(curves, c)
	}
	if set.Truth != nil {
		curves = append([]chart.Curve{truthCurve(s.Lang, set.Truth, side, samples)}, curves...) // below the others
	}
	if set.Classes == 0 {
		y = includeCurves(y.(scale.Linear), curves)
	}
	p := sheet.Panel{Rectangle: room,
		X: axes[0].OnSheet(s, "x", scale.Linear{Lo: side[0], Hi: side[1]}, func() scale.Extent { return scale.NewExtent(side[0], side[1]) }),
		Y: axes[1].OnSheet(s, "y", y, func() scale.Extent { return shownExtent(set.Y, curves) }),
	}
	p.Min.X += s.AxisRoom(p.Y)
	for i, c := range curves {
		if polyline.Clip(chart.LineOf(p, c), p.Rectangle) == nil { // the curve is outside
			curves[i].Label = sheet.EndLabel{}
		}
	}
	p.Max.X -= chart.LabelRoom(s, p, curves)
	radius := exampleRadius(set.Len())
	var also chart.Obstacles
	for i, v := range set.Y {
		at := p.At(set.X.At(i, 0), v)
		also.Boxes = append(also.Boxes, sheet.Around(at, radius*s.Unit))
	}
	chart.DrawCurves(s, p, curves, also)
	s.AxisX(p, axes[0].NamedOn(p.X, s.Lang, s.Lang.Input()))
	s.AxisY(p, axes[1].NamedOn(p.Y, s.Lang, name))
	for i, v := range set.Y {
		if at := p.At(set.X.At(i, 0), v); polyline.Inside(at, p.Rectangle) {
			drawExample(s, at, shape.Circle, radius, sheet.Soft)
		}
	}
}

// shownExtent returns the extent of examples and curves.
func shownExtent(examples []float64, curves []chart.Curve) scale.Extent {
	e := scale.NewExtent(examples...)
	for _, c := range curves {
		e.Add(c.Values...)
	}
	return e
}

// truthCurve returns the curve of the data without noise, thin and dashed.
func truthCurve(l words.Language, t *data.Truth, side [2]float64, samples int) chart.Curve {
	c := chart.Curve{Style: sheet.LineStyle{Color: sheet.Soft, Dash: []vg.Length{5, 4}}, Width: 1.2, Bare: true, At: func(i int) float64 { return terrain.Between(side[0], side[1], i, samples) }}
	for i := range samples {
		c.Values = append(c.Values, t.At([]float64{c.At(i)}))
	}
	c.Label = sheet.EndLabel{Lines: []string{l.Decimals(typeset.Math(t.Formula))}, Face: typeset.Sans, Size: sheet.RunSize}
	return c
}

// includeCurves widens the range of the data by each curve in turn, unless the range would
// then be more than twice that of the data.
func includeCurves(y scale.Linear, curves []chart.Curve) scale.Linear {
	most, wide := 2*(y.Hi-y.Lo), y
	for _, c := range curves {
		if len(c.Values) == 0 {
			continue
		}
		lo, hi := min(wide.Lo, slices.Min(c.Values)), max(wide.Hi, slices.Max(c.Values))
		if hi-lo <= most {
			wide = scale.Linear{Lo: lo, Hi: hi}
		}
	}
	return wide
}

// curve evaluates a model of one input at evenly spaced inputs.
func (m fitModel) curve(f surfaces.Fitted, side [2]float64, samples int) chart.Curve {
	at := func(i int) float64 { return terrain.Between(side[0], side[1], i, samples) }
	c := chart.Curve{Style: m.style, At: at, Bare: true}
	out, in := make([]float64, f.Outputs()), make([]float64, 1)
	for i := range samples {
		in[0] = at(i)
		f.Predict(out, m.x, in)
		if math.IsNaN(out[0]) {
			break
		}
		c.Values = append(c.Values, out[0])
	}
	return c
}

// drawFitMarks marks the models' parameters on the landscape, except at the start, which has
// a mark of its own.
func drawFitMarks(s *sheet.Sheet, p landscape.Plane, sc Scene, models []fitModel) {
	for _, m := range models {
		at := p.Far(m.x[0], m.x[1])
		if start := p.Far(sc.origin()[0], sc.origin()[1]); at != start && polyline.Inside(at, p.Rectangle) {
			s.Fill(shape.Circle(at, 4.4*s.Unit), sheet.Paper)
			s.MapFill(shape.Circle(at, 3.4*s.MarkUnit()), m.style.Hue())
		}
	}
}

// drawFitRegions draws examples of two inputs and the boundaries between the models'
// classes into a room. If tinted is set, the regions of the last model's classes are
// filled.
func drawFitRegions(s *sheet.Sheet, room vg.Rectangle, f surfaces.Fitted, models []fitModel, axes [2]chart.Axis, tinted bool) {
	set := f.Data()
	window := surfaces.Window{inputRange(set.X, 0), inputRange(set.X, 1)}
	grids := classGrids(s, room, f, models, window)
	labels := make([]sheet.EndLabel, len(models))
	styles := make([]sheet.LineStyle, len(models))
	for i, m := range models {
		styles[i] = m.style
		labels[i] = sheet.EndLabel{Lines: m.lines(), Face: typeset.Bold, Size: sheet.RunSize}
		if !hasBoundary(grids[i]) {
			labels[i].Lines = append(labels[i].Lines, s.Lang.NoBoundary())
		}
	}
	room.Min.X += s.AxisRoom(scale.Linear{Lo: window[1][0], Hi: window[1][1]})
	names := sheet.Entries(labels, styles)
	for i := range names {
		names[i].Sample = styles[i].Stroke
		if !hasBoundary(grids[i]) {
			names[i].Sample = func(*sheet.Sheet, vg.Point, vg.Length) {}
		}
	}
	left := s.Margin()
	if sideBySide(s) { // something else is there
		left = room.Min.X
	}
	below := s.LegendBelow(names, left)
	l, room := s.PlaceLegendOr(below, s.LegendWidth(names), room, func(r vg.Point) vg.Point { return landscape.Aspect(window, r) })
	size := landscape.Aspect(window, room.Size())
	corner := vg.Point{X: room.Min.X, Y: (room.Min.Y + room.Max.Y - size.Y) / 2}
	p := landscape.NewPlane(vg.Rectangle{Min: corner, Max: corner.Add(size)}, window)

	if n := len(models); n > 0 && tinted {
		tintRegions(s, p, grids[n-1])
	}
	for i, m := range models {
		drawBoundaries(s, p, grids[i], m.style)
	}
	s.Frame(p.Rectangle)
	radius := exampleRadius(set.Len())
	for i, class := range set.Y {
		c := classStyleAt(class)
		drawExample(s, p.At(set.X.At(i, 0), set.X.At(i, 1)), c.marker, radius, c.color)
	}
	sides := chart.OnSides(s, p.Panel, axes[0], axes[1])
	s.AxisX(sides, axes[0].Named(s.Lang.FirstInput()))
	s.AxisY(sides, axes[1].Named(s.Lang.SecondInput()))
	s.DrawLegend(l, p.Rectangle, 0)
}

// classGrids evaluates each model on a grid of inputs. A grid belongs to a class and holds
// the largest probability of another class minus the probability of this class, so that
// values are negative in the class's region. Two classes need only the grid of class 1.
func classGrids(s *sheet.Sheet, room vg.Rectangle, f surfaces.Fitted, models []fitModel, window surfaces.Window) [][]contour.Grid {
	const most = 250
	side := min(max(int(float64(min(room.Size().X, room.Size().Y))*s.DPI/72/terrain.SampleSpacing), 32), most)
	grids := make([][]contour.Grid, len(models))
	_ = parallel.Do(context.Background(), len(models), func(_ context.Context, i int) error {
		grids[i] = models[i].classGrids(f, window, side)
		return nil // nothing fails
	})
	return grids
}

func (m fitModel) classGrids(f surfaces.Fitted, window surfaces.Window, side int) []contour.Grid {
	outputs := f.Outputs()
	grids := make([]contour.Grid, outputs)
	for c := range grids {
		grids[c] = contour.Grid{
			NX: side, NY: side, Values: make([]float64, side*side),
			X0: window[0][0], X1: window[0][1], Y0: window[1][0], Y1: window[1][1],
		}
	}
	out, in := make([]float64, outputs), make([]float64, 2)
	for j := range side {
		in[1] = terrain.Between(window[1][0], window[1][1], j, side)
		for i := range side {
			in[0] = terrain.Between(window[0][0], window[0][1], i, side)
			f.Predict(out, m.x, in)
			for c, p := range out {
				v := 0.5 - p
				if outputs > 1 {
					v = highestOther(out, c) - p
				}
				if math.IsNaN(v) {
					v = math.Inf(1)
				}
				grids[c].Values[j*side+i] = v
			}
		}
	}
	return grids
}

// highestOther returns the highest probability among the other classes.
func highestOther(p []float64, class int) float64 {
	best := math.Inf(-1)
	for c, v := range p {
		if c != class {
			best = max(best, v)
		}
	}
	return best
}

// hasBoundary reports whether a boundary between classes passes through the grids.
func hasBoundary(grids []contour.Grid) bool {
	for _, g := range grids {
		var below, above bool
		for _, v := range g.Values {
			below, above = below || v < 0, above || v > 0
		}
		if below && above {
			return true
		}
	}
	return false
}

// tintRegions fills the regions of the classes with pale colours.
func tintRegions(s *sheet.Sheet, p landscape.Plane, grids []contour.Grid) {
	first := 0
	if len(grids) == 1 { // the only grid is that of class 1
		first = 1
		s.Fill(shape.Box(p.Rectangle), regionColour(s, 0, 2))
	}
	for c, g := range grids {
		var fill vg.Path
		for _, loop := range g.Below([]float64{0})[0] {
			fill = append(fill, shape.Polygon(landscape.Points(p.Panel, loop))...)
		}
		s.Fill(fill, regionColour(s, first+c, max(2, len(grids))))
	}
}

// regionColour returns the pale colour of the region of one of n classes.
func regionColour(s *sheet.Sheet, class, n int) color.RGBA {
	const pale = 0.87
	c := colour.Mix(classStyleAt(float64(class)).color, sheet.Paper, pale)
	return colour.Mix(s.Theme.AreaColour(c, class, n), c, 0.6)
}

// drawBoundaries draws the boundaries between a model's classes. It skips the grid of the
// last of several classes, whose boundaries the other grids contain.
func drawBoundaries(s *sheet.Sheet, p landscape.Plane, grids []contour.Grid, l sheet.LineStyle) {
	if len(grids) > 1 {
		grids = grids[:len(grids)-1]
	}
	pixel := s.Pixel()
	for _, g := range grids {
		for _, loop := range g.Below([]float64{0})[0] {
			for _, line := range g.Lines(loop) {
				points := polyline.Simplify(landscape.Points(p.Panel, line), pixel/8)
				s.Line(points, sheet.Paper, sheet.RunWidth+1.6)
				s.RunLine(points, l, sheet.RunWidth+0.2)
			}
		}
	}
}
