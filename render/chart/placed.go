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
	out := placed{Curve: c, line: LineOf(p, c)}
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
	end := PointOnPanel(p, c.At(last), c.Values[last])
	if c.slab != nil && !c.Cut {
		end.Y = c.shown[len(c.shown)-1].Y
	}
	end.Y = min(max(end.Y, p.Min.Y), p.Max.Y)
	if c.Holds {
		end.X = p.AtX(c.At(last + 1))
	}
	return end
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
	if log, ok := p.Y.(scale.Log); ok && log.Floor {
		low = p.Min.Y + atFloor*p.Height()
	}
	return func(at, v float64) vg.Point {
		return vg.Point{X: p.Min.X + vg.Length(x(at))*p.Width(), Y: max(low, p.Min.Y+vg.Length(y(v))*p.Height())}
	}
}
