package surfaces

import (
	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces/portable"
)

// SharpFlat is
//
//	f(x, y) = 0.2 ((x + 1)^2 + y^2) - 0.5 exp(-((x - 1)^2 + y^2)/0.08):
//
// a wide bowl with the flat global minimum (-1, 0), both eigenvalues 0.4, and in its wall
// a sharp local minimum, 0.274566 at (0.934700, 0) with the eigenvalues 10.988 and
// 12.251. Gradient descent with a rate above 2/12.251 = 0.16325 cannot stay there. The
// saddle between them is (0.592036, 0). The exponential's tail makes the global minimum
// -0.5 e^-50 instead of 0.
//
// Window [-2.5, 2] x [-1.5, 1.5]. Source: after Keskar et al. 2017.
type SharpFlat struct{}

// well returns the exponential, and the distances from its center in units of 0.04.
func (SharpFlat) well(x []float64) (e, u, v float64) {
	u, v = x[0]-1, x[1]
	return 0.5 * portable.Exp(-(u*u+v*v)/0.08), 25 * u, 25 * v
}

func (f SharpFlat) Func(x []float64) float64 {
	e, _, _ := f.well(x)
	s := x[0] + 1
	return 0.2*(s*s+x[1]*x[1]) - e
}

func (f SharpFlat) Grad(dst, x []float64) {
	e, u, v := f.well(x)
	dst[0] = 0.4*(x[0]+1) + e*u
	dst[1] = 0.4*x[1] + e*v
}

func (f SharpFlat) Hess(dst *mat.SymDense, x []float64) {
	e, u, v := f.well(x)
	setPlane(dst, 0.4+e*(25-u*u), -e*u*v, 0.4+e*(25-v*v))
}

func (f SharpFlat) Meta() Meta {
	points := critical(f, [][2]float64{{-1, 0}, {0.9347, 0}, {0.5920, 0}})
	return Meta{
		Name:    "sharp-flat",
		Title:   "Sharp and flat minimum",
		About:   "the flat one is the better",
		Dim:     2,
		Window:  [][2]float64{{-2.5, 2}, {-1.5, 1.5}},
		Start:   []float64{1.3, 0.3},
		Points:  points,
		Infimum: points[0].Value,
		Formula: "0.2 ((x + 1)^2 + y^2) - 0.5 exp(-((x - 1)^2 + y^2)/0.08)",
		Source:  "Keskar et al. 2017, On large-batch training for deep learning: Generalization gap and sharp minima",
	}
}
