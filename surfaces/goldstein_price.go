package surfaces

import "gonum.org/v1/gonum/mat"

// GoldsteinPrice is the product
//
//	f(x, y) = [1 + (x + y + 1)^2 (19 - 14 x + 3 x^2 - 14 y + 6 x y + 3 y^2)]
//	        [30 + (2 x - 3 y)^2 (18 - 32 x + 12 x^2 + 48 y - 36 x y + 27 y^2)],
//
// which spans five decades in its window. The quadratic forms depend on
// s = x + y and d = 2 x - 3 y alone, hence f = g(s) h(d) with
//
//	g(s) = 1 + (s + 1)^2 (3 s^2 - 14 s + 19),  g' = 12 (s + 1)(s - 1)(s - 2),
//	h(d) = 30 + d^2 (3 d^2 - 16 d + 18),       h' = 12 d (d - 1)(d - 3),
//
// both positive: the nine critical points are s in {-1, 1, 2}, d in {0, 1, 3}.
// The global minimum is f(0, -1) = 3.
//
// Window ±2. Source: Goldstein & Price 1971.
type GoldsteinPrice struct{}

// The factors with their first and second derivatives.
func goldsteinPriceG(s float64) float64           { return 1 + (s+1)*(s+1)*(s*(3*s-14)+19) }
func goldsteinPriceG1(s float64) float64          { return 12 * (s + 1) * (s - 1) * (s - 2) }
func goldsteinPriceG2(s float64) float64          { return 12 * (s*(3*s-4) - 1) }
func goldsteinPriceH(d float64) float64           { return 30 + d*d*(d*(3*d-16)+18) }
func goldsteinPriceH1(d float64) float64          { return 12 * d * (d - 1) * (d - 3) }
func goldsteinPriceH2(d float64) float64          { return 12 * (d*(3*d-8) + 3) }
func goldsteinPriceSD(x []float64) (s, d float64) { return x[0] + x[1], 2*x[0] - 3*x[1] }

func (GoldsteinPrice) Func(x []float64) float64 {
	s, d := goldsteinPriceSD(x)
	return goldsteinPriceG(s) * goldsteinPriceH(d)
}

func (GoldsteinPrice) Grad(dst, x []float64) {
	s, d := goldsteinPriceSD(x)
	fs := goldsteinPriceG1(s) * goldsteinPriceH(d)
	fd := goldsteinPriceG(s) * goldsteinPriceH1(d)
	dst[0] = fs + 2*fd
	dst[1] = fs - 3*fd
}

func (GoldsteinPrice) Hess(dst *mat.SymDense, x []float64) {
	s, d := goldsteinPriceSD(x)
	ss := goldsteinPriceG2(s) * goldsteinPriceH(d)
	sd := goldsteinPriceG1(s) * goldsteinPriceH1(d)
	dd := goldsteinPriceG(s) * goldsteinPriceH2(d)
	setPlane(dst, ss+4*sd+4*dd, ss-sd-6*dd, ss-6*sd+9*dd)
}

func (g GoldsteinPrice) Meta() Meta {
	return Meta{
		Name:   "goldstein-price",
		Title:  "Goldstein-Price",
		About:  "four minima in a huge range of values",
		Dim:    2,
		Window: cube(2, -2, 2),
		Start:  []float64{-0.2, 0.5},
		Points: critical(g, [][2]float64{
			{0, -1}, {-0.6, -0.4}, {1.8, 0.2}, {1.2, 0.8},
			{-0.4, -0.6}, {1.2, -0.2}, {1.4, 0.6}, {0.6, 0.4},
			{0.8, 0.2},
		}),
		Infimum: 3,
		Formula: "[1 + (s + 1)^2 (3 s^2 - 14 s + 19)] [30 + d^2 (3 d^2 - 16 d + 18)], s = x + y, d = 2 x - 3 y",
		Source:  "Goldstein & Price 1971, On descent from local minima",
	}
}
