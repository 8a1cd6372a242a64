package objective_test

import (
	"fmt"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/penalty"
)

// A penalty keeps the Hessian of its surface, and adds its own part. It is no sum of squares.
func ExampleAs() {
	f := penalty.Add(surfaces.Rosenbrock{N: 2, B: 100}, 0, 0.5)
	curved, ok := objective.As[objective.Curved](f)
	fmt.Println("curved:", ok)
	h := mat.NewSymDense(2, nil)
	curved.Hess(h, []float64{1, 1})
	fmt.Println(mat.Formatted(h))
	fmt.Println("sum of squares:", objective.Is[objective.LeastSquares](f))
	// Output:
	// curved: true
	// ⎡802.5   -400⎤
	// ⎣ -400  200.5⎦
	// sum of squares: false
}
