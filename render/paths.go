package render

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
)

// visiblePaths returns the visible part of each run, with the run's style.
func visiblePaths(p landscape.Plane, tracks []Track, styles []sheet.LineStyle) []path {
	paths := make([]path, len(tracks))
	for i, t := range tracks {
		paths[i] = visiblePath(p, t)
		paths[i].style, paths[i].sample = styles[i], t.Ensemble != nil
	}
	return paths
}

// dotInterval states which iterates have a dot: every n-th step or, for runs that are
// compared by epochs, every n-th epoch.
type dotInterval struct {
	n       int
	byEpoch bool
}

// dotInterval returns the interval of dots that all runs of the scene share, in epochs
// where the scene has epochs and every run recorded their ends.
func (sc Scene) dotInterval() dotInterval {
	whole := func(t Track) bool { return t.PerEpoch >= 1 && int(t.PerEpoch)%max(t.Path.Every, 1) == 0 }
	if sc.Epochs == 0 || slices.ContainsFunc(sc.Tracks, func(t Track) bool { return !whole(t) }) {
		return dotInterval{n: dotEvery(sc.Tracks)}
	}
	return dotInterval{countable(sc.Epochs, 1), true}
}

// rows returns the number of rows of a run from one dot to the next.
func (r dotInterval) rows(t Track) int {
	steps := r.n
	if r.byEpoch {
		steps *= int(t.PerEpoch)
	}
	return max(1, steps/max(t.Path.Every, 1))
}

// byLength returns the indices of paths in the order of drawing. Long paths come first, as
// they would cover short ones.
func byLength(paths []path) []int {
	order := make([]int, len(paths))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(polyline.Length(paths[b].line), polyline.Length(paths[a].line))
	})
	return order
}

// drawPaths draws the runs over a contour panel: trajectories with a pale halo and dots at
// some of the iterates. The sample of an ensemble is thin and has no dots.
func drawPaths(s *sheet.Sheet, p landscape.Plane, tracks []Track, styles []sheet.LineStyle, dots dotInterval) {
	paths := visiblePaths(p, tracks, styles)
	for _, i := range byLength(paths) {
		t := paths[i]
		if t.sample {
			drawSample(s, p, t, len(paths) == 1)
			continue
		}
		landscape.DrawPath(s, p.Rectangle, t.line, t.style, landscape.PathWidth, landscape.Dotted(s, t.line, dots.rows(tracks[i])))
	}
}

// swingKey returns the item that explains large areas in place of close swings on maps of a size; nil
// where no run has one.
func (sc Scene) swingKey(s *sheet.Sheet, styles []sheet.LineStyle, size vg.Point) []sheet.KeyItem {
	p := landscape.NewPlane(vg.Rectangle{Max: size}, sc.window())
	defer s.ScaleMarks(p.Rectangle)()
	var hues []sheet.Hue
	for _, t := range visiblePaths(p, sc.Tracks, styles) {
		if !t.sample && landscape.HasLargeArea(s, p.Rectangle, t.line) {
			hues = append(hues, t.style.Hue())
		}
	}
	if hues == nil {
		return nil
	}
	return []sheet.KeyItem{s.MapAreaItem(s.Lang.SwingRange(), hues)}
}

// largestMap returns the size of a map of the scene that has a figure to itself.
func (sc Scene) largestMap(s *sheet.Sheet) vg.Point {
	return landscape.Aspect(sc.window(), s.Body(s.Height).Size())
}

// drawSample draws the line of one of many replicates on a map, in ink where no other run's line is
// there: a thin line in the colour of the run would vanish among the dots.
func drawSample(s *sheet.Sheet, p landscape.Plane, t path, alone bool) {
	if !alone {
		landscape.DrawPath(s, p.Rectangle, t.line, t.style.Faint(0.25), sampleWidth, nil)
		return
	}
	for _, part := range polyline.Clip(t.line, p.Rectangle) {
		s.Obstacle(part)
		s.Line(polyline.Simplify(part, 0.1*s.Unit), sheet.Ink, aloneWidth)
	}
}

