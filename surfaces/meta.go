package surfaces

import (
	"fmt"

	"gonum.org/v1/gonum/mat"
)

// cube returns the window low <= x_i <= high in n dimensions.
func cube(n int, low, high float64) Window {
	if n < 0 {
		panic(fmt.Sprintf("surfaces: a dimension of %d: must be at least 1", n))
	}
	window := make([][2]float64, n)
	for i := range window {
		window[i] = [2]float64{low, high}
	}
	return window
}

// ramp returns the start whose coordinates lead evenly from first to last, so that no two
// are equal in any dimension.
func ramp(n int, first, last float64) []float64 {
	x := make([]float64, n)
	for i := range x {
		t := float64(i) / max(1, float64(n-1))
		x[i] = (1-t)*first + t*last
	}
	return x
}

// fill returns the point with n coordinates t.
func fill(n int, t float64) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = t
	}
	return x
}

// planeOr returns the formula in x and y in two dimensions, and otherwise the one in n
// coordinates.
func planeOr(n int, plane, any string) string {
	if n == 2 {
		return plane
	}
	return any
}

// setPlane sets the second derivatives of a surface in two dimensions.
func setPlane(dst *mat.SymDense, xx, xy, yy float64) {
	dst.SetSym(0, 0, xx)
	dst.SetSym(0, 1, xy)
	dst.SetSym(1, 1, yy)
}
