package schedules

import (
	"math"
	"slices"
)

// Step drops the rate at regular intervals: a gamma^floor(t/s), s = StepSize
// (PyTorch's StepLR).
type Step struct {
	StepSize int     `key:"step_size" in:"[1,inf)" doc:"steps between drops [T/3]"`
	Gamma    float64 `key:"gamma" in:"(0,inf)" doc:"factor of each drop [0.1]"`
}

func (s Step) Start(base float64, steps int) func(int, func() float64) float64 {
	size, gamma := orDefault("StepSize", s.StepSize, fraction(1./3, steps)), orDefault("Gamma", s.Gamma, 0.1)
	return func(k int, _ func() float64) float64 {
		return finite(base * math.Pow(gamma, float64(k/size)))
	}
}

// MultiStep drops the rate at given steps: a gamma^n, n the number of milestones <= t; a
// milestone listed twice counts twice (PyTorch's MultiStepLR).
type MultiStep struct {
	Milestones []int   `key:"milestones" in:"[0,inf)" doc:"steps at which the rate drops, as in 30/60 [T/2 and 0.8 T]"`
	Gamma      float64 `key:"gamma" in:"(0,inf)" doc:"factor of each drop [0.1]"`
}

func (s MultiStep) Start(base float64, steps int) func(int, func() float64) float64 {
	milestones, gamma := s.Milestones, orDefault("Gamma", s.Gamma, 0.1)
	if len(milestones) == 0 {
		milestones = []int{fraction(0.5, steps), fraction(0.8, steps)}
	}
	checked("Milestones", slices.Min(milestones))
	return func(k int, _ func() float64) float64 {
		n := 0
		for _, m := range milestones {
			if m <= k {
				n++
			}
		}
		return finite(base * math.Pow(gamma, float64(n)))
	}
}
