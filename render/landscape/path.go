package landscape

import (
	"math"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
)

// Sizes of a run's path in units.
const (
	HeadRadius = 4   // radius of the marker at a path's end
	DotRadius  = 1.9 // radius of the marker of an iterate
	PathWidth  = 1.7 // mean width of the line
	beadRadius = 0.8 // radius of the dark middle of a dot
	growth     = 0.4 // the line begins by this part narrower than the mean, and ends wider by it
	widths     = 6   // number of widths along a path
	thinPart   = 0.5 // width of a line that swings closely, as a part of the usual width
	covered    = 7   // size of the cells in which a long path is drawn once
)

// DrawPath draws the part of a line that lies in a box in a style, with dots at some of its
// points. The line grows wider from its start to its end, around a mean width in units. A
// dashed line does not, as its dashes would break. A line that swings closely is thin, and
// where even a thin line cannot be followed an area lies instead.
func DrawPath(s *sheet.Sheet, box vg.Rectangle, line []vg.Point, style sheet.LineStyle, width vg.Length, dots []int) {
	width = s.RunWidth(width)
	z := traced(s, line, width)
	if z.thin {
		width *= thinPart
	}
	for _, area := range z.areas {
		if inside := polyline.ClipArea(area, box); len(inside) > 2 {
			s.MapArea(shape.Polygon(inside), style.Hue())
		}
	}
	var parts [][]vg.Point
	for _, l := range z.lines {
		for _, stretch := range uncovered(l, covered*s.MarkUnit()) {
			for _, part := range polyline.Clip(stretch, box) {
				parts = append(parts, polyline.Simplify(part, 0.1*s.Unit))
				s.Obstacle(part)
			}
		}
	}
	s.MapMarks(lineMarks(s, parts, style, width, z.thin)...)
	drawDots(s, box, line, style, z, dots)
}

// lineMarks returns the marks of the lines of a path.
func lineMarks(s *sheet.Sheet, lines [][]vg.Point, style sheet.LineStyle, width vg.Length, thin bool) []sheet.MapMark {
	var marks []sheet.MapMark
	stroke := func(lines [][]vg.Point, width vg.Length, dash []vg.Length) {
		for _, l := range lines {
			marks = append(marks, sheet.MapMark{Path: shape.Line(l), Hue: style.Hue(), Width: width, Dash: dash, Thin: thin || width < 1})
		}
	}
	if dash := sheet.Scaled(style.DashIn(s.Theme), width); len(dash) > 0 {
		stroke(lines, width, dash)
		return marks
	}
	if thin {
		stroke(lines, width, nil)
		return marks
	}
	for i, piece := range stretches(lines, widths) {
		stroke(piece, width*(1+growth*(2*vg.Length(i)/(widths-1)-1)), nil)
	}
	return marks
}

// drawDots draws dots at those of some points of a line that lie in a box and on the drawn part
// of the line. They have dark beads where there is room.
func drawDots(s *sheet.Sheet, box vg.Rectangle, line []vg.Point, style sheet.LineStyle, z trace, dots []int) {
	radius := vg.Length(DotRadius)
	if z.thin {
		radius *= 0.7
	}
	var middles []vg.Point
	var beads vg.Path
	last := -1
	for _, k := range dots {
		if z.hidden[k] || !polyline.Inside(line[k], box) {
			continue
		}
		middles = append(middles, line[k])
		if !z.thin && (last < 0 || polyline.Length([]vg.Point{line[last], line[k]}) > 3*beadRadius*s.MarkUnit()) {
			beads, last = append(beads, shape.Circle(line[k], beadRadius*s.MarkUnit())...), k
		}
	}
	s.MapDots(middles, radius*s.MarkUnit(), style.Hue(), z.thin)
	s.Figure.Fill(beads, s.MapEdge())
}

// stretches cuts lines, together, into n stretches of equal length.
func stretches(lines [][]vg.Point, n int) [][][]vg.Point {
	total := vg.Length(0)
	for _, line := range lines {
		total += polyline.Length(line)
	}
	out := make([][][]vg.Point, n)
	done, k := vg.Length(0), 0
	for _, line := range lines {
		part := []vg.Point{line[0]}
		for i := 1; i < len(line); i++ {
			from, to := line[i-1], line[i]
			length := polyline.Length([]vg.Point{from, to})
			for k < n-1 && done+length > total*vg.Length(k+1)/vg.Length(n) && length > 0 {
				cut := total * vg.Length(k+1) / vg.Length(n)
				at := from.Add(to.Sub(from).Scale((cut - done) / length))
				out[k] = append(out[k], append(part, at))
				part = []vg.Point{at}
				from, length, done = at, length-(cut-done), cut
				k++
			}
			part = append(part, to)
			done += length
		}
		if len(part) > 1 {
			out[k] = append(out[k], part)
		}
	}
	return out
}

// Dotted returns the iterates of a line that have dots: every n-th and the first ones, of which
// those where the line goes straight on have none unless all are apart from each other.
func Dotted(s *sheet.Sheet, line []vg.Point, n int) []int {
	first := min(n-1, firstIterates, len(line)-1)
	apart := func(k int) bool {
		return polyline.Length(line[k-1:k+1]) > 4*DotRadius*s.MarkUnit()
	}
	all := true
	for k := 1; k <= first; k++ {
		all = all && apart(k)
	}
	var dots []int
	for k := 1; k <= first; k++ {
		if all || k+1 < len(line) && apart(k) && apart(k+1) && turns(line[k-1], line[k], line[k+1]) {
			dots = append(dots, k)
		}
	}
	for k := n; k < len(line); k += n {
		dots = append(dots, k)
	}
	return dots
}

