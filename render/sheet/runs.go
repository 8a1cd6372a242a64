package sheet

import (
	"image/color"
	"math"
	"reflect"
	"slices"

	"github.com/optviz/optviz/render/colour"
)

// placeOf returns the place of a line of a rule among the lines of the page, whose order gives the
// colours of a theme that lists them, and adds a line that is not among them. Lines of one subject
// are one line; so are a line without some of the numbers of another, such as a rate that varies
// along the axis, and that one, and all lines of a rule of which no figure has several. A line has
// no place that is used in its figure.
func (p *Palette) placeOf(f *family, s Subject, used map[int]bool, alone bool) int {
	severalOfRule := f.key != "" || len(f.mixed) > 0
	for _, isOne := range []func(o Subject) bool{
		func(o Subject) bool { return s.isPartOf(o) && o.isPartOf(s) },
		s.isPartOf,
		func(o Subject) bool { return alone && o.isPartOf(s) },
		func(o Subject) bool { return alone && !severalOfRule },
	} {
		for n, o := range p.lines {
			if !used[n] && reflect.TypeOf(o.Rule) == reflect.TypeOf(s.Rule) && isOne(o) {
				return n
			}
		}
	}
	p.lines = append(p.lines, s)
	return len(p.lines) - 1
}

// hues returns the colours of runs on paper and on maps, one for each of the table: those of the
// theme, then lighter and darker shades of them in their order.
func (t Theme) hues() []Hue {
	out := make([]Hue, 0, len(lineHues))
	for _, h := range t.Runs[:min(len(t.Runs), len(lineHues))] {
		if h.OnMap == (color.RGBA{}) {
			h.OnMap = bright(h.OnPaper)
		}
		out = append(out, h)
	}
	lightest, darkest := paperLightest, paperDarkest
	if t.IsDark() {
		lightest, darkest = nightLightest, nightDarkest
	}
	paper, onMap := make([]color.RGBA, len(out)), make([]color.RGBA, len(out))
	for i, h := range out {
		paper[i], onMap[i] = h.OnPaper, h.OnMap
	}
	paper = shaded(paper, lightest, darkest, func(c color.RGBA) color.RGBA { return legible(c, t.Background, leastShade) })
	onMap = shaded(onMap, mapLightest, brightLightness, bright)
	for i := len(out); i < len(lineHues); i++ {
		out = append(out, Hue{paper[i], onMap[i]})
	}
	return out
}

// RunColours returns the colours of runs on paper and shades of them, in a theme that lists them.
func (t Theme) RunColours() []color.RGBA {
	if len(t.Runs) == 0 {
		return nil
	}
	var out []color.RGBA
	for _, h := range t.hues() {
		out = append(out, h.OnPaper)
	}
	return out
}

// Lightnesses of the shades of a theme's colours, and their least contrast to the background.
const (
	paperLightest, paperDarkest = 0.78, 0.28
	nightLightest, nightDarkest = 0.95, 0.5
	mapLightest                 = 0.88
	leastShade                  = 2
)

// shaded returns as many colours as the table has: those given, then shades of each in turn, between
// two lightnesses and fit for the ground, each as far as can be from the colours before it.
func shaded(colours []color.RGBA, lightest, darkest float64, fit func(color.RGBA) color.RGBA) []color.RGBA {
	steps := max(8, 2*len(lineHues)/len(colours))
	choices := make([][]color.RGBA, len(colours))
	for i, c := range colours {
		chroma, hue := chromaAndHue(c)
		for k := range steps + 1 {
			choices[i] = append(choices[i], fit(withinGamut(darkest+(lightest-darkest)*float64(k)/float64(steps), chroma, hue)))
		}
	}
	out := slices.Clone(colours)
	for i := len(out); i < len(lineHues); i++ {
		out = append(out, farthest(choices[i%len(colours)], out))
	}
	return out
}

// farthest returns the choice whose distance to the nearest of some colours is largest.
func farthest(choices, from []color.RGBA) color.RGBA {
	var best color.RGBA
	most := -1.0
	for _, c := range choices {
		least := math.Inf(1)
		for _, o := range from {
			least = min(least, distance(c, o))
		}
		if least > most {
			best, most = c, least
		}
	}
	return best
}

// distance returns how far two colours are from each other in Ottosson's space.
func distance(a, b color.RGBA) float64 {
	p, q := colour.InOklab(a), colour.InOklab(b)
	return math.Sqrt((p[0]-q[0])*(p[0]-q[0]) + (p[1]-q[1])*(p[1]-q[1]) + (p[2]-q[2])*(p[2]-q[2]))
}

// brightLightness is the least lightness of runs on shaded maps.
const brightLightness = 0.72

// bright returns a colour as light as a run on a shaded map must be, with as much of its chroma as
// sRGB has there.
func bright(c color.RGBA) color.RGBA {
	l, a, b := colour.Oklab(c)
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
	n := tablePlace(c)
	switch {
	case n < 0 || len(t.Runs) == 0:
		return c
	case n < len(t.Runs):
		return t.Runs[n].OnPaper
	}
	return t.hues()[n].OnPaper
}

// tablePlace returns the place in the table of a colour on paper, -1 for none.
func tablePlace(c color.RGBA) int {
	return slices.IndexFunc(lineHues[:], func(h Hue) bool { return h.OnPaper == c })
}
