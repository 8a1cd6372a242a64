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

// ripple is sin²(kπt) with its first and second derivatives.
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

func (l Levy13) Meta() Meta {
	return Meta{
		Name:    "levy13",
		Title:   "Lévy N. 13",
		Dim:     2,
		Window:  cube(2, -10, 10),
		Start:   []float64{-6, 4.5},
		Points:  critical(l, mirrored(1, levy13Offsets)),
		Infimum: 0,
		Formula: "sin^2(3π x) + (x - 1)^2 (1 + sin^2(3π y)) + (y - 1)^2 (1 + sin^2(2π y))",
		Source:  "Levy & Montalvo 1985, The tunneling algorithm for the global minimization of functions",
	}
}

// levy13Offsets are the critical points of [1, 2] x [1, 2] as seen from (1, 1).
var levy13Offsets = [][2]float64{
	// minima
	{0, 0}, {0.3296, 0}, {0.3283, 0.2661}, {0.6592, 0}, {0.6592, 0.3252},
	{0, 0.9727}, {0.9888, 0}, {0.6568, 0.602}, {0.3295, 0.9787}, {0.9888, 0.3299},
	{0.6591, 0.987}, {0.988, 0.6392}, {0.9887, 0.9921},
	// saddles
	{0.3276, 0.2435}, {0.6519, 0.1773}, {0.1686, 0}, {0.6521, 0.5201}, {0, 0.8142},
	{0.5057, 0}, {0.326, 0.8196}, {0.5058, 0.3181}, {0.8429, 0}, {0.8429, 0.3286},
	{0.1687, 0.9746}, {0.9773, 0.1712}, {0.6518, 0.8261}, {0.9774, 0.5068}, {0.5058, 0.9835},
	{0.8441, 0.6288}, {0.843, 0.9902}, {0.9773, 0.8293},
	// maxima
	{0.5114, 0.1851}, {0.1705, 0.816}, {0.8529, 0.1726}, {0.8529, 0.5095}, {0.5116, 0.8237},
	{0.853, 0.8283},
}
