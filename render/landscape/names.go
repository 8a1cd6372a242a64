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
			paths[i] = append(paths[i], resampled(part, pathStep*s.Unit)...)
		}
	}
	var placed []PlacedName
	for i, n := range names {
		best, at := math.Inf(1), vg.Point{}
		for k, q := range along(paths[i], nameSpan) {
			for _, c := range around(s, q, n.Line) {
				if !within(c, box, nameRoom*s.Unit) || sheet.Overlaps(c, taken) {
					continue
				}
				cost := 0.4 * math.Abs(float64(k)/nameSpan-0.75)
				for j, p := range paths {
					covered := float64(inside(p, c))
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
		taken = append(slices.Clone(taken), grown(vg.Rectangle{Min: low, Max: low.Add(vg.Point{X: n.Line.Width, Y: n.Line.Height()})}, nameRoom*s.Unit))
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

// along returns at most n of some points, evenly from the first to the last.
func along(points []vg.Point, n int) []vg.Point {
	if len(points) <= n {
		return points
	}
	out := make([]vg.Point, n)
	for i := range out {
		out[i] = points[i*(len(points)-1)/(n-1)]
	}
	return out
}

// resampled returns points on a line, no further apart than a step.
func resampled(line []vg.Point, step vg.Length) []vg.Point {
	out := []vg.Point{line[0]}
	for _, q := range line[1:] {
		p := out[len(out)-1]
		length := polyline.Length([]vg.Point{p, q})
		if length < step/2 {
			continue
		}
		pieces := vg.Length(math.Ceil(float64(length / step)))
		for i := vg.Length(1); i <= pieces; i++ {
			out = append(out, p.Add(q.Sub(p).Scale(i/pieces)))
		}
	}
	return out
}

// inside counts the points in a box.
func inside(points []vg.Point, box vg.Rectangle) (n int) {
	for _, p := range points {
		if polyline.Inside(p, box) {
			n++
		}
	}
	return n
}

// within reports whether a box lies in another, at a distance from its sides.
func within(inner, outer vg.Rectangle, by vg.Length) bool {
	return inner.Min.X >= outer.Min.X+by && inner.Min.Y >= outer.Min.Y+by && inner.Max.X <= outer.Max.X-by && inner.Max.Y <= outer.Max.Y-by
}

// grown returns a box that is larger on every side.
func grown(r vg.Rectangle, by vg.Length) vg.Rectangle {
	d := vg.Point{X: by, Y: by}
	return vg.Rectangle{Min: r.Min.Sub(d), Max: r.Max.Add(d)}
}