// drawExits draws an arrow where a run leaves the panel for good. If tell is set, a label says
// that a run diverged, off the taken boxes.
func drawExits(s *sheet.Sheet, p landscape.Plane, tracks []Track, styles []sheet.LineStyle, tell bool, taken []vg.Rectangle) {
	var all []exit
	var paths []vg.Point
	for i, path := range visiblePaths(p, tracks, styles) {
		path.exit.style = path.style
		if v := tracks[i].Path.Verdict; tell && path.line != nil && !path.sample && v.Outcome == optimizers.Diverged {
			path.exit.label = s.Lang.Diverges()
		}
		all = append(all, path.exit)
		paths = append(paths, landscape.PathPoints(s, p.Rectangle, path.line)...)
	}
	drawExitMarks(s, p, all, taken, paths)
}

// drawHeads draws the markers at the runs' ends.
func drawHeads(s *sheet.Sheet, p landscape.Plane, tracks []Track, styles []sheet.LineStyle) {
	for i, t := range tracks {
		if n := t.Path.Len(); n > 0 {
			if end := p.Far(t.Path.X[2*n-2], t.Path.X[2*n-1]); polyline.Inside(end, p.Rectangle) {
				landscape.DrawHead(s, end, styles[i], t.headRadius())
			}
		}
	}
}

// headRadius returns the radius of the marker at a run's end, smaller for one of many
// replicates.
func (t Track) headRadius() vg.Length {
	if t.Ensemble != nil {
		return 2.6
	}
	return landscape.HeadRadius
}

// drawStarts draws the rings at the runs' starts.
func drawStarts(s *sheet.Sheet, p landscape.Plane, tracks []Track) {
	for _, t := range tracks {
		if t.Path.Len() == 0 {
			continue
		}
		if start := p.Far(t.Path.X[0], t.Path.X[1]); polyline.Inside(start, p.Rectangle) {
			landscape.DrawStart(s, start)
		}
	}
}

// pathTrails returns the lines of drawPaths and drawHeads as trails for films.
func pathTrails(s *sheet.Sheet, p landscape.Plane, sc Scene, styles []sheet.LineStyle, dots dotInterval) []figure.Trail {
	var trails []figure.Trail
	paths := visiblePaths(p, sc.Tracks, styles)
	for _, i := range byLength(paths) {
		v := paths[i]
		l, width := v.style, vg.Length(landscape.PathWidth)
		if v.sample {
			l, width = l.Faint(0.25), sampleWidth
		}
		t := s.Trail(i, l, width*s.MarkUnit()/s.Unit, v.line, sc.placesOf(sc.Tracks[i], len(v.line)), p.Rectangle)
		t.Color, t.Halo, t.Rim, t.Wide = s.OnMap(l.Hue()), s.MapEdge(), s.MapEdge(), (s.RunWidth(width)+sheet.MapEdgeWidth)*s.MarkUnit()
		t.Head = styles[i].Marker(vg.Point{}, sc.Tracks[i].headRadius()*s.MarkUnit())
		if !v.sample {
			t.Dots = landscape.Dotted(s, v.line, dots.rows(sc.Tracks[i]))
		}
		t.Dot = l.Marker(vg.Point{}, landscape.DotRadius*s.MarkUnit())
		trails = append(trails, t)
	}
	return trails
}

// path is the visible part of a run.
type path struct {
	line   []vg.Point // its iterates, one a row
	exit   exit
	style  sheet.LineStyle
	sample bool // the run is one of many replicates
}

// visiblePath maps a run's iterates to the panel, and finds the point and the direction in
// which the run leaves the panel. The iterates after the run has left for good are
// dropped, except the first: otherwise a run that diverges in zigzags would cross the
// panel again.
func visiblePath(p landscape.Plane, t Track) path {
	line := make([]vg.Point, t.Path.Len())
	for k := range line {
		line[k] = p.Far(t.Path.X[2*k], t.Path.X[2*k+1])
	}
	last := len(line) - 1
	for last >= 0 && !polyline.Inside(line[last], p.Rectangle) {
		last--
	}
	if last < 0 {
		return path{}
	}
	e := exit{at: line[last]}
	if last+1 < len(line) {
		parts := polyline.Clip(line[last:last+2], p.Rectangle)
		e.at = parts[0][len(parts[0])-1]
		e.angle = math.Atan2(float64(line[last+1].Y-line[last].Y), float64(line[last+1].X-line[last].X))
		e.arrow = true
		line = line[:last+2]
	}
	return path{line: line, exit: e}
}

