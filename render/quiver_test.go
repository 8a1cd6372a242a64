package render

import (
	"image/color"
	"math"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
)

// arrowheads are the tips and directions of the arrowheads of a colour.
func arrowheads(f Figure, c color.RGBA) (tips []vg.Point, angles []float64) {
	for _, m := range f.Marks {
		if m.Color != c || m.Width > 0 || len(m.Path) != 5 {
			continue // not a closed shape of four corners
		}
		tip, notch := m.Path[0].Pos, m.Path[2].Pos
		tips = append(tips, tip)
		angles = append(angles, math.Atan2(float64(tip.Y-notch.Y), float64(tip.X-notch.X)))
	}
	return tips, angles
}

// firstOf is a track without a path that has a first step.
func firstOf(r optimizers.Run) Track {
	return Track{Optimizer: optimizers.Adam{}, Label: "Adam", Path: optimizers.Trajectory{Dim: 2}, First: r.FirstStep}
}

// Adam's arrows go along the diagonals; where a rule cannot step there is none;
// without a rule they show steepest descent.
func TestArrows(t *testing.T) {
	bowl := surfaces.Sphere{N: 2}
	sc := Scene{Surface: bowl, Window: surfaces.Window{{-5, 5}, {-5, 5}}}
	f, err := Quiver(sc, sheet.DefaultStyle())
	if err != nil {
		t.Fatal(err)
	}
	all, _ := arrowheads(f, sheet.MapArrow.OnMap)
	if len(all) < 200 {
		t.Fatalf("%d arrows of steepest descent", len(all))
	}
	sc.Tracks = []Track{firstOf(optimizers.Run{F: bowl, Optimizer: optimizers.NewAdam(), LR: 0.1, Steps: 9})}
	if f, err = Quiver(sc, sheet.DefaultStyle()); err != nil {
		t.Fatal(err)
	}
	tips, angles := arrowheads(f, sc.styles(sheet.New(sheet.DefaultStyle()))[0].Bright)
	if len(tips) < len(all)/2 { // a legend may take room
		t.Errorf("%d arrows of Adam, %d of the gradient", len(tips), len(all))
	}
	for _, a := range angles {
		if off := math.Abs(math.Mod(math.Abs(a), math.Pi/2) - math.Pi/4); off > 1e-3 {
			t.Errorf("an arrow of Adam at an angle of %v", a)
		}
	}
	sc.Tracks[0].First = func(x []float64) ([]float64, bool) { return []float64{1, 0}, x[0] > 0 }
	if f, err = Quiver(sc, sheet.DefaultStyle()); err != nil {
		t.Fatal(err)
	}
	if half, _ := arrowheads(f, sc.styles(sheet.New(sheet.DefaultStyle()))[0].Bright); len(half) != len(tips)/2 {
		t.Errorf("%d arrows in half of the window, %d in all of it", len(half), len(tips))
	}
}

func TestArrowNote(t *testing.T) {
	step := func([]float64) ([]float64, bool) { return nil, false }
	sc := Scene{Surface: surfaces.Sphere{N: 2}, Tracks: []Track{{Label: "SGD"}}}
	for i, want := range []string{"arrows along $-∇f$", "arrows along the first step of SGD", "arrows along each rule’s first step"} {
		switch i {
		case 1:
			sc.Tracks[0].First = step
		case 2:
			sc.Tracks = append(sc.Tracks, Track{Label: "Adam", First: step})
		}
		if got := arrowNote(words.English, sc.flows(sc.styles(sheet.New(sheet.DefaultStyle())))); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// No arrow lies under a name beside a path.
func TestArrowsKeepOffNames(t *testing.T) {
	track := Track{Label: "gradient descent", Path: rows(3, 1, 2)}
	track.Path.X, track.Path.Verdict.Outcome = []float64{-3, -3, 0, -1, 3, 2}, optimizers.Descending
	sc := Scene{Surface: surfaces.Sphere{N: 2}, Window: surfaces.Window{{-5, 5}, {-5, 5}}, Steps: 2, Tracks: []Track{track}}
	style := sheet.DefaultStyle()
	style.Audit = &sheet.Audit{}
	f, err := Quiver(sc, style)
	if err != nil {
		t.Fatal(err)
	}
	names := style.Audit.Layouts[0].Labels
	if len(names) != 1 {
		t.Fatalf("%d names on the map", len(names))
	}
	tips, _ := arrowheads(f, sheet.MapArrow.OnMap)
	if len(tips) < 200 {
		t.Errorf("%d arrows", len(tips))
	}
	for _, tip := range tips {
		if polyline.Inside(tip, names[0].Box) {
			t.Errorf("an arrow at %v under the name in %v", tip, names[0].Box)
		}
	}
}
