package optimizers

import "math"

// descend takes the step with which Adam and its variants end,
//
//	x = x - lr a m/(√v root + eps),
//
// computed in this order, so that every path gives the same bits. Divisions and roots
// take most of the time of a batch of runs.
func descend(x, lr, m, v []float64, a, root, eps float64) {
	done := descendWide(x, lr, m, v, a, root, eps)
	m, v, lr = m[:len(x)], v[:len(x)], lr[:len(x)]
	for i := done; i < len(x); i++ {
		x[i] -= lr[i] * a * m[i] / (float64(math.Sqrt(v[i])*root) + eps) // float64: not fused
	}
}
