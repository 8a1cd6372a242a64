package render

import (
	"fmt"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/shape"
)

// band is what lies between two quantities of a curve's replicates.
type band struct{ low, high []float64 }

// Widths in units of one sample among replicates, and of a band's edges.
const (
	sampleWidth = 0.7
	edgeWidth   = 0.5
)

// drawBands fills the curves' bands, then strokes the edges of all of them, so
// that those below others are seen.
func (s *sheet) drawBands(p panel, curves []curve) {
	for _, c := range curves {
		if c.band == nil {
			continue
		}
		low, high := s.edge(p, c, c.band.low), s.edge(p, c, c.band.high)
		slices.Reverse(low)
		if outline := append(high, low...); len(outline) > 2 {
			s.Fill(shape.Polygon(outline), mix(c.look.color, paper, 0.84))
		}
	}
	for _, c := range curves {
		if c.band == nil {
			continue
		}
		for _, values := range [][]float64{c.band.low, c.band.high} {
			for _, part := range offSides(s.edge(p, c, values), p.Rectangle) {
				s.line(part, mix(c.look.color, paper, 0.55), edgeWidth)
			}
		}
	}
}

// edge maps an edge of a band to a panel, held at the frame where it leaves.
func (s *sheet) edge(p panel, c curve, values []float64) []vg.Point {
	line := make([]vg.Point, len(values))
	for i, v := range values {
		line[i] = p.floored(c.at(i), v)
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

// replicated is the curve of an ensemble's band, above an offset: its median,
// up to where that is lost beyond a limit.
func (sc Scene) replicated(t Track, b optimizers.Band, offset, limit float64) curve {
	n := seen(b.Median, limit)
	c := curve{values: lowered(b.Median[:n], offset), cut: n < len(b.Median) || n > 0 && math.IsInf(b.Median[n-1], 0)}
	c.band = &band{lowered(b.Low, offset), lowered(b.High, offset)}
	c.at = func(i int) float64 {
		return sc.placeStep(t, min(i*max(t.Ensemble.Every, 1), t.Ensemble.Last))
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

// faint is a look for one sample of many.
func (l look) faint(f float64) look {
	l.color = mix(l.color, paper, f)
	return l
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
		return fmt.Sprintf("%d to %s", least, count(most, "seed"))
	}
	return count(most, "seed")
}

// bandNote explains the bands of a figure with curves.
func (sc Scene) bandNote() []string {
	if n := sc.replicates(); n != "" {
		return []string{"median and 10–90 % of " + n + ", one of them faint"}
	}
	return nil
}

// endsNote explains the paths and dots of a figure without curves.
func (sc Scene) endsNote() []string {
	if n := sc.replicates(); n != "" {
		return []string{"one of " + n + ", small dots: where all of them end"}
	}
	return nil
}

// drawEnds draws where a track's replicates end, as far as that is seen.
func (s *sheet) drawEnds(p plane, t Track, c color.RGBA) {
	if t.Ensemble == nil {
		return
	}
	for _, e := range t.Ensemble.Ends {
		if len(e.X) != 2 || math.IsInf(e.Loss, 0) {
			continue
		}
		if at := p.far(e.X[0], e.X[1]); polyline.Inside(at, p.Rectangle) {
			s.Fill(shape.Circle(at, 2*s.u), paper)
			s.Fill(shape.Circle(at, 1.4*s.u), c)
		}
	}
}
