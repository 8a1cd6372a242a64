package render

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
)

func TestDotEvery(t *testing.T) {
	steps := func(n int) Track { return Track{Path: optimizers.Trajectory{Loss: make([]float64, n+1)}} }
	for _, c := range []struct{ steps, want int }{
		{0, 1}, {1, 1}, {60, 1}, {61, 2}, {120, 2}, {121, 5}, {300, 5}, {301, 10}, {600, 10}, {1000, 20}, {20000, 500}, {1_000_000, 20000},
	} {
		if got := dotEvery([]Track{steps(c.steps), steps(3)}); got != c.want {
			t.Errorf("%d steps: a marker every %d, want %d", c.steps, got, c.want)
		}
	}
	if got := dotEvery(nil); got != 1 {
		t.Errorf("no run: %d", got)
	}
}

// TestCurves: curves of critical points in the window are in the key and drawn,
// others are neither.
func TestCurves(t *testing.T) {
	m := surfaces.Himmelblau{}.Meta()
	sc := Scene{Surface: surfaces.Himmelblau{}, Meta: &m, Window: surfaces.Window{{-1, 1}, {-1, 1}}}
	named := func() bool {
		return slices.ContainsFunc(sc.key(sheet.New(sheet.DefaultStyle()), nil), func(k sheet.KeyItem) bool { return k.Name == "curve of maxima" }) // beside its middle the loss falls
	}
	drawn := func() int {
		f, err := Trajectory(sc, sheet.DefaultStyle())
		if err != nil {
			t.Fatal(err)
		}
		return len(f.Marks)
	}
	bare := drawn()
	m.Curves = [][][]float64{{{2, 2}, {3, 2}}}
	if named() || drawn() != bare {
		t.Error("a curve outside of the window is marked")
	}
	m.Curves = append(m.Curves, [][]float64{{-2, 0}, {0, 0}, {0, 2}})
	if !named() || drawn() == bare {
		t.Errorf("a curve through the window is not marked: %q, %d marks of %d", sc.curveNames(), drawn(), bare)
	}
}

// A key explains the area in place of a path's close swings, and is silent without one and on a small
// one.
func TestSwingKey(t *testing.T) {
	for height, want := range map[float64]int{2: 1, 0.1: 0, 0: 0} {
		path := optimizers.Trajectory{Dim: 2, Loss: make([]float64, 400)}
		for k := range path.Loss {
			path.X = append(path.X, -5+float64(k)/40, height*float64(1-2*(k%2)))
		}
		sc := Scene{Surface: surfaces.Himmelblau{}, Window: surfaces.Window{{-6, 6}, {-6, 6}}, Tracks: []Track{{Path: path}}}
		s := sheet.New(sheet.DefaultStyle())
		if key := sc.swingKey(s, sc.styles(s), sc.largestMap(s)); len(key) != want {
			t.Errorf("a path with swings of %v: %d items, want %d", height, len(key), want)
		}
	}
}

// withInfimum is a surface of which only the infimum matters.
type withInfimum struct {
	surfaces.Sphere
	infimum float64
}

func (s withInfimum) Meta() surfaces.Meta {
	m := s.Sphere.Meta()
	m.Infimum = s.infimum
	return m
}

// Figures beside each other share an axis of losses unless that would span more than three
// decades and more than three times as many as the figure's own.
func TestSharedLossAxis(t *testing.T) {
	track := func(losses ...float64) Track { return Track{Path: optimizers.Trajectory{Loss: losses}} }
	axis := func(track Track, beside ...Track) scale.Scale {
		return Scene{Surface: withInfimum{infimum: math.NaN()}, Tracks: []Track{track}, Beside: beside}.losses(sheet.New(sheet.DefaultStyle())).scale
	}
	high, low, deep := track(2.3, 1.1), track(2.3, 0.06), track(2.3, 1e-6)
	if got, want := axis(high, low), axis(low, high); got != want || got != axis(low) {
		t.Errorf("axes %v and %v, want %v", got, want, axis(low))
	}
	if got := axis(high, deep); got != axis(high) {
		t.Errorf("beside a far lower loss the axis is %v, want %v", got, axis(high))
	}
	wide, half := track(20, 4e4, 1e-3), track(20, 2e-3)
	if got, want := axis(half, wide), axis(wide); got != want {
		t.Errorf("beside a range twice as wide the axis is %v, want %v", got, want)
	}
}

