package formula

type nodeKind uint8

const (
	numberNode nodeKind = iota
	nameNode
	callNode   // text(args...)
	indexNode  // x[args[0]]
	negateNode // -args[0]
	binaryNode // args[0] text args[1]
)

// node is a node of the syntax tree.
type node struct {
	kind  nodeKind
	text  string
	value float64
	args  []*node
	pos   int // position of the operator or name
}

// parser reads the grammar of the package comment, with one method for each rule.
type parser struct {
	lexer
	token token // the next one, not yet read
	depth int
}

// parse makes the syntax tree of a text.
func parse(text string) *node {
	if len(text) > MaxText {
		fail(text, MaxText, "the formula has more than %d bytes", MaxText)
	}
	p := &parser{lexer: lexer{text: text}}
	p.advance()
	if p.token.kind == endToken {
		fail(text, 0, "the formula is empty")
	}
	tree := p.sum()
	if p.token.kind != endToken {
		p.unexpected()
	}
	return tree
}

func (p *parser) advance() { p.token = p.next() }

// accept reads the sign, if it comes next.
func (p *parser) accept(sign string) bool {
	if !p.sees(sign) {
		return false
	}
	p.advance()
	return true
}

func (p *parser) sees(sign string) bool { return p.token.kind == signToken && p.token.text == sign }

// expect reads the closing sign of the bracket at opened.
func (p *parser) expect(sign string, opened int) {
	if p.token.kind == endToken {
		fail(p.text, opened, "this bracket is never closed")
	}
	if !p.accept(sign) {
		p.unexpected()
	}
}

// unexpected fails at a token that cannot follow a complete operand.
func (p *parser) unexpected() {
	t := p.token
	switch {
	case t.kind != signToken || t.text == "(" || t.text == "{":
		panic(&Error{Text: p.text, Pos: t.pos, Reason: "an operator is missing here: a product needs its *", MissingProduct: true})
	case t.text == "[":
		fail(p.text, t.pos, "only x has an index")
	case t.text == "," && p.isBetweenDigits(t.pos):
		fail(p.text, t.pos, "a comma only separates the arguments of a function; a decimal sign is a point, as in 0.5")
	case t.text == ",":
		fail(p.text, t.pos, "a comma only separates the arguments of a function")
	}
	fail(p.text, t.pos, "%q closes nothing", t.text)
}

// isBetweenDigits reports whether a digit stands on either side of a sign, as in 0,5.
func (p *parser) isBetweenDigits(pos int) bool {
	return pos > 0 && pos+1 < len(p.text) && isDigit(rune(p.text[pos-1])) && isDigit(rune(p.text[pos+1]))
}

func (p *parser) sum() *node {
	p.enterLevel()
	left := p.product()
	for p.sees("+") || p.sees("-") {
		left = p.binary(left, p.product)
	}
	p.depth--
	return left
}

func (p *parser) product() *node {
	left := p.factor()
	for p.sees("*") || p.sees("/") {
		left = p.binary(left, p.factor)
	}
	return left
}

// binary reads an operator and its right operand.
func (p *parser) binary(left *node, operand func() *node) *node {
	op := p.token
	p.advance()
	return &node{kind: binaryNode, text: op.text, args: []*node{left, operand()}, pos: op.pos}
}

func (p *parser) factor() *node {
	p.enterLevel()
	defer func() { p.depth-- }()
	pos := p.token.pos
	if p.accept("-") {
		return &node{kind: negateNode, args: []*node{p.factor()}, pos: pos}
	}
	if p.accept("+") {
		return p.factor()
	}
	base := p.atom()
	if p.sees("^") {
		return p.binary(base, p.factor)
	}
	return base
}

// enterLevel counts the levels of recursion.
func (p *parser) enterLevel() {
	if p.depth++; p.depth > 2*MaxDepth { // a parenthesis is two levels
		fail(p.text, p.token.pos, "the formula is nested more than %d levels deep", MaxDepth)
	}
}

func (p *parser) atom() *node {
	t := p.token
	switch {
	case t.kind == numberToken:
		p.advance()
		return &node{kind: numberNode, value: t.value, pos: t.pos}
	case t.kind == nameToken:
		p.advance()
		return p.name(t)
	case p.accept("("):
		inner := p.sum()
		p.expect(")", t.pos)
		return inner
	case t.kind == endToken:
		fail(p.text, t.pos, "the formula ends where a number, a name or ( is expected")
	}
	fail(p.text, t.pos, "a number, a name or ( is expected, not %q", t.text)
	return nil
}

// name reads the call or the coordinate that a name begins.
func (p *parser) name(t token) *node {
	opened := p.token.pos
	switch {
	case isCondition(t.text):
		fail(p.text, t.pos, noConditions)
	case p.sees("(") && isFunction(t.text):
		p.advance()
		return &node{kind: callNode, text: t.text, args: p.arguments(opened), pos: t.pos}
	case p.sees("("):
		panic(&Error{Text: p.text, Pos: t.pos, Reason: notFunction(t.text), Function: t.text})
	case t.text == "x" && p.accept("["):
		return p.index(t, "]", opened)
	case t.text == "x_" && p.accept("{"):
		return p.index(t, "}", opened)
	case isFunction(t.text):
		fail(p.text, p.token.pos, "%s needs its arguments in parentheses", t.text)
	}
	return &node{kind: nameNode, text: t.text, pos: t.pos}
}

func (p *parser) index(t token, closing string, opened int) *node {
	inner := p.sum()
	p.expect(closing, opened)
	return &node{kind: indexNode, args: []*node{inner}, pos: t.pos}
}

// arguments reads a function's arguments after the parenthesis.
func (p *parser) arguments(opened int) []*node {
	args := []*node{p.sum()}
	for p.accept(",") {
		args = append(args, p.sum())
	}
	p.expect(")", opened)
	return args
}