// dotEvery returns the number of steps between dots on all runs, so large that the dots
// can be counted, and a multiple of the steps between the rows of every run.
func dotEvery(tracks []Track) int {
	longest, all := 0, 1
	for _, t := range tracks {
		if t.Path.Len() > 0 && t.Ensemble == nil { // a sample has no dots
			longest = max(longest, t.Path.Step(t.Path.Len()-1))
			all = leastMultiple(all, max(t.Path.Every, 1))
		}
	}
	return countable(longest, all)
}

// countable returns the least of 1, 2, 5, 10, ... times a number that divides a length into
// few enough parts to count.
func countable(length, of int) int {
	const most = 60
	for n := of; ; n *= 10 {
		for _, d := range []int{1, 2, 5} {
			if length <= most*d*n {
				return d * n
			}
		}
	}
}

// leastMultiple returns the least common multiple.
func leastMultiple(a, b int) int {
	x, y := a, b
	for y != 0 {
		x, y = y, x%y
	}
	return a / x * b
}

// exit is the last visible point of a run, and how the run goes on from there.
type exit struct {
	at    vg.Point
	angle float64 // the direction in which the run leaves the panel
	arrow bool    // whether the run leaves: its last finite iterate is outside the panel
	label string  // the reason, "" if the run merely goes on outside or ends inside
	style sheet.LineStyle
}

// drawExitMarks draws an arrow at each exit and writes the reason near it, inside the panel
// and, where there is room, clear of the taken boxes, the arrows, the paths and other labels.
func drawExitMarks(s *sheet.Sheet, p landscape.Plane, exits []exit, taken []vg.Rectangle, paths []vg.Point) {
	taken = slices.Clone(taken)
	for _, e := range exits {
		if e.arrow {
			taken = append(taken, landscape.DrawExit(s, e.at, e.angle, e.style))
		}
	}
	for _, e := range exits {
		if e.label == "" {
			continue
		}
		l := s.Set(e.label, typeset.Bold, sheet.TickSize)
		if l.Width > p.Width() { // the text would reach beyond the panel
			continue
		}
		box, free := landscape.PlaceNear(s, p.Rectangle, e.at, l, taken, paths)
		if !free {
			box = placeExit(s, p, l, e, taken)
		}
		taken = append(taken, box)
		s.Placed(l.Text, box)
		s.MapText(l.Aligned(0.5), vg.Point{X: box.Min.X, Y: box.Min.Y + l.Descent}, e.style.Hue())
	}
}

// placeExit finds a box for a line of text near an exit: inside the panel, clear of the
// taken boxes and, if possible, of the run's own line.
func placeExit(s *sheet.Sheet, p landscape.Plane, l typeset.Line, e exit, taken []vg.Rectangle) vg.Rectangle {
	near := e.at
	gap, room := 8*s.Unit, 3*s.Unit // gap keeps off the run's own line
	size := vg.Point{X: l.Width, Y: l.Height()}
	x := min(max(near.X+gap, p.Min.X+room), p.Max.X-room-size.X)
	if near.X > (p.Min.X+p.Max.X)/2 {
		x = max(near.X-gap-size.X, p.Min.X+room)
	}
	first := near.Y - gap - size.Y
	rises := e.arrow && math.Sin(e.angle) > 0 // then the line is below
	if rises {
		first = near.Y + gap
	}
	box := vg.Rectangle{}
	for i := range 2 * (len(taken) + 2) { // first there, then by turns on either side of that
		step := vg.Length((i+1)/2) * (size.Y + gap)
		if (i%2 == 0) != rises {
			step = -step
		}
		y := min(max(first+step, p.Min.Y+room), p.Max.Y-room-size.Y)
		box = vg.Rectangle{Min: vg.Point{X: x, Y: y}, Max: vg.Point{X: x + size.X, Y: y + size.Y}}
		if !sheet.Overlaps(box, taken) {
			break
		}
	}
	return box
}
