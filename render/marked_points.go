package render

import (
	"math"
	"slices"

	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/surfaces"
)

// points returns the known critical points that deserve a mark: none on a curve of critical
// points, which is drawn as a line, and none that nobody can see, such as a hill on a
// plain that is a hundred times as high.
func (sc Scene) points() []surfaces.Point {
	m, window := sc.meta(), sc.window()
	if len(window) != 2 || len(m.Points) == 0 {
		return m.Points
	}
	best, hardly := landscape.Lowest(m.Points), visibleOnMap*sc.rangeOn(window)
	return slices.DeleteFunc(slices.Clone(m.Points), func(q surfaces.Point) bool {
		if !window.Contains(q.X) {
			return false
		}
		isBest := q.Kind == surfaces.Minimum && q.Value <= best+1e-9*math.Max(1, math.Abs(best))
		return onCurve(q.X, m.Curves, window) || !isBest && sc.rise(q, window) < min(hardly, visibleRise*(q.Value-best)) // without a minimum the lowest is +Inf
	})
}

// hides reports whether the starts and ends of runs cover the marks of all points of a group. The
// mark of a minimum is a ring, which shows around the end of a run, and an arrow has no mark at its end.
func (sc Scene) hides(g landscape.PointGroup) bool {
	const near = 0.008 // of the window's sides
	window := sc.window()
	away := func(q surfaces.Point, x []float64) float64 {
		return math.Hypot((q.X[0]-x[0])/(window[0][1]-window[0][0]), (q.X[1]-x[1])/(window[1][1]-window[1][0]))
	}
	return !slices.ContainsFunc(g.Points, func(q surfaces.Point) bool {
		return q.Kind == surfaces.Minimum || !slices.ContainsFunc(sc.Tracks, func(t Track) bool {
			n := t.Path.Len()
			return n > 0 && (away(q, t.Path.At(0)) < near || !sc.singleSteps() && away(q, t.Path.At(n-1)) < near)
		})
	})
}

// The surroundings of a critical point must rise or fall from it by a part of its height above
// the lowest minimum, or by a part of the range of losses on the map.
const (
	visibleRise  = 0.01
	visibleOnMap = 0.01
)

// rangeOn returns the range of the losses on a window, without the highest tenth.
func (sc Scene) rangeOn(window surfaces.Window) float64 {
	const n = 24
	var values []float64
	for i := range n {
		for j := range n {
			v := sc.Surface.Func([]float64{landscape.Middle(window[0], i, n), landscape.Middle(window[1], j, n)})
			if !math.IsNaN(v) && !math.IsInf(v, 0) {
				values = append(values, v)
			}
		}
	}
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	return values[len(values)*9/10] - values[0]
}

// rise returns by how much the loss differs from a critical point's on an ellipse around the
// point: the median over the ellipse, as next to a well even a flat place has one slope.
func (sc Scene) rise(q surfaces.Point, window surfaces.Window) float64 {
	const radius, directions = 0.12, 16 // the radius is a part of the window's sides
	var differences []float64
	for k := range directions {
		sin, cos := math.Sincos(2 * math.Pi * float64(k) / directions)
		x := []float64{q.X[0] + radius*cos*(window[0][1]-window[0][0]), q.X[1] + radius*sin*(window[1][1]-window[1][0])}
		if d := math.Abs(sc.Surface.Func(x) - q.Value); !math.IsNaN(d) {
			differences = append(differences, d)
		}
	}
	if len(differences) == 0 {
		return 0
	}
	slices.Sort(differences)
	return differences[len(differences)/2]
}

// onCurve reports whether a point lies on one of some curves, as far as a map can show.
func onCurve(x []float64, curves [][][]float64, window surfaces.Window) bool {
	const near = 0.01 // of the window's sides
	wide, high := window[0][1]-window[0][0], window[1][1]-window[1][0]
	for _, curve := range curves {
		for k := 1; k < len(curve); k++ {
			a := [2]float64{(curve[k-1][0] - x[0]) / wide, (curve[k-1][1] - x[1]) / high}
			b := [2]float64{(curve[k][0] - x[0]) / wide, (curve[k][1] - x[1]) / high}
			dx, dy := b[0]-a[0], b[1]-a[1]
			along := 0.0
			if length := dx*dx + dy*dy; length > 0 {
				along = min(max(-(a[0]*dx+a[1]*dy)/length, 0), 1)
			}
			if math.Hypot(a[0]+along*dx, a[1]+along*dy) < near {
				return true
			}
		}
	}
	return false
}
