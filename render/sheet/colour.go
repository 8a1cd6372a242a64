package sheet

import (
	"image/color"

	"github.com/optviz/optviz/render/colour"
)

// textContrast is the contrast of text to its background.
const textContrast = 4.6

// legible returns a colour, as much darker on a light ground or lighter on a dark one as a contrast
// to the ground needs.
func legible(c, ground color.RGBA, least float64) color.RGBA {
	step := -0.01
	if l, _, _ := colour.Oklab(ground); l < 0.5 {
		step = 0.01
	}
	out := c
	for k := 1; colour.Contrast(out, ground) < least && k <= 100; k++ {
		out = colour.Lit(c, step*float64(k))
	}
	return out
}
