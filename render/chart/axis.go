package chart

import (
	"errors"
	"fmt"
	"math"

	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/words"
)

// IsZero reports whether nothing is wanted of the axis.
func (a Axis) IsZero() bool { return a.Name == "" && a.Values == nil && a.isUsual() }

// isUsual reports whether nothing is wanted of the axis but perhaps a name.
func (a Axis) isUsual() bool {
	return a.Scale == scale.AsUsual && !a.HasEnds() && !a.Whole && a.Ticks == nil && a.Names == nil
}

// HasEnds reports whether an end of the axis is given.
func (a Axis) HasEnds() bool {
	lo, hi := a.ends()
	return !math.IsNaN(lo) || !math.IsNaN(hi)
}

// EndsOr returns the ends of the axis, in place of an end that is not given another one.
func (a Axis) EndsOr(lo, hi float64) (low, high float64) {
	low, high = a.ends()
	if math.IsNaN(low) {
		low = lo
	}
	if math.IsNaN(high) {
		high = hi
	}
	return low, high
}

// Contains reports whether a value lies within the ends that are given.
func (a Axis) Contains(v float64) bool {
	lo, hi := a.ends()
	return !(v < lo || v > hi)
}

// CheckSide returns an error for an axis of which more than name and ticks is wanted, as the side of
// a map, whose ends and scale come from elsewhere, has them.
func (a Axis) CheckSide() error {
	if a.HasEnds() || a.Scale != scale.AsUsual || a.Whole || a.Names != nil {
		return errors.New("is the side of a map, which takes a name and ticks")
	}
	return nil
}

// Named returns the name of the axis, or else the usual one.
func (a Axis) Named(usual string) string {
	if a.Name != "" {
		return a.Name
	}
	return usual
}

// NamedOn returns the name of the axis that is drawn with a scale, or else the usual one, which says so
// where the scale is symmetric.
func (a Axis) NamedOn(drawn scale.Scale, l words.Language, usual string) string {
	if scale.KindOf(drawn) == scale.AsSymmetric {
		usual = l.LogBothWays(usual)
	}
	return a.Named(usual)
}

// Over returns the scale of the axis in place of the usual one, for a figure whose values have an
// extent. Ends alone keep the usual kind, where it can have them. A logarithmic scale that ends
// above a usual logarithmic one has a floor, which stands for all values below.
func (a Axis) Over(usual scale.Scale, e scale.Extent) (scale.Scale, error) {
	if a.Names != nil {
		return nil, errors.New("has names, which an XYPlot alone can have")
	}
	if err := a.checkEnds(); err != nil {
		return nil, err
	}
	lo, hi := a.ends()
	kind, bounded := a.Scale, a.HasEnds()
	if kind == scale.AsUsual {
		kind = scale.KindOf(usual)
		if kind == scale.AsLog && lo <= 0 {
			kind = scale.AsLinear
		}
	}
	out := usual
	if kind != scale.KindOf(usual) {
		whole, err := kind.Over(e)
		if err != nil && (e.Lo < 0 || !bounded) {
			return nil, err
		}
		out = whole
	}
	if bounded {
		var err error
		if out, err = bounds(lo, hi, kind, out, e); err != nil {
			return nil, err
		}
		if log, ok := out.(scale.Log); ok {
			u, same := usual.(scale.Log)
			log.Floor = same && u.Lo < log.Lo
			out = log
		}
	}
	if _, whole := usual.(scale.Whole); whole {
		a.Whole = true
	}
	return a.withTicks(out)
}

// bounds returns a scale of a kind with two ends, of which one that is NaN is that of a whole scale,
// for values of an extent.
func bounds(lo, hi float64, kind scale.Kind, whole scale.Scale, e scale.Extent) (scale.Scale, error) {
	lo, hi = Axis{Lo: lo, Hi: hi}.EndsOr(scale.Ends(whole))
	if !(lo < hi) || !e.IsEmpty() && (e.Hi < lo || e.Lo > hi) {
		return nil, fmt.Errorf("shows nothing: the values go from %s to %s", scale.Number(e.Lo), scale.Number(e.Hi))
	}
	return kind.Between(lo, hi, e), nil
}

// withTicks returns a scale with the ticks that the axis asks for. It returns an error for a
// tick beyond the scale's ends.
func (a Axis) withTicks(s scale.Scale) (scale.Scale, error) {
	if even, ok := s.(scale.Linear); ok && a.Whole {
		s = scale.Whole{Linear: even}
	}
	if a.Ticks == nil {
		return s, nil
	}
	for _, v := range a.Ticks {
		if at := s.At(v); !(at >= -1e-9 && at <= 1+1e-9) {
			lo, hi := scale.Ends(s)
			return nil, fmt.Errorf("the tick %s is not on the axis, which goes from %s to %s", scale.Number(v), scale.Number(lo), scale.Number(hi))
		}
	}
	return scale.Ticked{Scale: s, Values: a.Ticks}, nil
}

// OnSides returns a panel of a map, or of another figure whose axes have their ends, with the ticks
// that two axes want.
func OnSides(s *sheet.Sheet, p sheet.Panel, x, y Axis) sheet.Panel {
	for i, a := range []Axis{x, y} {
		if err := a.CheckSide(); err != nil {
			s.Fail(&sheet.AxisError{Axis: []string{"x", "y"}[i], Err: err})
			return p
		}
	}
	ends := func(side scale.Scale) func() scale.Extent {
		return func() scale.Extent {
			lo, hi := scale.Ends(side)
			return scale.NewExtent(lo, hi)
		}
	}
	p.X, p.Y = x.OnSheet(s, "x", p.X, ends(p.X)), y.OnSheet(s, "y", p.Y, ends(p.Y))
	return p
}

// OnSheet does what Over does for the axis "x" or "y" of a figure that is drawn on a sheet. An
// error becomes that of the sheet, and the scale the usual one.
func (a Axis) OnSheet(s *sheet.Sheet, axis string, usual scale.Scale, extent func() scale.Extent) scale.Scale {
	if a.isUsual() {
		return usual
	}
	out, err := a.Over(usual, extent())
	if err != nil {
		s.Fail(&sheet.AxisError{Axis: axis, Err: err})
		return usual
	}
	if axis == "x" { // what lies left of the panel is not drawn
		return withoutFloor(out)
	}
	return out
}

// withoutFloor returns a scale whose low end stands for no other values.
func withoutFloor(s scale.Scale) scale.Scale {
	switch s := s.(type) {
	case scale.Log:
		s.Floor = false
		return s
	case scale.Ticked:
		s.Scale = withoutFloor(s.Scale)
		return s
	}
	return s
}
