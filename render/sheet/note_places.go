package sheet

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/typeset"
)

// noteStep is the distance in units between the points of a line that a text must not cover.
const noteStep = 2.5

// noteFinder finds places for the texts of notes.
type noteFinder struct {
	s      *Sheet
	panel  vg.Rectangle
	points []vg.Point // on lines, close to each other, each place once
	seen   map[[2]int]bool
	arrows []vg.Point     // points on the arrows of notes that have a place
	boxes  []vg.Rectangle // of texts and of marks
	dots   []vg.Rectangle // around the points of all notes
}

// newNoteFinder returns a finder that knows what the figure shows in a panel.
func (s *Sheet) newNoteFinder(n Notes) *noteFinder {
	f := &noteFinder{s: s, panel: n.Panel, boxes: slices.Clone(n.Taken), seen: map[[2]int]bool{}}
	drawn := s.wholeLayout()
	for _, l := range drawn.Labels {
		f.boxes = append(f.boxes, Grown(l.Box, noteApart*s.Unit))
	}
	for _, line := range drawn.Obstacles {
		for _, part := range polyline.Clip(line, n.Panel) {
			f.addLine(part)
		}
		if len(line) == 1 && polyline.Inside(line[0], n.Panel) {
			f.boxes = append(f.boxes, Around(line[0], 4*s.MarkUnit()))
		}
	}
	for _, k := range n.Points {
		if polyline.Inside(k.At, n.Panel) {
			f.dots = append(f.dots, Around(k.At, noteReach*s.MarkUnit()))
		}
	}
	return f
}

// addLine keeps texts off a line. A place that many lines cross counts once.
func (f *noteFinder) addLine(line []vg.Point) {
	step := noteStep * f.s.Unit
	for _, q := range f.s.Resample(line, noteStep) {
		if cell := [2]int{int(q.X / step), int(q.Y / step)}; !f.seen[cell] {
			f.seen[cell] = true
			f.points = append(f.points, q)
		}
	}
}

// wholeLayout returns what stands in the figure's panels, in a film when its runs have ended.
func (s *Sheet) wholeLayout() Layout {
	all := Layout{Labels: slices.Clone(s.layout.Labels), Obstacles: slices.Clone(s.layout.Obstacles)}
	if s.film == nil {
		return all
	}
	probe := *s.Probe()
	probe.layout = &all
	for _, m := range s.film.moves {
		m.draw(&probe, math.Inf(1))
	}
	return all
}

// place finds the place of a note's text and of its arrow.
func (f *noteFinder) place(k PointNote) placedNote {
	u := f.s.Unit
	out := placedNote{PointNote: k, inside: polyline.Inside(k.At, f.panel)}
	tip, tail := k.At, k.At
	if !out.inside {
		var towards vg.Point
		tip, towards = f.exit(k.At)
		tail = tip.Sub(towards.Scale(outArrow * u))
		out.arrow = []vg.Point{tail, tip}
		f.arrows = append(f.arrows, f.s.Resample(out.arrow, noteStep)...)
	}
	if k.Label == "" {
		return out
	}
	out.lines = f.s.setNote(k.Label, f.panel)
	var size vg.Point
	for i, l := range out.lines {
		size.X = max(size.X, l.Width)
		if i == 0 {
			size.Y += l.Height()
		} else {
			size.Y += notePitch * l.Size
		}
	}
	f.s.needForNote(f.panel, size.Y)
	out.box = f.best(tail, size, out.inside)
	from := nearestIn(Grown(out.box, noteGap*u), tail)
	switch way := tail.Sub(from); {
	case out.inside:
		length := polyline.Length([]vg.Point{from, k.At})
		if reach := noteReach * f.s.MarkUnit(); length > reach+2*u {
			out.arrow = []vg.Point{from, k.At.Sub(way.Scale(reach / length))}
		}
	case polyline.Length([]vg.Point{from, tail}) > 3*u:
		out.arrow = []vg.Point{from, tip}
	}
	if out.inside && out.arrow != nil {
		f.arrows = append(f.arrows, f.s.Resample(out.arrow, noteStep)...)
	}
	f.boxes = append(f.boxes, Grown(out.box, noteApart*u))
	return out
}

// needForNote asks for a larger figure if the text of a note is higher than its panel.
func (s *Sheet) needForNote(panel vg.Rectangle, height vg.Length) {
	room := panel.Size().Y - 2*noteRoom*s.Unit
	if height <= room {
		return
	}
	grow := height/max(room, leastPixels*s.Pixel()) - 1
	s.Missing.X, s.Missing.Y = max(s.Missing.X, grow*s.Width), max(s.Missing.Y, grow*s.Height)
}

// exit returns the point of the frame that is nearest to a point outside of the panel, and the
// direction from there to that point.
func (f *noteFinder) exit(at vg.Point) (tip, towards vg.Point) {
	tip = nearestIn(Grown(f.panel, -2*f.s.Unit), at)
	way := at.Sub(tip)
	return tip, way.Scale(1 / vg.Length(math.Hypot(float64(way.X), float64(way.Y))))
}

// nearestIn returns the point of a box that is nearest to a point.
func nearestIn(box vg.Rectangle, q vg.Point) vg.Point {
	return vg.Point{X: min(max(q.X, box.Min.X), box.Max.X), Y: min(max(q.Y, box.Min.Y), box.Max.Y)}
}

// Distances in units from a point to its text that are tried, and from the tail of an arrow that
// points out of the panel.
var (
	noteDistances = []vg.Length{20, 28, 38, 50, 64, 80, 100, 125, 155, 190}
	tailDistances = []vg.Length{7, 10, 14, 20, 32, 48, 70}
)

