package render

import (
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
)

// Ends draws where the replicates of the runs end: below the loss along a line, as in the
// slice view, each run has a strip with a histogram of its last iterates. All histograms have
// the same height, so that a wide one can be seen beside a narrow one. Runs without replicates
// have no strip.
func Ends(sc Scene, style sheet.Style) (Figure, error) {
	if err := sc.check(style, false); err != nil {
		return Figure{}, err
	}
	s := sheet.New(style)
	cut, err := sc.section(s.Lang)
	if err != nil {
		return Figure{}, err
	}
	notes, key := cut.where, []sheet.KeyItem(nil)
	if seeds := sc.replicates(s.Lang); seeds != "" && s.Briefly() {
		key = []sheet.KeyItem{{Name: s.Lang.WhereSeedsEnd(seeds), Mark: drawHistogramSample}}
	} else if seeds != "" {
		notes = append(notes, s.Lang.EndsOfSeeds(seeds))
	}
	strips, desc := sc.endStrips(s, cut), ""
	for _, e := range strips {
		desc += s.Lang.EndsAround(e.run, e.mean, e.deviation)
	}
	room := s.Body(sc.header(s, key, notes...) - 8*s.Unit)
	upper := room
	if len(strips) > 0 {
		const loss = 0.36 // part of the height
		upper.Min.Y = room.Max.Y - loss*room.Size().Y - s.AxisDepth()
	}
	p := drawSection(s, sc, cut, upper)
	sc.markPanel(s, p, nil)
	if len(strips) == 0 {
		s.AxisX(p, cut.name)
		return sc.finish(s, desc)
	}
	drawEndStrips(s, p, vg.Rectangle{Min: vg.Point{X: p.Min.X, Y: room.Min.Y + s.AxisDepth()}, Max: vg.Point{X: p.Max.X, Y: p.Min.Y - 4*s.Unit}}, strips, cut.name)
	return sc.finish(s, desc)
}

// endStrip is the histogram of where a run's replicates end, with its name.
type endStrip struct {
	histogram
	run     string
	name    string   // markup
	numbers []string // how far the ends are spread, and their loss
	style   sheet.LineStyle
}

// drawHistogramSample draws three bars of a histogram for the key.
func drawHistogramSample(s *sheet.Sheet, at vg.Point) {
	const wide, deep = 3, 3.5 // in units
	for i, high := range []vg.Length{4, 7, 3} {
		left := at.Add(vg.Point{X: (vg.Length(i) - 1.5) * wide * s.Unit, Y: -deep * s.Unit})
		s.Fill(shape.Box(vg.Rectangle{Min: left, Max: left.Add(vg.Point{X: wide * s.Unit, Y: high * s.Unit})}), sheet.Pale(sheet.Soft, 0.5))
	}
}

// endStrips returns a strip for each run with replicates.
func (sc Scene) endStrips(s *sheet.Sheet, cut section) []endStrip {
	var out []endStrip
	styles, labels := sc.styles(s), sc.legend(s.Lang)
	for i, t := range sc.Tracks {
		h := newHistogram(sc.endPlaces(t, cut))
		if h.counts == nil {
			continue
		}
		numbers := []string{s.Lang.StandardDeviation(threeDigits(h.deviation))}
		if losses := sc.centreLine(t.Ensemble.Loss); len(losses) > 0 {
			numbers = append(numbers, sc.centreLoss(s.Lang)+" "+s.Lang.Number(threeDigits(losses[len(losses)-1])))
		}
		out = append(out, endStrip{histogram: h, run: t.Label, name: labels[i].Lines[0], numbers: numbers, style: styles[i]})
	}
	return out
}

// drawEndStrips draws strips below each other in a room, on the horizontal axis of the panel
// above them, and the name of that axis below the last.
func drawEndStrips(s *sheet.Sheet, above sheet.Panel, room vg.Rectangle, strips []endStrip, axis string) {
	height := room.Size().Y / vg.Length(len(strips))
	p := sheet.Panel{Rectangle: room, X: above.X, Y: scale.Linear{Lo: 0, Hi: 1}}
	for i, e := range strips {
		p.Max.Y = room.Max.Y - vg.Length(i)*height
		p.Min.Y = p.Max.Y - height
		e.draw(s, p, e.style)
		s.Line([]vg.Point{p.Min, {X: p.Max.X, Y: p.Min.Y}}, sheet.Soft, 0.8)
		e.writeLabel(s, p)
	}
	s.AxisX(p, axis)
}

// labelGap is the distance in units from the label of a strip to the strip's edges and to its
// histogram.
const labelGap = 4

// writeLabel writes the name of a strip at its upper left, and at its upper right the numbers
// for which there is room; the standard deviation is shorter where there is little.
func (e endStrip) writeLabel(s *sheet.Sheet, p sheet.Panel) {
	const gap, part = labelGap, 0.36 // part of the width for the numbers
	top := e.writeName(s, p, (1-part)*p.Width())
	face, size := titleFont(1)
	for i, text := range e.numbers {
		l := s.Set(text, face, size)
		if l.Width > part*p.Width() && i == 0 {
			l = s.Set("±"+s.Lang.Number(threeDigits(e.deviation)), face, size)
		}
		if low := vg.Length(i+1) * 1.3 * l.Size; l.Width <= part*p.Width() && (i == 0 || low <= p.Height()/2) {
			s.Put(l.Aligned(1), vg.Point{X: p.Max.X - gap*s.Unit - l.Width, Y: top - vg.Length(i)*1.3*l.Size}, e.style.Color)
		}
	}
}

