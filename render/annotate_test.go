package render_test

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/terrain"
)

// laidOut draws a view of a scene and returns where its labels stand.
func laidOut(t *testing.T, draw render.Kind, sc render.Scene, style sheet.Style) (render.Figure, sheet.Layout) {
	t.Helper()
	style.Audit = &sheet.Audit{}
	f, err := draw(sc, style)
	if err != nil {
		t.Fatal(err)
	}
	return f, *style.Audit.Layouts[0]
}

// labelBox returns the box of a label.
func labelBox(t *testing.T, l sheet.Layout, text string) vg.Rectangle {
	t.Helper()
	i := slices.IndexFunc(l.Labels, func(o sheet.Label) bool { return o.Text == text })
	if i < 0 {
		t.Fatalf("no label %q among %v", text, l.Labels)
	}
	return l.Labels[i].Box
}

// The texts of marks keep off each other, off names, lines and marks, in each theme and view.
func TestMarksKeepClear(t *testing.T) {
	sc := scene(t, "rosenbrock", 200, run{optimizer: "adam", lr: 0.05}, run{optimizer: "momentum", lr: 5e-4})
	sc.Marks = []render.Mark{
		{Label: "here it gets stuck", X: -0.5, Y: 0.4}, {Label: "the same place", X: -0.5, Y: 0.4},
		{Label: "it turns", Run: 1, Step: 50}, {Label: "far", X: 9, Y: 0.4},
	}
	for _, theme := range sheet.Themes() {
		for _, v := range []struct {
			name string
			draw render.Kind
		}{{"compare", render.Compare}, {"trajectory", render.Trajectory}} {
			style := sheet.DefaultStyle()
			style.Theme = theme
			_, l := laidOut(t, v.draw, sc, style)
			for i, a := range l.Labels {
				for _, b := range l.Labels[:i] {
					if sheet.Overlaps(a.Box, []vg.Rectangle{b.Box}) {
						t.Errorf("%s, %s: %q covers %q", theme.Name, v.name, a.Text, b.Text)
					}
				}
				for _, o := range l.Obstacles {
					if polyline.Clip(o, a.Box) != nil {
						t.Errorf("%s, %s: %q covers a line or a mark", theme.Name, v.name, a.Text)
						break
					}
				}
			}
			for _, k := range sc.Marks {
				labelBox(t, l, k.Label)
			}
		}
	}
}

// The dot of a mark is exactly at its point, and the arrow of one outside points to it from the frame.
func TestMarkedPoint(t *testing.T) {
	sc := scene(t, "rosenbrock", 100, run{optimizer: "adam", lr: 0.05})
	plain, _ := laidOut(t, render.Trajectory, sc, sheet.DefaultStyle())
	sc.Marks = []render.Mark{{X: 0.5, Y: -0.5}}
	_, l := laidOut(t, render.Trajectory, sc, sheet.DefaultStyle())
	dot := l.Obstacles[len(l.Obstacles)-1]
	sc.Marks = []render.Mark{{Run: 1, Step: 100}}
	_, l = laidOut(t, render.Trajectory, sc, sheet.DefaultStyle())
	end := l.Obstacles[len(l.Obstacles)-1]
	x := sc.Tracks[0].Path.At(100)
	w := sc.Window
	part := func(v float64, i int) float64 { return (v - w[i][0]) / (w[i][1] - w[i][0]) }
	wide := float64(end[0].X-dot[0].X) / (part(x[0], 0) - part(0.5, 0))
	high := float64(end[0].Y-dot[0].Y) / (part(x[1], 1) - part(-0.5, 1))
	if math.Abs(wide-high) > 1e-6*wide { // the window is a square
		t.Errorf("the dots are %v and %v: the map would be %g wide and %g high", dot, end, wide, high)
	}
	sc.Marks = nil
	again, _ := laidOut(t, render.Trajectory, sc, sheet.DefaultStyle())
	if len(plain.Marks) != len(again.Marks) {
		t.Error("a figure without marks has changed")
	}
}

// A mark of an iterate is a dot on the curve beside the map, too, and its text stands once.
func TestMarkedIterateTwice(t *testing.T) {
	sc := scene(t, "rosenbrock", 100, run{optimizer: "adam", lr: 0.05}, run{optimizer: "momentum", lr: 5e-4})
	sc.Marks = []render.Mark{{Label: "turns", Run: 2, Step: 30}}
	_, l := laidOut(t, render.Compare, sc, sheet.DefaultStyle())
	n := 0
	for _, o := range l.Labels {
		if o.Text == "turns" {
			n++
		}
	}
	if n != 1 {
		t.Errorf("the text stands %d times", n)
	}
	last := l.Obstacles[len(l.Obstacles)-1]
	if len(last) != 1 || last[0].X < vg.Length(0.6*800) {
		t.Errorf("the last mark, at %v, is not on the curve right of the map", last)
	}
}

