package schedules

import "math"

// Cosine lowers the rate along half a cosine: e + (a-e)(1 + cos(pi t/N))/2, e = EtaMin, N
// = TMax, and keeps e after step N (Loshchilov and Hutter 2017). optax and Keras keep e
// too; PyTorch's CosineAnnealingLR rises again. With N = T the last step, t = T-1, still
// has a rate above e.
type Cosine struct {
	TMax   int     `key:"T_max" in:"[1,inf)" doc:"steps until the lowest rate [T]"`
	EtaMin float64 `key:"eta_min" in:"[0,inf)" doc:"lowest rate"`
}

func (s Cosine) Start(base float64, steps int) func(int, func() float64) float64 {
	n, low := orDefault("TMax", s.TMax, max(steps, 1)), checked("EtaMin", s.EtaMin)
	return func(k int, _ func() float64) float64 {
		return low + (base-low)*cosine(float64(min(k, n))/float64(n))
	}
}

// CosineRestarts is SGDR: half cosines from a to e = EtaMin, each starting
// again from the top; the i-th takes T0 TMult^i steps (Loshchilov and Hutter
// 2017, PyTorch's CosineAnnealingWarmRestarts).
type CosineRestarts struct {
	T0     int     `key:"T_0" in:"[1,inf)" doc:"steps of the first cycle [T/4]"`
	TMult  int     `key:"T_mult" in:"[1,inf)" doc:"factor from each cycle's length to the next [1]"`
	EtaMin float64 `key:"eta_min" in:"[0,inf)" doc:"lowest rate"`
}

func (s CosineRestarts) Start(base float64, steps int) func(int, func() float64) float64 {
	first, mult := orDefault("T0", s.T0, fraction(1./4, steps)), orDefault("TMult", s.TMult, 1)
	low := checked("EtaMin", s.EtaMin)
	return func(k int, _ func() float64) float64 {
		// In floating point, where a length beyond the largest integer is no trap.
		t, n := float64(k), float64(first)
		if mult == 1 {
			t = math.Mod(t, n)
		}
		for t >= n {
			t -= n
			n *= float64(mult)
		}
		return low + (base-low)*cosine(t/n)
	}
}
