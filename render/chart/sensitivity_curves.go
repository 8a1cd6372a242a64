package chart

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces/portable"
)

// WithRoom returns a logarithmic scale with room at both ends for marks.
func WithRoom(lo, hi float64) scale.Scale {
	if !(lo <= hi) {
		return scale.Log{Lo: 0.1, Hi: 1}
	}
	room := math.Max(portable.Exp(0.03*(math.Log(hi)-math.Log(lo))), 1.2)
	return scale.Log{Lo: math.Max(lo/room, math.SmallestNonzeroFloat64), Hi: math.Min(hi*room, math.MaxFloat64)}
}

// SensitivityCurve shows a result of runs along an axis, such as the learning rate.
type SensitivityCurve struct {
	Style  sheet.LineStyle
	Name   string // markup
	X, Y   []float64
	Chosen int
	Where  string // the chosen x, as an equation in markup: "$η$ = 0.1"
	lines  []MapLine

	unranked bool // Chosen only orders the curves: no star
}

// hasStar reports whether a star marks the chosen value.
func (c SensitivityCurve) hasStar() bool { return c.Chosen >= 0 && !c.unranked }

// isLevel reports whether the finite values, all above 0, are so close together that the lowest
// is best by chance.
func isLevel(values []float64) bool {
	const closeTo = 1.25 // times the lowest
	lo, hi := math.Inf(1), 0.0
	for _, v := range values {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			lo, hi = min(lo, v), max(hi, v)
		}
	}
	return lo > 0 && lo <= hi && hi < closeTo*lo
}

// curves draws a map with one axis as curves.
func (m HeatMap) curves(style sheet.Style) (figure.Figure, error) {
	s := sheet.New(style)
	var curves []SensitivityCurve
	for i, l := range s.Styles(m.Subjects()) {
		p := m.Panels[i]
		v := SensitivityCurve{Style: l, Name: typeset.Escape(p.Title), X: m.X.Values, Y: p.Values, Chosen: p.best(), lines: p.Lines, unranked: m.Unranked || !m.Factors && isLevel(p.Values)}
		if v.Chosen >= 0 {
			v.Where = m.X.equals(m.X.label(v.Chosen))
		}
		curves = append(curves, v)
	}
	top := s.DrawHeader(m.title(s.Lang), s.Subtitle(m.Note, m.Brief), ChosenKey(s.Lang, curves))
	values := LossRange(curves)
	if m.Shares {
		values = scale.Linear{Hi: 1}
	}
	r := Ranges{m.X.scale(s, 0.6*s.Width, true), values, m.X.Name, typeset.Escape(m.What)}
	m.Notes.draw(s, DrawRanking(s, r.Wanted(s, m.XAxis, m.YAxis, curves), curves, top), false, nil)
	return s.Finish(m.title(s.Lang), m.describe(s.Lang)+m.Notes.describe(s.Lang))
}

// Subjects returns what the panels stand for.
func (m HeatMap) Subjects() []sheet.Subject {
	var out []sheet.Subject
	for _, p := range m.Panels {
		out = append(out, p.Subject)
	}
	return out
}

// ChosenKey explains the star of the chosen value. The strips above a panel need no key: their
// names stand beside them.
func ChosenKey(l words.Language, curves []SensitivityCurve) []sheet.KeyItem {
	if !slices.ContainsFunc(curves, SensitivityCurve.hasStar) {
		return nil
	}
	return []sheet.KeyItem{{Name: l.Best(), Mark: landscape.Hollow(shape.Star, 3)}}
}

// outcome describes runs that end without a value in one way, such as divergence.
type outcome struct {
	name string // written beside a strip
	of   func(v float64) bool
	fill func(s *sheet.Sheet, r vg.Rectangle)
}

