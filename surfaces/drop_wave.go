package surfaces

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// DropWave is f(x, y) = -(1 + cos 12r)/(r^2/2 + 2), r = √(x^2 + y^2): rings
// around the global minimum f(0, 0) = -1. f is a function of r^2 and smooth
// also at 0, where the Hessian is 72.5 I.
//
// Around it the circles on which f'(r) = 0 consist of degenerate critical
// points, which Meta does not list: the rings' bottoms, the first with
// -0.936245 at r = 0.520216, and their crests, with 0 at odd multiples of π/12.
//
// Window ±5.12. Source: Surjanovic & Bingham 2013.
type DropWave struct{}

// radial returns the direction (u, v) of x, f'(r)/r and f”(r), where r is the length of
// x.
func (DropWave) radial(x []float64) (u, v, slope, curvature float64) {
	r := math.Hypot(x[0], x[1])
	if r == 0 {
		return 0, 0, 72.5, 72.5
	}
	sin, cos := math.Sincos(12 * r)
	d := r*r/2 + 2
	depth, rise := (1+cos)/d, r/d
	slope = 12*(sin/r)/d + depth/d
	curvature = 144*cos/d - 24*(sin/d)*rise + depth/d - 2*depth*rise*rise
	return x[0] / r, x[1] / r, slope, curvature
}

func (DropWave) Func(x []float64) float64 {
	r := math.Hypot(x[0], x[1])
	return -(1 + math.Cos(12*r)) / (r*r/2 + 2)
}

func (w DropWave) Grad(dst, x []float64) {
	_, _, slope, _ := w.radial(x)
	dst[0], dst[1] = slope*x[0], slope*x[1]
}

func (w DropWave) Hess(dst *mat.SymDense, x []float64) {
	u, v, slope, curvature := w.radial(x)
	d := curvature - slope
	setPlane(dst, slope+d*u*u, d*u*v, slope+d*v*v)
}

func (DropWave) Meta() Meta {
	return Meta{
		Name:    "drop-wave",
		Title:   "Drop-wave",
		About:   "rings of equal height",
		Dim:     2,
		Window:  cube(2, -5.12, 5.12),
		Start:   []float64{0.7, 1.1},
		Points:  []Point{{[]float64{0, 0}, -1, Minimum}},
		Partial: true,
		Infimum: -1,
		Formula: "-(1 + cos(12 r))/(r^2/2 + 2), r = √(x^2 + y^2)",
		Source:  "Surjanovic & Bingham 2013, Virtual Library of Simulation Experiments",
	}
}
