package render

import (
	"cmp"
	"fmt"
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/scale"
)

// XYPlot is quantities of one variable in one panel: curves, points, steps,
// stacked areas or bars. What is not finite, or not above 0 on a logarithmic
// axis, is a gap.
type XYPlot struct {
	Title  string // plain text; "" for none
	Note   string // markup, below the title; "" for none
	X, Y   XYAxis
	Series []Series
	Lines  []XYLine
	Slopes []XYSlope
	Marks  []XYMark
}

// Series is one quantity of an XYPlot. Its label stands at its right end or,
// where ends coincide or it has none, in a legend.
type Series struct {
	Label     string    // markup; "" for none
	Detail    string    // markup, smaller, below the label
	Optimizer string    // catalogue name: the look that the rule has in all figures; "" for the next free one
	Same      bool      // it has the colour of the series before; its line is dashed
	X, Y      []float64 // as many of each
	Low, High []float64 // where uncertain: a band about a line or steps, bars through all else; nil for none
	Kind      SeriesKind
}

// SeriesKind is how a Series is drawn.
type SeriesKind int

// The kinds.
const (
	AsLine   SeriesKind = iota // a line with a marker at its end
	AsMarked                   // a line with a marker at each value
	AsPoints                   // a marker at each value; the more there are, the smaller
	AsSteps                    // a staircase: each value holds until the next X. X ascends
	AsArea                     // an area on top of those of the series before. They share an ascending X, and Y is at least 0
	AsBars                     // bars from 0, beside those of other series
)

// XYLine is a dashed reference line across an XYPlot.
type XYLine struct {
	Label string // markup; "" for none
	At    float64
	Level bool // it is level, at y = At; else upright, at x = At
}

// XYSlope is a triangle that shows a slope: of y against x, or where both axes
// are logarithmic the exponent of x. Its upper side begins at (From, Y).
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

// xyDrawing is an XYPlot being drawn.
type xyDrawing struct {
	*sheet
	panel
	XYPlot
	looks []look
	stack [][2][]float64 // of each series: from where to where an area goes
	bars  barSlots
}

// Draw draws the plot. It refuses series without a value that can be drawn, of
// unequal lengths or in no order where that is needed, axes that a value does
// not fit, and marks outside of them.
func (m XYPlot) Draw(style Style) (Figure, error) {
	if err := style.check(); err != nil {
		return Figure{}, err
	}
	if err := m.check(); err != nil {
		return Figure{}, err
	}
	d := &xyDrawing{sheet: newSheet(style), XYPlot: m, looks: m.looks(), stack: m.stacked()}
	var err error
	if d.panel.x, d.panel.y, err = m.scales(d.stack); err != nil {
		return Figure{}, err
	}
	if err := m.checkNotes(d.panel); err != nil {
		return Figure{}, err
	}
	top := d.headline(m.Title, m.Note)
	d.panel.Min = vg.Point{X: margin*d.u + d.axisRoom(d.panel.y), Y: margin*d.u + d.axisDepth()}
	d.panel.Max = vg.Point{X: d.Width - margin*d.u, Y: top - 8*d.u}
	var l legend
	names := d.entries()
	labels, direct := d.endings()
	switch {
	case len(labels) == 0:
	case direct:
		l, d.panel.Rectangle = d.placeLegend(names, d.labelWidth(labels), d.panel.Rectangle, whole)
	default:
		l, d.panel.Rectangle = d.placeLegend(names, d.legendWidth(names), d.panel.Rectangle, whole)
	}
	d.told = l.below || !direct
	d.bars = d.slots()
	d.draw()
	if labels, _ = d.endings(); d.told { // whose places have moved with the panel's side
		d.drawLegend(l, d.panel.Rectangle, 0)
	} else {
		d.endLabels(d.panel, labels)
	}
	return d.finish(m.Title, m.describe())
}

// headline writes a title and a note, where there are any, and returns the y
// below them.
func (s *sheet) headline(title, note string) vg.Length {
	if title == "" && note == "" {
		return s.Height - margin*s.u
	}
	top := s.header(title, note, nil)
	if note == "" && s.roomy() {
		top += 1.55 * subtitleSize * s.u // the room of the line that is not there
	}
	return top
}

// looks are the series' own.
func (m XYPlot) looks() []look {
	var tracks []Track
	for _, v := range m.Series {
		if !v.Same {
			tracks = append(tracks, Track{Optimizer: v.Optimizer})
		}
	}
	free := assign(tracks)
	out := make([]look, len(m.Series))
	for i, v := range m.Series {
		if v.Same {
			out[i] = out[i-1].validation()
			continue
		}
		out[i], free = free[0], free[1:]
	}
	return out
}

// draw draws everything but the series' labels, the lowest first.
func (d *xyDrawing) draw() {
	d.gridY(d.panel)
	if d.X.Log {
		d.gridX()
	}
	for i, v := range d.Series {
		switch v.Kind {
		case AsArea:
			d.area(i)
		case AsBars:
			d.bar(i)
		case AsLine, AsSteps:
			d.uncertain(i)
		}
	}
	d.spines(d.panel)
	d.axisX(d.panel, cmp.Or(d.X.Name, " ")) // without any there would be no numbers
	d.axisY(d.panel, d.Y.Name)
	for _, l := range d.Lines {
		d.sheet.reference(d.panel, l)
	}
	for _, v := range d.Slopes {
		d.slope(v)
	}
	for i, v := range d.Series {
		switch v.Kind {
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
	for _, t := range d.panel.x.Ticks(d.mostX(d.panel)) {
		if t.Label != "" {
			x := d.atX(t.Value)
			d.sheet.line([]vg.Point{{X: x, Y: d.panel.Min.Y}, {X: x, Y: d.panel.Max.Y}}, grid, 0.6)
		}
	}
}

// describe tells in words what the plot shows.
func (m XYPlot) describe() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s against %s.", Plain(firstUpper(m.Y.Name)), Plain(m.X.Name))
	for i, v := range m.Series {
		name := Plain(v.Label)
		if name == "" {
			name = fmt.Sprintf("Series %d", i+1)
		}
		first, last := -1, -1
		for k := range v.Y {
			if m.shows(v.X[k], v.Y[k]) {
				if last = k; first < 0 {
					first = k
				}
			}
		}
		fmt.Fprintf(&b, " %s: from %s at %s to %s at %s, %s.", name, scale.Number(v.Y[first]), scale.Number(v.X[first]),
			scale.Number(v.Y[last]), scale.Number(v.X[last]), count(len(v.Y), "value"))
	}
	for _, k := range m.Marks {
		if k.Label != "" {
			fmt.Fprintf(&b, " At %s, %s: %s.", scale.Number(k.X), scale.Number(k.Y), Plain(k.Label))
		}
	}
	return b.String()
}
