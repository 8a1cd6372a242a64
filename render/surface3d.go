package render

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// Surface3D draws the landscape as a shaded relief with the visible parts of the
// trajectories on it.
func Surface3D(sc Scene, style sheet.Style) (Figure, error) {
	if err := sc.check(style, true); err != nil {
		return Figure{}, err
	}
	s := sheet.New(style)
	sc = sc.withResult(s.Lang).onMap()
	styles := sc.styles(s)
	r := newRelief(sc)
	sc.checkLevels(s, &r.Map)
	if r.isEmpty() {
		return Figure{}, errors.New("the surface has no finite values in the window: there is no relief to see")
	}
	var extra []string
	if r.softness > 0 {
		extra = append(extra, s.Lang.SoftHeight(r.softness))
	}
	top := sc.header(s, sc.reliefKey(s, r, styles), extra...)
	room := s.Body(top - 6*s.Unit)
	room.Min.X += heightsRoom(s, r)
	room.Min.Y += 1.2 * sheet.AxisSize * s.Unit // the names of the edges
	r.fit(room)
	paths, whole := sc.reliefNames(s, r, room, styles)
	if !whole || s.Unnamed() {
		var l sheet.Legend
		names := sheet.MapEntries(sc.legend(s.Lang), styles)
		l, room = s.PlaceLegend(names, s.LegendWidth(names), room, sheet.WholeRoom)
		r.fit(room)
		beside := room
		beside.Min.Y += s.AxisDepth() // there is no axis to be below of
		s.DrawLegend(l, beside, 0)
		paths = nil
	}
	s.Need(sheet.Panel{Rectangle: room})

	drawRelief(s, r, room)
	drawFloor(s, r)
	drawReliefLevels(s, r)
	nameEdges(s, r, sc.axisNames(s.Lang))
	drawHeights(s, r)
	s.Animate(func(s *sheet.Sheet, until float64) {
		for i, t := range sc.upTo(until).Tracks {
			drawOnRelief(s, r, t.Path, styles[i])
		}
	})
	pointsOnRelief(s, r, sc)
	s.Animate(func(s *sheet.Sheet, until float64) {
		if until > 0 { // at their starts runs have no ends
			endsOnRelief(s, r, sc.upTo(until).Tracks, styles)
		}
		startsOnRelief(s, r, sc, styles)
	})
	s.OnceUnderWay(func() { landscape.DrawNames(s, paths) })
	sc.markRelief(s, r, room)
	return sc.finish(s)
}

// reliefKey returns the items that explain the marks that are seen on a relief.
func (sc Scene) reliefKey(s *sheet.Sheet, r relief, styles []sheet.LineStyle) []sheet.KeyItem {
	key := sc.runKey(s, styles, func(x []float64) bool { return r.seen(r.square(x[0], x[1])) })
	for _, g := range landscape.PointGroups(sc.points(), sc.window()) {
		if slices.ContainsFunc(g.Points, func(q surfaces.Point) bool { return r.seen(r.square(q.X[0], q.X[1])) }) {
			key = append(key, g.KeyItem(s.Lang))
		}
	}
	return key
}

// reliefNames places the names of the runs beside their visible paths; whole is false where
// one has no place.
func (sc Scene) reliefNames(s *sheet.Sheet, r relief, room vg.Rectangle, styles []sheet.LineStyle) (placed []landscape.PlacedName, whole bool) {
	if len(sc.Tracks) > mostNames {
		return nil, false
	}
	var names []landscape.Name
	var taken []vg.Rectangle
	take := func(x, y float64) {
		if p, ok := r.onRelief(r.square(x, y)); ok {
			half := vg.Point{X: 7 * s.Unit, Y: 7 * s.Unit}
			taken = append(taken, vg.Rectangle{Min: p.Sub(half), Max: p.Add(half)})
		}
	}
	for _, g := range landscape.PointGroups(sc.points(), sc.window()) {
		for _, q := range g.Points {
			take(q.X[0], q.X[1])
		}
	}
	for i, t := range sc.Tracks {
		var path []vg.Point
		for _, part := range r.visible(r.places(t.Path), r.onRelief) {
			path = append(path, part...)
		}
		if n := t.Path.Len(); n > 0 {
			take(t.Path.X[0], t.Path.X[1])
			take(t.Path.X[2*n-2], t.Path.X[2*n-1])
		}
		text, _ := sc.mapName(s, t, Track.fullName)
		around := false
		if len(path) > 0 {
			path, around = sc.namedPath(s, t, path)
		}
		names = append(names, landscape.Name{Line: text, Path: path, Hue: styles[i].Hue(), Around: around})
	}
	placed = landscape.PlaceNames(s, room, names, landscape.Taken{Boxes: taken, Faint: r.floorEdges()})
	return placed, len(placed) == len(names)
}

