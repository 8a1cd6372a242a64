package render

import (
	"cmp"
	"image/color"
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
)

// Ends draws where the replicates of the runs end: on the loss along a line, as in the slice
// view, stands a histogram of the last iterates of each run. All histograms have the same
// height, so that a wide one can be seen beside a narrow one. Runs without replicates have no
// histogram.
func Ends(sc Scene, style sheet.Style) (Figure, error) {
	if err := sc.check(style, false); err != nil {
		return Figure{}, err
	}
	s := sheet.New(style)
	cut, err := sc.section(s.Lang)
	if err != nil {
		return Figure{}, err
	}
	var all []histogram
	for _, t := range sc.Tracks {
		all = append(all, newHistogram(sc.endPlaces(t, cut)))
	}
	styles := sc.styles(s)
	notes := cut.where
	if seeds := sc.replicates(s.Lang); seeds != "" {
		notes = append(notes, s.Lang.EndsOfSeeds(seeds))
	}
	top := sc.header(s, nil, notes...)
	labels, desc := sc.legend(s.Lang), ""
	for i, h := range all {
		if h.counts == nil {
			continue
		}
		labels[i].Lines = append(labels[i].Lines, s.Lang.StandardDeviation(threeDigits(h.deviation)))
		if losses := sc.centreLine(sc.Tracks[i].Ensemble.Loss); len(losses) > 0 {
			labels[i].Lines = append(labels[i].Lines, sc.centreLoss(s.Lang)+" "+s.Lang.Number(threeDigits(losses[len(losses)-1])))
		}
		desc += s.Lang.EndsAround(sc.Tracks[i].Label, h.mean, h.deviation)
	}
	names := sheet.Entries(labels, styles)
	for rank, i := range widestFirst(all) {
		names[i].Sample = histogramSample(styles[i], histogramColour(s, styles[i], rank, len(all)))
	}
	l, room := s.PlaceLegend(names, s.LegendWidth(names), s.Body(top-8*s.Unit), sheet.WholeRoom)
	p := drawSection(s, sc, cut, room, func(p sheet.Panel) {
		for rank, i := range widestFirst(all) {
			all[i].draw(s, p, styles[i], histogramColour(s, styles[i], rank, len(all)))
		}
	})
	s.DrawLegend(l, p.Rectangle, 0)
	return sc.finish(s, desc, sc.describeLines(s.Lang))
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

// widestFirst returns the indices of histograms, so that drawn in this order none hides
// another.
func widestFirst(all []histogram) []int {
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(all[b].deviation, all[a].deviation) })
	return order
}

// histogramColour returns the colour of the histogram with a rank of some, the first of which is
// the widest.
func histogramColour(s *sheet.Sheet, style sheet.LineStyle, rank, of int) color.RGBA {
	return s.Theme.AreaColour(sheet.Pale(style.Color, 0.65), rank, of)
}

// histogramSample returns a function that draws a sample of a histogram for a legend.
func histogramSample(style sheet.LineStyle, fill color.RGBA) func(*sheet.Sheet, vg.Point, vg.Length) {
	return func(s *sheet.Sheet, at vg.Point, size vg.Length) {
		half := 4 * size * s.Unit
		box := vg.Rectangle{Min: vg.Point{X: at.X + 12*s.Unit, Y: at.Y - half}, Max: vg.Point{X: at.X + 26*s.Unit, Y: at.Y + half}}
		s.Fill(shape.Box(box), fill)
		s.Rim(shape.Box(box), style.Color, histogramEdge*s.Unit)
	}
}

// histogramEdge is the width, in units, of the edge of a histogram, which has no dashes: they
// would read as gaps between the bins.
const histogramEdge = 0.7 * sheet.RunWidth

// draw draws the histogram from the floor of a panel up to three quarters of its height.
func (h histogram) draw(s *sheet.Sheet, p sheet.Panel, style sheet.LineStyle, fill color.RGBA) {
	const height = 0.75
	if h.counts == nil {
		return
	}
	most := slices.Max(h.counts)
	side := p.X.(scale.Linear)
	line := []vg.Point{{X: p.AtX(min(max(h.lo, side.Lo), side.Hi)), Y: p.Min.Y}}
	for i, n := range h.counts {
		from, to := h.lo+float64(i)*h.width, h.lo+float64(i+1)*h.width
		if to <= side.Lo || from >= side.Hi {
			continue
		}
		y := p.Min.Y + vg.Length(height*float64(n)/float64(most))*p.Height()
		line = append(line, vg.Point{X: p.AtX(max(from, side.Lo)), Y: y}, vg.Point{X: p.AtX(min(to, side.Hi)), Y: y})
	}
	line = append(line, vg.Point{X: line[len(line)-1].X, Y: p.Min.Y})
	s.Fill(shape.Polygon(line), fill)
	s.Line(line, style.Color, histogramEdge)
}
