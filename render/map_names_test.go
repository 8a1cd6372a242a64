package render

import (
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
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
