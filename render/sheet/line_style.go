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

	text color.RGBA // on paper where the line is too pale for text; the zero value: Color
}

// TextColour returns the colour of text on paper that names the line.
func (l LineStyle) TextColour() color.RGBA {
	if l.text == (color.RGBA{}) {
		return l.Color
	}
	return l.text
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

// form is what sets a run apart without its colour.
type form struct {
	grey   []vg.Length
	marker shape.Shape
}

var forms = []form{
	{nil, shape.Circle},
	{[]vg.Length{9, 2}, shape.Square},
	{[]vg.Length{4, 1.6}, shape.Triangle},
	{[]vg.Length{8, 1.8, 1.8, 1.8}, shape.Diamond},
	{[]vg.Length{2, 1.4}, shape.Down},
	{[]vg.Length{12, 2, 3, 2}, shape.Pentagon},
	{[]vg.Length{6, 1.6, 1.6, 1.6, 1.6, 1.6}, shape.Hexagon},
	{[]vg.Length{14, 3}, shape.Plus},
}

// lineHues holds a colour for each rule of the catalogue. Those on paper have a contrast of
// 4.5 on white, and those on maps one of 4.5 on the edge around marks. The first eight differ
// in lightness as well as in hue, so that people who do not see all hues tell them apart, too;
// each of the others is as far as can be from those before it.
var lineHues = []Hue{
	{RGB(0xc55102), RGB(0xff8c56)},
	{RGB(0x8a6100), RGB(0xfbd85c)},
	{RGB(0x006752), RGB(0x1ee4b9)},
	{RGB(0x9d0047), RGB(0xf84d85)},
	{RGB(0x4f008f), RGB(0xb089f0)},
	{RGB(0x004083), RGB(0x8cbfff)},
	{RGB(0x121821), RGB(0xf5f6f9)},
	{RGB(0x5a000b), RGB(0xe7434d)},
	{RGB(0x851df9), RGB(0xc248fc)},
	{RGB(0xa855a7), RGB(0xfa07bb)},
	{RGB(0x006c11), RGB(0x50a401)},
	{RGB(0x400040), RGB(0xad7094)},
	{RGB(0x926a56), RGB(0xcdaa8a)},
	{RGB(0x6e7c3c), RGB(0x6d935b)},
	{RGB(0x7a6588), RGB(0xf9c3f6)},
	{RGB(0x016883), RGB(0x6bc8d5)},
	{RGB(0x0f2b10), RGB(0x00c565)},
	{RGB(0xb238cc), RGB(0xc053bf)},
	{RGB(0x5165e2), RGB(0x4386de)},
	{RGB(0x582f32), RGB(0xf63c18)},
	{RGB(0xd51888), RGB(0xf886bb)},
	{RGB(0x5f2e00), RGB(0xf87103)},
	{RGB(0xb5596d), RGB(0xf9adb0)},
	{RGB(0x51471f), RGB(0x888d29)},
	{RGB(0x7267b6), RGB(0xa393d0)},
	{RGB(0x7f057f), RGB(0xf8a0f5)},
	{RGB(0x004144), RGB(0x1ab6a7)},
	{RGB(0x3f3051), RGB(0xc761fc)},
	{RGB(0xac5c2e), RGB(0xde871e)},
	{RGB(0x5076a9), RGB(0x338fc7)},
	{RGB(0x7e3263), RGB(0xdf30e0)},
	{RGB(0x861501), RGB(0xe56d78)},
}

// LineStyleAt returns style n. Beyond the table the colours repeat with dashes.
func LineStyleAt(n int) LineStyle {
	l := LineStyle{Color: lineHues[n%len(lineHues)].OnPaper, Bright: lineHues[n%len(lineHues)].OnMap}.withForm(n)
	if n >= len(lineHues) {
		l.Dash = forms[1+n%(len(forms)-1)].grey
	}
	return l
}

// withForm returns the style with the marker and the grey dashes of form n.
func (l LineStyle) withForm(n int) LineStyle {
	f := forms[n%len(forms)]
	l.Grey, l.Marker = f.grey, f.marker
	return l
}

// ValidationStyle returns the style of the validation curve of a run with a style: paler, and
// dashed with empty gaps. Its text keeps the run's colour.
func ValidationStyle(l LineStyle) LineStyle {
	l.text = l.TextColour()
	l.Color, l.Dash = Pale(l.Color, validationPale), []vg.Length{3, 2}
	return l
}

// Solid returns the style without dashes, in any theme: a figure that dashes the curves of
// validation draws all others solid.
func (l LineStyle) Solid() LineStyle {
	l.Dash, l.Grey = nil, nil
	return l
}

// SolidFirst returns the indices of lines, those that are solid in the theme first: through the
// gaps of a dashed line above it a solid line shows.
func (s *Sheet) SolidFirst(styles []LineStyle) []int {
	var solid, dashed []int
	for i, l := range styles {
		if l.DashIn(s.Theme) == nil {
			solid = append(solid, i)
		} else {
			dashed = append(dashed, i)
		}
	}
	return append(solid, dashed...)
}

// Faint returns the style of one line among many: with a part of paper, and without dashes,
// which would not show in a thin line.
func (l LineStyle) Faint(part float64) LineStyle {
	l = l.Solid()
	l.Color = Pale(l.Color, part)
	return l
}

// validationPale is the part of paper in the colour of a validation curve, which keeps a
// contrast of 3.
const validationPale = 0.22
