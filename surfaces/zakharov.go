package surfaces

import "gonum.org/v1/gonum/mat"

// Zakharov is f(x) = Σ_i x_i^2 + s^2 + s^4, s = ½ Σ_i i x_i: a plate that
// becomes a wall on both sides of the plane s = 0. It is convex; its only
// critical point is the minimum f(0) = 0.
//
// Window [-5, 10]. Source: Jamil & Yang 2013.
type Zakharov struct {
	N int `key:"n" in:"[1,1000]" doc:"dimension"`
}

// tilt returns s.
func (Zakharov) tilt(x []float64) float64 {
	var s float64
	for i, t := range x {
		s += 0.5 * float64(i+1) * t
	}
	return s
}

func (z Zakharov) Func(x []float64) float64 {
	s := z.tilt(x)
	sum := s * s * (1 + s*s)
	for _, t := range x {
		sum += t * t
	}
	return sum
}

func (z Zakharov) Grad(dst, x []float64) {
	s := z.tilt(x)
	slope := s * (2 + 4*s*s)
	for i, t := range x {
		dst[i] = 2*t + 0.5*float64(i+1)*slope
	}
}

func (z Zakharov) Hess(dst *mat.SymDense, x []float64) {
	s := z.tilt(x)
	curvature := (2 + 12*s*s) / 4
	for i := range x {
		for j := range i {
			dst.SetSym(j, i, float64((i+1)*(j+1))*curvature)
		}
		dst.SetSym(i, i, 2+float64((i+1)*(i+1))*curvature)
	}
}

func (z Zakharov) NumResiduals() int { return z.N + 2 }

// Residuals writes x_i, s and s^2.
func (z Zakharov) Residuals(dst, x []float64) {
	s := z.tilt(x)
	copy(dst, x)
	dst[len(x)], dst[len(x)+1] = s, s*s
}

func (z Zakharov) Jacobian(dst *mat.Dense, x []float64) {
	s, n := z.tilt(x), len(x)
	dst.Zero()
	for i := range x {
		k := 0.5 * float64(i+1)
		dst.Set(i, i, 1)
		dst.Set(n, i, k)
		dst.Set(n+1, i, 2*s*k)
	}
}

func (z Zakharov) Meta() Meta {
	return Meta{
		Name:    "zakharov",
		Title:   "Zakharov",
		About:   "a flat plate that turns into a wall",
		Dim:     z.N,
		Window:  cube(z.N, -5, 10),
		Start:   ramp(z.N, 8, -3),
		Points:  []Point{{make([]float64, z.N), 0, Minimum}},
		Infimum: 0,
		Formula: planeOr(z.N,
			"x^2 + y^2 + (x/2 + y)^2 + (x/2 + y)^4",
			"Σ_i x_i^2 + s^2 + s^4, s = ½ Σ_i i x_i"),
		Source: "Jamil & Yang 2013, A literature survey of benchmark functions for global optimisation problems",
	}
}