// places returns the iterates of a run as places of the square.
func (r *relief) places(t optimizers.Trajectory) [][2]float64 {
	out := make([][2]float64, t.Len())
	for k := range out {
		u, v := r.square(t.X[2*k], t.X[2*k+1])
		out[k] = [2]float64{u, v}
	}
	return out
}

// square maps a point of the window to the relief's square.
func (r *relief) square(x, y float64) (u, v float64) {
	return 2*(x-r.X0)/(r.X1-r.X0) - 1, 2*(y-r.Y0)/(r.Y1-r.Y0) - 1
}

// inSquare reports whether a place is on the relief.
func inSquare(u, v float64) bool { return math.Abs(u) <= 1 && math.Abs(v) <= 1 }

// drawOnRelief draws the visible parts of a run, whose steps follow the relief.
func drawOnRelief(s *sheet.Sheet, r relief, t optimizers.Trajectory, l sheet.LineStyle) {
	var marks []sheet.MapMark
	for _, part := range r.visible(r.places(t), r.onRelief) {
		marks = append(marks, sheet.MapMark{Path: shape.Line(polyline.Simplify(part, 0.1*s.Unit)), Hue: l.Hue(), Width: s.RunWidth(landscape.PathWidth), Dash: sheet.Scaled(l.DashIn(s.Theme), s.RunWidth(landscape.PathWidth))})
	}
	s.MapMarks(marks...)
}

// endsOnRelief marks the ends of tracks where they are visible.
func endsOnRelief(s *sheet.Sheet, r relief, tracks []Track, styles []sheet.LineStyle) {
	for i, t := range tracks {
		if n := t.Path.Len(); n > 0 {
			if at, ok := r.onRelief(r.square(t.Path.X[2*n-2], t.Path.X[2*n-1])); ok {
				landscape.DrawHead(s, at, styles[i], landscape.HeadRadius)
			}
		}
	}
}

// startsOnRelief marks the starts of a scene's tracks where they are visible.
func startsOnRelief(s *sheet.Sheet, r relief, sc Scene, styles []sheet.LineStyle) {
	place := func(x, y float64) (vg.Point, bool) { return r.onRelief(r.square(x, y)) }
	drawStationary(s, sc.window(), place, sc.Tracks, styles)
	for _, t := range sc.Tracks {
		if t.Path.Len() > 0 {
			if at, ok := place(t.Path.X[0], t.Path.X[1]); ok {
				landscape.DrawStart(s, at)
			}
		}
	}
}

// pointsOnRelief marks the critical points that are visible.
func pointsOnRelief(s *sheet.Sheet, r relief, sc Scene) {
	for _, g := range landscape.PointGroups(sc.points(), sc.window()) {
		for _, q := range g.Points {
			if at, ok := r.onRelief(r.square(q.X[0], q.X[1])); ok {
				g.Mark(s, at)
			}
		}
	}
}

// markRelief draws the scene's marks on the relief. What lies behind a ridge or outside of the relief
// cannot be marked.
func (sc Scene) markRelief(s *sheet.Sheet, r relief, room vg.Rectangle) {
	place := func(x, y float64) vg.Point {
		at, ok := r.onRelief(r.square(x, y))
		if !ok {
			s.Fail(fmt.Errorf("the point (%g, %g) of a mark is hidden or outside of the relief; another azimuth or a window may show it", x, y))
		}
		return at
	}
	notes, err := sc.noted(place, func(run, row int) (vg.Point, bool) {
		x := sc.Tracks[run].Path.At(row)
		return place(x[0], x[1]), true
	})
	s.Fail(err)
	s.DrawNotes(sheet.Notes{Panel: room, OnMap: true, Points: notes})
}