// Curves show a mark at the axis's value and the loss itself, also where they are drawn above the
// infimum.
func TestMarkOnLoss(t *testing.T) {
	sc := scene(t, "beale", 60, run{optimizer: "adam", lr: 0.05})
	k := 20
	sc.Marks = []render.Mark{{X: float64(k), Y: sc.Tracks[0].Path.Loss[k]}}
	_, l := laidOut(t, render.Loss, sc, sheet.DefaultStyle())
	at := l.Obstacles[len(l.Obstacles)-1]
	sc.Marks = []render.Mark{{Run: 1, Step: k}}
	_, l = laidOut(t, render.Loss, sc, sheet.DefaultStyle())
	iterate := l.Obstacles[len(l.Obstacles)-1]
	if math.Hypot(float64(at[0].X-iterate[0].X), float64(at[0].Y-iterate[0].Y)) > 1e-6 {
		t.Errorf("the same point is at %v and at %v", at, iterate)
	}
}

// A film shows the mark of an iterate when its run has come there, and any other from the start.
func TestMarksInFilm(t *testing.T) {
	sc := scene(t, "rosenbrock", 100, run{optimizer: "adam", lr: 0.05})
	film := func(marks ...render.Mark) func(place float64) int {
		sc := sc
		sc.Marks = marks
		f, err := view(t, "trajectory").Film(sc, sheet.DefaultStyle())
		if err != nil {
			t.Fatal(err)
		}
		return func(place float64) int { return len(f.Marks(place)) }
	}
	bare, iterate, place := film(), film(render.Mark{Label: "now", Run: 1, Step: 40}), film(render.Mark{Label: "here", X: 1, Y: 2})
	if iterate(39) != bare(39) || iterate(40) == bare(40) {
		t.Errorf("at steps 39 and 40 there are %d and %d marks, without it %d and %d", iterate(39), iterate(40), bare(39), bare(40))
	}
	if place(0) == bare(0) {
		t.Error("a place is not marked from the start")
	}
}

// view returns a view by its name.
func view(t *testing.T, name string) render.View {
	t.Helper()
	for _, v := range render.Views() {
		if v.Name == name {
			return v
		}
	}
	t.Fatalf("no view %q", name)
	return render.View{}
}

func TestMarksRefused(t *testing.T) {
	sc := scene(t, "rosenbrock", 10, run{optimizer: "adam", lr: 0.05})
	for _, c := range []struct {
		mark render.Mark
		want string
	}{
		{render.Mark{Run: 2}, "mark 1 is of run 2, of 1"},
		{render.Mark{Run: -1}, "mark 1 is of run -1"},
		{render.Mark{Run: 1, Step: 11}, "Adam has no step 11: its last is 10"},
		{render.Mark{Run: 1, Step: -4}, "Adam has no step -4: its first is 0"},
		{render.Mark{X: math.NaN()}, "mark 1 is at (NaN, 0)"},
		{render.Mark{Y: math.Inf(1)}, "mark 1 is at (0, +Inf)"},
	} {
		sc.Marks = []render.Mark{c.mark}
		if _, err := render.Compare(sc, sheet.DefaultStyle()); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: error %v", c.mark, err)
		}
	}
}

// Every view that draws iterates marks them, and says so to readers who do not see the figure; every
// view with lines draws one.
func TestMarksInEveryView(t *testing.T) {
	sc := scene(t, "rosenbrock", 20, run{optimizer: "adam", lr: 0.05})
	for _, v := range render.Views() {
		if !v.Marks || v.Fitted || v.Tuned || v.Seeded || v.Classes || v.Sharp {
			continue
		}
		marked := sc
		marked.Marks = []render.Mark{{Label: "look here", Run: 1, Step: 3}}
		f, l := laidOut(t, v.Draw, marked, sheet.DefaultStyle())
		box := labelBox(t, l, "look here")
		if !strings.Contains(f.Desc, "Adam, step 3: look here.") {
			t.Errorf("%s: described as %q", v.Name, f.Desc)
		}
		for _, o := range l.Labels {
			if o.Text != "look here" && sheet.Overlaps(box, []vg.Rectangle{o.Box}) {
				t.Errorf("%s: the mark covers %q", v.Name, o.Text)
			}
		}
		if !v.Lines || v.Name == "phase" { // the first coordinate does not come to the line
			continue
		}
		lined := sc
		lined.Lines = []chart.XYLine{{Label: "a line", At: 0.5}}
		f, l = laidOut(t, v.Draw, lined, sheet.DefaultStyle())
		labelBox(t, l, "a line")
		if !strings.Contains(f.Desc, "a line") {
			t.Errorf("%s: described as %q", v.Name, f.Desc)
		}
	}
}

