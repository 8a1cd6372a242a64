package formula_test

import (
	"fmt"

	"github.com/optviz/optviz/surfaces/formula"
)

// A formula is a surface with exact derivatives, and a frame finds a window for it.
func Example() {
	f, err := formula.Parse("(x - a)^2 + 10*y^2", map[string]float64{"a": 2})
	if err != nil {
		fmt.Println(err)
		return
	}
	g := make([]float64, 2)
	f.Grad(g, []float64{3, 1})
	fmt.Println(f.Func([]float64{3, 1}), g)
	f = f.With(formula.Frame(f))
	fmt.Printf("%.1f\n", f.Meta().Window)
	// Output:
	// 11 [2 20]
	// [[-1.0 3.0] [-2.0 2.0]]
}
