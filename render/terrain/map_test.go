package terrain

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/optviz/optviz/render/contour"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/formula"
)

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
		if bar, ok := fl.Bar.(scale.Linear); !ok || math.Abs(bar.Lo-c.from) > 0.02 || fl.Flat {
			t.Errorf("from %v: the bar is %v", c.lowest, fl.Bar)
		}
	}
	f, err := formula.Parse("2+0*x+0*y", nil)
	if err != nil {
		t.Fatal(err)
	}
	if !Sample(f, f.Meta(), window, 100, 100).Flat {
		t.Error("a plain has a bar")
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
	beside := func(own, other surfaces.Window) Map {
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
