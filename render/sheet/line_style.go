package sheet

import (
	"image/color"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/shape"
)

// LineStyle sets a run's line apart from others: by colour and marker, and by dashes where
// the theme has no hues.
type LineStyle struct {
	Color  color.RGBA  // on paper
	Bright color.RGBA  // on a shaded map
	Dash   []vg.Length // in units, in every theme
	Grey   []vg.Length // in units, in themes without hues, unless Dash is set
	Marker shape.Shape
}

// Hue returns the style's colours.
func (l LineStyle) Hue() Hue { return Hue{l.Color, l.Bright} }

// DashIn returns the dashes of the style in a theme.
func (l LineStyle) DashIn(t Theme) []vg.Length {
	if l.Dash == nil && t.Grey {
		return l.Grey
	}
	return l.Dash
}

// lineStyles holds colours that differ in lightness as well as in hue, so that people who
// do not see all hues tell them apart, too. Those on paper have a contrast of 4.5 on white.
var lineStyles = []LineStyle{
	{Color: RGB(0xc55102), Bright: RGB(0xff8c56), Marker: shape.Circle},
	{Color: RGB(0x8a6100), Bright: RGB(0xfbd85c), Grey: []vg.Length{9, 2}, Marker: shape.Square},
	{Color: RGB(0x006752), Bright: RGB(0x1ee4b9), Grey: []vg.Length{4, 1.6}, Marker: shape.Triangle},
	{Color: RGB(0x9d0047), Bright: RGB(0xf84d85), Grey: []vg.Length{8, 1.8, 1.8, 1.8}, Marker: shape.Diamond},
	{Color: RGB(0x4f008f), Bright: RGB(0xb089f0), Grey: []vg.Length{2, 1.4}, Marker: shape.Down},
	{Color: RGB(0x004083), Bright: RGB(0x8cbfff), Grey: []vg.Length{12, 2, 3, 2}, Marker: shape.Pentagon},
	{Color: RGB(0x121821), Bright: RGB(0xf5f6f9), Grey: []vg.Length{6, 1.6, 1.6, 1.6, 1.6, 1.6}, Marker: shape.Hexagon},
	{Color: RGB(0x5a000b), Bright: RGB(0xe7434d), Grey: []vg.Length{14, 3}, Marker: shape.Plus},
}

// LineStyleAt returns style n. Beyond the table the colours repeat with dashes and another
// marker.
func LineStyleAt(n int) LineStyle {
	l, other := lineStyles[n%len(lineStyles)], lineStyles[(n+n/len(lineStyles))%len(lineStyles)]
	if n >= len(lineStyles) {
		l.Dash, l.Marker = other.Grey, other.Marker
	}
	return l
}

// ValidationStyle returns the style of the validation curve of a run with a style.
func ValidationStyle(l LineStyle) LineStyle {
	l.Color, l.Dash = Mix(l.Color, Paper, 0.12), []vg.Length{3, 2}
	return l
}
