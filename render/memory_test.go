package render

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// The moments of Adam after its first step from (1, -3) on the sphere, whose gradient
// is 2x, and that gradient descent remembers nothing. The axis names the moments, and lines stand
// across the curves.
func TestMemoryCurves(t *testing.T) {
	track := func(o optimizers.Optimizer) Track {
		r := optimizers.Run{F: surfaces.Sphere{N: 2}, Optimizer: o, LR: 0.1, Start: []float64{1, -3}, Steps: 3, Detailed: true}
		path, err := r.Trace(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return Track{Label: "run", Path: path}
	}
	sc := Scene{Surface: surfaces.Sphere{N: 2}, Steps: 3, Tracks: []Track{track(optimizers.NewAdam()), track(optimizers.SGD{})}}
	curves := sc.memoryCurves(sheet.New(sheet.DefaultStyle()))
	want := []struct {
		first float64
		name  string
	}{{0.2, "run $|m_{x}|$"}, {0.6, "run $|m_{y}|$"}, {0.004, "run $v_{x}$"}, {0.036, "run $v_{y}$"}}
	if len(curves) != len(want) {
		t.Fatalf("%d curves", len(curves))
	}
	for i, c := range curves {
		if len(c.Values) != 3 || !c.Line || math.Abs(c.Values[0]-want[i].first) > 1e-12 || c.At(0) != 1 || sheet.Plain(c.Label.Lines[0]) != sheet.Plain(want[i].name) {
			t.Errorf("curve %d, %v: %v from %v", i, c.Label.Lines, c.Values, c.At(0))
		}
	}
	style := sheet.DefaultStyle()
	style.Audit = &sheet.Audit{}
	sc.Lines = []chart.XYLine{{Label: "too small", At: 0.01, Level: true}}
	if _, err := Memory(sc, style); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{sheet.Plain("memory $|m|$, $v$"), "too small"} {
		if !slices.ContainsFunc(style.Audit.Texts, func(s string) bool { return sheet.Plain(s) == text }) {
			t.Errorf("no text %q in %q", text, style.Audit.Texts)
		}
	}
	sc.Tracks[0].Label, sc.Tracks[1].Label = "Adam", "Gradient descent"
	if f, err := Memory(sc, sheet.DefaultStyle()); err != nil || strings.Contains(f.Title, "Gradient descent") || !strings.Contains(f.Title, "Adam") {
		t.Errorf("%v: the title %q names runs that are not drawn", err, f.Title)
	}
	if s := sizes(nil); s.Ticks(3) == nil {
		t.Error("no axis without a memory")
	}
}
