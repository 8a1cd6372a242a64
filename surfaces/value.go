package surfaces

import "math"

// Rounding is a loss that knows how far rounding may put its value at x off: by that of x
// and of the terms that are summed.
type Rounding interface{ Rounding(x []float64) float64 }

// ValueAt returns f at a critical point x, and 0 where nothing but rounding makes the value
// differ from 0: as against the terms that cancel there, however small the value is.
func ValueAt(f interface{ Func(x []float64) float64 }, x []float64) float64 {
	const margin = 4
	v := f.Func(x)
	if v == 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return v + 0 // and not -0
	}
	var off float64
	if r, ok := f.(Rounding); ok {
		off = r.Rounding(x)
	} else {
		off = scatterOf(f, x, v)
	}
	if math.Abs(v) <= margin*off {
		return 0
	}
	return v
}

// scatterOf returns how far values next to x, a few units of the last digit away, differ from
// the value v at x. At a critical point no slope makes them differ.
func scatterOf(f interface{ Func(x []float64) float64 }, x []float64, v float64) (most float64) {
	const (
		places = 12
		unit   = 0x1p-52
	)
	y := make([]float64, len(x))
	for k := range places {
		for i, t := range x {
			y[i] = t * (1 + unit*float64((5*k+2*i+3*i*k)%9-4))
		}
		if w := f.Func(y); !math.IsNaN(w) && !math.IsInf(w, 0) {
			most = max(most, math.Abs(w-v))
		}
	}
	return most
}
