package schedules

// OneCycle raises the rate from m/DivFactor to m = MaxLR, reached at step PctStart N - 1,
// N = TotalSteps, and lowers it to m/(DivFactor FinalDivFactor) at step N-1 and after.
// With ThreePhase the rate first falls back to m/DivFactor as fast as it rose (Smith and
// Topin 2018, PyTorch's OneCycleLR without cycle_momentum; optax peaks one step later).
// The rate follows half a cosine, or a straight line with AnnealStrategy linear.
type OneCycle struct {
	MaxLR          float64 `key:"max_lr" in:"(0,inf)" doc:"highest rate [the run's]"`
	TotalSteps     int     `key:"total_steps" in:"[1,inf)" doc:"steps of the cycle [T]"`
	PctStart       float64 `key:"pct_start" in:"(0,1]" doc:"fraction of the cycle on the way up [0.3]"`
	DivFactor      float64 `key:"div_factor" in:"[1,inf)" doc:"highest rate over first [25]"`
	FinalDivFactor float64 `key:"final_div_factor" in:"[1,inf)" doc:"first rate over last [1e4]"`
	AnnealStrategy string  `key:"anneal_strategy" one:"cos|linear" doc:"shape of the way up and down [cos]"`
	ThreePhase     bool    `key:"three_phase" doc:"fall to the first rate, and only then to the last"`
}

func (s OneCycle) Start(base float64, steps int) func(int, func() float64) float64 {
	high := orDefault("MaxLR", s.MaxLR, base)
	first := high / orDefault("DivFactor", s.DivFactor, 25)
	final := first / orDefault("FinalDivFactor", s.FinalDivFactor, 1e4)
	n := float64(orDefault("TotalSteps", s.TotalSteps, max(steps, 1)))
	peak := orDefault("PctStart", s.PctStart, 0.3)*n - 1

	type phase struct{ end, from, to float64 }
	phases := []phase{{peak, first, high}, {n - 1, high, final}}
	if s.ThreePhase {
		phases = []phase{{peak, first, high}, {2 * peak, high, first}, {n - 1, first, final}}
	}
	anneal := cosine
	if choice("AnnealStrategy", s.AnnealStrategy, "cos", "linear") == "linear" {
		anneal = func(p float64) float64 { return 1 - p }
	}
	return func(k int, _ func() float64) float64 {
		t, begin := min(float64(k), n-1), 0.0
		for _, p := range phases {
			if t <= p.end {
				if p.end > begin {
					return p.to + (p.from-p.to)*anneal((t-begin)/(p.end-begin))
				}
				return p.to
			}
			begin = p.end
		}
		return final
	}
}
