package sheet

import (
	"errors"
	"fmt"
	"image/color"
	"slices"
	"strings"
	"sync"

	"github.com/optviz/optviz/render/colour"
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
		_, a0, b0 := colour.Oklab(hues[k])
		_, a1, b1 := colour.Oklab(hues[k+1])
		r[i] = colour.FromOklab(from+t*(to-from), a0+f*(a1-a0), b0+f*(b1-b0))
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

// MapStyle states the colours of shaded maps: a built-in map or, where Deep has colours, these.
type MapStyle struct {
	Name string       // of one of MapNames
	Heat string       // the one of MapNames that heat maps have, as those of sweeps; "": as all maps
	Deep []color.RGBA // at even steps from valleys to heights
	Cold []color.RGBA // from the deepest loss below 0 to 0; none: as Deep
	Warm []color.RGBA // from 0 to the highest loss; none: from the last colour of Cold to the darkest or lightest red
}

// MapNames lists the built-in maps.
func MapNames() []string {
	var names []string
	for _, m := range builtInMaps {
		names = append(names, m.name)
	}
	return names
}

// check returns an error for an unknown name, and for colours that belong to no Deep.
func (m MapStyle) check() error {
	switch {
	case len(m.Deep) == 0 && len(m.Cold)+len(m.Warm) > 0:
		return errors.New("the theme's Map has colours Cold or Warm without Deep")
	case (len(m.Deep) == 0 || m.Name != "") && !slices.Contains(MapNames(), m.Name):
		return fmt.Errorf("the theme's Map: unknown map %q (one of %s)", m.Name, strings.Join(MapNames(), ", "))
	case m.Heat != "" && !slices.Contains(MapNames(), m.Heat):
		return fmt.Errorf("the theme's Map.Heat: unknown map %q (one of %s)", m.Heat, strings.Join(MapNames(), ", "))
	}
	return nil
}

// colours returns the ramps of the map.
func (m MapStyle) colours() MapColours {
	if len(m.Deep) == 0 {
		for _, b := range builtInMaps {
			if b.name == m.Name {
				return b.colours()
			}
		}
	}
	return m.through()
}

// through returns the ramps through the map's own colours.
func (m MapStyle) through() MapColours {
	cold := m.Cold
	if len(cold) == 0 {
		cold = m.Deep
	}
	warm := m.Warm
	if len(warm) == 0 {
		zero, rest := cold[len(cold)-1], warmHues
		if l, _, _ := colour.Oklab(zero); l >= 0.5 {
			rest = reversed(warmHues)
		}
		warm = append([]color.RGBA{zero}, rest[1:]...)
	}
	return MapColours{Deep: rampThrough(m.Deep), Cold: rampThrough(cold), Warm: rampThrough(warm)}
}

// rampThrough returns a ramp through colours at even steps.
func rampThrough(colours []color.RGBA) Ramp {
	r := make(Ramp, rampSteps)
	for i := range r {
		at := float64(i) / (rampSteps - 1) * float64(len(colours)-1)
		k := min(int(at), max(len(colours)-2, 0))
		from, to := colour.InOklab(colours[k]), colour.InOklab(colours[min(k+1, len(colours)-1)])
		f := at - float64(k)
		r[i] = colour.FromOklab(from[0]+f*(to[0]-from[0]), from[1]+f*(to[1]-from[1]), from[2]+f*(to[2]-from[2]))
	}
	return r
}

// HeatColours returns the colours of heat maps, from the lowest value to the highest.
func (t Theme) HeatColours() Ramp {
	if heat := t.orLight().Map.Heat; heat != "" {
		return MapStyle{Name: heat}.colours().Deep
	}
	return t.MapColours().Deep
}

// MapColours returns the colours of the theme's maps.
func (t Theme) MapColours() MapColours { return t.Map.colours() }

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

// builtInMaps holds the maps that a theme can name.
var builtInMaps = []struct {
	name    string
	colours func() MapColours
}{
	{"deep", deepMap}, {"night", nightMap}, {"grey", greyMap},
	{"viridis", tableMap(0x440154, 0x481567, 0x482677, 0x453781, 0x404788, 0x39568c, 0x33638d, 0x2d708e, 0x287d8e, 0x238a8d,
		0x1f968b, 0x20a387, 0x29af7f, 0x3cbb75, 0x55c667, 0x73d055, 0x95d840, 0xb8de29, 0xdce319, 0xfde725)},
	{"cividis", tableMap(0x00204d, 0x00336f, 0x39486b, 0x575c6d, 0x707173, 0x8a8779, 0xa69d75, 0xc4b56c, 0xe4cf5b, 0xffea46)},
	{"magma", tableMap(0x000004, 0x140e36, 0x3b0f70, 0x641a80, 0x8c2981, 0xb73779, 0xde4968, 0xf7705c, 0xfe9f6d, 0xfecf92, 0xfcfdbf)},
}

// tableMap returns the map through the colours of a published table: van der Walt and Smith (2015)
// for viridis and magma, Nuñez, Anderton and Renslow (2018) for cividis. Like their authors it mixes
// neighbours in sRGB. These maps are perceptually even, in grey as in colour and to the colour-blind.
func tableMap(table ...uint32) func() MapColours {
	return sync.OnceValue(func() MapColours {
		between := make([]color.RGBA, len(table))
		for i, c := range table {
			between[i] = RGB(c)
		}
		deep := make(Ramp, rampSteps)
		for i := range deep {
			at := float64(i) / (rampSteps - 1) * float64(len(between)-1)
			k := min(int(at), len(between)-2)
			deep[i] = colour.Mix(between[k], between[k+1], at-float64(k))
		}
		return MapStyle{Deep: deep}.through()
	})
}
