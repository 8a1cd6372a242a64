package critical

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/internal/surfacetest"
)

func find(t *testing.T, f curvedSurface, window surfaces.Window) Result {
	t.Helper()
	c, err := Find(t.Context(), f, window)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// kinds counts points of each kind.
func kinds(points []surfaces.Point) (n [4]int) {
	for _, p := range points {
		n[p.Kind]++
	}
	return n
}

// matches says whether points has one of this kind at this place, to nine digits.
func matches(points []surfaces.Point, p surfaces.Point) bool {
	return slices.ContainsFunc(points, func(q surfaces.Point) bool {
		if q.Kind != p.Kind || !surfacetest.Near(q.Value, p.Value, 1e-9) {
			return false
		}
		for i := range q.X {
			if !surfacetest.Near(q.X[i], p.X[i], 1e-9) {
				return false
			}
		}
		return true
	})
}

// sameSet checks that got and want are the same points in any order.
func sameSet(t *testing.T, got, want []surfaces.Point) {
	t.Helper()
	for _, p := range want {
		if !matches(got, p) {
			t.Errorf("missed %v", p)
		}
	}
	for _, p := range got {
		if !matches(want, p) {
			t.Errorf("found %v, which is none", p)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d points, want %d", len(got), len(want))
	}
}

// stationary says whether the gradient at p vanishes as it does at a smooth
// point: near p it grows with the distance. At a kink it jumps at once, and
// where it does not vanish it stays.
func stationary(f surfaces.Surface, p surfaces.Point, window surfaces.Window) bool {
	g := make([]float64, len(p.X))
	size := func(i int, distance float64) float64 {
		x := slices.Clone(p.X)
		x[i] += distance * (window[i][1] - window[i][0])
		f.Grad(g, x)
		return norm(g)
	}
	for i := range p.X {
		for _, side := range []float64{-1e-6, 1e-6} {
			if size(i, side) > 0.75*size(i, 2*side) {
				return false
			}
		}
	}
	return true
}

// Surfaces whose Meta lists every critical point of the window, and those parts of
// the windows of others of which it does.
var completeIn = map[string][][2]float64{
	"sphere": nil, "ravine": nil, "rosenbrock": nil, "himmelblau": nil, "beale": nil, "booth": nil, "matyas": nil,
	"saddle": nil, "monkey-saddle": nil, "double-well": nil, "tilted-double-well": nil, "rastrigin": nil,
	"ackley": nil, "styblinski-tang": nil, "three-hump-camel": nil, "six-hump-camel": nil, "goldstein-price": nil,
	"mccormick": nil, "griewank": nil, "trid": nil, "zakharov": nil, "branin": nil, "bohachevsky1": nil,
	"dixon-price": nil, "freudenstein-roth": nil, "powell-badly-scaled": nil, "brown-badly-scaled": nil, "peaks": nil,
	"muller-brown": nil, "gaussian-bump": nil, "schwefel": nil, "franke": nil, "sharp-flat": nil, "washboard": nil, "overfit": nil,
	"dropout": nil,
	"levy13":  surfacetest.Cube(2, 0, 2),
	"easom":   surfacetest.Cube(2, math.Pi-2, math.Pi+2),
}

// Find finds in the plane what Meta lists, tips aside, and where the list is
// complete nothing else. It knows where Meta's points are from f only.
func TestFindCatalog(t *testing.T) {
	for _, s := range surfaces.Catalog() {
		m := s.Meta()
		if m.Dim != 2 {
			continue
		}
		t.Run(m.Name, func(t *testing.T) {
			f := s.(curvedSurface)
			part, complete := completeIn[m.Name]
			window := m.Window
			if part != nil {
				window = part
			}
			c := searched()[m.Name].Result
			if part != nil {
				c = find(t, f, window)
			}
			var want []surfaces.Point
			for _, p := range m.Points {
				if window.Contains(p.X) && stationary(f, p, window) {
					want = append(want, p)
				}
			}
			if complete {
				sameSet(t, c.Points, want)
				if len(c.Manifolds) > 0 || c.Partial {
					t.Errorf("sets %v, partial %v", c.Manifolds, c.Partial)
				}
				return
			}
			for _, p := range want {
				if !matches(c.Points, p) && !onSetOf(c, p.Value) {
					t.Errorf("missed %v", p)
				}
			}
		})
	}
}

// searchOf is what Find finds in a surface's own window, and with how many evaluations.
type searchOf struct {
	Result
	f     curvedSurface
	evals int
}

// searched holds the catalogue's searches: some take a while.
var searched = sync.OnceValue(func() map[string]searchOf {
	all := map[string]searchOf{}
	for _, s := range surfaces.Catalog() {
		in := searchOf{f: s.(curvedSurface)}
		m := s.Meta()
		in.Result, _ = Find(context.Background(), counted{in.f, &in.evals, 0, nil}, m.Window)
		all[m.Name] = in
	}
	return all
})

// onSetOf says whether one of the sets found has this value.
func onSetOf(c Result, value float64) bool {
	return slices.ContainsFunc(c.Manifolds, func(s Manifold) bool { return surfacetest.Near(s.Value, value, 1e-9) })
}

// The points of the outside reference are found to its digits, those aside that
// lie on a kink or on a curve of critical points.
func TestFindPrinted(t *testing.T) {
	seen := 0
	for _, row := range surfacetest.Printed {
		in := searched()[row.Name]
		value, tol := surfacetest.Digits(t, row.Value)
		for _, x := range surfacetest.BothSigns(row.X) {
			for _, y := range surfacetest.BothSigns(row.Y) {
				px, xtol := surfacetest.Digits(t, x)
				py, ytol := surfacetest.Digits(t, y)
				p := surfaces.Point{X: []float64{px, py}, Value: value, Kind: kindOf(row.Kind)}
				if onSetOf(in.Result, value) || !stationary(in.f, p, in.f.Meta().Window) {
					continue
				}
				seen++
				if !slices.ContainsFunc(in.Points, func(p surfaces.Point) bool {
					return math.Abs(p.X[0]-px) <= max(xtol, 1e-14*math.Abs(px)) &&
						math.Abs(p.X[1]-py) <= max(ytol, 1e-14*math.Abs(py)) &&
						math.Abs(p.Value-value) <= max(tol, 1e-12*math.Abs(value)) && p.Kind.String() == row.Kind
				}) {
					t.Errorf("%s: missed the %v (%s, %s)", row.Name, row.Kind, x, y)
				}
			}
		}
	}
	if seen < 60 {
		t.Errorf("%d points only are compared", seen)
	}
}

func TestFindCounts(t *testing.T) {
	tests := []struct {
		f    curvedSurface
		want [4]int
	}{
		{surfaces.Himmelblau{}, [4]int{4, 4, 1, 0}},
		{surfaces.SixHumpCamel{}, [4]int{6, 7, 2, 0}},
		{surfaces.Rastrigin{N: 2}, [4]int{121, 220, 100, 0}},
		{surfaces.Ackley{N: 2}, [4]int{120, 220, 100, 0}}, // without the tip
		{surfaces.Griewank{N: 2}, [4]int{17, 24, 18, 0}},
		{surfaces.StyblinskiTang{N: 2}, [4]int{4, 4, 1, 0}},
		{surfaces.GoldsteinPrice{}, [4]int{4, 4, 1, 0}},
		{surfaces.MonkeySaddle{}, [4]int{0, 0, 0, 1}},
		{surfaces.Rastrigin{N: 1}, [4]int{11, 0, 10, 0}},
		{surfaces.StyblinskiTang{N: 1}, [4]int{2, 0, 1, 0}},
		{surfaces.StyblinskiTang{N: 3}, [4]int{8, 18, 1, 0}},
	}
	for _, test := range tests {
		c := find(t, test.f, test.f.Meta().Window)
		if got := kinds(c.Points); got != test.want || len(c.Manifolds) > 0 {
			t.Errorf("%T: %v points of each kind, want %v; sets %v", test.f, got, test.want, c.Manifolds)
		}
	}
}

// planar is a surface of a function and its derivatives.
type planar struct {
	f    func(x, y float64) float64
	grad func(x, y float64) (gx, gy float64)
	hess func(x, y float64) (xx, xy, yy float64)
}

func (p planar) Func(x []float64) float64 { return p.f(x[0], x[1]) }
func (p planar) Grad(dst, x []float64)    { dst[0], dst[1] = p.grad(x[0], x[1]) }
func (planar) Meta() surfaces.Meta        { return surfaces.Meta{Dim: 2} }
func (p planar) Hess(dst *mat.SymDense, x []float64) {
	xx, xy, yy := p.hess(x[0], x[1])
	dst.SetSym(0, 0, xx)
	dst.SetSym(0, 1, xy)
	dst.SetSym(1, 1, yy)
}

// jet is a function of one variable with two derivatives.
type jet func(t float64) (v, d1, d2 float64)

// radial is g(r²).
func radial(g jet) planar {
	return planar{
		func(x, y float64) float64 { v, _, _ := g(x*x + y*y); return v },
		func(x, y float64) (float64, float64) { _, d, _ := g(x*x + y*y); return 2 * d * x, 2 * d * y },
		func(x, y float64) (float64, float64, float64) {
			_, d, e := g(x*x + y*y)
			return 2*d + 4*e*x*x, 4 * e * x * y, 2*d + 4*e*y*y
		},
	}
}

func sumOf(g, h jet) planar {
	return planar{
		func(x, y float64) float64 { a, _, _ := g(x); b, _, _ := h(y); return a + b },
		func(x, y float64) (float64, float64) { _, a, _ := g(x); _, b, _ := h(y); return a, b },
		func(x, y float64) (float64, float64, float64) { _, _, a := g(x); _, _, b := h(y); return a, 0, b },
	}
}

func product(g, h jet) planar {
	return planar{
		func(x, y float64) float64 { a, _, _ := g(x); b, _, _ := h(y); return a * b },
		func(x, y float64) (float64, float64) { a, a1, _ := g(x); b, b1, _ := h(y); return a1 * b, a * b1 },
		func(x, y float64) (float64, float64, float64) {
			a, a1, a2 := g(x)
			b, b1, b2 := h(y)
			return a2 * b, a1 * b1, a * b2
		},
	}
}

// power is t^k.
func power(k int) jet {
	n := float64(k)
	return func(t float64) (v, d1, d2 float64) {
		switch k {
		case 0:
			return 1, 0, 0
		case 1:
			return t, 1, 0
		}
		return math.Pow(t, n), n * math.Pow(t, n-1), n * (n - 1) * math.Pow(t, n-2)
	}
}

func zero(float64) (v, d1, d2 float64) { return 0, 0, 0 }

// threshold goes from 0 to 1.
func threshold(t float64) (v, d1, d2 float64) {
	v = (1 + math.Tanh(20*t)) / 2 // exactly 0 and 1 far from 0
	return v, 40 * v * (1 - v), 1600 * v * (1 - v) * (1 - 2*v)
}

func absolute(t float64) (v, d1, d2 float64) {
	if t == 0 {
		return 0, 0, 0
	}
	return math.Abs(t), math.Copysign(1, t), 0
}

// hinge has the subgradient 0 at its kink, to which Newton leads from the right.
func hinge(t float64) (v, d1, d2 float64) {
	if t < 0 {
		return -t, -1, 0
	}
	return t * t, 2 * t, 2
}

// crease is -|xy|: at (0, 0), a maximum, the gradient vanishes and the Hessian jumps.
var crease = planar{
	func(x, y float64) float64 { return -math.Abs(x * y) },
	func(x, y float64) (float64, float64) {
		return -math.Copysign(y, x), -math.Copysign(x, y) // 0 at (0, 0)
	},
	func(x, y float64) (float64, float64, float64) { return 0, -math.Copysign(1, x*y), 0 },
}

func sine2(t float64) (v, d1, d2 float64) {
	return math.Pow(math.Sin(t), 2), math.Sin(2 * t), 2 * math.Cos(2*t)
}

// ringOf is (r² - 1)^k.
func ringOf(k int) planar {
	return radial(func(s float64) (v, d1, d2 float64) { return power(k)(s - 1) })
}

func gauss(s float64) (v, d1, d2 float64) { return -math.Exp(-s), math.Exp(-s), -math.Exp(-s) }

// bowl is -(1 - s/36)^3 up to s = 36, and 0 beyond.
func bowl(s float64) (v, d1, d2 float64) {
	rest := max(0, 1-s/36)
	return -rest * rest * rest, rest * rest / 12, -rest / 216
}

// ripples is -(1 + cos 12r)/(r²/2 + 2) by s = r².
func ripples(s float64) (v, d1, d2 float64) {
	r := math.Sqrt(s)
	sin, cos := math.Sincos(12 * r)
	n, n1, n2 := -(1 + cos), 72.0, -864.0
	if r > 1e-4 {
		n1 = 6 * sin / r
		n2 = 36*cos/s - 3*sin/(s*r)
	}
	q := s/2 + 2
	return n / q, n1/q - n/(2*q*q), n2/q - n1/(q*q) + n/(2*q*q*q)
}

func hosakiX(x float64) (v, d1, d2 float64) {
	return 1 + x*(-8+x*(7+x*(-7./3+x/4))), -8 + x*(14+x*(-7+x)), 14 + x*(-14+3*x)
}

func hosakiY(y float64) (v, d1, d2 float64) {
	e := math.Exp(-y)
	return y * y * e, (2*y - y*y) * e, (2 - 4*y + y*y) * e
}

// expanded is (t - 1)^4 as a sum, with the rounding this brings.
func expanded(t float64) (v, d1, d2 float64) {
	return t*(t*(t*(t-4)+6)-4) + 1, t*(t*(4*t-12)+12) - 4, t*(12*t-24) + 12
}

// Curves and areas of critical points are there once each, crossing curves
// each for itself; isolated degenerate points are none.
func TestFindManifolds(t *testing.T) {
	square := surfacetest.Cube(2, -3, 4)
	tests := []struct {
		name          string
		f             planar
		window        surfaces.Window
		points        [4]int
		curves, areas int
	}{
		// 19 full rings, and 8 cut into the four corners of the window.
		{"drop-wave", radial(ripples), surfacetest.Cube(2, -5.12, 5.12), [4]int{1, 0, 0, 0}, 19 + 8*4, 0},
		{"hosaki", product(hosakiX, hosakiY), [][2]float64{{0, 5}, {0, 6}}, [4]int{2, 1, 0, 0}, 1, 0},
		{"hosaki from -1", product(hosakiX, hosakiY), [][2]float64{{0, 5}, {-1, 6}}, [4]int{2, 1, 0, 0}, 1, 0},
		{"x^2", sumOf(power(2), zero), square, [4]int{}, 1, 0},
		{"x^3", sumOf(power(3), zero), square, [4]int{}, 1, 0},
		{"x^4", sumOf(power(4), zero), square, [4]int{}, 1, 0},
		{"sin^2 x", sumOf(sine2, zero), surfacetest.Cube(2, -5, 5), [4]int{}, 7, 0},
		{"ring", ringOf(2), surfacetest.Cube(2, -2, 2), [4]int{0, 0, 1, 0}, 1, 0},
		{"flat ring", ringOf(3), surfacetest.Cube(2, -2, 2), [4]int{1, 0, 0, 0}, 1, 0},
		{"x^2 y^2", product(power(2), power(2)), square, [4]int{}, 2, 0},
		{"x y^2", product(power(1), power(2)), square, [4]int{}, 1, 0},
		{"x^2 y^3", product(power(2), power(3)), square, [4]int{}, 2, 0},
		{"0", sumOf(zero, zero), square, [4]int{}, 0, 1},
		{"1", sumOf(power(0), zero), square, [4]int{}, 0, 1},
		{"x", sumOf(power(1), zero), square, [4]int{}, 0, 0},
		{"hole with a tail", radial(gauss), surfacetest.Cube(2, -10, 10), [4]int{1, 0, 0, 0}, 0, 0},
		{"hole with a tail that underflows", radial(gauss), surfacetest.Cube(2, -100, 100), [4]int{1, 0, 0, 0}, 0, 1},
		{"hole in a plain", radial(bowl), surfacetest.Cube(2, -10, 10), [4]int{1, 0, 0, 0}, 0, 1},
		{"hole whose plain is seen in the corners", radial(bowl), surfacetest.Cube(2, -5, 5), [4]int{1, 0, 0, 0}, 0, 1},
		{"two plains", sumOf(threshold, zero), square, [4]int{}, 0, 2},
		{"x^4 + y^4", sumOf(power(4), power(4)), square, [4]int{1, 0, 0, 0}, 0, 0},
		{"x^3 + y^3", sumOf(power(3), power(3)), square, [4]int{0, 0, 0, 1}, 0, 0},
		{"x^2 + y^3", sumOf(power(2), power(3)), square, [4]int{0, 0, 0, 1}, 0, 0},
		{"x^2 + y^8", sumOf(power(2), power(8)), square, [4]int{1, 0, 0, 0}, 0, 0},
		{"(x - 1)^4 + y^2", sumOf(expanded, power(2)), square, [4]int{1, 0, 0, 0}, 0, 0},
		// The ring leaves the window twice, and comes back for three strides in the corner.
		{"ring in a corner", ringOf(2), surfacetest.Cube(2, -2, 0.72), [4]int{0, 0, 1, 0}, 2, 0},
		{"x^2 + y/10^6", sumOf(power(2), func(t float64) (v, d1, d2 float64) { return t / 1e6, 1e-6, 0 }), square, [4]int{}, 0, 0},
		{"-|x y|", crease, square, [4]int{0, 0, 0, 1}, 0, 0},
		{"kink + y^2", sumOf(hinge, power(2)), square, [4]int{}, 0, 0},
		{"|x| + |y|", sumOf(absolute, absolute), square, [4]int{}, 0, 0},
		{"|x| + y^2", sumOf(absolute, power(2)), square, [4]int{}, 0, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := find(t, test.f, test.window)
			var shapes [2]int
			for _, s := range c.Manifolds {
				shapes[s.Shape]++
				g := make([]float64, 2)
				if test.f.Grad(g, s.X); norm(g) > 1e-11 || s.Kind != surfaces.Degenerate || s.Value != 0 && s.Value != surfaces.ValueAt(test.f, s.X) || math.Abs(s.Value-test.f.Func(s.X)) > 1e-15 || !test.window.Contains(s.X) {
					t.Errorf("%v: gradient %v", s, g)
				}
			}
			if got := kinds(c.Points); got != test.points || shapes != [2]int{test.curves, test.areas} || c.Partial {
				t.Errorf("%v points of each kind, %v curves and areas, partial %v; want %v, %v, %v\n%v %v",
					got, shapes, c.Partial, test.points, test.curves, test.areas, c.Points, c.Manifolds)
			}
			if all := c.All(); len(all) != len(c.Points)+len(c.Manifolds) {
				t.Errorf("All has %d points", len(all))
			}
		})
	}
	if got := (Manifold{Point: surfaces.Point{X: []float64{0.5, -2}, Value: 1, Kind: surfaces.Degenerate}, Shape: Area}).String(); got != "an area of critical points through (0.5, -2)" {
		t.Error(got)
	}
}

// The known wells of Hosaki's function, from the outside reference.
func TestFindHosaki(t *testing.T) {
	c := find(t, product(hosakiX, hosakiY), [][2]float64{{0, 5}, {0, 6}})
	want := []surfaces.Point{{X: []float64{4, 2}, Value: -2.345811576101, Kind: surfaces.Minimum}, {X: []float64{1, 2}, Value: -1.127794026972, Kind: surfaces.Minimum}, {X: []float64{2, 2}, Value: -.902235221577, Kind: surfaces.Saddle}}
	sameSet(t, c.Points, want)
	if len(c.Manifolds) != 1 || math.Abs(c.Manifolds[0].X[1]) > 1e-12 {
		t.Errorf("%v, want the line y = 0", c.Manifolds)
	}
}

// Nine orders of magnitude between the coordinates, twelve between the eigenvalues
// (no. 4 in Moré, Garbow & Hillstrom 1981).
func TestFindBadlyScaled(t *testing.T) {
	brown := planar{
		func(x, y float64) float64 { a, b, c := x-1e6, y-2e-6, x*y-2; return a*a + b*b + c*c },
		func(x, y float64) (float64, float64) { return 2 * (x - 1e6 + (x*y-2)*y), 2 * (y - 2e-6 + (x*y-2)*x) },
		func(x, y float64) (float64, float64, float64) { return 2 + 2*y*y, 4*x*y - 4, 2 + 2*x*x },
	}
	c := find(t, brown, [][2]float64{{0, 2e6}, {0, 4e-6}})
	if len(c.Points) != 1 || len(c.Manifolds) != 0 || c.Points[0].Kind != surfaces.Minimum ||
		!surfacetest.Near(c.Points[0].X[0]/1e6, 1, 1e-12) || math.Abs(c.Points[0].X[1]-2e-6) > 1e-17 {
		t.Errorf("%v %v, want (1e6, 2e-6)", c.Points, c.Manifolds)
	}
}

// moved is scale f(A'(x - shift)) with a rotation A.
type moved struct {
	curvedSurface
	shift    [2]float64
	sin, cos float64
	scale    float64
}

func (m moved) inner(x []float64) []float64 {
	u, v := x[0]-m.shift[0], x[1]-m.shift[1]
	return []float64{m.cos*u + m.sin*v, m.cos*v - m.sin*u}
}

func (m moved) outer(x []float64) []float64 {
	return []float64{m.shift[0] + m.cos*x[0] - m.sin*x[1], m.shift[1] + m.sin*x[0] + m.cos*x[1]}
}

func (m moved) Func(x []float64) float64 { return m.scale * m.curvedSurface.Func(m.inner(x)) }

func (m moved) Grad(dst, x []float64) {
	m.curvedSurface.Grad(dst, m.inner(x))
	u, v := m.scale*dst[0], m.scale*dst[1]
	dst[0], dst[1] = m.cos*u-m.sin*v, m.sin*u+m.cos*v
}

func (m moved) Hess(dst *mat.SymDense, x []float64) {
	m.curvedSurface.Hess(dst, m.inner(x))
	a, b, c := m.scale*dst.At(0, 0), m.scale*dst.At(0, 1), m.scale*dst.At(1, 1)
	s, k := m.sin, m.cos
	dst.SetSym(0, 0, k*k*a-2*k*s*b+s*s*c)
	dst.SetSym(0, 1, k*s*(a-c)+(k*k-s*s)*b)
	dst.SetSym(1, 1, s*s*a+2*k*s*b+k*k*c)
}

// Shifted, rotated and scaled surfaces have the points of the surface, shifted
// and rotated; a negative scale turns minima into maxima.
func TestFindMoved(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for _, f := range []curvedSurface{surfaces.Himmelblau{}, surfaces.SixHumpCamel{}, surfaces.GoldsteinPrice{}, surfaces.ThreeHumpCamel{}, surfaces.DoubleWell{}, surfaces.Ravine{Kappa: 20, Angle: 30}} {
		for range 3 {
			sin, cos := math.Sincos(2 * math.Pi * rng.Float64())
			m := moved{f, [2]float64{3 * rng.NormFloat64(), 3 * rng.NormFloat64()}, sin, cos, math.Exp(4*rng.NormFloat64()) * float64(1-2*rng.IntN(2))}
			var want []surfaces.Point
			window := surfacetest.Cube(2, math.Inf(1), math.Inf(-1))
			for _, p := range f.Meta().Points {
				q := surfaces.Point{X: m.outer(p.X), Value: m.scale * p.Value, Kind: p.Kind}
				if m.scale < 0 && p.Kind != surfaces.Saddle {
					q.Kind = surfaces.Maximum - p.Kind
				}
				want = append(want, q)
				for i, t := range q.X {
					window[i] = [2]float64{min(window[i][0], t-0.3), max(window[i][1], t+0.2)}
				}
			}
			got := find(t, m, window).Points
			for _, p := range want {
				if !matches(got, p) {
					t.Errorf("%T %v: missed %v", f, m, p)
				}
			}
			// The window is turned against f's, and may hold points outside of this.
			inWindow := slices.DeleteFunc(slices.Clone(got), func(p surfaces.Point) bool { return !f.Meta().Window.Contains(m.inner(p.X)) })
			if len(inWindow) != len(want) {
				t.Errorf("%T %v: %d points, want %d", f, m, len(inWindow), len(want))
			}
		}
	}
}

// In a part of a window Find finds the points in this part.
func TestFindWindows(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for _, f := range []curvedSurface{surfaces.Himmelblau{}, surfaces.SixHumpCamel{}, surfaces.GoldsteinPrice{}, surfaces.Rastrigin{N: 2}, surfaces.Griewank{N: 2}} {
		m := f.Meta()
		for range 4 {
			window := make([][2]float64, 2)
			for i, w := range m.Window {
				a, b := w[0]+(w[1]-w[0])*rng.Float64(), w[0]+(w[1]-w[0])*rng.Float64()
				window[i] = [2]float64{min(a, b), max(a, b)}
			}
			var want []surfaces.Point
			for _, p := range m.Points {
				if surfaces.Window(window).Contains(p.X) {
					want = append(want, p)
				}
			}
			sameSet(t, find(t, f, window).Points, want)
		}
	}
}

// A point on the border of the window belongs to it.
func TestFindOnTheBorder(t *testing.T) {
	for _, window := range [][][2]float64{surfacetest.Cube(2, 0, 1), surfacetest.Cube(2, -1, 0), {{-1, 0}, {0, 2}}} {
		if c := find(t, surfaces.Sphere{N: 2}, window); len(c.Points) != 1 || !reflect.DeepEqual(c.Points[0], surfaces.Point{X: []float64{0, 0}, Value: 0, Kind: surfaces.Minimum}) {
			t.Errorf("%v: %v", window, c)
		}
	}
}

// So does one that rounding puts beyond the border.
func TestFindBeyondTheBorder(t *testing.T) {
	a := mat.NewSymDense(2, []float64{3, 1, 1, 2})
	for _, border := range []float64{0.1, 0.7, 1.9} {
		c := find(t, form{a, []float64{border + 1e-13, 0.5}}, [][2]float64{{-2, border}, {-2, 2}})
		if len(c.Points) != 1 || c.Points[0].X[0] != border {
			t.Errorf("border %v: %v", border, c.Points)
		}
	}
}

// form is ½(x - c)'A(x - c).
type form struct {
	a *mat.SymDense
	c []float64
}

func (q form) Grad(dst, x []float64) {
	for i := range dst {
		dst[i] = 0
		for j := range x {
			dst[i] += q.a.At(i, j) * (x[j] - q.c[j])
		}
	}
}

func (q form) Func(x []float64) float64 {
	g := make([]float64, len(x))
	q.Grad(g, x)
	var sum float64
	for i, t := range g {
		sum += t * (x[i] - q.c[i]) / 2
	}
	return sum
}

func (q form) Hess(dst *mat.SymDense, _ []float64) { dst.CopySym(q.a) }
func (q form) Meta() surfaces.Meta                 { return surfaces.Meta{Dim: len(q.c)} }

// A quadratic form has its center for its only critical point, whatever the
// dimension, with the kind by the eigenvalues' signs.
func TestFindQuadratics(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	for trial := range 60 {
		n := 1 + trial%5
		a := mat.NewSymDense(n, nil)
		c := make([]float64, n)
		for i := range c {
			c[i] = 2*rng.Float64() - 1
			for j := range i + 1 {
				a.SetSym(i, j, rng.NormFloat64())
			}
		}
		var eigen mat.EigenSym
		if !eigen.Factorize(a, false) {
			t.Fatal("no eigenvalues")
		}
		want := surfaces.Point{X: c, Value: 0, Kind: surfaces.Saddle}
		if values := eigen.Values(nil); values[0] > 0 {
			want.Kind = surfaces.Minimum
		} else if values[n-1] < 0 {
			want.Kind = surfaces.Maximum
		}
		got := find(t, form{a, c}, surfacetest.Cube(n, -1.5, 1.25))
		sameSet(t, got.Points, []surfaces.Point{want})
		if len(got.Manifolds) > 0 || got.Partial != (n > 2) {
			t.Errorf("dimension %d: sets %v, partial %v", n, got.Manifolds, got.Partial)
		}
	}
}

// A singular form in any dimension from 2 is critical on one set.
func TestFindSingularForms(t *testing.T) {
	for n := 2; n <= 5; n++ {
		for rank := 1; rank < n; rank++ {
			a := mat.NewSymDense(n, nil)
			for i := range rank {
				a.SetSym(i, i, float64(i+1))
			}
			c := find(t, form{a, make([]float64, n)}, surfacetest.Cube(n, -1, 1.5))
			want := Area
			if n-rank == 1 {
				want = Curve
			}
			if len(c.Points) > 0 || len(c.Manifolds) != 1 || c.Manifolds[0].Shape != want || c.Manifolds[0].Value != 0 {
				t.Errorf("dimension %d, rank %d: %v %v", n, rank, c.Points, c.Manifolds)
			}
		}
	}
}

// polynomial has a coefficient for each x^i y^j.
type polynomial [5][5]float64

// derivative is by Horner's rule.
func (p *polynomial) derivative(x []float64, dx, dy int) float64 {
	var sum float64
	for i := len(p) - 1; i >= dx; i-- {
		var row float64
		for j := len(p) - 1; j >= dy; j-- {
			row = row*x[1] + p[i][j]*falling(j, dy)
		}
		sum = sum*x[0] + row*falling(i, dx)
	}
	return sum
}

// falling is k (k - 1) ..., with n factors.
func falling(k, n int) float64 {
	product := 1.0
	for i := range n {
		product *= float64(k - i)
	}
	return product
}

// chebyshev are the coefficients of the polynomials that wave most in ±1.
var chebyshev = polynomial{{1}, {0, 1}, {-1, 0, 2}, {0, -3, 0, 4}, {1, 0, -8, 0, 8}}

// random is a sum of products of Chebyshev polynomials.
func random(rng *rand.Rand) *polynomial {
	var p polynomial
	for _, u := range chebyshev {
		for _, v := range chebyshev {
			c := rng.NormFloat64()
			for i := range p {
				for j := range p {
					p[i][j] += c * u[i] * v[j]
				}
			}
		}
	}
	return &p
}

func (p *polynomial) Func(x []float64) float64 { return p.derivative(x, 0, 0) }
func (p *polynomial) Grad(dst, x []float64) {
	dst[0], dst[1] = p.derivative(x, 1, 0), p.derivative(x, 0, 1)
}
func (p *polynomial) Hess(dst *mat.SymDense, x []float64) {
	dst.SetSym(0, 0, p.derivative(x, 2, 0))
	dst.SetSym(0, 1, p.derivative(x, 1, 1))
	dst.SetSym(1, 1, p.derivative(x, 0, 2))
}
func (*polynomial) Meta() surfaces.Meta { return surfaces.Meta{Dim: 2} }

// turns is how often the gradient turns around on the way around a rectangle: the
// number of extrema in it less that of saddles (Poincaré). It refines the
// way until the gradient turns by less than a quarter from place to place.
func turns(t *testing.T, f curvedSurface, window surfaces.Window) int {
	t.Helper()
	x0, x1, y0, y1 := window[0][0], window[0][1], window[1][0], window[1][1]
	corners := [][2]float64{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}
	var sum float64
	for k := range 4 {
		sum += turn(t, f, corners[k], corners[k+1], 0)
	}
	return int(math.Round(sum / (2 * math.Pi)))
}

func turn(t *testing.T, f curvedSurface, a, b [2]float64, depth int) float64 {
	var g, h [2]float64
	f.Grad(g[:], a[:])
	f.Grad(h[:], b[:])
	angle := math.Atan2(g[0]*h[1]-g[1]*h[0], g[0]*h[0]+g[1]*h[1])
	if depth >= 5 && math.Abs(angle) < math.Pi/4 {
		return angle
	}
	if depth > 40 {
		t.Fatalf("the gradient vanishes on the way from %v to %v", a, b)
	}
	m := [2]float64{a[0]/2 + b[0]/2, a[1]/2 + b[1]/2}
	return turn(t, f, a, m, depth+1) + turn(t, f, m, b, depth+1)
}

// checkTurns compares with the number of turns around each cell of a grid.
func checkTurns(t *testing.T, f curvedSurface, window surfaces.Window, points []surfaces.Point, cells int) {
	t.Helper()
	for k := range cells * cells {
		cell := make([][2]float64, 2)
		for i, at := range []int{k % cells, k / cells} {
			width := (window[i][1] - window[i][0]) / float64(cells)
			cell[i] = [2]float64{window[i][0] + width*float64(at), window[i][0] + width*float64(at+1)}
		}
		want := 0
		for _, p := range points {
			if !surfaces.Window(cell).Contains(p.X) {
				continue
			}
			switch p.Kind {
			case surfaces.Minimum, surfaces.Maximum:
				want++
			case surfaces.Saddle:
				want--
			default:
				t.Errorf("%v", p)
			}
		}
		if got := turns(t, f, cell); got != want {
			t.Errorf("around %v the gradient turns %d times, the points found in it say %d", cell, got, want)
		}
	}
}

// Random polynomials of degree 4 in each variable, against the turns of the gradient.
func TestFindPolynomials(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	total := 0
	for range 20 {
		p := random(rng)
		window := surfacetest.Cube(2, -1.1, 1+0.3*rng.Float64())
		points := find(t, p, window).Points
		total += len(points)
		checkTurns(t, p, window, points, 16)
	}
	if total < 150 {
		t.Errorf("%d points only: the polynomials are too simple a test", total)
	}
}

// The hundreds of points of levy13 that no list has, against the turns.
func TestFindLevy13(t *testing.T) {
	window := surfacetest.Cube(2, -2.03, 5.07)
	points := find(t, surfaces.Levy13{}, window).Points
	if len(points) < 500 {
		t.Errorf("%d points", len(points))
	}
	checkTurns(t, surfaces.Levy13{}, window, points, 30)
}

// Easom's plain is one area; the ripples that a float64 can tell from it are
// points, among them those that Meta lists.
func TestFindEasomPlain(t *testing.T) {
	c := find(t, surfaces.Easom{}, surfaces.Easom{}.Meta().Window)
	if len(c.Manifolds) != 1 || c.Manifolds[0].Shape != Area || math.Abs(c.Manifolds[0].Value) > 1e-12 {
		t.Errorf("%v, want one area", c.Manifolds)
	}
	if len(c.Points) > 50 {
		t.Errorf("%d points", len(c.Points))
	}
}

func TestFindIsOrderedAndRepeats(t *testing.T) {
	f := surfaces.SixHumpCamel{}
	c := find(t, f, f.Meta().Window)
	if !slices.IsSortedFunc(c.Points, func(a, b surfaces.Point) int {
		if a.Kind != b.Kind {
			return int(a.Kind) - int(b.Kind)
		}
		return int(math.Copysign(1, a.Value-b.Value))
	}) {
		t.Errorf("%v", c.Points)
	}
	for range 3 {
		if again := find(t, f, f.Meta().Window); !reflect.DeepEqual(again, c) {
			t.Fatalf("%v, before %v", again, c)
		}
	}
}

// counted counts evaluations, and cancels after some.
type counted struct {
	curvedSurface
	n      *int
	limit  int
	cancel func()
}

func (c counted) Grad(dst, x []float64) {
	if *c.n++; *c.n == c.limit {
		c.cancel()
	}
	c.curvedSurface.Grad(dst, x)
}

// The number of evaluations is bounded: for the catalogue such that each search
// stays under a second, in many dimensions by the starts.
func TestFindEvaluations(t *testing.T) {
	const usual, most = 700000, 2000000
	for name, in := range searched() {
		limit := most
		if _, ok := completeIn[name]; ok && name != "levy13" {
			limit = usual
		}
		if in.evals == 0 || in.evals > limit {
			t.Errorf("%s: %d evaluations", name, in.evals)
		}
	}
	for _, f := range []curvedSurface{surfaces.Sphere{N: 50}, surfaces.Rosenbrock{N: 10, B: 100}, surfaces.Rastrigin{N: 4}, surfaces.Griewank{N: 20}} {
		n := 0
		c := find(t, counted{f, &n, 0, nil}, f.Meta().Window)
		if n > usual || !c.Partial || len(c.Points) == 0 {
			t.Errorf("%T: %d evaluations, partial %v, %d points", f, n, c.Partial, len(c.Points))
		}
	}
}

func TestFindCancelled(t *testing.T) {
	for _, f := range []curvedSurface{surfaces.Himmelblau{}, surfaces.Sphere{N: 7}, surfaces.Rastrigin{N: 1}} {
		ctx, cancel := context.WithCancel(t.Context())
		n := 0
		c, err := Find(ctx, counted{f, &n, 1000, cancel}, f.Meta().Window)
		if !errors.Is(err, context.Canceled) || c.Points != nil {
			t.Errorf("%T: %v, %v", f, c, err)
		}
		if n > 2000 {
			t.Errorf("%T: %d evaluations, cancelled after 1000", f, n)
		}
	}
}

func TestFindErrors(t *testing.T) {
	tests := []struct {
		f      curvedSurface
		window surfaces.Window
		want   string
	}{
		{surfaces.Himmelblau{}, surfacetest.Cube(3, 0, 1), "3 dimensions, the surface 2"},
		{surfaces.Himmelblau{}, [][2]float64{{0, 1}, {1, 1}}, "coordinate 2 runs from 1 to 1"},
		{surfaces.Himmelblau{}, [][2]float64{{0, math.Inf(1)}, {0, 1}}, "coordinate 1 runs from 0 to +Inf"},
		{surfaces.Himmelblau{}, [][2]float64{{math.NaN(), 1}, {0, 1}}, "coordinate 1 runs from NaN"},
		{surfaces.Sphere{N: 51}, surfacetest.Cube(51, 0, 1), "up to 50 dimensions, not 51"},
		{form{}, nil, "without coordinates"},
	}
	for _, test := range tests {
		if _, err := Find(t.Context(), test.f, test.window); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%T %v: %v, want %q", test.f, test.window, err, test.want)
		}
	}
}

