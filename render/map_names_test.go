package render

import (
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
)

// The short name of a run stands on a map that has no room for the full one.
func TestShortNamesOnMaps(t *testing.T) {
	window := surfaces.Window{{-1, 1}, {-1, 1}}
	track := Track{Label: "Gradientenabstieg", Short: "GD", Path: rows(3, 1, 2)}
	track.Path.X = []float64{0.6, 0.6, 0.2, 0.2, -0.4, -0.4}
	track.Path.Verdict.Outcome = optimizers.Descending
	sc := Scene{Surface: surfaces.Sphere{N: 2}, Window: window, Steps: 2, Tracks: []Track{track}}
	for _, c := range []struct {
		width vg.Length
		want  string
	}{{300, "Gradientenabstieg"}, {60, "GD"}} {
		s := sheet.New(sheet.Style{Width: 400, Height: 300, DPI: 72})
		p := landscape.Plane{Panel: sheet.Panel{X: scale.Linear{Lo: -1, Hi: 1}, Y: scale.Linear{Lo: -1, Hi: 1}}, Window: window}
		p.Rectangle = vg.Rectangle{Max: vg.Point{X: c.width, Y: 100}}
		names, fit := sc.pathNames(s, p, sc.styles(s))
		if !fit || len(names) != 1 || names[0].Line.Text != c.want {
			t.Errorf("%v points wide: %d names, %v, want %q", c.width, len(names), fit, c.want)
		}
	}
}

// The name of a run stands beside its path, or around its marks where these cover the path.
func TestNamedPath(t *testing.T) {
	s := sheet.New(sheet.Style{Width: 400, Height: 300, DPI: 72})
	sc := Scene{Surface: surfaces.Sphere{N: 2}, Window: surfaces.Window{{-1, 1}, {-1, 1}}}
	far := []vg.Point{{X: 0, Y: 0}, {X: 100, Y: 0}}
	if got, around := sc.namedPath(s, Track{}, far); around || len(got) != 2 {
		t.Errorf("a long path is replaced by %v", got)
	}
	near := []vg.Point{{X: 100, Y: 0}, {X: 100 + s.Unit, Y: 0}}
	points, around := sc.namedPath(s, Track{}, near)
	if !around {
		t.Fatal("the name of a covered path stands on the marks")
	}
	for _, q := range points {
		if d := math.Hypot(float64(q.X-near[1].X), float64(q.Y)); math.Abs(d-float64(endReach*s.Unit)) > 1e-9 {
			t.Errorf("%v is %v from the end, want %v", q, d, endReach*s.Unit)
		}
	}
}

// The fate of a run names the critical point that it reached, unless that is a minimum.
func TestFateNamesPoints(t *testing.T) {
	for name, want := range map[string]string{"saddle": "saddle", "maximum": "maximum", "minimum": ""} {
		track := Track{Label: "Newton", Path: rows(3, 1, 2)}
		track.Path.X = []float64{0.6, 0.6, 0.2, 0.2, -0.4, -0.4}
		track.Path.Verdict = optimizers.Verdict{Outcome: optimizers.Converged, Name: name}
		sc := Scene{Surface: surfaces.Sphere{N: 2}, Window: surfaces.Window{{-1, 1}, {-1, 1}}, Steps: 2, Tracks: []Track{track}}
		if got := strings.Join(sc.fate(words.English, track), ", "); got != want {
			t.Errorf("the fate of a run that reached a %s is %q, want %q", name, got, want)
		}
	}
}
