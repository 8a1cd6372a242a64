package render

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/terrain"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
)

// validationHue is the colour of the validation loss, unlike those of the contours and the
// runs.
var validationHue = sheet.Hue{OnPaper: sheet.RGB(0x6a1b9a), OnMap: sheet.RGB(0xe6b8ff)}

// mostValidation is the largest number of levels of the validation loss that are drawn, so
// that the levels of the loss stay visible.
const mostValidation = 6

// drawValidation strokes the levels of the validation loss.
func drawValidation(s *sheet.Sheet, p landscape.Plane, f terrain.Map) {
	if f.Validation == nil {
		return
	}
	for _, region := range f.Validation.Below(f.Validation.Levels) {
		s.MapMarks(sheet.MapMark{Path: landscape.LevelLines(s, p, f.Validation.Grid, region), Hue: validationHue, Width: 0.9, Dash: []vg.Length{4, 2.6}, Thin: true})
	}
}

// validationMark marks the minimum of the validation loss.
func validationMark(s *sheet.Sheet, at vg.Point) {
	s.MapRing(at, 6.6, 1.7, validationHue)
}

// drawValidationSample draws a piece of a level line of the validation loss for the key.
func drawValidationSample(s *sheet.Sheet, from, to vg.Point) {
	s.MapLine([]vg.Point{from, to}, validationHue, 1.1, 4, 2.6)
}

// validationPoints marks the best minima of the validation loss.
func validationPoints(s *sheet.Sheet, p landscape.Plane, sc Scene) {
	for _, q := range sc.validationMinima() {
		validationMark(s, p.At(q.X[0], q.X[1]))
	}
}

// validationMinima returns the best known minima of the validation loss in the window that
// no run comes so near that the mark of its best iterate covers them; none where there are
// too many to mark.
func (sc Scene) validationMinima() []surfaces.Point {
	if sc.Validation == nil {
		return nil
	}
	for _, g := range landscape.PointGroups(sc.Validation.Meta().Points, sc.window()) {
		if g.Name == "minimum" && len(g.Points) <= landscape.MostPoints {
			return slices.DeleteFunc(slices.Clone(g.Points), sc.coveredByBest)
		}
	}
	return nil
}

// coveredByBest reports whether the mark of a run's best iterate lies on a point.
func (sc Scene) coveredByBest(q surfaces.Point) bool {
	const near = 0.02 // of the window's sides
	w := sc.window()
	return slices.ContainsFunc(sc.Tracks, func(t Track) bool {
		row := markedRow(t.Path)
		if row < 0 || t.Path.Dim != 2 {
			return false
		}
		for i, side := range w {
			if math.Abs(t.Path.X[2*row+i]-q.X[i]) > near*(side[1]-side[0]) {
				return false
			}
		}
		return true
	})
}

// validationKey returns the items that explain the lines and the mark of the validation
// loss.
func (sc Scene) validationKey(l words.Language) []sheet.KeyItem {
	if sc.Validation == nil {
		return nil
	}
	key := []sheet.KeyItem{sheet.LineItem(l.ValidationContours(), drawValidationSample)}
	if len(sc.validationMinima()) > 0 {
		key = append(key, sheet.KeyItem{Name: l.ValidationMinimum(), Mark: validationMark})
	}
	return key
}

// validated reports whether the scene has curves of a validation loss.
func (sc Scene) validated() bool {
	return slices.ContainsFunc(sc.Tracks, func(t Track) bool {
		return t.Path.Validation != nil || t.Ensemble != nil && t.Ensemble.Validation.Median != nil
	})
}

// validationCurve returns the validation loss of a track, of an ensemble its centre line;
// ok is false where there is none.
func (sc Scene) validationCurve(t Track, offset, limit float64) (c chart.Curve, ok bool) {
	switch {
	case t.Ensemble != nil && t.Ensemble.Validation.Median != nil:
		c = sc.replicated(t, t.Ensemble.Validation, offset, limit)
		c.Band = nil
	case t.Path.Validation != nil:
		n := drawnCount(t.Path.Validation, limit)
		c = chart.Curve{Values: lowered(t.Path.Validation[:n], offset), At: sc.placed(t), Step: t.Path.Step, Cut: n < t.Path.Len()}
	default:
		return chart.Curve{}, false
	}
	c.Width, c.Bare = validationWidth, true
	return c, true
}

// ofRun returns the label of a second curve of a run, with the run's name where there are
// several runs.
func (sc Scene) ofRun(t Track, curve string) string {
	if len(sc.Tracks) == 1 {
		return curve
	}
	return typeset.Escape(t.Label) + ": " + curve
}

// validationWidth is the width in units of the curve of a validation loss.
const validationWidth = 1.2

