package chart

import (
	"cmp"
	"math"
	"slices"
	"sort"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/sheet"
)

// Curve is a quantity of one run along the scene's axis.
type Curve struct {
	Values []float64
	At     func(i int) float64 // the place of value i on the axis
	Step   func(i int) int     // the step of the run's iterate to which value i belongs; nil: to none. Places on the axis can repeat
	Style  sheet.LineStyle
	Label  sheet.EndLabel // no lines for no label
	Width  vg.Length      // in units; 0 for the width of runs
	Band   *Band          // band around the curve, or nil
	Cut    bool           // the curve goes on beyond the panel: an arrow ends it
	Holds  bool           // each value holds until the next: a staircase
	Bare   bool           // no marker ends the curve
	Beside bool           // the curve shows the validation of the run before
	Sample bool           // the curve is one of many: only some values are drawn
	Line   bool           // the curve is a line however densely it swings
	Run    int            // index of its run in the scene's tracks
}

// DrawCurves draws the parts of curves that lie in a panel, and labels their right ends or, off
// what else the panel shows, their lines.
func DrawCurves(s *sheet.Sheet, p sheet.Panel, curves []Curve, also Obstacles) {
	s.GridY(p)
	s.Animate(func(s *sheet.Sheet, until float64) { DrawBands(s, p, upTo(curves, until)) })
	s.Spines(p)
	s.AnimateLines(func() []figure.Trail { return curveTrails(s, p, curves) }, func(s *sheet.Sheet, until float64) {
		DrawLinesOf(s, p, upTo(curves, until))
	})
	if !p.InLegend && !s.Unnamed() {
		names, atEnd := nameCurves(s, p, placedIn(s, p, curves), also)
		for _, n := range names {
			n.draw(s)
		}
		s.EndLabels(p, atEnd)
	}
}

// lineWidth returns the width of the curve's line, in units.
func (c Curve) lineWidth() vg.Length { return cmp.Or(c.Width, sheet.RunWidth) }

// curveTrails returns the trails of the curves, for films.
func curveTrails(s *sheet.Sheet, p sheet.Panel, curves []Curve) []figure.Trail {
	var trails []figure.Trail
	for _, c := range curves {
		c = c.onAxis(p)
		var places []float64
		for k := range c.Values {
			places = append(places, c.At(k))
			if c.Holds {
				places = append(places, c.At(k+1))
			}
		}
		t := s.Trail(c.Run, c.Style, c.lineWidth(), LineOf(p, c), places, p.Rectangle)
		if !c.Bare {
			t.Head = c.Style.Marker(vg.Point{}, curveHead*s.Unit)
		}
		trails = append(trails, t)
	}
	return trails
}

// curveHead is the radius in units of the marker that ends a curve.
const curveHead = 2.6

// DrawLinesOf draws the lines of curves and the markers or arrows at their ends.
func DrawLinesOf(s *sheet.Sheet, p sheet.Panel, curves []Curve) {
	pixel, placed := s.Pixel(), placedIn(s, p, curves)
	styles := make([]sheet.LineStyle, len(curves))
	for i, c := range placed {
		styles[i] = c.Style
	}
	drawSlabs(s, p, placed) // below all lines
	for _, i := range s.SolidFirst(styles) {
		c := placed[i]
		points := c.shown
		if c.Sample {
			points = sparse(points, sampleSpace*s.Unit)
		} else {
			points = thinColumns(points, pixel)
		}
		for _, part := range polyline.Clip(points, p.Rectangle) {
			s.RunLine(polyline.Simplify(part, pixel/10), c.Style, c.lineWidth())
		}
	}
	for _, c := range placed {
		for _, at := range c.spacedValues(s, p) {
			s.Mark(c.Style.Marker, at, valueMark, c.Style.Color, sheet.Paper)
		}
		switch {
		case c.goes || len(c.Values) == 0 && !c.Cut:
		case c.Cut || c.off && !c.Bare:
			s.Arrow(c.end, outwards(p, c.end), c.Style.Color)
		case !c.Bare:
			s.Mark(c.Style.Marker, c.end, curveHead, c.Style.Color, sheet.Paper)
		}
	}
}

// outwards returns the angle of the arrow at the end of a curve that goes on beyond the panel.
func outwards(p sheet.Panel, end vg.Point) float64 {
	return math.Copysign(math.Pi/2, float64(end.Y-p.Min.Y-p.Height()/2))
}

// valueMark is the radius in units of the marker of a value, and valueSpace the least distance
// in units across the panel between two values that have markers.
const (
	valueMark  = 2
	valueSpace = 30
)

