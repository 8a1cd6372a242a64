package render

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/words"
)

// Mark is a point with a text, from which an arrow leads to the point: a place on the axes of the
// view, or an iterate of a run. An iterate is marked wherever its run is drawn.
type Mark struct {
	Label string  // markup; "": the point has a dot alone
	X, Y  float64 // as the axes of the view show them: of a map its two coordinates, of a loss the step and the loss itself
	Run   int     // number of the run, from 1, whose iterate is marked in place of X and Y; 0: none
	Step  int     // of the iterate
}

// row returns the row of the mark's iterate in the path of its track.
func (k Mark) row(t Track) (row int, err error) {
	if k.Step < 0 {
		return 0, fmt.Errorf("%s has no step %d: its first is 0", t.Label, k.Step)
	}
	n := t.Path.Len()
	for row = range n {
		if t.Path.Step(row) == k.Step {
			return row, nil
		}
	}
	if n == 0 || k.Step > t.Path.Step(n-1) {
		return 0, fmt.Errorf("%s has no step %d: its last is %d", t.Label, k.Step, t.Path.Step(max(0, n-1)))
	}
	return 0, fmt.Errorf("%s shows no step %d: it shows every %d-th", t.Label, k.Step, t.Path.Every)
}

// checkMarks returns an error for a mark of a run, or of an iterate, that the scene does not have.
func (sc Scene) checkMarks() error {
	for i, k := range sc.Marks {
		switch {
		case k.Run < 0 || k.Run > len(sc.Tracks):
			return fmt.Errorf("mark %d is of run %d, of %d", i+1, k.Run, len(sc.Tracks))
		case k.Run > 0:
			if _, err := k.row(sc.Tracks[k.Run-1]); err != nil {
				return fmt.Errorf("mark %d: %w", i+1, err)
			}
		case math.IsNaN(k.X+k.Y) || math.IsInf(k.X, 0) || math.IsInf(k.Y, 0):
			return fmt.Errorf("mark %d is at (%g, %g)", i+1, k.X, k.Y)
		}
	}
	return nil
}

// noted returns the notes of the scene's marks: of a place at the point that the function place
// returns, of an iterate at the point that iterate returns, if it returns one.
func (sc Scene) noted(place func(x, y float64) vg.Point, iterate func(run, row int) (at vg.Point, ok bool)) (notes []sheet.PointNote, err error) {
	for i, k := range sc.Marks {
		note := sheet.PointNote{Label: k.Label, Since: math.Inf(-1)}
		if k.Run == 0 {
			note.At = place(k.X, k.Y)
			notes = append(notes, note)
			continue
		}
		t := sc.Tracks[k.Run-1]
		row, err := k.row(t)
		if err != nil {
			return nil, fmt.Errorf("mark %d: %w", i+1, err)
		}
		note.Since = sc.place(t, row)
		var ok bool
		if note.At, ok = iterate(k.Run-1, row); !ok {
			return nil, fmt.Errorf("mark %d: this view draws no step %d of %s", i+1, k.Step, t.Label)
		}
		notes = append(notes, note)
	}
	return notes, nil
}

// iteratesOn returns the scene with the marks of those iterates alone that are on some curves, and
// without their texts: curves beside a map show the same points again.
func (sc Scene) iteratesOn(curves []chart.Curve) Scene {
	marks := sc.Marks
	sc.Marks = nil
	for _, k := range marks {
		if k.Run == 0 {
			continue
		}
		if _, _, ok := iterateOn(curves, k.Run-1, k.Step); ok {
			k.Label = ""
			sc.Marks = append(sc.Marks, k)
		}
	}
	return sc
}

// iterateOn returns the place on the axis and the value of the iterate after some steps of a run on the
// curve that shows the run itself; ok is false where no curve does.
func iterateOn(curves []chart.Curve, run, step int) (at, v float64, ok bool) {
	for _, c := range curves {
		if c.Run != run || c.Sample || c.Beside || c.Step == nil {
			continue
		}
		for i, v := range c.Values {
			if c.Step(i) == step {
				return c.At(i), v, true
			}
		}
	}
	return 0, 0, false
}

