package render

import (
	"regexp"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/typeset"
)

// panel is a box with a scale along each side.
type panel struct {
	vg.Rectangle
	x, y scale.Scale
	told bool // a legend names what it shows
}

func (p panel) width() vg.Length  { return p.Max.X - p.Min.X }
func (p panel) height() vg.Length { return p.Max.Y - p.Min.Y }

func (p panel) at(x, y float64) vg.Point { return vg.Point{X: p.atX(x), Y: p.atY(y)} }

func (p panel) atX(v float64) vg.Length { return p.Min.X + vg.Length(p.x.At(v))*p.width() }
func (p panel) atY(v float64) vg.Length { return p.Min.Y + vg.Length(p.y.At(v))*p.height() }

// Distances in units from a panel's edge to what is written beside it.
const (
	tickLength = 3.5
	tickGap    = 3
	axisGap    = 5
)

// mostX and mostY say how many ticks there is room for.
func (s *sheet) mostX(p panel) int { return max(2, int(p.width()/(58*s.u))) }
func (s *sheet) mostY(p panel) int { return max(2, int(p.height()/(34*s.u))) }

// axisX draws ticks, their numbers and the axis's name below a panel. Without
// a name there are ticks only.
func (s *sheet) axisX(p panel, name string) {
	s.need(p)
	base := p.Min.Y - (tickLength+tickGap)*s.u
	var deepest vg.Length
	for _, t := range p.x.Ticks(s.mostX(p)) {
		x := p.atX(t.Value)
		s.line([]vg.Point{{X: x, Y: p.Min.Y}, {X: x, Y: p.Min.Y - s.tick(t)}}, soft, 0.6)
		if name == "" || t.Label == "" {
			continue
		}
		l := s.set(t.Label, typeset.Sans, tickSize)
		s.put(l, vg.Point{X: x - l.Width/2, Y: base - s.digits()}, ink)
		deepest = max(deepest, s.digits()+l.Descent)
	}
	if name != "" {
		l := s.fit(name, typeset.Sans, axisSize, 1.2*p.width())
		s.put(l, vg.Point{X: (p.Min.X+p.Max.X)/2 - l.Width/2, Y: base - deepest - axisGap*s.u - l.Ascent}, ink)
	}
}

// digits is the height of the digits of a tick's number.
func (s *sheet) digits() vg.Length { return 0.73 * tickSize * s.u }

// tick is the length of a tick's mark.
func (s *sheet) tick(t scale.Tick) vg.Length {
	if t.Label == "" {
		return 0.6 * tickLength * s.u
	}
	return tickLength * s.u
}

// axisY draws ticks, their numbers and the axis's name to the left of a panel,
// and returns how far left they reach.
func (s *sheet) axisY(p panel, name string) vg.Length {
	return s.nameY(name, s.ticksY(p), p.Min.Y, p.Max.Y)
}

// ticksY draws ticks and their numbers to the left of a panel, and returns how far
// left they reach.
func (s *sheet) ticksY(p panel) vg.Length {
	s.need(p)
	ticks := p.y.Ticks(s.mostY(p))
	right := p.Min.X - (tickLength+tickGap)*s.u
	for _, t := range ticks {
		y := p.atY(t.Value)
		s.line([]vg.Point{{X: p.Min.X - s.tick(t), Y: y}, {X: p.Min.X, Y: y}}, soft, 0.6)
		if t.Label != "" {
			l := s.set(t.Label, typeset.Sans, tickSize)
			s.put(l, vg.Point{X: right - l.Width, Y: y - s.digits()/2}, ink)
		}
	}
	return right - s.widest(ticks)
}

// symbol is the one that follows the words of an axis's name.
var symbol = regexp.MustCompile(`^[^$]+ (\$[^$]+\$)$`)

// nameY writes the name of an axis left of its numbers, from bottom to top, and returns
// how far left it reaches. Where it has no room its symbol stands for it.
func (s *sheet) nameY(name string, left, bottom, top vg.Length) vg.Length {
	room := 1.2 * (top - bottom)
	if brief := symbol.FindStringSubmatch(name); brief != nil && s.set(name, typeset.Sans, tickSize).Width > room {
		name = brief[1]
	}
	l := s.fit(name, typeset.Sans, axisSize, room)
	middle := left - axisGap*s.u - l.Descent
	centre := min((bottom+top)/2, top-l.Width/2) // a long name reaches into the corner, not into what is above
	s.putUpright(l, vg.Point{X: middle, Y: centre}, ink)
	return middle - l.Ascent
}

// widest is the width of the widest tick label.
func (s *sheet) widest(ticks []scale.Tick) vg.Length {
	var w vg.Length
	for _, t := range ticks {
		w = max(w, s.set(t.Label, typeset.Sans, tickSize).Width)
	}
	return w
}

// gridY draws faint lines at the labelled ticks.
func (s *sheet) gridY(p panel) {
	for _, t := range p.y.Ticks(s.mostY(p)) {
		if t.Label != "" {
			y := p.atY(t.Value)
			s.line([]vg.Point{{X: p.Min.X, Y: y}, {X: p.Max.X, Y: y}}, grid, 0.6)
		}
	}
}

// spines draws the left and lower edge of a panel.
func (s *sheet) spines(p panel) {
	s.line([]vg.Point{{X: p.Min.X, Y: p.Max.Y}, p.Min, {X: p.Max.X, Y: p.Min.Y}}, soft, 0.75)
}

// frame draws all four edges.
func (s *sheet) frame(r vg.Rectangle) {
	s.Stroke(shape.Box(r), soft, 0.75*s.u)
}

// axisRoom is the room left of a panel for its y axis, the same for usual
// scales so that panels line up, and axisDepth that below it for its x axis.
func (s *sheet) axisRoom(y scale.Scale) vg.Length {
	numbers := s.set("$−10^{−10}$", typeset.Sans, tickSize).Width
	const spare = 5 // units of the margin that a wider number may take
	for _, most := range []int{3, 5, 8, 12} {
		numbers = max(numbers, s.widest(y.Ticks(most))-spare*s.u)
	}
	return numbers + (tickLength+tickGap+axisGap+1.1*axisSize)*s.u
}

func (s *sheet) axisDepth() vg.Length {
	return (tickLength + tickGap + axisGap + tickSize + 1.1*axisSize) * s.u
}
