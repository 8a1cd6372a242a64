package formula

import "math"

// Rounding returns how far rounding may put the value at x off, to first order: the sum of
// what half a unit in the last digit of each number on the way, and of x, changes.
func (f *Formula) Rounding(x []float64) float64 {
	const unit = 0x1p-53
	slots := make([]float64, 2*(f.dim+len(f.code)))
	v, w := slots[:len(slots)/2], slots[len(slots)/2:]
	f.spread(v, w, make([]float64, f.dim), x)
	var sum float64
	for k, slot := range v {
		size := math.Abs(slot)
		if k >= f.dim {
			size = f.code[k-f.dim].size(v)
		}
		sum += times(math.Abs(w[k]), size)
	}
	return unit * sum
}

// size returns the sum of the sizes of the terms that an instruction adds, and the size of
// its result where it adds none.
func (in *instr) size(v []float64) float64 {
	a, b := v[in.a], v[in.b]
	switch in.op {
	case opAffine:
		return math.Abs(in.c*a) + math.Abs(in.d)
	case opLinear:
		return math.Abs(in.c*a) + math.Abs(in.d*b)
	case opRaised:
		return math.Abs(in.c*a) + math.Abs(in.d*b*b)
	case opSquares:
		return math.Abs(in.c*a*a) + math.Abs(in.d*b*b)
	}
	return math.Abs(in.apply(a, b))
}
