package surfaces

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces/number"
)

// DoubleWell is f(x, y) = x^4/4 - x^2/2 + y^2/2: two equal minima
// f(±1, 0) = -1/4 and the saddle (0, 0) between them.
//
// Window ±2. Source: Strogatz 1994, example 6.5.2.
type DoubleWell struct{}

func (DoubleWell) Func(x []float64) float64 {
	s := x[0] * x[0]
	return s*(s/4-0.5) + x[1]*x[1]/2
}

func (DoubleWell) Grad(dst, x []float64) {
	dst[0] = x[0] * (x[0]*x[0] - 1)
	dst[1] = x[1]
}

func (DoubleWell) Hess(dst *mat.SymDense, x []float64) {
	setPlane(dst, 3*x[0]*x[0]-1, 0, 1)
}

func (w DoubleWell) Meta() Meta {
	return Meta{
		Name:    "double-well",
		Title:   "Double well",
		About:   "two equal wells and the saddle between them",
		Dim:     2,
		Window:  cube(2, -2, 2),
		Start:   []float64{0.1, 1.5},
		Points:  critical(w, [][2]float64{{1, 0}, {-1, 0}, {0, 0}}),
		Infimum: -0.25,
		Formula: "x^4/4 - x^2/2 + y^2/2",
		Source:  "Strogatz 1994, Nonlinear Dynamics and Chaos",
	}
}

// TiltedDoubleWell is DoubleWell + τ x, with the slope τ = Tilt: of the two
// minima only the one downhill is global. Its critical points are (x, 0) with
// x^3 - x + τ = 0, three of them while |τ| < 2/(3√3) = 0.3849.
//
// Window ±2. Source: Kramers 1940 (the escape over the barrier).
type TiltedDoubleWell struct {
	Tilt float64 `key:"tilt" in:"[-0.38,0.38]" doc:"slope along x; from 0.385 on there is one well only"`
}

func (w TiltedDoubleWell) Func(x []float64) float64 {
	return DoubleWell{}.Func(x) + w.Tilt*x[0]
}

func (w TiltedDoubleWell) Grad(dst, x []float64) {
	DoubleWell{}.Grad(dst, x)
	dst[0] += w.Tilt
}

func (TiltedDoubleWell) Hess(dst *mat.SymDense, x []float64) { DoubleWell{}.Hess(dst, x) }

func (w TiltedDoubleWell) Meta() Meta {
	points := critical(w, w.roots())
	return Meta{
		Name:    "tilted-double-well",
		Title:   "Tilted double well",
		About:   "a deep and a shallow well",
		Dim:     2,
		Window:  cube(2, -2, 2),
		Start:   []float64{1.8, 1.2},
		Points:  points,
		Infimum: points[0].Value,
		Formula: "x^4/4 - x^2/2 + y^2/2" + w.term(),
		Source:  "Kramers 1940, Brownian motion in a field of force and the diffusion model of chemical reactions",
	}
}

// roots solves x^3 - x + τ = 0 by Viète's cosines.
func (w TiltedDoubleWell) roots() [][2]float64 {
	roots := make([][2]float64, 3)
	angle := math.Acos(-1.5 * math.Sqrt(3) * w.Tilt)
	for k := range roots {
		roots[k][0] = 2 / math.Sqrt(3) * math.Cos((angle-2*math.Pi*float64(k))/3)
	}
	return roots
}

func (w TiltedDoubleWell) term() string {
	sign := "+"
	if w.Tilt < 0 {
		sign = "-"
	}
	return fmt.Sprintf(" %s %s x", sign, number.Format(math.Abs(w.Tilt)))
}
