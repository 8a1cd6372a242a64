// Package formula turns formulas that users type into surfaces:
//
//	f, err := formula.Parse("(a-x)^2 + 100*(y-x^2)^2", map[string]float64{"a": 1})
//
// The gradient and the Hessian of a Formula are exact: they come from differentiating
// the compiled program, not from differences.
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
// formula that names n, as in a sum to n, has at least 2 dimensions. The constants
// are pi, e and the parameters. The functions are
//
//	sin cos tan asin acos atan sinh cosh tanh exp log log10 sqrt abs sigmoid
//	pow(a, b) hypot(a, b) atan2(y, x) min(a, b, ...) max(a, b, ...)
//	sum(i, from, to, term) prod(i, from, to, factor)
//
// where from and to are constants and i is any free name, which stands for from, from+1,
// ..., to in the last argument: sum(i, 1, n-1, (x[i+1]-x[i])^2).
//
// # Kinks
//
// Where a function is finite and its derivative is not, or depends on the
// side, the derivative is a finite number by convention:
//
//   - abs has the slope 0 at 0, and min and max of equal arguments the mean of
//     their slopes: subgradients. The second derivatives of abs, min and max are 0.
//   - hypot and atan2 have the slopes 0 at the origin.
//   - A slope that is infinite counts as 0, and so does an infinite second
//     derivative: sqrt at 0, asin and acos at ±1, a^b at a = 0 for b < 1. A
//     distance such as sqrt(x^2+y^2) thereby has the subgradient 0 at its tip.
//   - a^b for a < 0 is a number at whole b only; its slope along b counts as 0.
//
// Where kinks cancel, Grad writes the slope that exists after all, if dimensions times
// operations are at most 4096: 1 for hypot(x, y)*cos(atan2(y, x)), which is x. Likewise
// Hess writes second derivatives that exist at 0: 2 for abs(x)^2, hypot(x, y)^2,
// sqrt(x^4) and max(x, 0)^2 + min(x, 0)^2. An entry of the Hessian is exact where value,
// slope and curvature of the formula agree on both sides along its coordinate, or along
// the two diagonals of its two coordinates. The rules above hold where they do not
// agree, as for x*abs(x), whose second derivative jumps from -2 to 2 and counts as 0;
// off the diagonal in more than 40 dimensions; and where dimensions times operations
// exceed a million.
//
// 0^0 is 1, and whole powers of negative numbers have the usual signs.
package formula

import (
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
)

// Limits on the formulas that Parse accepts.
const (
	MaxText  = 10_000  // bytes of text
	MaxDepth = 200     // nested parentheses, signs and exponents
	MaxDim   = 1000    // dimensions
	MaxCode  = 10_000  // instructions once sums are expanded
	maxWork  = 200_000 // nodes visited while sums are expanded
)

// Formula is a surface made from a text. It is immutable, and several goroutines may use
// it at once.
type Formula struct {
	program
	formula string // as a figure shows it
	View           // the customary window and start, and the minimum if known
}

var _ objective.Curved = (*Formula)(nil)

// Parse compiles a formula. The parameters give values to the names in the text; "n" is
// the dimension. Parse returns an *Error for a mistake in the text, a *ParamError for one
// in the parameters.
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

// Func returns the value at x.
func (f *Formula) Func(x []float64) float64 { return f.value(x) }

// Grad writes the gradient at x into dst.
func (f *Formula) Grad(dst, x []float64) { f.gradient(dst, x) }

// Hess writes the Hessian at x into dst.
func (f *Formula) Hess(dst *mat.SymDense, x []float64) { f.hessian(dst, x) }

// Operations returns the number of the program's instructions.
func (f *Formula) Operations() int { return len(f.code) }

// HasKinks reports whether some instruction may have a kink.
func (f *Formula) HasKinks() bool {
	return slices.ContainsFunc(f.code, func(in instr) bool { return in.mayKink() })
}

// Meta states no infimum, and no critical point but the View's minimum.
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
