package surfaces

import "gonum.org/v1/gonum/mat"

// The camels' Funcs write x y as ½((x + y)^2 - x^2 - y^2): far away all terms then grow
// to +Inf, and the sum does not become NaN as Inf minus Inf.

// ThreeHumpCamel is f(x, y) = 2 x^2 - 1.05 x^4 + x^6/6 + x y + y^2: the minimum f(0, 0) =
// 0 between two local minima, 0.298638 at ±(1.747552, -0.873776), in which a descent from
// far away ends.
//
// Window ±5. Source: Jamil & Yang 2013.
type ThreeHumpCamel struct{}

func (ThreeHumpCamel) Func(x []float64) float64 {
	s, u := x[0]*x[0], x[0]+x[1]
	return s*(1.5+s*(s/6-1.05)) + 0.5*u*u + 0.5*x[1]*x[1]
}

func (ThreeHumpCamel) Grad(dst, x []float64) {
	s := x[0] * x[0]
	dst[0] = x[0]*(4+s*(s-4.2)) + x[1]
	dst[1] = x[0] + 2*x[1]
}

func (ThreeHumpCamel) Hess(dst *mat.SymDense, x []float64) {
	s := x[0] * x[0]
	setPlane(dst, 4+s*(5*s-12.6), 1, 2)
}

func (c ThreeHumpCamel) Meta() Meta {
	return Meta{
		Name:   "three-hump-camel",
		Title:  "Three-hump camel",
		About:  "three wells, the best in the middle",
		Dim:    2,
		Window: cube(2, -5, 5),
		Start:  []float64{-2.5, 2},
		Points: opposite(critical(c, [][2]float64{
			{0, 0}, {1.7476, -0.8738}, {1.0705, -0.5353},
		})),
		Infimum: 0,
		Formula: "2 x^2 - 1.05 x^4 + x^6/6 + x y + y^2",
		Source:  "Jamil & Yang 2013, A literature survey of benchmark functions for global optimisation problems",
	}
}

// SixHumpCamel is f(x, y) = (4 - 2.1 x^2 + x^4/3) x^2 + x y + (4 y^2 - 4) y^2:
// six minima in three pairs ±x, seven saddles and two maxima. The global
// minima are f(±(0.089842, -0.712656)) = -1.031628.
//
// Window [-3, 3] x [-2, 2]. Source: Dixon & Szegő 1978.
type SixHumpCamel struct{}

func (SixHumpCamel) Func(x []float64) float64 {
	s, t, u := x[0]*x[0], x[1]*x[1], x[0]+x[1]
	return s*(3.5+s*(s/3-2.1)) + 0.5*u*u + t*(4*t-4.5)
}

func (SixHumpCamel) Grad(dst, x []float64) {
	s, t := x[0]*x[0], x[1]*x[1]
	dst[0] = x[0]*(8+s*(2*s-8.4)) + x[1]
	dst[1] = x[0] + x[1]*(16*t-8)
}

func (SixHumpCamel) Hess(dst *mat.SymDense, x []float64) {
	s, t := x[0]*x[0], x[1]*x[1]
	setPlane(dst, 8+s*(10*s-25.2), 1, 48*t-8)
}

func (c SixHumpCamel) Meta() Meta {
	points := opposite(critical(c, [][2]float64{
		{0.0898, -0.7127}, {1.7036, -0.7961}, {1.6071, 0.5687},
		{0, 0}, {1.1092, -0.7683}, {1.6381, 0.2287}, {1.2961, 0.6051},
		{1.2302, 0.1623},
	}))
	return Meta{
		Name:    "six-hump-camel",
		Title:   "Six-hump camel",
		About:   "six minima, seven saddles, two maxima",
		Dim:     2,
		Window:  [][2]float64{{-3, 3}, {-2, 2}},
		Start:   []float64{2, 1.4},
		Points:  points,
		Infimum: points[0].Value,
		Formula: "(4 - 2.1 x^2 + x^4/3) x^2 + x y + (4 y^2 - 4) y^2",
		Source:  "Dixon & Szegő 1978, The global optimization problem: an introduction",
	}
}
