package sheet

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/colour"
	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/words"
)

// Style holds how a figure looks.
type Style struct {
	Width, Height float64       // in pixels at DPI
	DPI           float64       // pixels per inch
	Physical      bool          // SVG states the size in inches: the figure goes on paper
	Theme         Theme         // the zero value: light
	TextAs        figure.TextAs // how PDF, SVG and HTML hold text
	Lang          string        // language of the words: "en" or "de"; "": en

	Audit *Audit // collects the texts of the drawing; nil: they are not collected

	Untitled bool    // no title stands above the figure; its file still has one
	Subtitle *string // markup in place of the usual subtitle; "" for none; nil: the usual
	Unnamed  bool    // no legend, no key, and no names at the ends of lines

	Film    *Film     // film whose still is drawn; nil for a figure
	Note    string    // markup added to the subtitle; "" for none
	Common  *Header   // what the page of a figure says: the figure leaves it out; nil: nothing
	Headers *[]Header // collects the headers of drawn figures; nil: they are not collected

	Aligned   *Alignment // of the figures of the page; nil: the figure stands by itself
	Collected *Alignment // collects where the axes of drawn figures stand; nil: this is not collected

	PageHeight float64   // height in pixels of the page that holds the figure; 0: none does
	Unit       vg.Length // unit of all of several figures of that page; 0: as suits the figure's size
	Inner      Inner     // axes whose names other figures of that page show
	Palette    *Palette  // styles of the lines of that page; nil: those of the figure by itself
}

// Inner states which axes of a figure have no name because a neighbour on the page names the
// same axis.
type Inner struct {
	X, Y    bool // the axis has no name
	Shallow bool // the figure has no room for the name of the x axis: where X is false nothing stands below
}

// DefaultStyle returns the style of a figure that fills a 16:9 slide.
func DefaultStyle() Style { return Style{Width: 1600, Height: 900, DPI: 144} }

// Check returns an error for a size that is not positive, a form of text or a language that does not exist, or
// a theme that no figure can have.
func (s Style) Check() error {
	if !Positive(s.Width) || !Positive(s.Height) || !Positive(s.DPI) {
		return fmt.Errorf("the style's size of %g x %g at %g dots per inch is not positive", s.Width, s.Height, s.DPI)
	}
	if err := s.TextAs.Check(); err != nil {
		return fmt.Errorf("the style's %w", err)
	}
	if s.Lang != "" && !slices.Contains(words.Codes(), s.Lang) {
		return fmt.Errorf("the style's Lang is %q (one of %s)", s.Lang, strings.Join(words.Codes(), ", "))
	}
	if err := s.Theme.Check(); err != nil {
		return err
	}
	return s.CheckLogo()
}

// Positive reports whether a number is finite and above 0.
func Positive(v float64) bool { return v > 0 && !math.IsInf(v, 1) }

// size returns the figure's size in points.
func (s Style) size() (width, height vg.Length) {
	return vg.Length(s.Width/s.DPI) * vg.Inch, vg.Length(s.Height/s.DPI) * vg.Inch
}

// unit returns the length of which all others are multiples: 1 point in the default
// figure, and in proportion to the size of smaller and larger figures. Text in small
// figures shrinks less than the figure does, and least in the figures of a page.
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

// Colours of what is not a run. Contours are light so that runs stand out.
var (
	Paper     = RGB(0xffffff)
	Ink       = RGB(0x212529)
	Soft      = RGB(0x5c6770)
	Grid      = RGB(0xe3e6e8)
	FieldLow  = RGB(0x6e8ca8)
	FieldHigh = RGB(0xf5f8fa)
	FieldLine = RGB(0x3f5f7a)
)

// RGB returns the colour of a number such as 0xd55e00.
func RGB(hex uint32) color.RGBA {
	return color.RGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff}
}

// Pale returns a colour with a part of paper, in hundredths. A theme makes the pale colour of a
// line from the line's own colour in the theme.
func Pale(c color.RGBA, part float64) color.RGBA {
	return colour.Mix(c, Paper, math.Round(100*part)/100)
}

// RunWidth is the width of a run's line, in units.
const RunWidth = 1.5

// StartRadius is the radius of the mark of a start, in units.
const StartRadius = 4.6

// Colours of cells without a value.
var (
	LostCell  = RGB(0xf1f3f4) // below the hatching of runs that diverge
	LostLine  = RGB(0xa3acb3)
	NeverCell = RGB(0xc3cad0) // runs that end without diverging and without an answer
)

// TitleGap is the width between the titles of neighbouring panels, in units.
const TitleGap = 1.2 * RunSize
