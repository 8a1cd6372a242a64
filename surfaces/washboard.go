package surfaces

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Washboard is f(x, y) = 0.05 x^2 + 0.2 (1 - cos 2πx) + 0.5 y^2: a groove with
// 25 minima, one near each integer |n| ≤ 12, with 24 saddles between
// them. Further out the slope of the bowl exceeds that of the ripples. The
// global minimum is f(0, 0) = 0, with the curvature 0.1 + 0.8π^2 = 7.99568
// along x; the next ones are 0.0493743 at (±0.98748, 0).
//
// Window [-13, 13] x [-5, 5]. Source: after Loshchilov & Hutter 2017.
type Washboard struct{}

// Func uses 1 - cos t = 2 sin²(t/2), which does not cancel at 0.
func (Washboard) Func(x []float64) float64 {
	sin := math.Sin(math.Pi * x[0])
	return 0.05*x[0]*x[0] + 0.4*sin*sin + 0.5*x[1]*x[1]
}

func (Washboard) Grad(dst, x []float64) {
	dst[0] = 0.1*x[0] + 0.4*math.Pi*math.Sin(2*math.Pi*x[0])
	dst[1] = x[1]
}

func (Washboard) Hess(dst *mat.SymDense, x []float64) {
	setPlane(dst, 0.1+0.8*math.Pi*math.Pi*math.Cos(2*math.Pi*x[0]), 0, 1)
}

func (w Washboard) Meta() Meta {
	const most = 12
	near := [][2]float64{{0, 0}}
	for n := 1.0; n <= most; n++ {
		near = append(near, [2]float64{washboardRoot(2*n - 1), 0}, [2]float64{washboardRoot(2 * n), 0})
	}
	return Meta{
		Name:    "washboard",
		Title:   "Washboard",
		About:   "a bowl of 25 minima to jump between",
		Dim:     2,
		Window:  [][2]float64{{-13, 13}, {-5, 5}},
		Start:   []float64{6, 1},
		Points:  mirrored(0, critical(w, near)),
		Infimum: 0,
		Formula: "0.05 x^2 + 0.2 (1 - cos(2π x)) + 0.5 y^2",
		Source:  "Loshchilov & Hutter 2017, SGDR: Stochastic gradient descent with warm restarts",
	}
}

// washboardRoot returns, to a few digits, the k-th x > 0 with sin 2πx = -x/(4π), which is
// a maximum along x for odd k and a minimum for even k. It repeats 2πx = kπ ∓
// asin(x/(4π)); the last roots need most repetitions.
func washboardRoot(k float64) float64 {
	const rounds = 40
	side := -1.0
	if math.Mod(k, 2) == 1 {
		side = 1
	}
	x := k / 2
	for range rounds {
		x = k/2 + side*math.Asin(min(1, x/(4*math.Pi)))/(2*math.Pi)
	}
	return x
}
