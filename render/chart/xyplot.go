// Package chart draws all figures but landscapes: plots of series, curves of runs with
// their bands, heat maps and basin maps, curves of tuned rates, clouds of points, and
// diagrams of networks. Each kind is a struct whose Draw takes a Style and returns a
// figure; a new kind goes into a new file.
package chart

import (
	"cmp"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/words"
)

// XYPlot shows quantities of one variable in one panel: curves, points, steps, stacked
// areas or bars. Values that are not finite, or not above 0 on a logarithmic axis, leave a
// gap.
type XYPlot struct {
	Title  string // plain text; "" for none
	Note   string // markup, below the title; "" for none
	Brief  string // markup: the note where there is no room for the other
	X, Y   Axis
	Series []Series
	Lines  []XYLine
	Slopes []XYSlope
	Marks  []XYMark
}

// Series is one quantity of an XYPlot. The labels stand at the right ends of the series
// or, if ends coincide or a series has no end, in a legend.
type Series struct {
	Label     string        // markup; "" for none
	Detail    string        // markup, smaller, below the label
	Subject   sheet.Subject // what the series stands for, which gives the colour
	Same      bool          // draw the series dashed, in the colour of the series before
	X, Y      []float64     // as many of each
	Low, High []float64     // bounds of Y, drawn as a band around a line or steps, as error bars otherwise; nil for none
	Kind      SeriesKind
}

// SeriesKind selects the form of a Series.
type SeriesKind int

// The kinds.
const (
	AsLine   SeriesKind = iota // a line with a marker at its end
	AsMarked                   // a line with a marker at each value
	AsPoints                   // a marker at each value, smaller if there are many
	AsSteps                    // a staircase: each value holds until the next X. X must ascend
	AsArea                     // an area on top of the areas before. All areas share an ascending X, and Y is at least 0
	AsBars                     // bars from 0, beside those of other series
)

// XYLine is a reference line across an XYPlot: dashed, or dotted beside dashed series.
type XYLine struct {
	Label string // markup; "" for none
	At    float64
	Level bool // level at y = At, else upright at x = At
}

// XYSlope is a triangle that shows a slope of y against x or, if both axes are
// logarithmic, an exponent of x. The sloping side begins at (From, Y).
type XYSlope struct {
	Label       string // markup, as "1/2"; "" for the number
	Slope       float64
	From, To, Y float64
}

// XYMark is a marked point with a text beside it.
type XYMark struct {
	Label string // markup; "" for none
	X, Y  float64
}

// xyDrawing is the state of an XYPlot while it is drawn.
type xyDrawing struct {
	*sheet.Sheet
	sheet.Panel
	XYPlot
	styles []sheet.LineStyle
	stack  [][2][]float64 // for each series: lower and upper edge of an area
	bars   barSlots
}

// Draw draws the plot. It refuses series without a drawable value, with unequal lengths
// or out of a required order, axes that a value does not fit, and lines outside the axes.
func (m XYPlot) Draw(style sheet.Style) (figure.Figure, error) {
	if err := style.Check(); err != nil {
		return figure.Figure{}, err
	}
	if err := m.check(); err != nil {
		return figure.Figure{}, err
	}
	s := sheet.New(style)
	d := &xyDrawing{Sheet: s, XYPlot: m, styles: m.styles(s), stack: m.stacked()}
	var err error
	if d.Panel.X, d.Panel.Y, err = m.scales(d.stack); err != nil {
		return figure.Figure{}, err
	}
	if err := m.checkNotes(d.Panel); err != nil {
		return figure.Figure{}, err
	}
	top := headline(d.Sheet, m.Title, m.Note, m.Brief)
	d.Panel.Rectangle = d.Body(top - 8*d.Unit)
	d.Panel = d.WithinAxes(d.Panel)
	var l sheet.Legend
	names := d.entries()
	labels, direct := d.endLabels()
	switch {
	case len(labels) == 0:
	case direct:
		l, d.Panel.Rectangle = d.PlaceLegend(names, d.LabelWidth(labels), d.Panel.Rectangle, sheet.WholeRoom)
	default:
		l, d.Panel.Rectangle = d.PlaceLegend(names, d.LegendWidth(names), d.Panel.Rectangle, sheet.WholeRoom)
	}
	d.Panel.Rectangle = d.Align(sheet.PlotBox, d.Panel.Rectangle)
	d.InLegend = l.Below || !direct
	d.bars = d.slots()
	d.draw()
	if labels, _ = d.endLabels(); d.InLegend { // the ends have moved with the panel's side
		d.DrawLegend(l, d.Panel.Rectangle, 0)
	} else {
		d.EndLabels(d.Panel, labels)
	}
	return d.Finish(m.Title, m.describe(d.Lang))
}

