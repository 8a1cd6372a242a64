package render

import (
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// spare returns the part of a room that leaves space for the larger picture: beside or
// below the tables.
func (w worked) spare(room vg.Rectangle) vg.Rectangle {
	beside, below := room, room
	beside.Min.X += w.width + 1.5*w.gap
	below.Max.Y -= total(w.heights, w.gap) + w.gap
	if roominess(beside) >= roominess(below) {
		return beside
	}
	return below
}

// roominess returns the height of the largest box in r that is 1.6 times as wide as high.
func roominess(r vg.Rectangle) vg.Length { return min(r.Size().X/1.6, r.Size().Y) }

// Least heights in units of a picture of a line, and of a plane with its colour bar.
const (
	leastLine  = 95
	leastPlane = 140
)

// illustrate draws the runs into a room if it is large enough: the iterates against the
// step, or the landscape around them.
func illustrate(s *sheet.Sheet, sc Scene, styles []sheet.LineStyle, room vg.Rectangle) {
	switch height, dim := roominess(room), sc.meta().Dim; {
	case dim == 1 && height > leastLine*s.Unit:
		illustrateLine(s, sc, styles, room)
	case dim == 2 && height > leastPlane*s.Unit:
		illustratePlane(s, sc, styles, room)
	}
}

// illustrateLine draws the iterates of the runs in one dimension against the step. The
// captions of the tables name the curves.
func illustrateLine(s *sheet.Sheet, sc Scene, styles []sheet.LineStyle, room vg.Rectangle) {
	curves := sc.pathCurves(s.Lang, styles, func(t Track) []float64 { return coordinates(t, 0) })
	p := s.WithinAxes(sheet.Panel{Rectangle: room, X: sc.xScale(s), Y: coordinateScale(curves, nil), InLegend: true})
	s.AxisY(p, s.Lang.Position("x"))
	chart.DrawCurves(s, p, curves, chart.Obstacles{})
	sc.drawAxisX(s, p)
}

// illustratePlane draws the landscape around the runs.
func illustratePlane(s *sheet.Sheet, sc Scene, styles []sheet.LineStyle, room vg.Rectangle) {
	if landscape.CheckWindow(sc.window()) != nil {
		return
	}
	sc.Window = stout(sc.visited())
	room = landscape.WithinAxes(s, room, sc.Window)
	room.Max.Y -= sheet.RunSize * s.Unit // the name of the colour bar
	f, p := centredLandscape(s, sc, room)
	drawLandscape(s, p, f, sc, styles, overlay{})
}

// visited returns the part of the scene's window that the runs visit.
func (sc Scene) visited() surfaces.Window {
	var w surfaces.Window
	for i, side := range sc.window() {
		lo, hi := near(sc.places(func(x []float64) float64 { return x[i] }), side[0], side[1])
		w = append(w, [2]float64{lo, hi})
	}
	return w
}

// places returns the number that the function of gives for each iterate, and for the best
// minimum nearest to the end of each run.
func (sc Scene) places(of func(x []float64) float64) []float64 {
	var all []float64
	for _, t := range sc.Tracks {
		n := t.Path.Len()
		for k := range n {
			all = append(all, of(t.Path.At(k)))
		}
		if n == 0 {
			continue
		}
		if goal := nearest(sc.meta().Points, t.Path.At(n-1)); goal != nil {
			all = append(all, of(goal))
		}
	}
	return all
}

// nearest returns the best known minimum, and of several equally good ones the nearest to
// x; nil where none is known.
func nearest(points []surfaces.Point, x []float64) []float64 {
	var goal []float64
	best := landscape.Lowest(points)
	for _, q := range points {
		if q.Kind == surfaces.Minimum && q.Value == best && (goal == nil || floats.Distance(q.X, x, 2) < floats.Distance(goal, x, 2)) {
			goal = q.X
		}
	}
	return goal
}

// near returns the part of a range that the values in it span, with a margin, or the whole
// range where they span nothing.
func near(values []float64, lo, hi float64) (from, to float64) {
	from, to = hi, lo
	for _, v := range values {
		if lo <= v && v <= hi {
			from, to = min(from, v), max(to, v)
		}
	}
	if !(to > from) {
		return lo, hi
	}
	pad := (to - from) / 8
	return from - pad, to + pad
}

// stout returns a window with the shorter side widened to a third of the longer.
func stout(w surfaces.Window) surfaces.Window {
	w = slices.Clone(w)
	least := max(w[0][1]-w[0][0], w[1][1]-w[1][0]) / 3
	for i, side := range w {
		if lack := least - (side[1] - side[0]); lack > 0 {
			w[i] = [2]float64{side[0] - lack/2, side[1] + lack/2}
		}
	}
	return w
}
