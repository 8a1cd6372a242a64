package surfaces

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces/portable"
)

// lattice is S = |p(x) q(y)| exp a, a = |c - r/π|, r = √(x^2 + y^2), for two
// sines p and q of period 2π. s is |p q|, and the derivatives of S are
// (mx, my) exp a and (nxx, nxy, nyy) exp a.
//
// S has kinks where p or q is 0: there all derivatives are set to 0, which is a
// subgradient of S ≥ 0. On the circle r = cπ, where a has a kink, the derivatives of a
// are set to 0, the mean of both sides.
type lattice struct{ s, a, mx, my, nxx, nxy, nyy float64 }

// newLattice computes the lattice at x from p and q and their derivatives p1 and q1.
func newLattice(x []float64, c, p, p1, q, q1 float64) lattice {
	r := math.Hypot(x[0], x[1])
	side := sign(p * q)
	l := lattice{s: math.Abs(p * q), a: math.Abs(c - r/math.Pi)}
	if l.s == 0 {
		return l
	}
	sx, sy, sxy := side*p1*q, side*p*q1, side*p1*q1
	slope := -sign(c-r/math.Pi) / math.Pi // the slope of a along r; r is not 0
	u, v := x[0]/r, x[1]/r
	ax, ay := slope*u, slope*v
	bend := slope * (l.s / r) // s ≤ r for p = sin x; 1/r may overflow
	l.mx, l.my = sx+l.s*ax, sy+l.s*ay
	l.nxx = -l.s + 2*sx*ax + bend*v*v + l.s*ax*ax
	l.nxy = sxy + sx*ay + sy*ax + l.s*ax*ay - bend*u*v
	l.nyy = -l.s + 2*sy*ay + bend*u*u + l.s*ay*ay
	return l
}

// CrossInTray is
//
//	f(x, y) = -10^-4 (S + 1)^0.1,  S = |sin x sin y| exp|100 - r/π|,  r = √(x^2 + y^2):
//
// hollows, each within a square of side π, of which the four next to the center are the
// deepest, -2.062612 at (±1.349407, ±1.349407). They are separated by ridges of the
// height -10^-4, where sin x sin y = 0, so steep that the slope beside them exceeds
// 10^37. There Grad and Hess return 0, a supergradient: f has its maximum there, without
// a derivative. Far outside the window, beyond r = 100π, f falls without bound.
//
// Inside a square log S is concave, hence the 36 minima that Meta lists are
// all critical points off the ridges. Window ±10. Source: Mishra 2006.
type CrossInTray struct{}

// parts returns f, the lattice of S, and exp(a)/(S + 1). It computes them from log S,
// because S overflows where f is still finite.
func (CrossInTray) parts(x []float64) (f float64, l lattice, ratio float64) {
	p, p1 := math.Sincos(x[0])
	q, q1 := math.Sincos(x[1])
	l = newLattice(x, 100, p, p1, q, q1)
	log := math.Log(l.s) + l.a
	log1 := max(log, 0) + math.Log1p(portable.Exp(-math.Abs(log))) // log(S + 1)
	if l.s > 0 {
		ratio = portable.Exp(l.a - log1)
	}
	return -1e-4 * portable.Exp(log1/10), l, ratio
}

func (c CrossInTray) Func(x []float64) float64 {
	f, _, _ := c.parts(x)
	return f
}

func (c CrossInTray) Grad(dst, x []float64) {
	f, l, ratio := c.parts(x)
	dst[0] = f / 10 * (ratio * l.mx)
	dst[1] = f / 10 * (ratio * l.my)
}

func (c CrossInTray) Hess(dst *mat.SymDense, x []float64) {
	f, l, ratio := c.parts(x)
	mx, my := ratio*l.mx, ratio*l.my
	setPlane(dst,
		f/10*(ratio*l.nxx-0.9*mx*mx),
		f/10*(ratio*l.nxy-0.9*mx*my),
		f/10*(ratio*l.nyy-0.9*my*my))
}

func (c CrossInTray) Meta() Meta {
	var near [][2]float64
	for _, x := range [...]float64{1.35, 4.5, 7.7} {
		for _, y := range [...]float64{1.35, 4.5, 7.7} {
			near = append(near, [2]float64{x, y})
		}
	}
	return Meta{
		Name:    "cross-in-tray",
		Title:   "Cross-in-tray",
		About:   "hollows between sharp ridges",
		Dim:     2,
		Window:  cube(2, -10, 10),
		Start:   []float64{2.6, 0.7},
		Points:  mirrored(0, critical(c, near)),
		Infimum: math.Inf(-1),
		Formula: "-10^{-4} (|sin x sin y| exp(|100 - r/π|) + 1)^{0.1}, r = √(x^2 + y^2)",
		Source:  "Mishra 2006, Some new test functions for global optimization and performance of repulsive particle swarm method",
	}
}

// HolderTable is f(x, y) = -|sin x cos y| exp|1 - r/π|, r = √(x^2 + y^2): a table on four
// legs, the minima -19.208503 at (±8.055023, ±9.664590), among many smaller ones. Outside
// the window further minima are deeper still, without bound.
//
// f is 0, its maximum, on the ridges sin x = 0 and cos y = 0, where it has no derivative:
// Grad and Hess return 0, a supergradient. On the circle r = π, also a ridge, the radial
// slope of the exponential is set to 0, the mean of both sides. Meta lists the 42 minima,
// which are all critical points off the ridges.
//
// Window ±10. Source: Mishra 2006.
type HolderTable struct{}

func (HolderTable) lattice(x []float64) lattice {
	p, p1 := math.Sincos(x[0])
	q1, q := math.Sincos(x[1])
	return newLattice(x, 1, p, p1, q, -q1)
}

// times returns v exp a, in two multiplications because exp a may overflow.
func (l lattice) times(v float64) float64 {
	if v == 0 {
		return 0
	}
	half := portable.Exp(l.a / 2)
	return half * v * half
}

func (h HolderTable) Func(x []float64) float64 {
	l := h.lattice(x)
	return -l.times(l.s)
}

func (h HolderTable) Grad(dst, x []float64) {
	l := h.lattice(x)
	dst[0], dst[1] = -l.times(l.mx), -l.times(l.my)
}

func (h HolderTable) Hess(dst *mat.SymDense, x []float64) {
	l := h.lattice(x)
	setPlane(dst, -l.times(l.nxx), -l.times(l.nxy), -l.times(l.nyy))
}

func (h HolderTable) Meta() Meta {
	return Meta{
		Name:   "holder-table",
		Title:  "Hölder table",
		About:  "kinks, and the best in four corners",
		Dim:    2,
		Window: cube(2, -10, 10),
		Start:  []float64{6.7, 8.6},
		Points: mirrored(0, critical(h, [][2]float64{
			{8.0550, 9.6646}, {4.8539, 9.7021}, {8.0976, 6.4795}, {1.6231, 9.7290},
			{8.1413, 3.2594}, {4.9011, 6.5325}, {8.1622, 0}, {1.6479, 6.5827},
			{4.9712, 3.3164}, {1.2626, 0}, {5.0206, 0}, {1.7124, 3.4189},
		})),
		Infimum: math.Inf(-1),
		Formula: "-|sin x cos y| exp(|1 - r/π|), r = √(x^2 + y^2)",
		Source:  "Mishra 2006, Some new test functions for global optimization and performance of repulsive particle swarm method",
	}
}
