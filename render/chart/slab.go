package chart

import (
	"image/color"
	"iter"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/sheet"
)

// Where a curve swings so densely that most of its line would be a solid slab, all of it is
// drawn pale, and a line through the middles of its columns shows where the curve mostly is.
// Nowhere along a curve does its drawing change.
const (
	slabColumn  = 2.4 // width of a column in units
	slabHeight  = 6   // least height of a column in units
	slabTurns   = 3   // least number of turns of the curve in a column
	slabSpread  = 0.5 // least distance of a column's quartiles, as a part of the least height
	slabColumns = 8   // least number of dense columns
)

// slab is a curve that is too dense for its line.
type slab struct{ low, middle, high []vg.Point }

// slabOf returns a line, with ascending x, as a slab and the line of its middles, or the line
// itself and nil where less than half of its columns are dense.
func slabOf(line []vg.Point, unit vg.Length) (thinned []vg.Point, out *slab) {
	columns, dense := 0, 0
	for column := range columnsOf(line, slabColumn*unit) {
		columns++
		if isDense(column, slabHeight*unit) {
			dense++
		}
	}
	if dense < slabColumns || 2*dense < columns {
		return line, nil
	}
	return inColumns(line, unit, 0)
}

// swingReach is how many columns on either side belong to a column of a curve that swings fast: a
// column of its own has too few turns to show how high the curve swings.
const swingReach = 2

// inColumns returns a line as a slab and the line of its middles. Each column counts with as many
// columns on either side as the reach, but for the last columns of the line.
func inColumns(line []vg.Point, unit vg.Length, reach int) (thinned []vg.Point, out *slab) {
	out = &slab{}
	columns := slices.Collect(columnsOf(line, slabColumn*unit))
	for i, column := range columns {
		first, last := max(0, i-reach), min(i+min(reach, i)+1, len(columns))
		out.add((column[0].X+column[len(column)-1].X)/2, slices.Concat(columns[first:last]...))
	}
	out.middle = out.smoothed()
	out.low, out.high = envelope(out.low, -1), envelope(out.high, 1)
	last := vg.Point{X: line[len(line)-1].X, Y: out.middle[len(out.middle)-1].Y}
	return slices.Concat(line[:1], out.middle, []vg.Point{last}), out
}

// add appends the lowest, the middle and the highest of points around x.
func (b *slab) add(x vg.Length, points []vg.Point) {
	ys := ascendingHeights(points)
	low, high := quartiles(ys)
	at := func(y vg.Length) vg.Point { return vg.Point{X: x, Y: y} }
	b.low, b.middle, b.high = append(b.low, at(ys[0])), append(b.middle, at((low+high)/2)), append(b.high, at(ys[len(ys)-1]))
}

// smoothed returns the line of the middles with each height replaced by the mean of the heights
// around it: a column's own middle depends on which of the swings it happens to hold. As many
// points count on either side, but for the last points of the line: the line begins where the curve
// does, and ends as high as the curve mostly is. The mean is of the most columns that keep it in the
// column's own range: the line bends where the curve does.
func (b slab) smoothed() []vg.Point {
	const most = 6 // points on either side
	out := slices.Clone(b.middle)
	for i := range out {
		for reach := min(most, i); reach > 0; reach-- {
			around, sum := b.middle[i-reach:min(i+reach+1, len(out))], vg.Length(0)
			for _, q := range around {
				sum += q.Y
			}
			if mean := sum / vg.Length(len(around)); b.low[i].Y <= mean && mean <= b.high[i].Y {
				out[i].Y = mean
				break
			}
		}
	}
	return out
}

// envelopeReach is the number of columns on either side whose swings count as nearby: in a column of
// its own a swing more or less would be a spike.
const envelopeReach = 4

