package surfaces

import "github.com/optviz/optviz/optimizers/objective"

// Coster is a surface that reports the cost of one value, in multiplications or the like:
// a plane through a network's parameters costs as much as the network.
type Coster interface{ Cost() int }

// CostOf returns a surface's Cost. For a loss over examples that is not a Coster it
// returns the number of examples times the number of parameters, and 0 for other
// surfaces.
func CostOf(f Surface) int {
	if c, ok := f.(Coster); ok {
		return c.Cost()
	}
	if sum, ok := objective.As[objective.FiniteSum](f); ok {
		return sum.NumExamples() * f.Meta().Dim
	}
	return 0
}

// Computed is a surface that reports how its values are computed. The search for critical
// points bounds its time by the number of operations, so that it finds the same on any
// machine.
type Computed interface {
	Operations() int // number of arithmetic operations and function calls for one value
	HasKinks() bool  // whether there may be places at which Grad jumps
}

// OperationsOf returns the number of operations for one value of f: 2 where f is not
// Computed.
func OperationsOf(f Surface) int {
	const usual = 2
	if c, ok := f.(Computed); ok {
		return max(1, c.Operations())
	}
	return usual
}

// HasKinks reports whether the gradient of f may jump somewhere. Only a Computed surface
// can rule this out.
func HasKinks(f Surface) bool {
	c, ok := f.(Computed)
	return !ok || c.HasKinks()
}
