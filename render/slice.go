package render

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/terrain"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
)

// Slice draws the loss along a line through a landscape of any dimension, with the iterates
// as balls. A ball stands at the iterate's projection onto the line and at the iterate's own
// loss, so that it is on the curve only if the iterate is on the line.
func Slice(sc Scene, style sheet.Style) (Figure, error) {
	if err := sc.check(style, false); err != nil {
		return Figure{}, err
	}
	s := sheet.New(style)
	cut, err := sc.section(s.Lang)
	if err != nil {
		return Figure{}, err
	}
	styles := sc.styles(s)
	key := sc.runKey(s, styles, anywhere)
	for _, g := range sc.pointsOn(cut) {
		key = append(key, g.KeyItem(s.Lang))
	}
	if len(cut.where) > 0 && s.Briefly() {
		key = append(key, offLineItem(s.Lang))
	}
	top := sc.header(s, key, cut.where...)
	names := sheet.Entries(sc.legend(s.Lang), styles)
	if len(names) == 1 && sc.inTitle(names[0].Lines[0]) {
		names = nil
	}
	l, room := s.PlaceLegend(names, s.LegendWidth(names), s.Body(top-8*s.Unit), sheet.WholeRoom)
	p := drawSlice(s, sc, cut, styles, room)
	sc.markPanel(s, p, func(run, row int) (vg.Point, bool) {
		t := sc.Tracks[run].Path
		return p.At(cut.along(t.At(row)), t.Loss[row]), true
	})
	s.DrawLegend(l, p.Rectangle, 0)
	return sc.finish(s)
}

// offLineItem returns the item of the key that explains balls off the curve, where the subtitle has
// no room to do so.
func offLineItem(l words.Language) sheet.KeyItem {
	return sheet.LineItem(l.IterateOffLine(), func(s *sheet.Sheet, from, to vg.Point) {
		below := vg.Point{Y: -2.5 * s.Unit}
		s.Line([]vg.Point{from.Add(below), to.Add(below)}, sheet.Soft, 1.2)
		s.Mark(shape.Circle, from.Add(to).Scale(0.5).Sub(below), 2.6, sheet.Soft, sheet.Paper)
	})
}

// drawSlice draws a section with its axes and the runs into a room, and returns the panel.
func drawSlice(s *sheet.Sheet, sc Scene, cut section, styles []sheet.LineStyle, room vg.Rectangle) sheet.Panel {
	p := drawSection(s, sc, cut, room)
	s.AxisX(p, cut.name)
	s.Animate(func(s *sheet.Sheet, until float64) { drawBalls(s, p, sc.upTo(until), cut, styles, sc.dotInterval()) })
	return p
}

// drawSection draws a section with its vertical axis and critical points into a room, and
// returns the panel, below which there is room for the other axis.
func drawSection(s *sheet.Sheet, sc Scene, cut section, room vg.Rectangle) sheet.Panel {
	losses := cut.sample(sc.Surface, int(float64(room.Size().X)*s.DPI/72/terrain.SampleSpacing))
	all := sc // whose iterates decide on the axis of losses
	if sc.meta().Dim == 1 {
		all.Tracks = slices.Concat(sc.Tracks, sc.Beside)
	}
	shown := append(all.withoutMargins(cut, losses), all.firstLosses(cut)...)
	p := s.WithinAxes(sheet.Panel{
		Rectangle: room,
		X:         sc.XAxis.OnSheet(s, "x", scale.Linear{Lo: cut.lo, Hi: cut.hi}, func() scale.Extent { return scale.NewExtent(cut.lo, cut.hi) }),
		Y:         sc.YAxis.OnSheet(s, "y", headroom(s, s.AboveAxis(room).Size().Y, paddedScale(shown), sc.Lines), func() scale.Extent { return scale.NewExtent(append(losses, shown...)...) }),
	})
	p.Rectangle = s.Align(sheet.PlotBox, p.Rectangle)
	s.GridY(p)
	f := chart.DrawLines(s, p, sc.Lines, false)
	s.Spines(p)
	s.AxisY(p, sc.YAxis.NamedOn(p.Y, s.Lang, s.Lang.LossOnLine()))
	var line []vg.Point
	for i, v := range append(losses, math.NaN()) {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			line = append(line, p.At(terrain.Between(cut.lo, cut.hi, i, len(losses)), v))
			continue
		}
		for _, part := range polyline.Clip(line, p.Rectangle) { // a gap where there is no loss
			s.Line(part, sheet.Soft, 1.2)
			f.Lines = append(f.Lines, part)
		}
		line = nil
	}
	f.References(p, sc.Lines)
	for _, g := range sc.pointsOn(cut) {
		for _, q := range g.Points {
			if at := p.At(q.X[0], q.X[1]); polyline.Inside(at, p.Rectangle) {
				g.Mark(s, at)
			}
		}
	}
	return p
}

