package surfaces

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Griewank is f(x) = 1 + Σ_i x_i^2/4000 - Π_i cos(x_i/√i), i = 1, ..., n: many
// ripples on a bowl so wide that the window hardly shows it. The global
// minimum is f(0) = 0; in the window of the plane there are 17 minima, 24
// saddles and 18 maxima.
//
// In the plane Meta lists all of them, in other dimensions only the global
// minimum. Window ±10. Source: Griewank 1981.
type Griewank struct {
	N int `key:"n" in:"[1,1000]" doc:"dimension"`
}

// scaled returns x_i/√i and 1/√i, where i counts from 0 in x and from 1 in the formula.
func (Griewank) scaled(x []float64, i int) (t, scale float64) {
	scale = 1 / math.Sqrt(float64(i+1))
	return x[i] * scale, scale
}

func (g Griewank) Func(x []float64) float64 {
	sum, product := 0.0, 1.0
	for i, xi := range x {
		t, _ := g.scaled(x, i)
		sum += xi * xi
		product *= math.Cos(t)
	}
	return sum/4000 + (1 - product)
}

// Grad needs for each i the product of all other cosines. It multiplies from the left
// into dst, and from the right on the way back: a division by cos(x_i/√i) would fail
// where the cosine is 0.
func (g Griewank) Grad(dst, x []float64) {
	left := 1.0
	for i := range x {
		dst[i] = left
		t, _ := g.scaled(x, i)
		left *= math.Cos(t)
	}
	right := 1.0
	for i := len(x) - 1; i >= 0; i-- {
		t, scale := g.scaled(x, i)
		sin, cos := math.Sincos(t)
		dst[i] = x[i]/2000 + scale*sin*dst[i]*right
		right *= cos
	}
}

// Hess needs for each pair i < j the product of all other cosines. Row by row it collects
// in dst the product of the cosines right of j, and then multiplies by the cosines left
// of i and by the cosines in between.
func (g Griewank) Hess(dst *mat.SymDense, x []float64) {
	left := 1.0
	for i := range x {
		ti, scalei := g.scaled(x, i)
		sini, cosi := math.Sincos(ti)

		right := 1.0
		for j := len(x) - 1; j > i; j-- {
			dst.SetSym(i, j, right)
			t, _ := g.scaled(x, j)
			right *= math.Cos(t)
		}
		dst.SetSym(i, i, 1.0/2000+scalei*scalei*left*cosi*right)

		others := left
		for j := i + 1; j < len(x); j++ {
			t, scale := g.scaled(x, j)
			sin, cos := math.Sincos(t)
			dst.SetSym(i, j, -scalei*scale*sini*sin*others*dst.At(i, j))
			others *= cos
		}
		left *= cosi
	}
}

func (g Griewank) Meta() Meta {
	return Meta{
		Name:    "griewank",
		Title:   "Griewank",
		About:   "ripples on a wide bowl",
		Dim:     g.N,
		Window:  cube(g.N, -10, 10),
		Start:   ramp(g.N, -7.5, 6.2),
		Points:  g.points(),
		Infimum: 0,
		Formula: planeOr(g.N,
			"1 + (x^2 + y^2)/4000 - cos x cos(y/√2)",
			"1 + Σ_i x_i^2/4000 - Π_i cos(x_i/√i)"),
		Source: "Griewank 1981, Generalized descent for global optimization",
	}
}

// points polishes the critical points of -cos x cos(y/√2), which the bowl hardly moves:
// the extrema (kπ, lπ√2), and the saddles halfway between them.
func (g Griewank) points() []Point {
	if g.N != 2 {
		return []Point{{make([]float64, g.N), 0, Minimum}}
	}
	const dx, dy = math.Pi, math.Pi * math.Sqrt2
	var near [][2]float64
	for k := 0.0; k <= 3; k++ {
		for l := 0.0; l <= 2; l++ {
			near = append(near, [2]float64{k * dx, l * dy})
			if k < 3 && l < 2 {
				near = append(near, [2]float64{(k + 0.5) * dx, (l + 0.5) * dy})
			}
		}
	}
	return mirrored(0, critical(g, near))
}