// spacedValues returns the points of a curve's values where the values are far apart: the line
// between two iterates is no place where a run has been. Otherwise it returns nil.
func (c Curve) spacedValues(s *sheet.Sheet, p sheet.Panel) []vg.Point {
	last := len(c.Values) - 1
	if last < 1 || c.Holds || c.Bare || c.Sample || p.AtX(c.At(last))-p.AtX(c.At(0)) < valueSpace*s.Unit*vg.Length(last) {
		return nil
	}
	var points []vg.Point
	for k, v := range c.Values {
		if at := PointOnPanel(p, c.At(k), v); polyline.Inside(at, p.Rectangle) {
			points = append(points, at)
		}
	}
	return points
}

// EndLabels returns the label of each curve. Curves with the same text that end at the
// same place share a label in a neutral colour.
func EndLabels(s *sheet.Sheet, p sheet.Panel, curves []Curve) []sheet.EndLabel {
	labels, _ := endLabels(s, placedIn(s, p, curves))
	return labels
}

// LabelRoom returns the width that the labels of curves need right of a panel, with the markers and
// pieces of lines before those of curves that end at one point.
func LabelRoom(s *sheet.Sheet, p sheet.Panel, curves []Curve) vg.Length {
	placed := placedIn(s, p, curves)
	labels, owners := endLabels(s, placed)
	n := newCurveNamer(s, p, placed, Obstacles{})
	ambiguous := n.ambiguousEnds(labels, owners)
	for i, owner := range owners {
		if len(labels) > 1 && owner >= 0 {
			n.addKey(&labels[i], owner, ambiguous)
		}
	}
	return s.LabelWidth(labels)
}

// endLabels returns what EndLabels does, and the index of the curve that each label names; -1
// for a label that several curves share, and for that of a curve without a line.
func endLabels(s *sheet.Sheet, curves []placed) (labels []sheet.EndLabel, owners []int) {
	for i, c := range curves {
		if c.Label.Lines == nil {
			continue
		}
		l, owner := c.Label.Wrapped(s), i
		l.From, l.Color, l.Adrift = c.end, c.Style.TextColour(), len(c.Values) == 0
		if l.Adrift {
			owner = -1
		} else {
			l.Since = c.At(len(c.Values) - 1)
		}
		same := slices.IndexFunc(labels, func(o sheet.EndLabel) bool { return o.From == l.From && slices.Equal(o.Lines, l.Lines) })
		if same >= 0 {
			labels[same].Color, owners[same] = sheet.Soft, -1
			continue
		}
		labels, owners = append(labels, l), append(owners, owner)
	}
	return labels, owners
}

// sampleSpace is the least distance, in units, of the points drawn of a sample: a noisy
// sample would fill the panel with colour.
const sampleSpace = 4

// sparse thins a line to its ends and to points between them at least a width apart.
func sparse(line []vg.Point, width vg.Length) []vg.Point {
	var out []vg.Point
	for i, q := range line {
		if i == 0 || i == len(line)-1 || q.X >= out[len(out)-1].X+width {
			out = append(out, q)
		}
	}
	return out
}

// thinColumns thins a line to its visible points: the first, lowest, highest and last in
// each column of pixels.
func thinColumns(line []vg.Point, width vg.Length) []vg.Point {
	var out []vg.Point
	for i := 0; i < len(line); {
		j, lo, hi := i+1, i, i
		for ; j < len(line) && line[j].X < line[i].X+width; j++ {
			if line[j].Y < line[lo].Y {
				lo = j
			}
			if line[j].Y > line[hi].Y {
				hi = j
			}
		}
		last := -1
		for _, k := range [4]int{i, min(lo, hi), max(lo, hi), j - 1} {
			if k > last {
				out = append(out, line[k])
				last = k
			}
		}
		i = j
	}
	return out
}

// upTo returns the curve up to a place on the axis.
func (c Curve) upTo(place float64) Curve {
	at := c.At
	if c.Holds { // a value is complete only when the next begins
		at = func(i int) float64 { return c.At(i + 1) }
	}
	if c.Band != nil { // the band may go on where its median diverged
		rows := Reached(len(c.Band.Low), c.At, place)
		c.Band = &Band{c.Band.Low[:rows], c.Band.High[:rows]}
	}
	n := Reached(len(c.Values), at, place)
	if !c.Holds {
		n = max(n, min(1, len(c.Values)))
	}
	if n < len(c.Values) {
		c.Values, c.Cut = c.Values[:n], false
	}
	return c
}

// upTo cuts each curve at a place on the axis.
func upTo(curves []Curve, place float64) []Curve {
	out := make([]Curve, len(curves))
	for i, c := range curves {
		out[i] = c.upTo(place)
	}
	return out
}

// Reached returns how many of n rows, whose places ascend, lie at a place or before it.
func Reached(n int, at func(row int) float64, place float64) int {
	return sort.Search(n, func(row int) bool { return at(row) > place })
}
