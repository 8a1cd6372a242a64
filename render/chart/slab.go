package chart

import (
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
)

// Where a curve swings so densely that its line would be a solid slab, the slab is drawn
// pale, and a line through the medians of its columns shows where the curve mostly is.
const (
	slabColumn  = 2.4 // width of a column in units
	slabHeight  = 6   // least height of a column in units
	slabTurns   = 3   // least number of turns of the curve in a column
	slabColumns = 8   // least number of neighbouring columns
)

// slab is a stretch of a curve that is too dense for its line.
type slab struct{ low, median, high []vg.Point }

// column is what a curve does in a column of a panel.
type column struct {
	from, to          int // its points, the last excluded
	low, median, high vg.Point
	dense             bool
}

// slabsOf replaces the dense stretches of a line, with ascending x, by the medians of their
// columns, and returns them as slabs.
func slabsOf(line []vg.Point, unit vg.Length) (thinned []vg.Point, slabs []slab) {
	columns := columnsOf(line, slabColumn*unit, slabHeight*unit)
	for i := 0; i < len(columns); {
		j := i
		for j < len(columns) && columns[j].dense {
			j++
		}
		if j-i < slabColumns {
			for _, c := range columns[i:max(j, i+1)] {
				thinned = append(thinned, line[c.from:c.to]...)
			}
			i = max(j, i+1)
			continue
		}
		var s slab
		for _, c := range columns[i:j] {
			s.low, s.median, s.high = append(s.low, c.low), append(s.median, c.median), append(s.high, c.high)
		}
		thinned, slabs = append(thinned, s.median...), append(slabs, s)
		i = j
	}
	return thinned, slabs
}

// columnsOf divides a line into columns of a width. Those of at least a height in which the
// line turns often are dense.
func columnsOf(line []vg.Point, width, height vg.Length) (columns []column) {
	for i := 0; i < len(line); {
		j := i
		var ys []vg.Length
		for ; j < len(line) && line[j].X < line[i].X+width; j++ {
			ys = append(ys, line[j].Y)
		}
		turns := 0
		for k := 1; k+1 < len(ys); k++ {
			if (ys[k]-ys[k-1])*(ys[k+1]-ys[k]) < 0 {
				turns++
			}
		}
		slices.Sort(ys)
		x := (line[i].X + line[j-1].X) / 2
		at := func(y vg.Length) vg.Point { return vg.Point{X: x, Y: y} }
		c := column{from: i, to: j, low: at(ys[0]), median: at(ys[len(ys)/2]), high: at(ys[len(ys)-1])}
		c.dense = turns >= slabTurns && c.high.Y-c.low.Y >= height
		columns = append(columns, c)
		i = j
	}
	return columns
}

// drawSlab fills a slab.
func drawSlab(s *sheet.Sheet, p sheet.Panel, b slab, style sheet.LineStyle) {
	outline := slices.Clone(b.low)
	for _, q := range slices.Backward(b.high) {
		outline = append(outline, q)
	}
	for i := range outline {
		outline[i].Y = min(max(outline[i].Y, p.Min.Y), p.Max.Y)
	}
	s.Fill(shape.Polygon(outline), sheet.Pale(style.Color, 0.72))
}
