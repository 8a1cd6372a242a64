package chart

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
)

// Cloud shows clouds of points around a centre, as the gradients of minibatches around
// the gradient of all examples. Both axes have the same scale. Each cloud has an ellipse
// of one standard deviation around its mean, which holds 39 % of a normal distribution.
type Cloud struct {
	Title       string // plain text; "" for none
	Note        string // markup, below the title; "" for none
	X, Y        Axis   // name and ticks; the points have the ends
	Centre      [2]float64
	CentreLabel string // markup, as "full gradient"; "" for none
	Sets        []CloudSet
	Notes       Notes
}

// CloudSet is one cloud of points.
type CloudSet struct {
	Label, Detail string        // markup; the detail is smaller, below the label
	Subject       sheet.Subject // what the cloud stands for, which gives the colour
	X, Y          []float64     // as many of each, finite
}

// check returns an error for clouds that cannot be drawn.
func (c Cloud) check() error {
	if len(c.Sets) == 0 {
		return errors.New("a cloud without points")
	}
	finite := func(v float64) bool { return math.Abs(v) <= 1e100 } // so that squares are finite, too
	if !finite(c.Centre[0]) || !finite(c.Centre[1]) {
		return fmt.Errorf("the centre of the clouds is (%g, %g)", c.Centre[0], c.Centre[1])
	}
	for _, v := range c.Sets {
		if len(v.X) == 0 || len(v.X) != len(v.Y) {
			return fmt.Errorf("cloud %q has %d values of X and %d of Y", v.Label, len(v.X), len(v.Y))
		}
		for i := range v.X {
			if !finite(v.X[i]) || !finite(v.Y[i]) {
				return fmt.Errorf("point %d of cloud %q is (%g, %g)", i, v.Label, v.X[i], v.Y[i])
			}
		}
	}
	return nil
}

// moments holds the mean and the covariance (divided by n-1) of a cloud.
type moments struct{ x, y, xx, xy, yy float64 }

func (v CloudSet) moments() moments {
	var m moments
	n := float64(len(v.X))
	for i := range v.X {
		m.x, m.y = m.x+v.X[i]/n, m.y+v.Y[i]/n
	}
	for i := range v.X {
		dx, dy := v.X[i]-m.x, v.Y[i]-m.y
		m.xx, m.xy, m.yy = m.xx+dx*dx, m.xy+dx*dy, m.yy+dy*dy
	}
	free := math.Max(n-1, 1)
	m.xx, m.xy, m.yy = m.xx/free, m.xy/free, m.yy/free
	return m
}

// outlineCorners is the number of corners of the polygon that draws an ellipse.
const outlineCorners = 180

// ellipse returns the curve (z - mean)' C^-1 (z - mean) = 1, which is the mean plus L (cos
// t, sin t) with C = L L' (Cholesky).
func (m moments) ellipse(n int) [][2]float64 {
	a := math.Sqrt(m.xx)
	b, c := 0.0, math.Sqrt(m.yy)
	if a > 0 {
		b = m.xy / a
		c = math.Sqrt(math.Max(m.yy-b*b, 0))
	}
	out := make([][2]float64, n)
	for i := range out {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		out[i] = [2]float64{m.x + a*cos, m.y + b*cos + c*sin}
	}
	return out
}

// window returns a window that holds all points and ellipses, with room about them.
func (c Cloud) window() surfaces.Window {
	x, y := newSpan(), newSpan()
	x.add(c.Centre[0])
	y.add(c.Centre[1])
	for _, v := range c.Sets {
		x.add(v.X...)
		y.add(v.Y...)
		for _, q := range v.moments().ellipse(outlineCorners) {
			x.add(q[0])
			y.add(q[1])
		}
	}
	side := math.Max(x.hi-x.lo, y.hi-y.lo)
	if side == 0 {
		side = math.Max(1, math.Abs(x.lo)+math.Abs(y.lo))
	}
	grown := func(r span) [2]float64 {
		half := math.Max((r.hi-r.lo)/2, side/4) + 0.04*side // keeps the sides' ratio below 2
		middle := r.lo/2 + r.hi/2
		return [2]float64{middle - half, middle + half}
	}
	return surfaces.Window{grown(x), grown(y)}
}

