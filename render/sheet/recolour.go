package sheet

import (
	"image/color"
	"math"
	"slices"
	"sync"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/colour"
	"github.com/optviz/optviz/render/figure"
)

// AreaColour returns the colour of area i of n: c in themes with hues, and otherwise a
// grey, the lightest for the first area.
func (t Theme) AreaColour(c color.RGBA, i, n int) color.RGBA {
	if !t.Grey {
		return c
	}
	const lightest, darkest = 0.88, 0.5
	return colour.FromOklab(lightest-(lightest-darkest)*float64(i)/float64(max(n-1, 1)), 0, 0)
}

// Fill adds a filled path in the theme's colour for c.
func (s *Sheet) Fill(p vg.Path, c color.RGBA) { s.Figure.Fill(p, s.Recolour(c)) }

// Stroke adds a stroked path in the theme's colour for c.
func (s *Sheet) Stroke(p vg.Path, c color.RGBA, width vg.Length, dash ...vg.Length) {
	s.Figure.Stroke(p, s.Recolour(c), width, dash...)
}

// Tile adds tiles. They keep their colours, or in greys their lightness, because a colour
// bar explains them. Only tiles without a value get the theme's colours.
func (s *Sheet) Tile(t figure.Tiles) {
	t.Palette = slices.Clone(t.Palette)
	for k, c := range t.Palette {
		t.Palette[k] = s.tileColour(c)
	}
	s.Figure.Tile(t)
}

// tileColour returns the colour in which the theme draws a tile.
func (s *Sheet) tileColour(c color.RGBA) color.RGBA {
	if l, _, _ := colour.Oklab(c); s.Theme.Grey {
		return colour.FromOklab(l, 0, 0)
	} else if c == LostCell || c == NeverCell { // cells without a value
		return s.Recolour(c)
	}
	return c
}

// HasColourOfNever reports whether a ramp has a colour that looks like that of cells without an
// answer, which need a hatching of their own then.
func (s *Sheet) HasColourOfNever(r Ramp) bool {
	const alike = 0.06 // distance in Ottosson's space
	never := s.tileColour(NeverCell)
	return slices.ContainsFunc(r, func(c color.RGBA) bool { return distance(s.tileColour(c), never) < alike })
}

// lineColour returns the theme's colour of a line on paper.
func (t Theme) lineColour(l LineStyle) color.RGBA {
	isTable := tablePlace(l.Color) >= 0
	switch {
	case isTable && len(t.Runs) > 0:
		return t.baseColour(l.Color)
	case t.Grey && isTable:
		return colour.FromOklab(l.shade, 0, 0)
	case t.Grey: // keeps the even steps of a ramp
		lightness, _, _ := colour.Oklab(l.Color)
		return colour.FromOklab(lightness-darkerRamp, 0, 0)
	case t.IsDark():
		return l.Bright
	}
	return t.recolouring()(l.Color)
}

// darkerRamp is the part of the lightness between black and white by which a ramp of grey lines is
// darker than one with hues: the lines lie on the grey bands of maps, too.
const darkerRamp = 0.1

// Lightnesses of the palest grey text on white and on the darkest band of a map.
const (
	legibleGrey   = 0.55
	legibleOnBand = 0.43
)

// textColour returns the theme's colour of the text of a line: a shade of the line's colour that can
// be read on the background.
func (t Theme) textColour(l LineStyle) color.RGBA {
	if t.Grey && len(t.Runs) == 0 {
		lightness, _, _ := colour.Oklab(l.text)
		line, _, _ := colour.Oklab(t.lineColour(l))
		return colour.FromOklab(min(lightness, line, legibleGrey), 0, 0)
	}
	return legible(t.lineColour(l), t.Background, textContrast)
}

// onBand returns a grey that is dark enough for text on the bands of a map.
func onBand(grey color.RGBA) color.RGBA {
	lightness, _, _ := colour.Oklab(grey)
	return colour.FromOklab(min(lightness, legibleOnBand), 0, 0)
}

// Recolour returns the colour in which the sheet draws a colour of the theme light.
func (s *Sheet) Recolour(c color.RGBA) color.RGBA { return s.recolour(c) }

// recolouring returns the function that turns colours of the theme light into those of the theme.
func (t Theme) recolouring() func(color.RGBA) color.RGBA {
	own := map[color.RGBA]color.RGBA{Paper: t.Background, Ink: t.Ink, Soft: t.Soft, Grid: t.Grid}
	hues := sync.OnceValue(t.hues)
	usual := t.usual()
	g := t.ground(usual)
	return func(c color.RGBA) color.RGBA {
		if named, ok := own[c]; ok {
			return named
		}
		if n := tablePlace(c); n >= 0 && len(t.Runs) > 0 {
			return hues()[n].OnPaper
		}
		return g.fit(usual(c))
	}
}

// usual returns the function that recolours for the usual background of themes like this: white,
// nearly black, or white without hues.
func (t Theme) usual() func(color.RGBA) color.RGBA {
	switch {
	case t.Grey:
		return toGrey
	case t.IsDark():
		return toNight
	}
	return func(c color.RGBA) color.RGBA { return c }
}

