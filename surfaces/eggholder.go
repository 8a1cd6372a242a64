package surfaces

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Eggholder is
//
//	f(x, y) = -(y + 47) sin √|x/2 + y + 47| - x sin √|x - y - 47|.
//
// The lowest value of the window, f(512, 404.2318051138) = -959.640663, is on its
// boundary: the gradient does not vanish there, and f falls on beyond it, without bound.
// So this point is not critical; Meta lists the lowest ten of the minima inside.
//
// On the lines x/2 + y + 47 = 0 and x - y - 47 = 0 f has cusps, with slopes that tend to
// ±∞ on both sides. There Grad and Hess take the derivatives of the root as 0, the mean
// of both sides.
//
// Window ±512. Source: Whitley et al. 1996.
type Eggholder struct{}

// wave returns sin √|t| with its first and second derivatives, which are 0 at the cusp.
func (Eggholder) wave(t float64) (w, w1, w2 float64) {
	const cusp = 1e-100 // below this |t| the second derivative soon overflows
	s := math.Sqrt(math.Abs(t))
	sin, cos := math.Sincos(s)
	if math.Abs(t) < cusp {
		return sin, 0, 0
	}
	return sin, sign(t) * cos / (2 * s), -(s*sin + cos) / (4 * s * s * s)
}

func (e Eggholder) Func(x []float64) float64 {
	v := x[1] + 47
	return -v*math.Sin(math.Sqrt(math.Abs(x[0]/2+v))) - x[0]*math.Sin(math.Sqrt(math.Abs(x[0]-v)))
}

func (e Eggholder) Grad(dst, x []float64) {
	v := x[1] + 47
	p, p1, _ := e.wave(x[0]/2 + v)
	q, q1, _ := e.wave(x[0] - v)
	dst[0] = -v*p1/2 - q - x[0]*q1
	dst[1] = -p - v*p1 + x[0]*q1
}

func (e Eggholder) Hess(dst *mat.SymDense, x []float64) {
	v := x[1] + 47
	_, p1, p2 := e.wave(x[0]/2 + v)
	_, q1, q2 := e.wave(x[0] - v)
	setPlane(dst,
		-v*p2/4-2*q1-x[0]*q2,
		-p1/2-v*p2/2+q1+x[0]*q2,
		-2*p1-v*p2-x[0]*q2)
}

func (e Eggholder) Meta() Meta {
	return Meta{
		Name:   "eggholder",
		Title:  "Eggholder",
		About:  "rough, the best on the boundary",
		Dim:    2,
		Window: cube(2, -512, 512),
		Start:  []float64{100, -270},
		Points: critical(e, [][2]float64{
			{482.3533, 432.8790}, {479.0454, 434.5059}, {439.4810, 453.9774}, {-465.6942, 385.7167},
			{347.3270, 499.4154}, {-456.8858, -382.6234}, {-390.3739, -415.0902}, {-360.5616, -429.6852},
			{283.0759, -487.1257}, {399.5588, -367.6911},
		}),
		Partial: true,
		Infimum: math.Inf(-1),
		Formula: "-(y + 47) sin √|x/2 + y + 47| - x sin √|x - y - 47|",
		Source:  "Whitley et al. 1996, Evaluating evolutionary algorithms",
	}
}
