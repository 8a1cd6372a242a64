package sheet

import (
	"fmt"
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
)

// Style is how a figure looks.
type Style struct {
	Width, Height float64 // in pixels at DPI
	DPI           float64 // pixels per inch
	Physical      bool    // it is a size on paper, which SVG states as such
	Theme         string  // name of one of Themes; "": the first
	Lang          string  // language of the words: "en" or "de"; "": en

	Audit *Audit // where the drawing tells of its texts; nil: nowhere

	Film       *Film   // that it is the still of; nil: it is a figure
	PageHeight float64 // height in pixels of the page that it is a figure of; 0: it is on none
}

// Audit is what drawings tell of their texts.
type Audit struct {
	Texts        []string  // all of them, line by line
	Untranslated []string  // that the language has no words for
	Cut          []string  // of which there was no room for all, as they are drawn
	Smallest     vg.Length // size of text, but for exponents and indices; 0: there is none
}

// DefaultStyle fills a 16:9 slide.
func DefaultStyle() Style { return Style{Width: 1600, Height: 900, DPI: 144} }

// Check refuses a size or a theme that is none.
func (s Style) Check() error {
	if !Positive(s.Width) || !Positive(s.Height) || !Positive(s.DPI) {
		return fmt.Errorf("the style's size of %g x %g at %g dots per inch is not positive", s.Width, s.Height, s.DPI)
	}
	if _, ok := ThemeByName(s.Theme); !ok {
		return fmt.Errorf("unknown theme %q", s.Theme)
	}
	return nil
}

func Positive(v float64) bool { return v > 0 && !math.IsInf(v, 1) }

// size returns the figure's size in points.
func (s Style) size() (width, height vg.Length) {
	return vg.Length(s.Width/s.DPI) * vg.Inch, vg.Length(s.Height/s.DPI) * vg.Inch
}

// unit is the length that all others are multiples of: 1 point in the default
// figure, and in proportion to smaller and larger ones, except that text in
// small figures shrinks less than the figure does, and least in those of a page.
func (s Style) unit() vg.Length {
	width, height := s.size()
	u := min(width/800, height/450)
	less := 1.6 * u
	if s.PageHeight > 0 {
		less = min(width/(unshrunk*RunSize), height/(low*RunSize))
	}
	return max(u, min(0.76, less))
}

// Sizes of text in units.
const (
	TitleSize    = 15
	SubtitleSize = 9.5
	AxisSize     = 10.5
	RunSize      = 10
	TickSize     = 8.5
)

// Colours of what is not a run. The field is light so that runs stand out.
var (
	Paper     = RGB(0xffffff)
	Ink       = RGB(0x212529)
	Soft      = RGB(0x5c6770)
	Grid      = RGB(0xe3e6e8)
	FieldLow  = RGB(0x6e8ca8)
	FieldHigh = RGB(0xf5f8fa)
	FieldLine = RGB(0x3f5f7a)
)

func RGB(hex uint32) color.RGBA {
	return color.RGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff}
}

// Mix goes from a at 0 to b at 1.
func Mix(a, b color.RGBA, f float64) color.RGBA {
	at := func(a, b uint8) uint8 { return uint8(float64(a) + f*(float64(b)-float64(a)) + 0.5) }
	return color.RGBA{R: at(a.R, b.R), G: at(a.G, b.G), B: at(a.B, b.B), A: 0xff}
}

const RunWidth = 1.5 // units

// StartRadius is how far the mark of a start reaches, in units.
const StartRadius = 4.6

// Colours of cells without a value.
var (
	LostCell  = RGB(0xf1f3f4) // below the hatching of what diverges
	LostLine  = RGB(0xa3acb3)
	NeverCell = RGB(0xc3cad0) // what ends without diverging, but nowhere
)

// TitleGap is the width in units between the titles of neighbouring panels.
const TitleGap = 1.2 * RunSize
