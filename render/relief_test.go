package render

import (
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// wall is a landscape that is flat but for a wall across it at y = 0.
type wall struct{ surfaces.Sphere }

func (wall) Func(x []float64) float64 {
	return math.Exp(-x[1] * x[1] / 0.005)
}

func (w wall) Meta() surfaces.Meta {
	m := w.Sphere.Meta()
	m.Infimum, m.Points = math.NaN(), nil // heights even in the loss
	return m
}

func reliefOf(f surfaces.Surface) relief {
	r := newRelief(Scene{Surface: f, Window: surfaces.Window{{-1, 1}, {-1, 1}}})
	r.fit(vg.Rectangle{Max: vg.Point{X: 300, Y: 200}})
	return r
}

func TestReliefHides(t *testing.T) {
	r := reliefOf(wall{surfaces.Sphere{N: 2}})
	for _, c := range []struct {
		u, v float64
		seen bool
	}{
		{0, -0.5, true},    // before the wall
		{0, 0, true},       // on its crest
		{0, 0.25, false},   // behind it
		{0, 0.95, true},    // so far behind that the ray passes over it
		{-0.95, 0.3, true}, // behind it, but the ray leaves the window beside it
	} {
		if got := r.seen(c.u, c.v); got != c.seen {
			t.Errorf("(%v, %v): seen is %v", c.u, c.v, got)
		}
	}
	bowl := reliefOf(surfaces.Sphere{N: 2})
	if !bowl.seen(0, 0) {
		t.Error("the bottom of a bowl is not seen")
	}
}

func TestReliefHeights(t *testing.T) {
	for _, f := range []surfaces.Surface{
		surfaces.Sphere{N: 2}, wall{surfaces.Sphere{N: 2}}, surfaces.HyperbolicParaboloid{}, constant{surfaces.Sphere{N: 2}, 7}, constant{surfaces.Sphere{N: 2}, math.Inf(1)},
	} {
		r := reliefOf(f)
		lowest, highest := math.Inf(1), math.Inf(-1)
		for j := range r.NY {
			for i := range r.NX {
				h := r.heights[j*r.NX+i]
				lowest, highest = math.Min(lowest, h), math.Max(highest, h)
				if p := r.node(i, j); !(p.X > -1e-6 && p.X < 300+1e-6 && p.Y > -1e-6 && p.Y < 200+1e-6) {
					t.Fatalf("%T: node (%d, %d) lies at %v, outside of the box", f, i, j, p)
				}
			}
		}
		if _, flat := f.(constant); !flat && (lowest != 0 || math.Abs(highest-reliefHeight) > 1e-12) {
			t.Errorf("%T: heights from %v to %v", f, lowest, highest)
		}
		if at := r.at(side(5, r.NX), side(7, r.NY)); math.Abs(at-r.heights[7*r.NX+5]) > 1e-12 {
			t.Errorf("%T: interpolated %v at a node of height %v", f, at, r.heights[7*r.NX+5])
		}
	}
}

// constant is a landscape of one value.
type constant struct {
	surfaces.Sphere
	value float64
}

func (c constant) Func([]float64) float64 { return c.value }

// A viewpoint turns the relief: from behind, the corner that was farthest is nearest, and
// what a wall hid is seen. From above nothing hides anything.
func TestViewpoint(t *testing.T) {
	from := func(azimuth, elevation float64) relief {
		r := newRelief(Scene{Surface: wall{surfaces.Sphere{N: 2}}, Window: surfaces.Window{{-1, 1}, {-1, 1}}, Viewpoint: &Viewpoint{azimuth, elevation}})
		r.fit(vg.Rectangle{Max: vg.Point{X: 300, Y: 200}})
		return r
	}
	front, behind, above := from(28, 52), from(208, 52), from(28, 90)
	if a, b := front.corner(foremost), behind.corner(foremost); a != [2]float64{-1, -1} || b != [2]float64{1, 1} {
		t.Errorf("nearest corners %v and %v", a, b)
	}
	if front.seen(0, 0.25) || !behind.seen(0, 0.25) || !above.seen(0, 0.25) {
		t.Errorf("behind the wall: seen from the front %v, from behind %v, from above %v", front.seen(0, 0.25), behind.seen(0, 0.25), above.seen(0, 0.25))
	}
	for _, r := range []relief{front, behind, above} {
		if at := r.corner(leftmost); r.project(at[0], at[1], 0).X > r.project(-at[0], -at[1], 0).X {
			t.Errorf("%v is not leftmost", at)
		}
		if _, ok := r.onFloor(r.corner(foremost)[0], r.corner(foremost)[1]); !ok {
			t.Error("the nearest corner of the floor is hidden")
		}
	}
}

// The length of a line on the floor does not depend on what hides the floor.
func TestFlatLength(t *testing.T) {
	r := relief{scale: 10}
	r.sin, r.cos = 0, 1
	r.rise, r.flat = 0.6, 0.8
	for _, c := range []struct {
		line [][2]float64
		want float64
	}{
		{[][2]float64{{0, 0}, {1, 0}}, 1},
		{[][2]float64{{0, 0}, {0, 1}}, 0.6},
		{[][2]float64{{0, 0}, {1, 0}, {1, 1}}, 1.6},
		{[][2]float64{{0, 0}}, 0},
	} {
		if got := r.flatLength(c.line); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%v: %v, want %v", c.line, got, c.want)
		}
	}
}

