package surfaces

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces/internal/surfacetest"
)

func TestPrintedPoints(t *testing.T) {
	metas := map[string]Meta{}
	for _, s := range Catalog() {
		m := s.Meta()
		metas[m.Name] = m
	}
	missing := map[string]bool{}
	for name := range metas {
		missing[name] = true
	}
	delete(missing, "eggholder") // TestEggholderOnTheBoundary
	for _, row := range surfacetest.Printed {
		delete(missing, row.Name)
		value, tol := surfacetest.Digits(t, row.Value)
		for _, x := range surfacetest.BothSigns(row.X) {
			for _, y := range surfacetest.BothSigns(row.Y) {
				px, xtol := surfacetest.Digits(t, x)
				py, ytol := surfacetest.Digits(t, y)
				i := slices.IndexFunc(metas[row.Name].Points, func(p Point) bool {
					return math.Abs(p.X[0]-px) <= xtol && math.Abs(p.X[1]-py) <= ytol
				})
				if i < 0 {
					t.Errorf("%s: (%s, %s) is not among the points", row.Name, x, y)
					continue
				}
				p := metas[row.Name].Points[i]
				if p.Kind.String() != row.Kind || math.Abs(p.Value-value) > tol {
					t.Errorf("%s: %v, want %v %s", row.Name, p, row.Kind, row.Value)
				}
			}
		}
	}
	for name := range missing {
		t.Errorf("%s: no printed point", name)
	}
}

// The points that the table gives by value only.
func TestPrintedValues(t *testing.T) {
	for _, test := range []struct {
		f      Surface
		kind   Kind
		values []string
	}{
		{Peaks{}, Saddle, []string{".408547925", ".788293463", "2.249191662"}},
		{Peaks{}, Maximum, []string{"3.592489918", "3.776580999", "8.106213589"}},
		{Franke{}, Saddle, []string{".121010", ".500559"}},
		{Franke{}, Maximum, []string{".642603", "1.220033"}},
	} {
		var got []float64
		for _, p := range test.f.Meta().Points {
			if p.Kind == test.kind {
				got = append(got, p.Value)
			}
		}
		if len(got) != len(test.values) {
			t.Errorf("%T: %d points of the kind %v, want %d", test.f, len(got), test.kind, len(test.values))
			continue
		}
		for i, text := range test.values {
			if want, tol := surfacetest.Digits(t, text); math.Abs(got[i]-want) > tol {
				t.Errorf("%T: %v %v, want %s", test.f, test.kind, got[i], text)
			}
		}
	}
}

// The four saddles of the six-hump camel that the table gives by value only.
func TestSixHumpCamelHighSaddles(t *testing.T) {
	n := 0
	for _, p := range (SixHumpCamel{}).Meta().Points {
		if p.Kind == Saddle && math.Abs(p.Value-2.2294) < 1e-4 {
			n++
		}
	}
	if n != 4 {
		t.Errorf("%d saddles near 2.2294, want 4", n)
	}
}

