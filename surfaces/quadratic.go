package surfaces

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces/number"
)

// Sphere is f(x) = Σ_i x_i^2: condition number 1, so that the gradient points
// straight at the minimum, f(0) = 0.
//
// Window ±5. Source: De Jong 1975.
type Sphere struct {
	N int `key:"n" in:"[1,1000]" doc:"dimension"`
}

func (Sphere) Func(x []float64) float64 {
	var sum float64
	for _, t := range x {
		sum += t * t
	}
	return sum
}

func (Sphere) Grad(dst, x []float64) {
	for i, t := range x {
		dst[i] = 2 * t
	}
}

func (Sphere) Hess(dst *mat.SymDense, x []float64) {
	dst.Zero()
	for i := range x {
		dst.SetSym(i, i, 2)
	}
}

func (s Sphere) NumResiduals() int { return s.N }

// Residuals writes the x_i.
func (Sphere) Residuals(dst, x []float64) { copy(dst, x) }

func (Sphere) Jacobian(dst *mat.Dense, x []float64) {
	dst.Zero()
	for i := range x {
		dst.Set(i, i, 1)
	}
}

func (s Sphere) Meta() Meta {
	return Meta{
		Name:    "sphere",
		Title:   "Sphere",
		About:   "a round bowl: condition number 1",
		Dim:     s.N,
		Window:  cube(s.N, -5, 5),
		Start:   ramp(s.N, -4, 2.5),
		Points:  []Point{{make([]float64, s.N), 0, Minimum}},
		Infimum: 0,
		Formula: planeOr(s.N, "x^2 + y^2", "Σ_i x_i^2"),
		Source:  "De Jong 1975, An analysis of the behavior of a class of genetic adaptive systems",
	}
}

// Ravine is the rotated quadratic bowl
//
//	f(x) = ½ x'Q diag(1, κ) Q'x = ½(u^2 + κ v^2),  (u, v) = Q'(x, y),
//
// where Q rotates by Angle: the floor of the ravine runs in the direction
// (cos Angle, sin Angle), its walls are κ times as steep. The minimum is
// f(0, 0) = 0; the Hessian Q diag(1, κ) Q' is constant.
//
// Window ±5, start Q(-4, 1). Source: Goh 2017.
type Ravine struct {
	Kappa float64 `key:"kappa" in:"[1,inf)" doc:"condition number"`
	Angle float64 `key:"angle" in:"(-inf,inf)" doc:"direction of the floor, degrees from the x axis"`
}

// sincos computes sine and cosine of Angle anew in each call, which takes a few ns: so
// the value has no fields that could disagree with its parameters.
func (r Ravine) sincos() (sin, cos float64) {
	return math.Sincos(r.Angle * (math.Pi / 180))
}

func (r Ravine) Func(x []float64) float64 {
	sin, cos := r.sincos()
	return r.value(sin, cos, x[0], x[1])
}

func (r Ravine) value(sin, cos, x, y float64) float64 {
	u, v := cos*x+sin*y, cos*y-sin*x
	return 0.5 * (u*u + r.Kappa*v*v)
}

func (r Ravine) Grad(dst, x []float64) {
	sin, cos := r.sincos()
	dst[0], dst[1] = r.slope(sin, cos, x[0], x[1])
}

func (r Ravine) slope(sin, cos, x, y float64) (dx, dy float64) {
	u, v := cos*x+sin*y, cos*y-sin*x
	return cos*u - r.Kappa*sin*v, sin*u + r.Kappa*cos*v
}

func (r Ravine) Hess(dst *mat.SymDense, x []float64) {
	sin, cos := r.sincos()
	setPlane(dst,
		cos*cos+r.Kappa*sin*sin,
		(1-r.Kappa)*sin*cos,
		sin*sin+r.Kappa*cos*cos)
}

func (Ravine) NumResiduals() int { return 2 }

// Residuals writes √½ u and √(κ/2) v.
func (r Ravine) Residuals(dst, x []float64) {
	sin, cos := r.sincos()
	wall := math.Sqrt(r.Kappa / 2)
	dst[0] = math.Sqrt2 / 2 * (cos*x[0] + sin*x[1])
	dst[1] = wall * (cos*x[1] - sin*x[0])
}

func (r Ravine) Jacobian(dst *mat.Dense, _ []float64) {
	sin, cos := r.sincos()
	wall := math.Sqrt(r.Kappa / 2)
	setRow(dst, 0, math.Sqrt2/2*cos, math.Sqrt2/2*sin)
	setRow(dst, 1, -wall*sin, wall*cos)
}

func (r Ravine) Meta() Meta {
	sin, cos := r.sincos()
	formula := fmt.Sprintf("½(u^2 + %s v^2), u = x cos φ + y sin φ, v = y cos φ - x sin φ, φ = %s°",
		number.Format(r.Kappa), number.Format(r.Angle))
	if r.Kappa == 1 {
		formula = "½(x^2 + y^2)"
	} else if r.Angle == 0 {
		formula = fmt.Sprintf("½(x^2 + %s y^2)", number.Format(r.Kappa))
	}
	return Meta{
		Name:    "ravine",
		Title:   "Ravine",
		About:   "a quadratic valley of any condition number and direction",
		Dim:     2,
		Window:  cube(2, -5, 5),
		Start:   []float64{-4*cos - sin, -4*sin + cos},
		Points:  []Point{{[]float64{0, 0}, 0, Minimum}},
		Infimum: 0,
		Formula: formula,
		Source:  "Goh 2017, Why momentum really works",
	}
}

