package surfaces_test

import (
	"fmt"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces"
)

// Newton's method on Himmelblau's function, and what is known about where it ends.
func Example() {
	var f surfaces.Himmelblau
	x := []float64{4, 3}
	gradient := mat.NewVecDense(2, nil)
	hessian := mat.NewSymDense(2, nil)
	for range 6 {
		f.Grad(gradient.RawVector().Data, x)
		f.Hess(hessian, x)
		var step mat.VecDense
		if err := step.SolveVec(hessian, gradient); err != nil {
			fmt.Println(err)
			return
		}
		x[0] -= step.AtVec(0)
		x[1] -= step.AtVec(1)
	}
	fmt.Printf("f = %s\n", f.Meta().Formula)
	fmt.Printf("Newton: f(%.6f, %.6f) = %.6f\n", x[0], x[1], f.Func(x))
	for _, p := range f.Meta().Points[:4] {
		fmt.Printf("%v: f(%.6f, %.6f) = %v\n", p.Kind, p.X[0], p.X[1], p.Value)
	}
	// Output:
	// f = (x^2 + y - 11)^2 + (x + y^2 - 7)^2
	// Newton: f(3.000000, 2.000000) = 0.000000
	// minimum: f(3.000000, 2.000000) = 0
	// minimum: f(3.584428, -1.848127) = 0
	// minimum: f(-3.779310, -3.283186) = 0
	// minimum: f(-2.805118, 3.131313) = 0
}
