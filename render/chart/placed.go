package chart

import (
	"math"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
)

// placed is a curve with its place in a panel.
type placed struct {
	Curve
	line  []vg.Point // through all values
	shown []vg.Point // the line or, of a slab, the line of its middles
	slab  *slab      // nil for a curve that is none
	end   vg.Point
	goes  bool // the curve goes on beyond the right end of the axis
	off   bool // the curve ends above or below the panel
}

// placedIn places curves in a panel. Beside a slab a curve that swings fast is one, too: as a line it
// would seem to swing more than the calm line of the slab's middles.
func placedIn(s *sheet.Sheet, p sheet.Panel, curves []Curve) []placed {
	out := make([]placed, len(curves))
	slabs := false
	for i, c := range curves {
		out[i] = c.placed(s, p)
		slabs = slabs || out[i].slab != nil
	}
	for i := range out {
		if c := &out[i]; slabs && c.slab == nil && !c.Sample && !c.Line && swingsFast(c.line, s.Unit) {
			c.shown, c.slab = inColumns(c.line, s.Unit, swingReach)
			c.end = c.endIn(p)
		}
	}
	return out
}

// placed places a curve in a panel.
func (c Curve) placed(s *sheet.Sheet, p sheet.Panel) placed {
	c = c.onAxis(p)
	out := placed{Curve: c, line: LineOf(p, c)}
	if n := len(out.line); n > 0 {
		out.goes = out.line[n-1].X > p.Max.X+sideSlack
		if out.line = between(out.line, p); len(out.line) == 0 {
			out.Label, out.Cut, out.Bare = sheet.EndLabel{}, false, true
		}
	}
	out.shown = out.line
	if !c.Sample && !c.Line {
		out.shown, out.slab = slabOf(out.line, s.Unit)
	}
	out.end = out.endIn(p)
	return out
}

// endIn returns the point of a panel where the curve ends. A curve without values, whose run
// diverged at once, ends at the top.
func (c *placed) endIn(p sheet.Panel) vg.Point {
	last := len(c.Values) - 1
	if last < 0 {
		return vg.Point{X: p.Min.X, Y: p.Max.Y}
	}
	if n := len(c.line); c.goes && n > 0 {
		end := c.shown[len(c.shown)-1]
		return vg.Point{X: end.X, Y: min(max(end.Y, p.Min.Y), p.Max.Y)}
	}
	end := PointOnPanel(p, c.At(last), c.Values[last])
	if c.slab != nil && !c.Cut {
		end.Y = c.shown[len(c.shown)-1].Y
	}
	within := min(max(end.Y, p.Min.Y), p.Max.Y)
	c.off = math.Abs(float64(end.Y-within)) > sideSlack
	end.Y = within
	if c.Holds {
		end.X = p.AtX(c.At(last + 1))
	}
	return end
}

// sideSlack is how far off a panel's side a point on the side may lie by rounding.
const sideSlack = 1e-6

// between returns the part of a line between the left and the right side of a panel.
func between(line []vg.Point, p sheet.Panel) []vg.Point {
	if line[0].X >= p.Min.X-sideSlack && line[len(line)-1].X <= p.Max.X+sideSlack {
		return line
	}
	return cropped(line, p.Min.X, p.Max.X)
}

// onAxis returns a curve without the values before all places that the horizontal axis of a panel
// can show, such as step 0 of a logarithmic one.
func (c Curve) onAxis(p sheet.Panel) Curve {
	if scale.KindOf(p.X) != scale.AsLog || len(c.Values) == 0 || c.At(0) > 0 {
		return c
	}
	at, first := c.At, 1 // places ascend, and are not below 0
	for first < len(c.Values) && at(first) <= 0 {
		first++
	}
	c.Values, c.At = c.Values[first:], func(i int) float64 { return at(i + first) }
	if b := c.Band; b != nil {
		from := min(first, len(b.Low))
		c.Band = &Band{b.Low[from:], b.High[from:]}
	}
	return c
}

// LineOf maps a curve to a panel, as a staircase where values hold until the next.
func LineOf(p sheet.Panel, c Curve) []vg.Point {
	length := len(c.Values)
	if c.Holds {
		length *= 2
	}
	line, point := make([]vg.Point, 0, length), placer(p)
	for k, v := range c.Values {
		q := point(c.At(k), v)
		line = append(line, q)
		if c.Holds {
			line = append(line, vg.Point{X: p.AtX(c.At(k + 1)), Y: q.Y})
		}
	}
	return line
}

// atFloor is how far above the x axis, in parts of the panel's height, values at the floor of
// a logarithmic axis are drawn, so that a curve does not lie on the axis.
const atFloor = 0.012

// PointOnPanel maps a value at a place on the axis to a panel. Values below the panel's
// floor are drawn at the floor, just above the x axis.
func PointOnPanel(p sheet.Panel, at, v float64) vg.Point { return placer(p)(at, v) }

// placer returns PointOnPanel of a panel, prepared for many values.
func placer(p sheet.Panel) func(at, v float64) vg.Point {
	x, y, low := scale.Placer(p.X), scale.Placer(p.Y), vg.Length(math.Inf(-1))
	if log, ok := scale.WithoutTicks(p.Y).(scale.Log); ok && log.Floor {
		low = p.Min.Y + atFloor*p.Height()
	}
	return func(at, v float64) vg.Point {
		return vg.Point{X: p.Min.X + vg.Length(x(at))*p.Width(), Y: max(low, p.Min.Y+vg.Length(y(v))*p.Height())}
	}
}
