package render

import (
	"image/color"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/shape"
)

// look tells a run from the others three times over: by colour, dash and marker.
type look struct {
	color  color.RGBA
	dash   []vg.Length // in units
	marker shape.Shape
}

// looks uses the colours of Okabe and Ito (2008), which colour-blind people
// tell apart, without the yellow that cannot be seen on white, and wine.
var looks = []look{
	{rgb(0xd55e00), nil, shape.Circle},
	{rgb(0x0072b2), []vg.Length{9, 2}, shape.Square},
	{rgb(0x009e73), []vg.Length{4, 1.6}, shape.Triangle},
	{rgb(0xcc79a7), []vg.Length{8, 1.8, 1.8, 1.8}, shape.Diamond},
	{rgb(0x56b4e9), []vg.Length{2, 1.4}, shape.Down},
	{rgb(0xe69f00), []vg.Length{12, 2, 3, 2}, shape.Pentagon},
	{rgb(0x000000), []vg.Length{6, 1.6, 1.6, 1.6, 1.6, 1.6}, shape.Hexagon},
	{rgb(0x882255), []vg.Length{14, 3}, shape.Plus},
}

// lookAt is look n: beyond the table colours return with another dash and marker.
func lookAt(n int) look {
	l, other := looks[n%len(looks)], looks[(n+n/len(looks))%len(looks)]
	l.dash, l.marker = other.dash, other.marker
	return l
}
