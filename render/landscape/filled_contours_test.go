package landscape

import (
	"fmt"
	"image/color"
	"maps"
	"math"
	"reflect"
	"slices"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/contour"
	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/internal/wcag"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/formula"
)

func TestPointGroups(t *testing.T) {
	square := func(r float64) surfaces.Window { return surfaces.Window{{-r, r}, {-r, r}} }
	type counts map[string]int
	for _, c := range []struct {
		surface surfaces.Surface
		window  surfaces.Window
		want    counts
	}{
		{surfaces.Rastrigin{N: 2}, square(5.12), counts{"minimum": 1}},
		{surfaces.Rastrigin{N: 2}, square(2.2), counts{"minimum": 1, "local minimum": 24}}, // and 40 saddles
		{surfaces.Rastrigin{N: 2}, square(1.2), counts{"minimum": 1, "local minimum": 8, "saddle": 12, "maximum": 4}},
		{surfaces.Himmelblau{}, square(5), counts{"minimum": 4, "saddle": 4, "maximum": 1}},
		{surfaces.Himmelblau{}, surfaces.Window{{2, 4}, {1, 3}}, counts{"minimum": 1}},
		{surfaces.TiltedDoubleWell{Tilt: 0.1}, square(2), counts{"minimum": 1, "local minimum": 1, "saddle": 1}},
		{surfaces.TiltedDoubleWell{Tilt: 0.1}, surfaces.Window{{0.5, 2}, {-1, 1}}, counts{"local minimum": 1}}, // the global one is elsewhere
		{surfaces.Rosenbrock{N: 2, B: 100}, square(0.5), counts{}},
		{surfaces.Rosenbrock{N: 2, B: 100}, square(1), counts{"minimum": 1}}, // on the border
		{surfaces.HyperbolicParaboloid{}, square(2), counts{"saddle": 1}},
	} {
		m := c.surface.Meta()
		got := counts{}
		for _, g := range PointGroups(m.Points, c.window) {
			got[g.Name] += len(g.Points)
			for _, p := range g.Points {
				if !c.window.Contains(p.X) {
					t.Errorf("%s: %v is among the points in %v", m.Name, p, c.window)
				}
				if g.Name == "minimum" && math.Abs(p.Value-m.Infimum) > 1e-9 {
					t.Errorf("%s: %v is marked as a global minimum", m.Name, p)
				}
			}
		}
		if !maps.Equal(got, c.want) {
			t.Errorf("%s in %v: %v, want %v", m.Name, c.window, got, c.want)
		}
	}
}