// anyRun is the style that stands for those of all runs in a key.
var anyRun = sheet.LineStyle{Color: sheet.Soft, Bright: sheet.Soft}

// dashKey returns the items that tell the two losses of each of several runs apart; nil where
// there is one run, whose curves have names of their own, or no validation loss.
func (sc Scene) dashKey(l words.Language) []sheet.KeyItem {
	if len(sc.Tracks) < 2 || !sc.validated() {
		return nil
	}
	line := func(name string, style sheet.LineStyle, width vg.Length) sheet.KeyItem {
		return sheet.LineItem(name, func(s *sheet.Sheet, from, to vg.Point) { s.RunLine([]vg.Point{from, to}, style, width) })
	}
	return []sheet.KeyItem{line(l.Training(), anyRun, sheet.RunWidth), line(l.Validation(), sheet.ValidationStyle(anyRun), validationWidth)}
}

// bestRow returns the row of the iterate with the lowest validation loss, or -1.
func bestRow(t optimizers.Trajectory) int {
	if t.Validation == nil {
		return -1
	}
	for i := range t.Len() {
		if t.Step(i) == t.Verdict.Best {
			return i
		}
	}
	return -1
}

// markedRow returns the row of the iterate that is marked as the best: bestRow, or -1 where
// the last iterate is the best and nothing is learned from the mark.
func markedRow(t optimizers.Trajectory) int {
	if row := bestRow(t); row < t.Len()-1 {
		return row
	}
	return -1
}

// bestMark draws a thin ring around the mark of an end.
func bestMark(s *sheet.Sheet, at vg.Point) { bestRing(s, at, bestRadius) }

// bestRadius is the radius of the ring in units.
const bestRadius = 6.6

func bestRing(s *sheet.Sheet, at vg.Point, radius vg.Length) {
	s.MapRing(at, radius, 1.2, validationHue)
}

// bestSample draws the ring for the key.
func bestSample(s *sheet.Sheet, at vg.Point) { bestRing(s, at, 4.6) }

// bestKey returns the item that explains the marks of the best iterates; nil where there
// are none.
func (sc Scene) bestKey(l words.Language) []sheet.KeyItem {
	if slices.ContainsFunc(sc.Tracks, func(t Track) bool { return markedRow(t.Path) >= 0 }) {
		return []sheet.KeyItem{{Name: l.LowestValidation(), Mark: bestSample}}
	}
	return nil
}

// bestIterates marks on each path the iterate with the lowest validation loss.
func bestIterates(s *sheet.Sheet, p landscape.Plane, sc Scene) {
	for _, t := range sc.Tracks {
		if k := markedRow(t.Path); k >= 0 {
			if at := p.Far(t.Path.X[2*k], t.Path.X[2*k+1]); polyline.Inside(at, p.Rectangle) {
				bestMark(s, at)
			}
		}
	}
}

// lowestRow returns the row of the least value, or -1 where all are NaN.
func lowestRow(values []float64) int {
	row := -1
	for i, v := range values {
		if !math.IsNaN(v) && (row < 0 || v < values[row]) {
			row = i
		}
	}
	return row
}

// markBest marks the lowest point of each validation curve up to a place.
func markBest(s *sheet.Sheet, p sheet.Panel, sc Scene, a lossAxis, until float64) {
	defer s.ScaleMarks(p.Rectangle)()
	for _, at := range bestPlaces(p, sc, a, until) {
		bestMark(s, at)
	}
}

// bestBoxes returns the boxes of the marks that markBest draws in all.
func bestBoxes(s *sheet.Sheet, p sheet.Panel, sc Scene, a lossAxis) []vg.Rectangle {
	defer s.ScaleMarks(p.Rectangle)()
	var boxes []vg.Rectangle
	for _, at := range bestPlaces(p, sc, a, math.Inf(1)) {
		boxes = append(boxes, sheet.Around(at, bestRadius*s.MarkUnit()))
	}
	return boxes
}

// bestPlaces returns the lowest point of each validation curve up to a place.
func bestPlaces(p sheet.Panel, sc Scene, a lossAxis, until float64) []vg.Point {
	var places []vg.Point
	for _, t := range sc.Tracks {
		if markedRow(t.Path) < 0 {
			continue
		}
		c, ok := sc.validationCurve(t, a.offset, math.Inf(1))
		if !ok {
			continue
		}
		i := markedRow(t.Path)
		if t.Ensemble != nil {
			i = lowestRow(c.Values)
		}
		if i < 0 || i >= len(c.Values) || c.At(i) > until {
			continue
		}
		if at := chart.PointOnPanel(p, c.At(i), c.Values[i]); polyline.Inside(at, p.Rectangle) {
			places = append(places, at)
		}
	}
	return places
}