// outcomes returns the outcomes of the curves' runs, from the top of a panel down.
func outcomes(l words.Language, curves []SensitivityCurve) []outcome {
	all := []outcome{
		{l.Diverges(), func(v float64) bool { return math.IsInf(v, 1) }, (*sheet.Sheet).HatchBox},
		{l.Never(), math.IsNaN, func(s *sheet.Sheet, r vg.Rectangle) { s.Fill(shape.Box(r), sheet.NeverCell) }},
	}
	return slices.DeleteFunc(all, func(f outcome) bool {
		return !slices.ContainsFunc(curves, func(c SensitivityCurve) bool { return slices.ContainsFunc(c.Y, f.of) })
	})
}

// LossRange returns the scale of the curves' values: down to the lowest, and up to well
// above the loss of runs that learn nothing. It cuts off values that grow beyond that
// before they diverge.
func LossRange(curves []SensitivityCurve) scale.Scale {
	lo, hi, limit := math.Inf(1), math.Inf(-1), 0.0
	for _, c := range curves {
		least, first := math.Inf(1), math.NaN()
		for _, v := range c.Y {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				continue
			}
			if math.IsNaN(first) {
				first = v
			}
			least, hi = min(least, v), max(hi, v)
		}
		lo = min(lo, least)
		if !math.IsNaN(first) {
			limit = max(limit, 10*math.Abs(first))
		}
	}
	if limit > 0 {
		hi = min(hi, limit)
	}
	switch {
	case lo > hi:
		return scale.Linear{Lo: 0, Hi: 1}
	case lo < 0 || hi < 2*lo: // no logarithm for a narrow range
		const room = 0.08 // for the star and its name
		return scale.BothSigns(lo-room*(hi-lo), hi)
	}
	if hi = math.Max(hi, scale.LeastFloor); lo <= scale.LeastFloor {
		return scale.LogRange(scale.LeastFloor, hi, true)
	}
	return scale.LogRange(lo/2, hi, false)
}

// Ranges holds the scales and the names, as markup, of a panel's axes.
type Ranges struct {
	X, Y         scale.Scale
	NameX, NameY string
}

// Wanted returns the ranges as two axes want them, for a figure of curves on a sheet.
func (r Ranges) Wanted(s *sheet.Sheet, x, y Axis, curves []SensitivityCurve) Ranges {
	extent := func(of func(SensitivityCurve) []float64) func() scale.Extent {
		return func() scale.Extent {
			e := scale.NewExtent()
			for _, c := range curves {
				e.Add(of(c)...)
			}
			return e
		}
	}
	out := Ranges{
		X: x.OnSheet(s, "x", r.X, extent(func(c SensitivityCurve) []float64 { return c.X })),
		Y: y.OnSheet(s, "y", r.Y, extent(func(c SensitivityCurve) []float64 { return c.Y })),
	}
	out.NameX, out.NameY = x.NamedOn(out.X, s.Lang, r.NameX), y.NamedOn(out.Y, s.Lang, r.NameY)
	return out
}

