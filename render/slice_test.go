package render

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
)

func TestSection(t *testing.T) {
	well := surfaces.TiltedDoubleWell{Tilt: 0.1}
	best := well.Meta().Points[0].X
	for _, c := range []struct {
		name       string
		scene      Scene
		from, to   []float64 // where s is 0, and the end of the line
		lo, length float64
	}{
		{"as given", Scene{Surface: well, Line: [2][]float64{{0, 0}, {3, 4}}}, []float64{0, 0}, []float64{3, 4}, -1.25, 5},
		{"to the best minimum", Scene{Surface: well, Tracks: []Track{{Path: optimizers.Trajectory{Dim: 2, X: []float64{best[0], 2}, Loss: []float64{1}}}}},
			[]float64{best[0], 2}, best, -0.5, 2},
		{"along the first axis", Scene{Surface: surfaces.HyperbolicParaboloid{}}, surfaces.HyperbolicParaboloid{}.Meta().Start, nil, -0.5, 2},
		{"one dimension", Scene{Surface: surfaces.Sphere{N: 1}}, []float64{0}, []float64{1}, -5, 1},
	} {
		cut, err := c.scene.section(words.English)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if !slices.Equal(cut.origin, c.from) || math.Abs(cut.lo-c.lo) > 1e-12 || math.Abs(cut.along(c.from)) > 1e-12 {
			t.Errorf("%s: %+v", c.name, cut)
		}
		if c.to != nil && math.Abs(cut.along(c.to)-c.length) > 1e-12 {
			t.Errorf("%s: the end lies at %v, want %v", c.name, cut.along(c.to), c.length)
		}
		losses := cut.sample(c.scene.Surface, 101)
		if want := c.scene.Surface.Func(at(cut, cut.lo)); losses[0] != want {
			t.Errorf("%s: begins with %v, want %v", c.name, losses[0], want)
		}
	}
	// The scale heeds the line's own length and where runs start.
	cut := section{lo: -1.25, hi: 6.25, margin: 1.25}
	if got := (Scene{Surface: well}).withoutMargins(cut, []float64{9, 8, 1, 2, 3, 7, 6}); !slices.Equal(got, []float64{8, 1, 2, 3, 7}) {
		t.Errorf("between the margins: %v", got)
	}
	for _, bad := range [][2][]float64{{{0, 0}, {0, 0}}, {{0}, {1}}, {{0, 0}, nil}, {{0, 0}, {math.Inf(1), 0}}} {
		if cut, err := (Scene{Surface: well, Line: bad}).section(words.English); err == nil {
			t.Errorf("the line %v gives %+v", bad, cut)
		}
	}
}

func at(c section, s float64) []float64 {
	x := slices.Clone(c.origin)
	for i := range x {
		x[i] += s * c.direction[i]
	}
	return x
}

func TestSliceInOneDimension(t *testing.T) {
	if _, err := Slice(Scene{Surface: surfaces.Sphere{N: 1}, Steps: 3}, sheet.DefaultStyle()); err != nil {
		t.Error(err)
	}
}

// A level is a dashed line with its text, which is told. One beyond the axis is refused: it would not be seen.
func TestSliceLevels(t *testing.T) {
	sc := Scene{Surface: surfaces.Sphere{N: 1}, Steps: 3}
	bare, err := Slice(sc, sheet.DefaultStyle())
	if err != nil {
		t.Fatal(err)
	}
	sc.Lines = []chart.XYLine{{Label: "half", At: 0.5, Level: true}}
	f, err := Slice(sc, sheet.DefaultStyle())
	if err != nil || len(f.Marks) != len(bare.Marks)+3 { // the line, the text and its rim
		t.Errorf("%d marks beyond %d, %v", len(f.Marks)-len(bare.Marks), len(bare.Marks), err)
	}
	if !strings.Contains(f.Desc, "half") {
		t.Errorf("description %q", f.Desc)
	}
	sc.Lines[0].At = 1e9
	const want = "line 1: y = 1e+09 is not within the axes"
	if _, err := Slice(sc, sheet.DefaultStyle()); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("a level beyond the axis: %v, want %q", err, want)
	}
}

