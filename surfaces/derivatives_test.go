package surfaces

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers/objective"
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
		curved, ok := objective.As[objective.Curved](f)
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
	if curved, ok := objective.As[objective.Curved](f); ok {
		calls["Hess"] = func() { curved.Hess(h, x) }
	}
	for name, call := range calls {
		if n := testing.AllocsPerRun(20, call); n != 0 {
			t.Errorf("%s: %s allocates %v times", f.Meta().Title, name, n)
		}
	}
}