// headline writes a title and a note, if given, and returns the y below them. The brief note
// stands where there is no room for the other.
func headline(s *sheet.Sheet, title, note, brief string) vg.Length {
	note = s.Subtitle(note, brief)
	if title == "" && !s.HasSubtitle(note) {
		return s.BelowLogo(s.Height - s.Margin())
	}
	top := s.DrawHeader(title, note, nil)
	if !s.HasSubtitle(note) && s.KeepsSubtitleRoom() {
		top += s.SubtitleRoom() // gives back the room of the missing note
	}
	return top
}

// Subjects returns what the series stand for that have a colour of their own.
func (m XYPlot) Subjects() []sheet.Subject {
	var out []sheet.Subject
	for _, v := range m.Series {
		if !v.Same {
			out = append(out, v.Subject)
		}
	}
	return out
}

// styles returns the line style of each series.
func (m XYPlot) styles(s *sheet.Sheet) []sheet.LineStyle {
	free := s.Styles(m.Subjects())
	out := make([]sheet.LineStyle, len(m.Series))
	for i, v := range m.Series {
		if v.Same {
			out[i-1] = out[i-1].Solid()
			out[i] = sheet.ValidationStyle(out[i-1])
			continue
		}
		out[i], free = free[0], free[1:]
	}
	return out
}

// draw draws everything but the series' labels, from the lowest layer up.
func (d *xyDrawing) draw() {
	d.GridY(d.Panel)
	if d.XYPlot.X.isLog() {
		d.gridX()
	}
	for i, v := range d.Series {
		switch v.Kind {
		case AsArea:
			d.area(i)
		case AsBars:
			d.bar(i)
		case AsLine, AsSteps:
			d.drawBand(i)
		}
	}
	d.Spines(d.Panel)
	d.AxisX(d.Panel, cmp.Or(d.XYPlot.X.Name, " ")) // an empty name would suppress the numbers
	d.AxisY(d.Panel, d.XYPlot.Y.Name)
	dashed := slices.ContainsFunc(d.Series, func(v Series) bool { return v.Same })
	for _, l := range d.Lines {
		reference(d.Sheet, d.Panel, l, dashed)
	}
	for _, v := range d.Slopes {
		d.slope(v)
	}
	for _, i := range d.SolidFirst(d.styles) {
		switch d.Series[i].Kind {
		case AsLine, AsMarked, AsSteps:
			d.line(i)
		}
	}
	for i, v := range d.Series {
		switch v.Kind {
		case AsPoints, AsMarked, AsBars:
			d.errorBars(i)
			d.points(i)
		}
	}
	d.annotate()
}

// gridX draws faint lines at the labelled ticks of the horizontal axis.
func (d *xyDrawing) gridX() {
	for _, t := range d.Panel.X.Ticks(d.MostX(d.Panel)) {
		if t.Label != "" {
			x := d.AtX(t.Value)
			d.GridLine(vg.Point{X: x, Y: d.Panel.Min.Y}, vg.Point{X: x, Y: d.Panel.Max.Y})
		}
	}
}

// describe returns a description of the plot in words.
func (m XYPlot) describe(l words.Language) string {
	text := l.Against(sheet.Plain(sheet.FirstUpper(m.Y.Name)), sheet.Plain(m.X.Name))
	for i, v := range m.Series {
		text += m.describeSeries(l, v, cmp.Or(sheet.Plain(v.Label), l.Series(i+1)))
	}
	for _, k := range m.Marks {
		if k.Label != "" {
			text += l.MarkedAt(k.X, k.Y, sheet.Plain(k.Label))
		}
	}
	return text
}

// describeSeries returns a sentence on where a series begins and ends, and on a lowest or
// highest value between; of points alone it names the ranges.
func (m XYPlot) describeSeries(l words.Language, v Series, name string) string {
	var shown []int
	for k := range v.Y {
		if m.canShow(v.X[k], v.Y[k]) {
			shown = append(shown, k)
		}
	}
	first, last := shown[0], shown[len(shown)-1]
	byY := func(a, b int) int { return cmp.Compare(v.Y[a], v.Y[b]) }
	low, high := slices.MinFunc(shown, byY), slices.MaxFunc(shown, byY)
	if v.Kind == AsPoints {
		return l.PointsSpan(name, v.X[first], v.X[last], v.Y[low], v.Y[high])
	}
	between, clear := "", 0.05*(v.Y[high]-v.Y[low])
	if v.Y[low] < min(v.Y[first], v.Y[last])-clear {
		between += l.LowestBetween(v.X[low], v.Y[low])
	}
	if v.Y[high] > max(v.Y[first], v.Y[last])+clear {
		between += l.HighestBetween(v.X[high], v.Y[high])
	}
	return l.SeriesGoes(name, v.X[first], v.Y[first], v.X[last], v.Y[last], between)
}
