package render

import (
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/terrain"
	"github.com/optviz/optviz/surfaces"
)

// An inset covers neither the part that it shows nor, where there is room, the runs, and the lines to
// it cross neither.
func TestInsetPlace(t *testing.T) {
	sc, s, p := onRavine(t, optimizers.Momentum{Momentum: 0.9})
	for _, in := range []Inset{
		{Window: surfaces.Window{{-0.5, 0.5}, {-0.5, 0.5}}}, {Window: surfaces.Window{{3, 4.5}, {3, 4.5}}},
		{Window: surfaces.Window{{-4.8, -3}, {4, 4.9}}}, {Window: surfaces.Window{{-0.5, 0.5}, {-0.5, 0.5}}, Corner: sheet.TopLeft, Size: 0.3},
	} {
		sc.Inset = &in
		plan, ok := sc.planInset(s, p)
		if !ok || sheet.Overlaps(plan.plate, []vg.Rectangle{plan.marked}) || !sheet.Within(plan.plate, p.Rectangle, 0) || !sheet.Within(plan.plane.Rectangle, plan.plate, 0) {
			t.Errorf("%v: placed at %+v", in, plan)
		}
		if n := polyline.CountInside(sc.insetObstacles(s, p), plan.plate); n > 0 {
			t.Errorf("%v: covers %d points", in, n)
		}
		lines := plan.leaders()
		if len(lines) == 0 || len(lines) > 2 {
			t.Errorf("%v: %d lines lead to it", in, len(lines))
		}
		if in.Corner == sheet.TopLeft && (plan.plate.Min.X > 20 || plan.plate.Max.Y < 280) {
			t.Errorf("the upper left corner is at %v", plan.plate)
		}
		if wide, high := plan.plane.Width(), plan.plane.Height(); math.Abs(float64(wide/high)-(in.Window[0][1]-in.Window[0][0])/(in.Window[1][1]-in.Window[1][0])) > 1e-9 {
			t.Errorf("%v is drawn %g by %g", in, wide, high)
		}
	}
}

// An inset without a size has the usual one where there is room, and is smaller where it would cover the
// part that it shows; names keep off it and its part.
func TestInsetSize(t *testing.T) {
	sc, s, p := onRavine(t, optimizers.Momentum{Momentum: 0.9})
	sc.ArrowsAlong = false
	for _, c := range []struct {
		part   surfaces.Window
		tracks []Track
		usual  bool
	}{{surfaces.Window{{3, 4}, {3, 4}}, nil, true}, {surfaces.Window{{-0.5, 0.5}, {-0.5, 0.5}}, sc.Tracks, false}, {surfaces.Window{{-1.5, 1.5}, {-1.5, 1.5}}, sc.Tracks, false}} {
		sc.Inset, sc.Tracks = &Inset{Window: c.part}, c.tracks
		plan, _ := sc.planInset(s, p)
		size := float64(plan.plane.Width() / p.Width())
		if usual := math.Abs(size-UsualInset) < 1e-9; usual != c.usual || size < 0.25 || size > UsualInset+1e-9 {
			t.Errorf("%v: size %v", c.part, size)
		}
		for _, box := range []vg.Rectangle{plan.plate, plan.marked} {
			names, _ := sc.pathNames(s, p, sc.styles(s))
			for _, n := range names {
				if sheet.Overlaps(sheet.Grown(n.Box(), 2*s.Unit), []vg.Rectangle{box}) {
					t.Errorf("%v: the name %v touches %v", c.part, n.Box(), box)
				}
			}
		}
	}
}

// An inset beside the map stands right of the colour bar, within the room, its top level with the map's, and
// the map is smaller only where both have no room. What stands on the map keeps off the part alone.
func TestInsetBeside(t *testing.T) {
	sc, s, _ := onRavine(t, optimizers.Momentum{Momentum: 0.9})
	for _, c := range []struct {
		room vg.Point
		size float64
		part float64 // of the map's side
		full bool    // the map has the height of the room
	}{{vg.Point{X: 900, Y: 300}, 0, UsualBeside, true}, {vg.Point{X: 900, Y: 300}, 1, 1, true}, {vg.Point{X: 400, Y: 300}, 0, UsualBeside, false}} {
		room := vg.Rectangle{Max: c.room}
		sc.Inset = &Inset{Window: surfaces.Window{{-0.5, 0.5}, {-0.5, 0.5}}, Beside: true, Size: c.size}
		f, p := placeLandscape(s, sc, room)
		in := sc.planeBeside(s, p, f)
		bar := landscape.ColourBarRoom(s, f, p.Height())
		if in.Min.X < p.Max.X+bar || in.Max.Y != p.Max.Y || in.Min.Y < p.Min.Y || in.Max.X > room.Max.X+1e-6 {
			t.Errorf("room %v: map %v, bar %v, inset %v", c.room, p.Rectangle, bar, in.Rectangle)
		}
		if got := float64(in.Height() / p.Height()); math.Abs(got-c.part) > 1e-9 || (p.Height() >= 299) != c.full {
			t.Errorf("room %v: the map is %v high, the inset %v of it, want %v", c.room, p.Height(), got, c.part)
		}
		if boxes := sc.insetBoxes(s, p); len(boxes) != 1 || boxes[0] != sc.Inset.marked(p) {
			t.Errorf("boxes on the map: %v", boxes)
		}
	}
}

