package optimizers_test

import (
	"context"
	"math"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/surfaces"
)

// Steps are counted of runs that diverge later, too: of one and of many, by every metric
// that counts.
func TestCountsOfRunsThatDiverge(t *testing.T) {
	// x = -2 x: |x_k| = 2^k, which overflows; the loss does so at step 512.
	bowl := optimizers.Run{F: surfaces.Vectorize(surfaces.Sphere{N: 1}), Optimizer: optimizers.SGD{}, Steps: 2000}
	wall := bowl // from -0.5 by 1 in each step, into a wall
	wall.F = only{3.2}
	for _, c := range []struct {
		name string
		run  optimizers.Run
		m    optimizers.Metric
		want float64
	}{
		{"passes, and diverges later", bowl, optimizers.Metric{Kind: optimizers.StepsBeyond, Limit: 1000}, 10},
		{"passes where it diverges", bowl, optimizers.Metric{Kind: optimizers.StepsBeyond, Limit: 1e154}, 512},
		{"arrives, and diverges later", bowl, optimizers.Metric{Kind: optimizers.StepsTo, Tol: 1}, 0},
		{"never arrives", bowl, optimizers.Metric{Kind: optimizers.StepsTo, Tol: .1}, math.NaN()},
		{"passes before a wall", wall, optimizers.Metric{Kind: optimizers.StepsBeyond, Limit: 2}, 2},
		{"diverges before it passes", wall, optimizers.Metric{Kind: optimizers.StepsBeyond, Limit: 10}, math.NaN()},
	} {
		variant := optimizers.Variant{LR: 1.5, Start: []float64{1}}
		if c.run.F == (only{3.2}) {
			variant = optimizers.Variant{LR: 1, Start: []float64{-.5}}
		}
		got, err := c.run.Variants(context.Background(), []optimizers.Variant{variant, variant}, c.m, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range got {
			if v := g.Value; !g.Diverged || v != c.want && !(math.IsNaN(v) && math.IsNaN(c.want)) {
				t.Errorf("%s: %v, diverged %v, want %v", c.name, v, g.Diverged, c.want)
			}
		}
	}
}
