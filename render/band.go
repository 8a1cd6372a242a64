package render

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"math/bits"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
)

// band is what lies between two quantities of a curve's replicates.
type band struct{ low, high []float64 }

// Widths in units of one sample among replicates, and of a band's edges.
const (
	sampleWidth = 0.45
	edgeWidth   = 0.4
)

// mostStrong is how many bands have their full tint, and show a sample: more would
// hide the lines.
const mostStrong = 2

// mostOverlaps is how many bands are seen through each other.
const mostOverlaps = 4

// stripe is a band as it is drawn.
type stripe struct {
	low, high []vg.Point
	fill      color.RGBA
	edge      color.RGBA
}

// drawBands fills the curves' bands, as if of stained glass where they lie over
// each other, then strokes their edges.
func drawBands(s *sheet.Sheet, p sheet.Panel, curves []curve) {
	var stripes []stripe
	for _, c := range curves {
		if c.band != nil && len(c.band.low) > 0 {
			stripes = append(stripes, stripe{edge(s, p, c, c.band.low), edge(s, p, c, c.band.high), tinted(c.look.Color), sheet.Mix(c.look.Color, sheet.Paper, 0.5)})
		}
	}
	for i, b := range stripes {
		if len(stripes) > mostStrong {
			stripes[i].fill, stripes[i].edge = sheet.Mix(b.fill, sheet.Paper, 0.45), sheet.Mix(b.edge, sheet.Paper, 0.45)
		}
		fillBand(s, stripes[i])
	}
	if len(stripes) <= mostOverlaps {
		overlapsOf(s, p, stripes)
	}
	for _, b := range stripes {
		for _, line := range [][]vg.Point{b.low, b.high} {
			for _, part := range offSides(line, p.Rectangle) {
				s.Line(part, b.edge, edgeWidth)
			}
		}
	}
}

// tinted is the colour of a band that belongs to a line.
func tinted(c color.RGBA) color.RGBA { return sheet.Mix(c, sheet.Paper, 0.85) }

func fillBand(s *sheet.Sheet, b stripe) {
	low := slices.Clone(b.low)
	slices.Reverse(low)
	if outline := append(slices.Clone(b.high), low...); len(outline) > 2 {
		s.Fill(shape.Polygon(outline), b.fill)
	}
}

// overlapsOf fills what two and more bands have in common with the product of
// their colours.
func overlapsOf(s *sheet.Sheet, p sheet.Panel, stripes []stripe) {
	pixel := vg.Inch / vg.Length(s.DPI)
	for size := 2; size <= len(stripes); size++ {
		for set := range 1 << len(stripes) {
			if bits.OnesCount(uint(set)) != size {
				continue
			}
			common := stripe{fill: sheet.Paper}
			for x := p.Min.X; x <= p.Max.X; x += pixel {
				low, high := p.Min.Y, p.Max.Y
				for i, b := range stripes {
					if set>>i&1 == 1 {
						low, high = max(low, height(b.low, x, p.Max.Y)), min(high, height(b.high, x, p.Min.Y))
					}
				}
				if low < high {
					common.low, common.high = append(common.low, vg.Point{X: x, Y: low}), append(common.high, vg.Point{X: x, Y: high})
					continue
				}
				glass(s, common, stripes, set, pixel)
				common.low, common.high = nil, nil
			}
			glass(s, common, stripes, set, pixel)
		}
	}
}

// glass fills what a set of bands has in common, unless it is too narrow.
func glass(s *sheet.Sheet, common stripe, stripes []stripe, set int, pixel vg.Length) {
	if len(common.low) < 2 {
		return
	}
	for i, b := range stripes {
		if set>>i&1 == 1 {
			common.fill = times(common.fill, b.fill)
		}
	}
	common.low, common.high = polyline.Simplify(common.low, pixel/10), polyline.Simplify(common.high, pixel/10)
	fillBand(s, common)
}

// times is what is seen of paper through two colours of glass.
func times(a, b color.RGBA) color.RGBA {
	product := func(a, b uint8) uint8 { return uint8((int(a)*int(b) + 127) / 255) }
	return color.RGBA{R: product(a.R, b.R), G: product(a.G, b.G), B: product(a.B, b.B), A: 0xff}
}

// height is that of a graph at x, and otherwise where it is not.
func height(line []vg.Point, x, otherwise vg.Length) vg.Length {
	i, _ := slices.BinarySearchFunc(line, x, func(q vg.Point, x vg.Length) int { return cmp.Compare(q.X, x) })
	switch {
	case i == len(line) || i == 0 && line[0].X > x:
		return otherwise
	case i == 0:
		return line[0].Y
	}
	a, b := line[i-1], line[i]
	return a.Y + (x-a.X)/(b.X-a.X)*(b.Y-a.Y)
}

// edge maps an edge of a band to a panel, held at the frame where it leaves.
func edge(s *sheet.Sheet, p sheet.Panel, c curve, values []float64) []vg.Point {
	line := make([]vg.Point, len(values))
	for i, v := range values {
		line[i] = floored(p, c.at(i), v)
	}
	pixel := vg.Inch / vg.Length(s.DPI)
	return polyline.Simplify(held(columns(line, pixel), p.Min.Y, p.Max.Y), pixel/10)
}

// held is the graph of a function cut at a lower and an upper bound.
func held(line []vg.Point, lo, hi vg.Length) []vg.Point {
	var out []vg.Point
	for i, q := range line {
		if i > 0 {
			out = append(out, crossings(line[i-1], q, lo, hi)...)
		}
		out = append(out, vg.Point{X: q.X, Y: min(max(q.Y, lo), hi)})
	}
	return out
}

