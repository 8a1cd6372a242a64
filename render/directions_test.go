package render

import (
	"math"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// oneStep is a run of a single step.
func oneStep(o optimizers.Optimizer, to ...float64) Track {
	return Track{Optimizer: o, Path: optimizers.Trajectory{Dim: 2, X: append([]float64{1, 1}, to...), Loss: []float64{2, 1}, Every: 1, Last: 1}}
}

// The arrow of a step to a critical point ends before the mark of the point, and another at its
// end.
func TestStepHeads(t *testing.T) {
	p := landscape.NewPlane(vg.Rectangle{Max: vg.Point{X: 400, Y: 400}}, surfaces.Window{{0, 2}, {0, 2}})
	run := []Track{oneStep(optimizers.Newton{}, 1.5, 1.5)}
	for name, c := range map[string]struct {
		points []surfaces.Point
		marked bool
	}{
		"at a saddle": {[]surfaces.Point{{X: []float64{1.5, 1.5}, Kind: surfaces.Saddle}}, true},
		"elsewhere":   {nil, false},
	} {
		s := sheet.New(sheet.DefaultStyle())
		drawStepHeads(s, p, c.points, run, []sheet.LineStyle{sheet.LineStyleAt(0)})
		nearest := vg.Length(math.Inf(1))
		for _, part := range s.Marks[len(s.Marks)-1].Path {
			nearest = min(nearest, polyline.Length([]vg.Point{part.Pos, {X: 300, Y: 300}}))
		}
		if (nearest > 5*s.MarkUnit()) != c.marked {
			t.Errorf("%s: the arrow ends %v from the point", name, nearest)
		}
	}
}

// The angle between gradient descent's step and another is drawn around their start, and not
// between two other rules or in longer runs.
func TestStepAngle(t *testing.T) {
	s := sheet.New(sheet.DefaultStyle())
	p := landscape.NewPlane(vg.Rectangle{Max: vg.Point{X: 400, Y: 400}}, surfaces.Window{{0, 2}, {0, 2}})
	sc := Scene{Steps: 1, Surface: surfaces.Sphere{N: 2}, Tracks: []Track{oneStep(optimizers.SGD{}, 1, 0), oneStep(optimizers.Newton{}, 0, 1)}}
	a, ok := sc.stepAngle(s, p)
	if !ok || math.Abs(math.Abs(a.by)-math.Pi/2) > 1e-12 || a.at != (vg.Point{X: 200, Y: 200}) || a.text.Text != "90°" {
		t.Errorf("%v: %+v", ok, a)
	}
	if b := a.box(); b.Max.X > 200 || b.Max.Y > 200 {
		t.Errorf("the text is at %v, not between the steps", b)
	}
	if got := degreesBetween(oneStep(nil, 2, 1), oneStep(nil, 2, 2)); math.Abs(got-45) > 1e-12 {
		t.Errorf("%v degrees, want 45", got)
	}
	sc.Steps = 2
	if sc.singleSteps() {
		t.Error("two steps count as one")
	}
	sc.Steps, sc.Tracks[0].Optimizer = 1, optimizers.Newton{}
	if _, ok := sc.stepAngle(s, p); ok {
		t.Error("an angle between other rules is drawn")
	}
}
