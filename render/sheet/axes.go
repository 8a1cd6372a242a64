package sheet

import (
	"fmt"
	"math"
	"regexp"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/typeset"
)

// Panel is a box with a scale along each side.
type Panel struct {
	vg.Rectangle
	X, Y     scale.Scale
	InLegend bool // a legend names the curves, so that they have no labels of their own
}

// Width returns the width of the panel.
func (p Panel) Width() vg.Length { return p.Max.X - p.Min.X }

// Height returns the height of the panel.
func (p Panel) Height() vg.Length { return p.Max.Y - p.Min.Y }

// At returns where the panel shows the values x and y.
func (p Panel) At(x, y float64) vg.Point { return vg.Point{X: p.AtX(x), Y: p.AtY(y)} }

// AtX returns where the panel's x axis shows a value.
func (p Panel) AtX(v float64) vg.Length { return p.Min.X + vg.Length(p.X.At(v))*p.Width() }

// AtY returns where the panel's y axis shows a value.
func (p Panel) AtY(v float64) vg.Length { return p.Min.Y + vg.Length(p.Y.At(v))*p.Height() }

// Distances in units from a panel's edge to what is written beside it.
const (
	TickLength = 3.5
	TickGap    = 3
	AxisGap    = 5
	edgeGap    = 3 // from the edge of the sheet
)

// mostTicks is the largest number of ticks of an axis, of flat figures too, where many more
// would have room.
const mostTicks = 40

// MostX returns how many ticks the x axis of a panel has room for.
func (s *Sheet) MostX(p Panel) int { return min(mostTicks, max(2, int(p.Width()/(58*s.Unit)))) }

// MostY returns how many ticks the y axis of a panel has room for.
func (s *Sheet) MostY(p Panel) int { return min(mostTicks, max(2, int(p.Height()/(34*s.Unit)))) }

// AxisX draws ticks, their numbers and the axis's name below a panel. Without a name AxisX
// draws only the ticks.
func (s *Sheet) AxisX(p Panel, name string) {
	s.Need(p)
	s.CollectPanel(p.Rectangle)
	base := p.Min.Y - (TickLength+TickGap)*s.Unit
	var deepest vg.Length
	end := vg.Length(math.Inf(-1)) // of the last number, which the next does not touch
	for _, t := range p.X.Ticks(s.MostX(p)) {
		x := p.AtX(t.Value)
		s.AxisLine([]vg.Point{{X: x, Y: p.Min.Y}, {X: x, Y: p.Min.Y - s.TickMark(t)}}, 0.6)
		if name == "" || t.Label == "" {
			continue
		}
		l := s.Numeral(t.Label)
		left := min(x-l.Width/2, s.Width-l.Width-edgeGap*s.Unit) // a long number stays on the sheet
		if left < end+0.3*TickSize*s.Unit {
			s.refuseCrowded("x", p.X)
			if s.Theme.SmallestText() > 0 {
				continue
			}
		}
		end = left + l.Width
		s.Put(l.Aligned(0.5), vg.Point{X: left, Y: base - s.DigitHeight()}, Ink)
		deepest = max(deepest, s.DigitHeight()+l.Descent)
	}
	if name != "" && !s.inner.X {
		s.recordAxes([]string{name}, nil)
		room := 1.2 * p.Width()
		if s.inGrid() || s.ofMany && s.Theme.Text.Least > 0 { // beside the panel is room below the names of lines
			room = max(room, 0.9*s.Width)
		}
		l := s.Fit(name, typeset.Sans, AxisSize, room)
		left := min((p.Min.X+p.Max.X)/2-l.Width/2, max(s.Width, p.Max.X)-l.Width)
		s.Put(l.Aligned(0.5), vg.Point{X: left, Y: base - deepest - AxisGap*s.Unit - l.Ascent}, Ink)
	}
}

// refuseCrowded refuses ticks that a user gave an axis and that have no room.
func (s *Sheet) refuseCrowded(axis string, side scale.Scale) {
	if t, given := side.(scale.Ticked); given {
		s.Fail(&AxisError{Axis: axis, Err: fmt.Errorf("its %d ticks have no room beside each other: leave some out", len(t.Values))})
	}
}

// DigitHeight returns the height of the digits of a tick's number.
func (s *Sheet) DigitHeight() vg.Length { return 0.73 * TickSize * s.Unit }

