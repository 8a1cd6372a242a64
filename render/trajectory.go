package render

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/terrain"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/critical"
)

// Trajectory draws contours with trajectories alone, and the scene's line where it has one.
func Trajectory(sc Scene, style sheet.Style) (Figure, error) {
	over := overlay{result: true}
	if sc.SharedStyle && !style.Unnamed {
		over.above = func(s *sheet.Sheet, p landscape.Plane, _ terrain.Map) { nameStarts(s, p, sc) }
	}
	if from, to := sc.Line[0], sc.Line[1]; from != nil {
		if len(from) != 2 || len(to) != 2 {
			return Figure{}, fmt.Errorf("a line of %d and %d coordinates on a map", len(from), len(to))
		}
		over.below = func(s *sheet.Sheet, p landscape.Plane, _ terrain.Map) {
			drawLineAbove(s, p.At(from[0], from[1]), p.At(to[0], to[1]))
		}
		over.key = append(over.key, sheet.LineItem(words.Speak(style.Lang).StraightLine(), drawLineAbove))
	}
	return withLandscape(sc, style, over)
}

// drawLineAbove draws the line of a section on a map.
func drawLineAbove(s *sheet.Sheet, from, to vg.Point) {
	s.MapLine([]vg.Point{from, to}, sheet.MapInk, 1.3, 6, 3)
}

// overlay holds what is drawn on the contours, below and above the runs. Nil functions
// draw nothing.
type overlay struct {
	below, above func(*sheet.Sheet, landscape.Plane, terrain.Map)
	texture      func(s *sheet.Sheet, p landscape.Plane, names []vg.Rectangle) // keeps off the boxes of the names beside the paths

	dots     dotInterval // between the dots on the runs; 0: as suits the runs
	inLegend bool        // a legend or a title says how the runs end
	names    bool        // the names of the runs stand beside their paths
	outcomes bool        // how the runs end stands beside their paths, and their names elsewhere
	result   bool        // without a title the figure says how the runs end

	beside landscape.Plane // of the inset, where it stands beside the map

	key []sheet.KeyItem // items that explain the overlay
}

// withLandscape draws contours, an overlay, the trajectories and their legend. The notes,
// which are markup, go into the subtitle.
func withLandscape(sc Scene, style sheet.Style, over overlay, notes ...string) (Figure, error) {
	if err := sc.check(style, true); err != nil {
		return Figure{}, err
	}
	s := sheet.New(style)
	if sc = sc.onMap(); over.result {
		sc = sc.withResult(s.Lang)
	}
	styles := sc.styles(s)
	key := slices.Concat(sc.key(s, styles), over.key, sc.pathArrowKey(s, styles), sc.endsKey(s, styles), sc.swingKey(s, styles, sc.largestMap(s)))
	top := sc.header(s, key, append(notes, sc.endsNote(s.Lang)...)...)
	room := landscape.WithinAxes(s, s.Body(s.BelowHeader(top)), sc.window())
	f, plane := centredLandscape(s, sc, s.AlignedRoom(sheet.MapBox, room))
	var l sheet.Legend
	names := sc.mapEntries(s.Lang, styles)
	switch fit := sc.namesFit(s, plane, styles); {
	case sc.SharedStyle: // names stand at the starts
	case s.Explained(names):
		over.outcomes = true
	case fit:
		over.names = true
	case s.LeavesUnnamed(len(names)) || len(names) > 0 && s.NamedOnBanner(names):
		over.outcomes = true
	default:
		l, room = s.PlaceLegend(names, s.LegendWidth(names), room, func(r vg.Point) vg.Point { return landscape.Aspect(sc.window(), r) })
		f, plane = centredLandscape(s, sc, s.AlignedRoom(sheet.MapBox, room))
	}
	room = s.Align(sheet.MapBox, room)
	s.Need(sheet.Panel{Rectangle: room})
	s.LeaveSpare(room.Size().Y - plane.Height())
	over.inLegend = !sc.SharedStyle // in the legend or in the names
	over.beside = sc.planeBeside(s, plane, f)
	drawLandscape(s, plane, f, sc, styles, over)
	s.DrawLegend(l, plane.Rectangle, sc.besideMap(s, f, plane.Rectangle.Size()))
	return sc.finish(s)
}

// mapEntries returns the entries of a legend of the runs on a map: arrows for single steps.
func (sc Scene) mapEntries(l words.Language, styles []sheet.LineStyle) []sheet.LegendEntry {
	names := sheet.MapEntries(sc.legend(l), styles)
	if sc.singleSteps() {
		for i, style := range styles {
			names[i].Sample = style.ArrowSample
		}
	}
	return names
}

