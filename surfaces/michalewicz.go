package surfaces

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Michalewicz is f(x) = -Σ_i sin x_i sin^20(i x_i^2/π), the surface with the
// steepness m = 10: narrow canyons cross a plain of the value 0. In the window of the
// plane there are two minima, -1.801303 at (2.202906, π/2) and a local one
// further along y.
//
// Meta lists the minimum with the lowest value of the window, and in the plane both
// minima. All other critical points lie on the plain, where a factor sin^20 is 0 and f is
// flat to twenty orders. Far outside the window the canyons lie so close that the value
// -n, the infimum, is approached but not attained. Where x_i^2 overflows, sin^20 is set
// to 0.
//
// Window [0, π]. Source: Michalewicz 1992.
type Michalewicz struct {
	N int `key:"n" in:"[1,1000]" doc:"dimension"`
}

// factor returns g(t) = -sin t sin^20(k t^2/π) with its first and second derivatives.
func (Michalewicz) factor(k int, t float64) (g, g1, g2 float64) {
	w := float64(k) / math.Pi
	angle := w * t * t
	if math.IsInf(angle, 0) {
		return 0, 0, 0
	}
	sin, cos := math.Sincos(t)
	s, c := math.Sincos(angle)
	s2 := s * s
	s4 := s2 * s2
	s16 := s4 * s4 * s4 * s4
	s18 := s16 * s2
	a, b := 2*w*t, 2*w // derivatives of the angle
	p := s16 * s4      // sin^20 and its derivatives
	p1 := 20 * s18 * s * c * a
	p2 := 20*s18*(19*c*c-s2)*a*a + 20*s18*s*c*b
	return -sin * p, -cos*p - sin*p1, sin*p - 2*cos*p1 - sin*p2
}

func (m Michalewicz) Func(x []float64) float64 {
	var sum float64
	for i, t := range x {
		g, _, _ := m.factor(i+1, t)
		sum += g
	}
	return sum
}

func (m Michalewicz) Grad(dst, x []float64) {
	for i, t := range x {
		_, dst[i], _ = m.factor(i+1, t)
	}
}

func (m Michalewicz) Hess(dst *mat.SymDense, x []float64) {
	dst.Zero()
	for i, t := range x {
		_, _, g2 := m.factor(i+1, t)
		dst.SetSym(i, i, g2)
	}
}

func (m Michalewicz) Meta() Meta {
	return Meta{
		Name:    "michalewicz",
		Title:   "Michalewicz",
		About:   "narrow canyons that cross",
		Dim:     m.N,
		Window:  cube(m.N, 0, math.Pi),
		Start:   ramp(m.N, 2.4, 1.8),
		Points:  m.points(),
		Partial: true,
		Infimum: -float64(m.N),
		Formula: planeOr(m.N,
			"-sin x sin^{20}(x^2/π) - sin y sin^{20}(2 y^2/π)",
			"-Σ_i sin x_i sin^{20}(i x_i^2/π)"),
		Source: "Michalewicz 1992, Genetic Algorithms + Data Structures = Evolution Programs",
	}
}

func (m Michalewicz) points() []Point {
	lowest := make([]float64, m.N)
	for i := range lowest {
		lowest[i] = m.canyon(i + 1)
	}
	points := []Point{{lowest, m.Func(lowest), Minimum}}
	if m.N == 2 {
		x := []float64{lowest[0], m.polish(2, math.Pi*math.Sqrt(0.75))}
		points = append(points, Point{x, m.Func(x), Minimum})
	}
	return points
}

// canyon returns the lowest minimum of the k-th factor in [0, π]. It compares the canyons
// next to π/2, which are at the angles (l + ½)π.
func (m Michalewicz) canyon(k int) float64 {
	var best, lowest float64
	middle := math.Floor(float64(k) / 4) // the angle at π/2 is kπ/4
	for l := max(0, middle-1); l <= min(middle+1, float64(k-1)); l++ {
		t := m.polish(k, math.Pi*math.Sqrt((l+0.5)/float64(k)))
		if g, _, _ := m.factor(k, t); g < lowest {
			best, lowest = t, g
		}
	}
	return best
}

// polish returns the minimum of the k-th factor near t, the bottom of a canyon, by
// Newton's method.
func (m Michalewicz) polish(k int, t float64) float64 {
	const steps = 10
	for range steps {
		_, g1, g2 := m.factor(k, t)
		t -= g1 / g2
	}
	return t
}
