package render

import (
	"math"
	"testing"

	"github.com/optviz/optviz/surfaces"
)

// The crosses of the double well: along x the saddle curves down by 1 and the minima
// up by 2, along y all up by 1.
func TestCrosses(t *testing.T) {
	f := surfaces.DoubleWell{}
	sc := Scene{Surface: f, Window: [2][2]float64{{-2, 2}, {-2, 2}}, Crosses: true}
	all, most := sc.crosses()
	if len(all) != 3 || most != 2 {
		t.Fatalf("%d crosses, the strongest %v", len(all), most)
	}
	for _, c := range all {
		want := 2.0
		if c.at[0] == 0 {
			want = -1
		}
		for _, a := range c.arms {
			along := math.Abs(a.x)
			if got := a.curvature; math.Abs(along-1) < 1e-12 && got != want || along < 1e-12 && got != 1 {
				t.Errorf("at %v: %v along (%v, %v)", c.at, got, a.x, a.y)
			}
		}
	}
	if key := sc.crossKey(); len(key) != 2 {
		t.Errorf("%d in the key", len(key))
	}
	sc.Window[0] = [2]float64{0.5, 2}
	if key := sc.crossKey(); len(key) != 1 || key[0].name != "curves up" {
		t.Errorf("key %v of one minimum", key)
	}
	sc.Crosses = false
	if all, _ := sc.crosses(); all != nil {
		t.Error("crosses unasked")
	}
}
