package schedules

import "math"

// InverseTime decays as the inverse of the time: a/(1 + t/tau) (Robbins and
// Monro 1951; Keras's InverseTimeDecay).
type InverseTime struct {
	Tau float64 `key:"tau" in:"(0,inf)" doc:"steps until the rate has halved [T/10]"`
}

func (s InverseTime) Start(base float64, steps int) func(int, func() float64) float64 {
	tau := orDefault("Tau", s.Tau, float64(max(steps, 1))/10)
	return func(k int, _ func() float64) float64 { return base / (1 + float64(k)/tau) }
}

// InverseSqrt decays as the inverse square root of the time: a/sqrt(1 + t/tau).
type InverseSqrt struct {
	Tau float64 `key:"tau" in:"(0,inf)" doc:"a third of the steps until the rate has halved [T/10]"`
}

func (s InverseSqrt) Start(base float64, steps int) func(int, func() float64) float64 {
	tau := orDefault("Tau", s.Tau, float64(max(steps, 1))/10)
	return func(k int, _ func() float64) float64 { return base / math.Sqrt(1+float64(k)/tau) }
}
