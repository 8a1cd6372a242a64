package render

import (
	"image/color"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/typeset"
)

// looks are those of the scene's tracks: of tracks that are alike one for each optimizer.
func (sc Scene) looks() []look {
	if !sc.Alike {
		return assign(sc.Tracks)
	}
	number := map[string]int{} // of the optimizers
	var firsts []Track
	for _, t := range sc.Tracks {
		if _, seen := number[t.Optimizer]; !seen {
			number[t.Optimizer] = len(firsts)
			firsts = append(firsts, t)
		}
	}
	own := assign(firsts)
	out := make([]look, len(sc.Tracks))
	for i, t := range sc.Tracks {
		out[i] = own[number[t.Optimizer]]
	}
	return out
}

// nameStarts writes beside each start, on the side that the run does not go to, what it
// is called and, where there is room, that it stays there.
func (s *sheet) nameStarts(p plane, sc Scene) {
	var taken []vg.Rectangle
	for _, t := range sc.Tracks { // no name stands on another start
		if t.Path.Len() > 0 {
			at, r := p.far(t.Path.X[0], t.Path.X[1]), vg.Point{X: 5 * s.u, Y: 5 * s.u}
			taken = append(taken, vg.Rectangle{Min: at.Sub(r), Max: at.Add(r)})
		}
	}
	for _, t := range sc.Tracks {
		if t.Path.Len() == 0 {
			continue
		}
		start := p.far(t.Path.X[0], t.Path.X[1])
		if !polyline.Inside(start, p.Rectangle) {
			continue
		}
		name := s.set(typeset.Escape(t.Label), typeset.Bold, tickSize)
		box := s.besideStart(p, start, goesRight(t), name)
		if overlaps(box, taken) {
			box = s.place(p, name, exit{at: start}, taken)
		}
		base := vg.Point{X: box.Min.X, Y: box.Min.Y + name.Descent}
		s.inField(name, base, ink)
		more := s.set(sc.still(t), typeset.Sans, tickSize)
		if right := box.Max.X + 7*s.u + more.Width; more.Width > 0 && right < p.Max.X {
			s.inField(more, vg.Point{X: right - more.Width, Y: base.Y}, soft)
			box.Max.X = right
		}
		taken = append(taken, box)
	}
}

// goesRight says whether a run ends right of its start.
func goesRight(t Track) bool { return t.Path.At(t.Path.Len() - 1)[0] > t.Path.X[0] }

// besideStart is the box of a line of text left or right of a start.
func (s *sheet) besideStart(p plane, start vg.Point, left bool, l typeset.Line) vg.Rectangle {
	gap := 10 * s.u
	low := vg.Point{X: start.X + gap, Y: start.Y - s.digits()/2 - l.Descent}
	if left {
		low.X = start.X - gap - l.Width
	}
	low.X = max(p.Min.X, min(low.X, p.Max.X-l.Width))
	return vg.Rectangle{Min: low, Max: vg.Point{X: low.X + l.Width, Y: low.Y + l.Height()}}
}

// inField writes a line of text on the contours, with a pale rim.
func (s *sheet) inField(l typeset.Line, at vg.Point, c color.RGBA) {
	s.rim(shape.Moved(l.Outline, at), mix(fieldHigh, paper, 0.5), 3*s.u)
	s.put(l, at, c)
}
