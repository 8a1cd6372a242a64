package terrain

import (
	"math"

	"github.com/optviz/optviz/render/contour"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/portable"
)

// The budget of a picture of a landscape. Where nx x ny samples would cost more than
// mostCost, both sides have fewer samples by the same factor, but at least fewestSamples,
// and refined interpolates between the samples. The number of samples depends only on the
// surface and on the size of the picture.
const (
	mostCost      = 1.2e10 // about a second for a network
	fewestSamples = 24
)

// coarsening returns the factor by which each side of a grid must have fewer samples, of
// the given cost each, to stay within mostCost; at most 1 where all samples can be taken.
func coarsening(cost float64, nx, ny int) float64 {
	return math.Sqrt(cost * float64(nx) * float64(ny) / mostCost)
}

// IsCostly reports whether a surface costs so much that its levels are chosen from the samples of
// a map alone.
func IsCostly(f surfaces.Surface) bool {
	return coarsening(float64(surfaces.CostOf(f)), typicalSide, typicalSide) > 1
}

// refined returns a grid with more points, interpolated by cubic convolution (Keys 1981)
// along one side and then the other: a smooth function through the values of the grid,
// with an error of the third order. Where all values are above 0 their logarithms, which
// vary more evenly, are interpolated. Beside an infinite value the nearest value is taken.
func refined(g contour.Grid, nx, ny int) contour.Grid {
	least := math.Inf(1)
	for _, v := range g.Values {
		if !math.IsNaN(v) {
			least = min(least, v)
		}
	}
	warp, back := math.Log, portable.Exp
	if !(least > 0) {
		warp, back = func(v float64) float64 { return v }, func(v float64) float64 { return v }
	}
	warped := make([]float64, len(g.Values))
	for i, v := range g.Values {
		warped[i] = warp(v)
	}
	rows := make([]float64, nx*g.NY) // finer along x
	for j := range g.NY {
		stretch(rows[j*nx:], 1, nx, warped[j*g.NX:], 1, g.NX)
	}
	values := make([]float64, nx*ny)
	for i := range nx {
		stretch(values[i:], nx, ny, rows[i:], nx, g.NY)
	}
	for i, v := range values {
		values[i] = back(v)
	}
	g.NX, g.NY, g.Values = nx, ny, values
	return g
}

// stretch writes n values of the cubic curve through m values, each a stride from the
// next.
func stretch(dst []float64, dstStride, n int, src []float64, stride, m int) {
	at := func(i int) float64 { // one beyond each end as on a parabola
		switch i {
		case -1:
			return 3*src[0] - 3*src[stride] + src[2*stride]
		case m:
			return 3*src[(m-1)*stride] - 3*src[(m-2)*stride] + src[(m-3)*stride]
		}
		return src[i*stride]
	}
	for k := range n {
		x := float64(k) / float64(n-1) * float64(m-1)
		i := min(int(x), m-2)
		t := x - float64(i)
		a, b, c, d := at(i-1), at(i), at(i+1), at(i+2)
		v := b + t/2*(c-a+t*(2*a-5*b+4*c-d+t*(3*(b-c)+d-a)))
		if math.IsNaN(v) || math.IsInf(v, 0) {
			v = at(i + int(t+0.5))
		}
		dst[k*dstStride] = v
	}
}
