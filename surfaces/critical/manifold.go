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

// Name returns a name of the set for readers: "curve of minima", "area of maxima", or
// "flat curve" where f is lower on one side and higher on another.
func (s Manifold) Name(f surfaces.Surface, window surfaces.Window) string {
	what := [...]string{"curve", "area"}[s.Shape]
	switch s.extremum(f, window) {
	case surfaces.Minimum:
		return what + " of minima"
	case surfaces.Maximum:
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
// is not defined there or no places are known.
func (s Manifold) beside(f surfaces.Surface, window surfaces.Window) (lowest, highest float64) {
	const places, directions = 16, 8
	of, distance := s.Line, 1e-2
	if s.Shape == Area {
		of, distance = s.cover, 3*s.cell
	}
	if len(of) == 0 || len(window) > 2 {
		return math.NaN(), math.NaN()
	}
	lowest, highest = math.Inf(1), math.Inf(-1)
	for k := range min(places, len(of)) {
		x := of[k*len(of)/min(places, len(of))]
		for d := range directions {
			sin, cos := math.Sincos(0.4 + 2*math.Pi*float64(d)/directions)
			y := slices.Clone(x)
			for i, t := range []float64{cos, sin}[:len(window)] {
				y[i] += distance * t * (window[i][1] - window[i][0])
			}
			if v := f.Func(y); !math.IsNaN(v) {
				lowest, highest = min(lowest, v), max(highest, v)
			}
		}
	}
	if lowest > highest {
		return math.NaN(), math.NaN()
	}
	return lowest, highest
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
