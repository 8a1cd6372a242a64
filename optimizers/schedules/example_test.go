package schedules_test

import (
	"fmt"

	"github.com/optviz/optviz/optimizers/schedules"
)

// A warm-up of two steps, and then half a period of a cosine over the eight that are left.
func Example() {
	s := schedules.Warmup{Steps: 2, Then: schedules.Cosine{}}
	rate := s.Start(0.1, 10)
	for k := range 10 {
		fmt.Printf("%.3f ", rate(k, nil))
	}
	// Output: 0.050 0.100 0.100 0.096 0.085 0.069 0.050 0.031 0.015 0.004
}
