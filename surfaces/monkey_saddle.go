package surfaces

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// MonkeySaddle is f(x, y) = x^3 - 3 x y^2, unbounded below: three valleys (one
// for the tail) and three ridges meet in the degenerate point (0, 0), where
// the Hessian vanishes. Turning by 120° leaves f as it is.
//
// Window ±2. Source: Hilbert & Cohn-Vossen 1932.
type MonkeySaddle struct{}

// Func multiplies the three linear factors of f, because x (x^2 - 3 y^2) is NaN where
// both squares overflow.
func (MonkeySaddle) Func(x []float64) float64 {
	w := math.Sqrt(3) * x[1]
	return x[0] * (x[0] - w) * (x[0] + w)
}

func (MonkeySaddle) Grad(dst, x []float64) {
	dst[0] = 3 * (x[0] - x[1]) * (x[0] + x[1])
	dst[1] = -6 * x[0] * x[1]
}

func (MonkeySaddle) Hess(dst *mat.SymDense, x []float64) {
	setPlane(dst, 6*x[0], -6*x[1], -6*x[0])
}

func (MonkeySaddle) Meta() Meta {
	return Meta{
		Name:    "monkey-saddle",
		Title:   "Monkey saddle",
		About:   "a degenerate saddle: its Hessian is 0",
		Dim:     2,
		Window:  cube(2, -2, 2),
		Start:   []float64{1.5, 0.1},
		Points:  []Point{{[]float64{0, 0}, 0, Degenerate}},
		Infimum: math.Inf(-1),
		Formula: "x^3 - 3 x y^2",
		Source:  "Hilbert & Cohn-Vossen 1932, Anschauliche Geometrie",
	}
}
