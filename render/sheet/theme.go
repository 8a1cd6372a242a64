package sheet

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/typeset"
)

// Theme is one way for all figures to look. It recolours a finished drawing, so that it
// applies to every kind of figure.
type Theme struct {
	Name     string
	Doc      string                      // one line
	Size     string                      // usual size of a figure, as on the command line; "": the default size
	Page     string                      // usual size of a page of figures; "": Size
	Slides   bool                        // a page is one slide or several: few figures on each, with large text and narrow margins
	Recolour func(color.RGBA) color.RGBA // returns the theme's colour for a colour of the light theme
	Grey     bool                        // areas differ in lightness alone, and maps are bands
	Map      func() MapColours           // the colours of shaded maps
	Text     vg.Length                   // least size of the smallest text in points; 0: as suits the figure
	Fonts    *typeset.Fonts              // nil: the built-in fonts
	part     vg.Length                   // least size of the smallest text as a part of the figure's height; 0: as suits the figure
	heading  Heading                     // what stands above the figure
}

// Heading states which texts stand above a figure.
type Heading int

const (
	wholeHeading Heading = iota // title, subtitle and key
	TitleOnly                   // no subtitle: large text leaves no room for it
	NoHeading                   // no text: the text around the figure names it
)

// Themes returns all themes, the default first.
func Themes() []Theme {
	return []Theme{
		{Name: "light", Doc: "dark on white", Recolour: unchanged, Map: deepMap},
		{Name: "dark", Doc: "light on dark", Recolour: toNight, Map: nightMap},
		{Name: "slides", Doc: "16:9 with text of 18 pt where the slide is 7.5 in high, a grid of up to six panels of a page, whose text has at least 13 pt", Size: "1280x720", Slides: true, Recolour: unchanged, Map: deepMap, part: 18.0 / 540, heading: TitleOnly},
		{Name: "paper", Doc: "a column of 8.5 cm with text of 8 to 9 pt, a page of figures across two", Size: "8.5cmx11cm", Page: "17.5cmx11cm", Recolour: unchanged, Map: deepMap, Text: 8, heading: NoHeading},
		{Name: "print", Doc: "shades of grey", Recolour: toGrey, Map: greyMap, Grey: true},
	}
}

// ThemeByName returns the theme of a name; "" names the default.
func ThemeByName(name string) (Theme, bool) {
	for _, t := range Themes() {
		if name == "" || t.Name == name {
			return t, true
		}
	}
	return Theme{}, false
}

// Sizes of figures, as multiples of the size of their runs' text.
const (
	unshrunk = 40 // least width on a page at which text does not shrink with the figure
	readable = 25 // least width at which text leaves panels any room
	narrow   = 17 // least width of three figures that share a row instead of tearing apart
	Stacked  = 28 // height in a column at which views stack their panels
	spacious = 38 // least width at which text leaves panels half of the figure
	low      = 20 // least height at which text leaves panels as much
)

// Sizes of the cells of a grid on a slide, as multiples of the size of their runs' text.
// Narrow margins and shared axes leave the panels more room than they have elsewhere.
const (
	gridWide   = 25 // width at which text is as large as the slide's
	gridNarrow = 15 // width of cells whose text is smaller, down to gridText
	gridLow    = 12 // least height at which text leaves panels half of the cell

	gridText = 13.0 / 540 // least size of the smallest text in narrow cells, as a part of the slide's height
)

// unit returns the unit of a figure in the theme. Text whose size follows the height of a
// figure, or of the page that holds it, would leave no room in a narrow or low figure:
// there the unit is smaller.
func (t Theme) unit(style Style) vg.Length {
	width, height := style.size()
	page := height
	if style.PageHeight > 0 {
		page = vg.Length(style.PageHeight/style.DPI) * vg.Inch
	}
	if style.Unit > 0 {
		return style.Unit
	}
	if t.part == 0 {
		return max(style.unit(), t.Text/TickSize)
	}
	wide, high := width/(spacious*RunSize), height/(low*RunSize)
	if style.PageHeight > 0 {
		wide = max(width/(gridWide*RunSize), min(gridText*page/TickSize, width/(gridNarrow*RunSize)))
		high = height / (gridLow * RunSize)
	}
	return max(style.unit(), min(t.part*page/TickSize, wide, high))
}

