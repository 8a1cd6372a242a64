package plane

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/internal/surfacetest"
	"github.com/optviz/optviz/surfaces/penalty"
)

var unitWindow = surfacetest.Cube(2, -1, 1)

// A plane of coordinates: it is the function of these.
func TestPlaneOfCoordinates(t *testing.T) {
	origin, e1, e3 := []float64{0, 0.5, 0, -1, 2}, []float64{1, 0, 0, 0, 0}, []float64{0, 0, 1, 0, 0}
	p, err := New(surfaces.Rosenbrock{N: 5, B: 100}, origin, e1, e3)
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(31, 32))
	for range 50 {
		ab := surfacetest.InWindow(rng, unitWindow)
		want := p.F.Func([]float64{ab[0], 0.5, ab[1], -1, 2})
		if got := p.Func(ab); got != want {
			t.Fatalf("g(%v) = %v, want %v", ab, got, want)
		}
	}
	if m := p.Meta(); m.Dim != 2 || m.Title != "Rosenbrock, a slice" || m.Points != nil || !math.IsNaN(m.Infimum) {
		t.Errorf("%+v", m)
	}
}

// oblique directions of no particular length.
func oblique(t *testing.T, f surfaces.Surface) Plane {
	t.Helper()
	rng := rand.New(rand.NewPCG(33, 34))
	n := f.Meta().Dim
	p, err := New(f, normals(rng, n), normals(rng, n), normals(rng, n))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// The chain rule against differences, D'HD where F has a Hessian.
func TestPlaneDerivatives(t *testing.T) {
	for _, f := range []surfaces.Surface{surfaces.Rosenbrock{N: 5, B: 100}, surfaces.Rastrigin{N: 3}, surfaces.Sphere{N: 40}, penalty.Add(surfaces.Rosenbrock{N: 4, B: 5}, 0, 2)} {
		p := oblique(t, f)
		if !objective.Is[objective.Curved](p) {
			t.Fatalf("%s has no Hessian", p.Meta().Title)
		}
		surfacetest.CheckDerivatives(t, p, unitWindow, 1e-7)
		surfacetest.CheckNoAllocation(t, p, p.Meta().Start)
	}
	p := oblique(t, only{surfaces.Rosenbrock{N: 5, B: 100}})
	if objective.Is[objective.Curved](p) {
		t.Error("a Hessian out of nothing")
	}
	surfacetest.CheckDerivatives(t, p, unitWindow, 1e-7)
}

// Runs share a surface: what they share in it is not seen.
func TestPlaneAtTheSameTime(t *testing.T) {
	for _, f := range []surfaces.Surface{oblique(t, surfaces.Rosenbrock{N: 5, B: 100})} {
		want := f.Func([]float64{0.5, -0.25})
		var group sync.WaitGroup
		for i := range 4 {
			group.Go(func() {
				g, h := make([]float64, 2), mat.NewSymDense(2, nil)
				for k := range 200 {
					x := []float64{float64(i), float64(k) / 100}
					f.Grad(g, x)
					curvedOf(t, f).Hess(h, x)
					if got := f.Func([]float64{0.5, -0.25}); got != want {
						t.Errorf("%s: %v, want %v", f.Meta().Title, got, want)
						return
					}
				}
			})
		}
		group.Wait()
	}
}

// On a quadratic the slice is a quadratic, D'HD everywhere.
func TestPlaneOfSphere(t *testing.T) {
	p := oblique(t, surfaces.Sphere{N: 7})
	_, h := surfacetest.Plane(curvedOf(t, p), 0.3, -2)
	want := [3]float64{2 * floats.Dot(p.U, p.U), 2 * floats.Dot(p.U, p.V), 2 * floats.Dot(p.V, p.V)}
	for i := range h {
		if !surfacetest.Near(h[i], want[i], 1e-14) {
			t.Errorf("Hessian %v, want %v", h, want)
		}
	}
}

// Points of the plane come back, others come to the nearest.
func TestProject(t *testing.T) {
	p := oblique(t, surfaces.Sphere{N: 6})
	rng := rand.New(rand.NewPCG(35, 36))
	x := make([]float64, 6)
	for range 50 {
		ab := surfacetest.InWindow(rng, surfacetest.Cube(2, -3, 3))
		p.Lift(x, ab)
		if a, b := p.Project(x); !surfacetest.Near(a, ab[0], 1e-13) || !surfacetest.Near(b, ab[1], 1e-13) || p.Distance(x) > 1e-13 {
			t.Fatalf("(%v, %v) for %v, at a distance of %v", a, b, ab, p.Distance(x))
		}
		off := normals(rng, 6)
		floats.Add(x, off)
		a, b := p.Project(x)
		nearest := make([]float64, 6)
		p.Lift(nearest, []float64{a, b})
		floats.Sub(nearest, x)
		if u, v := floats.Dot(nearest, p.U), floats.Dot(nearest, p.V); math.Abs(u) > 1e-12 || math.Abs(v) > 1e-12 {
			t.Fatalf("the rest is not orthogonal: %v, %v", u, v)
		}
		if d := p.Distance(x); !surfacetest.Near(d, floats.Norm(nearest, 2), 1e-13) || d > floats.Norm(off, 2) {
			t.Fatalf("distance %v", d)
		}
	}
	all := p.ProjectAll(slices.Concat(p.Origin, x))
	if a, b := p.Project(x); len(all) != 4 || all[0] != 0 || all[1] != 0 || all[2] != a || all[3] != b {
		t.Errorf("all: %v", all)
	}
}

// layered is a surface with filters [0, 3) and [4, 6); coordinates 3 and 6 are biases.
type layered struct{ surfaces.Sphere }

func (layered) Filters() [][2]int { return [][2]int{{0, 3}, {4, 6}} }

// The filters of both directions have the lengths of the centre's; biases stay.
func TestRandomPlane(t *testing.T) {
	centre := []float64{1, -2, 2, 9, 0.3, 0.4, -7}
	p, err := Random(layered{surfaces.Sphere{N: 7}}, centre, 5)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range [][]float64{p.U, p.V} {
		if !surfacetest.Near(floats.Norm(d[:3], 2), 3, 1e-14) || !surfacetest.Near(floats.Norm(d[4:6], 2), 0.5, 1e-14) || d[3] != 0 || d[6] != 0 {
			t.Errorf("direction %v", d)
		}
	}
	again, _ := Random(layered{surfaces.Sphere{N: 7}}, centre, 5)
	other, _ := Random(layered{surfaces.Sphere{N: 7}}, centre, 6)
	if !slices.Equal(p.U, again.U) || !slices.Equal(p.V, again.V) || slices.Equal(p.U, other.U) || slices.Equal(p.U, p.V) {
		t.Error("directions are not their seed's")
	}
	if !slices.Equal(p.Origin, centre) || p.Kind != surfaces.RandomDirections || !slices.Equal(p.Window, surfaces.Window{{-1, 1}, {-1, 1}}) {
		t.Errorf("around %v in %v", p.Origin, p.Window)
	}
	if axes := p.Meta().Axes; axes[0] != "random direction 1" || axes[1] != "random direction 2" {
		t.Errorf("axes %q", axes)
	}

	// Without filters, as a whole.
	p, err = Random(surfaces.Sphere{N: 7}, centre, 5)
	if err != nil || !surfacetest.Near(floats.Norm(p.U, 2), floats.Norm(centre, 2), 1e-14) || p.U[3] == 0 {
		t.Errorf("direction %v (%v)", p.U, err)
	}
	p, err = Random(surfaces.Sphere{N: 7}, make([]float64, 7), 5)
	if err != nil || !surfacetest.Near(floats.Norm(p.V, 2), 1, 1e-14) {
		t.Errorf("around 0: direction %v (%v)", p.V, err)
	}
}

// ellipse is points of known covariance: on axes e1, e2 of n dimensions, turned
// by random reflections, with half-axes 3 and 1.
func ellipse(n, rows int) (x []float64, e1, e2 []float64) {
	rng := rand.New(rand.NewPCG(37, 38))
	e1, e2 = normals(rng, n), normals(rng, n)
	unit(e1)
	orthogonalise(e2, e1)
	unit(e2)
	for k := range rows {
		sin, cos := math.Sincos(2 * math.Pi * (float64(k) + 0.25) / float64(rows))
		for i := range n {
			x = append(x, 5+3*cos*e1[i]+sin*e2[i])
		}
	}
	return x, e1, e2
}

// The principal components of an ellipse are its axes, with shares 9 to 1: with
// fewer and more rows than dimensions.
func TestPCAPlane(t *testing.T) {
	for _, size := range [][2]int{{2, 40}, {6, 40}, {40, 12}, {600, 60}, {600, 700}} {
		x, e1, e2 := ellipse(size[0], size[1])
		p, err := PCA(surfaces.Sphere{N: size[0]}, x)
		if err != nil {
			t.Fatal(err)
		}
		tol := 1e-9
		if size[0] > maxPCA && size[1] > maxPCA {
			tol = 0.02 // 256 of 700 are not evenly spread
		}
		if math.Abs(math.Abs(floats.Dot(p.U, e1))-1) > tol || math.Abs(math.Abs(floats.Dot(p.V, e2))-1) > tol {
			t.Errorf("%v: cosines %v and %v with the axes", size, floats.Dot(p.U, e1), floats.Dot(p.V, e2))
		}
		if math.Abs(p.Share[0]-0.9) > tol || math.Abs(p.Share[1]-0.1) > tol {
			t.Errorf("%v: shares %v", size, p.Share)
		}
		if !surfacetest.Near(floats.Norm(p.U, 2), 1, 1e-14) || !surfacetest.Near(floats.Norm(p.V, 2), 1, 1e-14) || math.Abs(floats.Dot(p.U, p.V)) > 1e-14 {
			t.Errorf("%v: not orthonormal", size)
		}
		n := size[0]
		ab := p.ProjectAll(x)
		if last := ab[len(ab)-2:]; math.Abs(last[0]) > 1e-12 || math.Abs(last[1]) > 1e-12 || ab[0] > 0 || ab[1] > 0 {
			t.Errorf("%v: from %v to %v", size, ab[:2], last)
		}
		for k := range size[1] {
			if d := p.Distance(x[k*n : (k+1)*n]); d > 1e-6 {
				t.Errorf("%v: point %d is %v off the plane", size, k, d)
			}
			if !p.Meta().Window.Contains(ab[2*k : 2*k+2]) {
				t.Errorf("%v: point %d is not in the window", size, k)
			}
		}
		if start := p.Meta().Start; !slices.Equal(start, ab[:2]) {
			t.Errorf("%v: starts at %v, want %v", size, start, ab[:2])
		}
	}
}

func TestPCAAxes(t *testing.T) {
	x, _, _ := ellipse(6, 40)
	p, err := PCA(surfaces.Sphere{N: 6}, x)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"PC 1, 90 % of variance", "PC 2, 10 % of variance"}
	if axes := p.Meta().Axes; !slices.Equal(axes, want) {
		t.Errorf("axes %q", axes)
	}
	for share, want := range map[float64]string{1: "100 %", 0.99999: "> 99.9 %", 0.8734: "87.3 %", 0.0021: "0.21 %", 0.0002: "< 0.1 %", 0: "0 %"} {
		if got := surfaces.Percent(share); got != want {
			t.Errorf("%v is written %q, want %q", share, got, want)
		}
	}
}

