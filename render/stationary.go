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

// Parts of a window's sides within which a run stays around its start.
const (
	hidden = 0.01 // its end disappears below the mark of its start
	still  = 1e-9 // it moves by rounding alone
)

// isStationary reports whether a run never visibly leaves its start in a window.
func (t Track) isStationary(window surfaces.Window) bool {
	return t.Path.Dim == 2 && len(window) == 2 && t.Path.Len() > 1 && t.Ensemble == nil && t.stays(window, hidden)
}

// stays reports whether a run stays around its start, within a part of a window's sides.
func (t Track) stays(window surfaces.Window, part float64) bool {
	start := t.Path.At(0)
	for row := range t.Path.Len() {
		for i, x := range t.Path.At(row) {
			if !(math.Abs(x-start[i]) <= part*(window[i][1]-window[i][0])) {
				return false
			}
		}
	}
	return true
}

// stationaryNote returns the note that a run hardly moves or does not move, and "" for other
// runs.
func (sc Scene) stationaryNote(l words.Language, t Track) string {
	switch window := sc.window(); {
	case !t.isStationary(window):
		return ""
	case t.stays(window, still):
		return l.DoesNotMove()
	}
	return l.HardlyMoves()
}

// drawStationary draws a marker in the style of each run that never leaves its start in a window,
// around the ring of the start. Markers below others at the same place are larger. The function
// place returns where a point of the window is seen; ok is false where the point is not.
func drawStationary(s *sheet.Sheet, window surfaces.Window, place func(x, y float64) (at vg.Point, ok bool), tracks []Track, styles []sheet.LineStyle) {
	const radius, wider = 8, 3.2
	type marker struct {
		at vg.Point
		sheet.LineStyle
	}
	var markers []marker
	for i, t := range tracks {
		if !t.isStationary(window) {
			continue
		}
		if at, ok := place(t.Path.X[0], t.Path.X[1]); ok {
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
