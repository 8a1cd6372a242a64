package optimizers_test

import (
	"context"
	"fmt"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/surfaces"
)

// Adam on Rosenbrock, with a warm-up and a cosine.
func Example() {
	rosenbrock := surfaces.Rosenbrock{N: 2, B: 100}
	adam := optimizers.NewAdam()
	adam.Beta2 = 0.99
	run := optimizers.Run{
		F:         rosenbrock,
		Optimizer: adam,
		LR:        0.3,
		Schedule:  schedules.Warmup{Steps: 20, Then: schedules.Cosine{}},
		Start:     []float64{-1.5, 2},
		Steps:     2000,
	}
	path, err := run.Trace(context.Background())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, k := range []int{0, 20, 200, 2000} {
		fmt.Printf("step %d: %.2f\n", k, path.At(k))
	}
	fmt.Println(path.Verdict)
	// Output:
	// step 0: [-1.50 2.00]
	// step 20: [-1.34 1.93]
	// step 200: [0.82 0.67]
	// step 2000: [1.00 1.00]
	// converged to the minimum (1, 1)
}
