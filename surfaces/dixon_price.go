package surfaces

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// DixonPrice is
//
//	f(x) = (x_1 - 1)^2 + Σ_{i<n} (i + 1) (2 x_{i+1}^2 - x_i)^2,
//
// in the plane (x - 1)^2 + 2 (2 y^2 - x)^2. The two minima, both 0, have
// x_i = 2^(2^(1-i) - 1), the last coordinate with either sign: (1, ±1/√2) in
// the plane, with the exact saddle f(1/3, 0) = 2/3 between them. Above n = 2
// Meta lists the two minima only.
//
// Window x_i in [-2, 3], the last coordinate in [-2, 2]. Source: Dixon & Price 1989.
type DixonPrice struct {
	N int `key:"n" in:"[2,1000]" doc:"dimension"`
}

func (DixonPrice) Func(x []float64) float64 {
	a := x[0] - 1
	sum := a * a
	for i := 1; i < len(x); i++ {
		d := 2*x[i]*x[i] - x[i-1]
		sum += float64(i+1) * d * d
	}
	return sum
}

// Grad carries over from each pair of coordinates what the pair adds to the next one.
func (DixonPrice) Grad(dst, x []float64) {
	dst = dst[:len(x)]
	carry := 2 * (x[0] - 1)
	for i := 1; i < len(x); i++ {
		w := 2 * float64(i+1) * (2*x[i]*x[i] - x[i-1])
		dst[i-1] = carry - w
		carry = 4 * x[i] * w
	}
	dst[len(x)-1] = carry
}

func (DixonPrice) Hess(dst *mat.SymDense, x []float64) {
	dst.Zero()
	carry := 2.0
	for i := 1; i < len(x); i++ {
		k := 2 * float64(i+1)
		dst.SetSym(i-1, i-1, carry+k)
		dst.SetSym(i-1, i, -4*k*x[i])
		carry = 4 * k * (6*x[i]*x[i] - x[i-1])
	}
	dst.SetSym(len(x)-1, len(x)-1, carry)
}

func (p DixonPrice) NumResiduals() int { return p.N }

// Residuals writes x_1 - 1 and √(i + 1) (2 x_{i+1}^2 - x_i).
func (DixonPrice) Residuals(dst, x []float64) {
	dst[0] = x[0] - 1
	for i := 1; i < len(x); i++ {
		dst[i] = math.Sqrt(float64(i+1)) * (2*x[i]*x[i] - x[i-1])
	}
}

func (DixonPrice) Jacobian(dst *mat.Dense, x []float64) {
	dst.Zero()
	dst.Set(0, 0, 1)
	for i := 1; i < len(x); i++ {
		root := math.Sqrt(float64(i + 1))
		dst.Set(i, i-1, -root)
		dst.Set(i, i, 4*root*x[i])
	}
}

func (p DixonPrice) Meta() Meta {
	window := cube(p.N, -2, 3)
	window[p.N-1] = [2]float64{-2, 2}
	return Meta{
		Name:    "dixon-price",
		Title:   "Dixon-Price",
		About:   "two equal minima and a saddle between them",
		Dim:     p.N,
		Window:  window,
		Start:   ramp(p.N, 2.6, -1.7),
		Points:  p.points(),
		Infimum: 0,
		Formula: planeOr(p.N,
			"(x - 1)^2 + 2 (2 y^2 - x)^2",
			"(x_1 - 1)^2 + Σ_i (i + 1)(2 x_{i+1}^2 - x_i)^2"),
		Source: "Dixon & Price 1989, The truncated Newton method for sparse unconstrained optimisation using automatic differentiation",
	}
}

func (p DixonPrice) points() []Point {
	if p.N == 2 {
		const y = 1 / math.Sqrt2
		return critical(p, [][2]float64{{1, y}, {1, -y}, {1. / 3, 0}})
	}
	points := make([]Point, 2)
	for k := range points {
		x := make([]float64, p.N)
		for i := range x {
			x[i] = math.Exp2(math.Exp2(-float64(i)) - 1)
		}
		if k == 1 {
			x[p.N-1] *= -1
		}
		points[k] = Point{x, ValueAt(p, x), Minimum}
	}
	return points
}