// Draw draws the clouds, the widest lowest. It refuses an empty list, clouds without
// points, and points that are not finite or beyond 1e100.
func (c Cloud) Draw(style sheet.Style) (figure.Figure, error) {
	if err := style.Check(); err != nil {
		return figure.Figure{}, err
	}
	if err := c.check(); err != nil {
		return figure.Figure{}, err
	}
	s := sheet.New(style)
	styles := s.Styles(c.Subjects())
	top := headline(s, c.Title, c.Note, c.Note)
	labels := c.labels(styles)
	window := c.window()
	room := landscape.WithinAxes(s, s.Body(top-8*s.Unit), window)
	names := sheet.Entries(labels[:len(styles)], styles)
	for i := range names { // ellipses have no markers
		names[i].Sample = styles[i].Stroke
	}
	for _, centre := range labels[len(styles):] {
		names = append(names, sheet.LegendEntry{EndLabel: centre, Sample: func(s *sheet.Sheet, at vg.Point, _ vg.Length) {
			s.Mark(shape.Plus, vg.Point{X: at.X + sheet.LegendLine*s.Unit/2, Y: at.Y}, mostCentre, sheet.Ink, sheet.Paper)
		}})
	}
	l, room := s.PlaceLegend(names, s.LabelWidth(labels), room, func(r vg.Point) vg.Point { return landscape.Aspect(window, r) })
	size := landscape.Aspect(window, room.Size())
	low := room.Min.Add(vg.Point{X: (room.Size().X - size.X) / 2, Y: (room.Size().Y - size.Y) / 2})
	p := landscape.NewPlane(vg.Rectangle{Min: low, Max: low.Add(size)}, window)
	c.draw(s, p, styles)
	sides := OnSides(s, p.Panel, c.X, c.Y)
	s.AxisX(sides, c.X.Name)
	s.AxisY(sides, c.Y.Name)
	c.Notes.draw(s, p.Panel, false, nil)
	if l.Below {
		s.DrawLegend(l, p.Rectangle, 0)
		return s.Finish(c.Title, c.describe(s.Lang)+c.Notes.describe(s.Lang))
	}
	for i, v := range c.Sets {
		labels[i].From = rightmost(p, v.moments().ellipse(outlineCorners))
	}
	if c.CentreLabel != "" {
		labels[len(c.Sets)].From = p.At(c.Centre[0], c.Centre[1]).Add(vg.Point{X: (c.centreSize(s, p) + 1) * s.Unit})
	}
	s.EndLabels(p.Panel, labels)
	return s.Finish(c.Title, c.describe(s.Lang)+c.Notes.describe(s.Lang))
}

// draw draws clouds, ellipses and the centre.
func (c Cloud) draw(s *sheet.Sheet, p landscape.Plane, styles []sheet.LineStyle) {
	order := make([]int, len(c.Sets))
	for i := range order {
		order[i] = i
	}
	variance := func(i int) float64 { m := c.Sets[i].moments(); return m.xx + m.yy }
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(variance(b), variance(a)) })
	for _, i := range order {
		l := styles[i]
		l.Color = sheet.Pale(l.Color, 0.45)
		at := make([]vg.Point, len(c.Sets[i].X))
		for k := range at {
			at[k] = p.At(c.Sets[i].X[k], c.Sets[i].Y[k])
		}
		scatter(s, at, l, max(len(at), mostRimmed+1), pointMark)
	}
	s.Frame(p.Rectangle)
	for _, i := range order {
		outline := outlineOf(p, c.Sets[i].moments().ellipse(outlineCorners))
		s.Line(outline, sheet.Paper, sheet.RunWidth+2)
		s.RunLine(outline, styles[i], sheet.RunWidth)
	}
	centre := p.At(c.Centre[0], c.Centre[1])
	s.Mark(shape.Plus, centre, c.centreSize(s, p), sheet.Ink, sheet.Paper)
}

// The plus at the centre is mostCentre units wide to either side, but leastCentre where it would
// cover the smallest ellipse.
const (
	mostCentre  = 4
	leastCentre = 1.6
)

// centreSize returns half of the width of the plus at the centre, in units: at most a half of the
// way to the nearest ellipse.
func (c Cloud) centreSize(s *sheet.Sheet, p landscape.Plane) vg.Length {
	size, centre := vg.Length(mostCentre), p.At(c.Centre[0], c.Centre[1])
	for _, v := range c.Sets {
		for _, q := range outlineOf(p, v.moments().ellipse(outlineCorners)) {
			size = min(size, polyline.Length([]vg.Point{centre, q})/(2*s.Unit))
		}
	}
	return max(size, leastCentre)
}

// outlineOf maps a closed line to the plane.
func outlineOf(p landscape.Plane, points [][2]float64) []vg.Point {
	out := make([]vg.Point, 0, len(points)+1)
	for _, q := range points {
		out = append(out, p.At(q[0], q[1]))
	}
	return append(out, out[0])
}

// rightmost returns the point of a closed line that is furthest right in the plane.
func rightmost(p landscape.Plane, points [][2]float64) vg.Point {
	return slices.MaxFunc(outlineOf(p, points), func(a, b vg.Point) int { return cmp.Compare(a.X, b.X) })
}

// Subjects returns what the clouds stand for.
func (c Cloud) Subjects() []sheet.Subject {
	var out []sheet.Subject
	for _, v := range c.Sets {
		out = append(out, v.Subject)
	}
	return out
}

// labels returns the labels of the clouds, then the label of the centre, without places.
func (c Cloud) labels(styles []sheet.LineStyle) []sheet.EndLabel {
	var out []sheet.EndLabel
	for i, v := range c.Sets {
		l := sheet.EndLabel{Lines: []string{v.Label}, Face: typeset.Bold, Size: sheet.RunSize, Color: styles[i].TextColour(), Plain: true}
		if v.Detail != "" {
			l.Lines = append(l.Lines, v.Detail)
		}
		out = append(out, l)
	}
	if c.CentreLabel != "" {
		out = append(out, sheet.EndLabel{Lines: []string{c.CentreLabel}, Face: typeset.Bold, Size: sheet.RunSize, Color: sheet.Ink, Plain: true})
	}
	return out
}

// describe returns a description of the clouds in words.
func (c Cloud) describe(l words.Language) string {
	text := l.CloudsAbout(sheet.Plain(c.X.Name), sheet.Plain(c.Y.Name), c.Centre[:])
	for _, v := range c.Sets {
		m := v.moments()
		text += l.CloudIs(sheet.Plain(v.Label), len(v.X), []float64{m.x, m.y}, math.Sqrt(m.xx), math.Sqrt(m.yy))
	}
	return text
}
