package formula

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/number"
)

// View is a window and a start that show the interesting part of a surface.
type View struct {
	Window surfaces.Window
	Start  []float64
	// Minimum is the lowest point that the search found, nil if it found none.
	Minimum []float64
}

// With returns the formula with the window and the start of v as its customary ones, and
// the minimum of v as a known point.
func (f *Formula) With(v View) *Formula {
	g := *f
	g.View = View{slices.Clone(v.Window), slices.Clone(v.Start), slices.Clone(v.Minimum)}
	return &g
}

// boxes are the half-widths of the boxes around the origin. Frame searches one after the
// other until one has a minimum.
var boxes = []float64{1, 2, 5, 10, 20, 50, 100}

// Bounds of the search.
const (
	maxFrameDim = 10 // more dimensions get the default view
	starts      = 25 // descents in each box
	reach       = 10 // largest distance of a descent from the box's center, in half-widths
	smallest    = 2  // least half-width of a window
	usual       = 5  // half-width of a window without a minimum
)

// Frame picks a view for an unknown surface. It descends from starts in growing boxes
// around the origin. The window holds, with a margin, the origin and the minima from the
// first box that leads to any, except minima shallow compared to the surface around them;
// without minima it is ±5. The start is a point off the center from which a descent has a
// way to go. Equal surfaces get equal views. Both searches, for minima and for a start,
// end early where a long formula would make them take more than a fraction of a second.
// Frame panics if f is nil.
func Frame(f *Formula) View {
	n := dimension("Frame", f)
	var minima []found
	if n <= maxFrameDim {
		m := newMeter(f)
		for _, r := range boxes {
			if minima = significantMinima(search(m, make([]float64, n), r)); len(minima) > 0 || m.spent() {
				break
			}
		}
	}
	v := View{Window: windowAround(n, minima)}
	if len(minima) > 0 {
		v.Minimum = minima[0].x
	}
	v.Start = start(f, v)
	return v
}

// FrameIn picks a view as Frame does, but with the given window. It panics if f is nil,
// and unless the window has one pair of bounds for each coordinate of f.
func FrameIn(f *Formula, window surfaces.Window) View {
	if n := dimension("FrameIn", f); len(window) != n {
		panic(fmt.Sprintf("formula: FrameIn: the window has %d dimensions, the surface has %d", len(window), n))
	}
	v := View{Window: window}
	if len(window) <= maxFrameDim {
		center, r := make([]float64, len(window)), 0.0
		for i, side := range window {
			center[i] = side[0] + v.half(i)
			r = max(r, v.half(i))
		}
		for _, m := range search(newMeter(f), center, r).minima {
			if v.contains(m.x) {
				v.Minimum = m.x
				break
			}
		}
	}
	v.Start = start(f, v)
	return v
}

// dimension returns the dimension of f. It panics in the name of function if f is nil.
func dimension(function string, f *Formula) int {
	if f == nil {
		panic("formula: " + function + ": no surface, but nil")
	}
	return f.Meta().Dim
}

// contains reports whether x is inside the window.
func (v View) contains(x []float64) bool {
	for i, w := range v.Window {
		if !(w[0] < x[i] && x[i] < w[1]) {
			return false
		}
	}
	return true
}

// found is a minimum that a descent found.
type found struct {
	x     []float64
	value float64
}

// result is the result of a search.
type result struct {
	minima  []found // the lowest first
	highest float64 // value among the starts
	r       float64 // half-width of the box
}

// search descends from starts in a box.
func search(f *meter, center []float64, r float64) result {
	d := newDescent(f, center, r)
	found := result{highest: math.Inf(-1), r: r}
	for k := 0; k < starts && !f.spent(); k++ {
		x := scatter(len(center), k, r)
		for i := range x {
			x[i] += center[i]
		}
		if v := f.Func(x); finite(v) {
			found.highest = max(found.highest, v)
		}
		if m, ok := d.from(x); ok && !found.contains(m, r/100) {
			found.minima = append(found.minima, m)
		}
	}
	slices.SortStableFunc(found.minima, found.compare)
	return found
}

// contains reports whether a minimum closer than near to m is among the minima.
func (r result) contains(m found, near float64) bool {
	return slices.ContainsFunc(r.minima, func(o found) bool { return distance(o.x, m.x) < near })
}

// compare orders minima by value, taking values that differ by rounding for equal.
func (r result) compare(a, b found) int {
	if math.Abs(a.value-b.value) <= 1e-9*(r.highest-min(a.value, b.value)) {
		return 0
	}
	return cmp.Compare(a.value, b.value)
}

