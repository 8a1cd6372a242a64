package sheet

import (
	"gonum.org/v1/plot/vg"
)

// Overlaps reports whether a box overlaps any of the others.
func Overlaps(r vg.Rectangle, others []vg.Rectangle) bool {
	for _, o := range others {
		if r.Min.X < o.Max.X && o.Min.X < r.Max.X && r.Min.Y < o.Max.Y && o.Min.Y < r.Max.Y {
			return true
		}
	}
	return false
}

// Within reports whether a box lies in another, at a distance from its sides.
func Within(inner, outer vg.Rectangle, by vg.Length) bool {
	return inner.Min.X >= outer.Min.X+by && inner.Min.Y >= outer.Min.Y+by && inner.Max.X <= outer.Max.X-by && inner.Max.Y <= outer.Max.Y-by
}

// Grown returns a box that is larger on every side.
func Grown(r vg.Rectangle, by vg.Length) vg.Rectangle {
	d := vg.Point{X: by, Y: by}
	return vg.Rectangle{Min: r.Min.Sub(d), Max: r.Max.Add(d)}
}

// Around returns the square around a point that reaches a length to each side.
func Around(at vg.Point, reach vg.Length) vg.Rectangle {
	return Grown(vg.Rectangle{Min: at, Max: at}, reach)
}
