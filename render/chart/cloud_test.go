package chart

import (
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// The plus at the centre leaves the smallest ellipse visible.
func TestCentreSize(t *testing.T) {
	s := sheet.New(sheet.DefaultStyle())
	p := landscape.NewPlane(vg.Rectangle{Max: vg.Point{X: 100 * s.Unit, Y: 100 * s.Unit}}, surfaces.Window{{-50, 50}, {-50, 50}})
	for _, c := range []struct{ radius, want float64 }{{40, mostCentre}, {6, 3}, {1, leastCentre}} {
		// the covariance of these four points is radius^2 times the unit matrix
		r := c.radius * 1.224744871391589
		cloud := Cloud{Sets: []CloudSet{{X: []float64{r, -r, 0, 0}, Y: []float64{0, 0, r, -r}}}}
		if got := float64(cloud.centreSize(s, p)); got < c.want-1e-9 || got > c.want+1e-9 {
			t.Errorf("radius %g: %g units, want %g", c.radius, got, c.want)
		}
	}
}
