package scale

import (
	"math"
)

// Losses closer to the infimum than UsualFloor are at rounding level and drawn at
// UsualFloor, so that the others can be told apart. LeastFloor is the floor where every value
// is of interest.
const (
	UsualFloor = 1e-10
	LeastFloor = 1e-16
)

// LogRange returns a logarithmic scale that ends at or just beyond lo and hi. A floor is
// rounded down to a power of ten, where its tick can have a label.
func LogRange(lo, hi float64, floor bool) Log {
	if hi < 10*lo {
		hi, lo = math.Max(hi, lo)*3, lo/3
	}
	from, to := math.Log10(lo), math.Log10(hi)
	const (
		margin = 0.03
		most   = 308 // 10^most is finite
	)
	if floor || to > from+3 {
		from = math.Floor(from + 1e-9)
	} else {
		from -= margin * (to - from)
	}
	return Log{Lo: math.Pow(10, from), Hi: math.Pow(10, min(to+margin*(to-from), most)), Floor: floor}
}

// BothSigns returns a scale that is even over a modest range and logarithmic in both
// directions over a wide one.
func BothSigns(lo, hi float64) Scale {
	most := math.Max(math.Abs(lo), math.Abs(hi))
	if most <= 100 || math.Abs(hi-lo) < 0.9*most {
		if hi-lo <= 1e-12*most { // constant but for rounding
			pad := math.Max(1, 1e-3*most)
			hi, lo = hi+pad, lo-pad
		}
		pad := (hi/2 - lo/2) * 0.06
		return Linear{Lo: lo - pad, Hi: hi + pad}
	}
	return SymLog{Lo: lo, Hi: hi, Unit: 1}
}
