// Package landscape samples a surface over a window and draws it as filled contours, with
// its colour bar, its areas without values and its critical points. A Plane maps the
// window's coordinates to the panel, for all that is drawn over the contours.
package landscape

import (
	"fmt"
	"image/color"
	"math"
	"runtime"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers/parallel"
	"github.com/optviz/optviz/render/contour"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/surfaces"
)

// FilledContours is a surface sampled over a window and cut into bands by levels. The
// bands are even in the loss, or in the logarithm of its height above the
// infimum where that spans more than two decades. Where no infimum is known and even
// bands would leave nearly all of the window in one, they are even in the logarithm of
// the loss itself, upwards and downwards from 0.
type FilledContours struct {
	contour.Grid
	Levels []float64   // ascending
	Offset float64     // the colour bar shows values less this
	floor  string      // what the offset is called
	Bar    scale.Scale // of the colour bar

	Undefined  []bool          // of each sample, whether it is in an area without values; nil: none is
	Validation *FilledContours // that of the loss that training does not see, or nil
}

// Spacing of samples in pixels: a band is seldom narrower than two of them.
const (
	SampleSpacing = 2
	mostSamples   = 600 // along a side
)

// sampled evaluates a surface over a window, for a drawing of the given size
// in pixels: on a finer grid where a value costs little, and else on a coarser
// one with smooth values between its points.
func sampled(f surfaces.Surface, window [2][2]float64, width, height float64) contour.Grid {
	side := func(pixels float64) int { return int(min(max(pixels/SampleSpacing, 32), mostSamples)) }
	nx, ny := side(width), side(height)
	coarse := coarsening(float64(surfaces.CostOf(f)), nx, ny)
	if coarse <= 1 {
		return evaluated(f, window, nx, ny)
	}
	fewer := func(n int) int { return max(fewestSamples, int(float64(n)/coarse)) }
	return refined(evaluated(f, window, fewer(nx), fewer(ny)), nx, ny)
}

// evaluated is a surface at the points of a grid.
func evaluated(f surfaces.Surface, window [2][2]float64, nx, ny int) contour.Grid {
	g := contour.Grid{NX: nx, NY: ny, X0: window[0][0], X1: window[0][1], Y0: window[1][0], Y1: window[1][1]}
	g.Values = make([]float64, g.NX*g.NY)
	rows := surfaces.AtPoints(f)
	workers := runtime.GOMAXPROCS(0)
	var group parallel.Group
	for w := range workers {
		group.Go(func() error {
			x := make([]float64, 2*g.NX) // a row: all x, then all y
			for j := w; j < g.NY; j += workers {
				for i := range g.NX {
					x[i], x[g.NX+i] = Between(g.X0, g.X1, i, g.NX), Between(g.Y0, g.Y1, j, g.NY)
				}
				rows.Funcs(g.Values[j*g.NX:][:g.NX], x)
			}
			return nil
		})
	}
	_ = group.Wait() // nothing in it fails
	return g
}

func Between(lo, hi float64, i, n int) float64 {
	return lo + (hi-lo)*float64(i)/float64(n-1)
}

// Sample samples a surface over a window for a drawing of a size in pixels, and chooses
// its levels. Its meta data are m.
func Sample(f surfaces.Surface, m surfaces.Meta, window [2][2]float64, width, height float64) FilledContours {
	fl := FilledContours{Grid: sampled(f, window, width, height)}
	fl.Undefined = outside(fl.Grid)
	extend(fl.Grid, fl.Undefined)
	values := finite(typical(f, window, fl))
	low, typicalLow, high := reach(values)
	fl.floor = FloorSymbol(m)
	floor := m.Floor()
	if math.IsNaN(floor) || math.IsInf(floor, 0) || low < floor-1e-12*(high-low) {
		switch {
		case !crowded(values):
			fl.even(low, high)
		case low >= 0 && typicalLow > 0:
			fl.logarithmic(0, typicalLow, high)
		default:
			fl.symmetric(values)
		}
		return fl
	}
	if typicalLow -= floor; typicalLow > 0 && (high-floor)/typicalLow > 100 {
		fl.logarithmic(floor, typicalLow, high-floor)
	} else {
		fl.even(min(low, floor), high)
	}
	return fl
}