// Where f is undefined or infinite, the search goes on elsewhere.
func TestFindUndefined(t *testing.T) {
	log := func(t float64) (v, d1, d2 float64) { return t - math.Log(t), 1 - 1/t, 1 / (t * t) } // NaN for t < 0
	c := find(t, sumOf(log, log), surfacetest.Cube(2, -3, 4))
	sameSet(t, c.Points, []surfaces.Point{{X: []float64{1, 1}, Value: 2, Kind: surfaces.Minimum}})
	if len(c.Manifolds) > 0 {
		t.Errorf("%v", c.Manifolds)
	}
	nowhere := func(t float64) (v, d1, d2 float64) { return math.NaN(), 2 * t, 2 } // with derivatives
	if c := find(t, sumOf(nowhere, nowhere), surfacetest.Cube(2, -3, 4)); len(c.Points) > 0 {
		t.Errorf("critical points where f has no value: %v", c.Points)
	}
}

func BenchmarkFind(b *testing.B) {
	for _, f := range []curvedSurface{surfaces.Himmelblau{}, surfaces.Rastrigin{N: 2}, surfaces.MonkeySaddle{}, radial(ripples)} {
		window := f.Meta().Window
		name := f.Meta().Name
		if window == nil {
			name, window = "rings", surfacetest.Cube(2, -5.12, 5.12)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Find(b.Context(), f, window); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// A curve comes as points along it, all critical and in the window, from end
// to end or once around.
func TestFindLines(t *testing.T) {
	for _, test := range []struct {
		f      curvedSurface
		window surfaces.Window
		closed bool
		length float64
	}{
		{surfaces.Hosaki{}, surfaces.Hosaki{}.Meta().Window, false, 5},
		{surfaces.DropWave{}, surfacetest.Cube(2, -0.3, 0.35), true, 2 * math.Pi * 0.2588}, // the first ring
	} {
		for _, set := range find(t, test.f, test.window).Manifolds {
			length, g := 0.0, make([]float64, 2)
			for i, x := range set.Line {
				if test.f.Grad(g, x); !test.window.Contains(x) || norm(g) > 1e-7 {
					t.Fatalf("%T: %v in the line, gradient %v", test.f, x, g)
				}
				if i > 0 {
					length += math.Hypot(x[0]-set.Line[i-1][0], x[1]-set.Line[i-1][1])
				}
			}
			if got := slices.Equal(set.Line[0], set.Line[len(set.Line)-1]); got != test.closed || math.Abs(length/test.length-1) > 0.02 {
				t.Errorf("%T: %v: closed %v, length %v, want %v, %v", test.f, set, got, length, test.closed, test.length)
			}
		}
	}
}

// Partial is what Meta says of surfaces whose list is not complete.
func TestPartial(t *testing.T) {
	ridged := map[string]bool{"cross-in-tray": true, "holder-table": true, "absolute": true} // complete but for kinks
	for _, s := range surfaces.Catalog() {
		m := s.Meta()
		part, complete := completeIn[m.Name]
		if want := (!complete || part != nil) && !ridged[m.Name]; m.Dim == 2 && m.Partial != want {
			t.Errorf("%s: %v, want %v", m.Name, m.Partial, want)
		}
	}
}

// dear is a surface of which one value takes many operations.
type dear struct {
	curvedSurface
	operations int
}

func (d dear) Operations() int { return d.operations }
func (dear) HasKinks() bool    { return false }

// The dearer a surface, the fewer evaluations, and what they find is said to be partial. A
// search that is cancelled ends after as many operations.
func TestFindDear(t *testing.T) {
	f := surfaces.Himmelblau{}
	for _, operations := range []int{1, 100, 10000} {
		n := 0
		d := dear{counted{f, &n, 0, nil}, operations}
		c := find(t, d, f.Meta().Window)
		if most := 2*maxOperations/(16*operations) + 64; n > most {
			t.Errorf("%d operations: %d evaluations, want at most %d", operations, n, most)
		}
		if n < 100 || c.Partial != (operations == 10000) || len(c.Points) == 0 {
			t.Errorf("%d operations: %d evaluations, partial %v, %d points", operations, n, c.Partial, len(c.Points))
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	if _, err := Find(ctx, dear{counted{f, &n, 100, cancel}, 1000}, f.Meta().Window); !errors.Is(err, context.Canceled) || n > 102 {
		t.Errorf("%v, %d evaluations, cancelled after 100", err, n)
	}
}

// A nil window is the customary window of the surface.
func TestCustomaryWindow(t *testing.T) {
	f := surfaces.Himmelblau{}
	for name, find := range map[string]func(context.Context, surfaces.Surface, surfaces.Window) (Result, error){"Find": Find, "FindWithKnown": FindWithKnown} {
		got, err := find(t.Context(), f, nil)
		want, wantErr := find(t.Context(), f, f.Meta().Window)
		if err != nil || wantErr != nil || len(got.Points) != 9 || !reflect.DeepEqual(got.Points, want.Points) {
			t.Errorf("%s: %v, want %v (%v, %v)", name, got.Points, want.Points, err, wantErr)
		}
	}
}
