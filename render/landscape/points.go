package landscape

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
)

// MostPoints is the largest number of points of a group that have marks of full size. In a
// larger group all marks are small.
const MostPoints = 16

// mostMarks is the largest number of critical points that are marked on a map. More marks
// would cover the map.
const mostMarks = 30

// PointGroup holds the critical points of one name.
type PointGroup struct {
	Name   string
	many   func(l words.Language, n int) string
	Mark   func(s *sheet.Sheet, at vg.Point)
	sample func(s *sheet.Sheet, at vg.Point) // the mark in the key; nil: as on the map
	shape  shape.Shape                       // of the small mark
	Radius vg.Length                         // of the mark in units
	Points []surfaces.Point
}

// KeyItem returns the item of the key that explains the mark of the group, with the number
// of points where there are more than MostPoints.
func (g PointGroup) KeyItem(l words.Language) sheet.KeyItem {
	item := g.CountedItem(l)
	if len(g.Points) <= MostPoints {
		item.Name = l.Point(g.Name)
	}
	return item
}

// CountedItem returns the item of the key that explains the mark of the group, with the number of
// points.
func (g PointGroup) CountedItem(l words.Language) sheet.KeyItem {
	item := sheet.KeyItem{Name: l.Point(g.Name), Mark: g.keyMark()}
	if n := len(g.Points); n > 1 {
		item.Name = g.many(l, n)
	}
	return item
}

// mark returns the mark of the group on a map.
func (g PointGroup) mark() func(*sheet.Sheet, vg.Point) { return g.Mark }

// keyMark returns the mark of the group in the key.
func (g PointGroup) keyMark() func(*sheet.Sheet, vg.Point) {
	if g.sample != nil && len(g.Points) <= MostPoints {
		return g.sample
	}
	return g.Mark
}

// small returns a function that draws a small marker, smaller for more points.
func small(m shape.Shape, count int) func(*sheet.Sheet, vg.Point) {
	radius := max(0.6, 1.7*min(1, vg.Length(math.Sqrt(150/float64(count)))))
	return func(s *sheet.Sheet, at vg.Point) { s.MapFill(m(at, radius*s.MarkUnit()), sheet.MapInk) }
}

// Solid returns a function that draws a filled marker.
func Solid(m shape.Shape, radius vg.Length) func(*sheet.Sheet, vg.Point) {
	return func(s *sheet.Sheet, at vg.Point) { s.MapFill(m(at, radius*s.MarkUnit()), sheet.MapInk) }
}

// Hollow returns a function that draws the outline of a marker.
func Hollow(m shape.Shape, radius vg.Length) func(*sheet.Sheet, vg.Point) {
	return func(s *sheet.Sheet, at vg.Point) { s.Mark(m, at, radius, sheet.Paper, sheet.Ink) }
}

// target returns a function that draws a ring, which leaves room for the end of a path, around a
// dot.
func target(radius, width vg.Length) func(*sheet.Sheet, vg.Point) {
	return func(s *sheet.Sheet, at vg.Point) {
		s.MapRing(at, radius, width, sheet.MapInk)
		s.MapFill(shape.Circle(at, 0.22*radius*s.MarkUnit()), sheet.MapInk)
	}
}

// ring returns a function that draws an open ring.
func ring(radius, width vg.Length) func(*sheet.Sheet, vg.Point) {
	return func(s *sheet.Sheet, at vg.Point) { s.MapRing(at, radius, width, sheet.MapInk) }
}

// PointGroups groups the critical points in the window by name. Of more than mostMarks points
// it leaves out the saddles, maxima and flat points and, where this does not suffice, all
// minima but the lowest.
func PointGroups(points []surfaces.Point, window surfaces.Window) []PointGroup {
	groups := []PointGroup{
		{Name: "minimum", many: words.Language.Minima, Mark: target(6.6, 1.7), sample: target(4.4, 1.3), shape: shape.Circle, Radius: 6.6},
		{Name: "local minimum", many: words.Language.LocalMinima, Mark: ring(6.4, 1), sample: ring(3.6, 0.9), shape: shape.Circle, Radius: 6.4},
		{Name: "saddle", many: words.Language.Saddles, Mark: Solid(shape.Cross, 3), shape: shape.Cross, Radius: 3},
		{Name: "maximum", many: words.Language.Maxima, Mark: Solid(shape.Triangle, 2.8), shape: shape.Triangle, Radius: 2.8}, // a hexagon so small is the disc of an end
		{Name: "degenerate", many: words.Language.DegeneratePoints, Mark: Solid(shape.Plus, 3), shape: shape.Plus, Radius: 3},
	}
	group := map[surfaces.Kind]int{surfaces.Minimum: 1, surfaces.Saddle: 2, surfaces.Maximum: 3, surfaces.Degenerate: 4}
	best := Lowest(points)
	for _, q := range points {
		if !window.Contains(q.X) {
			continue
		}
		g := group[q.Kind]
		if q.Kind == surfaces.Minimum && q.Value <= best+1e-9*math.Max(1, math.Abs(best)) {
			g = 0
		}
		groups[g].Points = append(groups[g].Points, q)
	}
	for _, most := range [...]int{2, 1} { // groups that are left
		if numPoints(groups) > mostMarks {
			groups = groups[:most]
		}
	}
	for i, g := range groups {
		if len(g.Points) > MostPoints {
			groups[i].Mark = small(g.shape, len(g.Points))
		}
	}
	return slices.DeleteFunc(groups, func(g PointGroup) bool { return len(g.Points) == 0 })
}

// numPoints counts the points of some groups.
func numPoints(groups []PointGroup) (n int) {
	for _, g := range groups {
		n += len(g.Points)
	}
	return n
}

// Lowest returns the value of the best minimum.
func Lowest(points []surfaces.Point) float64 {
	best := math.Inf(1)
	for _, q := range points {
		if q.Kind == surfaces.Minimum {
			best = min(best, q.Value)
		}
	}
	return best
}

// DrawCriticalPoints marks the critical points of the window. Groups of many points are
// drawn first, below the others.
func DrawCriticalPoints(s *sheet.Sheet, p Plane, points []surfaces.Point) {
	drawGroups(s, p, points, PointGroup.mark)
}

// DrawSmallPoints does what DrawCriticalPoints does, with marks as small as in the key: larger ones
// would cover the ends of many runs, which gather there.
func DrawSmallPoints(s *sheet.Sheet, p Plane, points []surfaces.Point) {
	drawGroups(s, p, points, PointGroup.keyMark)
}

// drawGroups draws a mark of its group at each critical point of the window.
func drawGroups(s *sheet.Sheet, p Plane, points []surfaces.Point, mark func(PointGroup) func(*sheet.Sheet, vg.Point)) {
	groups := PointGroups(points, p.Window)
	slices.SortStableFunc(groups, func(a, b PointGroup) int {
		return max(len(b.Points), MostPoints) - max(len(a.Points), MostPoints)
	})
	for _, g := range groups {
		for _, q := range g.Points {
			mark(g)(s, p.At(q.X[0], q.X[1]))
		}
	}
}

// DrawCurves draws curves of critical points as dotted lines.
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

// dotted strokes a curve of critical points.
func dotted(s *sheet.Sheet, line []vg.Point) {
	s.MapMarks(sheet.MapMark{Path: shape.Line(line), Hue: sheet.MapInk, Width: 1.1, Dash: []vg.Length{1.3, 2.2}, Thin: true})
}

// DrawCurveSample draws a piece of a dotted curve for the key.
func DrawCurveSample(s *sheet.Sheet, from, to vg.Point) { dotted(s, []vg.Point{from, to}) }
