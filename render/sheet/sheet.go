// Package sheet lays out one figure: its size and unit, themes, text, axes, legends, labels,
// hatching, and what moves in a film. A Style comes in; New starts a Sheet, drawing functions
// add marks to it, and Finish hands out the figure. A new theme is a value of Themes.
package sheet

import (
	"cmp"
	"fmt"
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/render/words"
)

// Sheet is a figure while it is drawn. All sizes are multiples of its Unit.
type Sheet struct {
	figure.Figure
	Unit    vg.Length
	Theme   Theme
	Heading Heading // what stands above the figure
	Lang    words.Language
	Missing vg.Point // how much larger the figure must be for its panels to have room

	markScale vg.Length // how much smaller marks are on the map being drawn; 0: not smaller

	recolour  func(color.RGBA) color.RGBA // returns the theme's colour for one of the theme light
	palette   *Palette                    // of the page that holds the figure, or of a page without figures
	ofMany    bool                        // the figure is one of several on a page
	onPage    bool                        // the figure is one of a page
	gridLeast vg.Length                   // least size of the text of figures in a grid on a slide
	inner     Inner                       // axes whose names other figures of the page show
	film      *Film                       // the film whose still the figure is, or nil
	audit     *Audit
	layout    *Layout   // of the figure; nil: none is recorded
	foot      vg.Length // height of the strip of a logo below
	note      string    // added to the subtitle
	untitled  bool      // as in Style
	ownNote   *string   // the Subtitle of the Style
	unnamed   bool      // as in Style
	common    Header    // what the page of the figure says for all its figures
	headers   *[]Header // collects the headers of a page's figures; nil: they are not collected

	aligned, collected *Alignment // as in Style
	err                error      // the first text that could not be set
}

// New starts a figure in a style.
func New(style Style) *Sheet {
	width, height := style.size()
	theme := style.Theme.orLight()
	heading := theme.Heading
	if style.PageHeight > 0 && heading == NoHeading { // no caption tells the figures of a page apart
		heading = TitleOnly
	}
	s := &Sheet{
		Figure:    figure.Figure{Width: width, Height: height, DPI: style.DPI, Physical: style.Physical, TextAs: style.TextAs, Background: theme.Background, Transparent: theme.Transparent, Lang: cmp.Or(style.Lang, "en")},
		Unit:      theme.unit(style),
		Theme:     theme,
		Heading:   heading,
		recolour:  theme.recolouring(),
		palette:   style.Palette,
		ofMany:    style.Unit > 0,
		onPage:    style.PageHeight > 0,
		inner:     style.Inner,
		gridLeast: gridText * vg.Length(cmp.Or(style.PageHeight, style.Height)/style.DPI) * vg.Inch,
		film:      style.Film,
		Lang:      words.Speak(style.Lang),
		audit:     style.Audit,
		headers:   style.Headers,
		note:      style.Note,
		untitled:  style.Untitled,
		ownNote:   style.Subtitle,
		unnamed:   style.Unnamed,

		aligned: style.Aligned, collected: style.Collected,
	}
	if s.palette == nil {
		s.palette = theme.palette()
	}
	if style.Common != nil {
		s.common = *style.Common
	}
	s.foot = footOf(theme, style, s.Unit)
	s.Height -= s.foot
	s.startLayout()
	return s
}

// Probe returns a sheet to measure with: what is drawn on it leaves no trace on the first one.
func (s *Sheet) Probe() *Sheet {
	p := *s
	p.Marks = nil
	p.audit, p.layout, p.headers, p.collected = nil, nil, nil, nil
	return &p
}

// Alone reports whether the figure stands on no page.
func (s *Sheet) Alone() bool { return !s.onPage }

// Unnamed reports whether the figure has no legend, no key, and no names at its lines.
func (s *Sheet) Unnamed() bool { return s.unnamed }

// HasSideMargin reports whether optional notes fit beside the plot.
func (s *Sheet) HasSideMargin() bool { return s.Heading == WholeHeading }

// ForMany makes the text of a slide as small as that of a grid, for a figure of many panels.
func (s *Sheet) ForMany() {
	if s.Theme.Slides {
		s.Unit = min(s.Unit, s.gridLeast/TickSize)
	}
}

// Finish gives the figure its title and its description, and returns the figure, or the
// first error of its drawing.
func (s *Sheet) Finish(title, desc string) (figure.Figure, error) {
	s.Title, s.Desc = title, desc
	s.Need(Panel{Rectangle: vg.Rectangle{Max: vg.Point{X: s.Width, Y: s.Height}}})
	s.raise()
	if s.err == nil {
		s.err = s.cramped()
	}
	return s.Figure, s.err
}

