package formula

import (
	"maps"
	"math"
	"slices"
)

// ref is an operand during compilation: a constant, or a multiple of a slot or of its
// square. The factor and the square stay uncomputed until an operation can include them
// at no cost.
type ref struct {
	constant bool
	squared  bool
	slot     int32
	factor   float64 // the value of a constant
}

func constant(v float64) ref { return ref{constant: true, factor: v} }

// compiler writes the code of a tree. It computes parts without variables at once, and
// equal parts only once.
type compiler struct {
	text       string
	dim        int
	fixed      bool               // refuse coordinates beyond dim
	names      map[string]float64 // parameters, constants, and indices of the enclosing sums
	highest    int                // highest coordinate so far
	hasLetters bool               // x or y has occurred
	hasNumbers bool               // x1 or x[i] has occurred
	work       int                // nodes visited
	code       []instr
	slots      map[instr]int32 // the slot of each instruction in code
}

// usualDim is the dimension n of a formula in which only x[i] and n itself depend on n.
const usualDim = 2

// compile makes the program of a tree. The first pass finds the dimension.
func compile(text string, tree *node, params map[string]float64) (program, error) {
	written := names(tree)
	for _, name := range slices.Sorted(maps.Keys(params)) {
		if name != "n" && !written[name] {
			return program{}, &ParamError{name, "the formula has no " + name}
		}
	}
	dim, given := params["n"]
	first := newCompiler(text, max(int(dim), literal(tree), usualDim), params)
	if given {
		first.dim, first.fixed = int(dim), true
	}
	result := first.node(tree)
	if !given {
		second := newCompiler(text, first.dim, params)
		if !written["n"] {
			second.dim = max(first.highest, 1)
		}
		second.fixed = true
		first, result = second, second.node(tree)
	}
	return newProgram(first.dim, first.code, first.slot(tree, result)), nil
}

func newCompiler(text string, dim int, params map[string]float64) *compiler {
	c := &compiler{text: text, dim: dim, names: maps.Clone(constants), slots: map[instr]int32{}}
	maps.Copy(c.names, params)
	return c
}

// node compiles a node and returns its result.
func (c *compiler) node(n *node) ref {
	if c.work++; c.work > maxWork {
		fail(c.text, n.pos, "the sums are too long: the formula has more than %d terms", maxWork)
	}
	switch n.kind {
	case numberNode:
		return constant(n.value)
	case nameNode:
		return c.name(n)
	case indexNode:
		return c.coordinate(n, c.wholeNumber(n.args[0]))
	case negateNode:
		return c.multiply(n, c.node(n.args[0]), constant(-1))
	case callNode:
		return c.call(n)
	}
	return c.binary(n, n.text, c.node(n.args[0]), c.node(n.args[1]))
}

// call compiles a function.
func (c *compiler) call(n *node) ref {
	checkArgs(c.text, n)
	f := functions[n.text]
	switch f.op {
	case opLinear:
		return c.series(n, "+", constant(0))
	case opMul:
		return c.series(n, "*", constant(1))
	case opPow:
		return c.binary(n, "^", c.node(n.args[0]), c.node(n.args[1]))
	}
	result := c.node(n.args[0])
	if f.args == 1 {
		return c.emit(n, instr{op: f.op}, result, result)
	}
	for _, arg := range n.args[1:] {
		result = c.emit(n, instr{op: f.op}, result, c.node(arg))
	}
	return result
}

// series compiles a sum or a product term by term.
func (c *compiler) series(n *node, op string, result ref) ref {
	index := n.args[0]
	if index.kind != nameNode || isVariable(index.text) {
		fail(c.text, index.pos, "the index of a %s is a name such as i", n.text)
	}
	if _, ok := c.names[index.text]; ok || index.text == "n" {
		fail(c.text, index.pos, "%s has a meaning already", index.text)
	}
	from, to := c.wholeNumber(n.args[1]), c.wholeNumber(n.args[2])
	defer delete(c.names, index.text)
	for i := from; i <= to; i++ {
		c.names[index.text] = float64(i)
		term := c.node(n.args[3])
		if i == from {
			result = term
		} else {
			result = c.binary(n, op, result, term)
		}
	}
	return result
}

// wholeNumber returns the value of a node that must be a constant whole number.
func (c *compiler) wholeNumber(n *node) int {
	r := c.node(n)
	const most = 1 << 30
	switch {
	case r.constant && math.Abs(r.factor) > most:
		fail(c.text, n.pos, "%g is too large here: whole numbers go up to %d", r.factor, most)
	case !r.constant || r.factor != math.Trunc(r.factor):
		fail(c.text, n.pos, "this must be a whole number: of numbers, n and the indices of sums")
	}
	return int(r.factor)
}

// binary compiles an operator.
func (c *compiler) binary(n *node, op string, a, b ref) ref {
	switch op {
	case "+":
		return c.add(n, a, b, 1)
	case "-":
		return c.add(n, a, b, -1)
	case "*":
		return c.multiply(n, a, b)
	case "/":
		return c.divide(n, a, b)
	}
	return c.raise(n, a, b)
}

