package subset

import (
	"math"

	"gonum.org/v1/plot/vg"
)

// point is a point of a closed outline, in units: on the curve, or the control point between two of a
// quadratic curve.
type point struct {
	x, y int
	on   bool
}

// contoursOf returns the closed outlines of a path in ems.
func contoursOf(path vg.Path) (out [][]point) {
	var c []point
	end := func() {
		if n := len(c); n > 1 && c[0].on && c[n-1] == c[0] { // closed by its first point
			c = c[:n-1]
		}
		if len(c) > 1 {
			out = append(out, c)
		}
		c = nil
	}
	var last vg.Point
	for _, s := range path {
		switch s.Type {
		case vg.MoveComp:
			end()
			c = append(c, onGrid(s.Pos, true))
		case vg.LineComp:
			c = append(c, onGrid(s.Pos, true))
		case vg.CurveComp:
			if len(s.Control) == 1 {
				c = append(c, onGrid(s.Control[0], false), onGrid(s.Pos, true))
			} else {
				c = appendCubic(c, [4]vg.Point{last, s.Control[0], s.Control[1], s.Pos})
			}
		case vg.CloseComp:
			continue
		}
		last = s.Pos
	}
	end()
	return out
}

func onGrid(p vg.Point, on bool) point { return point{units(float64(p.X)), units(float64(p.Y)), on} }

// appendCubic writes a cubic curve as quadratic ones that differ from it by half a unit at most. One
// quadratic curve differs by √3/36 times the third difference of the points; each of n parts by
// a cube of n less.
func appendCubic(to []point, b [4]vg.Point) []point {
	third := b[3].Sub(b[0]).Add(b[1].Sub(b[2]).Scale(3))
	off := math.Sqrt(3) / 36 * math.Hypot(float64(third.X), float64(third.Y)) * UnitsPerEm
	const least, mostParts = 0.5, 16 // enough for third differences of 20 ems; those of letters are below 1
	n := int(min(max(math.Ceil(math.Cbrt(off/least)), 1), mostParts))
	at := func(t vg.Length) vg.Point {
		u := 1 - t
		return b[0].Scale(u * u * u).Add(b[1].Scale(3 * u * u * t)).Add(b[2].Scale(3 * u * t * t)).Add(b[3].Scale(t * t * t))
	}
	slope := func(t vg.Length) vg.Point {
		u := 1 - t
		return b[1].Sub(b[0]).Scale(3 * u * u).Add(b[2].Sub(b[1]).Scale(6 * u * t)).Add(b[3].Sub(b[2]).Scale(3 * t * t))
	}
	h := 1 / vg.Length(n)
	for i := range n {
		t := vg.Length(i) * h
		// The mean of what both ends' tangents give as the control point of a part.
		control := at(t).Add(slope(t).Scale(h / 2)).Add(at(t + h).Sub(slope(t + h).Scale(h / 2))).Scale(0.5)
		to = append(to, onGrid(control, false), onGrid(at(t+h), true))
	}
	return to
}
