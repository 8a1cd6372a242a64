package sheet

import (
	"image/color"
	"math"
	"slices"
)

// hues returns the colours of runs on paper and on maps: those of the theme, then those of the table
// from the farthest from the theme's on.
func (t Theme) hues() []Hue {
	out := slices.Clone(t.Runs[:min(len(t.Runs), len(lineHues))])
	for i, h := range out {
		if h.OnMap == (color.RGBA{}) {
			out[i].OnMap = bright(h.OnPaper)
		}
	}
	var rest, near []Hue
	for _, h := range lineHues {
		if t.IsDark() {
			h.OnPaper = h.OnMap
		}
		if slices.ContainsFunc(out[:len(t.Runs)], func(o Hue) bool { return distance(o.OnPaper, h.OnPaper) < apart }) {
			near = append(near, h)
		} else {
			rest = append(rest, h)
		}
	}
	out = append(out, append(rest, near...)...)
	return out[:len(lineHues)]
}

// apart is the distance in Ottosson's space from which on two colours of runs can be told apart.
const apart = 0.1

// distance returns how far two colours are from each other in Ottosson's space.
func distance(a, b color.RGBA) float64 {
	p, q := inOklab(a), inOklab(b)
	return math.Sqrt((p[0]-q[0])*(p[0]-q[0]) + (p[1]-q[1])*(p[1]-q[1]) + (p[2]-q[2])*(p[2]-q[2]))
}

// brightLightness is the least lightness of runs on shaded maps.
const brightLightness = 0.72

// bright returns a colour as light as a run on a shaded map must be, with as much of its chroma as
// sRGB has there.
func bright(c color.RGBA) color.RGBA {
	l, a, b := oklab(c)
	if l < brightLightness {
		chroma, hue := math.Hypot(a, b), math.Atan2(b, a)*180/math.Pi
		c = withinGamut(brightLightness, chroma, hue)
	}
	return legible(c, mapEdge, textContrast)
}

// onPale returns the colour of text of a hue on the nearly white parts of a map.
func (t Theme) onPale(c Hue) color.RGBA {
	if len(t.Runs) == 0 {
		return c.OnPaper
	}
	return legible(t.baseColour(c.OnPaper), Paper, textContrast)
}

// baseColour returns the colour whose hue the ramp of a run with a colour of the table begins with.
func (t Theme) baseColour(c color.RGBA) color.RGBA {
	n := slices.IndexFunc(lineHues, func(h Hue) bool { return h.OnPaper == c })
	if n < 0 || len(t.Runs) == 0 {
		return c
	}
	return t.hues()[n].OnPaper
}
