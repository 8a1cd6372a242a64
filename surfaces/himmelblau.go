package surfaces

import "gonum.org/v1/gonum/mat"

// Himmelblau is f(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2: four minima of
// the same value 0, at (3, 2) and near (3.584, -1.848), (-3.779, -3.283) and
// (-2.805, 3.131), between them four saddles and one maximum. Which minimum a
// rule finds depends on the rule.
//
// Window ±6. Source: Himmelblau 1972.
type Himmelblau struct{}

func (Himmelblau) residuals(x []float64) (p, q float64) {
	return x[0]*x[0] + x[1] - 11, x[0] + x[1]*x[1] - 7
}

func (h Himmelblau) Func(x []float64) float64 {
	p, q := h.residuals(x)
	return p*p + q*q
}

func (h Himmelblau) Grad(dst, x []float64) {
	p, q := h.residuals(x)
	dst[0] = 4*x[0]*p + 2*q
	dst[1] = 2*p + 4*x[1]*q
}

func (Himmelblau) Hess(dst *mat.SymDense, x []float64) {
	setPlane(dst,
		12*x[0]*x[0]+4*x[1]-42,
		4*(x[0]+x[1]),
		12*x[1]*x[1]+4*x[0]-26)
}

func (Himmelblau) NumResiduals() int            { return 2 }
func (h Himmelblau) Residuals(dst, x []float64) { dst[0], dst[1] = h.residuals(x) }

func (Himmelblau) Jacobian(dst *mat.Dense, x []float64) {
	setRow(dst, 0, 2*x[0], 1)
	setRow(dst, 1, 1, 2*x[1])
}

func (h Himmelblau) Meta() Meta {
	return Meta{
		Name:   "himmelblau",
		Title:  "Himmelblau",
		About:  "four equal minima, four saddles, a maximum",
		Dim:    2,
		Window: cube(2, -6, 6),
		Start:  []float64{-0.2, 0.7},
		Points: critical(h, [][2]float64{
			{3, 2}, {3.5844, -1.8481}, {-3.7793, -3.2832}, {-2.8051, 3.1313},
			{3.3852, 0.0739}, {0.0867, 2.8843}, {-3.0730, -0.0814}, {-0.1280, -1.9537},
			{-0.2708, -0.9230},
		}),
		Infimum: 0,
		Formula: "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
		Source:  "Himmelblau 1972, Applied Nonlinear Programming",
	}
}