// A line beside a map, and a place that a relief hides, are refused.
func TestNotesOutsideRefused(t *testing.T) {
	sc := scene(t, "rosenbrock", 10, run{optimizer: "adam", lr: 0.05})
	sc.Lines = []chart.XYLine{{At: 99, Level: true}}
	if _, err := render.Trajectory(sc, sheet.DefaultStyle()); err == nil || !strings.Contains(err.Error(), "line 1: y = 99 is not within the axes") {
		t.Errorf("a line beside the map: error %v", err)
	}
	sc.Lines, sc.Marks = nil, []render.Mark{{X: 99, Y: 1}}
	if _, err := render.Surface3D(sc, sheet.DefaultStyle()); err == nil || !strings.Contains(err.Error(), "hidden or outside of the relief") {
		t.Errorf("a mark off the relief: error %v", err)
	}
}

// Where the place on the axis repeats, as learning rates do after a range test, each mark is on its own
// iterate.
func TestMarkAtRepeatedPlace(t *testing.T) {
	sc := scene(t, "rosenbrock", 40, run{optimizer: "adam", lr: 0.05})
	for range 40 {
		sc.Tracks[0].Rates = append(sc.Tracks[0].Rates, min(0.05, 0.005*float64(1+len(sc.Tracks[0].Rates))))
	}
	sc.Axis = render.ByRate
	dot := func(step int) vg.Point {
		sc.Marks = []render.Mark{{Run: 1, Step: step}}
		_, l := laidOut(t, render.Loss, sc, sheet.DefaultStyle())
		return l.Obstacles[len(l.Obstacles)-1][0]
	}
	a, b := dot(15), dot(35)
	if loss := sc.Tracks[0].Path.Loss; a.X != b.X || (a.Y < b.Y) != (loss[15] < loss[35]) || a.Y == b.Y {
		t.Errorf("steps 15 and 35 at one rate, with losses %g and %g, are at %v and %v", loss[15], loss[35], a, b)
	}
}

// Levels that no map can have are refused.
func TestLevelsRefused(t *testing.T) {
	sc := scene(t, "rosenbrock", 10, run{optimizer: "adam", lr: 0.05})
	for _, c := range []struct {
		levels terrain.Levels
		want   string
	}{
		{terrain.Levels{At: []float64{math.NaN(), 1}}, "level 1 is NaN, must be a finite number"},
		{terrain.Levels{At: []float64{1, math.Inf(1)}}, "level 2 is +Inf"},
		{terrain.Levels{At: []float64{10, 1}}, "levels ascend, but 1 comes after 10 (did you mean 1,10?)"},
		{terrain.Levels{At: []float64{1, 1}}, "levels ascend, but 1 comes after 1 (did you mean 1?)"},
		{terrain.Levels{Count: -1}, "must be at least 1"},
		{terrain.Levels{Count: 5, At: []float64{1}}, "one of them"},
		{terrain.Levels{Count: 101}, "too many to tell apart: at most 100"},
	} {
		sc.Levels = c.levels
		if _, err := render.Trajectory(sc, sheet.DefaultStyle()); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: error %v", c.levels, err)
		}
	}
}

// An axis with one end alone shows the values on its side of the end, and the other axis has their range.
func TestAxisWithOneEnd(t *testing.T) {
	sc := scene(t, "rosenbrock", 100, run{optimizer: "adam", lr: 0.05})
	for one, both := range map[*chart.Axis]chart.Axis{{Lo: 50, Hi: math.NaN()}: {Lo: 50, Hi: 100}, {Lo: math.NaN(), Hi: 40}: {Hi: 40}} {
		sc.XAxis = *one
		got, _ := laidOut(t, render.Loss, sc, sheet.DefaultStyle())
		sc.XAxis = both
		want, _ := laidOut(t, render.Loss, sc, sheet.DefaultStyle())
		if !reflect.DeepEqual(got.Marks, want.Marks) {
			t.Errorf("the figures of %v and %v differ", *one, both)
		}
	}
}
