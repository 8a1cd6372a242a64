package setup

import (
	"github.com/optviz/optviz/optimizers"
)

// KnownPoints returns the landscape's critical points, and then its curves and areas of
// critical points, for the verdicts of runs.
func (l Landscape) KnownPoints() []optimizers.Point {
	const near = 1e-3 // widths
	points := optimizers.KnownPoints(l.Meta.Points)
	for _, s := range l.Manifolds {
		points = append(points, optimizers.Point{X: s.X, Name: s.Name(l.Surface, l.Window), Near: func(x []float64) bool {
			return s.HasNear(l.Surface, x, l.Window, near)
		}})
	}
	return points
}