// Where the curves stand beside the map, the inset stands above them and leaves them the larger part.
func TestInsetAboveCurves(t *testing.T) {
	_, s, p := onRavine(t, optimizers.Momentum{Momentum: 0.9})
	body := vg.Rectangle{Min: vg.Point{X: 400}, Max: vg.Point{X: 600, Y: 300}}
	for _, window := range []surfaces.Window{{{-0.5, 0.5}, {-0.5, 0.5}}, {{-0.5, 0.5}, {-0.1, 0.1}}, {{-0.1, 0.1}, {-0.5, 0.5}}, {{-4, 4}, {-0.00001, 0.00001}}} {
		in, rest := Inset{Window: window, Beside: true}.planeAboveCurves(s, p, body, 30)
		if in.Max.Y != body.Max.Y || in.Min.X < body.Min.X || in.Max.X > body.Max.X+1e-6 || in.Min.Y <= rest.Max.Y || rest.Min != body.Min || rest.Max.X != body.Max.X {
			t.Errorf("%v: inset %v, curves %v", window, in.Rectangle, rest)
		}
		if rest.Size().Y < body.Size().Y/2-40*s.Unit {
			t.Errorf("%v: the curves have %v of %v", window, rest.Size().Y, body.Size().Y)
		}
	}
}

// A part keeps the colours of the map where they show something, and has its own near the minimum.
func TestInsetColours(t *testing.T) {
	ravine := surfaces.Ravine{Kappa: 25, Angle: 30}
	whole := terrain.Sample(ravine, ravine.Meta(), ravine.Meta().Window, 400, 400)
	part, own := terrain.SampleZoomed(ravine, ravine.Meta(), surfaces.Window{{-2, 2}, {-2, 2}}, 200, 200, whole)
	if own || !slices.Equal(part.Levels, whole.Levels) || part.Bar != whole.Bar || part.X1 != 2 {
		t.Errorf("a wide part has the levels %v of its own", part.Levels)
	}
	part, own = terrain.SampleZoomed(ravine, ravine.Meta(), surfaces.Window{{-1e-3, 1e-3}, {-1e-3, 1e-3}}, 200, 200, whole)
	if !own || part.Levels[len(part.Levels)-1] > 1e-4 {
		t.Errorf("a narrow part has the levels %v", part.Levels)
	}
}

func TestInsetRefused(t *testing.T) {
	sc, _, _ := onRavine(t, optimizers.SGD{})
	for _, c := range []struct {
		inset Inset
		want  string
	}{
		{Inset{}, "no window"},
		{Inset{Window: surfaces.Window{{1, 0}, {0, 1}}}, "has no width"},
		{Inset{Window: surfaces.Window{{0, math.NaN()}, {0, 1}}}, "has no width"},
		{Inset{Window: surfaces.Window{{0, 6}, {0, 1}}}, "from 0 to 6 is not within the map's"},
		{Inset{Window: sc.window()}, "that of the whole map"},
		{Inset{Window: surfaces.Window{{0, 1}, {0, 1}}, Corner: "middle"}, `unknown corner "middle"`},
		{Inset{Window: surfaces.Window{{0, 1}, {0, 1}}, Size: 0.9}, "size 0.9, must be in [0.1,0.7]"},
		{Inset{Window: surfaces.Window{{0, 1}, {0, 1}}, Size: 1.1, Beside: true}, "size 1.1, must be in [0.1,1]"},
		{Inset{Window: surfaces.Window{{0, 1}, {0, 1}}, Corner: sheet.TopLeft, Beside: true}, `beside the map, not in its corner "top-left"`},
		{Inset{Window: surfaces.Window{{-4, 4}, {-4, 4}}}, "it covers the part that it shows"},
	} {
		sc.Inset = &c.inset
		if _, err := Trajectory(sc, sheet.DefaultStyle()); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: error %v", c.inset, err)
		}
	}
}

// A view whose layout leaves no room beside its maps refuses an inset there.
func TestInsetNoRoomBeside(t *testing.T) {
	sc, _, _ := onRavine(t, optimizers.SGD{})
	sc.ArrowsAlong = false
	sc.Inset = &Inset{Window: surfaces.Window{{0, 1}, {0, 1}}, Beside: true}
	if _, err := Panels(sc, sheet.DefaultStyle()); err == nil || err.Error() != "inset: this view has no room beside its map" {
		t.Errorf("panels: error %v", err)
	}
	if _, err := Trajectory(sc, sheet.DefaultStyle()); err != nil {
		t.Error(err)
	}
}

// Both maps of a film show the run as far as it has come.
func TestInsetInFilm(t *testing.T) {
	sc, _, _ := onRavine(t, optimizers.Momentum{Momentum: 0.9})
	sc.ArrowsAlong = false
	trails := func() int {
		f, err := View{Name: "trajectory", Draw: Trajectory}.Film(sc, sheet.DefaultStyle())
		if err != nil {
			t.Fatal(err)
		}
		return len(f.Trails)
	}
	one := trails()
	sc.Inset = &Inset{Window: surfaces.Window{{-0.5, 0.5}, {-0.5, 0.5}}}
	if two := trails(); one != 1 || two != 2 {
		t.Errorf("%d trails, with an inset %d", one, two)
	}
}
