package surfaces

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// McCormick is f(x, y) = sin(x + y) + (x - y)^2 - 1.5 x + 2.5 y + 1. At a
// critical point x - y = 1 and cos(x + y) = -1/2; in the window these are the
// minimum -√3/2 - π/3 = -1.913223 at (1/2 - π/3, -1/2 - π/3), a local one π
// further along the diagonal, and a saddle between them. Outside the window f
// falls without bound along the diagonal.
//
// Window [-1.5, 4] x [-3, 4]. Source: Adorio & Diliman 2005.
type McCormick struct{}

func (McCormick) Func(x []float64) float64 {
	d := x[0] - x[1]
	return math.Sin(x[0]+x[1]) + d*d - 1.5*x[0] + 2.5*x[1] + 1
}

func (McCormick) Grad(dst, x []float64) {
	cos, d := math.Cos(x[0]+x[1]), x[0]-x[1]
	dst[0] = cos + 2*d - 1.5
	dst[1] = cos - 2*d + 2.5
}

func (McCormick) Hess(dst *mat.SymDense, x []float64) {
	sin := math.Sin(x[0] + x[1])
	setPlane(dst, 2-sin, -2-sin, 2-sin)
}

func (m McCormick) Meta() Meta {
	const third = math.Pi / 3
	return Meta{
		Name:   "mccormick",
		Title:  "McCormick",
		About:  "a good and a local minimum, unbounded below",
		Dim:    2,
		Window: [][2]float64{{-1.5, 4}, {-3, 4}},
		Start:  []float64{3.4, -1.5},
		Points: critical(m, [][2]float64{
			{0.5 - third, -0.5 - third}, {0.5 + third, -0.5 + third}, {0.5 + 2*third, -0.5 + 2*third},
		}),
		Infimum: math.Inf(-1),
		Formula: "sin(x + y) + (x - y)^2 - 1.5 x + 2.5 y + 1",
		Source:  "Adorio & Diliman 2005, MVF: Multivariate test functions library in C",
	}
}
