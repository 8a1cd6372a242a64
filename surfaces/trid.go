package surfaces

import "gonum.org/v1/gonum/mat"

// Trid is the convex quadratic f(x) = Σ_i (x_i - 1)^2 - Σ_{i<n} x_i x_{i+1},
// whose Hessian is tridiagonal. The minimum is x_i = i (n + 1 - i), in the
// plane f(2, 2) = -2 with the eigenvalues 1 and 3.
//
// Window ±n^2. Source: Surjanovic & Bingham 2013.
type Trid struct {
	N int `key:"n" in:"[2,1000]" doc:"dimension"`
}

// Func sums ½(x_1^2 + x_n^2 + Σ_{i<n} (x_i - x_{i+1})^2) - 2 Σ_i x_i + n, which is the
// same, but far away does not become NaN as Inf minus Inf.
func (Trid) Func(x []float64) float64 {
	first, last := x[0], x[len(x)-1]
	squares, sum := first*first+last*last, first
	for i := 1; i < len(x); i++ {
		d := x[i] - x[i-1]
		squares += d * d
		sum += x[i]
	}
	return squares/2 - 2*sum + float64(len(x))
}

func (Trid) Grad(dst, x []float64) {
	for i, t := range x {
		g := 2 * (t - 1)
		if i > 0 {
			g -= x[i-1]
		}
		if i+1 < len(x) {
			g -= x[i+1]
		}
		dst[i] = g
	}
}

func (Trid) Hess(dst *mat.SymDense, x []float64) {
	dst.Zero()
	for i := range x {
		dst.SetSym(i, i, 2)
		if i > 0 {
			dst.SetSym(i-1, i, -1)
		}
	}
}

func (t Trid) Meta() Meta {
	n := float64(t.N)
	minimum := make([]float64, t.N)
	for i := range minimum {
		minimum[i] = float64(i+1) * (n - float64(i))
	}
	lowest := -n * (n + 4) * (n - 1) / 6
	return Meta{
		Name:    "trid",
		Title:   "Trid",
		About:   "a bowl of coupled coordinates",
		Dim:     t.N,
		Window:  cube(t.N, -n*n, n*n),
		Start:   ramp(t.N, -0.8*n*n, 0.5*n*n),
		Points:  []Point{{minimum, lowest, Minimum}},
		Infimum: lowest,
		Formula: planeOr(t.N,
			"(x - 1)^2 + (y - 1)^2 - x y",
			"Σ_i (x_i - 1)^2 - Σ_i x_i x_{i+1}"),
		Source: "Surjanovic & Bingham 2013, Virtual Library of Simulation Experiments",
	}
}