// TextSize returns the size that the theme gives to text of a size. On paper sizes differ
// less, so that the largest fits into a column.
func (t Theme) TextSize(size vg.Length) vg.Length {
	if t.Text == 0 || size < TickSize {
		return size
	}
	return TickSize + (size-TickSize)/2
}

// SmallestText returns the size of the smallest text in units where the theme prescribes
// it, and otherwise 0.
func (t Theme) SmallestText() vg.Length {
	if t.Text == 0 && t.part == 0 {
		return 0
	}
	return TickSize
}

// Shrunk returns a size of text times a scale, but no smaller than the theme's least text.
func (t Theme) Shrunk(size, scale vg.Length) vg.Length {
	return max(scale*size, min(size, t.SmallestText()))
}

// Columns returns how many figures, at most most, stand side by side in a width. Text with
// a prescribed size on paper does not shrink with its figure.
func (t Theme) Columns(most int, width vg.Length) int {
	if t.Text == 0 {
		return most
	}
	em := t.Text / TickSize * RunSize
	return max(1, min(most, int(width/(readable*em))))
}

// FitsRow reports whether three figures of a page, two of which have room side by side, stand
// in one row nevertheless: a single figure in a second row would leave a quarter of the page empty.
func (t Theme) FitsRow(n int, width vg.Length) bool {
	return n == 3 && t.Text > 0 && t.Columns(n, width) == 2 && width >= 3*narrow*t.Text/TickSize*RunSize
}

// AreaColour returns the colour of area i of n: c in themes with hues, and otherwise a
// grey, the lightest for the first area.
func (t Theme) AreaColour(c color.RGBA, i, n int) color.RGBA {
	if !t.Grey {
		return c
	}
	const lightest, darkest = 0.88, 0.5
	return fromOklab(lightest-(lightest-darkest)*float64(i)/float64(max(n-1, 1)), 0, 0)
}

// Fill adds a filled path in the theme's colour for c.
func (s *Sheet) Fill(p vg.Path, c color.RGBA) { s.Figure.Fill(p, s.Theme.Recolour(c)) }

// Stroke adds a stroked path in the theme's colour for c.
func (s *Sheet) Stroke(p vg.Path, c color.RGBA, width vg.Length, dash ...vg.Length) {
	s.Figure.Stroke(p, s.Theme.Recolour(c), width, dash...)
}

// Tile adds tiles. They keep their colours, or in greys their lightness, because a colour
// bar explains them. Only tiles without a value get the theme's colours.
func (s *Sheet) Tile(t figure.Tiles) {
	t.Palette = slices.Clone(t.Palette)
	for k, c := range t.Palette {
		if l, _, _ := oklab(c); s.Theme.Grey {
			t.Palette[k] = fromOklab(l, 0, 0)
		} else if c == LostCell || c == NeverCell { // cells without a value
			t.Palette[k] = s.Theme.Recolour(c)
		}
	}
	s.Figure.Tile(t)
}

// lineColour returns the theme's colour of a line on paper.
func (t Theme) lineColour(l LineStyle) color.RGBA {
	isTable := slices.ContainsFunc(lineHues, func(h Hue) bool { return h.OnPaper == l.Color })
	switch {
	case t.Grey && isTable:
		return fromOklab(l.shade, 0, 0)
	case t.Grey: // keeps the even steps of a ramp
		lightness, _, _ := oklab(l.Color)
		return fromOklab(lightness-darkerRamp, 0, 0)
	case t.Name == "dark":
		return l.Bright
	}
	return t.Recolour(l.Color)
}

// darkerRamp is the part of the lightness between black and white by which a ramp of grey lines is
// darker than one with hues: the lines lie on the grey bands of maps, too.
const darkerRamp = 0.1

// Lightnesses of the palest grey text on white and on the darkest band of a map.
const (
	legibleGrey   = 0.55
	legibleOnBand = 0.43
)

