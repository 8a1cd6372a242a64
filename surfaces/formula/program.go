package formula

import (
	"sync"

	"gonum.org/v1/gonum/mat"
)

// op is an operation on the operands a and b of an instruction.
type op uint8

const (
	opAffine       op = iota // c a + d
	opLinear                 // c a + d b
	opLinearSquare           // c a + d b^2
	opSquares                // c a^2 + d b^2, as losses often have sums of squares
	opSquare
	opMul
	opDiv
	opConst // c
	opInt   // a^c for a whole c
	opReal  // a^c
	opPow   // a^b
	opHypot
	opAtan2
	opMin
	opMax
	opSin
	opCos
	opTan
	opAsin
	opAcos
	opAtan
	opSinh
	opCosh
	opTanh
	opExp
	opLog
	opLog10
	opSqrt
	opAbs
	opSigmoid
)

// instr computes one number. Its operands are slots: the first dim slots hold the
// variables, the others the results of the instructions in order. An operation with one
// operand has b = a.
type instr struct {
	op   op
	a, b int32
	c, d float64
}

// program computes a formula: its value in one pass over the code, its gradient in a
// second, backward pass.
type program struct {
	dim    int
	code   []instr
	result int32 // the slot of the value
	pools  *pools
}

// small is the largest number of slots that a program keeps on the stack, which costs
// less than a pool.
const small = 16

// pools holds the states of larger programs and of blocks of points. A state serves one
// call at a time.
type pools struct {
	values, hessianSlots, blocks, lines sync.Pool
}

func newProgram(dim int, code []instr, result int32) program {
	slots := dim + len(code)
	return program{dim: dim, code: code, result: result, pools: &pools{
		values:       sync.Pool{New: func() any { s := make([]float64, slots); return &s }},
		hessianSlots: sync.Pool{New: func() any { s := make([]hessianSlot, slots); return &s }},
		blocks:       sync.Pool{New: func() any { s := make(block, slots*blockSize); return &s }},
		lines:        sync.Pool{New: func() any { return &line{slots: make([]series, slots), axes: make([]sides, dim)} }},
	}}
}

func (p *program) value(x []float64) float64 {
	if slots := p.dim + len(p.code); slots <= small {
		var v [small]float64
		return p.evaluate(v[:slots], x)
	}
	v := p.pools.values.Get().(*[]float64)
	defer p.pools.values.Put(v)
	return p.evaluate(*v, x)
}

// evaluate computes the slots. The cheap operations are written in the loop, because a
// call would cost as much as they do.
func (p *program) evaluate(v, x []float64) float64 {
	n := copy(v[:p.dim], x)
	for k := range p.code {
		in := &p.code[k]
		a := v[in.a]
		var r float64
		switch in.op {
		case opAffine:
			r = in.c*a + in.d
		case opLinear:
			r = in.c*a + in.d*v[in.b]
		case opLinearSquare:
			b := v[in.b]
			r = in.c*a + in.d*(b*b)
		case opSquares:
			b := v[in.b]
			r = in.c*(a*a) + in.d*(b*b)
		case opSquare:
			r = a * a
		case opMul:
			r = a * v[in.b]
		default:
			r = in.apply(a, v[in.b])
		}
		v[n+k] = r
	}
	return v[p.result]
}

// gradient writes the gradient at x into dst and corrects it on kinks.
func (p *program) gradient(dst, x []float64) {
	if slots := p.dim + len(p.code); slots <= small {
		var v, w [small]float64
		if p.backpropagate(v[:slots], w[:slots], dst, x) {
			p.correctGradient(dst, x, v[p.result])
		}
		return
	}
	v, w := p.pools.values.Get().(*[]float64), p.pools.values.Get().(*[]float64)
	clear(*w)
	if p.backpropagate(*v, *w, dst, x) {
		p.correctGradient(dst, x, (*v)[p.result])
	}
	p.pools.values.Put(v)
	p.pools.values.Put(w)
}

