package chart

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
)

// label returns the label of series i; the caller sets the place.
func (d *xyDrawing) label(i int) sheet.EndLabel {
	v := d.Series[i]
	l := sheet.EndLabel{Lines: []string{v.Label}, Face: typeset.Bold, Size: sheet.RunSize, Color: d.styles[i].TextColour()}
	if v.Detail != "" {
		l.Lines = append(l.Lines, v.Detail)
	}
	return l
}

// endLabels returns the labels of the series, placed at the series' ends. direct is true if
// the labels fit there: every series has an end, and no two ends nearly coincide.
func (d *xyDrawing) endLabels() (labels []sheet.EndLabel, direct bool) {
	direct = true
	for i, v := range d.Series {
		if v.Label == "" {
			continue
		}
		l := d.label(i)
		at, _, ok := d.end(i)
		l.From = at
		near := func(o sheet.EndLabel) bool {
			return math.Abs(float64(o.From.X-at.X)) < float64(6*d.Unit) && math.Abs(float64(o.From.Y-at.Y)) < float64(2.5*d.Unit)
		}
		direct = direct && ok && !slices.ContainsFunc(labels, near)
		labels = append(labels, l)
	}
	return labels, direct
}

// endMarks draws a marker where a labelled line ends.
func (d *xyDrawing) endMarks() {
	if d.InLegend {
		return
	}
	for i, v := range d.Series {
		if at, ends, _ := d.end(i); ends && v.Label != "" && (v.Kind == AsLine || v.Kind == AsSteps) {
			d.Mark(d.styles[i].Marker, at, 2.6, d.styles[i].Color, sheet.Paper)
		}
	}
}

// entries returns the legend's entries: stacked areas from the top down, then the others.
func (d *xyDrawing) entries() []sheet.LegendEntry {
	var lines, areas []sheet.LegendEntry
	for i, v := range d.Series {
		e := sheet.LegendEntry{EndLabel: d.label(i), Sample: func(s *sheet.Sheet, at vg.Point, size vg.Length) {
			on := *d
			on.Sheet = s // the page's where the page has the legend
			on.sample(i, at, size)
		}}
		switch {
		case v.Label == "":
		case v.Kind == AsArea:
			areas = append(areas, e)
		default:
			lines = append(lines, e)
		}
	}
	slices.Reverse(areas)
	return append(areas, lines...)
}

// sample draws a sample of series i right of a point.
func (d *xyDrawing) sample(i int, at vg.Point, size vg.Length) {
	l := d.styles[i]
	end := vg.Point{X: at.X + 0.75*sheet.LegendLine*d.Unit, Y: at.Y}
	middle := vg.Point{X: (at.X + end.X) / 2, Y: at.Y}
	switch kind := d.Series[i].Kind; kind {
	case AsArea, AsBars:
		half, c := vg.Point{X: 6 * d.Unit, Y: 4 * size * d.Unit}, d.barColour(i)
		if kind == AsArea {
			c = d.areaColour(i)
		}
		d.Fill(shape.Box(vg.Rectangle{Min: middle.Sub(half), Max: middle.Add(half)}), c)
	case AsPoints:
		d.Mark(l.Marker, middle, 3*size, l.Color, sheet.Paper)
	default:
		d.RunLine([]vg.Point{at, end}, l, sheet.RunWidth)
		if kind == AsMarked {
			d.Mark(l.Marker, middle, pointMark*size, l.Color, sheet.Paper)
		}
	}
}