// Points on a line leave nothing for the second direction.
func TestPCAOfALine(t *testing.T) {
	var x []float64
	for k := range 10 {
		x = append(x, 1+float64(k), 2-2*float64(k), 3)
	}
	p, err := PCA(surfaces.Sphere{N: 3}, x)
	if err != nil {
		t.Fatal(err)
	}
	if p.Share != [2]float64{1, 0} || math.Abs(floats.Dot(p.U, p.V)) > 1e-15 || !surfacetest.Near(p.U[1], -2/math.Sqrt(5), 1e-14) {
		t.Errorf("directions %v and %v, shares %v", p.U, p.V, p.Share)
	}
	// The narrow side of the window is a quarter of the points' extent, and margins.
	if w := p.Window[1]; !surfacetest.Near(w[1]-w[0], 9*math.Sqrt(5)*(0.25+0.3), 1e-13) {
		t.Errorf("window %v", p.Window)
	}
}

// Gradient descent in a ravine of many dimensions: the loss on the plane is that
// of the path up to its distance from the plane.
func TestPCAOfADescent(t *testing.T) {
	f := surfaces.Rosenbrock{N: 5, B: 100}
	x := []float64{-1.2, 1, -0.5, 0.8, 1.5}
	var path []float64
	surfacetest.Descend(f, x, 5e-4, 400, func(_ int, x []float64) bool {
		path = append(path, x...)
		return true
	})
	p, err := PCA(f, path)
	if err != nil {
		t.Fatal(err)
	}
	if sum := p.Share[0] + p.Share[1]; !(p.Share[0] > p.Share[1] && sum > 0.9 && sum < 1) {
		t.Errorf("shares %v", p.Share)
	}
	if got := p.Func([]float64{0, 0}); got != f.Func(x) {
		t.Errorf("at the end %v, want %v", got, f.Func(x))
	}
	// Of all planes through the mean none is nearer to the path: the squares of
	// what is off it are the rest of the variance.
	mean, total, off := make([]float64, 5), 0.0, 0.0
	for k := range 401 {
		floats.AddScaled(mean, 1./401, path[5*k:5*k+5])
	}
	through, _ := New(f, mean, p.U, p.V)
	for k := range 401 {
		total += math.Pow(floats.Distance(path[5*k:5*k+5], mean, 2), 2)
		off += math.Pow(through.Distance(path[5*k:5*k+5]), 2)
	}
	if rest := 1 - p.Share[0] - p.Share[1]; !surfacetest.Near(off/total, rest, 1e-12) {
		t.Errorf("off the plane is %v of the variance, the shares leave %v", off/total, rest)
	}
}