// TickMark returns the length of a tick's mark. Ticks without a number have shorter marks.
func (s *Sheet) TickMark(t scale.Tick) vg.Length {
	if t.Label == "" {
		return 0.6 * TickLength * s.Unit
	}
	return TickLength * s.Unit
}

// AxisY draws ticks, their numbers and the axis's name to the left of a panel,
// and returns how far left they reach.
func (s *Sheet) AxisY(p Panel, name string) vg.Length {
	return s.NameY(name, s.TicksY(p), p.Min.Y, p.Max.Y)
}

// TicksY draws ticks and their numbers to the left of a panel, and returns how far
// left they reach.
func (s *Sheet) TicksY(p Panel) vg.Length {
	s.Need(p)
	ticks := p.Y.Ticks(s.MostY(p))
	right := p.Min.X - (TickLength+TickGap)*s.Unit
	end := vg.Length(math.Inf(-1)) // of the last number
	for _, t := range ticks {
		y := p.AtY(t.Value)
		if t.Label != "" {
			if y < end {
				s.refuseCrowded("y", p.Y)
			}
			end = y + 1.3*s.DigitHeight()
		}
		s.AxisLine([]vg.Point{{X: p.Min.X - s.TickMark(t), Y: y}, {X: p.Min.X, Y: y}}, 0.6)
		if t.Label != "" {
			l := s.Numeral(t.Label)
			s.Put(l.Aligned(1), vg.Point{X: right - l.Width, Y: y - s.DigitHeight()/2}, Ink)
		}
	}
	return right - s.WidestLabel(ticks)
}

// symbol matches the name of an axis that ends in a symbol, such as "learning rate $η$".
var symbol = regexp.MustCompile(`^[^$]+ (\$[^$]+\$)$`)

// NameY writes the name of a y axis left of its numbers, from bottom to top, and returns
// how far left the name reaches. A name that has no room is replaced by the symbol at its
// end.
func (s *Sheet) NameY(name string, left, bottom, top vg.Length) vg.Length {
	s.recordAxes(nil, []string{name})
	if s.inner.Y {
		return left
	}
	middleY, room := (bottom+top)/2, 1.2*(top-bottom)
	if s.inGrid() { // below the panel is room left of the x axis, and above it a gap
		top += 0.5 * RunSize * s.Unit
		room = max(room, top)
	}
	if brief := symbol.FindStringSubmatch(name); brief != nil && s.Set(name, typeset.Sans, TickSize).Width > room {
		name = brief[1]
	}
	l := s.Fit(name, typeset.Sans, AxisSize, room)
	middle := left - AxisGap*s.Unit - l.Descent
	centre := min(middleY, top-l.Width/2) // a long name reaches into the corner, not into what is above
	s.PutUpright(l, vg.Point{X: middle, Y: centre}, Ink)
	return middle - l.Ascent
}

// Numeral typesets the number of a tick, written with a decimal point, in the figure's
// language.
func (s *Sheet) Numeral(number string) typeset.Line {
	return s.Set(s.Lang.Decimals(number), typeset.Sans, TickSize)
}

// WidestLabel returns the width of the widest tick label.
func (s *Sheet) WidestLabel(ticks []scale.Tick) vg.Length {
	var w vg.Length
	for _, t := range ticks {
		w = max(w, s.Numeral(t.Label).Width)
	}
	return w
}

// GridY draws faint lines across a panel at the labelled ticks of the y axis.
func (s *Sheet) GridY(p Panel) {
	for _, t := range p.Y.Ticks(s.MostY(p)) {
		if t.Label != "" {
			y := p.AtY(t.Value)
			s.GridLine(vg.Point{X: p.Min.X, Y: y}, vg.Point{X: p.Max.X, Y: y})
		}
	}
}

// Spines draws the left and lower edge of a panel.
func (s *Sheet) Spines(p Panel) {
	s.AxisLine([]vg.Point{{X: p.Min.X, Y: p.Max.Y}, p.Min, {X: p.Max.X, Y: p.Min.Y}}, 0.75)
}

// Frame draws all four edges of a box.
func (s *Sheet) Frame(r vg.Rectangle) {
	s.Stroke(shape.Box(r), Soft, 0.75*vg.Length(s.Theme.Lines.Axes)*s.Unit)
}
