package render

import (
	"cmp"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/render/words"
)

// mostNames is the largest number of runs whose names stand on a map.
const mostNames = 8

// pathNames places the name of each run that shows beside its path on a map, with the outcome
// where it is none of the usual ones, and the short names where the full ones have no place; fit
// is false if there is no place for one of them.
func (sc Scene) pathNames(s *sheet.Sheet, p landscape.Plane, styles []sheet.LineStyle) (names []landscape.PlacedName, fit bool) {
	if len(sc.Tracks) == 0 || len(sc.Tracks) > mostNames {
		return nil, false
	}
	defer s.ScaleMarks(p.Rectangle)()
	paths, taken := visiblePaths(p, sc.Tracks, styles), sc.mapMarks(s, p)
	place := func(nameOf func(Track) string) ([]landscape.PlacedName, bool) {
		var all []landscape.Name
		for i, v := range paths {
			if len(v.line) > 0 {
				text, atEnd := sc.mapName(s, sc.Tracks[i], nameOf)
				path, around := sc.namedPath(s, sc.Tracks[i], v.line)
				all = append(all, landscape.Name{Line: text, Path: path, Hue: styles[i].Hue(), AtEnd: atEnd && !around, Around: around})
			}
		}
		names := landscape.PlaceNames(s, p.Rectangle, all, taken)
		return names, len(names) == len(all)
	}
	if names, fit = place(Track.fullName); fit {
		return names, true
	}
	if short, fit := place(Track.shortName); fit {
		return short, true
	}
	return names, false
}

func (t Track) fullName() string { return t.Label }

// shortName returns the name of a run for narrow places.
func (t Track) shortName() string { return cmp.Or(t.Short, t.Label) }

// pathOutcomes places beside the paths on a map how their runs ended where this does not show.
func (sc Scene) pathOutcomes(s *sheet.Sheet, p landscape.Plane, styles []sheet.LineStyle) []landscape.PlacedName {
	defer s.ScaleMarks(p.Rectangle)()
	var all []landscape.Name
	taken := sc.mapMarks(s, p)
	for i, v := range visiblePaths(p, sc.Tracks, styles) {
		if how := sc.fate(s.Lang, sc.Tracks[i]); how != nil && len(v.line) > 0 {
			path, around := sc.namedPath(s, sc.Tracks[i], v.line)
			all = append(all, landscape.Name{Line: s.Set(how[0], typeset.Bold, sheet.TickSize), Path: path, Hue: styles[i].Hue(), AtEnd: !around, Around: around})
			continue
		}
		taken.Paths = append(taken.Paths, v.line)
	}
	return landscape.PlaceNames(s, p.Rectangle, all, taken)
}

// namesBesidePaths places what an overlay writes beside the paths on a map: the names of the runs,
// if all fit, or how the runs ended.
func (sc Scene) namesBesidePaths(s *sheet.Sheet, p landscape.Plane, styles []sheet.LineStyle, over overlay) (placed []landscape.PlacedName) {
	if over.names {
		if names, fit := sc.pathNames(s, p, styles); fit {
			placed = names
		}
	}
	if over.outcomes {
		placed = append(placed, sc.pathOutcomes(s, p, styles)...)
	}
	return placed
}

// boxesOf returns the boxes around names.
func boxesOf(names []landscape.PlacedName) []vg.Rectangle {
	boxes := make([]vg.Rectangle, len(names))
	for i, n := range names {
		boxes[i] = n.Box()
	}
	return boxes
}

// aroundInset is the room, in units, between a name and an inset or the frame of the part that it shows.
const aroundInset = 3

// The marks of a run's end reach endReach units, and those of a run that hardly moves
// stationaryReach units.
const (
	endReach        = 5
	stationaryReach = 9
)

// namedPath returns the path beside which the name of a run stands or, where the marks of the run
// cover all of the path, points around the marks; around is true then.
func (sc Scene) namedPath(s *sheet.Sheet, t Track, path []vg.Point) (points []vg.Point, around bool) {
	const corners = 12
	at, reach := path[len(path)-1], endReach*s.Unit
	if t.isStationary(sc.window()) {
		reach = stationaryReach * s.MarkUnit()
	}
	for _, q := range path {
		if polyline.Length([]vg.Point{q, at}) > reach {
			return path, false
		}
	}
	for i := range corners + 1 {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / corners)
		points = append(points, vg.Point{X: at.X + reach*vg.Length(cos), Y: at.Y + reach*vg.Length(sin)})
	}
	return points, true
}

