package terrain

import (
	"math"
	"slices"

	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/surfaces"
)

// typicalSide is the number of points along a side of a window from which levels are chosen.
const typicalSide = 100

// typical returns the values of the surface at points of the window that do not depend on
// the size of the drawing, so that drawings of all sizes have the same levels. The even
// number of points along a side leaves the middle out, where many surfaces have their
// minimum. Where values cost much, typical returns the samples nearest to those points,
// which hardly depend on the size.
func typical(f surfaces.Surface, window surfaces.Window, fl Map) []float64 {
	const points = typicalSide
	if !IsCostly(f) {
		return evaluated(f, window, points, points).Values
	}
	var values []float64
	at := func(k, n int) int { return (2*k*(n-1) + points - 1) / (2 * (points - 1)) } // the nearest
	for j := range points {
		for i := range points {
			if k := at(j, fl.NY)*fl.NX + at(i, fl.NX); fl.Undefined == nil || !fl.Undefined[k] {
				values = append(values, fl.Values[k])
			}
		}
	}
	return values
}

// finite returns the finite values in ascending order.
func finite(values []float64) []float64 {
	values = slices.DeleteFunc(slices.Clone(values), func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) })
	slices.Sort(values)
	return values
}

// reach returns the least of ascending values, the value with 0.4 % of them below it, and
// the greatest.
func reach(values []float64) (low, typicalLow, high float64) {
	if len(values) == 0 {
		return 0, 0, 0
	}
	return values[0], values[len(values)/250], values[len(values)-1]
}

// crowded reports whether nine tenths of ascending values lie within one of mostBands even
// bands.
func crowded(values []float64) bool {
	n := len(values)
	return n > 0 && values[n-1-n/20]-values[n/20] < (values[n-1]-values[0])/mostBands
}

// mostBands is the largest number of bands that the eye can tell apart.
const mostBands = 15

// even places levels at round values from low to high.
func (f *Map) even(low, high float64) {
	if !(high > low) {
		low = high - math.Max(1, math.Abs(high)) // a plain is pale, as heights are
	}
	s := scale.Linear{Lo: low, Hi: high}
	for _, t := range s.Ticks(mostBands) {
		f.Levels = append(f.Levels, f.offPlateau(t.Value, (high-low)/1000))
	}
	f.Bar = s
}

// offPlateau lowers a level that a fifth of the window has as its loss, up to a tolerance.
// The line of such a level would show nothing but rounding.
func (f *Map) offPlateau(level, tolerance float64) float64 {
	at := 0
	for _, v := range f.Values {
		if math.Abs(v-level) < tolerance {
			at++
		}
	}
	if at*5 > len(f.Values) {
		return level - tolerance
	}
	return level
}

// logarithmic places levels at even steps of the logarithm of the height above
// the infimum.
func (f *Map) logarithmic(infimum, low, high float64) {
	lo, hi := math.Log10(low), math.Log10(high)
	step := 10.0
	for _, s := range []float64{0.125, 0.25, 0.5, 1, 2, 5} {
		if (hi-lo)/s <= mostBands {
			step = s
			break
		}
	}
	for i := math.Ceil(lo / step); i*step < hi; i++ {
		f.Levels = append(f.Levels, infimum+math.Pow(10, i*step))
	}
	floor := math.Pow(10, lo-step)
	f.Offset, f.Bar = infimum, scale.Log{Lo: floor * math.Pow(10, step/2), Hi: high}
	f.Warp = func(v float64) float64 { return math.Log(math.Max(v-infimum, floor)) }
}

// symmetric places levels at 0 and at powers of ten on both sides of 0. The least of these
// powers is the one next below the absolute value that a quarter of the values do not
// reach.
func (f *Map) symmetric(values []float64) {
	sizes := make([]float64, len(values))
	for i, v := range values {
		sizes[i] = math.Abs(v)
	}
	slices.Sort(sizes)
	low, high, largest := values[0], values[len(values)-1], sizes[len(sizes)-1]
	unit := math.Pow(10, math.Floor(math.Log10(math.Max(sizes[len(sizes)/4], 1e-12*largest))))
	first, last := math.Log10(unit), math.Floor(math.Log10(largest))
	step := math.Ceil(2 * (last - first + 1) / mostBands)
	f.Levels = []float64{0}
	for k := first; k <= last; k += step {
		f.Levels = append(f.Levels, -math.Pow(10, k), math.Pow(10, k))
	}
	f.Levels = slices.DeleteFunc(f.Levels, func(v float64) bool { return v <= low || v >= high })
	slices.Sort(f.Levels)
	f.Bar = scale.SymLog{Lo: low, Hi: high, Unit: unit}
	f.Warp = func(v float64) float64 { return math.Asinh(v / unit) }
}

// Few chooses at most n of some levels, evenly from the lowest on.
func Few(levels []float64, n int) []float64 {
	step := max(1, (len(levels)+n-1)/n)
	var out []float64
	for i := 0; i < len(levels); i += step {
		out = append(out, levels[i])
	}
	return out
}

// floorName returns the symbol that a colour bar subtracts from the loss; "" for a floor of 0,
// unless the other maps of the page subtract one.
func floorName(m surfaces.Meta, floor float64, beside Beside) string {
	switch {
	case beside.Minimum:
		return "f_{min}"
	case floor == 0:
		return ""
	}
	return FloorSymbol(m)
}

// FloorSymbol returns the symbol of the loss from which heights over a surface are
// measured.
func FloorSymbol(m surfaces.Meta) string {
	if math.IsNaN(m.Infimum) {
		return "f_{min}"
	}
	return "f^*"
}
