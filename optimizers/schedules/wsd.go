package schedules

import "math"

// WSD (warm-up, stable, decay) gives a (t+1)/w in the first w = Warmup of the run's n
// steps, then a, and in the last d = Decay steps a (1 - x) or, with shape sqrt, a (1 -
// sqrt x), x = (t-(n-d))/d (Hu et al. 2024; sqrt: Hägele et al. 2024). Where warm-up and
// decay overlap the lower rate holds. T, the steps after the warm-up, is n - w.
type WSD struct {
	Warmup int    `key:"warmup" in:"[0,inf)" doc:"steps of the warm-up"`
	Decay  int    `key:"decay" in:"[1,inf)" doc:"steps of the decay [T/5]"`
	Shape  string `key:"shape" one:"linear|sqrt" doc:"shape of the decay [linear]"`
}

func (s WSD) Start(base float64, steps int) func(int, func() float64) float64 {
	w := float64(checked("Warmup", s.Warmup))
	d := float64(orDefault("Decay", s.Decay, fraction(1./5, steps-s.Warmup)))
	root := choice("Shape", s.Shape, "linear", "sqrt") == "sqrt"
	return func(k int, _ func() float64) float64 {
		t := float64(k)
		x := min(max(0, (t-(float64(steps)-d))/d), 1)
		if root {
			x = math.Sqrt(x)
		}
		factor := 1 - x
		if t < w {
			factor = min(factor, (t+1)/w)
		}
		return base * factor
	}
}