// crossings are where a segment passes a lower and an upper bound, in order.
func crossings(a, b vg.Point, lo, hi vg.Length) []vg.Point {
	if a.Y > b.Y {
		lo, hi = hi, lo
	}
	var out []vg.Point
	for _, y := range [2]vg.Length{lo, hi} {
		if (a.Y < y) != (b.Y < y) && a.Y != y && b.Y != y {
			out = append(out, vg.Point{X: a.X + (y-a.Y)/(b.Y-a.Y)*(b.X-a.X), Y: y})
		}
	}
	return out
}

// offSides are the parts of a held line that are not on the upper or lower side
// of the frame.
func offSides(line []vg.Point, r vg.Rectangle) [][]vg.Point {
	var parts [][]vg.Point
	var part []vg.Point
	for i, q := range line {
		if i > 0 && q.Y == line[i-1].Y && (q.Y == r.Max.Y || q.Y == r.Min.Y) {
			if len(part) > 1 {
				parts = append(parts, part)
			}
			part = nil
		}
		part = append(part, q)
	}
	if len(part) > 1 {
		parts = append(parts, part)
	}
	return parts
}

// centre is the line of a band: its expected values where they are known, else its
// median or mean.
func (sc Scene) centre(b optimizers.Band) []float64 {
	switch {
	case b.Expected != nil:
		return b.Expected
	case sc.Mean:
		return b.Mean
	}
	return b.Median
}

// centreName is what that is called.
func (sc Scene) centreName() string {
	switch {
	case sc.expected():
		return "expected"
	case sc.Mean:
		return "mean"
	}
	return "median"
}

// expected says whether the curves are those of expected losses.
func (sc Scene) expected() bool {
	return slices.ContainsFunc(sc.Tracks, func(t Track) bool { return t.Ensemble != nil && t.Ensemble.Loss.Expected != nil })
}

// replicated is the curve of an ensemble's band, above an offset: its centre, up to
// where that is lost beyond a limit.
func (sc Scene) replicated(t Track, b optimizers.Band, offset, limit float64) curve {
	line := sc.centre(b)
	n := seen(line, limit)
	c := curve{values: lowered(line[:n], offset), cut: n < len(line) || n > 0 && math.IsInf(line[n-1], 0)}
	c.band = &band{lowered(b.Low, offset), lowered(b.High, offset)}
	c.at = func(i int) float64 {
		return sc.PlaceStep(t, t.Ensemble.Step(i))
	}
	return c
}

// lowered are values less an offset.
func lowered(values []float64, offset float64) []float64 {
	out := make([]float64, len(values))
	for i, v := range values {
		out[i] = v - offset
	}
	return out
}

// faint is a look for one sample of many: pale, and without dashes, which so
// thin a line does not show.
func faint(l sheet.LineStyle, f float64) sheet.LineStyle {
	l.Color, l.Dash = sheet.Mix(l.Color, sheet.Paper, f), nil
	return l
}

// lost says, as markup, how many of an ensemble's replicates diverge, "" for none.
func (t Track) lost() string {
	n := 0
	for _, e := range t.Ensemble.Ends {
		if e.Verdict.Outcome == optimizers.Diverged {
			n++
		}
	}
	switch {
	case n == 0:
		return ""
	case n == 1:
		return fmt.Sprintf("1 of %d diverges", len(t.Ensemble.Ends))
	}
	return fmt.Sprintf("%d of %d diverge", n, len(t.Ensemble.Ends))
}

// replicates says, as markup, how many replicates the tracks have, "" for none.
func (sc Scene) replicates() string {
	least, most := 0, 0
	for _, t := range sc.Tracks {
		if t.Ensemble == nil {
			continue
		}
		n := len(t.Ensemble.Ends)
		if most == 0 {
			least = n
		}
		least, most = min(least, n), max(most, n)
	}
	switch {
	case most == 0:
		return ""
	case least < most:
		return fmt.Sprintf("%d to %s", least, sheet.Count(most, "seed"))
	}
	return sheet.Count(most, "seed")
}

// bandNote explains the curves and bands of a figure, and the sample beside them.
func (sc Scene) bandNote() []string {
	note := sc.spreadNote()
	switch {
	case note == nil || !sc.sampled():
		return note
	case sc.replicates() == "":
		return []string{note[0] + ", one run faint"}
	}
	return []string{note[0] + ", one of them faint"}
}

// spreadNote is that of curves and bands without a sample.
func (sc Scene) spreadNote() []string {
	n := sc.replicates()
	switch {
	case n == "" && !sc.expected():
		return nil
	case n == "":
		return []string{"expected loss"}
	}
	return []string{sc.centreName() + " and 10–90 % of " + n}
}

// sampled says whether curves of ensembles show one of their replicates.
func (sc Scene) sampled() bool {
	n := 0
	for _, t := range sc.Tracks {
		if t.Ensemble != nil {
			n++
		}
	}
	return n <= mostStrong
}

// endsNote explains the paths and dots of a figure without curves.
func (sc Scene) endsNote() []string {
	if n := sc.replicates(); n != "" {
		return []string{"one of " + n + ", small dots: where all of them end"}
	}
	return nil
}

// drawEnds draws where a track's replicates end, as far as that is seen.
func drawEnds(s *sheet.Sheet, p landscape.Plane, t Track, c color.RGBA) {
	if t.Ensemble == nil {
		return
	}
	for _, e := range t.Ensemble.Ends {
		if len(e.X) != 2 || math.IsInf(e.Loss, 0) {
			continue
		}
		if at := p.Far(e.X[0], e.X[1]); polyline.Inside(at, p.Rectangle) {
			s.Fill(shape.Circle(at, 1.6*s.Unit), sheet.Paper)
			s.Fill(shape.Circle(at, 1.1*s.Unit), c)
		}
	}
}
