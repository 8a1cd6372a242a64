// Package portable has elementary functions with the same bits on every
// processor, and the name of the arithmetic that all others have.
//
// Go's math.Exp has a version of its own on some processors, on amd64 even two, of
// which the processor at hand picks one. They differ in the last digit, and so do
// math.Sinh, math.Cosh and math.Tanh, which call it. All other functions of package
// math are the same on every processor that a binary runs on.
package portable

import "math"

const (
	log2E      = 1.4426950408889634073599246810018920 // 1/ln 2
	ln2High    = 6.93147180369123816490e-01           // of so few bits that its product with k is exact
	ln2Low     = 1.90821492927058770002e-10
	overflow   = 7.09782712893384e+02
	toWhole    = 3 << 51 // added and subtracted, it rounds to a whole number
	lowest     = -1023 - 52
	normalBias = 1023
)

// Exp returns e^x with an error below one unit in the last place. It is finite up to x = 709.7827, where e^x
// overflows.
//
// Exp computes as FreeBSD's e_exp.c does (Sun Microsystems 1993), which is math.Exp where no processor has a
// version of its own: x = k ln 2 + r, and e^r = 1 + 2r / (R - r) with R = 2 + r²/6 - r⁴/360 + ..., a polynomial
// after Remez. It fuses no multiplication with an addition, which a browser computes some ten times as slowly.
func Exp(x float64) float64 {
	switch {
	case x-x != 0: // not finite
		if math.IsInf(x, -1) {
			return 0
		}
		return x
	case x > overflow:
		return math.Inf(1)
	case x < -1000:
		return 0
	}
	k := float64(x*log2E) + toWhole - toWhole
	high, low := x-float64(k*ln2High), float64(k*ln2Low)
	r := high - low
	t := float64(r * r)
	p := -1.65339022054652515390e-06 + float64(t*4.13813679705723846039e-08)
	p = 6.61375632143793436117e-05 + float64(t*p)
	p = -2.77777777770155933842e-03 + float64(t*p)
	p = 1.66666666666666019037e-01 + float64(t*p)
	c := r - float64(t*p)
	return scale(1-((low-float64(r*c)/(2-c))-high), int(k))
}

// scale returns v 2^k for v about 1. It rounds a subnormal result twice, as
// math.Exp does.
func scale(v float64, k int) float64 {
	switch {
	case k > normalBias: // 1024, with v < 1
		return v * 0x1p1023 * 2
	case k > -normalBias:
		return v * math.Float64frombits(uint64(k+normalBias)<<52)
	case k < lowest:
		return 0
	}
	return v * math.Float64frombits(uint64(k+2*normalBias-1)<<52) * 0x1p-1022
}

// Sinh returns the hyperbolic sine of x.
func Sinh(x float64) float64 {
	size := math.Abs(x)
	var v float64
	switch {
	case size > 21:
		v = Exp(size) * 0.5
	case size > 0.5:
		e := Exp(size)
		v = (e - 1/e) * 0.5
	default:
		return math.Sinh(x) // a polynomial; and NaN
	}
	return math.Copysign(v, x)
}

// Cosh returns the hyperbolic cosine of x.
func Cosh(x float64) float64 {
	e := Exp(math.Abs(x))
	if math.Abs(x) > 21 {
		return e * 0.5
	}
	return (e + 1/e) * 0.5
}

// Tanh returns the hyperbolic tangent of x.
func Tanh(x float64) float64 {
	size := math.Abs(x)
	if !(size >= 0.625) || size > 40 {
		return math.Tanh(x) // a polynomial, NaN, ±1
	}
	return math.Copysign(1-2/(Exp(2*size)+1), x)
}
