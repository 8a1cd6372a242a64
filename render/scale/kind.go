package scale

import (
	"errors"
	"fmt"
	"math"
)

// Kind is a kind of scale that a user may ask for. Its String method returns the name on the
// command line.
type Kind int

// The kinds.
const (
	AsUsual     Kind = iota // as the figure chooses
	AsLinear                // even
	AsLog                   // logarithmic: values above 0 alone
	AsSymmetric             // logarithmic in both directions from 0
)

// Kinds returns the kinds that can be asked for by name.
func Kinds() []Kind { return []Kind{AsLinear, AsLog, AsSymmetric} }

// String returns the name of the kind on the command line: "linear", "log", "symmetric", or "" for AsUsual.
func (k Kind) String() string {
	names := [...]string{"", "linear", "log", "symmetric"}
	if k < 0 || int(k) >= len(names) {
		return fmt.Sprintf("Kind(%d)", int(k))
	}
	return names[k]
}

// KindOf returns the kind of a scale.
func KindOf(s Scale) Kind {
	switch WithoutTicks(s).(type) {
	case Log:
		return AsLog
	case SymLog:
		return AsSymmetric
	}
	return AsLinear
}

// Extent holds what an axis must show.
type Extent struct {
	Lo, Hi float64
	Least  float64 // the least value above 0; +Inf where there is none
}

// NewExtent returns the extent of some values, of which those that are not finite are left out.
func NewExtent(values ...float64) Extent {
	e := Extent{math.Inf(1), math.Inf(-1), math.Inf(1)}
	e.Add(values...)
	return e
}

// Add widens the extent to hold some values.
func (e *Extent) Add(values ...float64) {
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			continue
		}
		e.Lo, e.Hi = min(e.Lo, v), max(e.Hi, v)
		if v > 0 {
			e.Least = min(e.Least, v)
		}
	}
}

// IsEmpty reports whether the extent has no value.
func (e Extent) IsEmpty() bool { return e.Lo > e.Hi }

// errNegative says why an axis cannot be logarithmic.
var errNegative = errors.New("has no values of 0 and below, which symmetric shows")

// Over returns a scale of the kind that shows an extent. A logarithmic one shows zeros at its
// floor, and none but values above 0 otherwise.
func (k Kind) Over(e Extent) (Scale, error) {
	if e.IsEmpty() {
		e = NewExtent(0, 1)
	}
	switch k {
	case AsLog:
		const visible = 1e-12 // part of the highest value
		if e.Lo < 0 || math.IsInf(e.Least, 1) {
			return nil, fmt.Errorf("the values go from %s to %s, and a logarithmic axis %w", Number(e.Lo), Number(e.Hi), errNegative)
		}
		least := max(e.Least, visible*e.Hi)
		return LogRange(least, e.Hi, e.Lo < least), nil
	case AsSymmetric:
		return symmetricOver(e), nil
	}
	return linearOver(e), nil
}

// linearOver returns an even scale with room around an extent. It begins at 0 where the values
// reach into the lower half of the axis that does.
func linearOver(e Extent) Linear {
	lo, hi := e.Lo, e.Hi
	if lo >= 0 && lo <= hi/2 {
		lo = 0
	}
	if !(hi > lo) {
		pad := math.Max(1, math.Abs(lo))
		return Linear{Lo: lo - pad, Hi: hi + pad}
	}
	pad := hi/20 - lo/20
	if lo != 0 {
		lo -= pad
	}
	return Linear{Lo: lo, Hi: min(hi+pad, math.MaxFloat64)}
}

// symmetricOver returns a symmetric scale with room beyond the ends of an extent, but for an end at
// 0.
func symmetricOver(e Extent) SymLog {
	lo, hi := min(e.Lo, 0), max(e.Hi, 0)
	if lo == hi {
		lo, hi = -1, 1
	}
	const room = 0.03 // part of the axis
	s := SymLog{Lo: lo, Hi: hi, Unit: e.unitBetween(lo, hi)}
	beyond := func(end float64) float64 {
		return s.unwarp(s.warp(end) + math.Copysign(room*(s.warp(hi)-s.warp(lo)), end))
	}
	if lo < 0 {
		s.Lo = beyond(lo)
	}
	if hi > 0 {
		s.Hi = beyond(hi)
	}
	return s
}

// unitBetween returns the part of a symmetric scale between two ends that is nearly even: up to the
// power of ten below the least value, but no more than 1, and no less than three decades below the
// ends.
func (e Extent) unitBetween(lo, hi float64) float64 {
	const decades, smallest = 3, -300
	power := func(v float64) float64 { return math.Floor(math.Log10(v) + 1e-9) }
	exponent := max(power(max(math.Abs(lo), math.Abs(hi)))-decades, smallest)
	if !math.IsInf(e.Least, 1) {
		exponent = max(exponent, power(e.Least))
	}
	return math.Pow(10, min(0, exponent))
}

// Between returns a scale of the kind between two ends, the low one first, for values of an
// extent. The ends of a logarithmic one must be above 0.
func (k Kind) Between(lo, hi float64, e Extent) Scale {
	switch k {
	case AsLog:
		return Log{Lo: lo, Hi: hi}
	case AsSymmetric:
		return SymLog{Lo: lo, Hi: hi, Unit: e.unitBetween(lo, hi)}
	}
	return Linear{Lo: lo, Hi: hi}
}
