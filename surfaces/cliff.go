package surfaces

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces/portable"
)

// Cliff is the error of a recurrent network of one neuron after 50 steps,
//
//	f(w, b) = (σ(z_50) - 0.7)^2,  z_t = w σ(z_{t-1}) + b,  z_0 = ½,  σ(z) = 1/(1 + exp(-z)),
//
// w and b being x and y. Where the recursion has two attractors, for w > 4, the
// error jumps between their basins: a cliff at which the gradient explodes.
//
// The minima, all 0, are a curve. While its slope 0.21 w is below 1 the recursion ends in
// its fixed point, which is the wanted 0.7 for b = ln(7/3) - 0.7 w. Meta lists the point
// of the curve with w = 2, a minimum though not a strict one.
//
// Window [1, 7] x [-4, 0]. Source: Pascanu, Mikolov & Bengio 2013.
type Cliff struct{}

const (
	cliffSteps  = 50
	cliffStart  = 0.5
	cliffTarget = 0.7
)

// sigmoid returns σ(z) with its first and second derivatives.
func sigmoid(z float64) (s, s1, s2 float64) {
	s = 1 / (1 + portable.Exp(-z))
	s1 = s * (1 - s)
	return s, s1, s1 * (1 - 2*s)
}

func (Cliff) Func(x []float64) float64 {
	z := cliffStart
	for range cliffSteps {
		s, _, _ := sigmoid(z)
		z = x[0]*s + x[1]
	}
	s, _, _ := sigmoid(z)
	return (s - cliffTarget) * (s - cliffTarget)
}

// residual returns σ(z_50) - 0.7, its derivative by z_50, and the derivatives of z_50 by
// w and b, which it carries along with z_t.
func (Cliff) residual(x []float64) (r, slope, zw, zb float64) {
	z := cliffStart
	for range cliffSteps {
		s, s1, _ := sigmoid(z)
		slope := x[0] * s1
		z, zw, zb = x[0]*s+x[1], s+slope*zw, 1+slope*zb
	}
	s, s1, _ := sigmoid(z)
	return s - cliffTarget, s1, zw, zb
}

func (c Cliff) Grad(dst, x []float64) {
	r, s1, zw, zb := c.residual(x)
	slope := 2 * r * s1
	dst[0], dst[1] = slope*zw, slope*zb
}

// Hess carries the first and second derivatives along with z_t.
func (Cliff) Hess(dst *mat.SymDense, x []float64) {
	z, zw, zb := cliffStart, 0.0, 0.0
	var zww, zwb, zbb float64
	for range cliffSteps {
		s, s1, s2 := sigmoid(z)
		slope, bend := x[0]*s1, x[0]*s2
		zww, zwb, zbb = (2*s1+bend*zw)*zw+slope*zww, (s1+bend*zw)*zb+slope*zwb, bend*zb*zb+slope*zbb
		z, zw, zb = x[0]*s+x[1], s+slope*zw, 1+slope*zb
	}
	s, s1, s2 := sigmoid(z)
	r := s - cliffTarget
	slope, bend := 2*r*s1, 2*(s1*s1+r*s2)
	setPlane(dst, bend*zw*zw+slope*zww, bend*zw*zb+slope*zwb, bend*zb*zb+slope*zbb)
}

func (Cliff) NumResiduals() int            { return 1 }
func (c Cliff) Residuals(dst, x []float64) { dst[0], _, _, _ = c.residual(x) }

func (c Cliff) Jacobian(dst *mat.Dense, x []float64) {
	_, slope, zw, zb := c.residual(x)
	setRow(dst, 0, slope*zw, slope*zb)
}

func (c Cliff) Meta() Meta {
	flat := []float64{2, math.Log(7./3) - 1.4}
	return Meta{
		Name:    "cliff",
		Title:   "Cliff of a recurrent network",
		About:   "a wall where gradients explode",
		Dim:     2,
		Window:  [][2]float64{{1, 7}, {-4, 0}},
		Start:   []float64{5, -1.8},
		Points:  []Point{{flat, ValueAt(c, flat), Minimum}},
		Partial: true,
		Infimum: 0,
		Formula: "(σ(z_{50}) - 0.7)^2, z_t = x σ(z_{t-1}) + y, z_0 = 0.5",
		Source:  "Pascanu, Mikolov & Bengio 2013, On the difficulty of training recurrent neural networks",
	}
}