// headroom raises the top of a linear scale of a panel of a height so that the text of its
// highest level line has room above the line.
func headroom(s *sheet.Sheet, height vg.Length, y scale.Scale, lines []chart.XYLine) scale.Scale {
	l, ok := y.(scale.Linear)
	const around = 10 // units below and above the text
	need := float64((s.Numeral("0").Height() + around*s.Unit) / height)
	if !ok || need >= 0.5 {
		return y
	}
	for _, line := range lines {
		if line.Level && line.Label != "" && line.At > l.Lo && line.At < l.Hi {
			l.Hi = max(l.Hi, l.Lo+(line.At-l.Lo)/(1-need))
		}
	}
	return l
}

// section is a line through the landscape: x(s) = origin + s direction.
type section struct {
	origin, direction []float64
	lo, hi            float64  // of s
	margin            float64  // the length at either end that only shows the shape
	name              string   // of the axis
	where             []string // notes on the line for the subtitle
}

// within returns the section between the ends that are wanted of the horizontal axis, and with the
// axis's name.
func (c section) within(a chart.Axis) section {
	if a.HasEnds() {
		c.lo, c.hi = a.EndsOr(c.lo, c.hi)
		c.margin = 0
	}
	c.name = a.Named(c.name)
	return c
}

// lineExtension is the part of a line's length by which either end is extended.
const lineExtension = 0.25

// section returns the scene's line, extended at both ends. A scene without a line has, in
// one dimension, the x axis, and otherwise the line from the first start to the best known
// minimum or, where none is known, along the first axis. A line whose ends coincide, or
// whose dimension is not the surface's, is an error.
func (sc Scene) section(l words.Language) (section, error) {
	m := sc.meta()
	if m.Dim == 1 && sc.Line[0] == nil {
		if len(sc.window()) != 1 {
			return section{}, errors.New("a landscape of 1 dimension needs a window of 1 coordinate, or a line")
		}
		side := sc.window()[0]
		return section{origin: []float64{0}, direction: []float64{1}, lo: side[0], hi: side[1], name: "$x$"}.within(sc.XAxis), nil
	}
	from, to := sc.Line[0], sc.Line[1]
	if from == nil {
		from = m.Start
		if len(sc.Tracks) > 0 && sc.Tracks[0].Path.Len() > 0 {
			from = sc.Tracks[0].Path.At(0)
		}
		to = lineEnd(m, from)
	}
	if len(from) != m.Dim || len(to) != m.Dim {
		return section{}, fmt.Errorf("a line of %d and %d coordinates through a landscape of %d", len(from), len(to), m.Dim)
	}
	direction, length := make([]float64, m.Dim), 0.0
	for i := range direction {
		direction[i] = to[i] - from[i]
		length = math.Hypot(length, direction[i])
	}
	if !(length > 0) || math.IsInf(length, 0) {
		return section{}, fmt.Errorf("a line from %s to %s has no direction", l.Coordinates(from), l.Coordinates(to))
	}
	for i := range direction {
		direction[i] /= length
	}
	return section{
		origin: from, direction: direction, lo: -lineExtension * length, hi: (1 + lineExtension) * length, margin: lineExtension * length,
		name:  l.AlongLine(),
		where: []string{l.OnLine(from, to), l.OffLine()},
	}.within(sc.XAxis), nil
}

// lineEnd returns the default end of a line from a point: the best known minimum or, where
// none is known, half the window's width along the first axis.
func lineEnd(m surfaces.Meta, from []float64) []float64 {
	best := -1
	for i, q := range m.Points {
		if q.Kind == surfaces.Minimum && !slices.Equal(q.X, from) && (best < 0 || q.Value < m.Points[best].Value) {
			best = i
		}
	}
	if best >= 0 {
		return m.Points[best].X
	}
	to := slices.Clone(from)
	if len(m.Window) == 0 {
		return to
	}
	to[0] += (m.Window[0][1] - m.Window[0][0]) / 2
	return to
}

// sample returns the losses at n evenly spaced places along the line.
func (c section) sample(f surfaces.Surface, n int) []float64 {
	losses := make([]float64, max(n, 2))
	x := make([]float64, len(c.origin))
	for i := range losses {
		s := terrain.Between(c.lo, c.hi, i, len(losses))
		for j := range x {
			x[j] = c.origin[j] + s*c.direction[j]
		}
		losses[i] = f.Func(x)
	}
	return losses
}

// withoutMargins returns the losses of a sample without those in the margins, where high
// losses would make the rest of the curve look flat. Of a section without margins, the
// part beyond the outermost critical points and iterates is left out.
func (sc Scene) withoutMargins(c section, losses []float64) []float64 {
	lo, hi := c.lo+c.margin, c.hi-c.margin
	if points := sc.meta().Points; c.margin == 0 && len(points) > 0 {
		lo, hi = math.Inf(1), math.Inf(-1)
		for _, s := range append(sc.places(c.along), c.places(points)...) {
			if c.lo <= s && s <= c.hi {
				lo, hi = min(lo, s), max(hi, s)
			}
		}
		const beyond = 0.03 // of the distance between the outermost points
		lo, hi = max(lo-beyond*(hi-lo), c.lo), min(hi+beyond*(hi-lo), c.hi)
		if !(hi > lo) {
			lo, hi = c.lo, c.hi
		}
	}
	index := func(s float64) float64 { return (s - c.lo) / (c.hi - c.lo) * float64(len(losses)-1) }
	from, to := index(lo), index(hi)
	inside := slices.Clone(losses[int(math.Ceil(from)) : int(to)+1])
	for _, end := range []float64{from, to} { // slices of other widths have samples elsewhere
		if i, f := math.Modf(end); f > 0 {
			inside = append(inside, (1-f)*losses[int(i)]+f*losses[int(i)+1])
		}
	}
	return inside
}

