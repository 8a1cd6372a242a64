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
	Line  typeset.Line
	Path  []vg.Point // the visible part of the path, on the page
	Hue   sheet.Hue
	AtEnd bool // the name tells how the path ends, and stands near the end

	Around bool // the path is a ring around the marks of a run that hardly moves
}

// PlacedName is a name with the left end of its baseline.
type PlacedName struct {
	Name
	At vg.Point
}

// Box returns the box around the name.
func (n PlacedName) Box() vg.Rectangle {
	low := vg.Point{X: n.At.X, Y: n.At.Y - n.Line.Descent}
	return vg.Rectangle{Min: low, Max: low.Add(vg.Point{X: n.Line.Width, Y: n.Line.Height()})}
}

// Taken holds what names on a map must not cover.
type Taken struct {
	Boxes []vg.Rectangle
	Paths [][]vg.Point // of runs without a name
	Faint [][]vg.Point // lines that a name covers only where all else is worse
	Marks []vg.Point   // critical points, beside which a name that tells of its path's end stands only if the path ends there
}

// Distances in units around names.
const (
	nameGap   = 6   // from a name to the middle of its path
	nameRoom  = 3   // from a name to the panel's frame and to other marks
	markRoom  = 24  // from a name that tells of an end to critical points elsewhere
	strangers = 4   // least distance from a name to the paths of other runs
	pathStep  = 2.5 // between the points of a path that a name must not cover
	nameSpan  = 40  // number of places along a path that are tried

	strangeRoom = 8 // from the name of a run that hardly moves to the marks of others
)

// mostLeft is the largest part of a path that may be left beyond a name that tells of its end.
const mostLeft = 0.65

// muchNearer is how near another path may pass to a name, as a part of the distance to its own path.
const muchNearer = 0.75

// nameGaps are the distances from a name to its path that are tried, as multiples of nameGap.
var nameGaps = []vg.Length{1, 1.6, 2.4}

// Costs of a place for a name.
const (
	farther   = 0.3 // for each further gap
	amidst    = 1.2 // beside a part of the path on which another path lies
	ambiguous = 0.5 // as near to another path as to the name's own
	misread   = 0.6 // nearer to the end of another path than to the end of the name's own
	onFaint   = 0.5
	shifted   = 0.2 // into the box
	nearMark  = 0.5 // beside a strange mark, where the name of a run that hardly moves would name the mark
)

// PlaceNames finds a place for each name beside its path: within a box, off what is taken, off all
// paths and off the other names. A place beside a part of the path on which no other path lies,
// and nearer to this path than to others, is better, and so is one near the end than one near the
// start, where paths are close to each other. A name without a place is left out.
func PlaceNames(s *sheet.Sheet, box vg.Rectangle, names []Name, taken Taken) []PlacedName {
	paths := make([][]vg.Point, len(names))
	for i, n := range names {
		paths[i] = PathPoints(s, box, n.Path)
	}
	var unnamed []vg.Point
	for _, path := range taken.Paths {
		unnamed = append(unnamed, PathPoints(s, box, path)...)
	}
	w := placer{s: s, box: box, taken: slices.Clone(taken.Boxes), marks: taken.Marks}
	for _, n := range names {
		if len(n.Path) > 0 {
			w.ends = append(w.ends, n.Path[len(n.Path)-1])
		}
	}
	for _, line := range taken.Faint {
		w.faint = append(w.faint, PathPoints(s, box, line)...)
	}
	var placed []PlacedName
	for i, n := range names {
		w.own = paths[i]
		w.others = slices.Concat(append(slices.Delete(slices.Clone(paths), i, i+1), unnamed)...)
		at, ok := w.place(n)
		if !ok {
			continue
		}
		placed = append(placed, PlacedName{n, vg.Point{X: at.Min.X, Y: at.Min.Y + n.Line.Descent}})
		w.taken = append(w.taken, sheet.Grown(at, nameRoom*s.Unit))
	}
	return placed
}

// placer finds the place of one name after the other.
type placer struct {
	s                  *sheet.Sheet
	box                vg.Rectangle
	taken              []vg.Rectangle
	own, others, faint []vg.Point // points of the name's path, of other paths and of faint lines
	ends               []vg.Point // of the paths
	marks              []vg.Point // critical points
}

// place returns the best place for a name; ok is false if there is none.
func (w placer) place(n Name) (at vg.Rectangle, ok bool) {
	best := math.Inf(1)
	places := polyline.Thin(w.own, nameSpan)
	for k, q := range places {
		along, further := 0.4*math.Abs(float64(k)/nameSpan-0.75), farther
		if n.AtEnd {
			left := 1 - float64(k+1)/float64(len(places)) // part of the path that is left
			if left > mostLeft {
				continue
			}
			along, further = 1.2*left, 0.02
		}
		if along < best && polyline.CountInside(w.others, sheet.Around(q, strangers*w.s.Unit)) > 0 {
			along += amidst
		}
		for far, gap := range nameGaps {
			for _, c := range around(q, n.Line, gap*nameGap*w.s.Unit) {
				cost := along + further*float64(far)
				if free := c; n.Around {
					if c = shiftedInto(w.box, free, nameRoom*w.s.Unit); c != free {
						cost += shifted
					}
				}
				if cost >= best || !isFree(w.s, c, w.box, w.taken, w.own) || polyline.CountInside(w.others, sheet.Grown(c, strangers*w.s.Unit)) > 0 || w.readsAsOther(c) {
					continue
				}
				if cost += w.doubts(n, c, gap*nameGap*w.s.Unit); cost < best {
					best, at = cost, c
				}
			}
		}
	}
	return at, !math.IsInf(best, 1)
}

