// Package formula makes surfaces of formulas that users type:
//
//	f, err := formula.Parse("(a-x)^2 + 100*(y-x^2)^2", map[string]float64{"a": 1})
//
// A Formula has the exact gradient and Hessian, by differentiation of the
// program that it is compiled to, not by differences.
//
// # Grammar
//
//	sum     = product { ("+" | "-") product } .
//	product = factor { ("*" | "/") factor } .
//	factor  = ("-" | "+") factor | power .
//	power   = atom [ ("^" | "**") factor ] .
//	atom    = number | name | "(" sum ")" | name "(" sum { "," sum } ")"
//	        | "x" "[" sum "]" | "x_{" sum "}" .
//
// Powers bind tighter than a sign and from the right: -x^2 is -(x^2), x^-2 is
// x^(-2), 2^3^2 is 2^9. A product needs its *. The signs − · × and π may stand
// for - * * and pi.
//
// # Names
//
// The variables are x and y, or x1, x2, ...; x[i] and x_i are the coordinate
// whose number is a constant i. The dimension is n: the parameter of that
// name, otherwise the highest coordinate that occurs: 1 for x^2, 2 for y^2. A
// formula that names n, as in a sum to n, has at least 2 of them. The constants
// are pi, e and the parameters. The functions are
//
//	sin cos tan asin acos atan sinh cosh tanh exp log log10 sqrt abs sigmoid
//	pow(a, b) hypot(a, b) atan2(y, x) min(a, b, ...) max(a, b, ...)
//	sum(i, from, to, term) prod(i, from, to, factor)
//
// where i is any free name, stands for from, from+1, ..., to in the last
// argument, and from and to are constants: sum(i, 1, n-1, (x[i+1]-x[i])^2).
//
// # Kinks
//
// Where a function is finite and its derivative is not, or depends on the
// side, the derivative is a finite number by convention:
//
//   - abs has the slope 0 at 0, and min and max of equal arguments the mean of
//     their slopes: subgradients. Their own second derivatives are 0.
//   - hypot and atan2 have the slopes 0 at the origin.
//   - A slope that is infinite counts as 0, and so does an infinite second
//     derivative: sqrt at 0, asin and acos at ±1, a^b at a = 0 for b < 1. A
//     distance such as sqrt(x^2+y^2) thereby has the subgradient 0 at its tip.
//   - a^b for a < 0 is a number at whole b only; its slope along b counts as 0.
//
// Where kinks cancel there is a slope after all, and Grad has it, up to 4096 dimensions times
// operations: 1 for hypot(x, y)*cos(atan2(y, x)), which is x. So it is with second
// derivatives, and Hess has them: 2
// for abs(x)^2, hypot(x, y)^2, sqrt(x^4) and max(x, 0)^2 + min(x, 0)^2 at 0. An
// entry of the Hessian is exact where value, slope and curvature of the formula
// agree on both sides along its coordinate, or along the two diagonals of its two
// coordinates. The rules above hold where they do not agree, as for x*abs(x),
// whose second derivative jumps from -2 to 2 and counts as 0; beside the diagonal
// in more than 40 dimensions; and where dimensions times operations pass a
// million.
//
// 0^0 is 1, and whole powers of negative numbers have their signs.
package formula

import (
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
)

// Limits of what Parse takes.
const (
	MaxText  = 10_000  // bytes of text
	MaxDepth = 200     // nested parentheses, signs and exponents
	MaxDim   = 1000    // dimensions
	MaxCode  = 10_000  // instructions after sums are written out
	maxWork  = 200_000 // nodes visited while they are
)

// Formula is a surface made of a text. It is immutable, and several goroutines
// may use it at once.
type Formula struct {
	program
	formula string // as a figure shows it
	View           // its customary window and start, and the minimum if it is known
}

var _ objective.Curved = (*Formula)(nil)

// Parse compiles a formula. The parameters' names are those of the constants
// in the text, and "n" is the dimension. An error in the text is an *Error, one
// in the parameters a *ParamError.
func Parse(text string, params map[string]float64) (f *Formula, err error) {
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(*Error)
			if !ok {
				panic(r)
			}
			f, err = nil, e
		}
	}()
	if err := checkParams(params); err != nil {
		return nil, err
	}
	if at := strings.IndexByte(text, '='); at >= 0 {
		fail(text, at, "a formula has no =: write only what stands to the right of it")
	}
	tree := parse(text)
	p, err := compile(text, tree, params)
	if err != nil {
		return nil, err
	}
	f = &Formula{program: p, formula: typeset(tree, p.dim, params)}
	f.Window, f.Start = make([][2]float64, p.dim), make([]float64, p.dim)
	for i := range f.Window {
		f.Window[i] = [2]float64{-2, 2}
		f.Start[i] = -1.5 + 2.7*float64(i)/float64(max(1, p.dim-1))
	}
	return f, nil
}

// Func is the value at x.
func (f *Formula) Func(x []float64) float64 { return f.value(x) }

// Grad writes the gradient at x into dst.
func (f *Formula) Grad(dst, x []float64) { f.gradient(dst, x) }

// Hess writes the Hessian at x into dst.
func (f *Formula) Hess(dst *mat.SymDense, x []float64) { f.hessian(dst, x) }

// Operations are the instructions of the program.
func (f *Formula) Operations() int { return len(f.code) }

// HasKinks reports whether an instruction may have one.
func (f *Formula) HasKinks() bool {
	return slices.ContainsFunc(f.code, func(in instr) bool { return in.mayKink() })
}

// Meta knows no infimum, and of the critical points no more than the View's minimum.
func (f *Formula) Meta() surfaces.Meta {
	m := surfaces.Meta{
		Name:    "formula",
		Title:   "Formula",
		Dim:     f.dim,
		Window:  slices.Clone(f.Window),
		Start:   slices.Clone(f.Start),
		Infimum: math.NaN(),
		Formula: f.formula,
		Source:  "typed",
	}
	if f.Minimum != nil {
		m.Points = []surfaces.Point{{X: slices.Clone(f.Minimum), Value: surfaces.ValueAt(f, f.Minimum), Kind: surfaces.Minimum}}
	}
	return m
}