// The best iterate is marked unless it is the last.
func TestMarkedRow(t *testing.T) {
	path := optimizers.Trajectory{Loss: []float64{3, 2, 1}, Validation: []float64{3, 2, 1}, Dim: 1, X: []float64{0, 1, 2}}
	for best, want := range []int{0, 1, -1} {
		path.Verdict.Best = best
		if got := markedRow(path); got != want {
			t.Errorf("best at %d: row %d is marked, want %d", best, got, want)
		}
	}
}

func TestLossAxis(t *testing.T) {
	nan := math.NaN()
	track := func(o optimizers.Outcome, losses ...float64) Track {
		return Track{Path: optimizers.Trajectory{Loss: losses, Verdict: optimizers.Verdict{Outcome: o}}}
	}
	ended := optimizers.Descending
	type axis struct {
		name   string
		offset float64
		kind   string
		lo, hi float64 // that are shown, at least; 0, 0 for any
		floor  bool
	}
	for _, c := range []struct {
		name    string
		infimum float64
		tracks  []Track
		want    axis
	}{
		{"infimum 0", 0, []Track{track(ended, 100, 1, 0.01)}, axis{"loss $f(x_k)$", 0, "log", 0.01, 100, false}},
		{"infimum -3", -3, []Track{track(ended, 97, -2)}, axis{"loss $f(x_k) - f^*$", -3, "log", 1, 100, false}},
		{"below the floor", 0, []Track{track(ended, 100, 1e-14), track(ended, 100, 1)}, axis{"loss $f(x_k)$", 0, "log", 1e-10, 100, true}},
		{"exactly the infimum", 0, []Track{track(ended, 100, 0), track(ended, 100, 1)}, axis{"loss $f(x_k)$", 0, "log", 1e-10, 100, true}},
		{"all below the usual floor", 0, []Track{track(ended, 100, 1e-14), track(ended, 100, 1e-20)}, axis{"loss $f(x_k)$", 0, "log", 1e-16, 100, true}},
		{"only at the infimum", 0, []Track{track(ended, 0, 0)}, axis{"loss $f(x_k)$", 0, "log", 0, 0, true}},
		{"unknown infimum, positive", nan, []Track{track(ended, 50, 4)}, axis{"loss $f(x_k)$", 0, "log", 4, 50, false}},
		{"unknown infimum, less than a decade", nan, []Track{track(ended, 50, 20)}, axis{"loss $f(x_k)$", 0, "linear", 20, 50, false}},
		{"infimum 0, less than a decade", 0, []Track{track(ended, 50, 20)}, axis{"loss $f(x_k)$", 0, "linear", 20, 50, false}},
		{"infimum -3, less than a decade", -3, []Track{track(ended, 7, 1)}, axis{"loss $f(x_k) - f^*$", -3, "linear", 4, 10, false}},
		{"unknown infimum, both signs", nan, []Track{track(ended, 5, -3)}, axis{"loss $f(x_k)$", 0, "linear", -3, 5, false}},
		{"unbounded, wide", math.Inf(-1), []Track{track(ended, 5, -1e6)}, axis{"loss $f(x_k)$, symmetric log scale", 0, "symlog", -1e6, 5, false}},
		{"no run", 0, nil, axis{"loss $f(x_k)$", 0, "linear", 0, 0, false}},
		{"no iterate", 0, []Track{track(optimizers.Diverged)}, axis{"loss $f(x_k)$", 0, "linear", 0, 0, false}},
		{"constant", nan, []Track{track(ended, -7, -7)}, axis{"loss $f(x_k)$", 0, "linear", -7, -7, false}},
		{"huge constant", nan, []Track{track(ended, -1e17, -1e17)}, axis{"loss $f(x_k)$", 0, "linear", 0, 0, false}},
		{"as far as numbers go", 0, []Track{track(ended, 1e306, 0)}, axis{"loss $f(x_k)$", 0, "log", 1e-10, 1e306, true}},
		{"diverging", 0, []Track{track(optimizers.Diverged, 10, 1e100, 1e300), track(ended, 10, 1)}, axis{"loss $f(x_k)$", 0, "log", 1, 10, false}},
	} {
		a := Scene{Surface: withInfimum{infimum: c.infimum}, Tracks: c.tracks}.losses(sheet.New(sheet.DefaultStyle()))
		if a.name != c.want.name || a.offset != c.want.offset {
			t.Errorf("%s: axis %q less %v, want %q less %v", c.name, a.name, a.offset, c.want.name, c.want.offset)
		}
		var kind string
		var floor bool
		switch s := a.scale.(type) {
		case scale.Log:
			kind, floor = "log", s.Floor
		case scale.Linear:
			kind = "linear"
		case scale.SymLog:
			kind = "symlog"
		}
		if kind != c.want.kind || floor != c.want.floor {
			t.Errorf("%s: %T%+v, want %s, floor %v", c.name, a.scale, a.scale, c.want.kind, c.want.floor)
		}
		if c.want.lo != 0 || c.want.hi != 0 {
			lo, hi := a.scale.At(c.want.lo), a.scale.At(c.want.hi)
			if lo < 0 || hi > 1 || lo > hi {
				t.Errorf("%s: %v is at %v and %v at %v of %+v", c.name, c.want.lo, lo, c.want.hi, hi, a.scale)
			}
		}
		if c.name == "diverging" && a.scale.At(1e7) < 1 {
			t.Errorf("a run that diverges takes the others' room: %+v", a.scale)
		}
		if n := len(a.scale.Ticks(6)); n < 2 {
			t.Errorf("%s: %d ticks", c.name, n)
		}
	}
}

