package sheet

import (
	"image/color"
	"math"
)

// Ends of the ramp of ordered lines: the lightness of the lowest and the highest value.
const (
	lineLight, lineDark = 0.55, 0.24 // on paper
	lineDim, lineBright = 0.64, 0.94 // on maps

	oneHueDark, oneHueBright = 0.31, 0.89 // of a ramp of nearly one hue, which must show
)

// Chroma and hue, in degrees, along the ramp of ordered lines.
const (
	leastChroma, mostChroma = 0.11, 0.2
	leastVisibleChroma      = 0.05
	lastHue                 = 265 // towards which the hue turns
	mostTurn                = 150
	leastTurn               = 25
	wideTurn                = 90 // a ramp of many hues
	hueGap                  = 30 // between the ramp and the hue of another rule
)

// rampStyle returns the style of line i of n ordered lines of a rule. Their colours have even
// steps of lightness, from the rule's hue to dark on paper and to light on maps, while the hue
// turns by some degrees, which tells many lines apart.
func rampStyle(rule LineStyle, i, n int, turn float64) LineStyle {
	chroma, hue := chromaAndHue(rule.Color)
	chroma = min(max(chroma, leastChroma), mostChroma)
	part := float64(i) / float64(max(n-1, 1))
	dark, bright := oneHueDark, oneHueBright
	if math.Abs(turn) >= wideTurn {
		dark, bright = lineDark, lineBright
	}
	hue += part * turn
	rule.Color = withinGamut(lineLight+part*(dark-lineLight), chroma, hue)
	rule.Bright = withinGamut(lineDim+part*(bright-lineDim), chroma, hue)
	return rule
}

// turnToLast returns the turn from a hue to the last hue of ramps, the shorter way round.
func turnToLast(hue float64) float64 {
	return max(-mostTurn, min(math.Mod(lastHue-hue+900, 360)-180, mostTurn))
}

// chromaAndHue returns the chroma of a colour and its hue in degrees.
func chromaAndHue(c color.RGBA) (chroma, hue float64) {
	_, a, b := oklab(c)
	return math.Hypot(a, b), math.Atan2(b, a) * 180 / math.Pi
}

// withinGamut returns the colour of a lightness, a chroma and a hue in degrees, with as much
// of the chroma as sRGB has.
func withinGamut(l, chroma, hue float64) color.RGBA {
	sin, cos := math.Sincos(hue * math.Pi / 180)
	for {
		c := fromOklab(l, chroma*cos, chroma*sin)
		gotL, a, b := oklab(c)
		if math.Abs(gotL-l) < 0.006 && math.Hypot(a-chroma*cos, b-chroma*sin) < 0.01 || chroma < 0.005 {
			return c
		}
		chroma *= 0.97
	}
}
