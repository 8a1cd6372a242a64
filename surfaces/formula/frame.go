package formula

import (
	"math"
	"slices"

	"github.com/optviz/optviz/surfaces"
)

// View is where a surface is worth looking at.
type View struct {
	Window [][2]float64
	Start  []float64
	// Minimum is the lowest point that the search found, nil if it found none.
	Minimum []float64
}

// With is the formula with that window and start as its customary ones.
func (f *Formula) With(v View) *Formula {
	g := *f
	g.window, g.start = slices.Clone(v.Window), slices.Clone(v.Start)
	return &g
}

// boxes are the half-widths of the boxes around the origin that Frame searches
// until one has a minimum.
var boxes = []float64{1, 2, 5, 10, 20, 50, 100}

// Bounds of the search.
const (
	maxFrameDim = 10 // more dimensions get the default view
	starts      = 25 // descents a box
	reach       = 10 // half-widths that a descent may leave the origin
	smallest    = 2  // half-width of a window
	usual       = 5  // half-width of one around no minimum
)

// Frame picks a view for a surface of which nothing is known. It descends from
// starts in growing boxes around the origin. The window holds the minima from
// the first box that leads to any, those that are deep compared to the surface
// around them, and the origin, with a margin; it is ±5 if there are none. The
// start is a point off the center from which the surface is not flat. Equal
// surfaces get equal views.
func Frame(f surfaces.Curved) View {
	n := f.Meta().Dim
	var minima []found
	if n <= maxFrameDim {
		for _, r := range boxes {
			if minima = search(f, n, r); len(minima) > 0 {
				break
			}
		}
	}
	v := View{Window: around(n, minima)}
	if len(minima) > 0 {
		v.Minimum = minima[0].x
	}
	v.Start = start(f, v)
	return v
}

// found is a minimum.
type found struct {
	x     []float64
	value float64
}

// search returns the minima that descents in a box lead to, the lowest first.
func search(f surfaces.Curved, n int, r float64) []found {
	d := newDescent(f, n, r)
	var minima []found
	highest := math.Inf(-1)
	for k := range starts {
		x := scatter(n, k, r)
		if v := f.Func(x); finite(v) {
			highest = max(highest, v)
		}
		if m, ok := d.from(x); ok && !slices.ContainsFunc(minima, func(o found) bool { return distance(o.x, m.x) < r/100 }) {
			minima = append(minima, m)
		}
	}
	if len(minima) == 0 {
		return nil
	}
	slices.SortStableFunc(minima, func(a, b found) int {
		if math.Abs(a.value-b.value) <= 1e-9*(highest-min(a.value, b.value)) {
			return 0
		}
		if a.value < b.value {
			return -1
		}
		return 1
	})
	return chosen(minima, highest, 2*r)
}

// chosen are the minima, the lowest first, that make the picture: not those
// that are shallow compared to the highest start, nor a descent's far ends
// that are no lower than one nearby.
func chosen(minima []found, highest, nearby float64) []found {
	depth := highest - minima[0].value
	inner := slices.IndexFunc(minima, func(m found) bool { return norm(m.x) <= nearby })
	return slices.DeleteFunc(slices.Clone(minima), func(m found) bool {
		if m.value > minima[0].value+depth/2 {
			return true
		}
		return inner >= 0 && norm(m.x) > nearby && m.value > minima[inner].value-depth/1e6
	})
}

// scatter is start k in the box: the first is the origin, the others fill the
// box evenly (the additive recurrence of the roots of t^(n+1) = t + 1).
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

// around is the cube with the minima and the origin, its ends rounded.
func around(n int, minima []found) [][2]float64 {
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
	step := round125(half / 4)
	for i, w := range window {
		center := (w[0] + w[1]) / 2
		window[i] = [2]float64{times125(math.Floor((center-half)/step+0.01), step), times125(math.Ceil((center+half)/step-0.01), step)}
	}
	return window
}

// round125 rounds down to 1, 2 or 5 times a power of ten.
func round125(v float64) float64 {
	unit := math.Pow(10, math.Floor(math.Log10(v)))
	switch {
	case v >= 5*unit:
		return 5 * unit
	case v >= 2*unit:
		return 2 * unit
	}
	return unit
}

// times125 is k times a step that round125 made. It divides by 1/step, a whole
// number, where that is what reads well: 17/10 is 1.7, 17*0.1 is not.
func times125(k, step float64) float64 {
	if step < 1 {
		return k / math.Round(1/step)
	}
	return k * step
}

// corners are the first and the last coordinate of starts to try, in
// half-widths from the center.
var corners = [][2]float64{{-0.75, 0.6}, {0.7, -0.55}, {-0.65, -0.8}, {0.6, 0.75}}

// start is the first of the corners, then of corners further in, from which
// the surface falls by a thousandth of its range over the window, and which is
// not next to the minimum; at worst the one where it falls most.
func start(f surfaces.Curved, v View) []float64 {
	best, steepest := corner(v, corners[0], 1), 0.0
	scales := []float64{1, 0.6, 0.35}
	lowest, highest := heights(f, v, scales)
	g := make([]float64, len(v.Window))
	half := (v.Window[0][1] - v.Window[0][0]) / 2
	for _, scale := range scales {
		for _, c := range corners {
			x := corner(v, c, scale)
			f.Grad(g, x)
			fall := half * norm(g)
			if !finite(f.Func(x)) || !finite(fall) || symmetric(x) || v.Minimum != nil && distance(x, v.Minimum) < half/5 {
				continue
			}
			if fall > (highest-lowest)/1000 {
				return x
			}
			if fall > steepest {
				best, steepest = x, fall
			}
		}
	}
	return best
}

// symmetric says whether x lies on a diagonal, where a run may stay.
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

// heights is the range of the surface at the corners and the minimum.
func heights(f surfaces.Curved, v View, scales []float64) (lowest, highest float64) {
	lowest, highest = math.Inf(1), math.Inf(-1)
	add := func(x []float64) {
		if h := f.Func(x); finite(h) {
			lowest, highest = min(lowest, h), max(highest, h)
		}
	}
	if v.Minimum != nil {
		add(v.Minimum)
	}
	for _, scale := range scales {
		for _, c := range corners {
			add(corner(v, c, scale))
		}
	}
	return lowest, highest
}

// corner is a start whose coordinates lead from the first to the last, rounded
// to what reads well.
func corner(v View, c [2]float64, scale float64) []float64 {
	x := make([]float64, len(v.Window))
	for i, w := range v.Window {
		t := float64(i) / float64(max(1, len(x)-1))
		half := (w[1] - w[0]) / 2
		step := round125(half / 20)
		x[i] = times125(math.Round((w[0]+half+half*scale*((1-t)*c[0]+t*c[1]))/step), step)
	}
	return x
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
