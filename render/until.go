package render

import (
	"slices"
	"sort"

	"github.com/optviz/optviz/optimizers"
)

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