// onlyMarks returns the marks in a panel of some tracks, by their indices: those of places, and
// those of iterates of these tracks.
func (sc Scene) onlyMarks(tracks []int) []Mark {
	var marks []Mark
	for _, k := range sc.Marks {
		if k.Run > 0 {
			i := slices.Index(tracks, k.Run-1)
			if i < 0 {
				continue
			}
			k.Run = i + 1
		}
		marks = append(marks, k)
	}
	return marks
}

// mapNotes returns the notes of the scene's marks on a map.
func (sc Scene) mapNotes(p landscape.Plane) ([]sheet.PointNote, error) {
	return sc.noted(p.Far, func(run, row int) (vg.Point, bool) {
		x := sc.Tracks[run].Path.At(row)
		return p.Far(x[0], x[1]), true
	})
}

// markMap draws the scene's marks and lines on a map, off what names keep off.
func (sc Scene) markMap(s *sheet.Sheet, p landscape.Plane) {
	if len(sc.Marks)+len(sc.Lines) == 0 {
		return
	}
	notes, err := sc.mapNotes(p)
	s.Fail(err)
	unmarked := sc
	unmarked.Marks = nil
	s.DrawNotes(sheet.Notes{Panel: p.Rectangle, OnMap: true, Points: notes, Lines: sc.noteLines(s, p.Panel), Taken: unmarked.mapMarks(s, p).Boxes})
}

// curveNotes returns the notes of the scene's marks in a panel of curves, whose values are less an
// offset.
func (sc Scene) curveNotes(p sheet.Panel, curves []chart.Curve, offset float64) ([]sheet.PointNote, error) {
	return sc.noted(
		func(x, y float64) vg.Point { return p.At(x, y-offset) },
		func(run, row int) (vg.Point, bool) {
			at, v, ok := iterateOn(curves, run, sc.Tracks[run].Path.Step(row))
			return chart.PointOnPanel(p, at, v), ok
		})
}

// markCurves draws the scene's marks in a panel of curves.
func (sc Scene) markCurves(s *sheet.Sheet, p sheet.Panel, curves []chart.Curve, offset float64) {
	notes, err := sc.curveNotes(p, curves, offset)
	s.Fail(err)
	s.DrawNotes(sheet.Notes{Panel: p.Rectangle, Points: notes})
}

// markPanel draws the scene's marks in a panel whose axes show them as they are given. A view that
// draws no iterates has no function for them.
func (sc Scene) markPanel(s *sheet.Sheet, p sheet.Panel, iterate func(run, row int) (at vg.Point, ok bool)) {
	if iterate == nil {
		iterate = func(int, int) (vg.Point, bool) { return vg.Point{}, false }
	}
	notes, err := sc.noted(p.At, iterate)
	s.Fail(err)
	s.DrawNotes(sheet.Notes{Panel: p.Rectangle, Points: notes})
}

// linePanel draws the scene's lines across a panel.
func (sc Scene) linePanel(s *sheet.Sheet, p sheet.Panel) {
	s.DrawNotes(sheet.Notes{Panel: p.Rectangle, Lines: sc.noteLines(s, p)})
}

// noteLines returns the notes of the scene's lines across a panel.
func (sc Scene) noteLines(s *sheet.Sheet, p sheet.Panel) []sheet.LineNote {
	return chart.Notes{Lines: sc.Lines}.Across(s, p)
}

// describeMarks returns sentences on the scene's marks.
func (sc Scene) describeMarks(l words.Language) string {
	desc := ""
	for _, k := range sc.Marks {
		switch {
		case k.Label == "":
		case k.Run > 0:
			desc += l.MarkedStep(sc.Tracks[k.Run-1].Label, k.Step, sheet.Plain(k.Label))
		default:
			desc += l.MarkedAt(k.X, k.Y, sheet.Plain(k.Label))
		}
	}
	return desc
}

// markBoxes returns boxes around marked points in a panel, which names of curves keep off.
func (sc Scene) markBoxes(s *sheet.Sheet, p sheet.Panel, curves []chart.Curve, offset float64) []vg.Rectangle {
	var boxes []vg.Rectangle
	notes, _ := sc.curveNotes(p, curves, offset) // markCurves reports the error
	for _, k := range notes {
		if polyline.Inside(k.At, p.Rectangle) {
			boxes = append(boxes, sheet.Around(k.At, markedRoom*s.Unit))
		}
	}
	return boxes
}

// markedRoom is the distance in units that names keep from a marked point.
const markedRoom = 6