// writeName writes the name of a strip at its upper left, no wider than most, and returns its
// baseline. A name that would reach into the histogram stands on two lines.
func (e endStrip) writeName(s *sheet.Sheet, p sheet.Panel, most vg.Length) (baseline vg.Length) {
	face, size := titleFont(0)
	lines := []typeset.Line{s.Fit(e.name, face, size, most)}
	baseline = p.Max.Y - labelGap*s.Unit - lines[0].Ascent
	if side := e.leftSide(p, baseline-lines[0].Descent); p.Min.X+lines[0].Width+2*labelGap*s.Unit > side {
		lines = nil
		for _, half := range s.Halves(e.name, size, most) {
			lines = append(lines, s.Fit(half, face, size, most))
		}
	}
	for i, l := range lines {
		s.Put(l, vg.Point{X: p.Min.X + labelGap*s.Unit, Y: baseline - vg.Length(i)*sheet.TitleLineHeight*l.Size}, e.style.Color)
	}
	return baseline
}

// threeDigits rounds a value to three significant digits.
func threeDigits(v float64) float64 {
	r, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 3, 64), 64)
	if err != nil {
		return v
	}
	return r
}

// endPlaces returns the finite places along a line where a run's replicates end.
func (sc Scene) endPlaces(t Track, cut section) []float64 {
	var places []float64
	if t.Ensemble == nil {
		return nil
	}
	for _, e := range t.Ensemble.Ends {
		if e.X == nil || math.IsInf(e.Loss, 0) || math.IsNaN(e.Loss) {
			continue
		}
		if at := cut.along(e.X); !math.IsNaN(at) && !math.IsInf(at, 0) {
			places = append(places, at)
		}
	}
	return places
}

// histogram counts values in bins of one width; the first begins at lo.
type histogram struct {
	lo, width       float64
	counts          []int
	mean, deviation float64 // of the values
}

// newHistogram counts at least one value in bins a fifth of their standard deviation wide.
func newHistogram(values []float64) histogram {
	const bins = 5 // in a standard deviation
	const most = 400
	n, h := float64(len(values)), histogram{}
	if n == 0 {
		return h
	}
	for _, v := range values {
		h.mean += v / n
	}
	for _, v := range values {
		h.deviation += (v - h.mean) * (v - h.mean) / n
	}
	h.deviation = math.Sqrt(h.deviation)
	lo, hi := slices.Min(values), slices.Max(values)
	h.width = max(h.deviation/bins, (hi-lo)/most)
	if h.width == 0 {
		h.width = max(1e-3*math.Abs(lo), 1e-3) // all values are equal
	}
	h.lo = h.mean - h.width*(math.Ceil((h.mean-lo)/h.width)+0.5) // the mean is the middle of a bin
	h.counts = make([]int, int((hi-h.lo)/h.width)+1)
	for _, v := range values {
		h.counts[int((v-h.lo)/h.width)]++
	}
	return h
}

// histogramPart is the height of the highest bin in parts of the panel's.
const histogramPart = 0.88

// top returns the upper side of bin i in a panel.
func (h histogram) top(p sheet.Panel, i int) vg.Length {
	return p.Min.Y + vg.Length(histogramPart*float64(h.counts[i])/float64(slices.Max(h.counts)))*p.Height()
}

// leftSide returns the left side of the leftmost bin of a panel that reaches a height, or the right
// side of the panel if none does.
func (h histogram) leftSide(p sheet.Panel, height vg.Length) vg.Length {
	for i := range h.counts {
		if h.top(p, i) >= height {
			return p.AtX(h.lo + float64(i)*h.width)
		}
	}
	return p.Max.X
}

// draw draws the histogram from the floor of a panel nearly up to its top.
func (h histogram) draw(s *sheet.Sheet, p sheet.Panel, style sheet.LineStyle) {
	const opaque = 0.35
	lo, hi := scale.Ends(p.X)
	line := []vg.Point{{X: p.AtX(min(max(h.lo, lo), hi)), Y: p.Min.Y}}
	for i := range h.counts {
		from, to := h.lo+float64(i)*h.width, h.lo+float64(i+1)*h.width
		if to <= lo || from >= hi {
			continue
		}
		y := h.top(p, i)
		line = append(line, vg.Point{X: p.AtX(max(from, lo)), Y: y}, vg.Point{X: p.AtX(min(to, hi)), Y: y})
	}
	line = append(line, vg.Point{X: line[len(line)-1].X, Y: p.Min.Y})
	s.Fill(shape.Polygon(line), sheet.Pale(style.Color, 1-opaque))
	s.Line(line, style.Color, 0.7*sheet.RunWidth)
}
