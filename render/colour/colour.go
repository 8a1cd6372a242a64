// Package colour mixes colours, and lightens them in a space in which equal steps of lightness look
// equal. Colours come in and go out; which colours a figure has is the business of package sheet.
package colour

import (
	"image/color"
	"math"
)

// Oklab converts a colour to the space of Ottosson (2020), in which equal steps of
// lightness look equal. l is 0 for black and 1 for white.
func Oklab(c color.RGBA) (l, a, b float64) {
	r, g, bl := FromSRGB(c.R), FromSRGB(c.G), FromSRGB(c.B)
	x := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*bl)
	y := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*bl)
	z := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*bl)
	return 0.2104542553*x + 0.7936177850*y - 0.0040720468*z,
		1.9779984951*x - 2.4285922050*y + 0.4505937099*z,
		0.0259040371*x + 0.7827717662*y - 0.8086757660*z
}

// FromOklab returns the sRGB colour nearest to a colour of Ottosson's space.
func FromOklab(l, a, b float64) color.RGBA {
	x := l + 0.3963377774*a + 0.2158037573*b
	y := l - 0.1055613458*a - 0.0638541728*b
	z := l - 0.0894841775*a - 1.2914855480*b
	x, y, z = x*x*x, y*y*y, z*z*z
	return color.RGBA{
		R: toSRGB(4.0767416621*x - 3.3077115913*y + 0.2309699292*z),
		G: toSRGB(-1.2684380046*x + 2.6097574011*y - 0.3413193965*z),
		B: toSRGB(-0.0041960863*x - 0.7034186147*y + 1.7076147010*z),
		A: 0xff,
	}
}

// Lit returns a colour that is lighter, or darker where by is below 0, by a part of the
// lightness between black and white.
func Lit(c color.RGBA, by float64) color.RGBA {
	l, a, b := Oklab(c)
	return FromOklab(min(max(l+by, 0), 1), a, b)
}

// FromSRGB returns the linear intensity, from 0 to 1, of an sRGB value.
func FromSRGB(v uint8) float64 {
	f := float64(v) / 255
	if f <= 0.04045 {
		return f / 12.92
	}
	return math.Pow((f+0.055)/1.055, 2.4)
}

func toSRGB(f float64) uint8 {
	if f <= 0.0031308 {
		f *= 12.92
	} else {
		f = 1.055*math.Pow(f, 1/2.4) - 0.055
	}
	return uint8(255*min(max(f, 0), 1) + 0.5)
}

// InOklab returns the coordinates of a colour in Ottosson's space.
func InOklab(c color.RGBA) [3]float64 {
	l, a, b := Oklab(c)
	return [3]float64{l, a, b}
}

// Contrast returns the contrast ratio of two colours, as the Web Content Accessibility Guidelines
// define it: from 1 to 21.
func Contrast(a, b color.RGBA) float64 {
	la, lb := Luminance(a), Luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// Luminance returns the relative luminance of a colour, from 0 to 1.
func Luminance(c color.RGBA) float64 {
	return 0.2126*FromSRGB(c.R) + 0.7152*FromSRGB(c.G) + 0.0722*FromSRGB(c.B)
}

// Mix returns a colour between a, for f = 0, and b, for f = 1.
func Mix(a, b color.RGBA, f float64) color.RGBA {
	at := func(a, b uint8) uint8 { return uint8(float64(a) + f*(float64(b)-float64(a)) + 0.5) }
	return color.RGBA{R: at(a.R, b.R), G: at(a.G, b.G), B: at(a.B, b.B), A: 0xff}
}
