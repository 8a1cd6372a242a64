package render

import (
	"slices"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/chart"
)

// placesOf returns the values on the scene's axis of a track's first rows.
func (sc Scene) placesOf(t Track, rows int) []float64 {
	out := make([]float64, rows)
	for i := range out {
		out[i] = sc.place(t, i)
	}
	return out
}

// upTo returns the scene with its runs cut at a place on the axis. Each run keeps at least
// its start, and a run that is cut has no verdict yet.
func (sc Scene) upTo(place float64) Scene {
	sc.Tracks = slices.Clone(sc.Tracks)
	for i, t := range sc.Tracks {
		n := max(min(1, t.Path.Len()), chart.Reached(t.Path.Len(), sc.placed(t), place))
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