// legend returns a label for each run: its name, and why it does not end in the picture.
func (sc Scene) legend(l words.Language) []sheet.EndLabel {
	var labels []sheet.EndLabel
	for _, t := range sc.Tracks {
		label := runLabel(t)
		if n := t.Path.Len(); n > 0 {
			label.Since = sc.place(t, n-1)
		}
		addEndLines(&label, sc.fate(l, t)...)
		labels = append(labels, label)
	}
	return labels
}

// fate returns lines of markup on how a run ended whose end is not visible or no minimum, or a
// note that the run stays at its start.
func (sc Scene) fate(l words.Language, t Track) []string {
	if why := t.endReasons(l); why != nil {
		return why
	}
	if how := cmp.Or(t.reachedPoint(l), sc.stationaryNote(l, t)); how != "" {
		return []string{how}
	}
	return nil
}

// placeLandscape samples the scene's surface and places its panel with the colour bar at
// the left of a room: halfway up or, below a heading of a page, at the top.
func placeLandscape(s *sheet.Sheet, sc Scene, room vg.Rectangle) (terrain.Map, landscape.Plane) {
	pixels := s.DPI / 72
	size := landscape.Aspect(sc.window(), room.Size())
	f := sc.field(float64(size.X)*pixels, float64(size.Y)*pixels)
	sc.checkLevels(s, &f)
	size = sc.fitBeside(s, f, size, room.Size().X)
	room.Max.X -= s.AlignColourBar(sc.besideMap(s, f, size))
	size = landscape.Aspect(sc.window(), room.Size())
	low := (room.Min.Y + room.Max.Y - size.Y) / 2
	if s.MapsBelowHeadings() {
		low = room.Max.Y - size.Y
	}
	return f, landscape.NewPlane(vg.Rectangle{
		Min: vg.Point{X: room.Min.X, Y: low},
		Max: vg.Point{X: room.Min.X + size.X, Y: low + size.Y},
	}, sc.window())
}

// centredLandscape does what placeLandscape does, with panel and colour bar in the middle of
// the room.
func centredLandscape(s *sheet.Sheet, sc Scene, room vg.Rectangle) (terrain.Map, landscape.Plane) {
	f, p := placeLandscape(s, sc, room)
	spare := (room.Max.X - p.Max.X - sc.besideMap(s, f, p.Rectangle.Size())) / 2
	p.Min.X, p.Max.X = p.Min.X+spare, p.Max.X+spare
	return f, p
}

// drawLandscape draws contours, overlay, critical points, runs, axes and colour bar.
func drawLandscape(s *sheet.Sheet, p landscape.Plane, f terrain.Map, sc Scene, styles []sheet.LineStyle, over overlay) {
	drawPanel(s, p, f, sc, styles, over)
	names, sides := sc.axisNames(s.Lang), chart.OnSides(s, p.Panel, sc.sides[0], sc.sides[1])
	s.AxisX(sides, names[0])
	s.AxisY(sides, names[1])
	if !sc.BarBeside {
		landscape.DrawColourBar(s, p, f)
	}
}

// onMap returns the scene of a view that shows a map alone, whose axes are those of the map.
func (sc Scene) onMap() Scene {
	sc.sides = [2]chart.Axis{sc.XAxis, sc.YAxis}
	return sc
}

// drawPanel draws a landscape without axes.
func drawPanel(s *sheet.Sheet, p landscape.Plane, f terrain.Map, sc Scene, styles []sheet.LineStyle, over overlay) {
	defer s.ScaleMarks(p.Rectangle)()
	landscape.Draw(s, p, f)
	names := sc.namesBesidePaths(s, p, styles, over)
	if over.below != nil {
		over.below(s, p, f)
	}
	if over.texture != nil {
		over.texture(s, p, boxesOf(names))
	}
	drawValidation(s, p, f)
	m := sc.meta()
	drawPoints := landscape.DrawCriticalPoints
	if sc.hasEnsemble() {
		drawPoints = landscape.DrawSmallPoints
	}
	drawPoints(s, p, sc.points())
	s.Frame(p.Rectangle)
	landscape.DrawCurves(s, p, m.Curves)
	dots := cmp.Or(over.dots, sc.dotInterval())
	scaled := func(draw func(s *sheet.Sheet, until float64)) func(*sheet.Sheet, float64) {
		return func(s *sheet.Sheet, until float64) { // a film draws when this panel is no longer being drawn
			defer s.ScaleMarks(p.Rectangle)()
			draw(s, until)
		}
	}
	s.AnimateLines(func() []figure.Trail { return pathTrails(s, p, sc, styles, dots) }, scaled(func(s *sheet.Sheet, until float64) {
		drawPaths(s, p, sc.upTo(until).Tracks, styles, dots)
	}))
	s.Animate(scaled(func(s *sheet.Sheet, until float64) {
		drawExits(s, p, sc.upTo(until).Tracks, styles, !over.inLegend, sc.mapMarks(s, p).Boxes)
	}))
	s.AnimateLines(func() []figure.Trail { return nil }, scaled(func(s *sheet.Sheet, until float64) {
		if until > 0 { // at their starts runs have no ends
			drawPathEnds(s, p, sc, sc.upTo(until).Tracks, styles)
		}
	}))
	s.Animate(scaled(func(s *sheet.Sheet, until float64) {
		drawStationary(s, p.Window, p.Inside, sc.Tracks, styles)
		drawStarts(s, p, sc.Tracks)
		for i, t := range sc.upTo(until).Tracks { // above the starts, around which many end
			drawEnds(s, p, t, styles[i].Hue())
		}
		if sc.hasEnsemble() {
			drawPoints(s, p, sc.points()) // above the ends, which gather there
		}
		validationPoints(s, p, sc) // above the paths, which lead to the minima of the loss
		bestIterates(s, p, sc.upTo(until))
	}))
	drawStepAngle(s, p, sc)
	if arrows := sc.pathArrows(s, p); arrows != nil {
		s.Animate(scaled(func(s *sheet.Sheet, until float64) { sc.drawPathArrows(s, arrows, styles, until) }))
	}
	s.OnceUnderWay(func() { landscape.DrawNames(s, names) })
	if over.above != nil {
		over.above(s, p, f)
	}
	sc.drawInset(s, p, f, styles, over.beside)
	sc.markMap(s, p)
}