// turns reports whether a line has a corner at b, on its way from a to c.
func turns(a, b, c vg.Point) bool {
	const straight = 0.94 // cosine of the largest turn of a line that goes straight on
	u, v := b.Sub(a), c.Sub(b)
	return u.X*v.X+u.Y*v.Y < straight*polyline.Length([]vg.Point{a, b})*polyline.Length([]vg.Point{b, c})
}

// firstIterates is the number of iterates that may have dots between those of the interval.
const firstIterates = 10

// DrawStart draws the ring that marks the start of a run.
func DrawStart(s *sheet.Sheet, at vg.Point) {
	s.Obstacle([]vg.Point{at})
	dark, light := sheet.MapStart.OnPaper, sheet.MapStart.OnMap
	s.Figure.Fill(shape.Circle(at, (sheet.StartRadius+0.4)*s.MarkUnit()), light)
	s.Figure.Fill(shape.Circle(at, 3.7*s.MarkUnit()), dark)
	s.Figure.Fill(shape.Circle(at, 2.1*s.MarkUnit()), light)
}

// DrawHead draws the marker at the end of a path, of a radius in units.
func DrawHead(s *sheet.Sheet, at vg.Point, style sheet.LineStyle, radius vg.Length) {
	s.Obstacle([]vg.Point{at})
	s.MapFill(style.Marker(at, radius*s.MarkUnit()), style.Hue())
}

// EndSample returns a function that draws the markers at the ends of up to three runs, for keys.
func EndSample(styles []sheet.LineStyle) func(*sheet.Sheet, vg.Point) {
	styles = styles[:min(len(styles), 3)]
	return func(s *sheet.Sheet, at vg.Point) {
		const pitch = 4.8
		radius, shift := vg.Length(3.2), vg.Length(0)
		if n := len(styles); n > 1 {
			radius, shift = 2, -2-pitch*vg.Length(n-1)/2
		}
		for i, l := range styles {
			place := vg.Point{X: at.X + (shift+pitch*vg.Length(i))*s.Unit, Y: at.Y}
			DrawHead(s, place, l, radius)
		}
	}
}

// DrawExit draws the head of an arrow where a path leaves the panel, in the direction of an
// angle in radians from the x axis, and returns the box that it takes.
func DrawExit(s *sheet.Sheet, at vg.Point, angle float64, style sheet.LineStyle) vg.Rectangle {
	head, box := s.ArrowHead(at, angle)
	s.MapFill(head, style.Hue())
	return box
}

// arrowHead is the length of the head of an arrow in units.
const arrowHead = 5

// DrawArrow draws an arrow of one length in the direction d of the plane's coordinates.
// The arrow starts at the point x if from is set, and is centred on x otherwise. A
// direction that is 0 or not finite has no arrow.
func DrawArrow(s *sheet.Sheet, p Plane, x, d []float64, c sheet.Hue, from bool) {
	tail, tip, ok := arrowEnds(s, p, x, d, from)
	if !ok {
		return
	}
	s.Obstacle([]vg.Point{tail, tip})
	s.MapMarks(
		sheet.MapMark{Path: shape.Line([]vg.Point{tail, tip}), Hue: c, Width: 0.7, Thin: true},
		sheet.MapMark{Path: shape.Arrowhead(tip, math.Atan2(float64(tip.Y-tail.Y), float64(tip.X-tail.X)), arrowHead*s.MarkUnit()), Hue: c, Thin: true},
	)
}

// ArrowBox returns the box that the arrow of DrawArrow takes; it is empty if there is no arrow.
func ArrowBox(s *sheet.Sheet, p Plane, x, d []float64, from bool) vg.Rectangle {
	const half = 0.45*arrowHead + sheet.ThinEdgeWidth/2 // of the width of the head with its edge, in units
	tail, tip, ok := arrowEnds(s, p, x, d, from)
	if !ok {
		return vg.Rectangle{}
	}
	return sheet.Grown(boundsOf([]vg.Point{tail, tip}), half*s.MarkUnit())
}

// arrowEnds returns the tail and the tip of an arrow in the direction d from the point x, or
// centred on x. A direction that is 0 or not finite has no ends.
func arrowEnds(s *sheet.Sheet, p Plane, x, d []float64, from bool) (tail, tip vg.Point, ok bool) {
	const length = 13 // units
	// Both axes to the figure's scale, which differs where the aspect is not equal.
	dx := d[0] * float64(p.Width()) / (p.Window[0][1] - p.Window[0][0])
	dy := d[1] * float64(p.Height()) / (p.Window[1][1] - p.Window[1][0])
	norm := math.Hypot(dx, dy)
	if !(norm > 0) || math.IsInf(norm, 0) {
		return tail, tip, false
	}
	reach := vg.Point{X: vg.Length(dx / norm), Y: vg.Length(dy / norm)}.Scale(length * s.MarkUnit())
	tail = p.At(x[0], x[1])
	if !from {
		tail = tail.Sub(reach.Scale(0.5))
	}
	return tail, tail.Add(reach), true
}

// Middle returns the middle of part i of n even parts of a side.
func Middle(side [2]float64, i, n int) float64 {
	return side[0] + (float64(i)+0.5)/float64(n)*(side[1]-side[0])
}
