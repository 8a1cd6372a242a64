package chart

import (
	"errors"
	"fmt"
	"math"

	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/surfaces/portable"
)

// Axis holds what is wanted of an axis of a figure; what is left out the figure chooses.
type Axis struct {
	Name   string     // markup; "": the figure's
	Scale  scale.Kind // on a logarithmic one only values above 0 are drawn; AsUsual: the figure's, of an XYPlot an even one
	Whole  bool       // ticks at whole numbers only
	Lo, Hi float64    // ends; an end that is NaN, or both if both are 0, follow the values
	Ticks  []float64  // ascending, within the ends: where numbers stand; nil: at round numbers
	Names  []string   // markup: names at 0, 1, 2, ... instead of numbers, of an XYPlot
	Values []float64  // ascending: ticks of an even axis where there is room for all, of an XYPlot; nil: at round numbers
}

// isLog reports whether a logarithmic axis is wanted.
func (a Axis) isLog() bool { return a.Scale == scale.AsLog }

// check returns an error for an axis of a plot that cannot be drawn.
func (a Axis) check(side string) error {
	lo, hi := a.ends()
	err := a.checkEnds()
	switch {
	case err != nil:
		return fmt.Errorf("the %s axis %w", side, err)
	case a.Names != nil && (a.Scale > scale.AsLinear || a.Whole || a.Ticks != nil || !math.IsNaN(lo) || !math.IsNaN(hi)):
		return fmt.Errorf("the %s axis has names: it has no scale, no ends and no ticks", side)
	}
	return nil
}

// checkEnds returns an error for ends or ticks that no axis has.
func (a Axis) checkEnds() error {
	lo, hi := a.ends()
	switch {
	case a.Scale < scale.AsUsual || a.Scale > scale.AsSymmetric:
		return fmt.Errorf("has scale %d: there are %d", int(a.Scale), int(scale.AsSymmetric)+1)
	case lo > 0 && hi == 0:
		return fmt.Errorf("goes from %g to 0: an end that follows the values is NaN", lo)
	case math.IsInf(lo, 0) || math.IsInf(hi, 0) || lo >= hi:
		return fmt.Errorf("goes from %g to %g", a.Lo, a.Hi)
	case a.isLog() && (lo <= 0 || hi <= 0):
		return fmt.Errorf("goes from %g to %g, a logarithmic one is above 0", a.Lo, a.Hi)
	}
	for i, v := range a.Ticks {
		if math.IsNaN(v) || i > 0 && v <= a.Ticks[i-1] {
			return fmt.Errorf("has ticks that do not ascend: tick %d is %g", i, v)
		}
	}
	return nil
}

// ends returns the given ends of the axis, NaN for an end that is not given.
func (a Axis) ends() (lo, hi float64) {
	if a.Lo == 0 && a.Hi == 0 {
		return math.NaN(), math.NaN()
	}
	return a.Lo, a.Hi
}

// canShow reports whether the axis can show a value, within its ends or beyond: a
// logarithmic axis shows no 0.
func (a Axis) canShow(v float64) bool {
	return !math.IsNaN(v) && !math.IsInf(v, 0) && (v > 0 || !a.isLog())
}

// canShow reports whether both axes can show a point.
func (m XYPlot) canShow(x, y float64) bool { return m.X.canShow(x) && m.Y.canShow(y) }

// span is a range of values that add widens.
type span struct{ lo, hi float64 }

// newSpan returns an empty range.
func newSpan() span { return span{math.Inf(1), math.Inf(-1)} }

// add widens the range to hold some values.
func (r *span) add(values ...float64) {
	for _, v := range values {
		r.lo, r.hi = min(r.lo, v), max(r.hi, v)
	}
}

// scales returns the scales of both axes, up to the given ends or as far as the drawing
// reaches.
func (m XYPlot) scales(stack [][2][]float64) (x, y scale.Scale, err error) {
	across, up, grounded := newSpan(), newSpan(), false
	point := func(x, y float64) {
		if m.canShow(x, y) {
			across.add(x)
			if m.X.Contains(x) {
				up.add(y)
			}
		}
	}
	for i, v := range m.Series {
		for _, values := range [][]float64{v.Y, v.Low, v.High, stack[i][1]} {
			for k, y := range values {
				point(v.X[k], y)
				if k > 0 && v.Kind != AsPoints && v.Kind != AsBars {
					up.add(m.atEnds(v.X[k-1], values[k-1], v.X[k], y)...)
				}
			}
		}
		if v.Kind == AsArea || v.Kind == AsBars {
			up.add(0)
			grounded = true
		}
	}
	for _, k := range m.Marks {
		point(k.X, k.Y)
	}
	for _, v := range m.Slopes {
		point(v.From, v.Y)
		point(v.To, v.end(m.X.isLog()))
	}
	for _, l := range m.Lines {
		if l.Level && m.Y.canShow(l.At) {
			up.add(l.At)
		} else if !l.Level && m.X.canShow(l.At) {
			across.add(l.At)
		}
	}
	if up.lo > up.hi {
		return nil, nil, errors.New("no value lies between the ends of the horizontal axis")
	}
	if x, err = m.X.scale(m.widenForBars(across), m.sidePadding(), false); err != nil {
		return nil, nil, fmt.Errorf("the horizontal axis: %w", err)
	}
	if y, err = m.Y.scale(up, 0.05, grounded); err != nil {
		return nil, nil, fmt.Errorf("the vertical axis: %w", err)
	}
	return x, y, nil
}

