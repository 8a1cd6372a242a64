package terrain

import (
	"github.com/optviz/optviz/surfaces"
)

// fewestLevels is the least number of levels with which a part of a map shows its landscape.
const fewestLevels = 3

// SampleZoomed samples a part of a map anew, for a drawing of a size in pixels. The colours mean the
// losses that they mean on the map if this shows some of the map's usual levels; otherwise the part
// has a scale of its own. Levels that were given to the map hold in the part, too.
func SampleZoomed(f surfaces.Surface, m surfaces.Meta, window surfaces.Window, width, height float64, of Map) (part Map, ownScale bool) {
	part = Sample(f, m, window, width, height)
	values := finite(part.Values)
	if len(values) == 0 {
		return part, false
	}
	n, usual := 0, of.Levels
	if of.isGiven() {
		usual = of.usualLevels
	}
	for _, l := range usual {
		if l > values[0] && l < values[len(values)-1] {
			n++
		}
	}
	if n < fewestLevels {
		switch {
		case len(of.givenTicks) > 0:
			part.Levels = of.Levels
		case of.isGiven():
			part.SetLevels(Levels{Count: len(of.Levels)})
		}
		return part, true
	}
	part.Levels, part.Offset, part.Floor, part.Bar, part.Signed, part.Flat = of.Levels, of.Offset, of.Floor, of.Bar, of.Signed, of.Flat
	return part, false
}
