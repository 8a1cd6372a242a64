package surfaces

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces/portable"
)

// Easom is f(x, y) = -cos x cos y exp(-(x - π)^2 - (y - π)^2): a well, f(π, π) = -1, in a
// plateau so flat that the gradient soon vanishes to rounding.
//
// f = -g(x) g(y) with g(t) = cos t exp(-(t - π)^2). Meta lists the points
// around the well, where g is 0 (t = π ± π/2) or has its first extrema
// (t = π and π ± 1.836597). Further out ripples of less than 1e-10 go on
// forever, with critical points that no figure shows.
//
// Window ±10. Source: Easom 1990.
type Easom struct{}

// factor returns g(t) with its first and second derivatives. The products begin with the
// exponential, which underflows to 0 before a square overflows.
func (Easom) factor(t float64) (g, g1, g2 float64) {
	s := t - math.Pi
	sin, cos := math.Sincos(t)
	e := portable.Exp(-s * s)
	es := 2 * (s * e)
	return e * cos, -e*sin - es*cos, 2*es*sin + 2*(s*es)*cos - 3*e*cos
}

func (f Easom) Func(x []float64) float64 {
	g, _, _ := f.factor(x[0])
	h, _, _ := f.factor(x[1])
	return -g * h
}

func (f Easom) Grad(dst, x []float64) {
	g, g1, _ := f.factor(x[0])
	h, h1, _ := f.factor(x[1])
	dst[0] = -g1 * h
	dst[1] = -g * h1
}

func (f Easom) Hess(dst *mat.SymDense, x []float64) {
	g, g1, g2 := f.factor(x[0])
	h, h1, h2 := f.factor(x[1])
	setPlane(dst, -g2*h, -g1*h1, -g*h2)
}

func (f Easom) Meta() Meta {
	const zero, crest = math.Pi / 2, 1.3050
	return Meta{
		Name:   "easom",
		Title:  "Easom",
		About:  "one narrow well in a plain",
		Dim:    2,
		Window: cube(2, -10, 10),
		Start:  []float64{1.9, 4.4},
		Points: mirrored(math.Pi, critical(f, [][2]float64{
			{math.Pi, math.Pi}, {crest, crest}, {crest, math.Pi}, {math.Pi, crest}, {zero, zero},
		})),
		Partial: true,
		Infimum: -1,
		Formula: "-cos x cos y exp(-(x - π)^2 - (y - π)^2)",
		Source:  "Easom 1990, A survey of global optimization techniques",
	}
}
