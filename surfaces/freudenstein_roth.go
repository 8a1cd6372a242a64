package surfaces

import "gonum.org/v1/gonum/mat"

// FreudensteinRoth is
//
//	f(x, y) = (-13 + x + ((5 - y) y - 2) y)^2 + (-29 + x + ((y + 1) y - 14) y)^2:
//
// from most starts a descent ends in the local minimum 48.984 near
// (11.413, -0.897), a saddle (819.01) away from the global one, f(5, 4) = 0.
//
// Window [-10, 30] x [-5, 6]. Source: Freudenstein & Roth 1963; no. 2 in Moré,
// Garbow & Hillstrom 1981.
type FreudensteinRoth struct{}

// residuals returns both residuals with their first and second derivatives along y. Along
// x, the first derivatives are 1 and the second 0.
func (FreudensteinRoth) residuals(x []float64) (r, r1, r2 [2]float64) {
	y := x[1]
	return [2]float64{-13 + x[0] + ((5-y)*y-2)*y, -29 + x[0] + ((y+1)*y-14)*y},
		[2]float64{(10-3*y)*y - 2, (3*y+2)*y - 14},
		[2]float64{10 - 6*y, 6*y + 2}
}

func (f FreudensteinRoth) Func(x []float64) float64 {
	r, _, _ := f.residuals(x)
	return r[0]*r[0] + r[1]*r[1]
}

func (f FreudensteinRoth) Grad(dst, x []float64) {
	r, r1, _ := f.residuals(x)
	dst[0] = 2 * (r[0] + r[1])
	dst[1] = 2 * (r[0]*r1[0] + r[1]*r1[1])
}

func (f FreudensteinRoth) Hess(dst *mat.SymDense, x []float64) {
	r, r1, r2 := f.residuals(x)
	setPlane(dst,
		4,
		2*(r1[0]+r1[1]),
		2*(r1[0]*r1[0]+r[0]*r2[0]+r1[1]*r1[1]+r[1]*r2[1]))
}

func (FreudensteinRoth) NumResiduals() int { return 2 }

func (f FreudensteinRoth) Residuals(dst, x []float64) {
	r, _, _ := f.residuals(x)
	dst[0], dst[1] = r[0], r[1]
}

func (f FreudensteinRoth) Jacobian(dst *mat.Dense, x []float64) {
	_, r1, _ := f.residuals(x)
	setRow(dst, 0, 1, r1[0])
	setRow(dst, 1, 1, r1[1])
}

func (f FreudensteinRoth) Meta() Meta {
	return Meta{
		Name:    "freudenstein-roth",
		Title:   "Freudenstein-Roth",
		About:   "a local minimum that is a trap",
		Dim:     2,
		Window:  [][2]float64{{-10, 30}, {-5, 6}},
		Start:   []float64{0.5, -2},
		Points:  critical(f, [][2]float64{{5, 4}, {11.4128, -0.8968}, {23.9206, 2.2301}}),
		Infimum: 0,
		Formula: "(-13 + x + ((5 - y) y - 2) y)^2 + (-29 + x + ((y + 1) y - 14) y)^2",
		Source:  "Freudenstein & Roth 1963, Numerical solution of systems of nonlinear equations",
	}
}
