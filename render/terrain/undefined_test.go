package terrain

import (
	"math"
	"testing"

	"github.com/optviz/optviz/render/contour"
)

// An area without values is told from poles, which are a sample wide, and the
// samples at its edge go on as those beside it.
func TestOutside(t *testing.T) {
	nan := math.NaN()
	g := contour.Grid{NX: 5, NY: 4, Values: []float64{
		nan, nan, nan, 4, 5,
		nan, nan, nan, 4, nan,
		nan, nan, nan, 4, 5,
		nan, nan, nan, 4, 5,
	}}
	area := outside(g)
	for k, lost := range area {
		if want := k%5 < 3; lost != want {
			t.Errorf("sample %d is in the area: %v, want %v", k, lost, want)
		}
	}
	extend(g, area)
	if v := g.Values; !math.IsInf(v[0], 1) || v[1] != 4 || v[2] != 4 || !math.IsInf(v[9], 1) {
		t.Errorf("extended to %v", g.Values)
	}
	pole := contour.Grid{NX: 3, NY: 3, Values: []float64{1, nan, 1, 1, nan, 1, 1, math.Inf(1), 1}}
	if got := outside(pole); got != nil {
		t.Errorf("a pole is the area %v", got)
	}
	if got := outside(contour.Grid{NX: 2, NY: 1, Values: []float64{1, 2}}); got != nil {
		t.Errorf("the area %v where all is finite", got)
	}
}
