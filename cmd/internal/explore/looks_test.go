package explore

import (
	"math"
	"testing"

	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/terrain"
)

// The tones of a page that are mixed are those of figures, as far as an eye can see: they differ at
// bends of the ramps alone.
func TestMixedTones(t *testing.T) {
	if (terrain.ToneSteps-1)%toneStride != 0 {
		t.Fatalf("the last of %d tones is not in steps of %d", terrain.ToneSteps, toneStride)
	}
	for _, name := range looks {
		for _, scale := range []terrain.ToneScale{{}, {Signed: true}} {
			m := sheet.MustTheme(name).MapColours()
			some := someTones(scale, m)
			for i, tone := range landscape.TonesOf(scale, m) {
				from, part := 9*(i/toneStride), float64(i%toneStride)/toneStride
				for k, want := range []uint8{tone.Dark.R, tone.Dark.G, tone.Dark.B, tone.Level.R, tone.Level.G, tone.Level.B, tone.Light.R, tone.Light.G, tone.Light.B} {
					got := float64(some[from+k])
					if part > 0 {
						got = got*(1-part) + float64(some[from+9+k])*part
					}
					if math.Abs(got-float64(want)) > 5.5 {
						t.Errorf("%s, signed %v: byte %d of tone %d is %v, want %d", name, scale.Signed, k, i, got, want)
					}
				}
			}
		}
	}
}
