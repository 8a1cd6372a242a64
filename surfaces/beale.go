package surfaces

import "gonum.org/v1/gonum/mat"

// Beale is
//
//	f(x, y) = (1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2:
//
// plateaus between steep corners. Its only minimum is f(3, 0.5) = 0; (0, 1) is
// a saddle, another lies near (0.1005, -2.6445).
//
// Window ±4.5. Source: Beale 1958; no. 5 in Moré, Garbow & Hillstrom 1981.
type Beale struct{}

// bealeData are the constants c_k of the residuals c_k - x (1 - y^k), k = 1, 2, 3.
var bealeData = [...]float64{1.5, 2.25, 2.625}

func (Beale) Func(x []float64) float64 {
	var sum float64
	xyk := x[0] // not x y^k, which is NaN for x = 0 where y^k overflows
	for _, c := range bealeData {
		xyk *= x[1]
		r := c - x[0] + xyk
		sum += r * r
	}
	return sum
}

func (Beale) Grad(dst, x []float64) {
	var gx, gy float64
	power := 1.0 // y^(k-1)
	for i, c := range bealeData {
		dy := x[0] * float64(i+1) * power
		power *= x[1]
		r := c - x[0]*(1-power)
		gx += 2 * r * (power - 1)
		gy += 2 * r * dy
	}
	dst[0], dst[1] = gx, gy
}

// Hess sums 2 (∇r ∇r' + r ∇²r) over the residuals r.
func (Beale) Hess(dst *mat.SymDense, x []float64) {
	var xx, xy, yy float64
	power, slope := 1.0, 0.0 // y^(k-1) and its derivative
	for i, c := range bealeData {
		k := float64(i + 1)
		xyk, yyk := k*power, x[0]*k*slope // second derivatives of r
		slope = k * power
		power *= x[1]
		r := c - x[0]*(1-power)
		rx, ry := power-1, x[0]*xyk
		xx += 2 * rx * rx
		xy += 2 * (rx*ry + r*xyk)
		yy += 2 * (ry*ry + r*yyk)
	}
	setPlane(dst, xx, xy, yy)
}

func (Beale) NumResiduals() int { return len(bealeData) }

func (Beale) Residuals(dst, x []float64) {
	xyk := x[0]
	for i, c := range bealeData {
		xyk *= x[1]
		dst[i] = c - x[0] + xyk
	}
}

func (Beale) Jacobian(dst *mat.Dense, x []float64) {
	power := 1.0 // y^(k-1)
	for i := range bealeData {
		dy := x[0] * float64(i+1) * power
		power *= x[1]
		setRow(dst, i, power-1, dy)
	}
}

func (b Beale) Meta() Meta {
	return Meta{
		Name:    "beale",
		Title:   "Beale",
		About:   "plateaus and spikes around one minimum",
		Dim:     2,
		Window:  cube(2, -4.5, 4.5),
		Start:   []float64{1, 1.2},
		Points:  critical(b, [][2]float64{{3, 0.5}, {0, 1}, {0.1005, -2.6445}}),
		Infimum: 0,
		Formula: "(1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2",
		Source:  "Beale 1958, On an iterative method for finding a local minimum of a function of more than one variable",
	}
}
