package surfaces

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// only is a surface without what else it can do.
type only struct{ Surface }

// checkDerivatives compares gradient and, where there is one, Hessian with
// differences at random points of a cube.
func checkDerivatives(t *testing.T, f Surface, window [][2]float64, tol float64) {
	t.Helper()
	rng := rand.New(rand.NewPCG(21, 22))
	n := len(window)
	g, h := make([]float64, n), mat.NewSymDense(n, nil)
	for range 20 {
		x := inWindow(rng, window)
		f.Grad(g, x)
		for i := range g {
			if want := slope(f.Func, x, i, 0x1p-12); !near(g[i], want, tol*math.Max(1, math.Abs(f.Func(x)))) {
				t.Fatalf("%s: Grad(%v)[%d] = %v, the difference is %v", f.Meta().Title, x, i, g[i], want)
			}
		}
		curved, ok := f.(Curved)
		if !ok {
			continue
		}
		curved.Hess(h, x)
		for i := range g {
			for j := range g {
				component := func(x []float64) float64 {
					g := make([]float64, n)
					f.Grad(g, x)
					return g[i]
				}
				if want := slope(component, x, j, 0x1p-12); !near(h.At(i, j), want, tol*math.Max(1, math.Abs(g[i]))) {
					t.Fatalf("%s: Hess(%v)[%d, %d] = %v, the difference is %v", f.Meta().Title, x, i, j, h.At(i, j), want)
				}
			}
		}
	}
}

func checkNoAllocation(t *testing.T, f Surface) {
	t.Helper()
	if raceEnabled {
		return
	}
	x := f.Meta().Start
	g, h := make([]float64, len(x)), mat.NewSymDense(len(x), nil)
	calls := map[string]func(){"Func": func() { f.Func(x) }, "Grad": func() { f.Grad(g, x) }}
	if curved, ok := f.(Curved); ok {
		calls["Hess"] = func() { curved.Hess(h, x) }
	}
	for name, call := range calls {
		if n := testing.AllocsPerRun(20, call); n != 0 {
			t.Errorf("%s: %s allocates %v times", f.Meta().Title, name, n)
		}
	}
}

// The four networks in one, at (0.3, 0.7) with p = 1/2.
func TestFourMasks(t *testing.T) {
	whole := Dropout{Keep: 1}
	members, weights := Members(whole, 0.5)
	x := []float64{0.3, 0.7}
	for i, want := range []string{"0.392", "0.98", "0.74", "2.0"} {
		printedAs(t, members[i].Meta().Title, members[i].Func(x), want)
		if weights[i] != 0.25 {
			t.Errorf("weight %v", weights[i])
		}
		checkDerivatives(t, members[i], cube(2, -2, 2), 1e-9)
	}
	if title := members[1].Meta().Title; title != "Dropout, mask (1, 0)" {
		t.Errorf("the second is %q", title)
	}
	printedAs(t, "the mean", Dropout{Keep: 0.5}.Func(x), "1.028")
}

// The closed form of Dropout is the mean over the masks, with all derivatives.
func TestDropoutIsTheMean(t *testing.T) {
	rng := rand.New(rand.NewPCG(23, 24))
	for _, p := range []float64{1, 0.9, 0.5, 0.2} {
		closed, mean := Dropout{Keep: p}, Mask(Dropout{Keep: 1}, p, 0).(Curved)
		members, weights := Members(Dropout{Keep: 1}, p)
		for range 50 {
			x := inWindow(rng, closed.Meta().Window)
			sum := 0.0
			for i, m := range members {
				sum += weights[i] * m.Func(x)
			}
			if a, b := closed.Func(x), mean.Func(x); !near(a, b, 1e-13) || !near(b, sum, 1e-13) {
				t.Fatalf("p = %v: %v, the mean %v, of the members %v", p, a, b, sum)
			}
			g, h := derivatives(closed, x...)
			gm, hm := derivatives(mean, x...)
			for i := range h {
				if !near(h[i], hm[i], 1e-13) || i < 2 && !near(g[i], gm[i], 1e-13) {
					t.Fatalf("p = %v: gradient %v and %v, Hessian %v and %v", p, g, gm, h, hm)
				}
			}
		}
	}
}

// Dropout breaks co-adaptation.
func TestDropoutMinima(t *testing.T) {
	for _, row := range []struct {
		p    float64
		x, y string
	}{
		{1, "2", "0"}, {0.9, "1.584718", "0.299003"}, {0.8, "1.322493", "0.433604"},
		{0.5, "0.809524", "0.476190"}, {0.2, "0.357964", "0.262726"},
	} {
		m := Dropout{Keep: row.p}.Meta()
		printedAs(t, fmt.Sprintf("p = %v: x", row.p), m.Points[0].X[0], row.x)
		printedAs(t, fmt.Sprintf("p = %v: y", row.p), m.Points[0].X[1], row.y)
		printed, err := evaluate(m.Formula, m.Points[0].X)
		if err != nil || !near(printed, m.Infimum, 1e-14) {
			t.Errorf("%s is %v at the minimum %v (%v)", m.Formula, printed, m.Infimum, err)
		}
	}
}

