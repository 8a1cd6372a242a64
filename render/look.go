package render

import (
	"image/color"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/shape"
)

// look tells a run from the others three times over: by colour, dash and marker.
type look struct {
	color  color.RGBA
	dash   []vg.Length // in units
	marker shape.Shape
}

// looks uses the colours of Okabe and Ito (2008), which colour-blind people
// tell apart, without the yellow that cannot be seen on white, and wine.
var looks = []look{
	{rgb(0xd55e00), nil, shape.Circle},
	{rgb(0x0072b2), []vg.Length{9, 2}, shape.Square},
	{rgb(0x009e73), []vg.Length{4, 1.6}, shape.Triangle},
	{rgb(0xcc79a7), []vg.Length{8, 1.8, 1.8, 1.8}, shape.Diamond},
	{rgb(0x56b4e9), []vg.Length{2, 1.4}, shape.Down},
	{rgb(0xe69f00), []vg.Length{12, 2, 3, 2}, shape.Pentagon},
	{rgb(0x000000), []vg.Length{6, 1.6, 1.6, 1.6, 1.6, 1.6}, shape.Hexagon},
	{rgb(0x882255), []vg.Length{14, 3}, shape.Plus},
}

// favourite is the look an optimizer has in every figure where it is free.
var favourite = map[string]int{
	"sgd": 0, "momentum": 1, "adam": 2, "newton": 3, "nesterov": 4, "rmsprop": 5, "adamw": 6, "adagrad": 7,
	"amsgrad": 3, "adadelta": 1, "adamax": 4, "nadam": 5, "radam": 6, "rprop": 7, "lion": 4, "adabelief": 5,
	"sgdw": 1, "ista": 3, "langevin": 7, "damped-newton": 6, "saddle-free-newton": 2, "newton-armijo": 5, "modified-newton": 5, "gauss-newton": 4,
	"bfgs": 6, "lbfgs": 2, "cg": 4, "nelder-mead": 7, "schedule-free": 5, "lookahead": 4, "averaging": 7, "projected": 2,
}

// assign gives every track a look of its own: its optimizer's favourite, or the
// first that no other track has.
func assign(tracks []Track) []look {
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
	out := make([]look, len(tracks))
	free := 0
	for i, n := range chosen {
		if n < 0 {
			for taken[free] {
				free++
			}
			n, taken[free] = free, true
		}
		out[i] = lookAt(n)
	}
	return out
}

// lookAt is look n: beyond the table colours return with another dash and marker.
func lookAt(n int) look {
	l, other := looks[n%len(looks)], looks[(n+n/len(looks))%len(looks)]
	l.dash, l.marker = other.dash, other.marker
	return l
}