// Fail makes Finish return an error, unless an earlier one comes first.
func (s *Sheet) Fail(err error) {
	if s.err == nil {
		s.err = err
	}
}

// A panel needs a width and height of leastPixels pixels. Where text leaves a panel less,
// Need asks for leastPanel units.
const (
	leastPanel  = 4 * RunSize
	leastPixels = 12
)

// Need asks for a larger figure if a panel has only a few pixels, or so little width or
// height that its drawing would be mirrored.
func (s *Sheet) Need(p Panel) {
	size, least := p.Size(), leastPixels*s.Pixel()
	if size.X > 0 && size.Y > 0 && s.Theme.Text.Least == 0 { // all lengths grow with the figure's
		grow := max(1, least/size.X, least/size.Y) - 1
		s.Missing.X, s.Missing.Y = max(s.Missing.X, grow*s.Width), max(s.Missing.Y, grow*s.Height)
		return
	}
	if size.X < least {
		s.Missing.X = max(s.Missing.X, leastPanel*s.Unit-size.X)
	}
	if size.Y < least {
		s.Missing.Y = max(s.Missing.Y, leastPanel*s.Unit-size.Y)
	}
}

// Pixel returns the side of a pixel.
func (s *Sheet) Pixel() vg.Length { return vg.Inch / vg.Length(s.DPI) }

// Resample returns points on a line, no further apart than a step in units, or than a pixel
// where that is more: a figure of 20000 by 2 pixels has a tiny unit.
func (s *Sheet) Resample(line []vg.Point, step vg.Length) []vg.Point {
	return polyline.Resample(line, max(step*s.Unit, s.Pixel()))
}

// SizeError reports that the panels of a figure have no room, and the size at which they
// would.
type SizeError struct {
	Title                    string
	Width, Height            float64 // in pixels
	AtLeastWide, AtLeastHigh float64
}

// Error returns the title, the size in pixels and the least size:
//
//	"Valleys" does not fit in 100x50 pixels: at least 220x140
func (e *SizeError) Error() string {
	return fmt.Sprintf("%q does not fit in %gx%g pixels: at least %gx%g", e.Title, e.Width, e.Height, e.AtLeastWide, e.AtLeastHigh)
}

// cramped returns a SizeError if a panel has no room.
func (s *Sheet) cramped() error {
	if s.Missing == (vg.Point{}) {
		return nil
	}
	pixels := func(l vg.Length) float64 { return math.Ceil(l.Points()*s.DPI/72 - 1e-6) }
	return &SizeError{s.Title, pixels(s.Width), pixels(s.Height), pixels(s.Width + s.Missing.X), pixels(s.Height + s.Missing.Y)}
}

// Set typesets markup at a size in units, which Theme.TextSize adapts.
func (s *Sheet) Set(markup string, face typeset.Face, size vg.Length) typeset.Line {
	return s.setExactly(markup, face, s.Theme.TextSize(size))
}

// setExactly typesets markup at a size in units that the theme does not change.
func (s *Sheet) setExactly(markup string, face typeset.Face, size vg.Length) typeset.Line {
	line, err := s.Theme.Fonts.Set(markup, face, size*s.Unit)
	if err != nil && s.err == nil {
		s.err = err
	}
	return line
}

// Put draws a line of text with the left end of its baseline at a point.
func (s *Sheet) Put(line typeset.Line, at vg.Point, c color.RGBA) {
	s.record(line)
	s.Figure.Put(figure.Text{Line: line, At: at}, s.Recolour(c))
}

// PutWithHalo draws a line of text with a rim of paper, which keeps the text readable on lines
// and areas.
func (s *Sheet) PutWithHalo(line typeset.Line, at vg.Point, c color.RGBA) {
	s.PutWithRim(line, at, c, halo)
}

// halo is the width of the rim of a text, in units.
const halo = 3

// PutWithRim draws a line of text with a rim of paper that has a width in units.
func (s *Sheet) PutWithRim(line typeset.Line, at vg.Point, c color.RGBA, width vg.Length) {
	s.rimText(figure.Text{Line: line, At: at}, s.Recolour(Paper), width*s.Unit)
	s.Put(line, at, c)
}

// haloSheer returns the part of what lies below that shows through the rims of texts: on a figure
// without background they lie on a page of another colour.
func (s *Sheet) haloSheer() float64 {
	if s.Transparent {
		return 0.5
	}
	return 0
}