// DrawRanking draws curves and, right of them, their names from the best to the worst. The name
// of an only curve stands beside its star. DrawRanking returns the panel of the curves.
func DrawRanking(s *sheet.Sheet, r Ranges, curves []SensitivityCurve, top vg.Length) sheet.Panel {
	ranked := slices.Clone(curves)
	slices.SortStableFunc(ranked, func(a, b SensitivityCurve) int {
		switch x, y := a.best(), b.best(); {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	})
	var labels []sheet.EndLabel
	var styles []sheet.LineStyle
	for _, c := range ranked {
		l := sheet.EndLabel{Lines: []string{c.Name, s.Lang.NoFiniteValue()}, Face: typeset.Bold, Size: sheet.RunSize}
		switch {
		case c.hasStar():
			l.Lines[1] = c.choice(s.Lang)
			if !c.marksValues() { // the curve has no other mark
				c.Style.Marker = shape.Star
			}
		case c.Chosen >= 0:
			l.Lines = l.Lines[:1]
		}
		labels, styles = append(labels, l), append(styles, c.Style)
	}
	p := s.WithinAxes(sheet.Panel{Rectangle: s.Body(top - 8*s.Unit), X: r.X, Y: r.Y})
	if len(curves) == 1 && curves[0].hasStar() {
		p = DrawSensitivities(s, p, curves, r)
		nameStar(s, p, curves[0], r.NameX)
		return p
	}
	names := sheet.Entries(labels, styles)
	var l sheet.Legend
	l, p.Rectangle = s.PlaceLegend(names, s.LegendWidth(names), p.Rectangle, sheet.WholeRoom)
	p.Rectangle = s.Align(sheet.PlotBox, p.Rectangle)
	inner := DrawSensitivities(s, p, curves, r)
	s.DrawLegend(l, p.Rectangle, 0)
	return inner
}

// marksValues reports whether a marker stands at each value, as there are few.
func (c SensitivityCurve) marksValues() bool { return len(c.X) <= 2*fewCells }

// choice writes the chosen value and where it is, as markup.
func (c SensitivityCurve) choice(l words.Language) string {
	return l.At(l.Decimals(Brief(c.best(), 2)), l.Decimals(c.Where))
}

// nameStar writes the name of a curve and its chosen value beside the curve's star; the value
// alone where both would be wider than half the panel, and where the curve's name is in the name
// of the x axis, so that it would seem to have that value.
func nameStar(s *sheet.Sheet, p sheet.Panel, c SensitivityCurve, nameX string) {
	f := newFinder(s, p)
	f.Lines = c.parts(p)
	for _, l := range c.lines {
		x := p.AtX(l.X[0])
		f.Lines = append(f.Lines, []vg.Point{{X: x, Y: p.Min.Y}, {X: x, Y: p.Max.Y}})
	}
	at := PointOnPanel(p, c.X[c.Chosen], c.best())
	if !polyline.Inside(at, p.Rectangle) {
		return
	}
	f.take(at, 6*s.Unit)
	name := c.Name + ": " + c.choice(s.Lang)
	if c.isIn(nameX) || s.Set(name, typeset.Bold, sheet.RunSize).Width > p.Width()/2 {
		name = c.choice(s.Lang)
	}
	text := s.Fit(name, typeset.Bold, sheet.RunSize, 0.7*p.Width())
	f.write(text, around(at, text, 1.4*s.Unit), c.Style.TextColour())
}

// isIn reports whether the name of an axis contains the curve's name.
func (c SensitivityCurve) isIn(axis string) bool {
	return strings.Contains(strings.ToLower(axis), strings.ToLower(c.Name))
}

// parts returns the finite parts of a curve in a panel.
func (c SensitivityCurve) parts(p sheet.Panel) [][]vg.Point {
	var all [][]vg.Point
	var line []vg.Point
	for i, v := range append(slices.Clone(c.Y), math.NaN()) {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			line = append(line, PointOnPanel(p, c.X[i], v))
			continue
		}
		all, line = append(all, line), nil
	}
	return slices.DeleteFunc(all, func(line []vg.Point) bool { return len(line) == 0 })
}

// best returns the chosen value, or +Inf if there is none.
func (c SensitivityCurve) best() float64 {
	if c.Chosen < 0 {
		return math.Inf(1)
	}
	return c.Y[c.Chosen]
}

// These sizes, in units, are the least height of a strip above curves for runs without a
// value, the height of each curve's line in the strip, and the gap below the strip.
const (
	stripLeast = 11
	stripLine  = 4
	stripGap   = 4
)

// strip is an area at the top of a panel in which the curves of runs without a value
// continue.
type strip struct {
	outcome
	vg.Rectangle
}

