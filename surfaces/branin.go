package surfaces

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Branin is
//
//	f(x, y) = (y - 5.1 x^2/(4π^2) + 5 x/π - 6)^2 + 10 (1 - 1/(8π)) cos x + 10.
//
// It is critical where the first square and sin x are 0: in the window at the
// three minima (-π, 12.275), (π, 2.275) and (3π, 2.475), which all have the
// value 5/(4π) = 0.397887, and at the saddles (0, 6) and (2π, 1.1) with
// 20 - 5/(4π).
//
// Window [-5, 10] x [0, 15]. Source: Branin 1972.
type Branin struct{}

const (
	braninBend   = 5.1 / (4 * math.Pi * math.Pi)
	braninSlope  = 5 / math.Pi
	braninLowest = 5 / (4 * math.Pi)
	braninRipple = 10 - braninLowest
)

// floor returns the term that is squared, and its derivative along x.
func (Branin) floor(x []float64) (t, tx float64) {
	return x[1] - braninBend*x[0]*x[0] + braninSlope*x[0] - 6, braninSlope - 2*braninBend*x[0]
}

// Func uses 1 + cos x = 2 cos²(x/2), which does not cancel at the minima.
func (b Branin) Func(x []float64) float64 {
	t, _ := b.floor(x)
	cos := math.Cos(x[0] / 2)
	return t*t + 2*braninRipple*cos*cos + braninLowest
}

func (b Branin) Grad(dst, x []float64) {
	t, tx := b.floor(x)
	dst[0] = 2*t*tx - braninRipple*math.Sin(x[0])
	dst[1] = 2 * t
}

func (b Branin) Hess(dst *mat.SymDense, x []float64) {
	t, tx := b.floor(x)
	setPlane(dst, 2*tx*tx-4*braninBend*t-braninRipple*math.Cos(x[0]), 2*tx, 2)
}

func (b Branin) Meta() Meta {
	return Meta{
		Name:   "branin",
		Title:  "Branin",
		About:  "three equal minima",
		Dim:    2,
		Window: [][2]float64{{-5, 10}, {0, 15}},
		Start:  []float64{4.5, 12},
		Points: critical(b, [][2]float64{
			{-math.Pi, 12.275}, {math.Pi, 2.275}, {3 * math.Pi, 2.475}, {0, 6}, {2 * math.Pi, 1.1},
		}),
		Infimum: braninLowest,
		Formula: "(y - 5.1 x^2/(4π^2) + 5 x/π - 6)^2 + 10(1 - 1/(8π)) cos x + 10",
		Source:  "Branin 1972, Widely convergent method for finding multiple solutions of simultaneous nonlinear equations",
	}
}
