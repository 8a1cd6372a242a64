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
