package render

import (
	"cmp"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/landscape"
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
	for i, t := range sc.Tracks {
		if len(paths[i].line) > 0 && t.isStationary(sc.window()) { // the name stands around the run's marks
			paths[i].line = ring(p.Far(t.Path.X[0], t.Path.X[1]), stationaryReach*s.MarkUnit())
		}
	}
	place := func(nameOf func(Track) string) ([]landscape.PlacedName, bool) {
		var all []landscape.Name
		for i, v := range paths {
			if len(v.line) > 0 {
				all = append(all, landscape.Name{Line: sc.mapName(s, sc.Tracks[i], nameOf), Path: v.line, Hue: styles[i].Hue()})
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

// stationaryReach is how far, in units, the marks of a run that hardly moves reach.
const stationaryReach = 9

// ring returns points around a centre.
func ring(centre vg.Point, radius vg.Length) []vg.Point {
	const corners = 12
	var out []vg.Point
	for i := range corners + 1 {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / corners)
		out = append(out, vg.Point{X: centre.X + radius*vg.Length(cos), Y: centre.Y + radius*vg.Length(sin)})
	}
	return out
}

// pathOutcomes places beside the paths on a map how their runs ended where this does not show.
func (sc Scene) pathOutcomes(s *sheet.Sheet, p landscape.Plane, styles []sheet.LineStyle) []landscape.PlacedName {
	var all []landscape.Name
	for i, v := range visiblePaths(p, sc.Tracks, styles) {
		if how := sc.fate(s.Lang, sc.Tracks[i]); how != nil && len(v.line) > 0 {
			all = append(all, landscape.Name{Line: s.Set(how[0], typeset.Sans, sheet.TickSize), Path: aroundMarker(s, v.line), Hue: styles[i].Hue()})
		}
	}
	return landscape.PlaceNames(s, p.Rectangle, all, sc.mapMarks(s, p))
}

// aroundMarker returns a path or, for one that its end marker covers, points around the marker.
func aroundMarker(s *sheet.Sheet, path []vg.Point) []vg.Point {
	at, r := path[len(path)-1], 5*s.Unit
	for _, q := range path {
		if d := q.Sub(at); math.Hypot(float64(d.X), float64(d.Y)) > float64(r) {
			return path
		}
	}
	return []vg.Point{{X: at.X - r, Y: at.Y - r}, {X: at.X - r, Y: at.Y + r}, {X: at.X + r, Y: at.Y + r}, {X: at.X + r, Y: at.Y - r}}
}

// mapName sets the name of a run for a map, with its outcome.
func (sc Scene) mapName(s *sheet.Sheet, t Track, nameOf func(Track) string) typeset.Line {
	text := typeset.Escape(nameOf(t))
	if how := cmp.Or(t.mapOutcome(s.Lang), sc.stationaryNote(s.Lang, t)); how != "" {
		text += ": " + how
	}
	return s.Set(text, typeset.Bold, sheet.RunSize-0.5)
}

// namesFit reports whether every run shows on a map and has a place for its name.
func (sc Scene) namesFit(s *sheet.Sheet, p landscape.Plane, styles []sheet.LineStyle) bool {
	names, fit := sc.pathNames(s, p, styles)
	return fit && len(names) == len(sc.Tracks)
}

// mapOutcome returns how a run ended, as markup, unless it just ended or reached the
// minimum.
func (t Track) mapOutcome(l words.Language) string {
	if why := t.endReasons(l); why != nil {
		return why[0]
	}
	if v := t.Path.Verdict; t.Ensemble == nil && v.Outcome == optimizers.Converged && v.Name != "" && v.Name != "minimum" && !strings.Contains(v.Name, "minima") {
		return l.Point(v.Name)
	}
	return ""
}

// mapMarks returns the boxes of the marks on a map that no name may cover: starts, ends,
// arrows and critical points.
func (sc Scene) mapMarks(s *sheet.Sheet, p landscape.Plane) []vg.Rectangle {
	var taken []vg.Rectangle
	add := func(x, y float64, radius vg.Length) {
		at, r := p.Far(x, y), vg.Point{X: radius * s.MarkUnit(), Y: radius * s.MarkUnit()}
		taken = append(taken, vg.Rectangle{Min: at.Sub(r), Max: at.Add(r)})
	}
	for _, t := range sc.Tracks {
		if n := t.Path.Len(); n > 0 {
			add(t.Path.X[0], t.Path.X[1], 6)
			add(t.Path.X[2*n-2], t.Path.X[2*n-1], 7)
		}
		if v := visiblePath(p, t); v.exit.arrow {
			_, box := s.ArrowHead(v.exit.at, v.exit.angle)
			taken = append(taken, box)
		}
	}
	if a, ok := sc.stepAngle(s, p); ok {
		taken = append(taken, a.box())
	}
	for _, g := range landscape.PointGroups(sc.points(), sc.window()) {
		if len(g.Points) > landscape.MostPoints {
			continue
		}
		for _, q := range g.Points {
			add(q.X[0], q.X[1], 8)
		}
	}
	return taken
}
