package terrain

import (
	"math"
	"runtime"

	"github.com/optviz/optviz/optimizers/parallel"
	"github.com/optviz/optviz/render/contour"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/surfaces"
)

// Map is a surface sampled over a window and cut into bands by levels. The
// bands are even in the loss, or in the logarithm of the loss above its infimum where that
// height spans more than two decades. Where no infimum is known and even bands would leave
// nearly all of the window in one band, the bands are even in the logarithm of the loss
// itself, upwards and downwards from 0.
type Map struct {
	contour.Grid
	Levels []float64   // ascending
	Offset float64     // the colour bar shows values less this
	Floor  string      // symbol that the name of the values subtracts; "" for none
	Bar    scale.Scale // of the colour bar

	Signed bool // the map shows the sign of the loss
	Flat   bool // all values are one

	usualLevels []float64 // those that the map would have without the given ones; nil: none were given
	givenTicks  []float64 // where the colour bar has ticks because levels were given; nil: at round values

	Undefined  []bool // whether each sample is in an area without values; nil: none is
	Validation *Map   // contours of the validation loss, or nil
}

// Spacing of samples in pixels: a band is seldom narrower than two of them.
const (
	SampleSpacing = 2
	mostSamples   = 600 // along a side
)

// sampled evaluates a surface over a window, for a drawing of the given size in pixels.
// Where a value costs much, the surface is evaluated on a coarser grid and interpolated
// between its points.
func sampled(f surfaces.Surface, window surfaces.Window, width, height float64) contour.Grid {
	side := func(pixels float64) int { return int(min(max(pixels/SampleSpacing, 32), mostSamples)) }
	nx, ny := side(width), side(height)
	coarse := coarsening(float64(surfaces.CostOf(f)), nx, ny)
	if coarse <= 1 {
		return evaluated(f, window, nx, ny)
	}
	fewer := func(n int) int { return max(fewestSamples, int(float64(n)/coarse)) }
	return refined(evaluated(f, window, fewer(nx), fewer(ny)), nx, ny)
}

// evaluated returns the values of a surface at the points of a grid.
func evaluated(f surfaces.Surface, window surfaces.Window, nx, ny int) contour.Grid {
	g := contour.Grid{NX: nx, NY: ny, X0: window[0][0], X1: window[0][1], Y0: window[1][0], Y1: window[1][1]}
	g.Values = make([]float64, g.NX*g.NY)
	rows := surfaces.Vectorize(f)
	workers := runtime.GOMAXPROCS(0)
	var group parallel.Group
	for w := range workers {
		group.Go(func() error {
			x := make([]float64, 2*g.NX) // a row: all x, then all y
			for j := w; j < g.NY; j += workers {
				for i := range g.NX {
					x[i], x[g.NX+i] = Between(g.X0, g.X1, i, g.NX), Between(g.Y0, g.Y1, j, g.NY)
				}
				rows.Funcs(g.Values[j*g.NX:][:g.NX], x)
			}
			return nil
		})
	}
	_ = group.Wait() // nothing in it fails
	return g
}

// Between returns place i of n evenly spaced places, the first at lo and the last at hi.
func Between(lo, hi float64, i, n int) float64 {
	return lo + (hi-lo)*float64(i)/float64(n-1)
}

// shallow is the part of the height above the floor within which the losses of a window
// have a scale of their own: from the floor up they would all look the same.
const shallow = 0.6

// Beside says what a map has in common with the other maps of its page.
type Beside struct {
	Windows []surfaces.Window // windows of maps that show the same surface, with the same levels
	Log     bool              // a map of the same row has a logarithmic scale
	Minimum bool              // the maps of the page differ in their notation: all write f - f_min
}

// Sample samples a surface with the meta data m over a window, for a drawing of a size in
// pixels, and chooses the levels.
func Sample(f surfaces.Surface, m surfaces.Meta, window surfaces.Window, width, height float64) Map {
	return SampleBeside(f, m, window, width, height, Beside{})
}

// SampleBeside does what Sample does for a map with others on its page.
func SampleBeside(f surfaces.Surface, m surfaces.Meta, window surfaces.Window, width, height float64, beside Beside) Map {
	fl := Map{Grid: sampled(f, window, width, height)}
	fl.Undefined = outside(fl.Grid)
	extend(fl.Grid, fl.Undefined)
	all := typical(f, window, fl)
	for _, w := range beside.Windows {
		all = append(all, evaluated(f, w, typicalSide, typicalSide).Values...)
	}
	fl.chooseLevels(m, finite(all), beside)
	return fl
}

// chooseLevels places the levels of a surface with the meta data m that has some values, in
// ascending order.
func (f *Map) chooseLevels(m surfaces.Meta, values []float64, beside Beside) {
	low, typicalLow, high := reach(values)
	f.Flat = low == high
	floor := m.Floor()
	if math.IsNaN(floor) || math.IsInf(floor, 0) || low < floor-1e-12*(high-low) {
		f.Signed = low < 0 && high > 0
		switch {
		case !crowded(values):
			f.even(low, high)
		case low >= 0 && typicalLow > 0:
			f.logarithmic(0, typicalLow, high)
		default:
			f.symmetric(values)
		}
		return
	}
	if typicalLow -= floor; typicalLow > 0 && (beside.Log && !f.Flat || (high-floor)/typicalLow > 100) {
		f.logarithmic(floor, typicalLow, high-floor)
		f.Floor = floorName(m, floor, beside)
	} else if high-low > shallow*(high-floor) {
		f.even(min(low, floor), high)
	} else { // all of the window is high above the floor
		f.even(low, high)
	}
}

// IsLogarithmic reports whether the colours follow the logarithm of the height above the floor.
func (f Map) IsLogarithmic() bool { _, log := f.Bar.(scale.Log); return log }

// Name returns the name of the values on the colour bar, as markup.
func (f Map) Name() string {
	if f.Floor != "" {
		return "$f - " + f.Floor + "$"
	}
	return "$f$"
}