// ground moves colours from a usual background and ink to those of a theme.
type ground struct {
	paper, ink [3]float64    // of the usual ground, in Ottosson's space
	shift      [2][3]float64 // from them to the theme's
	from, to   color.RGBA    // backgrounds
}

// ground returns what moves colours that usual returns to the theme's background and ink.
func (t Theme) ground(usual func(color.RGBA) color.RGBA) ground {
	g := ground{from: usual(Paper), to: t.Background}
	g.paper, g.ink = colour.InOklab(g.from), colour.InOklab(usual(Ink))
	paper, ink := colour.InOklab(t.Background), colour.InOklab(t.Ink)
	for i := range 3 {
		g.shift[0][i], g.shift[1][i] = paper[i]-g.paper[i], ink[i]-g.ink[i]
	}
	return g
}

// OnBackground returns the theme on another background, with ink, notes, grid and map for it: where
// the background is dark and was light, or light and was dark, those of the theme dark or light.
func (t Theme) OnBackground(c color.RGBA) Theme {
	switch dark := (Theme{Background: c}).IsDark(); {
	case dark && !t.IsDark():
		t = t.OnDark()
	case !dark && t.IsDark():
		light := lightTheme()
		t.Background, t.Ink, t.Soft, t.Grid, t.Map = light.Background, light.Ink, light.Soft, light.Grid, t.Map.in(light.Map.Name)
	}
	g := ground{paper: colour.InOklab(t.Background), ink: colour.InOklab(t.Ink), from: t.Background, to: c}
	for i, v := range colour.InOklab(c) {
		g.shift[0][i] = v - g.paper[i]
	}
	t.Background, t.Ink, t.Soft, t.Grid = c, g.fit(t.Ink), g.fit(t.Soft), g.fit(t.Grid)
	return t
}

// leastContrast is the contrast to the background that a mark keeps.
const leastContrast = 3

// fit returns a colour on the theme's ground: one without hue moves with paper and ink, the nearer
// to either the more, and one with hue becomes as light or dark as its contrast needs.
func (g ground) fit(c color.RGBA) color.RGBA {
	if g.shift == ([2][3]float64{}) {
		return c
	}
	at := colour.InOklab(c)
	vivid := min(max(0, (math.Hypot(at[1], at[2])-tintedChroma)/(vividChroma-tintedChroma)), 1)
	ink := min(max(0, (at[0]-g.paper[0])/(g.ink[0]-g.paper[0])), 1)
	for i := range 3 {
		at[i] += (1 - vivid) * ((1-ink)*g.shift[0][i] + ink*g.shift[1][i])
	}
	return legible(colour.FromOklab(at[0], at[1], at[2]), g.to, min(leastContrast, colour.Contrast(c, g.from)))
}

// A colour with at least vividChroma belongs to a run or a mark, one with at least
// tintedChroma to a landscape, and others to ink or paper. Up to greyChroma a colour has no
// visible hue.
const (
	vividChroma  = 0.09
	tintedChroma = 0.03
	greyChroma   = 0.002
)

// toGrey removes the hue of a colour. Colours of the table get the shade of their usual form. toGrey
// darkens the colours of other marks, which are vivid, and lightens the pale colours of a landscape,
// so that both can still be told apart.
func toGrey(c color.RGBA) color.RGBA {
	l, a, b := colour.Oklab(c)
	for i, h := range lineHues {
		if c == h.OnPaper {
			return colour.FromOklab(forms[i%len(forms)].shade, 0, 0)
		}
	}
	switch chroma := math.Hypot(a, b); {
	case chroma >= vividChroma:
		l = max(0, 1.25*l-0.46)
	case l >= 0.55 && chroma > greyChroma:
		l = 0.5 + 0.5*l
	}
	return colour.FromOklab(l, 0, 0)
}

// toNight inverts the lightness of a colour, from nearly black for white to nearly white for
// black. It keeps the hue, and keeps runs and marks on a landscape light.
func toNight(c color.RGBA) color.RGBA {
	for _, h := range lineHues {
		if c == h.OnPaper {
			return h.OnMap
		}
	}
	l, a, b := colour.Oklab(c)
	dark := piecewise(l, [][2]float64{{0, 0.96}, {0.3, 0.9}, {0.6, 0.52}, {1, 0.2}})
	if chroma := math.Hypot(a, b); chroma > tintedChroma {
		t := min(1, (chroma-tintedChroma)/(vividChroma-tintedChroma))
		dark += t * (max(dark, 0.6+0.22*l) - dark)
	}
	return colour.FromOklab(dark, a, b)
}

// piecewise returns the value at x of the line through points whose x ascend.
func piecewise(x float64, points [][2]float64) float64 {
	for i := 1; i < len(points); i++ {
		if p, q := points[i-1], points[i]; x <= q[0] {
			return p[1] + (q[1]-p[1])*(x-p[0])/(q[0]-p[0])
		}
	}
	return points[len(points)-1][1]
}