// doubts returns what a place costs that is as near to another path as to the name's own, at a
// gap, that is nearer to another's end, that is near another critical point than the one of which
// the name tells, or that covers a faint line.
func (w placer) doubts(n Name, c vg.Rectangle, gap vg.Length) float64 {
	const same = 2 // units
	end := n.Path[len(n.Path)-1]
	cost, own := 0.0, distance(end, c)-same*w.s.Unit
	near := nameGaps[2] * nameGap * w.s.Unit
	nearer := func(q vg.Point) bool { return distance(q, c) < min(own, near) }
	strange := func(q vg.Point) bool {
		return distance(q, c) < markRoom*w.s.Unit && distance(q, vg.Rectangle{Min: end, Max: end}) > near
	}
	if slices.ContainsFunc(w.ends, nearer) || n.AtEnd && slices.ContainsFunc(w.marks, strange) {
		cost += misread
	}
	if polyline.CountInside(w.others, sheet.Grown(c, gap)) > 0 {
		cost += ambiguous
	}
	if polyline.CountInside(w.faint, sheet.Grown(c, w.s.Unit)) > 0 {
		cost += onFaint
	}
	if n.Around && slices.ContainsFunc(w.taken, func(mark vg.Rectangle) bool {
		return sheet.Overlaps(sheet.Grown(c, strangeRoom*w.s.Unit), []vg.Rectangle{mark}) && polyline.CountInside(n.Path, mark) == 0 && !sheet.Within(mark, boundsOf(n.Path), 0)
	}) {
		cost += nearMark
	}
	return cost
}

// readsAsOther reports whether a place for a name is so much nearer to another path than to the
// name's own that all readers take it for the name of the other.
func (w placer) readsAsOther(c vg.Rectangle) bool {
	return len(w.others) > 0 && nearest(w.others, c) < muchNearer*nearest(w.own, c)
}

// nearest returns the distance from a box to the nearest of some points.
func nearest(points []vg.Point, c vg.Rectangle) vg.Length {
	least := math.Inf(1) // squared
	for _, q := range points {
		dx, dy := max(c.Min.X-q.X, q.X-c.Max.X, 0), max(c.Min.Y-q.Y, q.Y-c.Max.Y, 0)
		least = min(least, float64(dx*dx+dy*dy))
	}
	return vg.Length(math.Sqrt(least))
}

// boundsOf returns the box around some points.
func boundsOf(points []vg.Point) vg.Rectangle {
	box := vg.Rectangle{Min: points[0], Max: points[0]}
	for _, q := range points {
		box.Min = vg.Point{X: min(box.Min.X, q.X), Y: min(box.Min.Y, q.Y)}
		box.Max = vg.Point{X: max(box.Max.X, q.X), Y: max(box.Max.Y, q.Y)}
	}
	return box
}

// shiftedInto moves a box of text to the left or to the right, so that it has room within another.
func shiftedInto(box, c vg.Rectangle, room vg.Length) vg.Rectangle {
	by := vg.Point{X: max(box.Min.X+room-c.Min.X, 0) + min(box.Max.X-room-c.Max.X, 0)}
	return vg.Rectangle{Min: c.Min.Add(by), Max: c.Max.Add(by)}
}

// distance returns how far a point is from a box.
func distance(q vg.Point, c vg.Rectangle) vg.Length { return nearest([]vg.Point{q}, c) }

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
	return sheet.Within(c, box, (nameRoom-0.01)*s.Unit) && !sheet.Overlaps(c, taken) && polyline.CountInside(path, sheet.Grown(c, pathReach(s))) == 0
}

// pathReach returns how far the dots of a path, which are wider than its line, reach from its
// middle, with their edges.
func pathReach(s *sheet.Sheet) vg.Length {
	return (DotRadius + sheet.MapMark{}.Around()/2) * s.MarkUnit()
}

// PlaceNear finds a place for a line of text as near as can be to a point: within a box, off the
// taken boxes and off a path.
func PlaceNear(s *sheet.Sheet, box vg.Rectangle, at vg.Point, l typeset.Line, taken []vg.Rectangle, path []vg.Point) (place vg.Rectangle, ok bool) {
	const most = 8 // gaps
	for gap := vg.Length(1); gap <= most; gap++ {
		for _, c := range around(at, l, gap*nameGap*s.Unit) {
			c = shiftedInto(box, c, nameRoom*s.Unit)
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
		s.Placed(n.Line.Text, n.Box())
		s.MapText(n.Line.Aligned(0.5), n.At, n.Hue)
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