// typical are the surface's values at as many points of the window, however large it is
// drawn: the same levels suit it in all sizes. An even number of points along a side has
// none in its middle, where many surfaces have their minimum. Where values cost much they
// are those of the field's samples there, which hardly depend on its size.
func typical(f surfaces.Surface, window [2][2]float64, fl FilledContours) []float64 {
	const points = 100 // along a side
	if coarsening(float64(surfaces.CostOf(f)), points, points) <= 1 {
		return evaluated(f, window, points, points).Values
	}
	var values []float64
	at := func(k, n int) int { return (2*k*(n-1) + points - 1) / (2 * (points - 1)) } // the nearest
	for j := range points {
		for i := range points {
			if k := at(j, fl.NY)*fl.NX + at(i, fl.NX); fl.Undefined == nil || !fl.Undefined[k] {
				values = append(values, fl.Values[k])
			}
		}
	}
	return values
}

// finite are the finite values in ascending order.
func finite(values []float64) []float64 {
	values = slices.DeleteFunc(slices.Clone(values), func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) })
	slices.Sort(values)
	return values
}

// reach is the least of ascending values, the value that 0.4 % of them lie below, and the
// greatest.
func reach(values []float64) (low, typicalLow, high float64) {
	if len(values) == 0 {
		return 0, 0, 0
	}
	return values[0], values[len(values)/250], values[len(values)-1]
}

// crowded reports whether nine tenths of ascending values lie within one of mostBands even
// bands.
func crowded(values []float64) bool {
	n := len(values)
	return n > 0 && values[n-1-n/20]-values[n/20] < (values[n-1]-values[0])/mostBands
}

// mostBands is how many bands the eye still tells apart.
const mostBands = 15

// even places levels at round values from low to high.
func (f *FilledContours) even(low, high float64) {
	if !(high > low) {
		high = low + math.Max(1, math.Abs(low))
	}
	s := scale.Linear{Lo: low, Hi: high}
	for _, t := range s.Ticks(mostBands) {
		f.Levels = append(f.Levels, f.offPlateau(t.Value, (high-low)/1000))
	}
	f.Bar = s
}

// offPlateau lowers a level that a fifth of the window lies at: its line would
// show nothing but rounding.
func (f *FilledContours) offPlateau(level, tolerance float64) float64 {
	at := 0
	for _, v := range f.Values {
		if math.Abs(v-level) < tolerance {
			at++
		}
	}
	if at*5 > len(f.Values) {
		return level - tolerance
	}
	return level
}

// logarithmic places levels at even steps of the logarithm of the height above
// the infimum.
func (f *FilledContours) logarithmic(infimum, low, high float64) {
	lo, hi := math.Log10(low), math.Log10(high)
	step := 10.0
	for _, s := range []float64{0.125, 0.25, 0.5, 1, 2, 5} {
		if (hi-lo)/s <= mostBands {
			step = s
			break
		}
	}
	for i := math.Ceil(lo / step); i*step < hi; i++ {
		f.Levels = append(f.Levels, infimum+math.Pow(10, i*step))
	}
	floor := math.Pow(10, lo-step)
	f.Offset, f.Bar = infimum, scale.Log{Lo: floor * math.Pow(10, step/2), Hi: high}
	f.Warp = func(v float64) float64 { return math.Log(math.Max(v-infimum, floor)) }
}

// symmetric places levels at 0 and at powers of ten on both sides of it, from where a
// quarter of the ascending values are nearer to 0.
func (f *FilledContours) symmetric(values []float64) {
	sizes := make([]float64, len(values))
	for i, v := range values {
		sizes[i] = math.Abs(v)
	}
	slices.Sort(sizes)
	low, high, largest := values[0], values[len(values)-1], sizes[len(sizes)-1]
	unit := math.Pow(10, math.Floor(math.Log10(math.Max(sizes[len(sizes)/4], 1e-12*largest))))
	first, last := math.Log10(unit), math.Floor(math.Log10(largest))
	step := math.Ceil(2 * (last - first + 1) / mostBands)
	f.Levels = []float64{0}
	for k := first; k <= last; k += step {
		f.Levels = append(f.Levels, -math.Pow(10, k), math.Pow(10, k))
	}
	f.Levels = slices.DeleteFunc(f.Levels, func(v float64) bool { return v <= low || v >= high })
	slices.Sort(f.Levels)
	f.Bar = scale.SymLog{Lo: low, Hi: high, Unit: unit}
	f.Warp = func(v float64) float64 { return math.Asinh(v / unit) }
}

// band is the colour below level i, or above all levels where i is their number.
func (f *FilledContours) band(i int) color.RGBA {
	return sheet.Mix(sheet.FieldLow, sheet.FieldHigh, float64(i)/float64(max(len(f.Levels), 1)))
}

