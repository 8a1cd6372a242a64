// Package penalty adds a penalty on large parameters to a surface. A surface comes in and
// a surface goes out, which implements what the first one does, where a penalty allows
// it. A further interface of package objective that a penalty can keep becomes a case of
// the As method.
package penalty

import (
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/number"
)

// Add adds a penalty on large parameters to f,
//
//	f(x) + l2/2 |x|^2 + l1 |x|_1,
//
// with l1 and l2 at least 0 (Hoerl and Kennard 1970; Tibshirani 1996). The penalty counts
// once and not once an example: a batch has all of it. At a kink of |x_i| the gradient takes
// the subgradient 0, and the Hessian leaves l1 out.
//
// objective.As finds in the result what f implements of Curved, the finite sums, masks,
// Fitted, Layered and Validated. The validation loss has no penalty, because it measures
// the model alone. The result is no sum of squares, and its Meta lists no critical
// points. Without a penalty Add returns f itself.
func Add(f surfaces.Surface, l1, l2 float64) surfaces.Surface {
	if l1 == 0 && l2 == 0 {
		return f
	}
	return penalised{f, penalty{l1, l2}}
}

// Without returns the surface to which Add added penalties, and any other surface itself.
func Without(f surfaces.Surface) surfaces.Surface {
	if p, ok := f.(penalised); ok {
		return p.f
	}
	return f
}

// penalty is l2/2 |x|^2 + l1 |x|_1.
type penalty struct{ l1, l2 float64 }

func (p penalty) at(x []float64) float64 {
	var squares, sizes float64
	for _, t := range x {
		squares += t * t
		sizes += math.Abs(t)
	}
	sum := 0.0
	if p.l2 > 0 { // 0 times Inf is NaN
		sum += p.l2 / 2 * squares
	}
	if p.l1 > 0 {
		sum += p.l1 * sizes
	}
	return sum
}

func (p penalty) addGrad(dst, x []float64) {
	for i, t := range x {
		slope := 0.0
		if t != 0 {
			slope = math.Copysign(p.l1, t)
		}
		dst[i] += p.l2*t + slope
	}
}

func (p penalty) addHess(dst *mat.SymDense) {
	for i := range dst.SymmetricDim() {
		dst.SetSym(i, i, dst.At(i, i)+p.l2)
	}
}

// penalised is the surface with its penalty. Its As method passes on what else f
// implements.
type penalised struct {
	f surfaces.Surface
	penalty
}

func (p penalised) Func(x []float64) float64 { return p.f.Func(x) + p.at(x) }

func (p penalised) Grad(dst, x []float64) {
	p.f.Grad(dst, x)
	p.addGrad(dst, x)
}

// Operations adds the operations of the penalty to the operations of f.
func (p penalised) Operations() int { return surfaces.OperationsOf(p.f) + 2*p.f.Meta().Dim }

// Cost returns the cost of f: the penalty adds next to nothing.
func (p penalised) Cost() int { return surfaces.CostOf(p.f) }

// HasKinks reports whether f may have kinks or the penalty contains |x|_1.
func (p penalised) HasKinks() bool { return p.l1 != 0 || surfaces.HasKinks(p.f) }

// norms writes the sum of the squares and of the sizes of a surface's coordinates.
func norms(m surfaces.Meta) (squares, sizes string) {
	args := m.Variables()
	switch {
	case m.Dim == 2:
		return fmt.Sprintf("(%s^2 + %s^2)", args[0], args[1]), fmt.Sprintf("(|%s| + |%s|)", args[0], args[1])
	case len(m.Arguments) == 0:
		return "Σ_i x_i^2", "Σ_i |x_i|"
	case len(args) == 1:
		return "|" + args[0] + "|^2", "|" + args[0] + "|_1"
	}
	squares, sizes = "(|"+strings.Join(args, "|^2 + |")+"|^2)", "(|"+strings.Join(args, "|_1 + |")+"|_1)"
	return squares, sizes
}

func (p penalised) Meta() surfaces.Meta {
	m := p.f.Meta()
	formula, definitions, defined := definitionsOf(m.Formula)
	squares, sizes := norms(m)
	penalties := ""
	if p.l2 > 0 {
		formula += fmt.Sprintf(" + %s %s", number.Format(p.l2/2), squares)
		penalties += ", L2 " + number.Format(p.l2)
	}
	if p.l1 > 0 {
		formula += fmt.Sprintf(" + %s %s", number.Format(p.l1), sizes)
		penalties += ", L1 " + number.Format(p.l1)
	}
	if defined {
		formula += ", " + definitions
	}
	m.Title, m.Penalties, m.Formula = m.Title+penalties, m.Penalties+penalties, formula
	m.Points, m.Infimum = nil, math.NaN()
	return m
}

// definitionsOf splits a formula at the comma before the definitions of its symbols: the
// first comma outside of all brackets, unlike the comma of max(x, y).
func definitionsOf(formula string) (before, after string, defined bool) {
	depth := 0
	for i, c := range formula {
		switch {
		case strings.ContainsRune("([{", c):
			depth++
		case strings.ContainsRune(")]}", c):
			depth--
		case depth == 0 && strings.HasPrefix(formula[i:], ", "):
			return formula[:i], formula[i+2:], true
		}
	}
	return formula, "", false
}
