package surfaces

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces/portable"
)

// Hosaki is
//
//	f(x, y) = c(x) y^2 exp(-y),  c(x) = 1 - 8 x + 7 x^2 - 7 x^3/3 + x^4/4:
//
// c' = (x - 1)(x - 2)(x - 4), hence two wells and a saddle at y = 2. The deeper one is
// f(4, 2) = -52/(3e^2) = -2.345812, the lowest value of the window, but for y → -∞ f is
// unbounded below. The line y = 0 consists of degenerate critical points with the value
// 0, which Meta does not list.
//
// Window [0, 5] x [0, 6]. Source: Jamil & Yang 2013.
type Hosaki struct{}

// factors returns c(x) and w(y) = y^2 exp(-y), each with two derivatives. The products of
// w begin with the exponential, which underflows to 0 before the square overflows.
func (Hosaki) factors(x []float64) (c, c1, c2, w, w1, w2 float64) {
	t, y := x[0], x[1]
	e := portable.Exp(-y)
	ye := y * e
	return 1 + t*(-8+t*(7+t*(-7./3+t/4))),
		(t - 1) * (t - 2) * (t - 4),
		14 + t*(3*t-14),
		ye * y, ye * (2 - y), 2*e + ye*(y-4)
}

func (h Hosaki) Func(x []float64) float64 {
	c, _, _, w, _, _ := h.factors(x)
	if w == 0 { // c may be Inf
		return 0
	}
	return c * w
}

func (h Hosaki) Grad(dst, x []float64) {
	c, c1, _, w, w1, _ := h.factors(x)
	dst[0] = c1 * w
	dst[1] = c * w1
}

func (h Hosaki) Hess(dst *mat.SymDense, x []float64) {
	c, c1, c2, w, w1, w2 := h.factors(x)
	setPlane(dst, c2*w, c1*w1, c*w2)
}

func (h Hosaki) Meta() Meta {
	return Meta{
		Name:    "hosaki",
		Title:   "Hosaki",
		About:   "two wells and a line of critical points",
		Dim:     2,
		Window:  [][2]float64{{0, 5}, {0, 6}},
		Start:   []float64{2.2, 4.5},
		Points:  critical(h, [][2]float64{{4, 2}, {1, 2}, {2, 2}}),
		Partial: true,
		Infimum: math.Inf(-1),
		Formula: "(1 - 8 x + 7 x^2 - 7 x^3/3 + x^4/4) y^2 exp(-y)",
		Source:  "Jamil & Yang 2013, A literature survey of benchmark functions for global optimisation problems",
	}
}
