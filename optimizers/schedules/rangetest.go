package schedules

import "math"

// RangeTest sweeps the rate from s = StartLR to e = EndLR, with the same factor at each
// step: s (e/s)^(t/(T-1)). The loss along the way shows which rates are usable (Smith
// 2017).
type RangeTest struct {
	StartLR float64 `key:"start_lr" in:"(0,inf)" doc:"rate of the first step [a thousandth of the run's]"`
	EndLR   float64 `key:"end_lr" in:"(0,inf)" doc:"rate of the last step [ten times the run's]"`
}

func (s RangeTest) Start(base float64, steps int) func(int, func() float64) float64 {
	from, to := orDefault("StartLR", s.StartLR, base/1000), orDefault("EndLR", s.EndLR, finite(10*base))
	end := max(1, steps-1)
	return func(k int, _ func() float64) float64 {
		// s^(1-p) e^p, because e/s may overflow.
		p := float64(min(k, end)) / float64(end)
		return finite(math.Pow(from, 1-p) * math.Pow(to, p))
	}
}
