package scale

import (
	"math"
	"strconv"

	"github.com/optviz/optviz/surfaces/portable"
)

// Ticked is another scale with ticks at given values, each with its number in full.
type Ticked struct {
	Scale
	Values []float64 // ascending, within the scale
}

// Ticks implements Scale.
func (s Ticked) Ticks(int) []Tick {
	ticks := make([]Tick, len(s.Values))
	for i, v := range s.Values {
		ticks[i] = Tick{Value: v, Label: full(v)}
	}
	return ticks
}

// full writes a number with all its digits.
func full(v float64) string {
	if size := math.Abs(v); v != 0 && (size >= 1e6 || size < 1e-3) {
		return exact(v)
	}
	return Minus(thousands(strconv.FormatFloat(v, 'f', -1, 64)))
}

// WithoutTicks returns a scale without the ticks that somebody gave it.
func WithoutTicks(s Scale) Scale {
	if t, ok := s.(Ticked); ok {
		return t.Scale
	}
	return s
}

// Ends returns the ends of the scale.
func (s Linear) Ends() (lo, hi float64) { return s.Lo, s.Hi }

// Ends returns the ends of the scale.
func (s Log) Ends() (lo, hi float64) { return s.Lo, s.Hi }

// Ends returns the ends of the scale.
func (s SymLog) Ends() (lo, hi float64) { return s.Lo, s.Hi }

// Ends returns the ends of the scale, NaN where it has none.
func (s Ticked) Ends() (lo, hi float64) { return Ends(s.Scale) }

// Ends returns the ends of a scale, NaN where it has none.
func Ends(s Scale) (lo, hi float64) {
	if e, ok := s.(interface{ Ends() (lo, hi float64) }); ok {
		return e.Ends()
	}
	return math.NaN(), math.NaN()
}

// ValueAt returns the value at a place of a scale, 0 at its low end and 1 at its high end: the
// inverse of At within the scale. A scale without ends has none, NaN.
func ValueAt(s Scale, at float64) float64 {
	lo, hi := Ends(s)
	switch s := WithoutTicks(s).(type) {
	case Log:
		return portable.Exp(math.Log(lo)*(1-at) + math.Log(hi)*at)
	case SymLog:
		return s.unwarp(s.warp(lo)*(1-at) + s.warp(hi)*at)
	}
	return lo*(1-at) + hi*at
}
