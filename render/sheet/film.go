package sheet

import (
	"math"
	"reflect"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/figure"
)

// Film is a figure whose runs advance along the scene's axis: a still, and moves that are
// drawn anew at each place on the axis. All frames have the axes of the whole runs.
type Film struct {
	figure.Film         // without Frames and Late
	First       float64 // the place of the first frame: 0, or where the curves begin if they begin later and nothing else moves
	Last        float64 // the place where the furthest run ends: a step, an epoch, a number of evaluations

	sheet *Sheet
	moves []move
}

// move draws a part of the figure that changes as the runs advance.
type move struct {
	draw  func(s *Sheet, until float64)
	trail bool // Trails hold this part, too
}

// Add adds the film of a figure that stands on a page, with its lower left corner at a point. The
// runs of all figures advance together along one axis; a run that several figures show is one run of
// the film.
func (f *Film) Add(part Film, corner vg.Point) {
	if !part.Moves() {
		return
	}
	if f.sheet == nil {
		f.sheet, f.Axis, f.Lang, f.Words, f.First = part.sheet, part.Axis, part.Lang, part.Words, part.First
	}
	f.First, f.Last = min(f.First, part.First), max(f.Last, part.Last)
	for _, m := range part.moves {
		f.moves = append(f.moves, move{trail: m.trail, draw: func(s *Sheet, until float64) {
			own := *part.sheet
			own.Marks = nil
			m.draw(&own, until)
			for _, mark := range own.Marks {
				s.Marks = append(s.Marks, mark.Moved(corner))
			}
		}})
	}
	numbers := make([]int, len(part.Runs))
	for i, r := range part.Runs {
		numbers[i] = slices.IndexFunc(f.Runs, func(o figure.FilmRun) bool { return o.Same(r) })
		if numbers[i] < 0 {
			numbers[i], f.Runs = len(f.Runs), append(f.Runs, r)
		}
	}
	for _, t := range part.Trails {
		t.Run = numbers[t.Run]
		f.Trails = append(f.Trails, t.Moved(corner))
	}
}

// raise moves all that changes by a vector.
func (f *Film) raise(by vg.Point) {
	for i, m := range f.moves {
		f.moves[i].draw = func(s *Sheet, until float64) {
			first := len(s.Marks)
			m.draw(s, until)
			for k, mark := range s.Marks[first:] {
				s.Marks[first+k] = mark.Moved(by)
			}
		}
	}
	for i, t := range f.Trails {
		f.Trails[i] = t.Moved(by)
	}
}

// Moves reports whether any part of the film changes.
func (f Film) Moves() bool { return len(f.moves) > 0 }

// Marks returns the marks to draw over the Still when the runs have come to a place on the
// axis.
func (f Film) Marks(place float64) []figure.Mark {
	return f.drawn(place, func(move) bool { return true })
}

// drawn returns the marks of the chosen moves at a place.
func (f Film) drawn(place float64, which func(move) bool) []figure.Mark {
	s := *f.sheet
	s.Marks = nil
	if s.audit == nil { // a layout would grow with every frame
		s.layout = nil
	}
	for _, m := range f.moves {
		if which(m) {
			m.draw(&s, place)
		}
	}
	return s.Marks
}

// Arrivals returns the marks of the last frame that are not in Trails, each with the first
// of the ascending places from which on all frames have the mark.
func (f Film) Arrivals(places []float64) []figure.Late {
	beside := func(m move) bool { return !m.trail }
	var late []figure.Late
	final := f.drawn(places[len(places)-1], beside)
	since := make([]int, len(final))
	for i := len(places) - 2; i >= 0; i-- {
		marks := f.drawn(places[i], beside)
		for j, m := range final {
			if since[j] == 0 && !slices.ContainsFunc(marks, func(o figure.Mark) bool { return reflect.DeepEqual(m, o) }) {
				since[j] = i + 1
			}
		}
	}
	for j, m := range final {
		if n := len(late); n > 0 && late[n-1].Since == places[since[j]] {
			late[n-1].Marks = append(late[n-1].Marks, m)
			continue
		}
		late = append(late, figure.Late{Since: places[since[j]], Marks: []figure.Mark{m}})
	}
	return late
}

// Frame returns the figure when the runs have come to a place on the axis.
func (f Film) Frame(place float64) figure.Figure {
	frame := f.Still
	frame.Marks = append(slices.Clone(frame.Marks), f.Marks(place)...)
	return frame
}

// Animate draws a part of the figure that changes as the runs advance: whole in a figure,
// and in a film up to each of the film's places.
func (s *Sheet) Animate(draw func(s *Sheet, until float64)) {
	if s.film == nil {
		draw(s, math.Inf(1))
		return
	}
	s.film.sheet = s
	s.film.moves = append(s.film.moves, move{draw: draw})
}

// OnceUnderWay draws a part of the figure that a film shows only once the runs have left their starts:
// before, a name beside a path would stand beside nothing.
func (s *Sheet) OnceUnderWay(draw func()) {
	first := len(s.Marks)
	draw()
	if s.film == nil || len(s.Marks) == first {
		return
	}
	marks := slices.Clone(s.Marks[first:])
	s.Marks = s.Marks[:first]
	s.Animate(func(s *Sheet, until float64) {
		if until > 0 {
			s.Marks = append(s.Marks, marks...)
		}
	})
}

// AnimateLines does what Animate does, for lines that a film also stores as trails.
func (s *Sheet) AnimateLines(trails func() []figure.Trail, draw func(s *Sheet, until float64)) {
	s.Animate(draw)
	if s.film == nil {
		return
	}
	s.film.moves[len(s.film.moves)-1].trail = true
	s.film.Trails = append(s.film.Trails, trails()...)
}

// Trail returns the line of a run between points of a panel, each with its place on the
// scene's axis.
func (s *Sheet) Trail(run int, l LineStyle, width vg.Length, points []vg.Point, places []float64, clip vg.Rectangle) figure.Trail {
	width = s.RunWidth(width)
	return figure.Trail{
		Run: run, Points: points, Places: places, Clip: clip,
		Color: s.Recolour(l.Color), Rim: s.Recolour(Paper),
		Width: width * s.Unit, Dash: Scaled(l.DashIn(s.Theme), width*s.Unit),
	}
}
