package render

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/typeset"
)

// label is that of series i, without a place.
func (d *xyDrawing) label(i int) endLabel {
	v := d.Series[i]
	l := endLabel{lines: []string{v.Label}, face: typeset.Bold, size: runSize, color: d.looks[i].color}
	if v.Detail != "" {
		l.lines = append(l.lines, v.Detail)
	}
	return l
}

// endings are the series' labels, at their ends if direct: unless one has no end
// or two have nearly the same.
func (d *xyDrawing) endings() (labels []endLabel, direct bool) {
	direct = true
	for i, v := range d.Series {
		if v.Label == "" {
			continue
		}
		l := d.label(i)
		at, _, ok := d.end(i)
		l.from = at
		near := func(o endLabel) bool {
			return math.Abs(float64(o.from.X-at.X)) < float64(6*d.u) && math.Abs(float64(o.from.Y-at.Y)) < float64(2.5*d.u)
		}
		direct = direct && ok && !slices.ContainsFunc(labels, near)
		labels = append(labels, l)
	}
	return labels, direct
}

// endMarks draws a marker where a labelled line ends.
func (d *xyDrawing) endMarks() {
	if d.told {
		return
	}
	for i, v := range d.Series {
		if at, ends, _ := d.end(i); ends && v.Label != "" && (v.Kind == AsLine || v.Kind == AsSteps) {
			d.mark(d.looks[i].marker, at, 2.6, d.looks[i].color, paper)
		}
	}
}

// entries are the series of a legend: stacked areas from the top down.
func (d *xyDrawing) entries() []legendEntry {
	var lines, areas []legendEntry
	for i, v := range d.Series {
		e := legendEntry{d.label(i), func(_ *sheet, at vg.Point, size vg.Length) { d.sample(i, at, size) }}
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

// sample shows how series i is drawn, right of a point.
func (d *xyDrawing) sample(i int, at vg.Point, size vg.Length) {
	l := d.looks[i]
	end := vg.Point{X: at.X + 0.75*legendLine*d.u, Y: at.Y}
	middle := vg.Point{X: (at.X + end.X) / 2, Y: at.Y}
	switch kind := d.Series[i].Kind; kind {
	case AsArea, AsBars:
		half, c := vg.Point{X: 6 * d.u, Y: 4 * size * d.u}, mix(l.color, paper, 0.25)
		if kind == AsArea {
			c = d.areaColour(i)
		}
		d.Fill(shape.Box(vg.Rectangle{Min: middle.Sub(half), Max: middle.Add(half)}), c)
	case AsPoints:
		d.mark(l.marker, middle, 3*size, l.color, paper)
	default:
		d.run([]vg.Point{at, end}, l, runWidth)
		if kind == AsMarked {
			d.mark(l.marker, middle, 2.8*size, l.color, paper)
		}
	}
}
