package chart

import (
	"fmt"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
)

// across returns the points of a reference line in the panel.
func across(p sheet.Panel, l XYLine) []vg.Point {
	if l.Level {
		y := p.AtY(l.At)
		return []vg.Point{{X: p.Min.X, Y: y}, {X: p.Max.X, Y: y}}
	}
	x := p.AtX(l.At)
	return []vg.Point{{X: x, Y: p.Min.Y}, {X: x, Y: p.Max.Y}}
}

// holds reports whether a reference line lies in the panel.
func holds(p sheet.Panel, l XYLine) bool {
	at := across(p, l)[0]
	return polyline.Inside(at, p.Rectangle)
}

// LineError reports that a reference line does not lie on the axes.
type LineError struct {
	Index int // of the line, from 0
	Err   error
}

func (e *LineError) Error() string { return fmt.Sprintf("line %d: %v", e.Index+1, e.Err) }

// Unwrap returns what is wrong with the line.
func (e *LineError) Unwrap() error { return e.Err }

// within returns an error for a reference line that does not lie in a panel.
func within(p sheet.Panel, l XYLine) error {
	if !holds(p, l) {
		return l.outside()
	}
	return nil
}

// outside returns the error of a line that does not lie on the axes.
func (l XYLine) outside() error {
	axis := "x"
	if l.Level {
		axis = "y"
	}
	return fmt.Errorf("%s = %g is not within the axes", axis, l.At)
}

// reference draws a reference line, dotted in a panel with dashed curves: a dashed line on a dashed
// curve would fill the curve's gaps.
func reference(s *sheet.Sheet, p sheet.Panel, l XYLine, dotted bool) {
	s.Obstacle(across(p, l))
	dash := []vg.Length{5 * s.Unit, 2.5 * s.Unit}
	if dotted {
		dash = []vg.Length{s.Unit, 2.5 * s.Unit}
	}
	s.Stroke(shape.Line(across(p, l)), sheet.Soft, 0.9*s.Unit, dash...)
}

// References writes the texts of reference lines.
func (f *finder) References(p sheet.Panel, lines []XYLine) {
	for _, l := range lines {
		if l.Label != "" && holds(p, l) {
			text := f.sheet.Fit(l.Label, typeset.Sans, sheet.TickSize, 0.6*p.Width())
			f.write(text, f.referencePlaces(p, l, lines, text), sheet.Soft)
		}
	}
}

// Costs in units of places for the text of a reference line: upwards along an upright line, which
// reads worse, as near to another reference line as to the text's own, and off a level line by more
// than the usual gap, beyond a band around the line.
const (
	upwards    = 8
	misleading = 30
	farther    = 3
)

// referencePlaces returns possible places for the text of a reference line, one of several:
// along the line, on either side.
func (f *finder) referencePlaces(p sheet.Panel, l XYLine, all []XYLine, text typeset.Line) []textPlace {
	u := f.sheet.Unit
	gap := 4 * u
	var out []textPlace
	line := across(p, l)
	add := func(low vg.Point, upright bool, extra vg.Length) {
		place := textPlace{low: low, upright: upright, extra: extra}
		for _, o := range all {
			if o != l && holds(p, o) && polyline.Clip(across(p, o), sheet.Grown(place.box(text), 1.5*gap)) != nil {
				place.extra += misleading * u
			}
		}
		out = append(out, place)
	}
	for i, part := range [...]vg.Length{0.97, 0.03, 0.85, 0.15, 0.7, 0.3, 0.5} {
		rank := vg.Length(i) * 0.8 * u
		if l.Level {
			x := p.Min.X + part*(p.Width()-text.Width)
			add(vg.Point{X: x, Y: line[0].Y + gap}, false, rank)
			add(vg.Point{X: x, Y: line[0].Y - gap - text.Height()}, false, rank+0.4*u)
			add(vg.Point{X: x, Y: line[0].Y + 2.5*gap}, false, rank+farther*u)
			add(vg.Point{X: x, Y: line[0].Y - 2.5*gap - text.Height()}, false, rank+(farther+0.4)*u)
			continue
		}
		y := p.Min.Y + part*(p.Height()-text.Height())
		add(vg.Point{X: line[0].X + gap, Y: y}, false, rank)
		add(vg.Point{X: line[0].X - gap - text.Width, Y: y}, false, rank+0.4*u)
		y = p.Min.Y + part*(p.Height()-text.Width)
		add(vg.Point{X: line[0].X + gap, Y: y}, true, rank+upwards*u)
		add(vg.Point{X: line[0].X - gap - text.Height(), Y: y}, true, rank+(upwards+0.4)*u)
	}
	return out
}

// DrawLines draws lines across a panel, and returns a finder of places clear of these lines. The
// lines are dotted or dashed. A line beside the panel is an error.
func DrawLines(s *sheet.Sheet, p sheet.Panel, lines []XYLine, dotted bool) *finder {
	f := newFinder(s, p)
	for i, l := range lines {
		if err := within(p, l); err != nil {
			s.Fail(&LineError{i, err})
			continue
		}
		reference(s, p, l, dotted)
		f.Lines = append(f.Lines, across(p, l))
	}
	return f
}

// AcrossCurves draws lines across a panel of curves, and their texts beside them, off the curves,
// their names and what else the panel shows.
func AcrossCurves(s *sheet.Sheet, p sheet.Panel, curves []Curve, also Obstacles) {
	f := DrawLines(s, p, also.Lines, slices.ContainsFunc(curves, func(c Curve) bool { return c.Beside }))
	if len(f.Lines) == 0 {
		return
	}
	f.taken = append(f.taken, also.Boxes...)
	placed := placedIn(s, p, curves)
	for _, c := range placed {
		line, areas := c.covers(s, p)
		f.Lines, f.bands = append(f.Lines, line), append(f.bands, areas...)
		for _, at := range c.spacedValues(s, p) {
			f.take(at, valueMark*s.Unit)
		}
		switch {
		case c.Cut:
			_, box := s.ArrowHead(c.end, outwards(p, c.end))
			f.taken = append(f.taken, box)
		case len(c.Values) > 0 && !c.Bare:
			f.take(c.end, curveHead*s.Unit)
		}
	}
	if !p.InLegend {
		names, _ := nameCurves(s, p, placed, also)
		for _, n := range names {
			f.taken = append(f.taken, n.box)
		}
	}
	f.References(p, also.Lines)
}

// covers returns the lines and the areas of a curve that no text should cover.
func (c *placed) covers(s *sheet.Sheet, p sheet.Panel) (line []vg.Point, areas []stripe) {
	if c.slab != nil {
		areas = append(areas, stripe{low: c.slab.low, high: c.slab.high})
	}
	if c.Band != nil && len(c.Band.Low) > 0 {
		areas = append(areas, stripe{low: edge(s, p, c.Curve, c.Band.Low), high: edge(s, p, c.Curve, c.Band.High)})
	}
	return c.shown, areas
}

// LowerLines subtracts an offset from the level of each line.
func LowerLines(lines []XYLine, offset float64) []XYLine {
	lines = slices.Clone(lines)
	for i := range lines {
		if lines[i].Level {
			lines[i].At -= offset
		}
	}
	return lines
}
