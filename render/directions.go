package render

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/surfaces"
)

// singleSteps reports whether each run of the scene is one step: then paths are arrows.
func (sc Scene) singleSteps() bool {
	return sc.Steps == 1 && len(sc.Tracks) > 0 && !slices.ContainsFunc(sc.Tracks, func(t Track) bool {
		return t.Ensemble != nil || t.Path.Len() != 2 || t.Path.Step(1) != 1 || slices.Equal(t.Path.At(0), t.Path.At(1))
	})
}

// drawPathEnds draws the heads of arrows for single steps, and otherwise the markers at the
// runs' ends.
func drawPathEnds(s *sheet.Sheet, p landscape.Plane, sc Scene, tracks []Track, styles []sheet.LineStyle) {
	if sc.singleSteps() {
		drawStepHeads(s, p, sc.points(), tracks, styles)
		return
	}
	drawHeads(s, p, tracks, styles)
}

// drawStepHeads draws the heads of arrows at the ends of single steps. A step to a critical point
// has its head before the mark of the point, which would be covered.
func drawStepHeads(s *sheet.Sheet, p landscape.Plane, points []surfaces.Point, tracks []Track, styles []sheet.LineStyle) {
	const length, markRadius = 11, 6.6
	paths := visiblePaths(p, tracks, styles)
	marked := func(at vg.Point) bool {
		return slices.ContainsFunc(points, func(q surfaces.Point) bool {
			return polyline.Length([]vg.Point{p.Far(q.X[0], q.X[1]), at}) < markRadius*s.MarkUnit()
		})
	}
	if slices.ContainsFunc(paths, func(v path) bool { return len(v.line) > 1 && marked(v.line[1]) }) {
		landscape.DrawCriticalPoints(s, p, points) // above the ends of the lines
	}
	for i, v := range paths {
		if len(v.line) < 2 || v.exit.arrow {
			continue
		}
		from, to := v.line[0], v.line[1]
		angle := math.Atan2(float64(to.Y-from.Y), float64(to.X-from.X))
		if marked(to) {
			to = to.Sub(vg.Point{X: vg.Length(math.Cos(angle)), Y: vg.Length(math.Sin(angle))}.Scale(markRadius * s.MarkUnit()))
		}
		s.MapFill(shape.Arrowhead(to, angle, length*s.Unit), styles[i].Hue())
	}
}

// stepAngle is the angle, as it is drawn, between the step of gradient descent and that of
// another rule from the same start.
type stepAngle struct {
	at       vg.Point // the start
	from, by float64  // direction of one step, and the turn to the other, in radians
	radius   vg.Length
	text     typeset.Line
	low      vg.Point // lower left corner of the text
}

// stepAngle returns the angle between the steps of the scene's two runs; ok is false unless
// one is gradient descent and both are single steps from one start on the map.
func (sc Scene) stepAngle(s *sheet.Sheet, p landscape.Plane) (a stepAngle, ok bool) {
	steepest := func(t Track) bool { _, ok := t.Optimizer.(optimizers.SGD); return ok }
	if len(sc.Tracks) != 2 || !sc.singleSteps() || !slices.ContainsFunc(sc.Tracks, steepest) || !slices.Equal(sc.Tracks[0].Path.At(0), sc.Tracks[1].Path.At(0)) {
		return a, false
	}
	start := sc.Tracks[0].Path.At(0)
	a.at = p.Far(start[0], start[1])
	if !polyline.Inside(a.at, p.Rectangle) {
		return a, false
	}
	var turn, shortest = [2]float64{}, math.Inf(1)
	for i, t := range sc.Tracks {
		d := p.Far(t.Path.At(1)[0], t.Path.At(1)[1]).Sub(a.at)
		turn[i] = math.Atan2(float64(d.Y), float64(d.X))
		shortest = min(shortest, math.Hypot(float64(d.X), float64(d.Y)))
	}
	const usual, part = 42, 0.6 // radius in units, and at most this part of the shorter step
	a.radius = min(usual*s.Unit, part*vg.Length(shortest))
	a.from, a.by = turn[0], math.Remainder(turn[1]-turn[0], 2*math.Pi)
	a.text = s.Set(s.Lang.Degrees(degreesBetween(sc.Tracks[0], sc.Tracks[1])), typeset.Bold, sheet.RunSize+1)
	sin, cos := math.Sincos(a.from + a.by/2)
	out := a.radius + 5*s.Unit + (a.text.Width*vg.Length(math.Abs(cos))+a.text.Height()*vg.Length(math.Abs(sin)))/2
	a.low = vg.Point{X: a.at.X + out*vg.Length(cos) - a.text.Width/2, Y: a.at.Y + out*vg.Length(sin) - a.text.Height()/2}
	return a, true
}

// degreesBetween returns the angle between the first steps of two runs in degrees.
func degreesBetween(a, b Track) float64 {
	var dot, na, nb float64
	for i := range a.Path.Dim {
		u, v := a.Path.At(1)[i]-a.Path.At(0)[i], b.Path.At(1)[i]-b.Path.At(0)[i]
		dot, na, nb = dot+u*v, na+u*u, nb+v*v
	}
	return math.Acos(min(max(dot/math.Sqrt(na*nb), -1), 1)) * 180 / math.Pi
}

// box returns the room that the text takes.
func (a stepAngle) box() vg.Rectangle {
	return vg.Rectangle{Min: a.low, Max: a.low.Add(vg.Point{X: a.text.Width, Y: a.text.Height()})}
}

// arc returns points on the arc from one step to the other.
func (a stepAngle) arc() []vg.Point {
	const points = 33
	var arc []vg.Point
	for k := range points {
		sin, cos := math.Sincos(a.from + a.by*float64(k)/(points-1))
		arc = append(arc, vg.Point{X: a.at.X + a.radius*vg.Length(cos), Y: a.at.Y + a.radius*vg.Length(sin)})
	}
	return arc
}

// drawStepAngle draws an arc between the steps of two runs, and their angle beside it.
func drawStepAngle(s *sheet.Sheet, p landscape.Plane, sc Scene) {
	a, ok := sc.stepAngle(s, p)
	if !ok {
		return
	}
	s.MapLine(a.arc(), sheet.MapInk, 1.4)
	s.MapText(a.text.Aligned(0.5), vg.Point{X: a.low.X, Y: a.low.Y + a.text.Descent}, sheet.MapInk)
}
