package formula

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces/portable"
)

// Where kinks meet, a formula may have second derivatives although its parts have none:
// |x|^2, hypot(x, y)^2, max(x, 0)^2 + min(x, 0)^2. On a kink the Hessian is therefore
// computed along lines. A power series of the formula for t >= 0 gives slope and
// curvature on each side, and where both sides agree the derivative exists. Everywhere
// else the chain rule is exact.

// isKink reports whether the derivatives of an operation at a and b follow a convention.
func (in *instr) isKink(a, b float64) bool {
	switch in.op {
	case opAbs, opSqrt:
		return a == 0
	case opMin, opMax:
		return a == b
	case opHypot, opAtan2:
		return a == 0 && b == 0
	case opAsin, opAcos:
		return math.Abs(a) == 1
	case opReal:
		return a == 0 && in.c < 2
	case opPow:
		return a == 0 && b < 2
	}
	return false
}

// mayKink reports whether the derivatives of an operation, or of its product with others
// that are zero at the same place, can jump.
func (in *instr) mayKink() bool {
	switch in.op {
	case opAbs, opSqrt, opMin, opMax, opHypot, opAtan2, opAsin, opAcos, opReal, opPow, opDiv:
		return true
	case opInt:
		return in.c < 0
	}
	return false
}

// maxStretch is the largest stretch that oneSide tries in seriesAlong.
const maxStretch = 4

// Above these sizes the Hessian and the gradient on a kink follow the chain rule alone.
const (
	maxLines    = 1 << 20 // dimension times operations
	maxSlopes   = 1 << 12 // dimension times operations for a gradient, which is needed more often
	maxKinkPair = 40      // dimensions, for the entries off the diagonal
)

// correctGradient replaces an entry of the gradient on a kink by the slope along its
// coordinate, if that slope exists and differs from the chain rule's: 1 for
// hypot(x, y)*cos(atan2(y, x)), which is x.
func (p *program) correctGradient(dst, x []float64, value float64) {
	if p.dim*len(p.code) > maxSlopes || !finite(value) {
		return
	}
	l := p.pools.lines.Get().(*line)
	defer p.pools.lines.Put(l)
	l.program, l.x, l.value = p, x, value
	for i := range dst {
		if s := l.bothSides(i, i, 0); s.hasSlope && !same(s.to[1], dst[i], 1) {
			dst[i] = s.to[1]
		}
	}
}

// correctHessian replaces the entries of the Hessian on a kink by the second derivatives
// that exist along a coordinate and, off the diagonal, along the diagonals of two
// coordinates.
func (p *program) correctHessian(dst *mat.SymDense, x []float64, value float64) {
	n := p.dim
	if n*len(p.code) > maxLines {
		return
	}
	l := p.pools.lines.Get().(*line)
	defer p.pools.lines.Put(l)
	l.program, l.x, l.value = p, x, value
	for i := range n {
		l.axes[i] = l.bothSides(i, i, 0)
		if l.axes[i].smooth(0) {
			dst.SetSym(i, i, l.axes[i].curvature())
		}
	}
	if n > maxKinkPair {
		return
	}
	for i := range n {
		for j := range i {
			if mixed, ok := l.mixed(i, j); ok {
				dst.SetSym(i, j, mixed)
			}
		}
	}
}

// line evaluates a formula along lines through the point x.
type line struct {
	*program
	x     []float64
	value float64
	slots []series
	axes  []sides // results along each coordinate
}

// sides holds value and derivatives of a formula along a line, forwards (to) and
// backwards (back).
type sides struct {
	to, back [3]float64 // value, slope and half the curvature
	hasSlope bool       // both sides agree on the slope
}

// Bounds on the difference of two equal derivatives due to rounding: relative to the
// derivatives, and relative to the terms that they are sums of.
const (
	sameSide = 1e-9
	rounding = 1e-14
)

// same reports whether two numbers agree up to rounding, their own or that of cancelled
// terms of the given size.
func same(a, b, size float64) bool {
	return a == b || math.Abs(a-b) <= max(sameSide*max(math.Abs(a), math.Abs(b)), rounding*size)
}

// smooth reports whether the second derivative exists. Curvatures far below size count as
// equal.
func (s *sides) smooth(size float64) bool { return s.hasSlope && same(s.to[2], s.back[2], size) }

func (s *sides) curvature() float64 { return 2 * s.to[2] }

// bothSides expands the formula along coordinate i plus by times coordinate j, on both
// sides.
func (l *line) bothSides(i, j int, by float64) (s sides) {
	ok := false
	if s.to, ok = l.oneSide(i, j, 1, by); !ok || !same(s.to[0], l.value, 0) {
		return s
	}
	s.back, ok = l.oneSide(i, j, -1, -by)
	s.hasSlope = ok && same(s.back[0], l.value, 0) && same(s.to[1], -s.back[1], 0)
	return s
}

// mixed returns the second derivative with respect to the coordinates i and j, computed
// from the curvatures along both diagonals. It returns false unless the curvatures exist
// and add up as those of a quadratic form.
func (l *line) mixed(i, j int) (float64, bool) {
	along, across := &l.axes[i], &l.axes[j]
	if !along.hasSlope || !across.hasSlope {
		return 0, false
	}
	rising := l.bothSides(i, j, 1)
	if !rising.smooth(0) {
		return 0, false
	}
	falling := l.bothSides(i, j, -1)
	size := math.Abs(rising.curvature()) + math.Abs(falling.curvature())
	sum := 2*along.curvature() + 2*across.curvature()
	if !falling.smooth(0) || !along.smooth(size) || !across.smooth(size) || !same(rising.curvature()+falling.curvature(), sum, size) {
		return 0, false
	}
	// A difference as small as rounding counts as 0.
	if mixed := (rising.curvature() - falling.curvature()) / 4; math.Abs(mixed) > rounding*size {
		return mixed, true
	}
	return 0, true
}