// atEnds returns the values at which the line from one point to another passes the given
// ends of the horizontal axis.
func (m XYPlot) atEnds(x0, y0, x1, y1 float64) []float64 {
	if !m.canShow(x0, y0) || !m.canShow(x1, y1) {
		return nil
	}
	lo, hi := m.X.ends()
	var out []float64
	for _, end := range [2]float64{lo, hi} {
		if (x0 < end) == (x1 < end) || math.IsNaN(end) {
			continue
		}
		part := (end/2 - x0/2) / (x1/2 - x0/2)
		if m.X.isLog() {
			part = math.Log(end/x0) / math.Log(x1/x0)
		}
		y := y0*(1-part) + y1*part
		if m.Y.isLog() {
			y = portable.Exp(math.Log(y0)*(1-part) + math.Log(y1)*part)
		}
		out = append(out, min(max(y, min(y0, y1)), max(y0, y1)))
	}
	return out
}

// sidePadding returns the padding beside the ends of the horizontal axis, as a part of its
// range. Lines may touch the ends; markers would be cut.
func (m XYPlot) sidePadding() float64 {
	for _, v := range m.Series {
		if v.Kind == AsMarked || v.Kind == AsPoints {
			return 0.03
		}
	}
	return 0
}

// widenForBars widens a range by half a group of bars on either side, if there are bars.
func (m XYPlot) widenForBars(r span) span {
	gap, ok := m.barGap()
	switch {
	case !ok:
		return r
	case m.X.isLog():
		return span{r.lo / portable.Exp(gap/2), r.hi * portable.Exp(gap/2)}
	}
	return span{r.lo - gap/2, r.hi + gap/2}
}

// scale returns the scale of the axis for values in a range. It pads an end that is not
// given by the part pad of the range, except the end 0 of bars and areas (grounded).
func (a Axis) scale(r span, pad float64, grounded bool) (scale.Scale, error) {
	if a.Names != nil {
		return newNamed(a.Names), nil
	}
	lo, hi := a.ends()
	from, to := padded(r, pad, grounded)
	switch a.Scale {
	case scale.AsLog:
		from, to = paddedLog(r, pad)
	case scale.AsSymmetric:
		around, err := a.Scale.Over(scale.NewExtent(r.lo, r.hi))
		if err != nil {
			return nil, err
		}
		from, to = scale.Ends(around)
	}
	if !math.IsNaN(lo) {
		from = lo
	}
	if !math.IsNaN(hi) {
		to = hi
	}
	switch {
	case !(from < to):
		return nil, fmt.Errorf("all values lie beyond its ends: it would go from %g to %g", from, to)
	case a.Values != nil && a.Ticks == nil && a.Scale < scale.AsLog:
		return scale.Typed{Linear: scale.Linear{Lo: from, Hi: to}, Values: a.Values}, nil
	}
	return a.withTicks(a.Scale.Between(from, to, scale.NewExtent(r.lo, r.hi)))
}

// padded pads the ends of a range, but not an end at a ground 0. A range without width
// gets one.
func padded(r span, pad float64, grounded bool) (lo, hi float64) {
	most := math.Max(math.Abs(r.lo), math.Abs(r.hi))
	room := (r.hi/2 - r.lo/2) * (2 * pad) // halving keeps the difference finite
	if r.hi/2-r.lo/2 <= 1e-12*most {      // constant up to rounding
		room = math.Max(math.Max(1e-3*most, most/2*pad), 1e-300)
		if most == 0 {
			room = 1
		}
		return math.Max(r.lo-room, -math.MaxFloat64), math.Min(r.hi+room, math.MaxFloat64)
	}
	lo, hi = r.lo, r.hi
	if lo != 0 || !grounded {
		lo = math.Max(lo-room, -math.MaxFloat64)
	}
	if hi != 0 || !grounded {
		hi = math.Min(hi+room, math.MaxFloat64)
	}
	return lo, hi
}

// paddedLog pads the ends of a range above 0 by a part of its decades.
func paddedLog(r span, pad float64) (lo, hi float64) {
	decades := math.Log10(r.hi) - math.Log10(r.lo)
	room := math.Pow(10, pad*decades)
	if decades < 0.1 {
		room = 2
	}
	return math.Max(r.lo/room, math.SmallestNonzeroFloat64), math.Min(r.hi*room, math.MaxFloat64)
}

// named is a scale with names at 0, 1, 2, ...
type named struct {
	scale.Linear
	ticks []scale.Tick
}

func newNamed(names []string) named {
	n := named{Linear: scale.Linear{Lo: -0.5, Hi: float64(len(names)) - 0.5}}
	for i, name := range names {
		n.ticks = append(n.ticks, scale.Tick{Value: float64(i), Label: name})
	}
	return n
}

// Ticks implements scale.Scale.
func (n named) Ticks(int) []scale.Tick { return n.ticks }

// xEnds returns the ends of the horizontal axis.
func (d *xyDrawing) xEnds() (lo, hi float64) { return scale.Ends(d.Panel.X) }
