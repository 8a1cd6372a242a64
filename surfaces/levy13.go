package surfaces

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Levy13 is
//
//	f(x, y) = sin²(3πx) + (x - 1)^2 (1 + sin²(3πy)) + (y - 1)^2 (1 + sin²(2πy)):
//
// a convex trend under thousands of ripples, symmetric about its global
// minimum f(1, 1) = 0.
//
// Meta lists the 129 critical points of [0, 2] x [0, 2] (41 minima); the
// window has thousands more.
//
// Window ±10. Source: Levy & Montalvo 1985.
type Levy13 struct{}

// ripple returns sin²(kπt) with its first and second derivatives.
func ripple(k, t float64) (f, f1, f2 float64) {
	w := k * math.Pi
	sin, cos := math.Sincos(w * t)
	return sin * sin, 2 * w * sin * cos, 2 * w * w * (cos - sin) * (cos + sin)
}

func (Levy13) Func(x []float64) float64 {
	u, v := x[0]-1, x[1]-1
	p, _, _ := ripple(3, x[0])
	q, _, _ := ripple(3, x[1])
	r, _, _ := ripple(2, x[1])
	return p + u*u*(1+q) + v*v*(1+r)
}

func (Levy13) Grad(dst, x []float64) {
	u, v := x[0]-1, x[1]-1
	_, p1, _ := ripple(3, x[0])
	q, q1, _ := ripple(3, x[1])
	r, r1, _ := ripple(2, x[1])
	dst[0] = p1 + 2*u*(1+q)
	dst[1] = u*u*q1 + 2*v*(1+r) + v*v*r1
}

func (Levy13) Hess(dst *mat.SymDense, x []float64) {
	u, v := x[0]-1, x[1]-1
	_, _, p2 := ripple(3, x[0])
	q, q1, q2 := ripple(3, x[1])
	r, r1, r2 := ripple(2, x[1])
	setPlane(dst,
		p2+2*(1+q),
		2*u*q1,
		u*u*q2+2*(1+r)+4*v*r1+v*v*r2)
}

func (Levy13) NumResiduals() int { return 5 }

// Residuals writes the roots of the five terms of the formula when multiplied out.
func (Levy13) Residuals(dst, x []float64) {
	u, v := x[0]-1, x[1]-1
	dst[0] = math.Sin(3 * math.Pi * x[0])
	dst[1], dst[2] = u, u*math.Sin(3*math.Pi*x[1])
	dst[3], dst[4] = v, v*math.Sin(2*math.Pi*x[1])
}

func (Levy13) Jacobian(dst *mat.Dense, x []float64) {
	u, v := x[0]-1, x[1]-1
	sin3, cos3 := math.Sincos(3 * math.Pi * x[1])
	sin2, cos2 := math.Sincos(2 * math.Pi * x[1])
	setRow(dst, 0, 3*math.Pi*math.Cos(3*math.Pi*x[0]), 0)
	setRow(dst, 1, 1, 0)
	setRow(dst, 2, sin3, 3*math.Pi*u*cos3)
	setRow(dst, 3, 0, 1)
	setRow(dst, 4, 0, sin2+2*math.Pi*v*cos2)
}

func (l Levy13) Meta() Meta {
	return Meta{
		Name:    "levy13",
		Title:   "Lévy N. 13",
		About:   "a bowl full of ripples",
		Dim:     2,
		Window:  cube(2, -10, 10),
		Start:   []float64{-4.2, 3.1},
		Points:  mirrored(1, critical(l, levy13Quadrant)),
		Partial: true,
		Infimum: 0,
		Formula: "sin^2(3π x) + (x - 1)^2 (1 + sin^2(3π y)) + (y - 1)^2 (1 + sin^2(2π y))",
		Source:  "Levy & Montalvo 1985, The tunneling algorithm for the global minimization of functions",
	}
}

// levy13Quadrant lists the critical points of [1, 2] x [1, 2].
var levy13Quadrant = [][2]float64{
	// minima
	{1, 1}, {1.3296, 1}, {1.3283, 1.2661}, {1.6592, 1}, {1.6592, 1.3252},
	{1, 1.9727}, {1.9888, 1}, {1.6568, 1.602}, {1.3295, 1.9787}, {1.9888, 1.3299},
	{1.6591, 1.987}, {1.988, 1.6392}, {1.9887, 1.9921},
	// saddles
	{1.3276, 1.2435}, {1.6519, 1.1773}, {1.1686, 1}, {1.6521, 1.5201}, {1, 1.8142},
	{1.5057, 1}, {1.326, 1.8196}, {1.5058, 1.3181}, {1.8429, 1}, {1.8429, 1.3286},
	{1.1687, 1.9746}, {1.9773, 1.1712}, {1.6518, 1.8261}, {1.9774, 1.5068}, {1.5058, 1.9835},
	{1.8441, 1.6288}, {1.843, 1.9902}, {1.9773, 1.8293},
	// maxima
	{1.5114, 1.1851}, {1.1705, 1.816}, {1.8529, 1.1726}, {1.8529, 1.5095}, {1.5116, 1.8237},
	{1.853, 1.8283},
}