func TestCounts(t *testing.T) {
	tests := []struct {
		f                                   Surface
		minima, saddles, maxima, degenerate int
	}{
		{Sphere{N: 2}, 1, 0, 0, 0},
		{Ravine{Kappa: 20, Angle: 30}, 1, 0, 0, 0},
		{Rosenbrock{N: 2, B: 100}, 1, 0, 0, 0},
		{Himmelblau{}, 4, 4, 1, 0},
		{Beale{}, 1, 2, 0, 0},
		{Booth{}, 1, 0, 0, 0},
		{Matyas{}, 1, 0, 0, 0},
		{HyperbolicParaboloid{}, 0, 1, 0, 0},
		{MonkeySaddle{}, 0, 0, 0, 1},
		{DoubleWell{}, 2, 1, 0, 0},
		{TiltedDoubleWell{Tilt: 0.1}, 2, 1, 0, 0},
		{Rastrigin{N: 1}, 11, 0, 10, 0},
		{Rastrigin{N: 2}, 121, 220, 100, 0},
		{Rastrigin{N: 3}, 7, 0, 0, 0},
		{Ackley{N: 2}, 121, 220, 100, 0},
		{StyblinskiTang{N: 1}, 2, 0, 1, 0},
		{StyblinskiTang{N: 2}, 4, 4, 1, 0},
		{StyblinskiTang{N: 6}, 64, 664, 1, 0},
		{StyblinskiTang{N: 7}, 8, 0, 0, 0},
		{ThreeHumpCamel{}, 3, 2, 0, 0},
		{SixHumpCamel{}, 6, 7, 2, 0},
		{GoldsteinPrice{}, 4, 4, 1, 0},
		{McCormick{}, 2, 1, 0, 0},
		{Levy13{}, 41, 64, 24, 0},
		{Easom{}, 5, 4, 4, 0},
		{Griewank{N: 2}, 17, 24, 18, 0},
		{Trid{N: 2}, 1, 0, 0, 0},
		{Zakharov{N: 2}, 1, 0, 0, 0},
		{Branin{}, 3, 2, 0, 0},
		{Bohachevsky1{}, 25, 40, 16, 0},
		{DixonPrice{N: 2}, 2, 1, 0, 0},
		{DixonPrice{N: 3}, 2, 0, 0, 0},
		{FreudensteinRoth{}, 2, 1, 0, 0},
		{Peaks{}, 3, 3, 3, 0},
		{MullerBrown{}, 3, 2, 0, 0},
		{GaussianBump{}, 1, 0, 1, 0},
		{Hosaki{}, 2, 1, 0, 0},
		{Michalewicz{N: 2}, 2, 0, 0, 0},
		{Michalewicz{N: 5}, 1, 0, 0, 0},
		{Schwefel{N: 1}, 7, 0, 7, 0},
		{Schwefel{N: 2}, 49, 98, 49, 0},
		{Schwefel{N: 3}, 4, 0, 0, 0},
		{Eggholder{}, 10, 0, 0, 0},
		{DropWave{}, 1, 0, 0, 0},
		{CrossInTray{}, 36, 0, 0, 0},
		{HolderTable{}, 42, 0, 0, 0},
		{Franke{}, 1, 2, 2, 0},
		{Absolute{N: 2}, 1, 0, 0, 0},
		{SharpFlat{}, 2, 1, 0, 0},
		{Washboard{}, 25, 24, 0, 0},
		{Product{}, 2, 1, 0, 0},
		{EdgeOfStability{}, 2, 0, 0, 0},
		{Cliff{}, 1, 0, 0, 0},
		{Overfit{Th1: 1, Th2: 2.5, V1: 1, V2: 1}, 1, 0, 0, 0},
		{Dropout{Keep: 0.5}, 1, 0, 0, 0},
	}
	for _, test := range tests {
		var got [4]int
		points := test.f.Meta().Points
		for i, p := range points {
			got[p.Kind]++
			for _, q := range points[:i] {
				if distance(p.X, q.X) < 1e-3 {
					t.Errorf("%T: %v is there twice", test.f, p.X)
				}
			}
		}
		if want := [4]int{test.minima, test.saddles, test.maxima, test.degenerate}; got != want {
			t.Errorf("%T: %v points of each kind, want %v", test.f, got, want)
		}
	}
}

func distance(x, y []float64) float64 {
	var sum float64
	for i := range x {
		sum += (x[i] - y[i]) * (x[i] - y[i])
	}
	return math.Sqrt(sum)
}

// At each point the value is right, the eigenvalues of the Hessian have the
// signs of the kind, and one Newton step stays where it is.
func TestPointsAreCritical(t *testing.T) {
	eachVariant(t, func(t *testing.T, f curvedSurface, m Meta) {
		for _, p := range m.Points {
			if !surfacetest.Near(p.Value, f.Func(p.X), 2e-15) {
				t.Errorf("value %v, f(%v) = %v", p.Value, p.X, f.Func(p.X))
			}
			switch {
			case p.Kind == Degenerate || isTip(f, p): // TestMonkeySaddleIsDegenerate, TestAckleyTip, TestAbsoluteKinks
			case p.Kind == Minimum && unlisted(m.Name, f, p.X):
				checkValley(t, f, p)
			default:
				checkStationary(t, f, p)
			}
		}
	})
}

// isTip says whether p is a minimum on a kink.
func isTip(f curvedSurface, p Point) bool {
	switch f.(type) {
	case Ackley, Absolute:
		return p.Value == 0
	}
	return false
}

// unlisted says whether x is on one of the lines of critical points, or among
// the points, of which a surface's comment says that Meta does not list them,
// or only one for all.
func unlisted(name string, f curvedSurface, x []float64) bool {
	const near = 1e-4
	zero := func(v float64) bool { return math.Abs(v) < near }
	switch name {
	case "hosaki":
		return zero(x[1])
	case "michalewicz":
		for i, t := range x {
			if g, _, _ := (Michalewicz{}).factor(i+1, t); zero(g) {
				return true
			}
		}
	case "eggholder": // all but the lowest minima
		return f.Func(x) > -716.5
	case "drop-wave":
		return !zero(distance(x, []float64{0, 0}))
	case "holder-table": // where two ridges cross
		return zero(f.Func(x))
	case "product":
		return zero(x[0]*x[1] - 1)
	case "edge-of-stability":
		return zero(x[0]*x[1]*x[0]*x[1]-1) || zero(x[0]*x[1])
	case "cliff":
		return zero(f.Func(x))
	}
	return false
}

