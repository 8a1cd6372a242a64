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
	if _, direct := d.endings(); !direct {
		return
	}
	for i, v := range d.Series {
		if at, ends, _ := d.end(i); ends && v.Label != "" && (v.Kind == AsLine || v.Kind == AsSteps) {
			d.mark(d.looks[i].marker, at, 2.6, d.looks[i].color, paper)
		}
	}
}

// legend names the series right of the panel: stacked areas from the top down.
func (d *xyDrawing) legend() {
	var order, areas []int
	for i, v := range d.Series {
		switch {
		case v.Label == "":
		case v.Kind == AsArea:
			areas = append(areas, i)
		default:
			order = append(order, i)
		}
	}
	slices.Reverse(areas)
	order = append(areas, order...)
	const pitch, below = 1.7 * runSize, 1.1 * tickSize
	var need vg.Length
	for _, i := range order {
		need += pitch + vg.Length(len(d.label(i).lines)-1)*below
	}
	shrink := min(1, d.height()/(need*d.u))
	x, y := d.panel.Max.X+labelGap*d.u, d.panel.Max.Y
	for _, i := range order {
		l := d.label(i)
		y -= 0.6 * pitch * shrink * d.u
		d.sample(i, vg.Point{X: x, Y: y}, shrink)
		for j, line := range l.set(d.sheet, shrink) {
			d.put(line, vg.Point{X: x + legendLine*d.u, Y: y - (0.36*runSize+vg.Length(j)*below)*shrink*d.u}, l.color)
		}
		y -= (0.4*pitch + vg.Length(len(l.lines)-1)*below) * shrink * d.u
	}
}

// sample shows how series i is drawn, right of a point.
func (d *xyDrawing) sample(i int, at vg.Point, size vg.Length) {
	l := d.looks[i]
	end := vg.Point{X: at.X + 0.75*legendLine*d.u, Y: at.Y}
	middle := vg.Point{X: (at.X + end.X) / 2, Y: at.Y}
	switch kind := d.Series[i].Kind; kind {
	case AsArea, AsBars:
		half := vg.Point{X: 6 * d.u, Y: 4 * size * d.u}
		d.Fill(shape.Box(vg.Rectangle{Min: middle.Sub(half), Max: middle.Add(half)}), mix(l.color, paper, 0.25))
	case AsPoints:
		d.mark(l.marker, middle, 3*size, l.color, paper)
	default:
		d.run([]vg.Point{at, end}, l, runWidth)
		if kind == AsMarked {
			d.mark(l.marker, middle, 2.8*size, l.color, paper)
		}
	}
}
