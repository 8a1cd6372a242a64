package schedules

import "math"

// Plateau multiplies the rate by Factor when the loss has not improved for more than
// Patience steps (PyTorch's ReduceLROnPlateau, mode min, relative threshold). The loss
// after step t decides on the rate of step t+1. A loss improves when it is below best -
// Threshold |best|; steps without improvement do not count for Cooldown steps after a
// drop. A drop by at most Eps is left out. PyTorch compares with best (1 - Threshold),
// which negative losses pass without falling; Keras drops at wait >= patience, one step
// earlier.
type Plateau struct {
	Factor    float64 `key:"factor" in:"(0,1)" doc:"factor of each drop [0.1]"`
	Patience  int     `key:"patience" in:"[0,inf)" doc:"steps without improvement that are let pass"`
	Threshold float64 `key:"threshold" in:"[0,1)" doc:"relative improvement that counts"`
	Cooldown  int     `key:"cooldown" in:"[0,inf)" doc:"steps after a drop that do not count"`
	MinLR     float64 `key:"min_lr" in:"[0,inf)" doc:"lowest rate"`
	Eps       float64 `key:"eps" in:"[0,inf)" doc:"a drop of the rate by no more than this is left out"`
}

func (s Plateau) Start(base float64, steps int) func(int, func() float64) float64 {
	rate, factor, lowest := base, orDefault("Factor", s.Factor, 0.1), checked("MinLR", s.MinLR)
	patience, threshold, rest := checked("Patience", s.Patience), checked("Threshold", s.Threshold), checked("Cooldown", s.Cooldown)
	eps := checked("Eps", s.Eps)
	best, bad, cooldown := math.Inf(1), 0, 0
	return func(k int, last func() float64) float64 {
		if k == 0 {
			return rate
		}
		if loss := last(); loss < best*(1-math.Copysign(threshold, best)) {
			best, bad = loss, 0
		} else {
			bad++
		}
		if cooldown > 0 {
			cooldown--
			bad = 0
		}
		if bad > patience {
			// A base rate below MinLR stays unchanged.
			if next := max(rate*factor, lowest); rate-next > eps {
				rate = next
			}
			bad, cooldown = 0, rest
		}
		return rate
	}
}

// FollowsLoss reports whether there is a second step: the first step needs no loss.
func (Plateau) FollowsLoss(steps int) bool { return steps > 1 }