// TestPointTitles: the key says how many there are where that is more than a
// glance tells.
func TestPointTitles(t *testing.T) {
	var got []string
	for _, g := range PointGroups(surfaces.Rastrigin{N: 2}.Meta().Points, surfaces.Window{{-2.2, 2.2}, {-2.2, 2.2}}) {
		got = append(got, g.KeyItem(words.English).Name)
	}
	if want := []string{"minimum", "24 local minima"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// Where even bands would leave nearly all of a window in one, and no infimum is known,
// levels are powers of ten, on both sides of 0 where the loss is.
func TestLevelsFollowTheRange(t *testing.T) {
	window := surfaces.Window{{-10, 10}, {-10, 10}}
	for _, c := range []struct {
		formula string
		want    []float64 // the levels, or nil for even ones
	}{
		{"exp(x)*exp(y)", []float64{1e-6, 1e-4, 1e-2, 1, 1e2, 1e4, 1e6, 1e8}},
		{"exp(x)*exp(y)-exp(-x)*exp(-y)", []float64{-1e7, -1e5, -1e3, -10, 0, 10, 1e3, 1e5, 1e7}},
		{"0-exp(x)*exp(y)", nil},
		{"x+y", nil},
		{"x*y", nil},
	} {
		f, err := formula.Parse(c.formula, nil)
		if err != nil {
			t.Fatal(err)
		}
		fl := Sample(f, f.Meta(), window, 200, 200)
		if c.want == nil {
			if c.formula[0] == '0' && fl.Levels[0] > -1e7 || c.formula[0] == 'x' && fl.Warp != nil {
				t.Errorf("%s: levels %v", c.formula, fl.Levels)
			}
			continue
		}
		same := func(a, b float64) bool { return math.Abs(a-b) <= 1e-9*math.Abs(b) }
		if !slices.EqualFunc(fl.Levels, c.want, same) {
			t.Errorf("%s: levels %v, want %v", c.formula, fl.Levels, c.want)
		}
	}
}

// The colour bar of a window that is high above the floor begins at the window's lowest loss, and
// that of a window near the floor at the floor. A loss that is the same everywhere has no bar.
func TestBarFollowsTheWindow(t *testing.T) {
	window := surfaces.Window{{0, 1}, {0, 1}}
	for _, c := range []struct {
		lowest float64 // of a loss that rises by 1, above the floor 0
		from   float64
	}{{0.1, 0}, {1, 1}, {10, 10}} {
		f, err := formula.Parse(fmt.Sprint("x+", c.lowest, "+0*y"), nil)
		if err != nil {
			t.Fatal(err)
		}
		m := f.Meta()
		m.Infimum = 0
		fl := Sample(f, m, window, 100, 100)
		if bar, ok := fl.Bar.(scale.Linear); !ok || math.Abs(bar.Lo-c.from) > 0.02 || fl.flat {
			t.Errorf("from %v: the bar is %v", c.lowest, fl.Bar)
		}
	}
	f, err := formula.Parse("2+0*x+0*y", nil)
	if err != nil {
		t.Fatal(err)
	}
	if !Sample(f, f.Meta(), window, 100, 100).flat {
		t.Error("a plain has a bar")
	}
}

// sampling and cutting the benchmark's field into bands.
func BenchmarkField(b *testing.B) {
	s := surfaces.Rosenbrock{N: 2, B: 100}
	window := surfaces.Window{{-2, 2}, {-1, 3}}
	var regions [][]contour.Loop
	b.ReportAllocs()
	for b.Loop() {
		f := Sample(s, s.Meta(), window, 1600, 1200)
		regions = f.Below(f.Levels)
	}
	if len(regions) < 5 {
		b.Fatalf("%d bands", len(regions))
	}
}

func TestFew(t *testing.T) {
	for _, c := range []struct{ n, want int }{{0, 0}, {1, 1}, {6, 6}, {7, 4}, {12, 6}, {15, 5}} {
		if got := Few(make([]float64, c.n), 6); len(got) != c.want {
			t.Errorf("%d of %d levels, want %d", len(got), c.n, c.want)
		}
	}
}

// Cubic convolution is exact for quadratic functions, and has the value at hand
// beside an infinite one.
func TestRefined(t *testing.T) {
	f := func(x, y float64) float64 { return x*x - 3*x*y + y - 20 }
	grid := func(nx, ny int) contour.Grid {
		g := contour.Grid{NX: nx, NY: ny, X0: -1, X1: 3, Y0: 0, Y1: 2}
		for j := range ny {
			for i := range nx {
				g.Values = append(g.Values, f(Between(g.X0, g.X1, i, nx), Between(g.Y0, g.Y1, j, ny)))
			}
		}
		return g
	}
	got, want := refined(grid(9, 7), 50, 41), grid(50, 41)
	for i, v := range want.Values {
		if math.Abs(got.Values[i]-v) > 1e-12 {
			t.Fatalf("value %d is %v, want %v", i, got.Values[i], v)
		}
	}
	g := grid(9, 7)
	g.Values[3*9+4] = math.Inf(1)
	for i, v := range refined(g, 50, 41).Values {
		if math.IsNaN(v) || math.IsInf(v, -1) {
			t.Fatalf("value %d is %v", i, v)
		}
	}
}

// priced is a surface that says what it costs.
type priced struct {
	surfaces.Himmelblau
	cost int
}

func (p priced) Cost() int { return p.cost }

// A landscape that costs more is sampled coarser, and looks the same.
func TestCostlyLandscape(t *testing.T) {
	for _, c := range []struct {
		cost   float64
		nx, ny int
		want   float64
	}{{0, 600, 400, 0}, {1000, 600, 400, math.Sqrt(0.02)}, {3e6, 400, 400, math.Sqrt(40)}} {
		if got := coarsening(c.cost, c.nx, c.ny); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("at a cost of %g: %v times coarser, want %v", c.cost, got, c.want)
		}
	}
	window := surfaces.Window{{-5, 5}, {-5, 5}}
	fine, coarse := sampled(surfaces.Himmelblau{}, window, 400, 400), sampled(priced{cost: 2_400_000}, window, 400, 400)
	if coarse.NX != fine.NX || coarse.NY != fine.NY {
		t.Fatalf("%d x %d values, want %d x %d", coarse.NX, coarse.NY, fine.NX, fine.NY)
	}
	worst := 0.0
	for i, v := range fine.Values {
		worst = max(worst, math.Abs(coarse.Values[i]-v))
	}
	if worst == 0 || worst > 2 { // of 890 from one end to the other
		t.Errorf("values differ by up to %v, want by a little", worst)
	}
}

// Maps of two windows of one surface that are drawn beside each other have the same levels and
// the same colour bar.
func TestLevelsOfMapsBesideEachOther(t *testing.T) {
	f := surfaces.Rosenbrock{}
	a, b := surfaces.Window{{-2, 2}, {-1, 3}}, surfaces.Window{{-1, 1}, {-1, 1}}
	beside := func(own, other surfaces.Window) FilledContours {
		return SampleBeside(f, f.Meta(), own, 200, 200, Beside{Windows: []surfaces.Window{other}})
	}
	left, right := beside(a, b), beside(b, a)
	if !slices.Equal(left.Levels, right.Levels) || left.Bar != right.Bar || left.Offset != right.Offset {
		t.Errorf("levels %v, bar %v beside levels %v, bar %v", left.Levels, left.Bar, right.Levels, right.Bar)
	}
	if own := Sample(f, f.Meta(), b, 200, 200); own.Bar == right.Bar {
		t.Errorf("beside a larger window the bar %v is as it is without", right.Bar)
	}
}

// Beside a map with a logarithmic scale a map far above the floor has one too, and where the
// maps of a page differ in their notation, each measures from the minimum.
func TestScalesOfMapsBesideEachOther(t *testing.T) {
	f := surfaces.Ravine{Kappa: 100}
	window := surfaces.Window{{6, 11}, {-2, 2}}
	if own := Sample(f, f.Meta(), window, 200, 200); own.IsLogarithmic() || own.Name() != "$f$" {
		t.Errorf("by itself: bar %v of %s", own.Bar, own.Name())
	}
	for minimum, want := range map[bool]string{false: "$f$", true: "$f - f_{min}$"} {
		if got := SampleBeside(f, f.Meta(), window, 200, 200, Beside{Log: true, Minimum: minimum}); !got.IsLogarithmic() || got.Name() != want {
			t.Errorf("beside others: bar %v of %s, want the name %s", got.Bar, got.Name(), want)
		}
	}
	plain, err := formula.Parse("2+0*x+0*y", nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := SampleBeside(plain, plain.Meta(), window, 200, 200, Beside{Log: true}); got.IsLogarithmic() {
		t.Errorf("a plain has the bar %v", got.Bar)
	}
}

// All contours of a grey map differ as much from the band below them, and the level 0 of a loss with
// both signs is strong, as on maps with hues.
func TestGreyLevels(t *testing.T) {
	window := surfaces.Window{{-2, 2}, {-2, 2}}
	saddle := surfaces.HyperbolicParaboloid{}
	s := sheet.New(sheet.Style{Width: 800, Height: 450, DPI: 144, Theme: sheet.MustTheme("print")})
	f := Sample(saddle, saddle.Meta(), window, 400, 400)
	before := len(s.Figure.Marks)
	drawBands(s, NewPlane(vg.Rectangle{Max: vg.Point{X: 200, Y: 200}}, window), f)
	level, strong := len(f.Levels), 0
	var band color.RGBA
	for _, m := range s.Figure.Marks[before:] {
		if m.Width == 0 {
			band = m.Color
			continue
		}
		level--
		if f.Levels[level] == 0 {
			strong++
			if got := wcag.Contrast(m.Color, band); got < 4.5 || m.Width < s.Unit {
				t.Errorf("the level 0 has a contrast of %.2f and the width %v", got, m.Width)
			}
			continue
		}
		if got := int(band.R) - int(m.Color.R); got < 25 || got > 40 || m.Width >= 0.5*s.Unit {
			t.Errorf("level %v is %d darker than its band and %v wide", f.Levels[level], got, m.Width)
		}
	}
	if level != 0 || strong != 1 {
		t.Errorf("%d levels are left, and %d are strong", level, strong)
	}
}

// Among the ends of many runs a minimum has the mark of the key, which is smaller than that on
// other maps.
func TestSmallPoints(t *testing.T) {
	points := []surfaces.Point{{X: []float64{0, 0}, Kind: surfaces.Minimum}}
	window := surfaces.Window{{-1, 1}, {-1, 1}}
	marks := func(draw func(*sheet.Sheet, Plane)) []figure.Mark {
		s := sheet.New(sheet.DefaultStyle())
		draw(s, NewPlane(vg.Rectangle{Max: vg.Point{X: 100, Y: 100}}, window))
		return s.Marks
	}
	large := marks(func(s *sheet.Sheet, p Plane) { DrawCriticalPoints(s, p, points) })
	small := marks(func(s *sheet.Sheet, p Plane) { DrawSmallPoints(s, p, points) })
	key := marks(func(s *sheet.Sheet, p Plane) {
		PointGroups(points, window)[0].KeyItem(s.Lang).Mark(s, p.At(0, 0))
	})
	if !reflect.DeepEqual(small, key) || reflect.DeepEqual(small, large) {
		t.Errorf("among ends the minimum has the marks %v, in the key %v, elsewhere %v", small, key, large)
	}
}
