// Package wcag measures how well colours can be told apart, as the Web Content
// Accessibility Guidelines 2.2 define it. Tests of figures use it.
package wcag

import (
	"image/color"
	"math"
)

// Luminance returns the relative luminance of a colour: 0 for black, 1 for white.
func Luminance(c color.RGBA) float64 {
	linear := func(v uint8) float64 {
		c := float64(v) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

// Contrast returns the contrast ratio of two colours, from 1 for equal luminance to 21
// for black on white. Text needs 4.5.
func Contrast(a, b color.RGBA) float64 {
	la, lb := Luminance(a), Luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}
