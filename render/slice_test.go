package render

import (
	"math"
	"slices"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/surfaces"
)

func TestSection(t *testing.T) {
	well := surfaces.TiltedDoubleWell{Tilt: 0.1}
	best := well.Meta().Points[0].X
	for _, c := range []struct {
		name       string
		scene      Scene
		from, to   []float64 // where s is 0, and the end of the line
		lo, length float64
	}{
		{"as given", Scene{Surface: well, Line: [2][]float64{{0, 0}, {3, 4}}}, []float64{0, 0}, []float64{3, 4}, -1.25, 5},
		{"to the best minimum", Scene{Surface: well, Tracks: []Track{{Path: optimizers.Trajectory{Dim: 2, X: []float64{best[0], 2}, Loss: []float64{1}}}}},
			[]float64{best[0], 2}, best, -0.5, 2},
		{"along the first axis", Scene{Surface: surfaces.HyperbolicParaboloid{}}, surfaces.HyperbolicParaboloid{}.Meta().Start, nil, -0.5, 2},
		{"one dimension", Scene{Surface: surfaces.Sphere{N: 1}}, []float64{0}, []float64{1}, -5, 1},
	} {
		cut, err := c.scene.section()
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if !slices.Equal(cut.origin, c.from) || math.Abs(cut.lo-c.lo) > 1e-12 || math.Abs(cut.along(c.from)) > 1e-12 {
			t.Errorf("%s: %+v", c.name, cut)
		}
		if c.to != nil && math.Abs(cut.along(c.to)-c.length) > 1e-12 {
			t.Errorf("%s: the end lies at %v, want %v", c.name, cut.along(c.to), c.length)
		}
		losses := cut.sample(c.scene.Surface, 101)
		if want := c.scene.Surface.Func(at(cut, cut.lo)); losses[0] != want {
			t.Errorf("%s: begins with %v, want %v", c.name, losses[0], want)
		}
	}
	for _, bad := range [][2][]float64{{{0, 0}, {0, 0}}, {{0}, {1}}, {{0, 0}, nil}, {{0, 0}, {math.Inf(1), 0}}} {
		if cut, err := (Scene{Surface: well, Line: bad}).section(); err == nil {
			t.Errorf("the line %v gives %+v", bad, cut)
		}
	}
}

func at(c section, s float64) []float64 {
	x := slices.Clone(c.origin)
	for i := range x {
		x[i] += s * c.direction[i]
	}
	return x
}

func TestSliceInOneDimension(t *testing.T) {
	if _, err := Slice(Scene{Surface: surfaces.Sphere{N: 1}, Steps: 3}, DefaultStyle()); err != nil {
		t.Error(err)
	}
}

// TestModelIsTaylor: the model has the surface's value, slope and curvature at
// its origin, and its centre is where Newton's step goes.
func TestModelIsTaylor(t *testing.T) {
	f, x0 := surfaces.Himmelblau{}, []float64{1, 3}
	q := newQuadratic(f, x0)
	if q.at(1, 3) != f.Func(x0) {
		t.Errorf("value %v", q.at(1, 3))
	}
	const h = 1e-3 // the third order of the difference is below 1e-6
	for _, d := range [][2]float64{{h, 0}, {0, h}, {h, h}, {-h, h}} {
		if got, want := q.at(1+d[0], 3+d[1]), f.Func([]float64{1 + d[0], 3 + d[1]}); math.Abs(got-want) > 1e-6 {
			t.Errorf("at %v: %v, the surface has %v", d, got, want)
		}
	}
	x := slices.Clone(x0)
	step, err := optimizers.Newton{}.Start(optimizers.Problem{F: f, X: x, Steps: 1})
	if err != nil {
		t.Fatal(err)
	}
	if err := step.Step(f, x, []float64{1, 1}); err != nil {
		t.Fatal(err)
	}
	if cx, cy, ok := q.centre(); !ok || math.Hypot(cx-x[0], cy-x[1]) > 1e-12 {
		t.Errorf("centre (%v, %v), Newton goes to %v", cx, cy, x)
	}
	if _, _, ok := newQuadratic(surfaces.MonkeySaddle{}, []float64{0, 0}).centre(); ok {
		t.Error("a model without curvature has a centre")
	}
}