// Draw fills the panel from the highest band down and strokes the levels.
func Draw(s *sheet.Sheet, p Plane, f FilledContours) {
	s.Fill(shape.Box(p.Rectangle), f.band(len(f.Levels)))
	regions := f.Below(f.Levels)
	pixel := vg.Inch / vg.Length(s.DPI)
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
		s.Fill(fill, f.band(i))
		s.Stroke(lines, sheet.Mix(f.band(i), sheet.FieldLine, 0.55), 0.4*s.Unit)
	}
	drawUndefined(s, p, f)
}

// LevelLines are the lines of a level of a grid, which bound its region.
func LevelLines(s *sheet.Sheet, p Plane, g contour.Grid, region []contour.Loop) vg.Path {
	pixel := vg.Inch / vg.Length(s.DPI)
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

// Width in units of the colour bar, and from it to the panel.
const (
	BarWidth = 9
	BarGap   = 9
)

// DrawColourBar draws the bands' key right of a panel.
func DrawColourBar(s *sheet.Sheet, p Plane, f FilledContours) {
	if s.Heading == sheet.TitleOnly { // the landscape has its room
		return
	}
	bar := sheet.Panel{
		Rectangle: vg.Rectangle{
			Min: vg.Point{X: p.Max.X + BarGap*s.Unit, Y: p.Min.Y},
			Max: vg.Point{X: p.Max.X + (BarGap+BarWidth)*s.Unit, Y: p.Max.Y},
		},
		Y: f.Bar,
	}
	for i := len(f.Levels); i >= 0; i-- {
		box := bar.Rectangle
		if i < len(f.Levels) {
			box.Max.Y = min(max(bar.AtY(f.Levels[i]-f.Offset), bar.Min.Y), bar.Max.Y)
		}
		s.Fill(shape.Box(box), f.band(i))
	}
	s.Frame(bar.Rectangle)
	for _, t := range f.Bar.Ticks(s.MostY(bar)) {
		y := bar.AtY(t.Value)
		s.Line([]vg.Point{{X: bar.Max.X, Y: y}, {X: bar.Max.X + s.TickMark(t), Y: y}}, sheet.Soft, 0.6)
		if t.Label != "" {
			s.Put(s.Set(t.Label, typeset.Sans, sheet.TickSize), vg.Point{X: bar.Max.X + (sheet.TickLength+sheet.TickGap)*s.Unit, Y: y - s.DigitHeight()/2}, sheet.Ink)
		}
	}
	name := "$f$"
	if f.Offset != 0 {
		name = "$f - " + f.floor + "$"
	}
	l := s.Set(name, typeset.Sans, sheet.AxisSize)
	s.Put(l, vg.Point{X: bar.Min.X, Y: bar.Max.Y + 5.5*s.Unit}, sheet.Ink)
	if f.Undefined != nil {
		undefinedKey(s, bar)
	}
}

// ColourBarRoom is the room that the colour bar needs right of its panel.
func ColourBarRoom(s *sheet.Sheet, f FilledContours, height vg.Length) vg.Length {
	if s.Heading == sheet.TitleOnly {
		return 0
	}
	ticks := f.Bar.Ticks(s.MostY(sheet.Panel{Rectangle: vg.Rectangle{Max: vg.Point{Y: height}}}))
	numbers := s.WidestLabel(ticks)
	if f.Undefined != nil {
		numbers = max(numbers, undefinedText(s).Width)
	}
	return (BarGap+BarWidth+sheet.TickLength+sheet.TickGap)*s.Unit + numbers
}

// Most points of a group that get a mark that catches the eye; of more, all get
// a small one.
const MostPoints = 16

// PointGroup is the critical points of one name.
type PointGroup struct {
	Name, many string
	Mark       func(s *sheet.Sheet, at vg.Point)
	shape      shape.Shape // of the small mark
	Points     []surfaces.Point
}

// Title is what the key says of a group: the number where that is more than can
// be counted at a glance.
func (g PointGroup) Title() string {
	if len(g.Points) > MostPoints {
		return fmt.Sprintf("%d %s", len(g.Points), g.many)
	}
	return g.Name
}

// small marks without a rim, for points of which there are many.
func small(m shape.Shape, count int) func(*sheet.Sheet, vg.Point) {
	radius := max(0.6, 1.7*min(1, vg.Length(math.Sqrt(150/float64(count)))))
	return func(s *sheet.Sheet, at vg.Point) {
		s.Fill(m(at, radius*s.Unit), sheet.Mix(sheet.Ink, sheet.Paper, 0.25))
	}
}

// Solid marks with a filled marker, hollow with its outline.
func Solid(m shape.Shape, radius vg.Length) func(*sheet.Sheet, vg.Point) {
	return func(s *sheet.Sheet, at vg.Point) { s.Mark(m, at, radius, sheet.Ink, sheet.Paper) }
}

func Hollow(m shape.Shape, radius vg.Length) func(*sheet.Sheet, vg.Point) {
	return func(s *sheet.Sheet, at vg.Point) { s.Mark(m, at, radius, sheet.Paper, sheet.Ink) }
}

// PointGroups are the critical points in the window.
func PointGroups(points []surfaces.Point, window [2][2]float64) []PointGroup {
	groups := []PointGroup{
		{Name: "minimum", many: "minima", Mark: Solid(shape.Star, 4.2), shape: shape.Star},
		{Name: "local minimum", many: "local minima", Mark: Hollow(shape.Star, 3), shape: shape.Circle},
		{Name: "saddle", many: "saddles", Mark: Solid(shape.Cross, 3), shape: shape.Cross},
		{Name: "maximum", many: "maxima", Mark: Solid(shape.Triangle, 2.8), shape: shape.Triangle}, // a hexagon so small is the disc of an end
		{Name: "degenerate", many: "degenerate points", Mark: Solid(shape.Plus, 3), shape: shape.Plus},
	}
	group := map[surfaces.Kind]int{surfaces.Minimum: 1, surfaces.Saddle: 2, surfaces.Maximum: 3, surfaces.Degenerate: 4}
	best := Lowest(points)
	for _, q := range points {
		if !Within(q.X, window) {
			continue
		}
		g := group[q.Kind]
		if q.Kind == surfaces.Minimum && q.Value <= best+1e-9*math.Max(1, math.Abs(best)) {
			g = 0
		}
		groups[g].Points = append(groups[g].Points, q)
	}
	for i, g := range groups {
		if len(g.Points) > MostPoints {
			groups[i].Mark = small(g.shape, len(g.Points))
		}
	}
	return slices.DeleteFunc(groups, func(g PointGroup) bool { return len(g.Points) == 0 })
}

// Lowest is the value of the best minimum.
func Lowest(points []surfaces.Point) float64 {
	best := math.Inf(1)
	for _, q := range points {
		if q.Kind == surfaces.Minimum {
			best = min(best, q.Value)
		}
	}
	return best
}

// DrawCriticalPoints marks the critical points, those of which there are many below the
// others.
func DrawCriticalPoints(s *sheet.Sheet, p Plane, points []surfaces.Point) {
	groups := PointGroups(points, p.Window)
	slices.SortStableFunc(groups, func(a, b PointGroup) int {
		return max(len(b.Points), MostPoints) - max(len(a.Points), MostPoints)
	})
	for _, g := range groups {
		for _, q := range g.Points {
			g.Mark(s, p.At(q.X[0], q.X[1]))
		}
	}
}

// DrawCurves dots the curves of critical points.
func DrawCurves(s *sheet.Sheet, p Plane, curves [][][]float64) {
	for _, curve := range curves {
		line := make([]vg.Point, len(curve))
		for i, x := range curve {
			line[i] = p.At(x[0], x[1])
		}
		for _, part := range polyline.Clip(line, p.Rectangle) {
			dotted(s, polyline.Simplify(part, 0.1*s.Unit))
		}
	}
}

// dotted strokes what is critical on all of a curve.
func dotted(s *sheet.Sheet, line []vg.Point) {
	s.Stroke(shape.Line(line), sheet.Mix(sheet.Ink, sheet.Paper, 0.1), 1.1*s.Unit, 1.3*s.Unit, 2.2*s.Unit)
}

// CurveSample is a piece of such a curve for the key.
func CurveSample(s *sheet.Sheet, at vg.Point) {
	const half = 6.5
	dotted(s, []vg.Point{{X: at.X - half*s.Unit, Y: at.Y}, {X: at.X + half*s.Unit, Y: at.Y}})
}

// AnyWithin reports whether a place on a curve is in the window.
func AnyWithin(curve [][]float64, window [2][2]float64) bool {
	return slices.ContainsFunc(curve, func(x []float64) bool { return Within(x, window) })
}

func Within(x []float64, window [2][2]float64) bool {
	return x[0] >= window[0][0] && x[0] <= window[0][1] && x[1] >= window[1][0] && x[1] <= window[1][1]
}

// Few are at most n of some levels, evenly chosen from the lowest on.
func Few(levels []float64, n int) []float64 {
	step := max(1, (len(levels)+n-1)/n)
	var out []float64
	for i := 0; i < len(levels); i += step {
		out = append(out, levels[i])
	}
	return out
}

// FloorSymbol is what a surface's floor is called.
func FloorSymbol(m surfaces.Meta) string {
	if math.IsNaN(m.Infimum) {
		return "f_{min}"
	}
	return "f^*"
}