// The scale of heights tells how deep a relief is, also where it has room for two numbers only.
func TestHeightsAreTold(t *testing.T) {
	style := sheet.DefaultStyle()
	style.Theme, style.Width, style.Audit = sheet.MustTheme("slides"), 800, &sheet.Audit{}
	if _, err := Surface3D(Scene{Surface: surfaces.Easom{}, Window: surfaces.Window{{-0.8, 4.9}, {-0.8, 4.9}}}, style); err != nil {
		t.Fatal(err)
	}
	for _, height := range []string{"0", "−1"} {
		if !slices.Contains(style.Audit.Texts, height) {
			t.Errorf("the heights lack %s: %q", height, style.Audit.Texts)
		}
	}
}

// The name of a run that hardly moves stands clear of the marker around its start.
func TestNameOffStationaryRun(t *testing.T) {
	path := optimizers.Trajectory{Dim: 2, X: []float64{0.1, 0.1, 0.1, 0.1}, Loss: []float64{1, 1}}
	sc := Scene{Surface: surfaces.DoubleWell{}, Steps: 1, Tracks: []Track{{Label: "GD", Path: path}}}
	s, r := sheet.New(sheet.DefaultStyle()), newRelief(sc)
	room := vg.Rectangle{Max: vg.Point{X: 500 * s.Unit, Y: 300 * s.Unit}}
	r.fit(room)
	at, seen := r.onRelief(r.square(0.1, 0.1))
	names, whole := sc.reliefNames(s, r, room, make([]sheet.LineStyle, 1))
	if !seen || !whole {
		t.Fatal("the run or its name does not show")
	}
	if marker := sheet.Around(at, (stationaryReach+3)*s.MarkUnit()); sheet.Overlaps(names[0].Box(), []vg.Rectangle{marker}) {
		t.Errorf("the name at %v touches the marker at %v", names[0].Box(), at)
	}
}

// A relief takes the memory of its picture and little more, however large it is. The painting
// has four pixels for each of the picture, with their depths.
func TestReliefMemory(t *testing.T) {
	style := sheet.DefaultStyle()
	style.Width, style.Height, style.DPI = 2800, 2000, 280
	s, r := sheet.New(style), newRelief(Scene{Surface: surfaces.Himmelblau{}})
	box := vg.Rectangle{Max: vg.Point{X: 10 * vg.Inch, Y: 7 * vg.Inch}}
	r.fit(box)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	drawRelief(s, r, box)
	runtime.ReadMemStats(&after)
	const picture = 4 * 2800 * 1960
	if taken := after.TotalAlloc - before.TotalAlloc; taken > 2*picture {
		t.Errorf("a picture of %d bytes takes %d", picture, taken)
	}
}

// A window so wide that the surface overflows everywhere has no relief.
func TestNoRelief(t *testing.T) {
	for _, value := range []float64{math.Inf(1), math.NaN()} {
		sc := Scene{Surface: constant{surfaces.Sphere{N: 2}, value}, Window: surfaces.Window{{-1, 1}, {-1, 1}}}
		if _, err := Surface3D(sc, sheet.DefaultStyle()); err == nil || !strings.Contains(err.Error(), "no finite values") {
			t.Errorf("%v: %v", value, err)
		}
	}
}
