package surfaces

import "gonum.org/v1/gonum/mat"

// StyblinskiTang is f(x) = ½ Σ_i g(x_i), g(t) = t^4 - 16 t^2 + 5 t. Each g has
// a good minimum a = -2.9035, a bad one b = 2.7468 and the maximum s = 0.1567
// between them: f has 2^n minima, of which (a, ..., a) with -39.166 n is
// global, the maximum (s, ..., s), and saddles at all other mixtures.
//
// Up to n = 6 Meta lists all 3^n critical points, above that (a, ..., a) and
// the n minima with one b. Window ±5. Source: Styblinski & Tang 1990.
type StyblinskiTang struct {
	N int `key:"n" in:"[1,1000]" doc:"dimension"`
}

// The roots of g'(t) = 4 t^3 - 32 t + 5.
const (
	styblinskiTangGood = -2.903534027771177
	styblinskiTangBad  = 2.7468027709908369
	styblinskiTangTop  = 0.1567312567803402
)

func (StyblinskiTang) Func(x []float64) float64 {
	var sum float64
	for _, t := range x {
		sum += t * (t*(t*t-16) + 5)
	}
	return sum / 2
}

func (StyblinskiTang) Grad(dst, x []float64) {
	for i, t := range x {
		dst[i] = t*(2*t*t-16) + 2.5
	}
}

func (StyblinskiTang) Hess(dst *mat.SymDense, x []float64) {
	dst.Zero()
	for i, t := range x {
		dst.SetSym(i, i, 6*t*t-16)
	}
}

func (s StyblinskiTang) Meta() Meta {
	points := sumPoints(s, s.N, 1,
		[]float64{styblinskiTangGood, styblinskiTangBad}, []float64{styblinskiTangTop})
	return Meta{
		Name:    "styblinski-tang",
		Title:   "Styblinski-Tang",
		About:   "a good minimum, two middling, a bad one",
		Dim:     s.N,
		Window:  cube(s.N, -5, 5),
		Start:   ramp(s.N, 0.5, -0.3),
		Points:  points,
		Infimum: points[0].Value,
		Formula: planeOr(s.N,
			"½(x^4 - 16 x^2 + 5 x + y^4 - 16 y^2 + 5 y)",
			"½ Σ_i (x_i^4 - 16 x_i^2 + 5 x_i)"),
		Source: "Styblinski & Tang 1990, Experiments in nonconvex optimization",
	}
}
