package formula

import "math"

// Rounding returns a first-order bound on the rounding error of the value at x: the sum
// of the changes that half a unit in the last digit of x and of each intermediate result
// causes.
func (f *Formula) Rounding(x []float64) float64 {
	const unit = 0x1p-53
	slots := make([]float64, 2*(f.dim+len(f.code)))
	v, w := slots[:len(slots)/2], slots[len(slots)/2:]
	f.backpropagate(v, w, make([]float64, f.dim), x)
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

// size returns the sum of the magnitudes of the terms that an instruction adds, or the
// magnitude of its result if it adds none.
func (in *instr) size(v []float64) float64 {
	a, b := v[in.a], v[in.b]
	switch in.op {
	case opAffine:
		return math.Abs(in.c*a) + math.Abs(in.d)
	case opLinear:
		return math.Abs(in.c*a) + math.Abs(in.d*b)
	case opLinearSquare:
		return math.Abs(in.c*a) + math.Abs(in.d*b*b)
	case opSquares:
		return math.Abs(in.c*a*a) + math.Abs(in.d*b*b)
	}
	return math.Abs(in.apply(a, b))
}
