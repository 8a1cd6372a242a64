package surfaces

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces/portable"
)

// Ackley is
//
//	f(x) = 20 + e - 20 exp(-0.2 r) - exp(c),
//	r = √(Σ_i x_i^2/n),  c = Σ_i cos(2π x_i)/n:
//
// ripples around a funnel whose tip is the global minimum f(0) = 0, in the
// plane with the nearest minima 2.57993 at (±0.952167, 0).
//
// The tip is a cone: f is not differentiable there. At 0 Grad returns 0, which
// is a subgradient, and Hess returns the Hessian of the differentiable part
// -exp(c) alone. The same holds where r underflows to 0, for |x_i| < 1e-162.
//
// In the plane Meta lists the 441 critical points of the window (121 minima, 220 saddles,
// 100 maxima), in other dimensions only the global minimum. Window ±5. Source: Ackley
// 1987.
type Ackley struct {
	N int `key:"n" in:"[1,1000]" doc:"dimension"`
}

// parts returns r, 20 exp(-0.2 r) and exp(c).
func (Ackley) parts(x []float64) (r, funnel, ripple float64) {
	var squares, cosines float64
	for _, t := range x {
		squares += t * t
		cosines += math.Cos(2 * math.Pi * t)
	}
	n := float64(len(x))
	r = math.Sqrt(squares / n)
	return r, 20 * portable.Exp(-0.2*r), portable.Exp(cosines / n)
}

// Func sums the heights of the funnel and of the ripples above the tip. Both are 0 at the
// tip, so that f(0) = 0 without rounding.
func (Ackley) Func(x []float64) float64 {
	var squares, sines float64
	for _, t := range x {
		sin := math.Sin(math.Pi * t)
		squares += t * t
		sines += sin * sin // (1 - cos 2πt)/2
	}
	n := float64(len(x))
	return -20*math.Expm1(-0.2*math.Sqrt(squares/n)) - math.E*math.Expm1(-2*sines/n)
}

func (a Ackley) Grad(dst, x []float64) {
	r, funnel, ripple := a.parts(x)
	n := float64(len(x))
	var radial float64 // d(-20 exp(-0.2 r))/dx_i = radial x_i
	if r > 0 {
		radial = 0.2 * funnel / (n * r)
	}
	for i, t := range x {
		dst[i] = radial*t + 2*math.Pi/n*ripple*math.Sin(2*math.Pi*t)
	}
}

func (a Ackley) Hess(dst *mat.SymDense, x []float64) {
	r, funnel, ripple := a.parts(x)
	n := float64(len(x))
	var radial, outer float64 // the funnel's Hessian is radial I - outer (x/r)(x/r)'
	if r > 0 {
		radial = 0.2 * funnel / (n * r)
		outer = radial * (0.2*r + 1) / n
	} else {
		r = 1 // any number: outer is 0
	}
	w := 2 * math.Pi / n
	for i, t := range x {
		sin, cos := math.Sincos(2 * math.Pi * t)
		for j := range i {
			dst.SetSym(j, i, -outer*(t/r)*(x[j]/r)-w*w*ripple*sin*math.Sin(2*math.Pi*x[j]))
		}
		dst.SetSym(i, i, radial-outer*(t/r)*(t/r)+ripple*(2*math.Pi*w*cos-w*w*sin*sin))
	}
}

func (a Ackley) Meta() Meta {
	return Meta{
		Name:    "ackley",
		Title:   "Ackley",
		About:   "many minima around a cone",
		Dim:     a.N,
		Window:  cube(a.N, -5, 5),
		Start:   ramp(a.N, -3.4, 2.3),
		Points:  a.points(),
		Infimum: 0,
		Formula: planeOr(a.N,
			"20 + e - 20 exp(-0.2 √((x^2 + y^2)/2)) - exp((cos(2π x) + cos(2π y))/2)",
			fmt.Sprintf("20 + e - 20 exp(-0.2 √(Σ_i x_i^2/%d)) - exp(Σ_i cos(2π x_i)/%[1]d)", a.N)),
		Source: "Ackley 1987, A Connectionist Machine for Genetic Hillclimbing",
	}
}

// points polishes the critical points of -exp(c), which lie on the half-integer lattice.
// The tip keeps its place, since Newton's method does not converge to a cone.
func (a Ackley) points() []Point {
	points := []Point{{make([]float64, a.N), 0, Minimum}}
	if a.N != 2 {
		return points
	}
	var near [][2]float64
	for x := 0.0; x <= 5; x += 0.5 {
		for y := 0.0; y <= 5; y += 0.5 {
			if x != 0 || y != 0 {
				near = append(near, [2]float64{x, y})
			}
		}
	}
	return SortPoints(append(points, mirrored(0, critical(a, near))...))
}
