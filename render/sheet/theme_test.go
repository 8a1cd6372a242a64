package sheet

import (
	"testing"

	"gonum.org/v1/plot/vg"
)

// Text shrinks by a scale, but on slides not below the least text.
func TestShrunk(t *testing.T) {
	light, _ := ThemeByName("light")
	slides, _ := ThemeByName("slides")
	for _, c := range []struct {
		theme       Theme
		size, scale vg.Length
		want        vg.Length
	}{{light, 10, 0.75, 7.5}, {slides, 10, 0.75, TickSize}, {slides, 2 * TickSize, 0.75, 1.5 * TickSize}, {slides, TickSize - 1, 0.75, TickSize - 1}} {
		if got := c.theme.Shrunk(c.size, c.scale); got != c.want {
			t.Errorf("%s: %v times %v is %v, want %v", c.theme.Name, c.size, c.scale, got, c.want)
		}
	}
}