// DrawSensitivities draws curves with their axes in a panel. Where a run diverges or
// never reaches its target, the curve goes on in a strip at the top, which is filled there.
// DrawSensitivities returns the panel below the strips.
func DrawSensitivities(s *sheet.Sheet, p sheet.Panel, curves []SensitivityCurve, r Ranges) sheet.Panel {
	var strips []strip
	for _, f := range outcomes(s.Lang, curves) {
		box := p.Rectangle
		box.Min.Y = box.Max.Y - max(stripLeast, stripLine*vg.Length(len(curves)+1))*s.Unit
		p.Max.Y = box.Min.Y - stripGap*s.Unit
		for _, r := range lostRanges(p, curves, f.of) {
			f.fill(s, vg.Rectangle{Min: vg.Point{X: r[0], Y: box.Min.Y}, Max: vg.Point{X: r[1], Y: box.Max.Y}})
		}
		s.Frame(box)
		l := s.Set(f.name, typeset.Sans, sheet.TickSize)
		s.Put(l.Aligned(1), vg.Point{X: p.Min.X - (sheet.TickLength+sheet.TickGap)*s.Unit - l.Width, Y: (box.Min.Y+box.Max.Y)/2 - 0.25*sheet.TickSize*s.Unit}, sheet.Ink)
		strips = append(strips, strip{f, box})
	}
	s.GridY(p)
	s.Spines(p)
	s.AxisX(p, r.NameX)
	s.AxisY(p, r.NameY)
	edges := edgeLines(s, p, curves)
	for i, c := range curves {
		drawFinite(s, p, c)
		for _, t := range strips {
			drawLost(s, p, t, t.Max.Y-t.Size().Y*vg.Length(i+1)/vg.Length(len(curves)+1), c)
		}
	}
	star := vg.Length(5.2)
	if p.Height() < 140*s.Unit {
		star = 3.8
	}
	for _, c := range curves {
		if c.hasStar() {
			at := PointOnPanel(p, c.X[c.Chosen], c.Y[c.Chosen])
			if at.Y = min(at.Y, p.Max.Y); !polyline.Inside(at, p.Rectangle) {
				continue
			}
			s.Mark(shape.Star, at, star, c.Style.Color, sheet.Paper)
		}
	}
	edgeLabels(s, p, edges)
	return p
}

// lostRanges returns the ranges across a panel in which the value of a curve is lost, from left
// to right: halfway to the values before and after, and to the panel's edges.
func lostRanges(p sheet.Panel, curves []SensitivityCurve, lost func(float64) bool) [][2]vg.Length {
	var all [][2]vg.Length
	for _, c := range curves {
		for i, v := range c.Y {
			if !lost(v) {
				continue
			}
			r := [2]vg.Length{p.Min.X, p.Max.X}
			if i > 0 {
				r[0] = (p.AtX(c.X[i-1]) + p.AtX(c.X[i])) / 2
			}
			if i+1 < len(c.X) {
				r[1] = (p.AtX(c.X[i]) + p.AtX(c.X[i+1])) / 2
			}
			if r[0], r[1] = max(r[0], p.Min.X), min(r[1], p.Max.X); r[0] < r[1] {
				all = append(all, r)
			}
		}
	}
	slices.SortFunc(all, func(a, b [2]vg.Length) int { return cmp.Compare(a[0], b[0]) })
	var joined [][2]vg.Length
	for _, r := range all {
		if n := len(joined); n > 0 && r[0] <= joined[n-1][1] {
			joined[n-1][1] = max(joined[n-1][1], r[1])
			continue
		}
		joined = append(joined, r)
	}
	return joined
}

// drawFinite draws the finite parts of a curve, with a marker at each value if there are
// few, and an arrow where the curve leaves the panel for good.
func drawFinite(s *sheet.Sheet, p sheet.Panel, c SensitivityCurve) {
	var line []vg.Point
	flush := func(end bool) {
		parts := polyline.Clip(line, p.Rectangle)
		for i, part := range parts {
			part = polyline.Simplify(part, s.Pixel()/10) // a tenth of a pixel
			s.Line(part, sheet.Paper, sheet.RunWidth+1.6)
			s.RunLine(part, c.Style, sheet.RunWidth)
			if last := part[len(part)-1]; end && i == len(parts)-1 && line[len(line)-1].Y > p.Max.Y {
				s.Arrow(last, math.Pi/2, c.Style.Color)
			}
		}
		if c.marksValues() || len(line) == 1 {
			for _, q := range line {
				if polyline.Inside(q, p.Rectangle) {
					s.Mark(c.Style.Marker, q, 2, c.Style.Color, sheet.Paper)
				}
			}
		}
		line = nil
	}
	for i, v := range c.Y {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			flush(false)
			continue
		}
		line = append(line, PointOnPanel(p, c.X[i], v))
	}
	flush(true)
}

