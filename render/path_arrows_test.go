package render

import (
	"context"
	"math"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// onRavine returns a run in a ravine with arrows along it, and its map.
func onRavine(t *testing.T, rule optimizers.Optimizer) (Scene, *sheet.Sheet, landscape.Plane) {
	t.Helper()
	ravine := surfaces.Ravine{Kappa: 25, Angle: 30}
	run := optimizers.Run{F: ravine, Optimizer: rule, LR: 0.02, Start: []float64{-4, 1}, Steps: 100}
	path, err := run.Trace(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	sc := Scene{Surface: ravine, Steps: 100, Tracks: []Track{{Optimizer: rule, Label: "run", Path: path}}, ArrowsAlong: true}
	s := sheet.New(sheet.DefaultStyle())
	return sc, s, landscape.NewPlane(vg.Rectangle{Max: vg.Point{X: 300, Y: 300}}, ravine.Meta().Window)
}

// turn returns the angle between two arrows.
func turn(a, b []vg.Point) float64 {
	u, v := a[1].Sub(a[0]), b[1].Sub(b[0])
	return math.Abs(math.Atan2(float64(u.X*v.Y-u.Y*v.X), float64(u.X*v.X+u.Y*v.Y)))
}

// The steps of gradient descent go along -grad f; those of momentum only at the start.
func TestArrowsAlongPath(t *testing.T) {
	sc, s, p := onRavine(t, optimizers.SGD{})
	arrows := sc.pathArrows(s, p)
	if len(arrows) < 3 || arrows[0].row != 0 {
		t.Fatalf("arrows at %v", arrows)
	}
	for _, a := range arrows {
		if turn(a.step, a.gradient) > 1e-6 {
			t.Errorf("at step %d gradient descent leaves the gradient by %g", a.row, turn(a.step, a.gradient))
		}
		x, g := sc.Tracks[0].Path.At(a.row), make([]float64, 2)
		sc.Surface.Grad(g, x)
		to := p.At(x[0]-g[0], x[1]-g[1])
		if turn(a.gradient, []vg.Point{p.At(x[0], x[1]), to}) > 1e-6 && math.Hypot(g[0], g[1]) < 3 {
			t.Errorf("at step %d the arrow does not go along -grad f", a.row)
		}
	}
	sc, s, p = onRavine(t, optimizers.Momentum{Momentum: 0.9})
	arrows, most := sc.pathArrows(s, p), 0.0
	for _, a := range arrows {
		most = max(most, turn(a.step, a.gradient))
	}
	if turn(arrows[0].step, arrows[0].gradient) > 1e-6 || most < 1 {
		t.Errorf("momentum turns %g at the start and at most %g", turn(arrows[0].step, arrows[0].gradient), most)
	}
}

// No two iterates have arrows that touch, and each arrow lies on the map.
func TestArrowsAlongPathApart(t *testing.T) {
	sc, s, p := onRavine(t, optimizers.Momentum{Momentum: 0.9})
	arrows := sc.pathArrows(s, p)
	for i, a := range arrows {
		for _, b := range arrows[:i] {
			for _, box := range a.boxes(s) {
				if sheet.Overlaps(box, b.boxes(s)) {
					t.Fatalf("the arrows of steps %d and %d touch", a.row, b.row)
				}
			}
		}
		if tip := a.step[1]; tip.X < 0 || tip.X > 300 || tip.Y < 0 || tip.Y > 300 {
			t.Errorf("the arrow of step %d leaves the map", a.row)
		}
	}
	sc.Tracks[0].Path, _ = optimizers.Run{F: sc.Surface, Optimizer: optimizers.SGD{}, LR: 0.1, Start: []float64{0, 0}, Steps: 3}.Trace(context.Background())
	if got := sc.pathArrows(s, p); got != nil {
		t.Errorf("a run that does not move has arrows %v", got)
	}
}

// The arrow of a step ends at the next iterate, or before where the step is long; only that of a very
// short step goes further.
func TestStepArrowNoLongerThanStep(t *testing.T) {
	sc, s, p := onRavine(t, optimizers.Momentum{Momentum: 0.9})
	asLong := 0
	for _, a := range sc.pathArrows(s, p) {
		x, next := sc.Tracks[0].Path.At(a.row), sc.Tracks[0].Path.At(a.row+1)
		step := polyline.Length([]vg.Point{p.Far(x[0], x[1]), p.Far(next[0], next[1])})
		want := min(max(step, leastStepArrow*s.MarkUnit()), stepArrow*s.MarkUnit())
		if got := polyline.Length(a.step); math.Abs(float64(got-want)) > 1e-6 {
			t.Errorf("the arrow of step %d is %v long, the step %v", a.row, got, step)
		}
		if want == step {
			asLong++
		}
	}
	if asLong == 0 {
		t.Error("no step of a length between the bounds has an arrow")
	}
}
