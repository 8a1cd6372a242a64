package surfaces

import "gonum.org/v1/gonum/mat"

// LeastSquares is a Surface whose formula is a sum of squares, f = Σ_i r_i(x)^2.
// Residuals writes the NumResiduals() residuals r into dst, Jacobian their
// derivatives, a row a residual and a column a coordinate; both allocate nothing.
type LeastSquares interface {
	Surface
	NumResiduals() int
	Residuals(dst, x []float64)
	Jacobian(dst *mat.Dense, x []float64)
}

// setRow sets row i of a Jacobian in two dimensions.
func setRow(dst *mat.Dense, i int, dx, dy float64) {
	dst.Set(i, 0, dx)
	dst.Set(i, 1, dy)
}
