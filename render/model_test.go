package render

import (
	"math"
	"slices"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/render/sheet"
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

// A bowl is drawn up to the loss at x0, and with at least three lines; a model that is none
// at all levels. A run that is the single step to its centre needs no second arrow.
func TestModelLevels(t *testing.T) {
	all := []float64{1, 4, 9, 16, 25, 36}
	bowl := newQuadratic(surfaces.Ravine{Kappa: 25}, []float64{4, 1}) // 20.5
	if got := bowl.levels(all); len(got) != 4 {
		t.Errorf("levels up to 20.5: %v", got)
	}
	if got := newQuadratic(surfaces.Ravine{Kappa: 25}, []float64{1, 0}).levels(all); len(got) != 3 {
		t.Errorf("the fewest levels: %v", got)
	}
	if got := newQuadratic(surfaces.DoubleWell{}, []float64{0.3, 1}).levels(all); len(got) != len(all) {
		t.Errorf("levels of a saddle: %v", got)
	}
	newton := Track{Path: optimizers.Trajectory{Dim: 2, X: []float64{4, 1, 0, 0}, Loss: []float64{20.5, 0}, Every: 1, Last: 1}}
	sc := Scene{Steps: 1, Tracks: []Track{newton}}
	if !bowl.isStep(sc) {
		t.Error("Newton's step is not seen")
	}
	if newton.Path.X[2] = 1; bowl.isStep(sc) {
		t.Error("another step counts as Newton's")
	}
}

// The dashed lines of a model have a name in the picture.
func TestModelIsNamed(t *testing.T) {
	style := sheet.DefaultStyle()
	style.Audit = &sheet.Audit{}
	if _, err := Model(Scene{Surface: surfaces.Rosenbrock{N: 2, B: 100}, Steps: 1}, style); err != nil {
		t.Fatal(err)
	}
	if want := "quadratic model"; !slices.Contains(style.Audit.Texts, want) {
		t.Errorf("no text %q in %q", want, style.Audit.Texts)
	}
}
