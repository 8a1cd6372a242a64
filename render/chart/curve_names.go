package chart

import (
	"math"
	"slices"
	"sort"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
)

// curveName is the label of a curve that stands at the curve itself.
type curveName struct {
	sheet.EndLabel
	lines []typeset.Line
	box   vg.Rectangle
	align vg.Length // 0 for lines that start at the left of the box, 1 for lines that end at its right
	since float64   // place on the axis where the curve comes to the name
	curve int
}

// Distances in units around the names of curves.
const (
	curveStep    = 2.5
	curvePlaces  = 60  // number of places along a curve that are tried
	sharedEnd    = 4   // within this distance, the ends of two curves are one
	clearOfCurve = 0.6 // part of its gap by which a name keeps off all of its own curve
)

// nameFit states how a name may stand at its curve, in units.
type nameFit struct {
	gap   vg.Length // from the name to its curve
	apart vg.Length // from the name to other curves, so that nobody takes it for theirs
}

// nameFits are tried in turn until a name has a place.
var nameFits = []nameFit{{4, 7}, {3, 5}, {7, 11}}

// mostShift is how far, in heights of the label, a label may stand from the end of its curve.
const mostShift = 0.5

// smallName is the part of their size to which the names of a panel's curves may shrink so that more
// of them fit beside their curves.
const smallName = 0.85

// nameCurves splits the labels of curves into those that stand at their curves and those at
// the right of the panel. All have the same size, which is smaller if more then find a place at
// their curves.
func nameCurves(s *sheet.Sheet, p sheet.Panel, curves []placed, also Obstacles) (names []curveName, atEnd []sheet.EndLabel) {
	names, atEnd, without := nameCurvesAt(s, p, curves, also, 1)
	if without > 0 {
		if small, smallAtEnd, fewer := nameCurvesAt(s, p, curves, also, smallName); fewer < without {
			return small, smallAtEnd
		}
	}
	return names, atEnd
}

// nameCurvesAt does what nameCurves does, for labels that shrink by a scale. A label leaves the
// right side if another curve ends at the same point, if curves lie between the end and the label,
// or if other labels push it away, provided that its curve is somewhere apart from others and that
// its end is not beside the label of another curve. A label that has to stay shows the marker of its
// curve or, where the panel has no such marker, a piece of the curve's line. The result says how many
// have to stay.
func nameCurvesAt(s *sheet.Sheet, p sheet.Panel, curves []placed, also Obstacles, scale vg.Length) (names []curveName, atEnd []sheet.EndLabel, without int) {
	atEnd, owners := endLabels(s, curves)
	for i := range atEnd {
		atEnd[i].Size = s.Theme.Shrunk(atEnd[i].Size, scale)
	}
	if len(atEnd) < 2 {
		return nil, atEnd, 0
	}
	n := newCurveNamer(s, p, curves, also)
	tried := make([]bool, len(curves))
	ambiguous := n.ambiguousEnds(atEnd, owners)
	for {
		i := n.nextToMove(atEnd, owners, ambiguous, tried)
		if i < 0 {
			names, atEnd, owners = n.returnToEnds(names, atEnd, owners, ambiguous)
			n.moveOffEnds(atEnd, owners)
			return names, atEnd, without
		}
		owner := owners[i]
		tried[owner] = true
		name, ok := n.place(atEnd[i], owner)
		if ok {
			names = append(names, name)
			atEnd, owners = slices.Delete(atEnd, i, i+1), slices.Delete(owners, i, i+1)
			continue
		}
		without++
		n.addKey(&atEnd[i], owner, ambiguous)
	}
}