// rimText draws the rim of a text, in a colour that no theme changes.
func (s *Sheet) rimText(t figure.Text, c color.RGBA, width vg.Length) {
	s.Marks = append(s.Marks, figure.Mark{Text: &t, Color: c, Width: width, Round: true, Sheer: s.haloSheer()})
}

// PutUpright draws a line of text that reads upwards, with the middle of its baseline at a
// point.
func (s *Sheet) PutUpright(line typeset.Line, middle vg.Point, c color.RGBA) {
	s.record(line)
	s.Figure.Put(upright(line, middle), s.Recolour(c))
}

// PutUprightWithHalo does what PutUpright does, with a rim of paper as PutWithHalo draws.
func (s *Sheet) PutUprightWithHalo(line typeset.Line, middle vg.Point, c color.RGBA) {
	s.rimText(upright(line, middle), s.Recolour(Paper), halo*s.Unit)
	s.PutUpright(line, middle, c)
}

// upright turns a line of text so that it reads upwards, with the middle of its baseline at a point.
func upright(line typeset.Line, middle vg.Point) figure.Text {
	return figure.Text{Line: line.Aligned(0.5), At: vg.Point{X: middle.X, Y: middle.Y - line.Width/2}, Upright: true}
}

// Mark draws a marker with a rim that separates it from what lies below.
func (s *Sheet) Mark(m shape.Shape, at vg.Point, radius vg.Length, fill, rim color.RGBA) {
	s.Obstacle([]vg.Point{at})
	p := m(at, radius*s.Unit)
	s.Rim(p, rim, 1.6*s.Unit)
	s.Fill(p, fill)
}

// Rim strokes a closed path with round caps, which close its last corner.
func (s *Sheet) Rim(p vg.Path, c color.RGBA, width vg.Length) {
	s.Marks = append(s.Marks, figure.Mark{Path: p, Color: s.Recolour(c), Width: width, Round: true})
}

// Line strokes points with a width in units.
func (s *Sheet) Line(points []vg.Point, c color.RGBA, width vg.Length) {
	s.Stroke(shape.Line(points), c, width*s.Unit)
}

// RunWidth returns the width that the theme gives to a line of a run, in units.
func (s *Sheet) RunWidth(width vg.Length) vg.Length { return width * vg.Length(s.Theme.Lines.Runs) }

// AxisLine strokes points in the colour of axes, with a width in units that the theme adapts.
func (s *Sheet) AxisLine(points []vg.Point, width vg.Length) {
	s.Line(points, Soft, width*vg.Length(s.Theme.Lines.Axes))
}

// GridLine strokes a line behind curves.
func (s *Sheet) GridLine(from, to vg.Point) {
	s.Line([]vg.Point{from, to}, Grid, 0.6*vg.Length(s.Theme.Lines.Grid))
}

// RunLine strokes points in a run's colour and dash.
func (s *Sheet) RunLine(points []vg.Point, l LineStyle, width vg.Length) {
	s.Obstacle(points)
	width = s.RunWidth(width)
	s.Stroke(shape.Line(points), l.Color, width*s.Unit, Scaled(l.DashIn(s.Theme), width*s.Unit)...)
}

// Scaled returns lengths of dashes times a factor.
func Scaled(dash []vg.Length, by vg.Length) []vg.Length {
	out := make([]vg.Length, len(dash))
	for i, d := range dash {
		out[i] = d * by
	}
	return out
}

// Arrow draws the head of an arrow just beyond a point, in the direction of an angle in
// radians from the x axis, and returns the box that the head takes.
func (s *Sheet) Arrow(at vg.Point, angle float64, c color.RGBA) vg.Rectangle {
	head, box := s.ArrowHead(at, angle)
	s.Rim(head, Paper, 1.6*s.Unit)
	s.Fill(head, c)
	return box
}

// ArrowHead returns the head of an arrow just beyond a point, in the direction of an angle
// in radians from the x axis, and the box that the head takes.
func (s *Sheet) ArrowHead(at vg.Point, angle float64) (head vg.Path, box vg.Rectangle) {
	reach, length := 3*s.MarkUnit(), 10*s.MarkUnit()
	sin, cos := math.Sincos(angle)
	tip := vg.Point{X: at.X + reach*vg.Length(cos), Y: at.Y + reach*vg.Length(sin)}
	head = shape.Arrowhead(tip, angle, length)
	middle := vg.Point{X: tip.X - length/2*vg.Length(cos), Y: tip.Y - length/2*vg.Length(sin)}
	half := vg.Point{X: length * 0.6, Y: length * 0.6}
	return head, vg.Rectangle{Min: middle.Sub(half), Max: middle.Add(half)}
}
