package render

import (
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// Tracks of a SharedStyle have one look an optimizer, and no legend but their names at the starts,
// which do not collide.
func TestSharedStyle(t *testing.T) {
	track := func(optimizer optimizers.Optimizer, label string, x ...float64) Track {
		return Track{Optimizer: optimizer, Label: label, Path: optimizers.Trajectory{Dim: 2, X: x, Loss: make([]float64, len(x)/2), Verdict: optimizers.Verdict{Outcome: optimizers.Stalled}}}
	}
	sc := Scene{Surface: surfaces.Sphere{N: 2}, Window: surfaces.Window{{-1, 1}, {-1, 1}}, Steps: 1, SharedStyle: true, Tracks: []Track{
		track(optimizers.Adam{}, "first", 0, 0, -0.5, 0), track(optimizers.SGD{}, "second", 0, 0, 0.5, 0), track(optimizers.NewAdam(), "third", 0, 0.01, -0.5, 0.01), track(optimizers.SGD{}, "far", 3, 3, 2, 3), track(optimizers.SGD{}, "none"),
	}}
	styles := sc.styles(sheet.New(sheet.DefaultStyle()))
	for i, other := range map[int]int{2: 0, 3: 1} {
		if styles[i].Color != styles[other].Color {
			t.Errorf("tracks %d and %d of one optimizer have two colours", i, other)
		}
	}
	if styles[0].Color == styles[1].Color {
		t.Error("two optimizers have one colour")
	}
	if _, err := Trajectory(sc, sheet.DefaultStyle()); err != nil {
		t.Error(err)
	}

	s := sheet.New(sheet.DefaultStyle())
	p := landscape.NewPlane(vg.Rectangle{Max: vg.Point{X: 400, Y: 400}}, sc.Window)
	nameStarts(s, p, sc)
	var boxes []vg.Rectangle
	for _, m := range s.Marks {
		if m.Color != sheet.MapInk.OnMap || m.Width > 0 { // the edge of a name
			continue
		}
		box := bounds(m.Outline())
		if sheet.Overlaps(box, boxes) {
			t.Errorf("a name at %v is above another", box)
		}
		boxes = append(boxes, box)
	}
	if len(boxes) != 3 || boxes[0].Min.X < 200 || boxes[1].Max.X > 200 {
		t.Errorf("names at %v, want 3: right of the first start, left of the second", boxes)
	}
}

// bounds is the box of a path's corners.
func bounds(path vg.Path) vg.Rectangle {
	box := vg.Rectangle{Min: path[0].Pos, Max: path[0].Pos}
	for _, c := range path {
		if c.Type == vg.CloseComp {
			continue
		}
		box.Min = vg.Point{X: min(box.Min.X, c.Pos.X), Y: min(box.Min.Y, c.Pos.Y)}
		box.Max = vg.Point{X: max(box.Max.X, c.Pos.X), Y: max(box.Max.Y, c.Pos.Y)}
	}
	return box
}