// ambiguousEnds reports of each curve with a label whether others end at the same point or lie
// between its end and the right side.
func (n *curveNamer) ambiguousEnds(labels []sheet.EndLabel, owners []int) []bool {
	out, near := make([]bool, len(n.curves)), sharedEnd*n.s.Unit
	for i, l := range labels {
		if owners[i] < 0 {
			continue
		}
		end := sheet.Around(l.From, near)
		way := vg.Rectangle{Min: vg.Point{X: end.Max.X, Y: end.Min.Y}, Max: vg.Point{X: n.p.Max.X, Y: end.Max.Y}}
		for j, o := range labels {
			out[owners[i]] = out[owners[i]] || i != j && polyline.Inside(o.From, end)
		}
		for k, points := range n.points {
			out[owners[i]] = out[owners[i]] || k != owners[i] && polyline.CountInside(points, way) > 0
		}
	}
	return out
}

// nextToMove returns the index of the label that has the worst place at the right side and has
// not been tried elsewhere; -1 if the others stand well.
func (n *curveNamer) nextToMove(labels []sheet.EndLabel, owners []int, ambiguous, tried []bool) int {
	worst, most := -1, mostShift
	for i, shift := range n.s.Shifts(n.p, labels) {
		if owners[i] < 0 || tried[owners[i]] {
			continue
		}
		if ambiguous[owners[i]] {
			shift += 1000 // before all that are only pushed away
		}
		if shift > most {
			worst, most = i, shift
		}
	}
	return worst
}

// curveNamer finds places for the names of curves in a panel.
type curveNamer struct {
	s      *sheet.Sheet
	p      sheet.Panel
	curves []placed
	points [][]vg.Point   // on the curves, close to each other
	taken  []vg.Rectangle // by the ends of curves, by names and by what else the panel shows
	names  []vg.Rectangle
}

func newCurveNamer(s *sheet.Sheet, p sheet.Panel, curves []placed, also Obstacles) *curveNamer {
	n := &curveNamer{s: s, p: p, curves: curves, points: make([][]vg.Point, len(curves)), taken: also.boxes(s, p)}
	pixel := s.Pixel()
	for i, c := range curves {
		if c.Sample {
			continue // a name may cover one of many faint curves
		}
		for _, part := range polyline.Clip(thinColumns(c.line, pixel), p.Rectangle) {
			n.points[i] = append(n.points[i], s.Resample(part, curveStep)...)
		}
		if !c.Bare && len(c.Values) > 0 {
			n.taken = append(n.taken, sheet.Around(c.end, 1.5*curveHead*s.Unit))
		}
	}
	return n
}

// place finds the best place for the label of a curve beside the curve: away from other curves,
// rather where they are far.
func (n *curveNamer) place(l sheet.EndLabel, curve int) (best curveName, ok bool) {
	for _, fit := range nameFits {
		if best, ok = n.placeAt(l, curve, fit); ok {
			return best, ok
		}
	}
	return best, ok
}

// placeAt does what place does, for one way to stand at the curve.
func (n *curveNamer) placeAt(l sheet.EndLabel, curve int, fit nameFit) (best curveName, ok bool) {
	lines := l.Typeset(n.s, 1, 0.6*n.p.Width())
	size := vg.Point{Y: vg.Length(len(lines)-1) * nameLineGap * n.s.Unit}
	for _, line := range lines {
		size = vg.Point{X: max(size.X, line.Width), Y: size.Y + line.Height()}
	}
	least, u := math.Inf(1), n.s.Unit
	places := polyline.Thin(n.points[curve], curvePlaces)
	for k, q := range places {
		for _, side := range sidesOf(q, size, fit.gap*u) {
			if !sheet.Within(side.box, n.p.Rectangle, 2*u) || sheet.Overlaps(sheet.Grown(side.box, 2*u), n.taken) {
				continue
			}
			cost := side.cost + 0.1*math.Abs(float64(k)/float64(len(places))-0.5) + n.cost(side.box, curve, fit) + n.unevenness(side.box)
			if cost < least {
				least, best = cost, curveName{l, lines, side.box, side.align, n.arrival(curve, q), curve}
			}
		}
	}
	if ok = !math.IsInf(least, 1); ok {
		n.taken, n.names = append(n.taken, best.box), append(n.names, best.box)
	}
	return best, ok
}

