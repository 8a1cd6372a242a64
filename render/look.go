package render

import (
	"image/color"
	"slices"

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
	"amsgrad": 3, "adadelta": 1, "adamax": 4, "nadam": 5, "radam": 6, "rprop": 7,
}

// assign gives every track a look: its optimizer's favourite, or the first
// that no track before it has and no later one wants.
func assign(tracks []Track) []look {
	chosen := make([]int, len(tracks))
	taken := map[int]bool{}
	for i, t := range tracks {
		f, ok := favourite[t.Optimizer]
		if chosen[i] = f; !ok || taken[f] {
			chosen[i] = -1
			continue
		}
		taken[f] = true
	}
	out := make([]look, len(tracks))
	for i := range tracks {
		if chosen[i] < 0 {
			chosen[i] = firstFree(taken, i)
			taken[chosen[i]] = true
		}
		out[i] = looks[chosen[i]]
	}
	return out
}

// firstFree falls back to sharing once every look is taken.
func firstFree(taken map[int]bool, i int) int {
	all := make([]int, len(looks))
	for k := range all {
		all[k] = k
	}
	if k := slices.IndexFunc(all, func(k int) bool { return !taken[k] }); k >= 0 {
		return k
	}
	return i % len(looks)
}
