package surfaces

import (
	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces/portable"
)

// MullerBrown is the sum of four exponentials of quadratic forms,
//
//	f(x, y) = Σ_i A_i exp(a_i u_i^2 + b_i u_i v_i + c_i v_i^2),  u_i = x - p_i,  v_i = y - q_i,
//	A = (-200, -100, -170, 15),
//	a = (-1, -1, -6.5, 0.7),  b = (0, 0, 11, 0.6),  c = (-10, -10, -6.5, 0.7),
//	p = (1, 0, -0.5, -1),  q = (0, 0.5, 1.5, 1):
//
// the energy of a model reaction. Three minima, of which -146.700 near
// (-0.558, 1.442) is global, are joined by a valley over two saddles.
//
// Window [-1.5, 1.2] x [-0.2, 2]. Source: Müller & Brown 1979.
type MullerBrown struct{}

var mullerBrownTerms = [...]struct{ height, a, b, c, p, q float64 }{
	{-200, -1, 0, -10, 1, 0},
	{-100, -1, 0, -10, 0, 0.5},
	{-170, -6.5, 11, -6.5, -0.5, 1.5},
	{15, 0.7, 0.6, 0.7, -1, 1},
}

// term returns the i-th term and the derivatives of its exponent. It computes the
// exponent as a sum of two squares of the same sign, so that it does not become NaN where
// they overflow.
func (MullerBrown) term(i int, x []float64) (e, gx, gy float64) {
	t := &mullerBrownTerms[i]
	u, v := x[0]-t.p, x[1]-t.q
	half := t.b / (2 * t.a)
	w := u + half*v
	e = t.height * portable.Exp(t.a*w*w+(t.c-half*t.b/2)*v*v)
	return e, 2*t.a*u + t.b*v, t.b*u + 2*t.c*v
}

func (f MullerBrown) Func(x []float64) float64 {
	var sum float64
	for i := range mullerBrownTerms {
		e, _, _ := f.term(i, x)
		sum += e
	}
	return sum
}

func (f MullerBrown) Grad(dst, x []float64) {
	dst[0], dst[1] = 0, 0
	for i := range mullerBrownTerms {
		e, gx, gy := f.term(i, x)
		dst[0] += e * gx
		dst[1] += e * gy
	}
}

func (f MullerBrown) Hess(dst *mat.SymDense, x []float64) {
	var xx, xy, yy float64
	for i, t := range mullerBrownTerms {
		e, gx, gy := f.term(i, x)
		xx += e * (gx*gx + 2*t.a)
		xy += e * (gx*gy + t.b)
		yy += e * (gy*gy + 2*t.c)
	}
	setPlane(dst, xx, xy, yy)
}

func (f MullerBrown) Meta() Meta {
	points := critical(f, [][2]float64{
		{-0.5582, 1.4417}, {0.6235, 0.0280}, {-0.0500, 0.4667}, {-0.8220, 0.6243}, {0.2125, 0.2930},
	})
	return Meta{
		Name:    "muller-brown",
		Title:   "Müller-Brown",
		About:   "a chemist's potential: two saddles between three wells",
		Dim:     2,
		Window:  [][2]float64{{-1.5, 1.2}, {-0.2, 2}},
		Start:   []float64{0.1, 1.1},
		Points:  points,
		Infimum: points[0].Value,
		Formula: "Σ_i A_i exp(a_i u_i^2 + b_i u_i v_i + c_i v_i^2), u_i = x - p_i, v_i = y - q_i",
		Source:  "Müller & Brown 1979, Location of saddle points and minimum energy paths by a constrained simplex optimization procedure",
	}
}