// backpropagate computes the slots v and, in a backward pass from the result, the
// adjoints w: the derivatives of the formula with respect to its slots. w must be 0
// before. backpropagate reports whether an operation is on a kink.
func (p *program) backpropagate(v, w, dst, x []float64) (onKink bool) {
	p.evaluate(v, x)
	w[p.result] = 1
	for k := len(p.code) - 1; k >= 0; k-- {
		in := &p.code[k]
		r := w[p.dim+k]
		if in.op > opMul && in.isKink(v[in.a], v[in.b]) {
			onKink = true
		}
		if r == 0 {
			continue
		}
		switch in.op {
		case opAffine:
			w[in.a] += in.c * r
		case opLinear:
			w[in.a] += in.c * r
			w[in.b] += in.d * r
		case opLinearSquare:
			w[in.a] += in.c * r
			w[in.b] += in.d * 2 * v[in.b] * r
		case opSquares:
			w[in.a] += in.c * 2 * v[in.a] * r
			w[in.b] += in.d * 2 * v[in.b] * r
		case opSquare:
			w[in.a] += 2 * v[in.a] * r
		case opMul:
			w[in.a] += v[in.b] * r
			w[in.b] += v[in.a] * r
		default:
			j := in.jet(v[in.a], v[in.b])
			w[in.a] += times(r, j.a)
			w[in.b] += times(r, j.b)
		}
	}
	copy(dst, w[:p.dim])
	return onKink
}

// times returns a product in which 0 times infinity is 0: a formula that does not depend
// on a coordinate has slope 0 there, however steep its parts are.
func times(a, b float64) float64 {
	if a == 0 || b == 0 {
		return 0
	}
	return a * b
}

// hessianSlot is the state of a slot for the Hessian: its value with the derivatives with
// respect to its operands, its adjoint, and the derivatives of slot and adjoint along one
// coordinate.
type hessianSlot struct {
	jet
	adjoint, dot, adjointDot float64
}

// hessian computes a row for each coordinate: the derivative of the backward pass along
// the coordinate. correctHessian corrects it on a kink.
func (p *program) hessian(dst *mat.SymDense, x []float64) {
	s := p.pools.hessianSlots.Get().(*[]hessianSlot)
	defer p.pools.hessianSlots.Put(s)
	onKink := p.fillHessianSlots(*s, x)
	for i := range p.dim {
		p.differentiateAlong(*s, i)
		for j := range i + 1 {
			dst.SetSym(i, j, (*s)[j].adjointDot)
		}
	}
	if value := (*s)[p.result].v; onKink && finite(value) {
		p.correctHessian(dst, x, value)
	}
}

// fillHessianSlots computes the slots and their adjoints, and reports whether an
// operation is on a kink.
func (p *program) fillHessianSlots(s []hessianSlot, x []float64) (onKink bool) {
	n := p.dim
	for i, t := range x[:n] {
		s[i] = hessianSlot{jet: jet{v: t}}
	}
	for k := range p.code {
		in := &p.code[k]
		a, b := s[in.a].v, s[in.b].v
		s[n+k] = hessianSlot{jet: in.jet(a, b)}
		onKink = onKink || in.isKink(a, b)
	}
	s[p.result].adjoint = 1
	for k := len(p.code) - 1; k >= 0; k-- {
		in, r := &p.code[k], &s[n+k]
		s[in.a].adjoint += times(r.adjoint, r.a)
		s[in.b].adjoint += times(r.adjoint, r.b)
	}
	return onKink
}

// differentiateAlong differentiates slots and adjoints along coordinate i.
func (p *program) differentiateAlong(s []hessianSlot, i int) {
	n := p.dim
	for j := range n {
		s[j].dot, s[j].adjointDot = 0, 0
	}
	s[i].dot = 1
	for k := range p.code {
		in, r := &p.code[k], &s[n+k]
		r.dot = times(r.a, s[in.a].dot) + times(r.b, s[in.b].dot)
		r.adjointDot = 0
	}
	for k := len(p.code) - 1; k >= 0; k-- {
		in, r := &p.code[k], &s[n+k]
		a, b := &s[in.a], &s[in.b]
		if r.adjoint == 0 && r.adjointDot == 0 {
			continue
		}
		da := times(r.aa, a.dot) + times(r.ab, b.dot)
		db := times(r.ab, a.dot) + times(r.bb, b.dot)
		a.adjointDot += times(r.adjointDot, r.a) + times(r.adjoint, da)
		b.adjointDot += times(r.adjointDot, r.b) + times(r.adjoint, db)
	}
}