// checkValley expects a point on a curve of minima: no slope, no curvature
// along it, and some across.
func checkValley(t *testing.T, f curvedSurface, p Point) {
	t.Helper()
	g := []float64{math.NaN(), math.NaN()}
	h := mat.NewSymDense(2, nil)
	f.Grad(g, p.X)
	f.Hess(h, p.X)
	var eigen mat.EigenSym
	eigen.Factorize(h, false)
	l := eigen.Values(nil)
	if !(math.Hypot(g[0], g[1]) < 1e-15) || !(math.Abs(l[0]) < 1e-15) || !(l[1] > 0.1) || p.Value != 0 {
		t.Errorf("%v: gradient %v, eigenvalues %v", p, g, l)
	}
}

func checkStationary(t *testing.T, f curvedSurface, p Point) {
	t.Helper()
	n := len(p.X)
	g := mat.NewVecDense(n, nil)
	h := mat.NewSymDense(n, nil)
	f.Grad(g.RawVector().Data, p.X)
	f.Hess(h, p.X)
	scale := normalize(h)
	var eigen mat.EigenSym
	if !eigen.Factorize(h, true) {
		t.Fatalf("no eigenvalues at %v", p.X)
	}
	values := eigen.Values(nil)
	positive := 0
	for _, v := range values {
		if v > 0 {
			positive++
		}
	}
	kind := Saddle
	switch positive {
	case n:
		kind = Minimum
	case 0:
		kind = Maximum
	}
	if kind != p.Kind {
		t.Errorf("%v is a %v: eigenvalues %v", p.X, p.Kind, values)
	}
	var step mat.VecDense
	g.MulElemVec(g, scale)
	if err := step.SolveVec(h, g); err != nil {
		t.Fatal(err)
	}
	step.MulElemVec(&step, scale)
	if size := mat.Norm(&step, 2); size > 2e-15*math.Max(1, distance(p.X, make([]float64, n))) {
		t.Errorf("a Newton step from %v has length %v", p.X, size)
	}
}

// normalize turns a Hessian H into SHS with a diagonal of ±1, where it is not
// 0, and returns the diagonal matrix S. The eigenvalues keep their signs, and
// show them also where the coordinates differ by a factor 10^6 in scale.
func normalize(h *mat.SymDense) *mat.VecDense {
	n := h.SymmetricDim()
	scale := mat.NewVecDense(n, nil)
	for i := range n {
		scale.SetVec(i, 1)
		if d := math.Abs(h.At(i, i)); d > 0 {
			scale.SetVec(i, 1/math.Sqrt(d))
		}
	}
	for i := range n {
		for j := range i + 1 {
			h.SetSym(j, i, h.At(j, i)*scale.AtVec(i)*scale.AtVec(j))
		}
	}
	return scale
}

func TestTiltedDoubleWellForEveryTilt(t *testing.T) {
	for k := -380; k <= 380; k++ {
		w := TiltedDoubleWell{Tilt: float64(k) / 1000}
		points := w.Meta().Points
		if len(points) != 3 || points[0].Kind != Minimum || points[1].Kind != Minimum || points[2].Kind != Saddle {
			t.Fatalf("tilt %v: %v", w.Tilt, points)
		}
		if k != 0 && (points[0].X[0] < 0) != (w.Tilt > 0) {
			t.Errorf("tilt %v: the global minimum is at %v", w.Tilt, points[0].X)
		}
		for _, p := range points {
			var g [2]float64
			w.Grad(g[:], p.X)
			if math.Abs(g[0]) > 2e-15 || g[1] != 0 {
				t.Errorf("tilt %v: the gradient at %v is %v", w.Tilt, p.X, g)
			}
		}
	}
}

func TestRavineRunsAlongItsAngle(t *testing.T) {
	for _, angle := range []float64{0, 30, 90, 135, -20} {
		r := Ravine{Kappa: 7, Angle: angle}
		sin, cos := math.Sincos(angle * math.Pi / 180)
		floor, wall := []float64{cos, sin}, []float64{-sin, cos}
		if a, b := r.Func(floor), r.Func(wall); !surfacetest.Near(a, 0.5, 1e-15) || !surfacetest.Near(b, 3.5, 1e-15) {
			t.Errorf("angle %v: %v along the floor, %v up the wall, want 0.5 and 3.5", angle, a, b)
		}
		if v := r.Func(r.Meta().Start); !surfacetest.Near(v, 0.5*(16+7), 1e-15) {
			t.Errorf("angle %v: f(Q(-4, 1)) = %v, want 11.5", angle, v)
		}
	}
}