// Slices beside each other have one axis of losses, wherever the iterates of each lie.
func TestSlicesShareTheAxis(t *testing.T) {
	track := func(places ...float64) Track {
		path := optimizers.Trajectory{Dim: 1, X: places, Loss: make([]float64, len(places))}
		for i, x := range places {
			path.Loss[i] = x * x / 2
		}
		return Track{Label: "a run", Path: path}
	}
	near, far := track(1, 0), track(1, -1)
	scene := func(own Track, beside ...Track) Scene {
		return Scene{Surface: surfaces.Sphere{N: 1}, Window: surfaces.Window{{-1.2, 1.2}}, Tracks: []Track{own}, Beside: beside}
	}
	axis := func(sc Scene) any {
		s := sheet.New(sheet.DefaultStyle())
		cut, err := sc.section(words.English)
		if err != nil {
			t.Fatal(err)
		}
		return drawSection(s, sc, cut, s.Body(s.Height-40)).Y
	}
	if alone, other := axis(scene(near)), axis(scene(far)); alone == other {
		t.Errorf("slices alone have the same axis %v", alone)
	}
	if a, b := axis(scene(near, far)), axis(scene(far, near)); a != b {
		t.Errorf("slices beside each other have the axes %v and %v", a, b)
	}
}

// A level line near the top of a section has room for its text above.
func TestHeadroom(t *testing.T) {
	s := sheet.New(sheet.DefaultStyle())
	y := scale.Linear{Lo: 0, Hi: 10}
	const height = 200
	for _, c := range []struct {
		line   chart.XYLine
		raised bool
	}{{chart.XYLine{Label: "cut", At: 9.9, Level: true}, true}, {chart.XYLine{Label: "cut", At: 5, Level: true}, false}, {chart.XYLine{At: 9.9, Level: true}, false}, {chart.XYLine{Label: "x", At: 9.9}, false}} {
		got := headroom(s, height, y, []chart.XYLine{c.line}).(scale.Linear)
		if (got.Hi > y.Hi) != c.raised {
			t.Errorf("%+v: the scale ends at %v", c.line, got.Hi)
		}
		if room := (1 - got.At(c.line.At)) * height; c.raised && room < float64(s.Numeral("0").Height()) {
			t.Errorf("%v points are above the line", room)
		}
	}
}

// Where the subtitle is short, the key explains balls off the curve and histograms of ends.
func TestSliceKey(t *testing.T) {
	path := optimizers.Trajectory{Dim: 2, X: []float64{0, 0, 1, 1}, Loss: []float64{170, 106}}
	ends := []optimizers.End{{X: []float64{1, 1}, Loss: 106}, {X: []float64{1, 2}, Loss: 68}}
	sc := Scene{Surface: surfaces.Himmelblau{}, Steps: 1, Tracks: []Track{{Label: "GD", Path: path}}, Line: [2][]float64{{0, 0}, {3, 2}}}
	many := sc
	many.Tracks = []Track{{Label: "GD", Path: path, Ensemble: &optimizers.Ensemble{Ends: ends}}}
	for _, c := range []struct {
		draw  Kind
		sc    Scene
		theme string
		want  string
	}{
		{Slice, sc, "slides", "iterate off the line"}, {Slice, sc, "light", "markers off the curve: iterates off the line"},
		{Ends, many, "slides", "where 2 seeds end, all to one height"}, {Ends, many, "light", "histograms: where 2 seeds end, all drawn to one height"},
	} {
		style := sheet.DefaultStyle()
		style.Theme, style.Audit = sheet.MustTheme(c.theme), &sheet.Audit{}
		_, err := c.draw(c.sc, style)
		if all := strings.Join(style.Audit.Texts, "\n"); err != nil || !strings.Contains(all, c.want) {
			t.Errorf("%s: %v, no %q in %q", c.theme, err, c.want, all)
		}
	}
}
