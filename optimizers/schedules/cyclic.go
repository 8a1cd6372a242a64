package schedules

import "math"

// Cyclic moves the rate up and down in straight lines between b = BaseLR and m = MaxLR
// (Smith 2017, PyTorch's CyclicLR without cycle_momentum). The amplitude m-b stays
// constant in mode triangular, halves with each cycle in mode triangular2 and decays as
// Gamma^t in mode exp_range.
type Cyclic struct {
	BaseLR       float64 `key:"base_lr" in:"(0,inf)" doc:"lowest rate [a tenth of the run's]"`
	MaxLR        float64 `key:"max_lr" in:"(0,inf)" doc:"highest rate [the run's]"`
	StepSizeUp   int     `key:"step_size_up" in:"[1,inf)" doc:"steps on the way up [T/8]"`
	StepSizeDown int     `key:"step_size_down" in:"[1,inf)" doc:"steps on the way down [as up]"`
	Mode         string  `key:"mode" one:"triangular|triangular2|exp_range" doc:"what becomes of the amplitude [triangular]"`
	Gamma        float64 `key:"gamma" in:"(0,1]" doc:"factor of the amplitude at each step, in mode exp_range [1]"`
}

func (s Cyclic) Start(base float64, steps int) func(int, func() float64) float64 {
	low, high := orDefault("BaseLR", s.BaseLR, base/10), orDefault("MaxLR", s.MaxLR, base)
	up := orDefault("StepSizeUp", s.StepSizeUp, fraction(1./8, steps))
	down, gamma := orDefault("StepSizeDown", s.StepSizeDown, up), orDefault("Gamma", s.Gamma, 1)
	mode := choice("Mode", s.Mode, "triangular", "triangular2", "exp_range")
	return func(k int, _ func() float64) float64 {
		u, d := float64(up), float64(down)
		cycle, t := math.Floor(float64(k)/(u+d)), math.Mod(float64(k), u+d)
		height := t / u
		if t > u {
			height = (u + d - t) / d
		}
		amplitude := high - low
		switch mode {
		case "triangular2":
			amplitude *= math.Exp2(-cycle)
		case "exp_range":
			amplitude *= math.Pow(gamma, float64(k))
		}
		return low + amplitude*height
	}
}