// significantMinima returns the minima that the window should show. It drops minima that
// are shallow compared to the highest start, and far ends of descents that are no lower
// than a minimum nearby.
func significantMinima(r result) []found {
	if len(r.minima) == 0 {
		return nil
	}
	lowest, nearby := r.minima[0].value, 2*r.r
	depth := r.highest - lowest
	inner := slices.IndexFunc(r.minima, func(m found) bool { return norm(m.x) <= nearby })
	return slices.DeleteFunc(slices.Clone(r.minima), func(m found) bool {
		if m.value > lowest+depth/2 {
			return true
		}
		return inner >= 0 && norm(m.x) > nearby && m.value > r.minima[inner].value-depth/1e6
	})
}

// scatter returns start k in the box. The first is the origin, the others fill the box
// evenly (the additive recurrence of the root of t^(n+1) = t + 1).
func scatter(n, k int, r float64) []float64 {
	t := 2.0
	for range 60 {
		t = math.Pow(1+t, 1/float64(n+1))
	}
	x, step := make([]float64, n), 1.0
	for i := range x {
		step /= t
		_, part := math.Modf(0.5 + float64(k)*step)
		x[i] = r * (2*part - 1)
	}
	return x
}

// windowAround returns the cube with the minima and the origin, its ends rounded.
func windowAround(n int, minima []found) surfaces.Window {
	window := make([][2]float64, n)
	if len(minima) == 0 {
		for i := range window {
			window[i] = [2]float64{-usual, usual}
		}
		return window
	}
	half := float64(smallest)
	for i := range window {
		for _, m := range minima {
			window[i][0], window[i][1] = min(window[i][0], m.x[i]), max(window[i][1], m.x[i])
		}
		half = max(half, 0.7*(window[i][1]-window[i][0]))
	}
	step := number.Round125(half/4, 0)
	for i, w := range window {
		center := (w[0] + w[1]) / 2
		window[i] = [2]float64{times125(math.Floor((center-half)/step+0.01), step), times125(math.Ceil((center+half)/step-0.01), step)}
	}
	return window
}

// times125 returns k times a step made by number.Round125. It divides by the whole number
// 1/step where the quotient has fewer digits: 17/10 is 1.7, 17*0.1 is not.
func times125(k, step float64) float64 {
	if step < 1 {
		return k / math.Round(1/step)
	}
	return k * step
}

// corners are the first and last coordinates of possible starts, in half-widths from
// the center.
var corners = [][2]float64{{-0.75, 0.6}, {0.7, -0.55}, {-0.65, -0.8}, {0.6, 0.75}}

// candidates returns possible starts: the corners, then corners further in, and at last
// corners around the minimum, for a minimum in a plain.
func (v View) candidates() [][]float64 {
	center := make([]float64, len(v.Window))
	for i, w := range v.Window {
		center[i] = w[0] + v.half(i)
	}
	all := v.corners(nil, center, 1, 0.6, 0.35)
	if v.Minimum != nil {
		all = v.corners(all, v.Minimum, 0.7, 0.5, 0.3)
	}
	return all
}

// corners appends the corners around a point that are in the window.
func (v View) corners(all [][]float64, around []float64, scales ...float64) [][]float64 {
	for _, scale := range scales {
		for _, c := range corners {
			if x, ok := v.corner(around, c, scale); ok {
				all = append(all, x)
			}
		}
	}
	return all
}

// half returns half of side i of the window.
func (v View) half(i int) float64 { return (v.Window[i][1] - v.Window[i][0]) / 2 }

// symmetric reports whether x lies on a diagonal, which a run may never leave.
func symmetric(x []float64) bool {
	for i := range x {
		for j := range i {
			if math.Abs(x[i]) == math.Abs(x[j]) {
				return true
			}
		}
	}
	return false
}

// corner returns a start whose offsets from a point go evenly from the first coordinate
// of c to the last, rounded to few digits.
func (v View) corner(around []float64, c [2]float64, scale float64) (x []float64, inside bool) {
	x = make([]float64, len(v.Window))
	for i := range v.Window {
		t := float64(i) / float64(max(1, len(x)-1))
		step := number.Round125(v.half(i)/20, 0)
		x[i] = times125(math.Round((around[i]+v.half(i)*scale*((1-t)*c[0]+t*c[1]))/step), step)
	}
	return x, v.contains(x)
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

func norm(x []float64) float64 {
	var most float64
	for _, t := range x {
		if math.IsNaN(t) {
			return t
		}
		most = max(most, math.Abs(t))
	}
	return most
}

func distance(x, y []float64) float64 {
	var most float64
	for i := range x {
		most = max(most, math.Abs(x[i]-y[i]))
	}
	return most
}
