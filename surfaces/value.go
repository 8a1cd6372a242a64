package surfaces

import "math"

// Rounding is a loss that reports how far rounding, of x and of the terms of the sum, may
// move its value at x.
type Rounding interface{ Rounding(x []float64) float64 }

// ValueAt returns f at a critical point x, or 0 where the value differs from 0 only by
// rounding, judged by the size of the terms that cancel at x.
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

// scatterOf returns by how much values at places a few units of the last digit away from
// x differ from the value v at x. At a critical point no slope contributes to the
// difference.
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
