package critical

import (
	"math"
	"slices"
	"testing"

	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/internal/surfacetest"
)

// A chart has what is found and what is listed, each once.
func TestFindWithKnown(t *testing.T) {
	for _, test := range []struct {
		f      curvedSurface
		window surfaces.Window
		counts [4]int
		sets   int
	}{
		{surfaces.Himmelblau{}, surfacetest.Cube(2, -6, 6), [4]int{4, 4, 1, 0}, 0},
		{surfaces.Himmelblau{}, surfacetest.Cube(2, 0, 5), [4]int{1, 2, 0, 0}, 0},
		{surfaces.Ackley{N: 2}, surfacetest.Cube(2, -0.3, 0.3), [4]int{1, 0, 0, 0}, 0}, // the tip is listed, not found
		{surfaces.Ackley{N: 2}, surfacetest.Cube(2, 0.1, 0.3), [4]int{}, 0},
		{surfaces.Product{}, surfacetest.Cube(2, -2, 2), [4]int{0, 1, 0, 0}, 2}, // TestKnownManifolds
	} {
		c, err := FindWithKnown(t.Context(), test.f, test.window)
		if err != nil {
			t.Fatal(err)
		}
		if got := kinds(c.Points); got != test.counts || len(c.Manifolds) != test.sets {
			t.Errorf("%T in %v: %v and %d sets, want %v and %d", test.f, test.window, got, len(c.Manifolds), test.counts, test.sets)
		}
	}
	if _, err := FindWithKnown(t.Context(), surfaces.Himmelblau{}, surfacetest.Cube(1, 0, 1)); err == nil {
		t.Error("no error for a window of one side")
	}
}

// listing is a planar surface that lists minima.
type listing struct {
	planar
	points []surfaces.Point
}

func (l listing) Meta() surfaces.Meta { return surfaces.Meta{Dim: 2, Points: l.points} }

// What is listed of a curve or an area is told with that of the sets that it is on.
func TestKnownManifolds(t *testing.T) {
	at := func(x, y float64) surfaces.Point { return surfaces.Point{X: []float64{x, y}, Kind: surfaces.Minimum} }
	squares := product(power(2), power(2))
	for _, test := range []struct {
		name          string
		f             curvedSurface
		window        surfaces.Window
		points        [4]int
		curves, areas int
		listed        []surfaces.Point // each on another set
	}{
		{"two branches", surfaces.Product{}, surfacetest.Cube(2, -2, 2), [4]int{0, 1, 0, 0}, 2, 0, []surfaces.Point{at(1, 1), at(-1, -1)}},
		{"no strict minimum", surfaces.Cliff{}, surfaces.Cliff{}.Meta().Window, [4]int{}, 1, 0, surfaces.Cliff{}.Meta().Points},
		{"beside a curve", listing{sumOf(power(2), zero), []surfaces.Point{at(0, 1), at(1, 1)}}, surfacetest.Cube(2, -3, 4), [4]int{}, 1, 0, []surfaces.Point{at(0, 1)}},
		{"a crossing", listing{squares, []surfaces.Point{at(0, 0)}}, surfacetest.Cube(2, -3, 4), [4]int{}, 2, 0, []surfaces.Point{at(0, 0)}},
		{"an area", listing{sumOf(zero, zero), []surfaces.Point{at(1, 2)}}, surfacetest.Cube(2, -3, 4), [4]int{}, 0, 1, []surfaces.Point{at(1, 2)}},
		{"outside", listing{squares, []surfaces.Point{at(0, 9)}}, surfacetest.Cube(2, -3, 4), [4]int{}, 2, 0, nil},
	} {
		c, err := FindWithKnown(t.Context(), test.f, test.window)
		if err != nil {
			t.Fatal(err)
		}
		var shapes [2]int
		var listed []surfaces.Point
		for _, s := range c.Manifolds {
			shapes[s.Shape]++
			if len(s.Listed) > 1 || len(s.Listed) == 1 && !surfacetest.Near(s.Listed[0].Value, s.Value, 1e-12) {
				t.Errorf("%s: %v lists %v", test.name, s, s.Listed)
			}
			listed = append(listed, s.Listed...)
		}
		if got := kinds(c.Points); got != test.points || shapes != [2]int{test.curves, test.areas} {
			t.Errorf("%s: %v points of each kind, %v curves and areas, want %v, %d, %d", test.name, got, shapes, test.points, test.curves, test.areas)
		}
		sameSet(t, listed, test.listed)
		all := c.All()
		if len(all) != len(c.Points)+len(c.Manifolds)+len(listed) || !slices.IsSortedFunc(all, func(a, b surfaces.Point) int { return int(a.Kind) - int(b.Kind) }) {
			t.Errorf("%s: all are %v", test.name, all)
		}
	}
}

// TestFindWithKnownPoles: of what is listed, tips stay, also on the border of where f is
// defined; poles go, and where f stays constant along that border.
func TestFindWithKnownPoles(t *testing.T) {
	inverse := func(t float64) (v, d1, d2 float64) { return 1 / t, -1 / (t * t), 2 / (t * t * t) }
	tangent := func(t float64) (v, d1, d2 float64) {
		v = math.Tan(t)
		return v, 1 + v*v, 2 * v * (1 + v*v)
	}
	logarithm := func(t float64) (v, d1, d2 float64) { return math.Log(t), 1 / t, -1 / (t * t) }
	root := func(t float64) (v, d1, d2 float64) {
		v = math.Sqrt(t)
		return v, 0.5 / v, -0.25 / (t * v)
	}
	for _, test := range []struct {
		name string
		f    planar
		at   []float64
		want int
	}{
		{"|x| + |y|", sumOf(absolute, absolute), []float64{0, 0}, 1},
		{"√x + y^2", sumOf(root, power(2)), []float64{0, 0}, 1},
		{"√y + x^2", sumOf(power(2), root), []float64{0, 0}, 1},
		{"√x", sumOf(root, zero), []float64{0, 0.5}, 0},
		{"1/(xy)", product(inverse, inverse), []float64{0, 0}, 0},
		{"1/x + y^2", sumOf(inverse, power(2)), []float64{0, 0}, 0},
		{"log x + y^2", sumOf(logarithm, power(2)), []float64{0, 0}, 0},
		{"tan x + y^2", sumOf(tangent, power(2)), []float64{-math.Pi / 2, 0}, 0},
	} {
		c, err := FindWithKnown(t.Context(), listing{test.f, []surfaces.Point{{X: test.at, Value: test.f.Func(test.at)}}}, surfacetest.Cube(2, -2, 2))
		if err != nil || len(c.Points) != test.want {
			t.Errorf("%s: %v, %v, want %d points", test.name, c.Points, err, test.want)
		}
	}
}

func TestFloor(t *testing.T) {
	nan := math.NaN()
	points := []surfaces.Point{{Value: 3, Kind: surfaces.Minimum}, {Value: -2, Kind: surfaces.Minimum}, {Value: -5, Kind: surfaces.Saddle}}
	for _, test := range []struct {
		m    surfaces.Meta
		want float64
	}{
		{surfaces.Meta{Infimum: -7, Points: points}, -7},
		{surfaces.Meta{Infimum: math.Inf(-1), Points: points}, math.Inf(-1)},
		{surfaces.Meta{Infimum: nan, Points: points}, -2},
		{surfaces.Meta{Infimum: nan, Points: points[2:]}, nan},
	} {
		if got := test.m.Floor(); got != test.want && !(math.IsNaN(got) && math.IsNaN(test.want)) {
			t.Errorf("%v: %v", test.m, got)
		}
	}
}
