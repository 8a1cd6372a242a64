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
	nameGap  = 6   // from a name to the middle of its path
	nameRoom = 3   // from a name to the panel's frame and to other marks
	pathStep = 2.5 // between the points of a path that a name must not cover
	nameSpan = 40  // number of places along a path that are tried
)

// PlaceNames finds a place for each name beside its path: within a box, off the taken boxes
// and off the other names, and where it covers the least of all paths. A place near the end
// of the path is better than one near its start, where paths are close to each other. A
// name without a place is left out.
func PlaceNames(s *sheet.Sheet, box vg.Rectangle, names []Name, taken []vg.Rectangle) []PlacedName {
	paths := make([][]vg.Point, len(names))
	for i, n := range names {
		for _, part := range polyline.Clip(n.Path, box) {
			paths[i] = append(paths[i], polyline.Resample(part, pathStep*s.Unit)...)
		}
	}
	var placed []PlacedName
	for i, n := range names {
		best, at := math.Inf(1), vg.Point{}
		for k, q := range polyline.Thin(paths[i], nameSpan) {
			for _, c := range around(s, q, n.Line) {
				if !sheet.Within(c, box, nameRoom*s.Unit) || sheet.Overlaps(c, taken) {
					continue
				}
				cost := 0.4 * math.Abs(float64(k)/nameSpan-0.75)
				for j, p := range paths {
					covered := float64(polyline.CountInside(p, c))
					if j == i {
						covered *= 0.5
					}
					cost += 0.2 * covered
				}
				if cost < best {
					best, at = cost, vg.Point{X: c.Min.X, Y: c.Min.Y + n.Line.Descent}
				}
			}
		}
		if math.IsInf(best, 1) {
			continue
		}
		placed = append(placed, PlacedName{n, at})
		low := vg.Point{X: at.X, Y: at.Y - n.Line.Descent}
		taken = append(slices.Clone(taken), sheet.Grown(vg.Rectangle{Min: low, Max: low.Add(vg.Point{X: n.Line.Width, Y: n.Line.Height()})}, nameRoom*s.Unit))
	}
	return placed
}

// DrawNames writes names on a map.
func DrawNames(s *sheet.Sheet, names []PlacedName) {
	for _, n := range names {
		s.MapText(n.Line, n.At, n.Hue)
	}
}

// around returns the boxes of a line of text on eight sides of a point.
func around(s *sheet.Sheet, q vg.Point, l typeset.Line) []vg.Rectangle {
	w, h, gap := l.Width, l.Height(), vg.Length(nameGap)*s.Unit
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
