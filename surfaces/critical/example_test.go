package critical_test

import (
	"context"
	"fmt"

	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/critical"
)

// All critical points of the three-hump camel in a window.
func ExampleFind() {
	found, err := critical.Find(context.Background(), surfaces.ThreeHumpCamel{}, [][2]float64{{-3, 3}, {-3, 3}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range found.Points {
		fmt.Printf("%-8v %.4f at %.4f\n", p.Kind, p.Value, p.X)
	}
	// Output:
	// minimum  0.0000 at [0.0000 0.0000]
	// minimum  0.2986 at [-1.7476 0.8738]
	// minimum  0.2986 at [1.7476 -0.8738]
	// saddle   0.8774 at [-1.0705 0.5353]
	// saddle   0.8774 at [1.0705 -0.5353]
}
