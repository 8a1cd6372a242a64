package render

import (
	"fmt"
	"image/color"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/typeset"
)

// sheet is a figure being drawn. Lengths come in its unit u.
type sheet struct {
	figure.Figure
	u      vg.Length
	theme  Theme
	head   head // what stands above it
	onPage bool // it is one of a page's figures
	film   *Film
	lang   *language
	audit  *Audit
	err    error    // the first text that could not be set
	lacks  vg.Point // what the panels need beyond the figure's size
}

func newSheet(style Style) *sheet {
	width, height := style.size()
	theme, _ := ThemeByName(style.Theme) // check refuses another
	head := theme.head
	if style.page > 0 && head == noHead { // no caption tells the figures of a page apart
		head = titleHead
	}
	return &sheet{
		Figure: figure.Figure{Width: width, Height: height, DPI: style.DPI, Physical: style.Physical, Background: paper},
		u:      theme.unit(style),
		theme:  theme,
		head:   head,
		onPage: style.page > 0,
		film:   style.film,
		lang:   speak(style.Lang).noting(style.Audit),
		audit:  style.Audit,
	}
}

// roomy says whether there is room for what is of use beside the point.
func (s *sheet) roomy() bool { return s.head == wholeHead }

// finish names the figure, whose title is in its language already, and hands it over.
func (s *sheet) finish(title, desc string) (figure.Figure, error) {
	return s.hand(title, s.lang.sentences(desc))
}

// hand is finish with what the figure shows told in its language already.
func (s *sheet) hand(title, desc string) (figure.Figure, error) {
	s.Title, s.Desc = title, desc
	s.need(panel{Rectangle: vg.Rectangle{Max: vg.Point{X: s.Width, Y: s.Height}}})
	s.recolour()
	if s.err == nil {
		s.err = s.cramped()
	}
	return s.Figure, s.err
}

// What a panel needs at least: a width and height in units where text leaves it
// none, and in pixels where it shrinks with the figure.
const (
	leastPanel  = 4 * runSize
	leastPixels = 12
)

// need notes that a panel without any width or height, which would be mirrored, or
// of a few pixels asks for a larger figure.
func (s *sheet) need(p panel) {
	size, least := p.Size(), s.pixels(leastPixels)
	if size.X > 0 && size.Y > 0 && s.theme.text == 0 { // all lengths grow with the figure's
		grow := max(1, least/size.X, least/size.Y) - 1
		s.lacks.X, s.lacks.Y = max(s.lacks.X, grow*s.Width), max(s.lacks.Y, grow*s.Height)
		return
	}
	if size.X < least {
		s.lacks.X = max(s.lacks.X, leastPanel*s.u-size.X)
	}
	if size.Y < least {
		s.lacks.Y = max(s.lacks.Y, leastPanel*s.u-size.Y)
	}
}

// pixels is the length of so many.
func (s *sheet) pixels(n float64) vg.Length { return vg.Length(n/s.DPI) * vg.Inch }

// SizeError refuses a figure whose panels have no room.
type SizeError struct {
	Title                    string
	Width, Height            float64 // in pixels
	AtLeastWide, AtLeastHigh float64
}

func (e *SizeError) Error() string {
	return fmt.Sprintf("%q does not fit in %gx%g pixels: at least %gx%g", e.Title, e.Width, e.Height, e.AtLeastWide, e.AtLeastHigh)
}

// cramped says which size would do for a figure whose panels have no room.
func (s *sheet) cramped() error {
	if s.lacks == (vg.Point{}) {
		return nil
	}
	pixels := func(l vg.Length) float64 { return math.Ceil(l.Points()*s.DPI/72 - 1e-6) }
	return &SizeError{s.Title, pixels(s.Width), pixels(s.Height), pixels(s.Width + s.lacks.X), pixels(s.Height + s.lacks.Y)}
}

// set sets markup at a size in units.
func (s *sheet) set(markup string, face typeset.Face, size vg.Length) typeset.Line {
	return s.setWords(s.lang.phrase(markup), face, size)
}

// setWords is set of what is in the figure's language already.
func (s *sheet) setWords(markup string, face typeset.Face, size vg.Length) typeset.Line {
	return s.setExactly(markup, face, s.theme.sized(size))
}

// setExactly is setWords at a size that is the theme's.
func (s *sheet) setExactly(markup string, face typeset.Face, size vg.Length) typeset.Line {
	line, err := typeset.Set(markup, face, size*s.u)
	if err != nil && s.err == nil {
		s.err = err
	}
	return line
}

// put draws a line with its baseline's left end at a point.
func (s *sheet) put(line typeset.Line, at vg.Point, c color.RGBA) {
	s.tell(line)
	s.Fill(shape.Moved(line.Outline, at), c)
}

// tell tells the audit of a line that is drawn.
func (s *sheet) tell(line typeset.Line) {
	a := s.audit
	if a == nil || len(line.Outline) == 0 {
		return
	}
	a.Texts = append(a.Texts, line.Text)
	if a.Smallest == 0 || line.Size < a.Smallest {
		a.Smallest = line.Size
	}
	if strings.HasSuffix(line.Text, cutSign) {
		a.Cut = append(a.Cut, line.Text)
	}
}

// putUpright draws a line turned by a quarter, reading upwards, its middle at
// a point.
func (s *sheet) putUpright(line typeset.Line, middle vg.Point, c color.RGBA) {
	s.tell(line)
	s.Fill(shape.Mapped(line.Outline, func(p vg.Point) vg.Point {
		return vg.Point{X: middle.X - p.Y, Y: middle.Y + p.X - line.Width/2}
	}), c)
}

// mark draws a marker with a rim that sets it off from what is below.
func (s *sheet) mark(m shape.Shape, at vg.Point, radius vg.Length, fill, rim color.RGBA) {
	p := m(at, radius*s.u)
	s.rim(p, rim, 1.6*s.u)
	s.Fill(p, fill)
}

// rim strokes a closed path; round caps close its last corner.
func (s *sheet) rim(p vg.Path, c color.RGBA, width vg.Length) {
	s.Marks = append(s.Marks, figure.Mark{Path: p, Color: c, Width: width, Round: true})
}

// line strokes points with a width in units.
func (s *sheet) line(points []vg.Point, c color.RGBA, width vg.Length) {
	s.Stroke(shape.Line(points), c, width*s.u)
}

// run strokes points in a run's colour and dash, over a pale line without gaps
// that the eye can follow.
func (s *sheet) run(points []vg.Point, l look, width vg.Length) {
	if len(l.dash) > 0 {
		s.line(points, mix(l.color, paper, 0.55), width)
	}
	dash := make([]vg.Length, len(l.dash))
	for i, d := range l.dash {
		dash[i] = d * width * s.u
	}
	s.Stroke(shape.Line(points), l.color, width*s.u, dash...)
}
