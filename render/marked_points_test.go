package render

import (
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// A point on a curve of minima and hills that nobody can see have no mark; the saddles between
// visible valleys have, and the minimum of a well always has.
func TestMarkedPoints(t *testing.T) {
	ripples := surfaces.Easom{}
	for _, c := range []struct {
		name    string
		surface surfaces.Surface
		curves  [][][]float64
		points  []surfaces.Point
		want    int
	}{
		{"on a curve", surfaces.Sphere{N: 2}, [][][]float64{{{-5, 1}, {5, 1}}}, []surfaces.Point{{X: []float64{1, 1}, Kind: surfaces.Minimum}, {X: []float64{1, 2}, Kind: surfaces.Minimum}}, 1},
		{"a plain", ripples, nil, []surfaces.Point{
			{X: []float64{3.14159, 3.14159}, Value: -1, Kind: surfaces.Minimum},
			{X: []float64{0, 0}, Value: ripples.Func([]float64{0, 0}), Kind: surfaces.Minimum},
			{X: []float64{1.3, 1.3}, Value: ripples.Func([]float64{1.3, 1.3}), Kind: surfaces.Saddle},
		}, 1},
		{"Himmelblau", surfaces.Himmelblau{}, nil, surfaces.Himmelblau{}.Meta().Points, len(surfaces.Himmelblau{}.Meta().Points)},
	} {
		m := c.surface.Meta()
		m.Points, m.Curves = c.points, c.curves
		sc := Scene{Surface: c.surface, Meta: &m, Window: surfaces.Window{{-5, 5}, {-5, 5}}}
		if got := len(sc.points()); got != c.want {
			t.Errorf("%s: %d points are marked, want %d", c.name, got, c.want)
		}
	}
}

// The key explains a start and an end only where one is in the window, and several ends by up to
// three marks, without those that others cover.
func TestKeyOfRuns(t *testing.T) {
	run := func(from, to float64) Track {
		return Track{Path: optimizers.Trajectory{Dim: 2, X: []float64{from, 0, to, 0}, Loss: []float64{1, 0}}}
	}
	styles := []sheet.LineStyle{sheet.LineStyleAt(0), sheet.LineStyleAt(1)}
	for _, c := range []struct {
		tracks []Track
		want   []string
	}{
		{[]Track{run(0, 1), run(0, 9)}, []string{"start", "end"}},
		{[]Track{run(0, 9)}, []string{"start"}},
		{[]Track{run(9, 1)}, []string{"end"}},
		{nil, nil},
	} {
		sc := Scene{Surface: surfaces.Sphere{N: 2}, Tracks: c.tracks, Window: surfaces.Window{{-2, 2}, {-2, 2}}}
		var got []string
		for _, item := range sc.runKey(sheet.New(sheet.DefaultStyle()), styles[:len(c.tracks)], sc.window().Contains) {
			got = append(got, item.Name)
		}
		if len(got) != len(c.want) || len(got) > 0 && got[0] != c.want[0] {
			t.Errorf("the key has %q, want %q", got, c.want)
		}
		slide := sheet.New(sheet.Style{Width: 1280, Height: 720, DPI: 96, Theme: sheet.MustTheme("slides")})
		if key := sc.runKey(slide, styles[:len(c.tracks)], sc.window().Contains); key != nil {
			t.Errorf("the key of a slide explains %v", key)
		}
	}
	same := Scene{Surface: surfaces.Sphere{N: 2}, Tracks: []Track{run(0, 1), run(2, 1), run(0, 1.1)}, Window: surfaces.Window{{-2, 2}, {-2, 2}}}
	for i, want := range []bool{true, false, false} {
		if got := same.endCovered(i); got != want {
			t.Errorf("the end of run %d is covered: %v, want %v", i, got, want)
		}
	}
	for n, want := range map[int]int{1: 1, 2: 2, 5: 3} {
		s := sheet.New(sheet.DefaultStyle())
		var ends []sheet.LineStyle
		for i := range n {
			ends = append(ends, sheet.LineStyleAt(i))
		}
		landscape.EndSample(ends)(s, s.Body(10).Min)
		fills := 0
		for _, m := range s.Marks {
			if m.Width == 0 {
				fills++
			}
		}
		if fills != want {
			t.Errorf("%d ends are shown by %d marks, want %d", n, fills, want)
		}
	}
}

// The key names no saddle that the start or the end of a run covers; a minimum shows around an end.
func TestHides(t *testing.T) {
	run := Track{Path: optimizers.Trajectory{Dim: 2, X: []float64{0.01, 0.01, 1, 1}, Loss: []float64{1, 0}}}
	for _, c := range []struct {
		at   float64
		kind surfaces.Kind
		want bool
	}{{0, surfaces.Saddle, true}, {1, surfaces.Saddle, true}, {0.5, surfaces.Saddle, false}, {1, surfaces.Minimum, false}} {
		sc := Scene{Surface: surfaces.Sphere{N: 2}, Tracks: []Track{run}, Window: surfaces.Window{{-2, 2}, {-2, 2}}}
		g := landscape.PointGroup{Points: []surfaces.Point{{X: []float64{c.at, c.at}, Kind: c.kind}}}
		if got := sc.hides(g); got != c.want {
			t.Errorf("%v at %g: hidden is %v", c.kind, c.at, got)
		}
	}
}
