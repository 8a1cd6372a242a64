package sheet

import (
	"image/color"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/shape"
)

// LineStyle sets a run's line apart from others in three ways: by colour, dash and marker.
type LineStyle struct {
	Color  color.RGBA
	Dash   []vg.Length // in units
	Marker shape.Shape
}

// lineStyles holds the colours of Okabe and Ito (2008), which colour-blind people tell
// apart, without the yellow that cannot be seen on white, and with wine.
var lineStyles = []LineStyle{
	{RGB(0xd55e00), nil, shape.Circle},
	{RGB(0x0072b2), []vg.Length{9, 2}, shape.Square},
	{RGB(0x009e73), []vg.Length{4, 1.6}, shape.Triangle},
	{RGB(0xcc79a7), []vg.Length{8, 1.8, 1.8, 1.8}, shape.Diamond},
	{RGB(0x56b4e9), []vg.Length{2, 1.4}, shape.Down},
	{RGB(0xe69f00), []vg.Length{12, 2, 3, 2}, shape.Pentagon},
	{RGB(0x000000), []vg.Length{6, 1.6, 1.6, 1.6, 1.6, 1.6}, shape.Hexagon},
	{RGB(0x882255), []vg.Length{14, 3}, shape.Plus},
}

// LineStyleAt returns style n. Beyond the table the colours repeat with another dash and
// marker.
func LineStyleAt(n int) LineStyle {
	l, other := lineStyles[n%len(lineStyles)], lineStyles[(n+n/len(lineStyles))%len(lineStyles)]
	l.Dash, l.Marker = other.Dash, other.Marker
	return l
}

// ValidationStyle returns the style of the validation curve of a run with a style.
func ValidationStyle(l LineStyle) LineStyle {
	return LineStyle{Color: Mix(l.Color, Paper, 0.12), Dash: []vg.Length{3, 2}, Marker: l.Marker}
}
