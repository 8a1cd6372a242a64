package render

import (
	"math"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
)

// The model has the loss's value, slope and curvature where it is made, and its
// centre is where Newton's method steps to; of a quadratic it is the whole.
func TestQuadraticModel(t *testing.T) {
	for _, c := range []struct {
		f         objective.Curved
		x0        []float64
		quadratic bool
	}{
		{surfaces.Rosenbrock{N: 2, B: 100}, []float64{-1.2, 1}, false},
		{surfaces.Himmelblau{}, []float64{0, 0}, false},
		{surfaces.DoubleWell{}, []float64{0.3, 1}, false},
		{surfaces.Ravine{Kappa: 25, Angle: 30}, []float64{-4, 1}, true},
	} {
		q := newQuadratic(c.f, c.x0)
		if q.at(c.x0[0], c.x0[1]) != c.f.Func(c.x0) {
			t.Errorf("%T: the model's value at %v is %v", c.f, c.x0, q.at(c.x0[0], c.x0[1]))
		}
		// What the model leaves out falls with the cube of the distance.
		miss := func(h float64) float64 {
			x := []float64{c.x0[0] + 0.6*h, c.x0[1] - 0.8*h}
			return math.Abs(q.at(x[0], x[1]) - c.f.Func(x))
		}
		if far, near := miss(0.004), miss(0.002); c.quadratic && far > 1e-12 || !c.quadratic && math.Abs(far/near-8) > 0.1 {
			t.Errorf("%T: the model misses by %v, and by %v half as far away", c.f, far, near)
		}
		x, y, ok := q.centre()
		step, can := optimizers.Run{F: c.f, Optimizer: optimizers.Newton{}, LR: 1, Start: c.x0, Steps: 1}.FirstStep(c.x0)
		if !ok || !can || math.Abs(x-c.x0[0]-step[0]) > 1e-12 || math.Abs(y-c.x0[1]-step[1]) > 1e-12 {
			t.Errorf("%T: the centre is (%v, %v), Newton's step %v", c.f, x, y, step)
		}
	}
	if x, y, ok := newQuadratic(surfaces.MonkeySaddle{}, []float64{0, 0}).centre(); ok {
		t.Errorf("a model without curvature has its centre at (%v, %v)", x, y)
	}
}