// drawLost draws the parts of a curve in a strip, joined to the neighbouring finite values
// by thin lines.
func drawLost(s *sheet.Sheet, p sheet.Panel, strip strip, level vg.Length, c SensitivityCurve) {
	lost := func(i int) bool { return i >= 0 && i < len(c.Y) && strip.of(c.Y[i]) }
	finite := func(i int) bool { return i >= 0 && i < len(c.Y) && !math.IsInf(c.Y[i], 0) && !math.IsNaN(c.Y[i]) }
	for i := range c.Y {
		if !lost(i) || lost(i-1) {
			continue
		}
		last := i
		for lost(last + 1) {
			last++
		}
		from, to := vg.Point{X: p.AtX(c.X[i]), Y: level}, vg.Point{X: p.AtX(c.X[last]), Y: level}
		if finite(i - 1) {
			drawRise(s, p, strip, PointOnPanel(p, c.X[i-1], c.Y[i-1]), from, c.Style)
		}
		if finite(last + 1) {
			drawRise(s, p, strip, PointOnPanel(p, c.X[last+1], c.Y[last+1]), to, c.Style)
		}
		for _, part := range polyline.Clip([]vg.Point{from, to}, strip.Rectangle) {
			s.Line(part, sheet.Paper, sheet.RunWidth+1.6)
			s.Line(part, c.Style.Color, sheet.RunWidth)
		}
		if polyline.Inside(from, strip.Rectangle) {
			s.Mark(shape.Cross, from, 2.4, c.Style.Color, sheet.Paper)
		}
	}
}

// drawRise draws a thin line from a curve into a strip.
func drawRise(s *sheet.Sheet, p sheet.Panel, strip strip, from, to vg.Point, l sheet.LineStyle) {
	box := p.Rectangle
	box.Max.Y = strip.Max.Y
	from.Y = min(from.Y, p.Max.Y)
	for _, part := range polyline.Clip([]vg.Point{from, to}, box) {
		s.Line(part, sheet.Pale(l.Color, 0.35), 0.8)
	}
}

// edgeLines draws the upright lines of curves, equal ones only once, and returns the
// drawn lines.
func edgeLines(s *sheet.Sheet, p sheet.Panel, curves []SensitivityCurve) []MapLine {
	var drawn []MapLine
	for _, c := range curves {
		for _, l := range c.lines {
			x := p.AtX(l.X[0])
			there := func(o MapLine) bool { return o.X[0] == l.X[0] }
			if x < p.Min.X || x > p.Max.X || slices.ContainsFunc(drawn, there) {
				continue
			}
			s.Obstacle([]vg.Point{{X: x, Y: p.Min.Y}, {X: x, Y: p.Max.Y}})
			s.Stroke(shape.Line([]vg.Point{{X: x, Y: p.Min.Y}, {X: x, Y: p.Max.Y}}), sheet.Ink, 0.9*s.Unit, 5*s.Unit, 2.5*s.Unit)
			drawn = append(drawn, l)
		}
	}
	return drawn
}

// edgeLabels names upright lines, one name below the other. Names stand right of their
// lines where there is room: runs diverge there and leave few curves.
func edgeLabels(s *sheet.Sheet, p sheet.Panel, lines []MapLine) {
	gap := 6 * s.Unit
	y := p.Max.Y - 14*s.Unit
	for _, l := range lines {
		t := s.Fit(l.Label, typeset.Sans, sheet.TickSize, p.Width()/2)
		at := vg.Point{X: p.AtX(l.X[0]) + gap, Y: y - t.Ascent}
		if at.X+t.Width > p.Max.X {
			at.X -= t.Width + 2*gap
			t = t.Aligned(1)
		}
		s.PutWithHalo(t, at, sheet.Ink)
		y -= 1.8 * sheet.TickSize * s.Unit
	}
}
