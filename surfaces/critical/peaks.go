package critical

import (
	"math"
	"slices"

	"github.com/optviz/optviz/surfaces"
)

// mostPeaks is the number of degenerate points up to which f is looked at around each.
const mostPeaks = 64

// namePeaks makes the degenerate points minima that lie below all places around them, such as
// that of x^4 + y^4, and maxima those that lie above all.
func (s *search) namePeaks() {
	degenerate := 0
	for _, p := range s.points {
		if p.Kind == surfaces.Degenerate {
			degenerate++
		}
	}
	if s.n > 2 || degenerate > mostPeaks {
		return
	}
	for i, p := range s.points {
		if p.Kind == surfaces.Degenerate {
			s.points[i].Kind = s.kindAround(p)
		}
	}
}

// kindAround returns Minimum if f is nowhere lower around a point than at it, and higher all
// around at the largest distance, Maximum in the opposite case, and otherwise Degenerate.
func (s *search) kindAround(p surfaces.Point) surfaces.Kind {
	const rounding = 1e-12
	distances := [...]float64{1.0 / 16, 1.0 / 64, 1.0 / 512} // in widths of the window
	low, high := s.rangeAround(p.X, distances[0])
	tolerance := rounding * max(math.Abs(p.Value), math.Abs(low-p.Value), math.Abs(high-p.Value))
	kind := surfaces.Degenerate
	switch {
	case low > p.Value+tolerance:
		kind = surfaces.Minimum
	case high < p.Value-tolerance:
		kind = surfaces.Maximum
	}
	for _, d := range distances[1:] {
		low, high := s.rangeAround(p.X, d)
		if !(kind == surfaces.Minimum && low >= p.Value-tolerance || kind == surfaces.Maximum && high <= p.Value+tolerance) {
			return surfaces.Degenerate
		}
	}
	return kind
}

// rangeAround returns the lowest and the highest value of f at a distance from x in many directions,
// NaN if f is not finite in one of them.
func (s *search) rangeAround(x []float64, distance float64) (low, high float64) {
	const directions = 64
	low, high = math.Inf(1), math.Inf(-1)
	for d := range directions {
		sin, cos := math.Sincos(2 * math.Pi * float64(d) / directions)
		y := slices.Clone(x)
		for i, t := range []float64{cos, sin}[:s.n] {
			if s.n == 1 {
				t = math.Copysign(1, t)
			}
			y[i] += distance * t * s.width[i]
		}
		v := s.f.Func(y)
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return math.NaN(), math.NaN()
		}
		low, high = min(low, v), max(high, v)
	}
	return low, high
}