// mapName sets the name of a run for a map, with its outcome; atEnd is true if it has one.
func (sc Scene) mapName(s *sheet.Sheet, t Track, nameOf func(Track) string) (text typeset.Line, atEnd bool) {
	name := typeset.Escape(nameOf(t))
	how := sc.fate(s.Lang, t)
	if how != nil {
		name += ": " + how[0]
	}
	return s.Set(name, typeset.Bold, sheet.RunSize-0.5), how != nil
}

// namesFit reports whether every run shows on a map and has a place for its name.
func (sc Scene) namesFit(s *sheet.Sheet, p landscape.Plane, styles []sheet.LineStyle) bool {
	names, fit := sc.pathNames(s, p, styles)
	return fit && len(names) == len(sc.Tracks)
}

// reachedPoint returns the kind of the critical point that a run reached, as markup, unless that
// is a minimum.
func (t Track) reachedPoint(l words.Language) string {
	if v := t.Path.Verdict; t.Ensemble == nil && v.Outcome == optimizers.Converged && v.Name != "" && v.Name != "minimum" && !strings.Contains(v.Name, "minima") {
		return l.Point(v.Name)
	}
	return ""
}

// mapMarks returns what no name on a map may cover: starts, ends, arrows, the best iterates, the
// angle between two steps and critical points.
func (sc Scene) mapMarks(s *sheet.Sheet, p landscape.Plane) landscape.Taken {
	var taken landscape.Taken
	add := func(at vg.Point, radius vg.Length) {
		taken.Boxes = append(taken.Boxes, sheet.Around(at, radius*s.MarkUnit()))
	}
	for _, t := range sc.Tracks {
		if n := t.Path.Len(); n > 0 {
			add(p.Far(t.Path.X[0], t.Path.X[1]), 6)
			add(p.Far(t.Path.X[2*n-2], t.Path.X[2*n-1]), 7)
		}
		if k := markedRow(t.Path); k >= 0 {
			add(p.Far(t.Path.X[2*k], t.Path.X[2*k+1]), bestRadius+2)
		}
		if v := visiblePath(p, t); v.exit.arrow {
			_, box := s.ArrowHead(v.exit.at, v.exit.angle)
			taken.Boxes = append(taken.Boxes, box)
		}
	}
	notes, _ := sc.mapNotes(p) // markMap reports the error
	for _, k := range notes {
		add(k.At, markedRoom)
	}
	for _, box := range sc.insetBoxes(s, p) {
		taken.Boxes = append(taken.Boxes, sheet.Grown(box, aroundInset*s.Unit))
	}
	for _, a := range sc.pathArrows(s, p) {
		taken.Boxes = append(taken.Boxes, a.boxes(s)...)
	}
	if a, ok := sc.stepAngle(s, p); ok {
		taken.Boxes = append(taken.Boxes, a.box())
		for _, q := range a.arc() {
			add(q, 3)
		}
	}
	for _, g := range landscape.PointGroups(sc.points(), sc.window()) {
		if len(g.Points) > landscape.MostPoints {
			continue
		}
		for _, q := range g.Points {
			at := p.Far(q.X[0], q.X[1])
			add(at, 8)
			taken.Marks = append(taken.Marks, at)
		}
	}
	for _, curve := range sc.meta().Curves {
		var line []vg.Point
		for _, x := range curve {
			line = append(line, p.At(x[0], x[1]))
		}
		taken.Faint = append(taken.Faint, line)
	}
	taken.Faint = append(taken.Faint, sc.linesAcross(p)...)
	if from, to := sc.Line[0], sc.Line[1]; from != nil {
		taken.Faint = append(taken.Faint, []vg.Point{p.At(from[0], from[1]), p.At(to[0], to[1])})
	}
	return taken
}

// linesAcross returns the scene's lines across a map.
func (sc Scene) linesAcross(p landscape.Plane) [][]vg.Point {
	var lines [][]vg.Point
	for _, l := range sc.Lines {
		if at := p.At(l.At, l.At); l.Level {
			lines = append(lines, []vg.Point{{X: p.Min.X, Y: at.Y}, {X: p.Max.X, Y: at.Y}})
		} else {
			lines = append(lines, []vg.Point{{X: at.X, Y: p.Min.Y}, {X: at.X, Y: p.Max.Y}})
		}
	}
	return lines
}