// best returns the best box of a size for a text beside a point.
func (f *noteFinder) best(at, size vg.Point, inside bool) (box vg.Rectangle) {
	const turns = 24
	distances := tailDistances
	if inside {
		distances = noteDistances
	}
	u, least := f.s.Unit, math.Inf(1)
	within := Grown(f.panel, -noteRoom*u)
	for i, r := range distances {
		for turn := range turns {
			sin, cos := math.Sincos(2*math.Pi*float64(turn)/turns + 0.4) // not straight up or to the side, along many lines
			edge := vg.Point{X: at.X + r*u*vg.Length(cos), Y: at.Y + r*u*vg.Length(sin)}
			low := vg.Point{X: edge.X - size.X*vg.Length(1-cos)/2, Y: edge.Y - size.Y*vg.Length(1-sin)/2}
			low = vg.Point{X: min(max(low.X, within.Min.X), within.Max.X-size.X), Y: min(max(low.Y, within.Min.Y), within.Max.Y-size.Y)}
			b := vg.Rectangle{Min: low, Max: low.Add(size)}
			c := f.textCost(b) + 0.25*float64(r-distances[0]) + 0.05*float64(i)
			if c < least {
				c += f.arrowCost(b, at, inside)
			}
			if c < least {
				least, box = c, b
			}
		}
	}
	return box
}

// Costs of a text in units of the distance in units from its point.
const (
	onText   = 1000 // it covers a text or a mark
	onLine   = 6    // for each point of a line that it covers
	besides  = 1.5  // for each point of a line that is near
	tooNear  = 300  // it leaves no room for the arrow
	throughs = 60   // its arrow goes through a text, a mark or another arrow
	crosses  = 1.2  // for each point of a line that its arrow passes
)

// textCost returns how bad a box is for a text.
func (f *noteFinder) textCost(box vg.Rectangle) float64 {
	u := f.s.Unit
	near := Grown(box, noteRoom*u)
	cost := 0.0
	for _, b := range slices.Concat(f.boxes, f.dots) {
		if Overlaps(near, []vg.Rectangle{b}) {
			cost += onText
		}
	}
	for _, points := range [][]vg.Point{f.points, f.arrows} {
		cost += onLine*float64(polyline.CountInside(points, Grown(box, u))) + besides*float64(polyline.CountInside(points, near))
	}
	return cost
}

// arrowCost returns how bad the arrow is that leads from a text in a box to a point.
func (f *noteFinder) arrowCost(box vg.Rectangle, at vg.Point, inside bool) float64 {
	const short = 12 // units
	u := f.s.Unit
	from := nearestIn(Grown(box, noteGap*u), at)
	length := polyline.Length([]vg.Point{from, at})
	if inside && length < short*u {
		return tooNear * float64(1-length/(short*u))
	}
	if length == 0 {
		return 0
	}
	way, cost := f.s.Resample([]vg.Point{from, at}, 1.5), 0.0
	for _, b := range slices.Concat(f.boxes, f.dots) {
		if !polyline.Inside(at, b) && polyline.CountInside(way, b) > 0 {
			cost += throughs
		}
	}
	along := vg.Rectangle{Min: vg.Point{X: min(from.X, at.X), Y: min(from.Y, at.Y)}, Max: vg.Point{X: max(from.X, at.X), Y: max(from.Y, at.Y)}}
	passed := func(points []vg.Point, reach vg.Length) (n int) {
		points = slices.DeleteFunc(slices.Clone(points), func(q vg.Point) bool { return !polyline.Inside(q, Grown(along, reach)) })
		for _, q := range way {
			n += min(1, polyline.CountInside(points, Around(q, reach)))
		}
		return n
	}
	return cost + crosses*float64(passed(f.points, u)) + throughs*float64(passed(f.arrows, 2*u))
}

// placeAlong finds a place for the text of a line, beside the line; ok is false without a text.
func (f *noteFinder) placeAlong(l LineNote) (text typeset.Line, at vg.Point, ok bool) {
	if l.Label == "" {
		return text, at, false
	}
	u := f.s.Unit
	text = f.s.Fit(l.Label, typeset.Sans, TickSize, 0.6*f.panel.Size().X)
	least, gap := math.Inf(1), 4*u
	var box vg.Rectangle
	for i, part := range [...]vg.Length{0.97, 0.03, 0.85, 0.15, 0.7, 0.3, 0.5} {
		x := f.panel.Min.X + part*(f.panel.Size().X-text.Width)
		y := f.panel.Min.Y + part*(f.panel.Size().Y-text.Height())
		sides := []vg.Point{{X: l.At + gap, Y: y}, {X: l.At - gap - text.Width, Y: y}}
		if l.Level {
			sides = []vg.Point{{X: x, Y: l.At + gap}, {X: x, Y: l.At - gap - text.Height()}}
		}
		for k, low := range sides {
			b := vg.Rectangle{Min: low, Max: low.Add(vg.Point{X: text.Width, Y: text.Height()})}
			c := f.textCost(b) + float64(i) + 0.5*float64(k)
			if !Within(b, f.panel, u) {
				c += onText
			}
			if c < least {
				least, box = c, b
			}
		}
	}
	f.s.Placed(text.Text, box)
	f.boxes = append(f.boxes, Grown(box, noteRoom*u))
	return text, vg.Point{X: box.Min.X, Y: box.Min.Y + text.Descent}, true
}
