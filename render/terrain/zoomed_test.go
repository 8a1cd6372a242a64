package terrain

import (
	"slices"
	"testing"

	"github.com/optviz/optviz/surfaces"
)

// A part of a map has the levels that were given to the map, in the colours that the part would have
// without them.
func TestZoomedLevels(t *testing.T) {
	h := surfaces.Himmelblau{}
	for _, c := range []struct {
		window surfaces.Window
		levels Levels
	}{
		{surfaces.Window{{2.4, 3.4}, {1.4, 2.6}}, Levels{At: []float64{1, 10, 100}}},
		{surfaces.Window{{2.4, 3.4}, {1.4, 2.6}}, Levels{Count: 3}},
		{surfaces.Window{{2.99, 3.01}, {1.99, 2.01}}, Levels{At: []float64{1e-4, 1e-3, 100}}},
	} {
		whole := Sample(h, h.Meta(), h.Meta().Window, 100, 100)
		_, usual := SampleZoomed(h, h.Meta(), c.window, 60, 60, whole)
		whole.SetLevels(c.levels)
		part, own := SampleZoomed(h, h.Meta(), c.window, 60, 60, whole)
		if own != usual {
			t.Errorf("%v: own colours %v, without levels %v", c, own, usual)
		}
		if len(c.levels.At) > 0 && !slices.Equal(part.Levels, whole.Levels) {
			t.Errorf("%v: the part has the levels %v, want %v", c, part.Levels, whole.Levels)
		}
		if n := c.levels.Count; n > 0 && len(part.Levels) != n {
			t.Errorf("%v: the part has %d levels", c, len(part.Levels))
		}
	}
}
