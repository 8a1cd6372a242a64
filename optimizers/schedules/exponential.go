package schedules

import "math"

// Exponential multiplies the rate by the same factor at every step: a gamma^t
// (PyTorch's ExponentialLR).
type Exponential struct {
	Gamma float64 `key:"gamma" in:"(0,inf)" doc:"factor of each step [0.01^(1/T)]"`
}

func (s Exponential) Start(base float64, steps int) func(int, func() float64) float64 {
	gamma := orDefault("Gamma", s.Gamma, math.Pow(0.01, 1/float64(max(steps, 1))))
	return func(k int, _ func() float64) float64 {
		return finite(base * math.Pow(gamma, float64(k)))
	}
}
