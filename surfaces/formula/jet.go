package formula

import (
	"math"

	"github.com/optviz/optviz/surfaces/portable"
)

// apply returns the value of the operation.
func (in *instr) apply(a, b float64) float64 {
	switch in.op {
	case opAffine:
		return in.c*a + in.d
	case opLinear:
		return in.c*a + in.d*b
	case opLinearSquare:
		return in.c*a + in.d*(b*b)
	case opSquares:
		return in.c*(a*a) + in.d*(b*b)
	case opSquare:
		return a * a
	case opMul:
		return a * b
	case opDiv:
		return a / b
	case opConst:
		return in.c
	case opInt:
		return power(a, int(in.c))
	case opReal:
		return math.Pow(a, in.c)
	case opPow:
		return math.Pow(a, b)
	case opHypot:
		return math.Hypot(a, b)
	case opAtan2:
		return math.Atan2(a, b)
	case opMin:
		return min(a, b)
	case opMax:
		return max(a, b)
	case opSin:
		return math.Sin(a)
	case opCos:
		return math.Cos(a)
	case opTan:
		return math.Tan(a)
	case opAsin:
		return math.Asin(a)
	case opAcos:
		return math.Acos(a)
	case opAtan:
		return math.Atan(a)
	case opSinh:
		return portable.Sinh(a)
	case opCosh:
		return portable.Cosh(a)
	case opTanh:
		return portable.Tanh(a)
	case opExp:
		return portable.Exp(a)
	case opLog:
		return math.Log(a)
	case opLog10:
		return math.Log10(a)
	case opSqrt:
		return math.Sqrt(a)
	case opAbs:
		return math.Abs(a)
	}
	return sigmoid(a) // the only operation left
}

// jet is a value with its first and second derivatives with respect to the operands a and
// b.
type jet struct{ v, a, b, aa, ab, bb float64 }

// jet returns the operation's jet at a and b. Its derivatives follow the conventions of
// the package comment.
func (in *instr) jet(a, b float64) jet {
	switch in.op {
	case opAffine:
		return jet{v: in.c*a + in.d, a: in.c}
	case opLinear:
		return jet{v: in.c*a + in.d*b, a: in.c, b: in.d}
	case opLinearSquare:
		return jet{v: in.c*a + in.d*(b*b), a: in.c, b: 2 * in.d * b, bb: 2 * in.d}
	case opSquares:
		return jet{v: in.c*(a*a) + in.d*(b*b), a: 2 * in.c * a, aa: 2 * in.c, b: 2 * in.d * b, bb: 2 * in.d}
	case opSquare:
		return jet{v: a * a, a: 2 * a, aa: 2}
	case opMul:
		return jet{v: a * b, a: b, b: a, ab: 1}
	case opDiv:
		v := a / b
		return jet{v: v, a: 1 / b, b: -v / b, ab: -1 / b / b, bb: 2 * v / b / b}
	case opConst:
		return jet{v: in.c}
	case opInt:
		return wholePower(a, int(in.c))
	case opReal:
		return dropInfinite(realPower(a, in.c))
	case opPow:
		return dropInfinite(generalPower(a, b))
	case opHypot:
		return hypot(a, b)
	case opAtan2:
		return atan2(a, b)
	case opMin:
		return choice(min(a, b), a < b, a > b)
	case opMax:
		return choice(max(a, b), a > b, a < b)
	}
	return dropInfinite(in.unary(a))
}

// unary returns the jet of a function of one variable.
func (in *instr) unary(a float64) jet {
	switch in.op {
	case opSin:
		sin, cos := math.Sincos(a)
		return jet{v: sin, a: cos, aa: -sin}
	case opCos:
		sin, cos := math.Sincos(a)
		return jet{v: cos, a: -sin, aa: -cos}
	case opTan:
		v := math.Tan(a)
		d := 1 + v*v
		return jet{v: v, a: d, aa: 2 * v * d}
	case opAsin:
		d := 1 / math.Sqrt((1-a)*(1+a))
		return jet{v: math.Asin(a), a: d, aa: a * d * d * d}
	case opAcos:
		d := 1 / math.Sqrt((1-a)*(1+a))
		return jet{v: math.Acos(a), a: -d, aa: -a * d * d * d}
	case opAtan:
		d := 1 / (1 + a*a)
		return jet{v: math.Atan(a), a: d, aa: -2 * (a * d) * d}
	case opSinh:
		v := portable.Sinh(a)
		return jet{v: v, a: portable.Cosh(a), aa: v}
	case opCosh:
		v := portable.Cosh(a)
		return jet{v: v, a: portable.Sinh(a), aa: v}
	case opTanh:
		v, c := portable.Tanh(a), 1/portable.Cosh(a)
		return jet{v: v, a: c * c, aa: -2 * v * c * c}
	case opExp:
		v := portable.Exp(a)
		return jet{v: v, a: v, aa: v}
	case opLog:
		return jet{v: math.Log(a), a: 1 / a, aa: -1 / a / a}
	case opLog10:
		return jet{v: math.Log10(a), a: 1 / a / math.Ln10, aa: -1 / a / a / math.Ln10}
	case opSqrt:
		v := math.Sqrt(a)
		return jet{v: v, a: 0.5 / v, aa: -0.25 / v / a}
	case opAbs:
		return jet{v: math.Abs(a), a: sign(a)}
	}
	v, d := sigmoid(a), sigmoidSlope(a)
	return jet{v: v, a: d, aa: d * (1 - 2*v)}
}