// Booth is f(x, y) = (x + 2y - 7)^2 + (2x + y - 5)^2, an oblique bowl: the
// Hessian has the eigenvalues 2 and 18 along the diagonals. Its minimum is
// f(1, 3) = 0.
//
// Window ±10. Source: Jamil & Yang 2013.
type Booth struct{}

func (Booth) residuals(x []float64) (p, q float64) {
	return x[0] + 2*x[1] - 7, 2*x[0] + x[1] - 5
}

func (b Booth) Func(x []float64) float64 {
	p, q := b.residuals(x)
	return p*p + q*q
}

func (b Booth) Grad(dst, x []float64) {
	p, q := b.residuals(x)
	dst[0] = 2*p + 4*q
	dst[1] = 4*p + 2*q
}

func (Booth) Hess(dst *mat.SymDense, x []float64) { setPlane(dst, 10, 8, 10) }

func (Booth) NumResiduals() int            { return 2 }
func (b Booth) Residuals(dst, x []float64) { dst[0], dst[1] = b.residuals(x) }

func (Booth) Jacobian(dst *mat.Dense, _ []float64) {
	setRow(dst, 0, 1, 2)
	setRow(dst, 1, 2, 1)
}

func (Booth) Meta() Meta {
	return Meta{
		Name:    "booth",
		Title:   "Booth",
		About:   "an oblique bowl, condition number 9",
		Dim:     2,
		Window:  cube(2, -10, 10),
		Start:   []float64{-8, 5},
		Points:  []Point{{[]float64{1, 3}, 0, Minimum}},
		Infimum: 0,
		Formula: "(x + 2 y - 7)^2 + (2 x + y - 5)^2",
		Source:  "Jamil & Yang 2013, A literature survey of benchmark functions for global optimisation problems",
	}
}

// Matyas is f(x, y) = 0.26 (x^2 + y^2) - 0.48 x y, a shallow oblique bowl: the
// Hessian has the eigenvalues 0.04 and 1 along the diagonals. Its minimum is
// f(0, 0) = 0.
//
// Window ±10. Source: Jamil & Yang 2013.
type Matyas struct{}

// Func sums squares along the diagonals: nothing cancels near the floor, and far away the
// sum does not become NaN as Inf minus Inf.
func (Matyas) Func(x []float64) float64 {
	u, v := x[0]+x[1], x[0]-x[1]
	return 0.01*u*u + 0.25*v*v
}

func (Matyas) Grad(dst, x []float64) {
	dst[0] = 0.52*x[0] - 0.48*x[1]
	dst[1] = 0.52*x[1] - 0.48*x[0]
}

func (Matyas) Hess(dst *mat.SymDense, x []float64) { setPlane(dst, 0.52, -0.48, 0.52) }

func (Matyas) NumResiduals() int { return 2 }

// Residuals writes the roots of the squares that Func sums.
func (Matyas) Residuals(dst, x []float64) {
	dst[0], dst[1] = 0.1*(x[0]+x[1]), 0.5*(x[0]-x[1])
}

func (Matyas) Jacobian(dst *mat.Dense, _ []float64) {
	setRow(dst, 0, 0.1, 0.1)
	setRow(dst, 1, 0.5, -0.5)
}

func (Matyas) Meta() Meta {
	return Meta{
		Name:    "matyas",
		Title:   "Matyas",
		About:   "a flat oblique valley, condition number 25",
		Dim:     2,
		Window:  cube(2, -10, 10),
		Start:   []float64{-3, 9},
		Points:  []Point{{[]float64{0, 0}, 0, Minimum}},
		Infimum: 0,
		Formula: "0.26 (x^2 + y^2) - 0.48 x y",
		Source:  "Jamil & Yang 2013, A literature survey of benchmark functions for global optimisation problems",
	}
}

// HyperbolicParaboloid is the saddle f(x, y) = x^2 - y^2, unbounded below. Newton's
// method goes to the saddle (0, 0) in one step; gradient descent leaves it along y.
//
// Window ±2, start almost on the axis that leads into the saddle. Source:
// Dauphin et al. 2014.
type HyperbolicParaboloid struct{}

// Func computes f as a product, because x^2 - y^2 is NaN where both squares overflow.
func (HyperbolicParaboloid) Func(x []float64) float64 { return (x[0] - x[1]) * (x[0] + x[1]) }

func (HyperbolicParaboloid) Grad(dst, x []float64) {
	dst[0] = 2 * x[0]
	dst[1] = -2 * x[1]
}

func (HyperbolicParaboloid) Hess(dst *mat.SymDense, x []float64) { setPlane(dst, 2, 0, -2) }

func (HyperbolicParaboloid) Meta() Meta {
	return Meta{
		Name:    "saddle",
		Title:   "Saddle",
		About:   "the pure saddle, unbounded below",
		Dim:     2,
		Window:  cube(2, -2, 2),
		Start:   []float64{1.5, 0.01},
		Points:  []Point{{[]float64{0, 0}, 0, Saddle}},
		Infimum: math.Inf(-1),
		Formula: "x^2 - y^2",
		Source:  "Dauphin et al. 2014, Identifying and attacking the saddle point problem in high-dimensional non-convex optimization",
	}
}
