// Package portable has elementary functions with the same bits on every
// processor, and the name of the arithmetic that all others have.
//
// Go's math.Exp on amd64 has two versions, of which the processor at hand picks
// one: with fused multiplications and without. They differ in the last digit,
// and so do math.Sinh, math.Cosh and math.Tanh, which call it. All other
// functions of package math are the same on every processor that a binary runs on.
package portable

import "math"

const (
	log2E      = 1.4426950408889634073599246810018920 // 1/ln 2
	ln2High    = 0.69314718055966295651160180568695068359375
	ln2Low     = 0.28235290563031577122588448175013436025525412068e-12
	overflow   = 7.09782712893384e+02
	toWhole    = 3 << 51 // added and subtracted, it rounds to a whole number
	lowest     = -1023 - 52
	normalBias = 1023
)

// Exp returns e^x, the bits of math.Exp on an amd64 processor that fuses
// multiplications. It is finite up to x = 709.7827, where e^x overflows; that
// math.Exp ends at 709.44 already.
//
// Exp computes as math.Exp on amd64 does (Shibata 2010): x = k ln 2 + 16 r, a
// Taylor series for e^r - 1, squared four times as (1+s)^2 - 1 = s (s + 2).
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
	r := math.FMA(-k, ln2Low, math.FMA(-k, ln2High, x)) * 0.0625
	s := 2.4801587301587301587e-5
	s = math.FMA(s, r, 1.9841269841269841270e-4)
	s = math.FMA(s, r, 1.3888888888888888889e-3)
	s = math.FMA(s, r, 8.3333333333333333333e-3)
	s = math.FMA(s, r, 4.1666666666666666667e-2)
	s = math.FMA(s, r, 1.6666666666666666667e-1)
	s = math.FMA(s, r, 0.5)
	s = math.FMA(s, r, 1)
	s = float64(r * s)
	s = float64(s * (s + 2))
	s = float64(s * (s + 2))
	s = float64(s * (s + 2))
	return scale(math.FMA(s, s+2, 1), int(k))
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
