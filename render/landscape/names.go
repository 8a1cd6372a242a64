package landscape

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
)

// Name is a name to stand beside a path on a map.
type Name struct {
	Line typeset.Line
	Path []vg.Point // the visible part of the path, on the page
	Hue  sheet.Hue
}

// PlacedName is a name with the left end of its baseline.
type PlacedName struct {
	Name
	At vg.Point
}

// Distances in units around names.
const (
	nameGap   = 6   // from a name to the middle of its path
	nameRoom  = 3   // from a name to the panel's frame and to other marks
	strangers = 4   // least distance from a name to the paths of other runs
	pathStep  = 2.5 // between the points of a path that a name must not cover
	nameSpan  = 40  // number of places along a path that are tried
)

// nameGaps are the distances from a name to its path that are tried, as multiples of nameGap.
var nameGaps = []vg.Length{1, 1.6, 2.4}

// PlaceNames finds a place for each name beside its path: within a box, off the taken boxes, off
// all paths and off the other names. A place near the end of the path is better than one near its
// start, where paths are close to each other. A name without a place is left out.
func PlaceNames(s *sheet.Sheet, box vg.Rectangle, names []Name, taken []vg.Rectangle) []PlacedName {
	paths := make([][]vg.Point, len(names))
	for i, n := range names {
		paths[i] = PathPoints(s, box, n.Path)
	}
	var placed []PlacedName
	for i, n := range names {
		others := slices.Concat(slices.Delete(slices.Clone(paths), i, i+1)...)
		best, at := math.Inf(1), vg.Rectangle{}
		for k, q := range polyline.Thin(paths[i], nameSpan) {
			for far, gap := range nameGaps {
				cost := 0.4*math.Abs(float64(k)/nameSpan-0.75) + 0.3*float64(far)
				if cost >= best {
					continue
				}
				for _, c := range around(q, n.Line, gap*nameGap*s.Unit) {
					if isFree(s, c, box, taken, paths[i]) && polyline.CountInside(others, sheet.Grown(c, strangers*s.Unit)) == 0 {
						best, at = cost, c
						break
					}
				}
			}
		}
		if math.IsInf(best, 1) {
			continue
		}
		placed = append(placed, PlacedName{n, vg.Point{X: at.Min.X, Y: at.Min.Y + n.Line.Descent}})
		taken = append(slices.Clone(taken), sheet.Grown(at, nameRoom*s.Unit))
	}
	return placed
}

// PathPoints returns points on the part of a path in a box, so close that a text between them
// would touch the path.
func PathPoints(s *sheet.Sheet, box vg.Rectangle, path []vg.Point) []vg.Point {
	var points []vg.Point
	for _, part := range polyline.Clip(path, box) {
		points = append(points, s.Resample(part, pathStep)...)
	}
	return points
}

// isFree reports whether a box of text lies in the panel's box, off the taken boxes and off a path.
func isFree(s *sheet.Sheet, c, box vg.Rectangle, taken []vg.Rectangle, path []vg.Point) bool {
	return sheet.Within(c, box, (nameRoom-0.01)*s.Unit) && !sheet.Overlaps(c, taken) && polyline.CountInside(path, sheet.Grown(c, s.Unit)) == 0
}

// PlaceNear finds a place for a line of text as near as can be to a point: within a box, off the
// taken boxes and off a path.
func PlaceNear(s *sheet.Sheet, box vg.Rectangle, at vg.Point, l typeset.Line, taken []vg.Rectangle, path []vg.Point) (place vg.Rectangle, ok bool) {
	const most = 8 // gaps
	for gap := vg.Length(1); gap <= most; gap++ {
		for _, c := range around(at, l, gap*nameGap*s.Unit) {
			room := vg.Length(nameRoom) * s.Unit
			by := vg.Point{X: max(box.Min.X+room-c.Min.X, 0) + min(box.Max.X-room-c.Max.X, 0)}
			c = vg.Rectangle{Min: c.Min.Add(by), Max: c.Max.Add(by)}
			if isFree(s, c, box, taken, path) {
				return c, true
			}
		}
	}
	return vg.Rectangle{}, false
}

// DrawNames writes names on a map.
func DrawNames(s *sheet.Sheet, names []PlacedName) {
	for _, n := range names {
		s.MapText(n.Line, n.At, n.Hue)
	}
}

// around returns the boxes of a line of text on eight sides of a point, at a gap.
func around(q vg.Point, l typeset.Line, gap vg.Length) []vg.Rectangle {
	w, h := l.Width, l.Height()
	var out []vg.Rectangle
	for _, low := range []vg.Point{
		{X: q.X + gap, Y: q.Y - h/2}, {X: q.X - gap - w, Y: q.Y - h/2},
		{X: q.X - w/2, Y: q.Y + gap}, {X: q.X - w/2, Y: q.Y - gap - h},
		{X: q.X + 0.7*gap, Y: q.Y + 0.7*gap}, {X: q.X + 0.7*gap, Y: q.Y - 0.7*gap - h},
		{X: q.X - 0.7*gap - w, Y: q.Y + 0.7*gap}, {X: q.X - 0.7*gap - w, Y: q.Y - 0.7*gap - h},
	} {
		out = append(out, vg.Rectangle{Min: low, Max: low.Add(vg.Point{X: w, Y: h})})
	}
	return out
}
