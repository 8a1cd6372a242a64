package schedules

import "math"

// Linear moves the rate in a straight line from one factor of the base rate to another,
// and keeps the last: a (s + (e-s) min(t,N)/N), s = StartFactor, e = EndFactor, N =
// TotalIters (PyTorch's LinearLR).
type Linear struct {
	StartFactor float64 `key:"start_factor" in:"(0,1]" doc:"factor of the rate at the start [1]"`
	EndFactor   float64 `key:"end_factor" in:"[0,1]" doc:"factor of the rate at the end"`
	TotalIters  int     `key:"total_iters" in:"[1,inf)" doc:"steps from one to the other [T]"`
}

func (s Linear) Start(base float64, steps int) func(int, func() float64) float64 {
	from, to, n := orDefault("StartFactor", s.StartFactor, 1), checked("EndFactor", s.EndFactor), orDefault("TotalIters", s.TotalIters, max(steps, 1))
	return func(k int, _ func() float64) float64 {
		p := float64(min(k, n)) / float64(n)
		return base * ((1-p)*from + p*to)
	}
}

// Polynomial lowers the rate to 0 as a power of the remaining time: a (1 - min(t,N)/N)^p,
// N = TotalIters, p = Power (PyTorch's PolynomialLR).
type Polynomial struct {
	TotalIters int     `key:"total_iters" in:"[1,inf)" doc:"steps until the rate is 0 [T]"`
	Power      float64 `key:"power" in:"(0,inf)" doc:"exponent of the decay [1]"`
}

func (s Polynomial) Start(base float64, steps int) func(int, func() float64) float64 {
	n, power := orDefault("TotalIters", s.TotalIters, max(steps, 1)), orDefault("Power", s.Power, 1)
	return func(k int, _ func() float64) float64 {
		return base * math.Pow(1-float64(min(k, n))/float64(n), power)
	}
}
