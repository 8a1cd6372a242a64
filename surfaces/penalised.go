package surfaces

import (
	"fmt"
	"math"
	"strings"
)

// Penalise is f with a penalty on large parameters,
//
//	f(x) + l2/2 |x|^2 + l1 |x|_1,
//
// l1 and l2 at least 0 (Hoerl and Kennard 1970; Tibshirani 1996). The penalty
// counts once, not once an example: that on a batch is the whole. At a kink of
// |x_i| the subgradient 0 is taken, and the Hessian leaves l1 out.
//
// It can do what f can: Curved, a finite sum, one that is random in training, one
// of masks, Fitted, Layered, Validated; the validation loss has no penalty, for it is what
// counts. (It always has the methods of the last two, with nil where f has not. A
// Fitted f that is no sum becomes one of a single example, the whole; a sum that
// is Curved must have the Hessians of batches to stay it, and none is also one of
// masks.) It is no sum of squares. What is known about the critical points of f does not
// hold for it. Without a penalty it is f itself.
func Penalise(f Surface, l1, l2 float64) Surface {
	if l1 == 0 && l2 == 0 {
		return f
	}
	return keep(penalised{f, l1, l2})
}

// penalised is the loss; what else f can do is added by keep.
type penalised struct {
	f      Surface
	l1, l2 float64
}

// Operations are those of f and of the penalty.
func (p penalised) Operations() int { return operationsOf(p.f) + 2*p.f.Meta().Dim }

// Cost returns the cost of f: the penalty adds next to nothing.
func (p penalised) Cost() int { return CostOf(p.f) }

// HasKinks reports whether f has kinks, or |x|_1 counts.
func (p penalised) HasKinks() bool { return p.l1 != 0 || hasKinks(p.f) }

// add is the penalty at x.
func (p penalised) add(x []float64) float64 {
	var squares, sizes float64
	for _, t := range x {
		squares += t * t
		sizes += math.Abs(t)
	}
	sum := 0.0
	if p.l2 > 0 { // 0 times what overflows is NaN
		sum += p.l2 / 2 * squares
	}
	if p.l1 > 0 {
		sum += p.l1 * sizes
	}
	return sum
}

// addSlope adds the gradient of the penalty.
func (p penalised) addSlope(dst, x []float64) {
	for i, t := range x {
		dst[i] += p.l2*t + p.l1*sign(t)
	}
}

func (p penalised) Func(x []float64) float64 { return p.f.Func(x) + p.add(x) }

func (p penalised) Grad(dst, x []float64) {
	p.f.Grad(dst, x)
	p.addSlope(dst, x)
}

// Validation is that of f.
func (p penalised) Validation() Surface {
	if v, ok := p.f.(Validated); ok {
		return v.Validation()
	}
	return nil
}

// Filters are those of f.
func (p penalised) Filters() [][2]int {
	if l, ok := p.f.(Layered); ok {
		return l.Filters()
	}
	return nil
}

func (p penalised) Meta() Meta {
	m := p.f.Meta()
	formula, definitions, defined := definitionsOf(m.Formula)
	if p.l2 > 0 {
		formula += fmt.Sprintf(" + %s %s", number(p.l2/2), planeOr(m.Dim, "(x^2 + y^2)", "Σ_i x_i^2"))
		m.Title += ", L2 " + number(p.l2)
	}
	if p.l1 > 0 {
		formula += fmt.Sprintf(" + %s %s", number(p.l1), planeOr(m.Dim, "(|x| + |y|)", "Σ_i |x_i|"))
		m.Title += ", L1 " + number(p.l1)
	}
	if defined {
		formula += ", " + definitions
	}
	m.Formula = formula
	return unknown(m)
}

// definitionsOf cuts a formula from the definitions of what is in it, which follow
// a comma: one outside of all brackets, not that of max(x, y).
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

// unknown is m of another function on the same coordinates: no critical point of
// it is known.
func unknown(m Meta) Meta {
	m.Points, m.Infimum = nil, math.NaN()
	return m
}