// places returns the distances of points along a section.
func (c section) places(points []surfaces.Point) []float64 {
	var out []float64
	for _, q := range points {
		out = append(out, c.along(q.X))
	}
	return out
}

// pointsOn returns the critical points on a section, each at its place along the section
// and at its loss.
func (sc Scene) pointsOn(c section) []landscape.PointGroup {
	var on []surfaces.Point
	for _, q := range sc.meta().Points {
		s, off := c.along(q.X), 0.0
		for i, v := range q.X {
			off = math.Hypot(off, v-c.origin[i]-s*c.direction[i])
		}
		if off <= 1e-6*(c.hi-c.lo) {
			q.X = []float64{s, q.Value}
			on = append(on, q)
		}
	}
	return landscape.PointGroups(on, surfaces.Window{{c.lo, c.hi}, {-math.MaxFloat64, math.MaxFloat64}})
}

// firstLosses returns the first losses of the runs that start in a section's range.
func (sc Scene) firstLosses(cut section) []float64 {
	var losses []float64
	for _, t := range sc.Tracks {
		if t.Path.Len() == 0 {
			continue
		}
		if at := cut.along(t.Path.At(0)); cut.lo <= at && at <= cut.hi {
			losses = append(losses, t.Path.Loss[0])
		}
	}
	return losses
}

// along returns the distance along the line of a point's projection onto the line.
func (c section) along(x []float64) float64 {
	var s float64
	for i, v := range x {
		s += (v - c.origin[i]) * c.direction[i]
	}
	return s
}

// paddedScale returns a linear scale with room around the finite values.
func paddedScale(values []float64) scale.Scale {
	finite := slices.DeleteFunc(slices.Clone(values), func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) })
	if len(finite) == 0 {
		return scale.Linear{Lo: 0, Hi: 1}
	}
	lo, hi := slices.Min(finite), slices.Max(finite)
	if !(hi > lo) {
		pad := math.Max(1, math.Abs(lo))
		return scale.Linear{Lo: lo - pad, Hi: hi + pad}
	}
	pad := hi/20 - lo/20
	return scale.Linear{Lo: lo - pad, Hi: hi + pad}
}

// firstBalls is the number of steps whose ends are all marked in a section, also where later
// iterates are marked at intervals.
const firstBalls = 8

// ballSpace is the distance in units from the last ball beyond which an iterate has one, too.
const ballSpace = 12

// drawBalls draws the runs' iterates and starts in a section.
func drawBalls(s *sheet.Sheet, p sheet.Panel, sc Scene, cut section, styles []sheet.LineStyle, dots dotInterval) {
	for i, t := range sc.Tracks {
		var line []vg.Point
		for k, loss := range t.Path.Loss {
			if x := cut.along(t.Path.At(k)); !math.IsNaN(x) { // huge coordinates may cancel to nothing
				line = append(line, p.At(x, loss))
			}
		}
		pale := styles[i]
		pale.Color = sheet.Pale(pale.Color, 0.25)
		for _, part := range polyline.Clip(line, p.Rectangle) {
			s.RunLine(part, pale, 1.1)
		}
		marked := 0
		for k := range line {
			far := polyline.Length([]vg.Point{line[marked], line[k]}) > ballSpace*s.Unit
			if (k <= firstBalls || far || k%dots.rows(t) == 0) && polyline.Inside(line[k], p.Rectangle) {
				s.Mark(styles[i].Marker, line[k], 2.6, styles[i].Color, sheet.Paper)
				marked = k
			}
		}
		if n := len(line); n > 0 && polyline.Inside(line[n-1], p.Rectangle) {
			s.Mark(styles[i].Marker, line[n-1], 4, styles[i].Color, sheet.Paper)
		}
	}
	for _, t := range sc.Tracks {
		if t.Path.Len() > 0 {
			if start := p.At(cut.along(t.Path.At(0)), t.Path.Loss[0]); polyline.Inside(start, p.Rectangle) {
				landscape.DrawStart(s, start)
			}
		}
	}
}

// SliceCurve returns the curve that Slice draws at n places: their distances along the line
// and their losses. The function along returns the distance of an iterate along the line.
func (sc Scene) SliceCurve(n int) (distance, loss []float64, along func(x []float64) float64, err error) {
	cut, err := sc.section(words.English)
	if err != nil {
		return nil, nil, nil, err
	}
	loss = cut.sample(sc.Surface, n)
	for i := range loss {
		distance = append(distance, terrain.Between(cut.lo, cut.hi, i, len(loss)))
	}
	return distance, loss, cut.along, nil
}
