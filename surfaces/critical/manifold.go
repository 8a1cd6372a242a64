package critical

import (
	"math"
	"slices"

	"github.com/optviz/optviz/surfaces"
)

// HasNear reports whether a point of the set is within a distance of x, in widths of the
// window. For an area it checks the cells that the area covers. It returns false in more
// than two dimensions, where the extent of the set is not known.
func (s Manifold) HasNear(f surfaces.Surface, x []float64, window surfaces.Window, within float64) bool {
	u := make([]float64, len(x))
	for i, side := range window {
		u[i] = side[1] - side[0]
	}
	if s.Shape == Curve {
		return slices.ContainsFunc(s.pieces(), func(p [2][]float64) bool { return toPiece(x, p, u) <= within })
	}
	for _, y := range s.cover {
		if d := toPiece(x, [2][]float64{y, y}, u); d <= 2*s.cell {
			z := slices.Clone(x)
			for i := range z {
				z[i] += min(1, within/max(d, within)) * (y[i] - x[i])
			}
			if math.Abs(f.Func(z)-s.Value) <= s.level {
				return true
			}
		}
	}
	return false
}

// Name returns a name of the set for readers: "curve of minima", "plateau" for an area with
// nothing higher beside it, such as the dead zone of a ReLU, or "flat curve" where f is lower
// on one side and higher on another.
func (s Manifold) Name(f surfaces.Surface, window surfaces.Window) string {
	what := [...]string{"curve", "area"}[s.Shape]
	switch s.extremum(f, window) {
	case surfaces.Minimum:
		return what + " of minima"
	case surfaces.Maximum:
		if s.Shape == Area {
			return "plateau"
		}
		return what + " of maxima"
	}
	return "flat " + what
}

// extremum returns Minimum where f is nowhere lower beside the set, Maximum where f is
// nowhere higher, and otherwise Degenerate. It returns Degenerate in more than two
// dimensions.
func (s Manifold) extremum(f surfaces.Surface, window surfaces.Window) surfaces.Kind {
	lowest, highest := s.beside(f, window)
	tolerance := s.level + max(roundingOf(lowest-s.Value), roundingOf(highest-s.Value))
	switch {
	case lowest >= s.Value-tolerance:
		return surfaces.Minimum
	case highest <= s.Value+tolerance:
		return surfaces.Maximum
	}
	return surfaces.Degenerate
}

// roundingOf returns by how much rounding may change a value, given its difference from
// the value of a set: 0 for an infinite difference, which rounding cannot cause.
func roundingOf(difference float64) float64 {
	const rounding = 1e-9
	if math.IsInf(difference, 0) {
		return 0
	}
	return rounding * math.Abs(difference)
}

// beside returns the lowest and the highest value at places around the set, NaN where f
// is not defined there or no places are known. The places around a curve lie across it, as
// beyond an end of a curve f may do anything.
func (s Manifold) beside(f surfaces.Surface, window surfaces.Window) (lowest, highest float64) {
	if len(window) > 2 {
		return math.NaN(), math.NaN()
	}
	places := s.around(window)
	if s.Shape == Curve {
		places = s.across(window)
	}
	lowest, highest = math.Inf(1), math.Inf(-1)
	for _, y := range places {
		if v := f.Func(y); !math.IsNaN(v) {
			lowest, highest = min(lowest, v), max(highest, v)
		}
	}
	if lowest > highest {
		return math.NaN(), math.NaN()
	}
	return lowest, highest
}

// around returns places around cells of an area.
func (s Manifold) around(window surfaces.Window) (places [][]float64) {
	const most, directions = 16, 8
	for k := range min(most, len(s.cover)) {
		x := s.cover[k*len(s.cover)/min(most, len(s.cover))]
		for d := range directions {
			sin, cos := math.Sincos(0.4 + 2*math.Pi*float64(d)/directions)
			y := slices.Clone(x)
			for i, t := range []float64{cos, sin}[:len(window)] {
				y[i] += 3 * s.cell * t * (window[i][1] - window[i][0])
			}
			places = append(places, y)
		}
	}
	return places
}

// across returns places on both sides of a curve, at a distance in widths of the window, beside
// the middles of those of its pieces that are farther from the ends. A curve that leaves the
// window has no end there.
func (s Manifold) across(window surfaces.Window) (places [][]float64) {
	const most, distance = 64, 1e-2
	width := [2]float64{window[0][1] - window[0][0], window[1][1] - window[1][0]}
	apart := func(x, y []float64) float64 { return math.Hypot((y[0]-x[0])/width[0], (y[1]-x[1])/width[1]) }
	n := len(s.Line) - 1
	atEnd := func(x []float64) bool {
		return apart(s.Line[0], s.Line[n]) > 0 && slices.ContainsFunc([][]float64{s.Line[0], s.Line[n]}, func(end []float64) bool {
			return !onBorder(end, window) && apart(x, end) < 3*distance
		})
	}
	for k := range min(most, n) {
		p, q := s.Line[k*n/min(most, n)], s.Line[k*n/min(most, n)+1]
		x, length := []float64{(p[0] + q[0]) / 2, (p[1] + q[1]) / 2}, apart(p, q)
		if length == 0 || atEnd(x) {
			continue
		}
		for _, side := range []float64{-distance, distance} {
			places = append(places, []float64{
				x[0] - side*(q[1]-p[1])/width[1]/length*width[0],
				x[1] + side*(q[0]-p[0])/width[0]/length*width[1],
			})
		}
	}
	return places
}

// onBorder reports whether x lies on the border of a window, but for rounding.
func onBorder(x []float64, window surfaces.Window) bool {
	for i, side := range window {
		if margin := 1e-6 * (side[1] - side[0]); x[i] <= side[0]+margin || x[i] >= side[1]-margin {
			return true
		}
	}
	return false
}

// pieces returns the straight pieces of a curve.
func (s Manifold) pieces() (pieces [][2][]float64) {
	for i, x := range s.Line {
		pieces = append(pieces, [2][]float64{s.Line[max(0, i-1)], x})
	}
	return pieces
}

// toPiece returns the distance of x from a straight piece, in coordinates divided by
// widths.
func toPiece(x []float64, piece [2][]float64, widths []float64) float64 {
	var along, square float64
	for i, w := range widths {
		d := (piece[1][i] - piece[0][i]) / w
		along += (x[i] - piece[0][i]) / w * d
		square += d * d
	}
	t := 0.0
	if square > 0 {
		t = min(max(along/square, 0), 1)
	}
	var sum float64
	for i, w := range widths {
		d := (x[i] - piece[0][i] - t*(piece[1][i]-piece[0][i])) / w
		sum += d * d
	}
	return math.Sqrt(sum)
}
