package formula

import (
	"maps"
	"math"
	"strconv"
	"strings"
)

// How tightly a part of a formula binds: a looser part needs parentheses.
const (
	looseSum = iota
	looseProduct
	loosePower
	tight
)

// piece is a typeset part of a formula.
type piece struct {
	text string
	bind int
}

// in returns the piece, in parentheses if it binds looser than bind.
func (p piece) in(bind int) string {
	if p.bind < bind {
		return "(" + p.text + ")"
	}
	return p.text
}

// typesetter writes a syntax tree in the notation of surfaces.Meta.
type typesetter struct{ names map[string]float64 }

// typeset returns the right-hand side for a figure, with the parameters' values.
func typeset(tree *node, dim int, params map[string]float64) string {
	s := typesetter{names: maps.Clone(params)}
	if s.names == nil {
		s.names = map[string]float64{}
	}
	s.names["n"] = float64(dim)
	return s.node(tree).text
}

func (s typesetter) node(n *node) piece {
	switch n.kind {
	case numberNode:
		return decimal(n.value)
	case nameNode:
		return s.name(n.text)
	case indexNode:
		return piece{"x" + script("_", strings.ReplaceAll(s.node(n.args[0]).text, " ", "")), tight}
	case negateNode:
		return piece{"-" + s.node(n.args[0]).in(looseProduct), looseSum}
	case callNode:
		return s.call(n)
	}
	return s.binary(n.text, s.node(n.args[0]), s.node(n.args[1]))
}

// name writes a variable, a constant, or the value of a parameter.
func (s typesetter) name(name string) piece {
	if v, ok := s.names[name]; ok {
		return decimal(v)
	}
	if name == "pi" {
		name = "π"
	}
	if digits, ok := strings.CutPrefix(name, "x"); ok && digits != "" {
		name = "x" + script("_", strings.TrimPrefix(digits, "_"))
	}
	return piece{name, tight}
}

func (s typesetter) binary(op string, a, b piece) piece {
	switch op {
	case "+":
		if b.none() {
			return a
		}
		if a.none() {
			return b
		}
		return piece{a.text + " + " + b.signed(), looseSum}
	case "-":
		if b.none() {
			return a
		}
		return piece{a.text + " - " + b.in(looseProduct), looseSum}
	case "*":
		return juxtapose(a.in(looseProduct), b.in(looseProduct))
	case "/":
		return piece{a.in(looseProduct) + "/" + b.in(loosePower), looseProduct}
	}
	return piece{a.in(tight) + script("^", b.text), loosePower}
}

// none reports whether the piece is a product with 0, which a figure leaves out of sums: it says
// only which variables there are.
func (p piece) none() bool { return p.bind == looseProduct && strings.HasPrefix(p.text, "0 ") }

// signed returns a term after a plus: a sign needs parentheses, a sum does not.
func (p piece) signed() string {
	if strings.HasPrefix(p.text, "-") {
		return p.in(looseProduct)
	}
	return p.text
}

// juxtapose puts factors side by side, with a dot where a number would run into another.
func juxtapose(a, b string) piece {
	between := " "
	if b == "π" && isDigit(rune(a[len(a)-1])) {
		between = ""
	} else if '0' <= b[0] && b[0] <= '9' || strings.Contains(a, "/") {
		between = " · "
	}
	return piece{a + between + b, looseProduct}
}

func (s typesetter) call(n *node) piece {
	switch n.text {
	case "sum":
		return s.series("Σ", n)
	case "prod":
		return s.series("Π", n)
	case "pow":
		return s.binary("^", s.node(n.args[0]), s.node(n.args[1]))
	}
	args := make([]string, len(n.args))
	for i, arg := range n.args {
		args[i] = s.node(arg).text
	}
	inner := strings.Join(args, ", ")
	switch {
	case n.text == "sqrt":
		return piece{"√(" + inner + ")", tight}
	case n.text == "abs" && !strings.Contains(inner, "|"):
		return piece{"|" + inner + "|", tight}
	}
	return piece{n.text + "(" + inner + ")", tight}
}

// series writes a sum or a product with its range.
func (s typesetter) series(sign string, n *node) piece {
	from, to := s.bound(n.args[1]), s.bound(n.args[2])
	text := sign + script("_", n.args[0].text+"="+from) + script("^", to) + " " + s.node(n.args[3]).in(looseProduct)
	return piece{text, looseSum}
}

// bound returns an end of a range: a number, unless it depends on the index of another
// sum.
func (s typesetter) bound(n *node) string {
	for name := range names(n) {
		if _, ok := s.names[name]; !ok && !isConstant(name) {
			return strings.ReplaceAll(s.node(n).text, " ", "")
		}
	}
	c := newCompiler("", 0, s.names)
	return strconv.Itoa(c.wholeNumber(n))
}

// script writes a text as superscript or subscript, with braces if it is longer than one
// character.
func script(sign, text string) string {
	if len([]rune(text)) > 1 {
		text = "{" + text + "}"
	}
	return sign + text
}

// decimal writes a number, with a power of ten where there would be too many digits to
// count.
func decimal(v float64) piece {
	p := piece{strconv.FormatFloat(v, 'f', -1, 64), tight}
	if size := math.Abs(v); size != 0 && (size < 1e-6 || size >= 1e9) {
		mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(v, 'e', -1, 64), "e")
		e, _ := strconv.Atoi(exponent) // FormatFloat wrote it
		power := "10" + script("^", strconv.Itoa(e))
		if p = (piece{power, loosePower}); mantissa != "1" {
			p = piece{mantissa + " · " + power, looseProduct}
		}
	}
	if v < 0 {
		p.bind = looseSum
	}
	return p
}
