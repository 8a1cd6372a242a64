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
