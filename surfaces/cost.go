package surfaces

import "github.com/optviz/optviz/optimizers/objective"

// Coster is a surface that knows what one of its values costs, in multiplications or the
// like: a plane through a network's parameters, as much as the network.
type Coster interface{ Cost() int }

// CostOf returns a surface's Cost or, of a loss over examples that does not know it, their
// number times that of the parameters. It returns 0 for others.
func CostOf(f Surface) int {
	if c, ok := f.(Coster); ok {
		return c.Cost()
	}
	if sum, ok := objective.As[objective.FiniteSum](f); ok {
		return sum.NumExamples() * f.Meta().Dim
	}
	return 0
}

// Computed is a surface that knows how it is computed. The search for critical points asks
// for it: the number of operations bounds its time, so that it finds the same on any machine.
type Computed interface {
	Operations() int // how many arithmetic operations or functions one value takes
	HasKinks() bool  // whether there may be places at which Grad jumps
}

// OperationsOf returns how many operations one value of f takes: 2 where f is not Computed.
func OperationsOf(f Surface) int {
	const usual = 2
	if c, ok := f.(Computed); ok {
		return max(1, c.Operations())
	}
	return usual
}

// HasKinks reports whether there may be places at which the gradient of f jumps, which only
// a Computed surface can rule out.
func HasKinks(f Surface) bool {
	c, ok := f.(Computed)
	return !ok || c.HasKinks()
}
