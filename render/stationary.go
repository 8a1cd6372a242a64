package render

import (
	"math"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
)

// hidden is the part of a window's sides within which a run's end disappears below the
// mark of its start.
const hidden = 0.01

// isStationary reports whether a run never visibly leaves its start in a window.
func (t Track) isStationary(window surfaces.Window) bool {
	if t.Path.Dim != 2 || len(window) != 2 || t.Path.Len() < 2 || t.Ensemble != nil {
		return false
	}
	start := t.Path.At(0)
	for row := range t.Path.Len() {
		for i, x := range t.Path.At(row) {
			if !(math.Abs(x-start[i]) <= hidden*(window[i][1]-window[i][0])) {
				return false
			}
		}
	}
	return true
}

// stationaryNote returns the note that a run hardly moves or does not move, and "" for other
// runs.
func (sc Scene) stationaryNote(l words.Language, t Track) string {
	switch {
	case !t.isStationary(sc.window()):
		return ""
	case t.moves():
		return l.HardlyMoves()
	}
	return l.DoesNotMove()
}

// moves reports whether a run leaves its start at all.
func (t Track) moves() bool {
	for i, x := range t.Path.X {
		if x != t.Path.X[i%t.Path.Dim] {
			return true
		}
	}
	return false
}

// drawStationary draws a marker in the style of each run that never leaves its start,
// around the ring of the start. Markers below others at the same place are larger.
func drawStationary(s *sheet.Sheet, p landscape.Plane, tracks []Track, styles []sheet.LineStyle) {
	const radius, wider = 8, 3.2
	type marker struct {
		at vg.Point
		sheet.LineStyle
	}
	var markers []marker
	for i, t := range tracks {
		if !t.isStationary(p.Window) {
			continue
		}
		if at := p.Far(t.Path.X[0], t.Path.X[1]); polyline.Inside(at, p.Rectangle) {
			markers = append(markers, marker{at, styles[i]})
		}
	}
	for i, v := range markers {
		r := vg.Length(radius)
		for _, o := range markers[i+1:] { // drawn above it
			if polyline.Length([]vg.Point{v.at, o.at}) < radius*s.MarkUnit() {
				r += wider
			}
		}
		landscape.DrawHead(s, v.at, v.LineStyle, r)
	}
}
