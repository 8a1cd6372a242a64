package landscape

import (
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
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/terrain"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
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

// sampling and cutting the benchmark's field into bands.
func BenchmarkField(b *testing.B) {
	s := surfaces.Rosenbrock{N: 2, B: 100}
	window := surfaces.Window{{-2, 2}, {-1, 3}}
	var regions [][]contour.Loop
	b.ReportAllocs()
	for b.Loop() {
		f := terrain.Sample(s, s.Meta(), window, 1600, 1200)
		regions = f.Below(f.Levels)
	}
	if len(regions) < 5 {
		b.Fatalf("%d bands", len(regions))
	}
}

// All contours of a grey map differ as much from the band below them, and the level 0 of a loss with
// both signs is strong, as on maps with hues.
func TestGreyLevels(t *testing.T) {
	window := surfaces.Window{{-2, 2}, {-2, 2}}
	saddle := surfaces.HyperbolicParaboloid{}
	s := sheet.New(sheet.Style{Width: 800, Height: 450, DPI: 144, Theme: sheet.MustTheme("print")})
	f := terrain.Sample(saddle, saddle.Meta(), window, 400, 400)
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
