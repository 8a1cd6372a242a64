package sheet

import (
	"image/color"
	"sync"
)

// Ramp holds the colours of a map, from the lowest value to the highest. Equal steps along
// a ramp have equal steps of lightness.
type Ramp []color.RGBA

// rampSteps is the number of colours of a ramp: steps between them cannot be seen.
const rampSteps = 256

// At returns the colour at a place from 0 to 1.
func (r Ramp) At(t float64) color.RGBA {
	return r[int(min(max(t, 0), 1)*float64(len(r)-1)+0.5)]
}

// Lightnesses of the ends of ramps in Ottosson's space: nearly black and cream.
const (
	rampDark  = 0.2
	rampLight = 0.97
)

// The hues of maps, given by colours whose lightness does not count.
var (
	deepHues = []color.RGBA{RGB(0x101c3a), RGB(0x15406e), RGB(0x1f6f93), RGB(0x3f9a9c), RGB(0x86c2b0), RGB(0xc9dfc9), RGB(0xf7f5e6)}
	warmHues = []color.RGBA{RGB(0x3a0d1c), RGB(0x7c1f2a), RGB(0xb64b2f), RGB(0xd98a45), RGB(0xedbf7d), RGB(0xf3e2c6), RGB(0xf7f5e6)}
)

// newRamp returns a ramp between two lightnesses through hues.
func newRamp(hues []color.RGBA, from, to float64) Ramp {
	r := make(Ramp, rampSteps)
	for i := range r {
		t := float64(i) / (rampSteps - 1)
		at := t * float64(len(hues)-1)
		k := min(int(at), len(hues)-2)
		f := at - float64(k)
		_, a0, b0 := oklab(hues[k])
		_, a1, b1 := oklab(hues[k+1])
		r[i] = fromOklab(from+t*(to-from), a0+f*(a1-a0), b0+f*(b1-b0))
	}
	return r
}

// reversed returns colours in the other order.
func reversed(c []color.RGBA) []color.RGBA {
	out := make([]color.RGBA, len(c))
	for i, v := range c {
		out[len(c)-1-i] = v
	}
	return out
}

// MapColours holds the colours of a map's losses.
type MapColours struct {
	Deep Ramp // from valleys to heights
	Cold Ramp // from the deepest loss below 0 to 0
	Warm Ramp // from 0 to the highest loss
}

var (
	deepMap = sync.OnceValue(func() MapColours {
		return MapColours{
			Deep: newRamp(deepHues, rampDark, rampLight),
			Cold: newRamp(deepHues, rampDark, rampLight),
			Warm: newRamp(reversed(warmHues), rampLight, rampDark),
		}
	})
	// greyMap has the lightnesses of bands, on which dark marks stand out.
	greyMap = sync.OnceValue(func() MapColours {
		grey := []color.RGBA{Paper, Paper}
		return MapColours{Deep: newRamp(grey, 0.62, rampLight), Cold: newRamp(grey, 0.62, 0.8), Warm: newRamp(grey, 0.8, rampLight)}
	})
	// nightMap is the mirror of deepMap: its valleys are cream and its heights nearly black.
	nightMap = sync.OnceValue(func() MapColours {
		return MapColours{
			Deep: newRamp(reversed(deepHues), rampLight, rampDark),
			Cold: newRamp(reversed(deepHues), rampLight, rampDark),
			Warm: newRamp(warmHues, rampDark, rampLight),
		}
	})
)