func TestPlaneBetweenSolutions(t *testing.T) {
	f := surfaces.StyblinskiTang{N: 4}
	p, q := slices.Repeat([]float64{-2.903534}, 4), []float64{-2.903534, 2.7468, -2.903534, 2.7468}
	line, err := Between(f, p, q, 3)
	if err != nil {
		t.Fatal(err)
	}
	through, err := Through(f, p, q, []float64{1, 1, 0, 0})
	if err != nil {
		t.Fatal(err)
	}
	for _, plane := range []Plane{line, through} {
		if plane.Func([]float64{0, 0}) != f.Func(p) || !surfacetest.Near(plane.Func([]float64{1, 0}), f.Func(q), 1e-14) {
			t.Errorf("the ends are %v and %v", plane.Func([]float64{0, 0}), plane.Func([]float64{1, 0}))
		}
		middle := []float64{-2.903534, (2.7468 - 2.903534) / 2, -2.903534, (2.7468 - 2.903534) / 2}
		if !surfacetest.Near(plane.Func([]float64{0.5, 0}), f.Func(middle), 1e-13) {
			t.Errorf("halfway %v, want %v", plane.Func([]float64{0.5, 0}), f.Func(middle))
		}
		if math.Abs(floats.Dot(plane.U, plane.V)) > 1e-13 || !surfacetest.Near(floats.Norm(plane.V, 2), floats.Norm(plane.U, 2), 1e-14) {
			t.Errorf("directions %v and %v", plane.U, plane.V)
		}
		for _, ab := range [][]float64{{0, 0}, {1, 0}} {
			if !plane.Meta().Window.Contains(ab) {
				t.Errorf("%v is not in %v", ab, plane.Window)
			}
		}
		if plane.Meta().Axes[0] != "from one solution (0) to the other (1)" || !strings.Contains(plane.Meta().Title, "two solutions") {
			t.Errorf("%q, %q", plane.Meta().Axes, plane.Meta().Title)
		}
	}
	third := []float64{1, 1, 0, 0}
	if a, b := through.Project(third); through.Distance(third) > 1e-14 || !(b > 0) || !through.Meta().Window.Contains([]float64{a, b}) {
		t.Errorf("the third point is %v off the plane, at (%v, %v) in %v", through.Distance(third), a, b, through.Window)
	}
}

