package render

import (
	"cmp"
	"image/color"
	"math"
	"reflect"
	"slices"
	"sort"
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/figure"
)

// Film is a figure whose runs go on: what stays, and what moves at each place on the
// scene's axis. All its frames have the same axes, those of the whole runs.
type Film struct {
	figure.Film         // without its frames, and Late
	Last        float64 // the place where the furthest run ends: a step, an epoch, a number of evaluations

	sheet *sheet
	moves []move
}

// move is what goes on with the runs.
type move struct {
	draw  func(s *sheet, until float64)
	trail bool // it is what Trails have, too
}

// Film draws a view's scene for showing its runs as far as they have come. What does
// not go on with the runs is still.
func (v View) Film(sc Scene, style Style) (Film, error) {
	f := &Film{Last: sc.furthest()}
	style.film = f
	still, err := v.Draw(sc, style)
	if err != nil {
		return *f, err
	}
	f.Still, f.Runs = still, sc.told(style)
	lang := speak(style.Lang)
	f.Axis, f.Lang = Plain(lang.phrase(strings.TrimSuffix(sc.axisName(), " $k$"))), cmp.Or(style.Lang, "en")
	f.Words = map[string]string{}
	for word, english := range figure.PlayerWords {
		f.Words[word] = lang.phrase(english)
	}
	return *f, nil
}

// told is what is told of the runs.
func (sc Scene) told(style Style) []figure.FilmRun {
	theme, _ := ThemeByName(style.Theme)
	var runs []figure.FilmRun
	for i, l := range sc.looks() {
		t := sc.Tracks[i]
		n := t.Path.Len()
		r := figure.FilmRun{Label: t.Label, Color: theme.colour(l.color), Places: sc.placesOf(t, n), Loss: t.Path.Loss, Rate: t.rates()}
		for row := range n {
			r.Steps = append(r.Steps, t.Path.Step(row))
		}
		runs = append(runs, r)
	}
	return runs
}

// Moves says whether anything goes on.
func (f Film) Moves() bool { return len(f.moves) > 0 }

// Marks are those that lie on the Still where the runs have come to a place: those of
// each iterate up to there.
func (f Film) Marks(place float64) []figure.Mark {
	return f.drawn(place, func(move) bool { return true })
}

// drawn are the marks of some moves at a place.
func (f Film) drawn(place float64, which func(move) bool) []figure.Mark {
	s := *f.sheet
	s.Marks = nil
	for _, m := range f.moves {
		if which(m) {
			m.draw(&s, place)
		}
	}
	s.recolour()
	return s.Marks
}

// Arrivals are what moves beside the Trails and in the end is there, each with the first
// of some ascending places from which on it stays.
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

// Frame is the figure where the runs have come to a place.
func (f Film) Frame(place float64) Figure {
	frame := f.Still
	frame.Marks = append(slices.Clone(frame.Marks), f.Marks(place)...)
	return frame
}

// moving draws what goes on with the runs: all of it or, in a film, at each of its
// places up to that.
func (s *sheet) moving(draw func(s *sheet, until float64)) {
	if s.film == nil {
		draw(s, math.Inf(1))
		return
	}
	s.film.sheet = s
	s.film.moves = append(s.film.moves, move{draw: draw})
}

// growing is moving of lines, which a film also has as trails.
func (s *sheet) growing(trails func() []figure.Trail, draw func(s *sheet, until float64)) {
	s.moving(draw)
	if s.film == nil {
		return
	}
	s.film.moves[len(s.film.moves)-1].trail = true
	for _, t := range trails() {
		for _, c := range []*color.RGBA{&t.Color, &t.Under, &t.Halo, &t.Rim} {
			if c.A != 0 {
				*c = s.theme.colour(*c)
			}
		}
		s.film.Trails = append(s.film.Trails, t)
	}
}

// trail is a run's line between points of a panel, with places on the axis.
func (s *sheet) trail(run int, l look, width vg.Length, points []vg.Point, places []float64, clip vg.Rectangle) figure.Trail {
	t := figure.Trail{Run: run, Points: points, Places: places, Clip: clip, Color: l.color, Rim: paper, Width: width * s.u}
	for _, d := range l.dash {
		t.Dash = append(t.Dash, d*width*s.u)
	}
	if len(l.dash) > 0 {
		t.Under = mix(l.color, paper, 0.55)
	}
	return t
}

// placesOf are those of a track's first rows.
func (sc Scene) placesOf(t Track, rows int) []float64 {
	out := make([]float64, rows)
	for i := range out {
		out[i] = sc.place(t, i)
	}
	return out
}

// upTo is the scene with its runs up to a place on the axis, each with its start at
// least. A run that goes on has no verdict yet.
func (sc Scene) upTo(place float64) Scene {
	sc.Tracks = slices.Clone(sc.Tracks)
	for i, t := range sc.Tracks {
		n := max(min(1, t.Path.Len()), reached(t.Path.Len(), sc.placed(t), place))
		if n == t.Path.Len() {
			continue
		}
		best := t.Path.Verdict.Best
		if row := bestRow(t.Path); row >= n {
			best = -1
		}
		p := &sc.Tracks[i].Path
		p.X, p.Loss = p.X[:n*p.Dim], p.Loss[:n]
		p.Verdict = optimizers.Verdict{Outcome: optimizers.Descending, Best: best, Point: -1}
	}
	return sc
}

// reached is how many of n rows, whose places ascend, are at a place or before it.
func reached(n int, at func(row int) float64, place float64) int {
	return sort.Search(n, func(row int) bool { return at(row) > place })
}

// upTo is the curve up to a place on the axis.
func (c curve) upTo(place float64) curve {
	at := c.at
	if c.holds { // a value is seen until the next
		at = func(i int) float64 { return c.at(i + 1) }
	}
	if c.band != nil { // which may go on where its median is lost
		rows := reached(len(c.band.low), c.at, place)
		c.band = &band{c.band.low[:rows], c.band.high[:rows]}
	}
	n := reached(len(c.values), at, place)
	if !c.holds {
		n = max(n, min(1, len(c.values)))
	}
	if n < len(c.values) {
		c.values, c.cut = c.values[:n], false
	}
	return c
}

// upTo is each of some curves up to a place.
func upTo(curves []curve, place float64) []curve {
	out := make([]curve, len(curves))
	for i, c := range curves {
		out[i] = c.upTo(place)
	}
	return out
}
