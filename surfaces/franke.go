package surfaces

import (
	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces/portable"
)

// Franke is the sum of four exponentials
//
//	f(x, y) = Σ_i A_i exp(-a_i (9x - p_i)^2 - b_i (9y - q_i)^m_i),
//	A = (0.75, 0.75, 0.5, -0.2),  m = (2, 1, 2, 2),
//	a = (1/4, 1/49, 1/4, 1),  b = (1/4, 1/10, 1/4, 1),
//	p = (2, -1, 7, 4),  q = (2, -1, 3, 7):
//
// two hills and a dip, whose bottom 0.001115 at (0.455710, 0.784191) is the
// only minimum. f is positive everywhere and tends to its infimum 0 for
// y → ∞. (Only within 0.005 of (0.456, 0.783) does the last term exceed the
// second in size, by less than 0.0004, and there the first and third add
// more than 0.001.)
//
// Window [0, 1]. Source: Franke 1979.
type Franke struct{}

var frankeTerms = [...]struct {
	height, a, p, b, q float64
	linear             bool // m is 1
}{
	{0.75, 1. / 4, 2, 1. / 4, 2, false},
	{0.75, 1. / 49, -1, 1. / 10, -1, true},
	{0.5, 1. / 4, 7, 1. / 4, 3, false},
	{-0.2, 1, 4, 1, 7, false},
}

// term returns the i-th term and the derivatives of its exponent; the mixed derivative is
// 0.
func (Franke) term(i int, x []float64) (e, gx, gy, gxx, gyy float64) {
	t := &frankeTerms[i]
	u, v := 9*x[0]-t.p, 9*x[1]-t.q
	gx, gxx = -18*t.a*u, -162*t.a
	if t.linear {
		return t.height * portable.Exp(-t.a*u*u-t.b*v), gx, -9 * t.b, gxx, 0
	}
	return t.height * portable.Exp(-t.a*u*u-t.b*v*v), gx, -18 * t.b * v, gxx, -162 * t.b
}

func (f Franke) Func(x []float64) float64 {
	var sum float64
	for i := range frankeTerms {
		e, _, _, _, _ := f.term(i, x)
		sum += e
	}
	return sum
}

func (f Franke) Grad(dst, x []float64) {
	dst[0], dst[1] = 0, 0
	for i := range frankeTerms {
		e, gx, gy, _, _ := f.term(i, x)
		dst[0] += e * gx
		dst[1] += e * gy
	}
}

func (f Franke) Hess(dst *mat.SymDense, x []float64) {
	var xx, xy, yy float64
	for i := range frankeTerms {
		e, gx, gy, gxx, gyy := f.term(i, x)
		xx += e * (gx*gx + gxx)
		xy += e * gx * gy
		yy += e * (gy*gy + gyy)
	}
	setPlane(dst, xx, xy, yy)
}

func (f Franke) Meta() Meta {
	return Meta{
		Name:   "franke",
		Title:  "Franke",
		About:  "smooth bumps on the unit square",
		Dim:    2,
		Window: cube(2, 0, 1),
		Start:  []float64{0.3, 0.45},
		Points: critical(f, [][2]float64{
			{0.4557, 0.7842}, {0.6160, 0.8571}, {0.5560, 0.2774}, {0.7547, 0.3263}, {0.2060, 0.2081},
		}),
		Infimum: 0,
		Formula: "Σ_i A_i exp(-a_i (9 x - p_i)^2 - b_i (9 y - q_i)^{m_i})",
		Source:  "Franke 1979, A critical comparison of some methods for interpolation of scattered data",
	}
}