// The validation loss has the same plane.
func TestPlaneValidation(t *testing.T) {
	f := surfaces.Overfit{Th1: 1, Th2: 2.5, V1: 1, V2: 1}
	p := oblique(t, f)
	v := p.Validation()
	if got, want := v.Func([]float64{0.2, -0.7}), oblique(t, f.Validation()).Func([]float64{0.2, -0.7}); got != want {
		t.Errorf("validation %v, want %v", got, want)
	}
	if !objective.Is[objective.Curved](v) {
		t.Error("the validation has no Hessian")
	}
	if v := oblique(t, surfaces.Sphere{N: 3}).Validation(); v != nil {
		t.Errorf("validation %v", v)
	}
	if v := oblique(t, penalty.Add(surfaces.Sphere{N: 3}, 0, 1)).Validation(); v != nil {
		t.Errorf("validation %v", v)
	}
}

func TestCovering(t *testing.T) {
	p, err := New(surfaces.Sphere{N: 3}, make([]float64, 3), []float64{2, 0, 0}, []float64{0, 1, 0})
	if err != nil {
		t.Fatal(err)
	}
	// 8 wide, 4 high; 15 % of 8 are 0.6 in the unit of U and 1.2 in that of V.
	got := p.Covering([]float64{-2, 1, 0, 6, 5, 9}, []float64{0, 2, 0}).Window
	for i, want := range (surfaces.Window{{-1.6, 3.6}, {-0.2, 6.2}}) {
		if !surfacetest.Near(got[i][0], want[0], 1e-14) || !surfacetest.Near(got[i][1], want[1], 1e-14) {
			t.Errorf("window %v of axis %d, want %v", got[i], i, want)
		}
	}
	if v := p.Covering([]float64{1, 1, 1}).Window; !slices.Equal(v, p.Window) {
		t.Errorf("around one point: %v", v)
	}
	if v := p.Covering().Window; !slices.Equal(v, p.Window) {
		t.Errorf("around no point: %v", v)
	}
}

