// Package surfacetest holds what the tests of surfaces and of what is around them share: a
// loss comes in, differences and allocations are checked.
package surfacetest

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers/objective"
)

// Cube returns a window with the same bounds in n coordinates.
func Cube(n int, low, high float64) [][2]float64 { return slices.Repeat([][2]float64{{low, high}}, n) }

// InWindow draws a point from the window.
func InWindow(rng *rand.Rand, window [][2]float64) []float64 {
	x := make([]float64, len(window))
	for i, w := range window {
		x[i] = w[0] + (w[1]-w[0])*rng.Float64()
	}
	return x
}

// Near reports whether got is want to tol, relative to want where that is above 1.
func Near(got, want, tol float64) bool {
	return math.Abs(got-want) <= tol*math.Max(1, math.Abs(want))
}

// Slope differentiates f along coordinate i with the five-point rule.
func Slope(f func(x []float64) float64, x []float64, i int, h float64) float64 {
	at := func(k float64) float64 {
		y := slices.Clone(x)
		y[i] += k * h
		return f(y)
	}
	return (8*(at(1)-at(-1)) - (at(2) - at(-2))) / (12 * h)
}

// Plane returns the gradient and the Hessian of a surface in the plane.
func Plane(f objective.Curved, x ...float64) (g [2]float64, h [3]float64) {
	gradient := []float64{math.NaN(), math.NaN()}
	hessian := mat.NewSymDense(2, []float64{math.NaN(), math.NaN(), math.NaN(), math.NaN()})
	f.Grad(gradient, x)
	f.Hess(hessian, x)
	return [2]float64(gradient), [3]float64{hessian.At(0, 0), hessian.At(0, 1), hessian.At(1, 1)}
}

// CheckDerivatives compares gradient and, where there is one, Hessian with
// differences at random points of a cube.
func CheckDerivatives(t *testing.T, f objective.Objective, window [][2]float64, tol float64) {
	t.Helper()
	rng := rand.New(rand.NewPCG(21, 22))
	n := len(window)
	g, h := make([]float64, n), mat.NewSymDense(n, nil)
	for range 20 {
		x := InWindow(rng, window)
		f.Grad(g, x)
		for i := range g {
			if want := Slope(f.Func, x, i, 0x1p-12); !Near(g[i], want, tol*math.Max(1, math.Abs(f.Func(x)))) {
				t.Fatalf("%T: Grad(%v)[%d] = %v, the difference is %v", f, x, i, g[i], want)
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
				if want := Slope(component, x, j, 0x1p-12); !Near(h.At(i, j), want, tol*math.Max(1, math.Abs(g[i]))) {
					t.Fatalf("%T: Hess(%v)[%d, %d] = %v, the difference is %v", f, x, i, j, h.At(i, j), want)
				}
			}
		}
	}
}

func CheckNoAllocation(t *testing.T, f objective.Objective, x []float64) {
	t.Helper()
	if RaceEnabled {
		return
	}
	g, h := make([]float64, len(x)), mat.NewSymDense(len(x), nil)
	calls := map[string]func(){"Func": func() { f.Func(x) }, "Grad": func() { f.Grad(g, x) }}
	if curved, ok := objective.As[objective.Curved](f); ok {
		calls["Hess"] = func() { curved.Hess(h, x) }
	}
	for name, call := range calls {
		if n := testing.AllocsPerRun(20, call); n != 0 {
			t.Errorf("%T: %s allocates %v times", f, name, n)
		}
	}
}

// Descend makes steps of gradient descent and calls visit before each and
// after the last, until that says to stop.
func Descend(f objective.Objective, x []float64, rate float64, steps int, visit func(k int, x []float64) bool) {
	g := make([]float64, len(x))
	for k := range steps + 1 {
		if visit != nil && !visit(k, x) || k == steps {
			return
		}
		f.Grad(g, x)
		for i := range x {
			x[i] -= rate * g[i]
		}
	}
}
