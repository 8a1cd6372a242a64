package surfaces

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Product is f(w_1, w_2) = ½(w_1 w_2 - 1)^2, a linear network of two layers with one weight
// each that learns the identity. The minima, all 0, are the hyperbola w_1 w_2 = 1, where the
// eigenvalues are 0 and the sharpness w_1^2 + w_2^2: of all weights with the same product,
// equal ones are the flattest. The saddle between the branches is f(0, 0) = ½, with the
// eigenvalues ±1.
//
// Meta lists the saddle, and of the minima the flattest, ±(1, 1), each a
// minimum though not a strict one. Window ±3.5. Source: Saxe, McClelland & Ganguli 2014.
type Product struct{}

func (Product) Func(x []float64) float64 {
	r := x[0]*x[1] - 1
	return 0.5 * r * r
}

func (Product) Grad(dst, x []float64) {
	r := x[0]*x[1] - 1
	dst[0], dst[1] = r*x[1], r*x[0]
}

func (Product) Hess(dst *mat.SymDense, x []float64) {
	setPlane(dst, x[1]*x[1], 2*x[0]*x[1]-1, x[0]*x[0])
}

func (Product) NumResiduals() int          { return 1 }
func (Product) Residuals(dst, x []float64) { dst[0] = math.Sqrt2 / 2 * (x[0]*x[1] - 1) }

func (Product) Jacobian(dst *mat.Dense, x []float64) {
	setRow(dst, 0, math.Sqrt2/2*x[1], math.Sqrt2/2*x[0])
}

func (Product) Meta() Meta {
	return Meta{
		Name:   "product",
		Title:  "Product of two weights",
		About:  "minima on a hyperbola",
		Dim:    2,
		Axes:   []string{"w_1", "w_2"},
		Window: cube(2, -3.5, 3.5),
		Start:  []float64{3, 0.1},
		Points: []Point{
			{[]float64{1, 1}, 0, Minimum},
			{[]float64{-1, -1}, 0, Minimum},
			{[]float64{0, 0}, 0.5, Saddle},
		},
		Partial: true,
		Infimum: 0,
		Formula: "½(w_1 w_2 - 1)^2",
		Source:  "Saxe, McClelland & Ganguli 2014, Exact solutions to the nonlinear dynamics of learning in deep linear neural networks",
	}
}

// EdgeOfStability is f(x, y) = ¼(1 - x^2 y^2)^2. The minima, all 0, are on the hyperbolas
// x y = ±1, where the eigenvalues are 0 and the sharpness 2 (x^2 + y^2): gradient descent
// with the rate a moves along them to where the sharpness is just below 2/a.
//
// Meta lists the flattest minima in the window, (1, ±1), though not strict ones. The axes
// are lines of degenerate critical points with the value ¼, maxima across the line, which
// Meta does not list.
//
// Window [0, 5] x [-1, 2]. Source: Zhu et al. 2023.
type EdgeOfStability struct{}

func (EdgeOfStability) Func(x []float64) float64 {
	p := x[0] * x[1]
	r := 1 - p*p
	return 0.25 * r * r
}

func (EdgeOfStability) Grad(dst, x []float64) {
	p := x[0] * x[1]
	r := (p - 1) * (p + 1)
	dst[0], dst[1] = r*p*x[1], r*p*x[0]
}

func (EdgeOfStability) Hess(dst *mat.SymDense, x []float64) {
	p := x[0] * x[1]
	w := 3*p*p - 1
	setPlane(dst, w*x[1]*x[1], 2*p*(2*p*p-1), w*x[0]*x[0])
}

func (EdgeOfStability) NumResiduals() int { return 1 }

func (EdgeOfStability) Residuals(dst, x []float64) {
	p := x[0] * x[1]
	dst[0] = 0.5 * (1 - p*p)
}

func (EdgeOfStability) Jacobian(dst *mat.Dense, x []float64) {
	p := x[0] * x[1]
	setRow(dst, 0, -p*x[1], -p*x[0])
}

func (EdgeOfStability) Meta() Meta {
	return Meta{
		Name:   "edge-of-stability",
		Title:  "Edge of stability",
		About:  "minima of every sharpness",
		Dim:    2,
		Window: [][2]float64{{0, 5}, {-1, 2}},
		Start:  []float64{4, 0.2},
		Points: []Point{
			{[]float64{1, 1}, 0, Minimum},
			{[]float64{1, -1}, 0, Minimum},
		},
		Partial: true,
		Infimum: 0,
		Formula: "¼(1 - x^2 y^2)^2",
		Source:  "Zhu et al. 2023, Understanding edge-of-stability training dynamics with a minimalist example",
	}
}