func TestPlaneErrors(t *testing.T) {
	f, x := surfaces.Sphere{N: 3}, []float64{1, 2, 3}
	y, short, odd := []float64{0, 1, 0}, []float64{1, 2}, []float64{1, math.NaN(), 3}
	for want, build := range map[string]func() (Plane, error){
		"the origin has 2 coordinates, the surface 3": func() (Plane, error) { return New(f, short, x, y) },
		"coordinate 2 of the second direction is NaN": func() (Plane, error) { return New(f, x, x, odd) },
		"must not be 0 or parallel":                   func() (Plane, error) { return New(f, x, x, x) },
		"lengths 0 and 1":                             func() (Plane, error) { return New(f, x, make([]float64, 3), y) },
		"the centre has 2 coordinates":                func() (Plane, error) { return Random(f, short, 1) },
		"a trajectory of 7 numbers":                   func() (Plane, error) { return PCA(f, make([]float64, 7)) },
		"at least 2 points of 3 coordinates":          func() (Plane, error) { return PCA(f, x) },
		"coordinate 2 of the trajectory is NaN":       func() (Plane, error) { return PCA(f, slices.Concat(odd, x)) },
		"the trajectory does not move":                func() (Plane, error) { return PCA(f, slices.Concat(x, x, x)) },
		"a surface of one dimension has no plane":     func() (Plane, error) { return PCA(surfaces.Sphere{N: 1}, x) },
		"the two solutions are the same point":        func() (Plane, error) { return Between(f, x, x, 1) },
		"the second solution has 2 coordinates":       func() (Plane, error) { return Between(f, x, short, 1) },
		"the first solution has 2 coordinates":        func() (Plane, error) { return Between(f, short, x, 1) },
		"the three points are on one line":            func() (Plane, error) { return Through(f, x, y, []float64{2, 3, 6}) },
		"the third point has 2 coordinates":           func() (Plane, error) { return Through(f, x, y, short) },
	} {
		p, err := build()
		if err == nil || !strings.Contains(err.Error(), want) || p.F != nil {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

// What a figure of a network costs: planes of 2000 dimensions.
func BenchmarkPlane(b *testing.B) {
	f := surfaces.Rosenbrock{N: 2000, B: 100}
	centre := slices.Repeat([]float64{1}, 2000)
	p, err := Random(f, centre, 1)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("Func", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			p.Func(p.From[:])
		}
	})
	path := normals(rand.New(rand.NewPCG(1, 1)), 2000*600)
	b.Run("PCA", func(b *testing.B) {
		for b.Loop() {
			if _, err := PCA(f, path); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// only is a surface without what else it can do.
type only struct{ surfaces.Surface }

// curvedOf returns the surface with its Hessian, which it must have.
func curvedOf(t *testing.T, f objective.Objective) objective.Curved {
	t.Helper()
	curved, ok := objective.As[objective.Curved](f)
	if !ok {
		t.Fatalf("%T has no Hessian", f)
	}
	return curved
}
