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

	text  color.RGBA // of text on paper; the zero value: Color
	shade float64    // lightness in themes without hues, of a line with a colour of the table
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
	shade  float64
}

// forms holds shades that differ where dashes are alike: a curve that swings fast breaks up its
// dashes, and its shade tells it apart. The palest shade has a contrast of 4.5 to the darkest band
// of a map.
var forms = []form{
	{nil, shape.Circle, 0.4},
	{[]vg.Length{9, 2}, shape.Square, 0.28},
	{[]vg.Length{4, 1.6}, shape.Triangle, 0.12},
	{[]vg.Length{8, 1.8, 1.8, 1.8}, shape.Diamond, 0.2},
	{[]vg.Length{2, 1.4}, shape.Down, 0.35},
	{[]vg.Length{12, 2, 3, 2}, shape.Pentagon, 0.43},
	{[]vg.Length{6, 1.6, 1.6, 1.6, 1.6, 1.6}, shape.Hexagon, 0.3},
	{[]vg.Length{14, 3}, shape.Plus, 0.08},
}

// lineHues holds a colour for each rule of the catalogue, of one hue on paper and on maps. Those
// on paper have a contrast of 3.6 on white, and those on maps one of 4.5 on the edge around
// marks. The first eight differ in lightness as well as in hue, so that people who do not see
// all hues tell them apart, too; each of the others is as far as can be from those before it.
var lineHues = [...]Hue{
	{RGB(0xca522f), RGB(0xff9e74)},
	{RGB(0x9f8300), RGB(0xffe36b)},
	{RGB(0x007a60), RGB(0x00f1ac)},
	{RGB(0x8c0042), RGB(0xef5297)},
	{RGB(0x540093), RGB(0xb77fff)},
	{RGB(0x005cbc), RGB(0x9dc9ff)},
	{RGB(0x485261), RGB(0x91abc7)},
	{RGB(0x5f0014), RGB(0xed3d27)},
	{RGB(0xb647b0), RGB(0xffa3fc)},
	{RGB(0x92008d), RGB(0xf658ee)},
	{RGB(0x034300), RGB(0x4b913b)},
	{RGB(0x844771), RGB(0xd794c0)},
	{RGB(0x653a00), RGB(0xc67f08)},
	{RGB(0x1e9600), RGB(0x5dee33)},
	{RGB(0x53285c), RGB(0x9f70aa)},
	{RGB(0x0b4a5c), RGB(0x70b3c8)},
	{RGB(0x146b00), RGB(0x2ec200)},
	{RGB(0x987795), RGB(0xecc7e7)},
	{RGB(0x2100c0), RGB(0x5776ff)},
	{RGB(0xa60000), RGB(0xff6d59)},
	{RGB(0xb20073), RGB(0xff7cc1)},
	{RGB(0x8b5f00), RGB(0xffba00)},
	{RGB(0x823a3c), RGB(0xd68585)},
	{RGB(0x687c00), RGB(0xb1d00b)},
	{RGB(0x2b3d91), RGB(0x7e9af6)},
	{RGB(0x7955b0), RGB(0xc8a5ff)},
	{RGB(0x008ea1), RGB(0x00e6ff)},
	{RGB(0x5c4481), RGB(0xa78fd3)},
	{RGB(0x9d7a5e), RGB(0xf1caac)},
	{RGB(0x006f97), RGB(0x34c2fb)},
	{RGB(0x6f0058), RGB(0xe42eb9)},
	{RGB(0x8a5d5c), RGB(0xdcaaa8)},
}

// LineStyleAt returns style n. Beyond the table the colours repeat with dashes.
func LineStyleAt(n int) LineStyle {
	l := LineStyle{Color: lineHues[n%len(lineHues)].OnPaper, Bright: lineHues[n%len(lineHues)].OnMap}.withText().withForm(n)
	if n >= len(lineHues) {
		l.Dash = forms[1+n%(len(forms)-1)].grey
	}
	return l
}

// neutralStyle returns the style of a line that stands for no single run.
func neutralStyle() LineStyle {
	return LineStyle{Color: Ink, Bright: MapInk.OnMap}.withForm(0)
}

// withText returns the style with the colour of its texts: a darker shade of the line's where
// the line is too pale for text.
func (l LineStyle) withText() LineStyle {
	l.text = legible(l.Color, Paper, textContrast)
	return l
}

// withForm returns the style with the marker, the grey dashes and the shade of form n.
func (l LineStyle) withForm(n int) LineStyle {
	f := forms[n%len(forms)]
	l.Grey, l.Marker, l.shade = f.grey, f.marker, f.shade
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

// onStub returns the style with dashes short enough to show on the stub of a legend.
func (l LineStyle) onStub() LineStyle {
	const stub, repeats = 0.6 * LegendLine, 1.4 // its length in units, without the marker, and how often the dashes repeat
	var period vg.Length
	for _, d := range l.Grey {
		period += d * RunWidth
	}
	if period*repeats > stub {
		l.Grey = Scaled(l.Grey, stub/(repeats*period))
	}
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
const validationPale = 0.12