// envelope returns the mean of the farthest heights around each point of an edge of a slab, upward
// where side is 1 and downward where side is -1. No height is beyond that mean.
func envelope(edge []vg.Point, side vg.Length) []vg.Point {
	around := func(i int) (from, to int) { return max(i-envelopeReach, 0), min(i+envelopeReach+1, len(edge)) }
	farthest := make([]vg.Length, len(edge))
	for i := range edge {
		from, to := around(i)
		farthest[i] = side * edge[i].Y
		for _, q := range edge[from:to] {
			farthest[i] = max(farthest[i], side*q.Y)
		}
	}
	out := slices.Clone(edge)
	for i := range out {
		from, to := around(i)
		out[i].Y = 0
		for _, y := range farthest[from:to] {
			out[i].Y += side * y / vg.Length(to-from)
		}
	}
	return out
}

// SlabKey returns the item that explains the pale areas of curves in a panel, in the colour of the
// areas or, if these have several, in that of notes; nil where no curve has one.
func SlabKey(s *sheet.Sheet, p sheet.Panel, curves []Curve) []sheet.KeyItem {
	var colours []color.RGBA
	for _, c := range placedIn(s, p, curves) {
		if c.slab != nil {
			colours = append(colours, c.Style.Color)
		}
	}
	switch colours = slices.Compact(colours); {
	case len(colours) == 0:
		return nil
	case len(colours) == 1 || s.Theme.Grey: // whose notes are paler than its areas
		return []sheet.KeyItem{{Name: s.Lang.SwingRange(), Area: sheet.Pale(colours[0], slabPale)}}
	}
	return []sheet.KeyItem{{Name: s.Lang.SwingRange(), Area: sheet.Pale(sheet.Soft, slabPale)}}
}

// slabPale is how far the colour of a slab is from its curve's to paper.
const slabPale = 0.8

// columnsOf divides a line, with ascending x, into the points of columns of a width.
func columnsOf(line []vg.Point, width vg.Length) iter.Seq[[]vg.Point] {
	return func(yield func([]vg.Point) bool) {
		for len(line) > 0 {
			n := 1
			for n < len(line) && line[n].X < line[0].X+width {
				n++
			}
			if n < len(line) && line[len(line)-1].X < line[n].X+width/2 {
				n = len(line) // a last column of few points would not show where the curve mostly is
			}
			if !yield(line[:n]) {
				return
			}
			line = line[n:]
		}
	}
}

// isDense reports whether the line turns often in a column, is at least a height high there and is
// not near one height most of the time: the middle of a rest and a burst is a height at which the
// curve is not.
func isDense(column []vg.Point, height vg.Length) bool {
	turns, low, high := 0, column[0].Y, column[0].Y
	for i, q := range column {
		low, high = min(low, q.Y), max(high, q.Y)
		if i > 0 && i+1 < len(column) && (q.Y-column[i-1].Y)*(column[i+1].Y-q.Y) < 0 {
			turns++
		}
	}
	if turns < slabTurns || high-low < height {
		return false
	}
	low, high = quartiles(ascendingHeights(column))
	return high-low >= slabSpread*height
}

// ascendingHeights returns the heights of points, the lowest first.
func ascendingHeights(points []vg.Point) []vg.Length {
	ys := make([]vg.Length, len(points))
	for i, q := range points {
		ys[i] = q.Y
	}
	slices.Sort(ys)
	return ys
}

// quartiles returns the quartiles of ascending values. Their middle stands for the values, as a
// median would jump where they alternate between a low and a high one.
func quartiles(ys []vg.Length) (low, high vg.Length) {
	last := len(ys) - 1
	return ys[last/4], ys[last-last/4]
}

// drawSlabs fills the slabs of curves, multiplying the colours where slabs overlap.
func drawSlabs(s *sheet.Sheet, p sheet.Panel, curves []placed) {
	var stripes []stripe
	for _, c := range curves {
		if c.slab != nil {
			b := stripe{low: inHeights(p, c.slab.low), high: inHeights(p, c.slab.high), fill: sheet.Pale(c.Style.Color, slabPale)}
			fillBand(s, b)
			stripes = append(stripes, b)
		}
	}
	if len(stripes) <= mostOverlaps {
		overlapsOf(s, p, stripes)
	}
}

// inHeights returns a line with its heights limited to those of a panel.
func inHeights(p sheet.Panel, line []vg.Point) []vg.Point {
	out := slices.Clone(line)
	for i := range out {
		out[i].Y = min(max(out[i].Y, p.Min.Y), p.Max.Y)
	}
	return out
}
