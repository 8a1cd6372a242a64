package surfaces

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces/portable"
)

// bump is p exp(-u^2 - v^2), a polynomial p with its derivatives times a Gaussian of the
// distances u and v from its center. Where the Gaussian underflows, the bump is 0,
// however large p is.
type bump struct{ u, v, p, px, py, pxx, pxy, pyy float64 }

func (b bump) gauss() float64 { return portable.Exp(-b.u*b.u - b.v*b.v) }

func (b bump) value() float64 {
	e := b.gauss()
	if e == 0 {
		return 0
	}
	return b.p * e
}

func (b bump) gradient() (x, y float64) {
	e := b.gauss()
	if e == 0 {
		return 0, 0
	}
	return (b.px - 2*b.u*b.p) * e, (b.py - 2*b.v*b.p) * e
}

func (b bump) hessian() (xx, xy, yy float64) {
	e := b.gauss()
	if e == 0 {
		return 0, 0, 0
	}
	return (b.pxx - 4*b.u*b.px + (4*b.u*b.u-2)*b.p) * e,
		(b.pxy - 2*b.v*b.px - 2*b.u*b.py + 4*b.u*b.v*b.p) * e,
		(b.pyy - 4*b.v*b.py + (4*b.v*b.v-2)*b.p) * e
}

// Peaks is
//
//	f(x, y) = 3 (1 - x)^2 exp(-x^2 - (y + 1)^2)
//	        - 10 (x/5 - x^3 - y^5) exp(-x^2 - y^2)
//	        - 1/3 exp(-(x + 1)^2 - y^2):
//
// three hills and three hollows in a plain. The global minimum is -6.551133
// near (0.2283, -1.6255).
//
// Window ±3. Source: MATLAB's function peaks.
type Peaks struct{}

// bumps returns the three terms.
func (Peaks) bumps(x []float64) [3]bump {
	u, v := x[0], x[1]
	v3 := v * v * v
	return [3]bump{
		{u: u, v: v + 1, p: 3 * (1 - u) * (1 - u), px: -6 * (1 - u), pxx: 6},
		{u: u, v: v, p: 10*(u*u*u+v3*v*v) - 2*u, px: 30*u*u - 2, py: 50 * v3 * v, pxx: 60 * u, pyy: 200 * v3},
		{u: u + 1, v: v, p: -1. / 3},
	}
}

func (f Peaks) Func(x []float64) float64 {
	var sum float64
	for _, b := range f.bumps(x) {
		sum += b.value()
	}
	return sum
}

func (f Peaks) Grad(dst, x []float64) {
	dst[0], dst[1] = 0, 0
	for _, b := range f.bumps(x) {
		gx, gy := b.gradient()
		dst[0] += gx
		dst[1] += gy
	}
}

func (f Peaks) Hess(dst *mat.SymDense, x []float64) {
	var xx, xy, yy float64
	for _, b := range f.bumps(x) {
		bxx, bxy, byy := b.hessian()
		xx += bxx
		xy += bxy
		yy += byy
	}
	setPlane(dst, xx, xy, yy)
}

func (f Peaks) Meta() Meta {
	points := critical(f, [][2]float64{
		{0.2283, -1.6255}, {-1.3474, 0.2045}, {0.2964, 0.3202},
		{0.4163, -0.3941}, {-0.2659, 0.4667}, {1.0983, 0.8545},
		{1.2857, -0.0048}, {-0.4600, -0.6292}, {-0.0093, 1.5814},
	})
	return Meta{
		Name:    "peaks",
		Title:   "Peaks",
		About:   "MATLAB's demonstration: three of each kind",
		Dim:     2,
		Window:  cube(2, -3, 3),
		Start:   []float64{0.2, 1.1},
		Points:  points,
		Infimum: points[0].Value,
		Formula: "3(1 - x)^2 exp(-x^2 - (y + 1)^2) - 10(x/5 - x^3 - y^5)exp(-x^2 - y^2) - exp(-(x + 1)^2 - y^2)/3",
		Source:  "MathWorks, the function peaks of MATLAB",
	}
}

// GaussianBump is f(x, y) = x exp(-x^2 - y^2): a hollow and a hill of the
// height 1/√(2e) = 0.428882 at (∓1/√2, 0), and around them tails in which the
// gradient vanishes.
//
// Window ±2. Source: an example of MATLAB's function gradient.
type GaussianBump struct{}

func (GaussianBump) bump(x []float64) bump { return bump{u: x[0], v: x[1], p: x[0], px: 1} }

func (f GaussianBump) Func(x []float64) float64 { return f.bump(x).value() }

func (f GaussianBump) Grad(dst, x []float64) { dst[0], dst[1] = f.bump(x).gradient() }

func (f GaussianBump) Hess(dst *mat.SymDense, x []float64) {
	xx, xy, yy := f.bump(x).hessian()
	setPlane(dst, xx, xy, yy)
}

func (f GaussianBump) Meta() Meta {
	points := critical(f, [][2]float64{{-1 / math.Sqrt2, 0}, {1 / math.Sqrt2, 0}})
	return Meta{
		Name:    "gaussian-bump",
		Title:   "Gaussian bump",
		About:   "a well and a bump whose slopes vanish far out",
		Dim:     2,
		Window:  cube(2, -2, 2),
		Start:   []float64{0.5, 1.1},
		Points:  points,
		Infimum: points[0].Value,
		Formula: "x exp(-x^2 - y^2)",
		Source:  "MathWorks, documentation of MATLAB's function gradient",
	}
}
