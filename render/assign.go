package render

import "github.com/optviz/optviz/render/sheet"

// favourite is the look an optimizer has in every figure where it is free.
var favourite = map[string]int{
	"sgd": 0, "momentum": 1, "adam": 2, "newton": 3, "nesterov": 4, "rmsprop": 5, "adamw": 6, "adagrad": 7,
	"amsgrad": 3, "adadelta": 1, "adamax": 4, "nadam": 5, "radam": 6, "rprop": 7, "lion": 4, "adabelief": 5,
	"sgdw": 1, "ista": 3, "langevin": 7, "damped-newton": 6, "saddle-free-newton": 2, "newton-armijo": 5, "modified-newton": 5, "gauss-newton": 4,
	"bfgs": 6, "lbfgs": 2, "cg": 4, "nelder-mead": 7, "schedule-free": 5, "lookahead": 4, "averaging": 7, "projected": 2,
}

// assign gives every track a look of its own: its optimizer's favourite, or the
// first that no other track has.
func assign(tracks []Track) []sheet.LineStyle {
	taken := map[int]bool{}
	chosen := make([]int, len(tracks))
	for i, t := range tracks {
		f, ok := favourite[t.Optimizer]
		if chosen[i] = f; !ok || taken[f] {
			chosen[i] = -1
			continue
		}
		taken[f] = true
	}
	out := make([]sheet.LineStyle, len(tracks))
	free := 0
	for i, n := range chosen {
		if n < 0 {
			for taken[free] {
				free++
			}
			n, taken[free] = free, true
		}
		out[i] = sheet.LineStyleAt(n)
	}
	return out
}