// textColour returns the theme's colour of the text of a line.
func (t Theme) textColour(l LineStyle) color.RGBA {
	if t.Name == "dark" {
		return t.lineColour(l)
	}
	if t.Grey {
		lightness, _, _ := oklab(l.text)
		line, _, _ := oklab(t.lineColour(l))
		return fromOklab(min(lightness, line, legibleGrey), 0, 0)
	}
	return t.Recolour(l.text)
}

// onBand returns a grey that is dark enough for text on the bands of a map.
func onBand(grey color.RGBA) color.RGBA {
	lightness, _, _ := oklab(grey)
	return fromOklab(min(lightness, legibleOnBand), 0, 0)
}

func unchanged(c color.RGBA) color.RGBA { return c }

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
	l, a, b := oklab(c)
	for i, h := range lineHues {
		if c == h.OnPaper {
			return fromOklab(forms[i%len(forms)].shade, 0, 0)
		}
	}
	switch chroma := math.Hypot(a, b); {
	case chroma >= vividChroma:
		l = max(0, 1.25*l-0.46)
	case l >= 0.55 && chroma > greyChroma:
		l = 0.5 + 0.5*l
	}
	return fromOklab(l, 0, 0)
}

// toNight inverts the lightness of a colour, from nearly black for white to nearly white for
// black. It keeps the hue, and keeps runs and marks on a landscape light.
func toNight(c color.RGBA) color.RGBA {
	for _, h := range lineHues {
		if c == h.OnPaper {
			return h.OnMap
		}
	}
	l, a, b := oklab(c)
	dark := piecewise(l, [][2]float64{{0, 0.96}, {0.3, 0.9}, {0.6, 0.52}, {1, 0.2}})
	if chroma := math.Hypot(a, b); chroma > tintedChroma {
		t := min(1, (chroma-tintedChroma)/(vividChroma-tintedChroma))
		dark += t * (max(dark, 0.6+0.22*l) - dark)
	}
	return fromOklab(dark, a, b)
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

// oklab converts a colour to the space of Ottosson (2020), in which equal steps of
// lightness look equal. l is 0 for black and 1 for white.
func oklab(c color.RGBA) (l, a, b float64) {
	r, g, bl := fromSRGB(c.R), fromSRGB(c.G), fromSRGB(c.B)
	x := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*bl)
	y := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*bl)
	z := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*bl)
	return 0.2104542553*x + 0.7936177850*y - 0.0040720468*z,
		1.9779984951*x - 2.4285922050*y + 0.4505937099*z,
		0.0259040371*x + 0.7827717662*y - 0.8086757660*z
}

// fromOklab returns the sRGB colour nearest to a colour of Ottosson's space.
func fromOklab(l, a, b float64) color.RGBA {
	x := l + 0.3963377774*a + 0.2158037573*b
	y := l - 0.1055613458*a - 0.0638541728*b
	z := l - 0.0894841775*a - 1.2914855480*b
	x, y, z = x*x*x, y*y*y, z*z*z
	return color.RGBA{
		R: toSRGB(4.0767416621*x - 3.3077115913*y + 0.2309699292*z),
		G: toSRGB(-1.2684380046*x + 2.6097574011*y - 0.3413193965*z),
		B: toSRGB(-0.0041960863*x - 0.7034186147*y + 1.7076147010*z),
		A: 0xff,
	}
}

// Lit returns a colour that is lighter, or darker where by is below 0, by a part of the
// lightness between black and white.
func Lit(c color.RGBA, by float64) color.RGBA {
	l, a, b := oklab(c)
	return fromOklab(min(max(l+by, 0), 1), a, b)
}

// fromSRGB returns the linear intensity, from 0 to 1, of an sRGB value.
func fromSRGB(v uint8) float64 {
	f := float64(v) / 255
	if f <= 0.04045 {
		return f / 12.92
	}
	return math.Pow((f+0.055)/1.055, 2.4)
}

func toSRGB(f float64) uint8 {
	if f <= 0.0031308 {
		f *= 12.92
	} else {
		f = 1.055*math.Pow(f, 1/2.4) - 0.055
	}
	return uint8(255*min(max(f, 0), 1) + 0.5)
}
