package schedules

import "math"

// Noam is the Transformer's schedule: a d^-1/2 min((t+1)^-1/2, (t+1) w^-3/2),
// d = DModel, w = WarmupSteps (Vaswani et al. 2017, with a = 1 there).
type Noam struct {
	DModel      int `key:"d_model" in:"[1,inf)" doc:"width of the model [512]"`
	WarmupSteps int `key:"warmup_steps" in:"[1,inf)" doc:"steps of the linear warm-up [T/10]"`
}

func (s Noam) Start(base float64, steps int) func(int, func() float64) float64 {
	d, w := float64(orDefault("DModel", s.DModel, 512)), float64(orDefault("WarmupSteps", s.WarmupSteps, fraction(1./10, steps)))
	return func(k int, _ func() float64) float64 {
		t := float64(k + 1)
		return base / math.Sqrt(d) * min(1/math.Sqrt(t), t/(w*math.Sqrt(w)))
	}
}