// Both axes have the same scale, unless the window is too oblong for that.
func TestAspect(t *testing.T) {
	for _, c := range []struct {
		name   string
		window surfaces.Window
		room   vg.Point
		want   vg.Point
	}{
		{"square in a wide room", surfaces.Window{{-1, 1}, {4, 6}}, vg.Point{X: 300, Y: 100}, vg.Point{X: 100, Y: 100}},
		{"square in a high room", surfaces.Window{{-1, 1}, {4, 6}}, vg.Point{X: 100, Y: 300}, vg.Point{X: 100, Y: 100}},
		{"twice as long as high", surfaces.Window{{0, 4}, {0, 2}}, vg.Point{X: 100, Y: 100}, vg.Point{X: 100, Y: 50}},
		{"four times as high as long", surfaces.Window{{0, 1}, {0, 4}}, vg.Point{X: 100, Y: 100}, vg.Point{X: 25, Y: 100}},
		{"four times as long as high", surfaces.Window{{0, 4}, {0, 1}}, vg.Point{X: 100, Y: 100}, vg.Point{X: 100, Y: 25}},
		{"too long", surfaces.Window{{0, 100}, {0, 1}}, vg.Point{X: 300, Y: 100}, vg.Point{X: 100, Y: 100}},
	} {
		if got := landscape.Aspect(c.window, c.room); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	// In a figure: the frame, which is the window, has the window's proportions.
	for _, window := range []surfaces.Window{{{-5, 5}, {-5, 5}}, {{-2, 2}, {-1, 3}}, {{-6, 6}, {-2, 2}}} {
		s := sheet.New(sheet.DefaultStyle())
		_, p := placeLandscape(s, Scene{Surface: surfaces.Himmelblau{}, Window: window}, vg.Rectangle{Max: vg.Point{X: 600, Y: 400}})
		x, y := p.At(window[0][0]+1, window[1][0]), p.At(window[0][0], window[1][0]+1)
		if dx, dy := x.X-p.Min.X, y.Y-p.Min.Y; math.Abs(float64(dx-dy)) > 1e-9 || dx <= 0 {
			t.Errorf("%v: a unit is %v wide and %v high", window, dx, dy)
		}
	}
}

func TestTitleAndSubtitle(t *testing.T) {
	path := optimizers.Trajectory{Dim: 2, X: []float64{-1.5, 2}, Loss: []float64{3}}
	track := func(label string) Track { return Track{Label: label, Path: path} }
	other := track("Adam")
	other.Path.X = []float64{0, 0}
	base := Scene{Surface: surfaces.Himmelblau{}, Steps: 12345}
	formula := "$f(x, y) = " + surfaces.Himmelblau{}.Meta().Formula + "$"
	for _, c := range []struct {
		name            string
		tracks          []Track
		note            string
		title, subtitle string
	}{
		{"no run", nil, "", "Himmelblau", formula},
		{"one", []Track{track("SGD")}, "", "Himmelblau: SGD", formula + sheet.Separator + "start (−1.5, 2)" + sheet.Separator + "12\u2009345 steps"},
		{"two, with a note", []Track{track("SGD"), track("Adam")}, "noise 0.1, lr -1 for 5$", "Himmelblau: SGD and Adam", formula + sheet.Separator + "start (−1.5, 2)" + sheet.Separator + "12\u2009345 steps" + sheet.Separator + `noise 0.1, lr −1 for 5\$`},
		{"two starts", []Track{track("SGD"), other}, "", "Himmelblau: SGD and Adam", formula + sheet.Separator + "12\u2009345 steps"},
		{"five", []Track{track("A"), track("B"), track("C"), track("D"), track("E")}, "", "Himmelblau: A, B, C, D and E", formula + sheet.Separator + "start (−1.5, 2)" + sheet.Separator + "12\u2009345 steps"},
		{"six", []Track{track("A"), track("B"), track("C"), track("D"), track("E"), track("F")}, "", "Himmelblau: 6 runs compared", formula + sheet.Separator + "start (−1.5, 2)" + sheet.Separator + "12\u2009345 steps"},
	} {
		sc := base
		sc.Tracks, sc.Note = c.tracks, c.note
		if got := sc.title(words.English); got != c.title {
			t.Errorf("%s: title %q, want %q", c.name, got, c.title)
		}
		if got := sc.subtitle(words.English); got != c.subtitle {
			t.Errorf("%s: subtitle %q, want %q", c.name, got, c.subtitle)
		}
	}
	sc := base
	sc.Tracks, sc.Steps = []Track{track("SGD")}, 1
	sc.Tracks[0].Path.Verdict.Outcome = optimizers.Descending
	want := "Loss landscape of the Himmelblau function. SGD is at 3 after 0 steps."
	if got := sc.describe(words.English); got != want {
		t.Errorf("description %q, want %q", got, want)
	}
}

// TestCheck: what cannot be drawn is an error, in no time and without a panic.
func TestCheck(t *testing.T) {
	good := Scene{Surface: surfaces.Sphere{N: 2}, Window: surfaces.Window{{-1, 1}, {-1, 1}}}
	solid := surfaces.Sphere{N: 3}
	for _, c := range []struct {
		name   string
		change func(*Scene, *sheet.Style)
		planar bool // only figures with contours refuse it
	}{
		{"no style", func(_ *Scene, s *sheet.Style) { *s = sheet.Style{} }, false},
		{"no density", func(_ *Scene, s *sheet.Style) { s.DPI = 0 }, false},
		{"NaN width", func(_ *Scene, s *sheet.Style) { s.Width = math.NaN() }, false},
		{"infinite height", func(_ *Scene, s *sheet.Style) { s.Height = math.Inf(1) }, false},
		{"no surface", func(sc *Scene, _ *sheet.Style) { sc.Surface = nil }, false},
		{"negative steps", func(sc *Scene, _ *sheet.Style) { sc.Steps = -1 }, false},
		{"a window of three coordinates", func(sc *Scene, _ *sheet.Style) { sc.Window = solid.Meta().Window }, true},
		{"no window", func(sc *Scene, _ *sheet.Style) { sc.Window = surfaces.Window{} }, true},
		{"a window of infinite width", func(sc *Scene, _ *sheet.Style) { sc.Window = surfaces.Window{{-1e308, 1e308}, {-1, 1}} }, true},
		{"three dimensions", func(sc *Scene, _ *sheet.Style) { sc.Surface = solid }, true},
		{"a run in three dimensions", func(sc *Scene, _ *sheet.Style) { sc.Tracks = []Track{{Path: optimizers.Trajectory{Dim: 3}}} }, true},
	} {
		for _, v := range Views() {
			if (v.Fitted || v.Tuned) && c.planar {
				continue // it refuses this scene anyway
			}
			sc, style := good, sheet.DefaultStyle()
			c.change(&sc, &style)
			_, err := v.Draw(sc, style)
			if refused := err != nil; refused != (v.Planar || !c.planar) {
				t.Errorf("%s, %s: %v", v.Name, c.name, err)
			}
		}
	}
	if _, err := Compare(good, sheet.DefaultStyle()); err != nil {
		t.Error(err)
	}
}

// Long names of curves in large text beside a landscape leave it too little room.
func TestCrampsLandscape(t *testing.T) {
	for theme, want := range map[string]bool{"light": false, "slides": true} {
		style := sheet.DefaultStyle()
		style.Theme = sheet.MustTheme(theme)
		s := sheet.New(style)
		axis, body := s.AxisRoom(scale.Log{Lo: 0.1, Hi: 1}), s.Body(s.Height)
		names := s.LabelWidth([]sheet.EndLabel{{Lines: []string{"a cosine from 0.4"}, Face: typeset.Bold, Size: sheet.RunSize}})
		body.Min.X += axis
		body.Max.X -= names
		if got := crampsLandscape(s, body, axis, names); got != want {
			t.Errorf("%s: cramped is %v, want %v", theme, got, want)
		}
	}
}

// The name of a run that never leaves its start stands on the map, off the run's marks, and
// tells that it does not move.
func TestStationaryName(t *testing.T) {
	s := sheet.New(sheet.DefaultStyle())
	still := Track{Label: "GD", Path: optimizers.Trajectory{Dim: 2, X: []float64{1, 1, 1, 1}, Loss: []float64{0, 0}, Verdict: optimizers.Verdict{Outcome: optimizers.Stalled}}}
	sc := Scene{Surface: surfaces.Sphere{N: 2}, Window: surfaces.Window{{-4, 4}, {-3, 3}}, Steps: 1, Tracks: []Track{still}}
	p := landscape.NewPlane(vg.Rectangle{Max: vg.Point{X: 400, Y: 300}}, sc.window())
	names, fit := sc.pathNames(s, p, sc.styles(s))
	if !fit || len(names) != 1 || names[0].Line.Text != "GD: does not move" {
		t.Fatalf("%d names, the first of %q, fit %v", len(names), names[0].Line.Text, fit)
	}
	start, n := p.At(1, 1), names[0]
	far := max(n.At.X-start.X, start.X-n.At.X-n.Line.Width, n.At.Y-start.Y, start.Y-n.At.Y-n.Line.Ascent)
	if far < 9*s.Unit || far > 20*s.Unit {
		t.Errorf("the name stands %v units from the start", far/s.Unit)
	}
}

// The axis of losses writes f(x_k) where the formula calls the iterates x, and f where it calls
// them otherwise.
func TestLossSymbol(t *testing.T) {
	for _, c := range []struct {
		axes []string
		want string
	}{{nil, "f(x_k)"}, {[]string{"x", "y"}, "f(x_k)"}, {[]string{"w", "b"}, "f"}} {
		sc := Scene{Meta: &surfaces.Meta{Dim: 2, Axes: c.axes}}
		if got := sc.lossSymbol(); got != c.want {
			t.Errorf("%v: %q, want %q", c.axes, got, c.want)
		}
	}
}
