package surfaces

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces/portable"
)

// PowellBadlyScaled is
//
//	f(x, y) = (10^4 x y - 1)^2 + (exp(-x) + exp(-y) - 1.0001)^2:
//
// along the hyperbola x y = 10^-4, between walls of the curvature 10^10, the
// floor falls by less than 10^-7 on the last unit of y before the minimum, 0
// at (1.098159e-5, 9.106147). f is symmetric in x and y: there is a second
// minimum outside the window, and between them, also outside, a saddle.
//
// Window [-0.00001, 0.00004] x [0, 12], in which both terms are seen. Source:
// Powell 1970; no. 3 in Moré, Garbow & Hillstrom 1981.
type PowellBadlyScaled struct{}

// residuals returns both residuals. In the second, 1 is subtracted from exp(-x) and
// 0.0001 from exp(-y), so that nothing cancels near the minimum, where exp(-x) is nearly
// 1.
func (PowellBadlyScaled) residuals(x []float64) (p, q float64) {
	return 1e4*x[0]*x[1] - 1, math.Expm1(-x[0]) + (portable.Exp(-x[1]) - 1e-4)
}

func (f PowellBadlyScaled) Func(x []float64) float64 {
	p, q := f.residuals(x)
	return p*p + q*q
}

func (f PowellBadlyScaled) Grad(dst, x []float64) {
	p, q := f.residuals(x)
	dst[0] = 2e4*x[1]*p - 2*portable.Exp(-x[0])*q
	dst[1] = 2e4*x[0]*p - 2*portable.Exp(-x[1])*q
}

func (f PowellBadlyScaled) Hess(dst *mat.SymDense, x []float64) {
	p, q := f.residuals(x)
	ex, ey := portable.Exp(-x[0]), portable.Exp(-x[1])
	setPlane(dst,
		2*(1e8*x[1]*x[1]+ex*(ex+q)),
		2*(1e8*x[0]*x[1]+1e4*p+ex*ey),
		2*(1e8*x[0]*x[0]+ey*(ey+q)))
}

func (PowellBadlyScaled) NumResiduals() int            { return 2 }
func (f PowellBadlyScaled) Residuals(dst, x []float64) { dst[0], dst[1] = f.residuals(x) }

func (PowellBadlyScaled) Jacobian(dst *mat.Dense, x []float64) {
	setRow(dst, 0, 1e4*x[1], 1e4*x[0])
	setRow(dst, 1, -portable.Exp(-x[0]), -portable.Exp(-x[1]))
}

func (f PowellBadlyScaled) Meta() Meta {
	return Meta{
		Name:    "powell-badly-scaled",
		Title:   "Powell badly scaled",
		About:   "coordinates of very different scales",
		Dim:     2,
		Window:  [][2]float64{{-1e-5, 4e-5}, {0, 12}},
		Start:   []float64{0, 1},
		Points:  critical(f, [][2]float64{{1.09816e-5, 9.10615}}),
		Infimum: 0,
		Formula: "(10^4 x y - 1)^2 + (exp(-x) + exp(-y) - 1.0001)^2",
		Source:  "Powell 1970, A hybrid method for nonlinear equations",
	}
}

// BrownBadlyScaled is
//
//	f(x, y) = (x - 10^6)^2 + (y - 2⋅10^-6)^2 + (x y - 2)^2:
//
// at its only critical point, the minimum f(10^6, 2⋅10^-6) = 0, the
// eigenvalues are 2 and 2⋅10^12, and a step that suits one coordinate is 10^6
// times too long or too short for the other.
//
// Window 10^6 ± 3 by 2⋅10^-6 ± 3⋅10^-6, in which the contours are nearly
// circles. Source: Brown; no. 4 in Moré, Garbow & Hillstrom 1981.
type BrownBadlyScaled struct{}

func (BrownBadlyScaled) residuals(x []float64) (p, q, r float64) {
	return x[0] - 1e6, x[1] - 2e-6, x[0]*x[1] - 2
}

func (b BrownBadlyScaled) Func(x []float64) float64 {
	p, q, r := b.residuals(x)
	return p*p + q*q + r*r
}

func (b BrownBadlyScaled) Grad(dst, x []float64) {
	p, q, r := b.residuals(x)
	dst[0] = 2*p + 2*x[1]*r
	dst[1] = 2*q + 2*x[0]*r
}

func (b BrownBadlyScaled) Hess(dst *mat.SymDense, x []float64) {
	_, _, r := b.residuals(x)
	setPlane(dst, 2+2*x[1]*x[1], 2*(x[0]*x[1]+r), 2+2*x[0]*x[0])
}

func (BrownBadlyScaled) NumResiduals() int            { return 3 }
func (b BrownBadlyScaled) Residuals(dst, x []float64) { dst[0], dst[1], dst[2] = b.residuals(x) }

func (BrownBadlyScaled) Jacobian(dst *mat.Dense, x []float64) {
	setRow(dst, 0, 1, 0)
	setRow(dst, 1, 0, 1)
	setRow(dst, 2, x[1], x[0])
}

func (b BrownBadlyScaled) Meta() Meta {
	return Meta{
		Name:    "brown-badly-scaled",
		Title:   "Brown badly scaled",
		About:   "curvatures of 2 and 2e12",
		Dim:     2,
		Window:  [][2]float64{{1e6 - 3, 1e6 + 3}, {-1e-6, 5e-6}},
		Start:   []float64{1e6 - 2, 4e-6},
		Points:  critical(b, [][2]float64{{1e6, 2e-6}}),
		Infimum: 0,
		Formula: "(x - 10^6)^2 + (y - 2/10^6)^2 + (x y - 2)^2",
		Source:  "Moré, Garbow & Hillstrom 1981, Testing unconstrained optimization software",
	}
}
