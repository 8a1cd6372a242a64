package optimizers

import "math"

// descend is the step that Adam and its kin end with,
//
//	x = x - lr a m/(√v root + eps),
//
// in the order in which it is written, to the last bit on every path. Divisions
// and roots are most of the time of many runs in lock-step.
func descend(x, lr, m, v []float64, a, root, eps float64) {
	done := descendWide(x, lr, m, v, a, root, eps)
	m, v, lr = m[:len(x)], v[:len(x)], lr[:len(x)]
	for i := done; i < len(x); i++ {
		x[i] -= lr[i] * a * m[i] / (float64(math.Sqrt(v[i])*root) + eps) // float64: not fused
	}
}
