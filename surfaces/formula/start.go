package formula

import (
	"math"
	"slices"
)

// start picks a start in the view's window: the first candidate that has all merits or,
// if none has, the candidate with the most merits and, among equals, the longest way
// down.
func start(f *Formula, v View) []float64 {
	all := v.candidates()
	if len(v.Window) > maxFrameDim {
		return all[0]
	}
	usual, lowest := usualAndLowest(f, v, all)
	best, most, farthest := all[0], -1, 0.0
	w := gradientDescent{f: newMeter(f), v: v, g: make([]float64, len(v.Window)), next: make([]float64, len(v.Window))}
	for _, x := range all {
		if w.f.spent() {
			break
		}
		if !finite(f.Func(x)) || symmetric(x) || v.Minimum != nil && distance(x, v.Minimum) < v.half(0)/5 {
			continue
		}
		merits, way := w.merits(x, usual, lowest)
		if merits == allMerits {
			return x
		}
		if merits > most || merits == most && way > 1.2*farthest {
			best, most, farthest = x, merits, way
		}
	}
	return best
}

// Merits of a start as bits, the weightier ones last.
const (
	moving    = 1 << iota // all coordinates move, unlike on the way to a saddle
	moderate              // the start is not high on a wall, whose slope would dwarf all others
	visible               // the loss falls by much
	inside                // the way down stays in the window
	far                   // the way down is long
	sloping               // the start is not on a plain
	allMerits = 1<<iota - 1
)

// gradientDescent descends from a point by gradient descent with a line search, in steps
// that are short in the window.
type gradientDescent struct {
	f       *meter
	v       View
	g, next []float64
}

// merits returns the merits of a start, and how far the way down leads from the start, in
// half-widths of the window.
func (w gradientDescent) merits(start []float64, usual, lowest float64) (merits int, way float64) {
	const (
		enough  = 0.4 // least length of a long way, in half-widths
		walls   = 4   // height of a wall, in usual heights
		longest = 2000
	)
	first := w.f.Func(start)
	if first-lowest <= walls*(usual-lowest) {
		merits |= moderate
	}
	if w.f.Grad(w.g, start); w.allMove() {
		merits |= moving
	}
	if w.v.half(0)*norm(w.g) > (usual-lowest)/20 {
		merits |= sloping
	}
	merits |= inside
	x, value, step := slices.Clone(start), first, 1.0/20
	for range longest {
		if value, step = w.advance(x, value, step); step < 1e-6 {
			break
		}
		if w.f.spent() || !w.v.contains(x) {
			merits &^= inside
			break
		}
		if way = max(way, w.apart(start, x)); way >= enough && first-value >= (usual-lowest)/10 {
			break
		}
	}
	if way >= enough {
		merits |= far
	}
	if first-value >= (usual-lowest)/10 && first > value {
		merits |= visible
	}
	return merits, way
}

// allMove reports whether no component of the gradient is negligible beside the others.
func (w gradientDescent) allMove() bool {
	largest := norm(w.g)
	return !slices.ContainsFunc(w.g, func(t float64) bool { return !(math.Abs(t) > 1e-9*largest) })
}

// advance moves x downwards by step, in half-widths of the window, halved until the value
// falls. It returns the lower value and the step to try next, 0 if there is no slope.
func (w gradientDescent) advance(x []float64, value, step float64) (lower, next float64) {
	const longest = 1.0 / 20
	w.f.Grad(w.g, x)
	slope := 0.0
	for i, t := range w.g {
		slope = max(slope, math.Abs(t)*w.v.half(i))
	}
	if !(slope > 0) || !finite(slope) {
		return value, 0
	}
	for ; step >= 1e-6; step /= 2 {
		for i, t := range w.g {
			w.next[i] = x[i] - step*t*w.v.half(i)/slope*w.v.half(i)
		}
		if v := w.f.Func(w.next); v < value {
			copy(x, w.next)
			return v, min(longest, 2*step)
		}
	}
	return value, 0
}

// apart returns the distance of x and y in half-widths.
func (w gradientDescent) apart(x, y []float64) float64 {
	var most float64
	for i := range x {
		most = max(most, math.Abs(x[i]-y[i])/w.v.half(i))
	}
	return most
}

// usualAndLowest returns the value that four fifths of the points stay below, and the
// lowest value among the points and the minimum.
func usualAndLowest(f *Formula, v View, points [][]float64) (usual, lowest float64) {
	var values []float64
	for _, x := range points {
		if h := f.Func(x); finite(h) {
			values = append(values, h)
		}
	}
	if len(values) == 0 {
		return 0, 0
	}
	slices.Sort(values)
	usual, lowest = values[len(values)*4/5], values[0]
	if v.Minimum != nil {
		lowest = min(lowest, f.Func(v.Minimum))
	}
	return usual, lowest
}
