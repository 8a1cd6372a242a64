package sheet

import (
	"image/color"
	"math"

	"github.com/optviz/optviz/render/colour"
	"gonum.org/v1/plot/vg"
)

// Ends of the ramp of ordered lines: the lightness of the lowest value and of the highest, on
// paper and on maps.
const (
	paperLight, paperDark = 0.6, 0.34
	mapLight, mapDark     = 0.75, 0.65

	oneHueDark, oneHueBright = 0.31, 0.86 // the darkest on paper and the lightest on maps in a ramp of nearly one hue
)

// Chroma and hue, in degrees, along the ramp of ordered lines.
const (
	leastChroma, mostChroma = 0.11, 0.2
	leastVisibleChroma      = 0.05
	lastHue                 = 310 // towards which the hue turns
	mostTurn                = 150
	leastTurn               = 25
	wideTurn                = 90 // a ramp of many hues
	hueGap                  = 30 // between the ramp and the hue of another rule
)

// rampStyle returns the style of line i of n ordered lines of a rule. Their colours have even
// steps of lightness, from light to dark on paper as on maps, and begin with the rule's hue,
// which turns by some degrees, as this tells many lines apart.
func rampStyle(rule LineStyle, i, n int, turn float64) LineStyle {
	chroma, hue := chromaAndHue(rule.Color)
	return shadedStyle(rule, min(max(chroma, leastChroma), mostChroma), hue, i, n, turn)
}

// shadedStyle returns the style of line i of n in a ramp that begins with a chroma and a hue.
func shadedStyle(rule LineStyle, chroma, hue float64, i, n int, turn float64) LineStyle {
	part := float64(i) / float64(max(n-1, 1))
	dark, bright := oneHueDark, oneHueBright
	if math.Abs(turn) >= wideTurn {
		dark, bright = paperDark, mapLight
	}
	hue += part * turn
	rule.Color = withinGamut(paperLight+part*(dark-paperLight), chroma, hue)
	rule.Bright = withinGamut(bright+part*(mapDark-bright), chroma, hue)
	return rule.withText()
}

// lightestGreyText is the lightness of the lightest label of a graded line in themes without hues.
const lightestGreyText = 0.5

// gradedDash is the dash of every other graded line in themes without hues, in units.
var gradedDash = []vg.Length{8, 2.5}

// Graded returns the styles of n lines of one run, from its first state to its last: the ramp of
// ordered lines, in themes that list colours of runs shades of the run's, and in themes without hues
// greys from light to black, every other line dashed.
func (s *Sheet) Graded(run LineStyle, n int) []LineStyle {
	base := run
	base.Color = s.Theme.baseColour(run.Color)
	chroma, hue := chromaAndHue(base.Color)
	out := make([]LineStyle, n)
	own := map[color.RGBA]color.RGBA{}
	for i := range out {
		if len(s.Theme.Runs) > 0 {
			out[i] = shadedStyle(base, chroma, hue, i, n, 0)
		} else {
			out[i] = rampStyle(base, i, n, turnToLast(hue))
		}
		out[i].Grey = nil
		if (n-1-i)%2 == 1 {
			out[i].Grey = gradedDash
		}
		line, text := s.Theme.lineColour(out[i]), s.Theme.textColour(out[i])
		if s.Theme.Grey {
			grey := 0.66 * (1 - float64(i)/float64(max(n-1, 1)))
			line, text = colour.FromOklab(grey, 0, 0), colour.FromOklab(min(grey, lightestGreyText), 0, 0)
		}
		own[out[i].Color], own[out[i].text] = line, text
	}
	s.adapt(own)
	return out
}

// adapt gives some colours of the light theme colours of their own on the sheet.
func (s *Sheet) adapt(own map[color.RGBA]color.RGBA) {
	recolour := s.recolour
	s.recolour = func(c color.RGBA) color.RGBA {
		if adapted, ok := own[c]; ok {
			return adapted
		}
		return recolour(c)
	}
}

// turnToLast returns the turn from a hue to the last hue of ramps, the shorter way round.
func turnToLast(hue float64) float64 {
	return max(-mostTurn, min(math.Mod(lastHue-hue+900, 360)-180, mostTurn))
}

// chromaAndHue returns the chroma of a colour and its hue in degrees.
func chromaAndHue(c color.RGBA) (chroma, hue float64) {
	_, a, b := colour.Oklab(c)
	return math.Hypot(a, b), math.Atan2(b, a) * 180 / math.Pi
}

// withinGamut returns the colour of a lightness, a chroma and a hue in degrees, with as much
// of the chroma as sRGB has.
func withinGamut(l, chroma, hue float64) color.RGBA {
	sin, cos := math.Sincos(hue * math.Pi / 180)
	for {
		c := colour.FromOklab(l, chroma*cos, chroma*sin)
		gotL, a, b := colour.Oklab(c)
		if math.Abs(gotL-l) < 0.006 && math.Hypot(a-chroma*cos, b-chroma*sin) < 0.01 || chroma < 0.005 {
			return c
		}
		chroma *= 0.97
	}
}