// dropInfinite replaces infinite derivatives by 0 where the value is finite: the rule for a
// vertical tangent.
func dropInfinite(j jet) jet {
	if math.IsInf(j.v, 0) || math.IsNaN(j.v) {
		return j
	}
	for _, d := range [...]*float64{&j.a, &j.b, &j.aa, &j.ab, &j.bb} {
		if math.IsInf(*d, 0) || math.IsNaN(*d) {
			*d = 0
		}
	}
	return j
}

// sign returns the sign of a: 0 at 0 and NaN at NaN.
func sign(a float64) float64 {
	switch {
	case a > 0:
		return 1
	case a < 0:
		return -1
	}
	return a * 0
}

// sigmoid returns 1/(1 + exp(-a)), rearranged for a < 0 so that nothing overflows.
func sigmoid(a float64) float64 {
	if a >= 0 {
		return 1 / (1 + portable.Exp(-a))
	}
	e := portable.Exp(a)
	return e / (1 + e)
}

// sigmoidSlope returns σ'(a), without the cancellation of v (1 - v) for large a.
func sigmoidSlope(a float64) float64 {
	e := portable.Exp(-math.Abs(a))
	return e / ((1 + e) * (1 + e))
}

// choice returns the jet of min and max: the slope of one operand, or the mean if equal.
func choice(v float64, first, second bool) jet {
	switch {
	case first:
		return jet{v: v, a: 1}
	case second:
		return jet{v: v, b: 1}
	}
	return jet{v: v, a: 0.5, b: 0.5}
}

// hypot returns the jet of √(a² + b²). It divides before it multiplies, because squares
// could overflow.
func hypot(a, b float64) jet {
	v := math.Hypot(a, b)
	if v == 0 {
		return jet{}
	}
	s, t := a/v, b/v
	return jet{v: v, a: s, b: t, aa: t * t / v, ab: -s * t / v, bb: s * s / v}
}

func atan2(a, b float64) jet {
	v, r := math.Atan2(a, b), math.Hypot(a, b)
	if r == 0 {
		return jet{v: v}
	}
	s, t := a/r, b/r
	return jet{v: v, a: t / r, b: -s / r, aa: -2 * s * t / r / r, ab: (s*s - t*t) / r / r, bb: 2 * s * t / r / r}
}

// power returns a^n by squaring.
func power(a float64, n int) float64 {
	if n < 0 {
		return 1 / power(a, -n)
	}
	v := 1.0
	for ; n > 0; n >>= 1 {
		if n&1 != 0 {
			v *= a
		}
		a *= a
	}
	return v
}

// wholePower returns the jet of a^n for whole n other than 0, 1 and 2. It multiplies, so
// that neither 0 nor a negative number needs an exception.
func wholePower(a float64, n int) jet {
	m := float64(n)
	curvature := power(a, n-2)
	return jet{v: power(a, n), a: m * curvature * a, aa: m * (m - 1) * curvature}
}

// realPower returns the jet of a^c.
func realPower(a, c float64) jet {
	return jet{v: math.Pow(a, c), a: c * math.Pow(a, c-1), aa: c * (c - 1) * math.Pow(a, c-2)}
}

// generalPower returns the jet of a^b. A term with a factor b or b-1 that is 0 is left
// out, rather than 0 times infinity.
func generalPower(a, b float64) jet {
	v := math.Pow(a, b)
	j := jet{v: v, a: times(b, math.Pow(a, b-1)), aa: times(b*(b-1), math.Pow(a, b-2))}
	if a > 0 {
		l := math.Log(a)
		j.b, j.bb = v*l, v*l*l
		j.ab = math.Pow(a, b-1) * (1 + b*l)
	}
	return j
}