// In (0, 0) gradient and Hessian vanish, and f has both signs around it.
func TestMonkeySaddleIsDegenerate(t *testing.T) {
	f := MonkeySaddle{}
	origin := []float64{0, 0}
	g := []float64{1, 1}
	h := mat.NewSymDense(2, []float64{1, 1, 1, 1})
	f.Grad(g, origin)
	f.Hess(h, origin)
	if g[0] != 0 || g[1] != 0 || mat.Norm(h, 1) != 0 {
		t.Errorf("gradient %v, Hessian %v", g, mat.Formatted(h))
	}
	if f.Func([]float64{1e-3, 0}) <= 0 || f.Func([]float64{-1e-3, 0}) >= 0 {
		t.Error("f does not change its sign at the origin")
	}
}

// At Ackley's tip the slope is 4/√n in every direction (of a step of length 1),
// Grad is 0 and Hess that of the smooth part; so also where r underflows.
func TestAckleyTip(t *testing.T) {
	for _, n := range []int{1, 2, 5} {
		f := Ackley{N: n}
		if v := f.Func(make([]float64, n)); v != 0 {
			t.Errorf("n = %d: f(0) = %v", n, v)
		}
		for i := range n {
			for _, step := range []float64{1e-8, -1e-8} {
				x := make([]float64, n)
				x[i] = step
				if got, want := f.Func(x)/1e-8, 4/math.Sqrt(float64(n)); !surfacetest.Near(got, want, 1e-6) {
					t.Errorf("n = %d: the slope at the tip is %v, want %v", n, got, want)
				}
			}
		}
		for _, size := range []float64{0, 1e-200, 5e-324} {
			x := fill(n, size)
			g := fill(n, math.NaN())
			h := mat.NewSymDense(n, nil)
			f.Grad(g, x)
			f.Hess(h, x)
			for i := range n {
				smooth := 4 * math.Pi * math.Pi * math.E / float64(n)
				if math.Abs(g[i]) > 1e-190 || !surfacetest.Near(h.At(i, i), smooth, 1e-14) || math.Abs(h.At(0, i)) > 0 && i > 0 {
					t.Errorf("n = %d, x_i = %v: gradient %v, Hessian %v", n, size, g, mat.Formatted(h))
				}
			}
		}
	}
}

// Newton's method from a fine grid of starts finds no critical point that Meta
// does not list: in the window, or in that part of which the surface's comment
// says that its points are listed.
func TestPointsAreComplete(t *testing.T) {
	parts := map[string][][2]float64{
		"levy13": cube(2, 0, 2),
		"easom":  cube(2, math.Pi-2, math.Pi+2),
	}
	for _, s := range Catalog() {
		m := s.Meta()
		if m.Name == "absolute" { // no Hessian leads anywhere
			continue
		}
		window, ok := parts[m.Name]
		if !ok {
			window = m.Window
		}
		t.Run(m.Name, func(t *testing.T) {
			n := 80
			if m.Name == "cliff" { // 50 times as slow
				n = 20
			}
			h := mat.NewSymDense(2, nil)
			found := make([]bool, len(m.Points))
			for k := range n * n {
				x := []float64{
					window[0][0] + (window[0][1]-window[0][0])*(float64(k%n)+0.37)/float64(n),
					window[1][0] + (window[1][1]-window[1][0])*(float64(k/n)+0.41)/float64(n),
				}
				if !newton(s.(curvedSurface), h, x, window) || !Window(window).Contains(x) || unlisted(m.Name, s.(curvedSurface), x) {
					continue
				}
				i := slices.IndexFunc(m.Points, func(p Point) bool { return distance(p.X, x) < 1e-6 })
				if i < 0 {
					t.Fatalf("%v %v is not listed", kindOf(h), x)
				}
				found[i] = true
			}
			for i, p := range m.Points {
				if !found[i] && !isTip(s.(curvedSurface), p) && !unlisted(m.Name, s.(curvedSurface), p.X) {
					t.Errorf("no start leads to %v", p)
				}
			}
		})
	}
}

// newton follows Newton's method from x. It gives up where this leads far out
// of the window, as in the tails of a Gaussian, or takes too long, as on
// the way to a degenerate point.
func newton(f curvedSurface, h *mat.SymDense, x []float64, window Window) bool {
	var g [2]float64
	for range 100 {
		f.Grad(g[:], x)
		f.Hess(h, x)
		xx, xy, yy := h.At(0, 0), h.At(0, 1), h.At(1, 1)
		det := xx*yy - xy*xy
		step := []float64{(yy*g[0] - xy*g[1]) / det, (xx*g[1] - xy*g[0]) / det}
		for i, w := range window {
			x[i] -= step[i]
			if width := w[1] - w[0]; !(w[0]-width < x[i] && x[i] < w[1]+width) {
				return false
			}
		}
		if math.Hypot(step[0], step[1]) < 1e-12*math.Max(1, math.Hypot(x[0], x[1])) {
			return true
		}
	}
	return false
}

func TestKindString(t *testing.T) {
	if got := fmt.Sprint(Minimum, Saddle, Maximum, Degenerate); got != "minimum saddle maximum degenerate" {
		t.Error(got)
	}
}
