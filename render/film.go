package render

import (
	"math"
	"slices"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/figure"
)

// Film is a figure whose runs go on: what stays, and what moves at each place on the
// scene's axis. All its frames have the same axes, those of the whole runs.
type Film struct {
	Still Figure  // without what moves
	Last  float64 // the place where the furthest run ends: a step, an epoch, a number of evaluations

	sheet *sheet
	moves []func(s *sheet, until float64)
}

// Film draws a view's scene for showing its runs as far as they have come. What does
// not go on with the runs is still.
func (v View) Film(sc Scene, style Style) (Film, error) {
	f := &Film{Last: sc.furthest()}
	style.film = f
	still, err := v.Draw(sc, style)
	f.Still = still
	return *f, err
}

// Moves says whether anything goes on.
func (f Film) Moves() bool { return len(f.moves) > 0 }

// Marks are those that lie on the Still where the runs have come to a place: those of
// each iterate up to there.
func (f Film) Marks(place float64) []figure.Mark {
	s := *f.sheet
	s.Marks = nil
	for _, draw := range f.moves {
		draw(&s, place)
	}
	s.recolour()
	return s.Marks
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
	s.film.moves = append(s.film.moves, draw)
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

// reached is how many of n rows are at a place or before it.
func reached(n int, at func(row int) float64, place float64) int {
	rows := 0
	for rows < n && at(rows) <= place {
		rows++
	}
	return rows
}

// upTo is the curve up to a place on the axis.
func (c curve) upTo(place float64) curve {
	at := c.at
	if c.holds { // a value is seen until the next
		at = func(i int) float64 { return c.at(i + 1) }
	}
	n := reached(len(c.values), at, place)
	if !c.holds {
		n = max(n, min(1, len(c.values)))
	}
	if n == len(c.values) {
		return c
	}
	c.values, c.cut = c.values[:n], false
	if c.band != nil {
		rows := min(len(c.band.low), reached(len(c.band.low), c.at, place))
		c.band = &band{c.band.low[:rows], c.band.high[:rows]}
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
