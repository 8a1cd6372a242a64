package render

import (
	"reflect"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
)

// styles returns the line styles of the scene's tracks. If the scene has a SharedStyle, the
// tracks of each optimizer have one style.
func (sc Scene) styles(s *sheet.Sheet) []sheet.LineStyle {
	if !sc.SharedStyle {
		return s.Styles(subjects(sc.Tracks))
	}
	number := map[reflect.Type]int{} // of the optimizers
	var firsts []Track
	for _, t := range sc.Tracks {
		if _, seen := number[reflect.TypeOf(t.Optimizer)]; !seen {
			number[reflect.TypeOf(t.Optimizer)] = len(firsts)
			firsts = append(firsts, t)
		}
	}
	own := s.Styles(subjects(firsts))
	out := make([]sheet.LineStyle, len(sc.Tracks))
	for i, t := range sc.Tracks {
		out[i] = own[number[reflect.TypeOf(t.Optimizer)]]
	}
	return out
}

// subjects returns what the lines of tracks stand for.
func subjects(tracks []Track) []sheet.Subject {
	out := make([]sheet.Subject, len(tracks))
	for i, t := range tracks {
		out[i] = sheet.Subject{Rule: t.Optimizer, Numbers: t.Numbers, Variant: t.Variant, Schedule: t.ScheduleKey}
	}
	return out
}

// nameStarts writes the name of each run beside its start, on the side away from the run's
// end and, where there is room, a note on a run that hardly moves.
func nameStarts(s *sheet.Sheet, p landscape.Plane, sc Scene) {
	var taken []vg.Rectangle
	for _, t := range sc.Tracks { // no name stands on another start
		if t.Path.Len() > 0 {
			at, r := p.Far(t.Path.X[0], t.Path.X[1]), vg.Point{X: 5 * s.Unit, Y: 5 * s.Unit}
			taken = append(taken, vg.Rectangle{Min: at.Sub(r), Max: at.Add(r)})
		}
	}
	for _, t := range sc.Tracks {
		if t.Path.Len() == 0 {
			continue
		}
		start := p.Far(t.Path.X[0], t.Path.X[1])
		if !polyline.Inside(start, p.Rectangle) {
			continue
		}
		name := s.Set(typeset.Escape(t.Label), typeset.Bold, sheet.TickSize)
		box := besideStart(s, p, start, goesRight(t), name)
		if sheet.Overlaps(box, taken) {
			box = placeExit(s, p, name, exit{at: start}, taken)
		}
		base := vg.Point{X: box.Min.X, Y: box.Min.Y + name.Descent}
		s.MapText(name, base, sheet.MapInk)
		more := s.Set(sc.stationaryNote(s.Lang, t), typeset.Sans, sheet.TickSize)
		if right := box.Max.X + 7*s.Unit + more.Width; more.Width > 0 && right < p.Max.X {
			s.MapText(more.Aligned(1), vg.Point{X: right - more.Width, Y: base.Y}, sheet.MapSoft)
			box.Max.X = right
		}
		taken = append(taken, box)
	}
}

// goesRight reports whether a run ends right of its start.
func goesRight(t Track) bool { return t.Path.At(t.Path.Len() - 1)[0] > t.Path.X[0] }

// besideStart returns the box of a line of text left or right of a start.
func besideStart(s *sheet.Sheet, p landscape.Plane, start vg.Point, left bool, l typeset.Line) vg.Rectangle {
	gap := 10 * s.Unit
	low := vg.Point{X: start.X + gap, Y: start.Y - s.DigitHeight()/2 - l.Descent}
	if left {
		low.X = start.X - gap - l.Width
	}
	low.X = max(p.Min.X, min(low.X, p.Max.X-l.Width))
	return vg.Rectangle{Min: low, Max: vg.Point{X: low.X + l.Width, Y: low.Y + l.Height()}}
}