// oneSide returns value, slope and half the curvature of the formula at x in the
// direction of step times coordinate i plus by times coordinate j, and whether they
// exist.
func (l *line) oneSide(i, j int, step, by float64) (taylor [3]float64, ok bool) {
	for stretch := 1; stretch <= maxStretch; stretch++ {
		s := l.seriesAlong(i, j, step, by, stretch)
		if s.known <= 2*stretch {
			continue
		}
		for k, c := range s.c[:2*stretch+1] {
			switch whole := k%stretch == 0; {
			case !finite(c) || c != 0 && !whole:
				return taylor, false
			case whole:
				taylor[k/stretch] = c
			}
		}
		return taylor, true
	}
	return taylor, false
}

// seriesAlong returns the series of the formula from x on, where coordinate i moves by step
// t^stretch and coordinate j by by t^stretch. With the right stretch roots become whole
// powers of t.
func (l *line) seriesAlong(i, j int, step, by float64, stretch int) series {
	s := l.slots
	for k, v := range l.x {
		s[k] = constantSeries(v)
	}
	s[i].constant, s[j].constant = false, false
	s[i].c[stretch] += step
	s[j].c[stretch] += by
	for k := range l.code {
		in := &l.code[k]
		if a, b := &s[in.a], &s[in.b]; a.constant && b.constant {
			s[l.dim+k] = constantSeries(in.apply(a.c[0], b.c[0]))
		} else {
			s[l.dim+k] = in.series(a, b)
		}
	}
	return s[l.result]
}

// series applies the operation to series.
func (in *instr) series(a, b *series) series {
	switch in.op {
	case opAffine:
		return combine(in.c, *a, 0, *a, in.d)
	case opLinear:
		return combine(in.c, *a, in.d, *b, 0)
	case opLinearSquare:
		return combine(in.c, *a, in.d, b.times(*b), 0)
	case opSquares:
		return combine(in.c, a.times(*a), in.d, b.times(*b), 0)
	case opSquare:
		return a.times(*a)
	case opMul:
		return a.times(*b)
	case opDiv:
		return a.over(*b)
	case opConst:
		return constantSeries(in.c)
	case opInt, opReal:
		return a.power(in.c)
	case opPow:
		return a.powerOf(b)
	case opHypot:
		square := combine(1, a.times(*a), 1, b.times(*b), 0)
		return square.power(0.5)
	case opAtan2:
		return a.angle(*b)
	case opMin, opMax:
		return in.minOrMax(a, b)
	case opAbs:
		if a.sign() < 0 {
			return a.scaled(-1)
		}
		return *a
	case opSqrt:
		return a.power(0.5)
	}
	return in.unarySeries(*a)
}

// minOrMax returns the lower (min) or the upper (max) of two series for small t.
func (in *instr) minOrMax(a, b *series) series {
	difference := combine(1, *a, -1, *b, 0)
	if sign := difference.sign(); sign < 0 == (in.op == opMin) && sign != 0 {
		return *a
	}
	r := *b
	r.known, r.constant = difference.known, false // they agree in all known terms
	return r
}

// powerOf returns s^e for a constant exponent, or for a base above 0.
func (s *series) powerOf(e *series) series {
	switch {
	case e.constant:
		return s.power(e.c[0])
	case s.known == 0 || !(s.c[0] > 0):
		return series{}
	}
	log := s.integral(math.Log(s.c[0]), s.power(-1))
	return log.times(*e).exponential()
}

// unarySeries applies a function of one variable that is smooth inside its domain.
func (in *instr) unarySeries(a series) series {
	if a.known == 0 {
		return series{}
	}
	v, one := in.apply(a.c[0], a.c[0]), constantSeries(1)
	switch in.op {
	case opSin, opCos, opTan:
		sine, cosine := a.sineCosine(math.Sin(a.c[0]), math.Cos(a.c[0]), -1)
		switch in.op {
		case opSin:
			return sine
		case opCos:
			return cosine
		}
		return sine.over(cosine)
	case opSinh, opCosh:
		sine, cosine := a.sineCosine(portable.Sinh(a.c[0]), portable.Cosh(a.c[0]), 1)
		if in.op == opSinh {
			return sine
		}
		return cosine
	case opTanh: // 2 sigmoid(2 a) - 1
		s := (&instr{op: opSigmoid}).unarySeries(a.scaled(2))
		return combine(2, s, 0, s, -1)
	case opAsin, opAcos:
		slope := combine(-1, a.times(a), 0, one, 1).power(-0.5)
		if in.op == opAcos {
			slope = slope.scaled(-1)
		}
		return a.integral(v, slope)
	case opAtan:
		return a.integral(v, combine(1, a.times(a), 0, one, 1).power(-1))
	case opExp:
		return a.exponential()
	case opLog:
		return a.integral(v, a.power(-1))
	case opLog10:
		return a.integral(v, a.power(-1).scaled(1/math.Ln10))
	}
	// The sigmoid, from the side on which nothing overflows: s(a) = 1 - s(-a).
	down := combine(-math.Copysign(1, a.c[0]), a, 0, one, 0).exponential()
	s := one.over(combine(1, down, 0, one, 1))
	if a.c[0] < 0 {
		return combine(-1, s, 0, s, 1)
	}
	return s
}
