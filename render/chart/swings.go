package chart

import "gonum.org/v1/plot/vg"

// A curve swings fast if it turns back at least manySwings times, each time by swingHeight units and
// within swingWidth units across.
const (
	manySwings  = 20
	swingHeight = 6
	swingWidth  = 14
)

// swingsFast reports whether a line, with ascending x, turns high and soon after the turn before,
// many times.
func swingsFast(line []vg.Point, unit vg.Length) bool {
	if len(line) == 0 {
		return false
	}
	n, extreme, before, up := 0, line[0], line[0], true
	for _, q := range line {
		if (q.Y > extreme.Y) == up && q.Y != extreme.Y {
			extreme = q
			continue
		}
		if height := q.Y - extreme.Y; height >= swingHeight*unit || -height >= swingHeight*unit {
			if extreme.X-before.X < swingWidth*unit {
				n++
			}
			extreme, before, up = q, extreme, !up
		}
	}
	return n >= manySwings
}