// add compiles the sum of a and sign times b.
func (c *compiler) add(n *node, a, b ref, sign float64) ref {
	b.factor *= sign
	switch {
	case a.constant && b.constant:
		return c.finite(n, a.factor+b.factor)
	case a.constant:
		a, b = b, a
		fallthrough
	case b.constant:
		if b.factor == 0 {
			return a
		}
		a = c.computeSquare(n, a)
		return c.result(n, instr{op: opAffine, a: a.slot, b: a.slot, c: a.factor, d: b.factor})
	}
	if a.squared {
		a, b = b, a
	}
	in := instr{op: opLinear, a: a.slot, b: b.slot, c: a.factor, d: b.factor}
	switch {
	case a.squared:
		in.op = opSquares
	case b.squared:
		in.op = opLinearSquare
	}
	return c.result(n, in)
}

func (c *compiler) multiply(n *node, a, b ref) ref {
	if a.constant {
		a, b = b, a
	}
	if b.constant {
		return c.scale(n, a, b.factor)
	}
	f := a.factor * b.factor
	if f == 0 || math.IsInf(f, 0) {
		return c.emit(n, instr{op: opMul}, a, b)
	}
	a.factor, b.factor = 1, 1
	if a == b {
		return c.square(n, a, f)
	}
	product := c.emit(n, instr{op: opMul}, a, b)
	product.factor = f
	return product
}

// square returns factor times the square of a, where a's own factor does not count.
func (c *compiler) square(n *node, a ref, factor float64) ref {
	return ref{slot: c.computeSquare(n, a).slot, squared: true, factor: factor}
}

// computeSquare computes a square that was left uncomputed.
func (c *compiler) computeSquare(n *node, a ref) ref {
	if !a.squared {
		return a
	}
	return ref{slot: c.append(n, instr{op: opSquare, a: a.slot, b: a.slot}), factor: a.factor}
}

// scale compiles s times a. It keeps two factors apart whose product is out of range.
func (c *compiler) scale(n *node, a ref, s float64) ref {
	f := a.factor * s
	if a.constant {
		return c.finite(n, f)
	}
	if f == 0 && s != 0 || math.IsInf(f, 0) {
		a, f = ref{slot: c.slot(n, a)}, s
	}
	a.factor = f
	return a
}

// divide compiles a quotient, as a multiplication where the reciprocal is exact.
func (c *compiler) divide(n *node, a, b ref) ref {
	if b.constant {
		if b.factor == 0 {
			fail(c.text, n.pos, "this divides by 0")
		}
		if half, _ := math.Frexp(b.factor); math.Abs(half) == 0.5 && !math.IsInf(1/b.factor, 0) {
			return c.scale(n, a, 1/b.factor)
		}
	}
	return c.emit(n, instr{op: opDiv}, a, b)
}

// mostSquarings bounds the whole exponents that are computed by multiplication.
const mostSquarings = 1024

// raise compiles a power. Constant exponents get operations of their own, whose
// derivatives also hold at 0 and below.
func (c *compiler) raise(n *node, a, b ref) ref {
	if !b.constant {
		if a.constant && a.factor == math.E {
			return c.emit(n, instr{op: opExp}, b, b)
		}
		return c.emit(n, instr{op: opPow}, a, b)
	}
	switch e := b.factor; {
	case a.constant:
		return c.finite(n, math.Pow(a.factor, e))
	case e == 0:
		return constant(1)
	case e == 1:
		return a
	case e == 2:
		if f := a.factor * a.factor; f != 0 && !math.IsInf(f, 0) {
			return c.square(n, a, f)
		}
		return c.emit(n, instr{op: opMul}, a, a)
	case e == 0.5:
		return c.emit(n, instr{op: opSqrt}, a, a)
	case e == math.Trunc(e) && math.Abs(e) <= mostSquarings:
		return c.emit(n, instr{op: opInt, c: e}, a, a)
	default:
		return c.emit(n, instr{op: opReal, c: e}, a, a)
	}
}

// emit compiles an operation; an operation on constants becomes a constant.
func (c *compiler) emit(n *node, in instr, a, b ref) ref {
	if a.constant && b.constant {
		return c.finite(n, in.apply(a.factor, b.factor))
	}
	in.a, in.b = c.slot(n, a), c.slot(n, b)
	return c.result(n, in)
}

// result appends an instruction and returns a reference to its result.
func (c *compiler) result(n *node, in instr) ref { return ref{slot: c.append(n, in), factor: 1} }

// finite returns the constant v, which must be a finite number.
func (c *compiler) finite(n *node, v float64) ref {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		fail(c.text, n.pos, "this is not a finite number")
	}
	return constant(v)
}

// slot returns the slot of an operand at run time.
func (c *compiler) slot(n *node, r ref) int32 {
	if r.constant {
		return c.append(n, instr{op: opConst, c: r.factor})
	}
	if r = c.computeSquare(n, r); r.factor == 1 {
		return r.slot
	}
	return c.append(n, instr{op: opAffine, a: r.slot, b: r.slot, c: r.factor})
}

// append adds an instruction to the code, if it is new, and returns its slot.
func (c *compiler) append(n *node, in instr) int32 {
	if slot, ok := c.slots[in]; ok {
		return slot
	}
	if len(c.code) >= MaxCode {
		fail(c.text, n.pos, "the formula has more than %d operations", MaxCode)
	}
	slot := int32(c.dim + len(c.code))
	c.code = append(c.code, in)
	c.slots[in] = slot
	return slot
}
