package surfaces

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Rastrigin is f(x) = Σ_i g(x_i), g(t) = t^2 - 10 cos(2πt) + 10: a bowl with a minimum
// near every point of the integer lattice. The global minimum is f(0) = 0; the next
// minima, with one coordinate ±0.99496, have the value 0.99496. In the window of the
// plane there are 121 minima, 220 saddles and 100 maxima.
//
// For n <= 2 Meta lists all of them, above that the global minimum and the 2n
// next ones. Window ±5.12. Source: Rastrigin 1974; in n dimensions
// Mühlenbein, Schomisch & Born 1991.
type Rastrigin struct {
	N int `key:"n" in:"[1,1000]" doc:"dimension"`
}

// Func uses 10 - 10 cos(2πt) = 20 sin²(πt), which does not cancel at 0.
func (Rastrigin) Func(x []float64) float64 {
	var sum float64
	for _, t := range x {
		sin := math.Sin(math.Pi * t)
		sum += t*t + 20*sin*sin
	}
	return sum
}

func (Rastrigin) Grad(dst, x []float64) {
	for i, t := range x {
		dst[i] = 2*t + 20*math.Pi*math.Sin(2*math.Pi*t)
	}
}

func (Rastrigin) Hess(dst *mat.SymDense, x []float64) {
	dst.Zero()
	for i, t := range x {
		dst.SetSym(i, i, 2+40*math.Pi*math.Pi*math.Cos(2*math.Pi*t))
	}
}

func (r Rastrigin) Meta() Meta {
	minima, maxima := rastriginRoots()
	return Meta{
		Name:    "rastrigin",
		Title:   "Rastrigin",
		About:   "121 minima on a grid, the best in the middle",
		Dim:     r.N,
		Window:  cube(r.N, -5.12, 5.12),
		Start:   ramp(r.N, 2.7, -3.6),
		Points:  sumPoints(r, r.N, 2, minima, maxima),
		Infimum: 0,
		Formula: planeOr(r.N,
			"20 + x^2 + y^2 - 10 cos(2π x) - 10 cos(2π y)",
			"Σ_i (x_i^2 - 10 cos(2π x_i) + 10)"),
		Source: "Rastrigin 1974, Systems of Extremal Control",
	}
}

// rastriginRoots returns the solutions of g'(t) = 0 in the window, from the smallest
// distance to 0 to the largest: a minimum near each integer and a maximum near each
// half-integer.
func rastriginRoots() (minima, maxima []float64) {
	minima = []float64{0}
	for k := 1.0; k <= 5; k++ {
		top, bottom := rastriginRoot(k-0.5), rastriginRoot(k)
		maxima = append(maxima, top, -top)
		minima = append(minima, bottom, -bottom)
	}
	return minima, maxima
}

func rastriginRoot(t float64) float64 {
	const steps = 8 // Newton's method is exact after five from a start as near as t
	for range steps {
		sin, cos := math.Sincos(2 * math.Pi * t)
		t -= (t + 10*math.Pi*sin) / (1 + 20*math.Pi*math.Pi*cos)
	}
	return t
}
