package surfaces

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Bohachevsky1 is f(x, y) = x^2 + 2 y^2 - 0.3 cos(3πx) - 0.4 cos(4πy) + 0.7:
// mild ripples in a bowl. The global minimum is f(0, 0) = 0, the next ones are
// 0.412927 at (±0.618612, 0) and 0.469882 at (0, ±0.469528).
//
// f is a sum of a function of x and one of y, each with five minima and four maxima: 25
// minima, 40 saddles and 16 maxima. Window ±2. Source: Bohachevsky, Johnson & Stein 1986.
type Bohachevsky1 struct{}

// Func uses 1 - cos t = 2 sin²(t/2), which does not cancel at 0.
func (Bohachevsky1) Func(x []float64) float64 {
	p, q := math.Sin(1.5*math.Pi*x[0]), math.Sin(2*math.Pi*x[1])
	return x[0]*x[0] + 2*x[1]*x[1] + 0.6*p*p + 0.8*q*q
}

func (Bohachevsky1) Grad(dst, x []float64) {
	dst[0] = 2*x[0] + 0.9*math.Pi*math.Sin(3*math.Pi*x[0])
	dst[1] = 4*x[1] + 1.6*math.Pi*math.Sin(4*math.Pi*x[1])
}

func (Bohachevsky1) Hess(dst *mat.SymDense, x []float64) {
	setPlane(dst,
		2+2.7*math.Pi*math.Pi*math.Cos(3*math.Pi*x[0]),
		0,
		4+6.4*math.Pi*math.Pi*math.Cos(4*math.Pi*x[1]))
}

func (b Bohachevsky1) Meta() Meta {
	var near [][2]float64
	for _, x := range [...]float64{0, 0.6186, 1.2225, 0.3607, 1.0939} {
		for _, y := range [...]float64{0, 0.4695, 0.9334, 0.2670, 0.8054} {
			near = append(near, [2]float64{x, y})
		}
	}
	return Meta{
		Name:    "bohachevsky1",
		Title:   "Bohachevsky 1",
		About:   "mild ripples on a bowl",
		Dim:     2,
		Window:  cube(2, -2, 2),
		Start:   []float64{-1.7, 1.4},
		Points:  mirrored(0, critical(b, near)),
		Infimum: 0,
		Formula: "x^2 + 2 y^2 - 0.3 cos(3π x) - 0.4 cos(4π y) + 0.7",
		Source:  "Bohachevsky, Johnson & Stein 1986, Generalized simulated annealing for function optimization",
	}
}