// key returns the items that explain the markers in the scene.
func (sc Scene) key(s *sheet.Sheet, styles []sheet.LineStyle) []sheet.KeyItem {
	l := s.Lang
	key := sc.runKey(s, styles, sc.window().Contains)
	if sc.singleSteps() { // arrows have no mark at their end
		key = slices.DeleteFunc(key, func(k sheet.KeyItem) bool { return k.Name == l.EndMark() })
	}
	for _, g := range landscape.PointGroups(sc.points(), sc.window()) {
		if !sc.hides(g) {
			item := g.KeyItem(l)
			if sc.counted {
				item = g.CountedItem(l)
			}
			key = append(key, item)
		}
	}
	for _, name := range sc.curveNames() {
		key = append(key, sheet.LineItem(l.Point(name), landscape.DrawCurveSample))
	}
	return append(append(key, sc.validationKey(l)...), sc.bestKey(l)...)
}

// curveNames returns the names of the curves of critical points in the window, each once.
func (sc Scene) curveNames() (names []string) {
	for _, curve := range sc.meta().Curves {
		if !slices.ContainsFunc(curve, sc.window().Contains) {
			continue
		}
		value := sc.Surface.Func(curve[len(curve)/2])
		set := critical.Manifold{Point: surfaces.Point{Value: value}, Shape: critical.Curve, Line: curve}
		if name := set.Name(sc.Surface, sc.window()); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// runKey returns the items that explain the markers of those starts and ends that are shown.
// Slides do without: where a path starts and ends shows, and the panels need the room.
func (sc Scene) runKey(s *sheet.Sheet, styles []sheet.LineStyle, shown func(x []float64) bool) []sheet.KeyItem {
	if s.Theme.Slides {
		return nil
	}
	starts := false
	var ends []sheet.LineStyle
	for i, t := range sc.Tracks {
		n := t.Path.Len()
		if n == 0 {
			continue
		}
		starts = starts || shown(t.Path.At(0))
		alike := func(o sheet.LineStyle) bool { return o.Color == styles[i].Color && o.Bright == styles[i].Bright }
		if shown(t.Path.At(n-1)) && !sc.endCovered(i) && !slices.ContainsFunc(ends, alike) {
			ends = append(ends, styles[i])
		}
	}
	var key []sheet.KeyItem
	if starts {
		key = append(key, sheet.KeyItem{Name: s.Lang.StartMark(), Mark: landscape.DrawStart})
	}
	if len(ends) > 0 {
		key = append(key, sheet.KeyItem{Name: s.Lang.EndMark(), Mark: landscape.EndSample(ends)})
	}
	return key
}

// endCovered reports whether the end of a later run lies on that of run i of a map, so that its
// marker covers that of run i.
func (sc Scene) endCovered(i int) bool {
	const near = 0.005 // part of the window
	w := sc.window()
	on := func(t Track) bool {
		if t.Path.Len() == 0 {
			return false
		}
		at, other := sc.Tracks[i].Path.At(sc.Tracks[i].Path.Len()-1), t.Path.At(t.Path.Len()-1)
		for k := range at {
			if !(math.Abs(at[k]-other[k]) < near*(w[k][1]-w[k][0])) {
				return false
			}
		}
		return true
	}
	return sc.meta().Dim == 2 && len(w) == 2 && slices.ContainsFunc(sc.Tracks[i+1:], on)
}

// anywhere reports that a point is shown, in views that show every point.
func anywhere([]float64) bool { return true }