// unevenness returns how far above or below all other names a name would stand, in heights of
// the panel, weighted: names in one row are read at one glance.
func (n *curveNamer) unevenness(box vg.Rectangle) float64 {
	least := n.p.Height()
	for _, o := range n.names {
		least = min(least, vg.Length(math.Abs(float64(o.Min.Y-box.Min.Y))))
	}
	return 0.6 * float64(least/n.p.Height())
}

// cost returns how much the lines of curves make a place for the name of a curve worse:
// infinite where the name would touch one of them or be nearly as close to another curve.
func (n *curveNamer) cost(box vg.Rectangle, curve int, fit nameFit) float64 {
	u, cost := n.s.Unit, 0.0
	for i, points := range n.points {
		switch {
		case i == curve:
			if polyline.CountInside(points, sheet.Grown(box, clearOfCurve*fit.gap*u)) > 0 {
				return math.Inf(1)
			}
		case polyline.CountInside(points, sheet.Grown(box, fit.apart*u)) > 0:
			return math.Inf(1)
		default:
			cost += 0.01 * float64(polyline.CountInside(points, sheet.Grown(box, 3*fit.apart*u)))
		}
	}
	return cost
}

// arrival returns the place on the axis where a curve comes to a point of its line.
func (n *curveNamer) arrival(curve int, q vg.Point) float64 {
	c := n.curves[curve]
	i := sort.Search(len(c.Values)-1, func(i int) bool { return n.p.AtX(c.At(i)) >= q.X })
	return c.At(i)
}

// nameSide is a box for a name beside a point of a curve.
type nameSide struct {
	box   vg.Rectangle
	align vg.Length
	cost  float64
}

// sidesOf returns boxes of a size around a point.
func sidesOf(q, size vg.Point, gap vg.Length) []nameSide {
	diagonal := 0.7 * gap
	right, left, middle := q.X+gap, q.X-gap-size.X, q.X-size.X/2
	above, below, level := q.Y+gap, q.Y-gap-size.Y, q.Y-size.Y/2
	var out []nameSide
	for _, s := range []struct {
		x, y, align vg.Length
		cost        float64
	}{
		{right, level, 0, 0}, {middle, above, 0.5, 0},
		{q.X + diagonal, q.Y + diagonal, 0, 0.02}, {q.X + diagonal, q.Y - diagonal - size.Y, 0, 0.04},
		{left, level, 1, 0.06}, {middle, below, 0.5, 0.06},
		{q.X - diagonal - size.X, q.Y + diagonal, 1, 0.08}, {q.X - diagonal - size.X, q.Y - diagonal - size.Y, 1, 0.08},
	} {
		low := vg.Point{X: s.x, Y: s.y}
		out = append(out, nameSide{vg.Rectangle{Min: low, Max: low.Add(size)}, s.align, s.cost})
	}
	return out
}

// draw writes the lines of a name, in films once the curve has come to the name and, lines
// about the end of a run, once the run has ended.
func (c curveName) draw(s *sheet.Sheet) {
	s.Placed(c.lines[0].Text, c.box)
	s.Animate(func(s *sheet.Sheet, until float64) {
		top := c.box.Max.Y
		for i, line := range c.lines {
			from := c.since
			if i >= len(c.lines)-c.Late {
				from = c.Since
			}
			at := vg.Point{X: c.box.Min.X + c.align*(c.box.Size().X-line.Width), Y: top - line.Ascent}
			if until >= from {
				s.PutWithHalo(line.Aligned(float64(c.align)), at, c.Color)
			}
			top -= line.Height() + nameLineGap*s.Unit
		}
	})
}

// nameLineGap is the gap, in units, between the lines of a name.
const nameLineGap = 2.5