// Of squares, dropout is a penalty: E Σ (m x/p)^2 = Σ x^2/p. Exactly for few
// coordinates, and for many as well as 4096 masks can tell.
func TestMaskedSphere(t *testing.T) {
	for _, n := range []int{1, 3, 12, 13, 40} {
		f := Mask(Sphere{N: n}, 0.7, 0)
		x := ramp(n, -1, 2)
		got, want := f.Func(x), Sphere{N: n}.Func(x)/0.7
		tol := 1e-12
		if n > 12 {
			// Five standard errors: Var (m/p)^2 = (1-p)/p^3.
			fourth := 0.0
			for _, v := range x {
				fourth += v * v * v * v
			}
			tol = 5 * math.Sqrt(fourth*0.3/(0.7*0.7*0.7)/4096)
			if math.Abs(got-want) < 1e-9 {
				t.Errorf("n = %d: a sample is exact", n)
			}
		}
		if math.Abs(got-want) > tol {
			t.Errorf("n = %d: %v, want %v within %v", n, got, want, tol)
		}
		if again := f.Func(x); again != got {
			t.Errorf("n = %d: %v and then %v", n, got, again)
		}
		if n <= 3 {
			checkDerivatives(t, f, cube(n, -2, 2), 1e-7)
		}
		g := make([]float64, n)
		f.Grad(g, x)
		if d := slope(f.Func, x, n-1, 0x1p-12); !near(g[n-1], d, 1e-7) {
			t.Errorf("n = %d: slope %v, the difference is %v", n, g[n-1], d)
		}
	}
}

// It has a Hessian where its surface has one, and no memory beside its scratch.
func TestMaskIsCurvedWhereItCan(t *testing.T) {
	if _, ok := Mask(only{Himmelblau{}}, 0.5, 0).(Curved); ok {
		t.Error("a Hessian out of nothing")
	}
	f := Mask(Himmelblau{}, 0.5, 2)
	checkDerivatives(t, f, cube(2, -3, 3), 1e-7)
	checkNoAllocation(t, f)
	checkNoAllocation(t, Mask(Sphere{N: 13}, 0.5, 0))
	if m := f.Meta(); m.Title != "Himmelblau, dropout with p = 0.5" || m.Points != nil || !math.IsNaN(m.Infimum) {
		t.Errorf("%q with %v", m.Title, m.Points)
	}
	// One mask at a time: what is dropped has no slope.
	masked := f.(interface {
		MasksPerStep() int
		DrawMask(mask []float64, rng *rand.Rand)
		FuncMasked(x, mask []float64) float64
		GradMasked(dst, x, mask []float64)
	})
	g, x, mask := make([]float64, 2), []float64{1, 2}, []float64{2, 0}
	masked.GradMasked(g, x, mask)
	inner, _ := derivatives(Himmelblau{}, 2, 0)
	if masked.FuncMasked(x, mask) != (Himmelblau{}).Func([]float64{2, 0}) || g[0] != 2*inner[0] || g[1] != 0 {
		t.Errorf("masked: %v, gradient %v", masked.FuncMasked(x, mask), g)
	}
	kept, rng := 0, rand.New(rand.NewPCG(25, 26))
	for range 10000 {
		masked.DrawMask(mask, rng)
		for _, s := range mask {
			switch s {
			case 2:
				kept++
			case 0:
			default:
				t.Fatalf("mask %v", mask)
			}
		}
	}
	if math.Abs(float64(kept)-10000) > 5*math.Sqrt(5000) || masked.MasksPerStep() != 2 {
		t.Errorf("%d of 20000 are kept, %d masks a step", kept, masked.MasksPerStep())
	}
}

// The validation loss is that of the surface, without masks; what has none has none.
func TestMaskedValidation(t *testing.T) {
	f := Overfit{Th1: 1, Th2: 2.5, V1: 1, V2: 1}
	v := Mask(f, 0.5, 0).(Validated).Validation()
	if x := []float64{0.3, 0.7}; v == nil || v.Func(x) != f.Validation().Func(x) {
		t.Errorf("validation %v", v)
	}
	if v := Mask(Himmelblau{}, 0.5, 0).(Validated).Validation(); v != nil {
		t.Errorf("Himmelblau has the validation loss %v", v)
	}
}

func TestTooManyMembers(t *testing.T) {
	if members, weights := Members(Sphere{N: 13}, 0.5); members != nil || weights != nil {
		t.Error("8192 members")
	}
	members, weights := Members(only{Sphere{N: 3}}, 0.9)
	if len(members) != 8 || !near(weights[0], 0.729, 1e-15) || !near(weights[7], 0.001, 1e-15) {
		t.Errorf("%d members of weights %v", len(members), weights)
	}
	if _, ok := members[0].(Curved); ok {
		t.Error("a Hessian out of nothing")
	}
	if title := members[1].Meta().Title; title != "Sphere, mask (1, 1, 0)" || !near(weights[1], 0.081, 1e-15) {
		t.Errorf("the second is %s with weight %v", title, weights[1])
	}
}
