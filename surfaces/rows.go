package surfaces

import "gonum.org/v1/gonum/mat"

// setRow sets row i of a Jacobian in two dimensions.
func setRow(dst *mat.Dense, i int, dx, dy float64) {
	dst.Set(i, 0, dx)
	dst.Set(i, 1, dy)
}
