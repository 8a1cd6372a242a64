package surfaces

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces/number"
)

// Rosenbrock is the curved ravine
//
//	f(x) = Σ_{i<n} (1 - x_i)^2 + b (x_{i+1} - x_i^2)^2,
//
// in the plane (1 - x)^2 + b (y - x^2)^2. The global minimum is f(1, ..., 1) = 0,
// for n = 2 and b = 100 with the eigenvalues 0.399361 and 1001.60; for n = 2
// and 3 there is no other. From n = 4 on there is a second, local minimum near
// (-1, 1, ..., 1), which Meta does not list: where it lies, and whether it
// exists, depends on n and b.
//
// Window x_i in [-2, 2], the last coordinate in [-1, 3].
// Source: Rosenbrock 1960; in n dimensions De Jong 1975.
type Rosenbrock struct {
	N int     `key:"n" in:"[2,1000]" doc:"dimension"`
	B float64 `key:"b" in:"(0,inf)" doc:"steepness of the walls"`
}

func (r Rosenbrock) Func(x []float64) float64 {
	var sum float64
	for i := 1; i < len(x); i++ {
		t := x[i-1]
		a, d := 1-t, x[i]-t*t
		sum += a*a + r.B*d*d
	}
	return sum
}

// Grad carries over from each pair of coordinates what the pair adds to the next one.
func (r Rosenbrock) Grad(dst, x []float64) {
	dst = dst[:len(x)]
	var carry float64
	for i := 1; i < len(x); i++ {
		t := x[i-1]
		w := 2 * r.B * (x[i] - t*t)
		dst[i-1] = carry - 2*(1-t) - 2*t*w
		carry = w
	}
	dst[len(x)-1] = carry
}

func (r Rosenbrock) Hess(dst *mat.SymDense, x []float64) {
	dst.Zero()
	var carry float64
	for i := 1; i < len(x); i++ {
		t := x[i-1]
		dst.SetSym(i-1, i-1, carry+2+r.B*(12*t*t-4*x[i]))
		dst.SetSym(i-1, i, -4*r.B*t)
		carry = 2 * r.B
	}
	dst.SetSym(len(x)-1, len(x)-1, carry)
}

func (r Rosenbrock) NumResiduals() int { return 2 * (r.N - 1) }

// Residuals writes 1 - x_i and √b (x_{i+1} - x_i^2), pair after pair.
func (r Rosenbrock) Residuals(dst, x []float64) {
	root := math.Sqrt(r.B)
	for i := 1; i < len(x); i++ {
		t := x[i-1]
		dst[2*i-2], dst[2*i-1] = 1-t, root*(x[i]-t*t)
	}
}

func (r Rosenbrock) Jacobian(dst *mat.Dense, x []float64) {
	root := math.Sqrt(r.B)
	dst.Zero()
	for i := 1; i < len(x); i++ {
		dst.Set(2*i-2, i-1, -1)
		dst.Set(2*i-1, i-1, -2*root*x[i-1])
		dst.Set(2*i-1, i, root)
	}
}

func (r Rosenbrock) Meta() Meta {
	window := cube(r.N, -2, 2)
	if n := len(window); n > 0 {
		window[n-1] = [2]float64{-1, 3}
	}
	b := number.Format(r.B)
	return Meta{
		Name:    "rosenbrock",
		Title:   "Rosenbrock",
		About:   "a curved ravine: soon entered, slowly followed",
		Dim:     r.N,
		Window:  window,
		Start:   ramp(r.N, -1.5, 2),
		Points:  []Point{{fill(r.N, 1), 0, Minimum}},
		Infimum: 0,
		Formula: planeOr(r.N,
			fmt.Sprintf("(1 - x)^2 + %s (y - x^2)^2", b),
			fmt.Sprintf("Σ_i [(1 - x_i)^2 + %s (x_{i+1} - x_i^2)^2]", b)),
		Source: "Rosenbrock 1960, An automatic method for finding the greatest or least value of a function",
	}
}
