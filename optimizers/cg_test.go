package optimizers_test

import (
	"testing"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
)

// Exact conjugate gradients solve a convex quadratic in as many steps as it has
// dimensions, each at the first point that it tries, and their gradients are
// orthogonal (Hestenes and Stiefel 1952).
func TestExactCGOnAQuadratic(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		f, start := quadratic(rt, func(int) float64 { return 1 })
		n := len(start)
		got := trace(t, optimizers.Run{F: f, Optimizer: optimizers.CG{Exact: true}, LR: 1, Start: start, Steps: n})
		done := 0 // steps until rounding alone is left: as many as there are different curvatures
		for done < got.Len()-1 && got.GradNorm[done] > 1e-13*got.GradNorm[0] {
			done++
		}
		if got.Len() != n+1 || got.Funcs[done] > done+1 {
			rt.Fatalf("%s after %d steps with %v values", got.Verdict, got.Len()-1, got.Funcs)
		}
		for i, x := range got.At(n) {
			if !near(x, f.c[i], 1e-9) {
				rt.Fatalf("ends at %v, want %v", got.At(n), f.c)
			}
		}
		before, g := make([]float64, n), make([]float64, n)
		for k := range n {
			f.Grad(before, got.At(k))
			f.Grad(g, got.At(k+1))
			if dot := floats.Dot(before, g); dot > 1e-9*got.GradNorm[0]*got.GradNorm[0] {
				rt.Fatalf("step %d: the gradients' product is %v", k, dot)
			}
		}
	})
}

// tried keeps the points at which a loss was evaluated.
type tried struct {
	objective.Curved
	x *[][]float64
}

func (f tried) Func(x []float64) float64 {
	*f.x = append(*f.x, append([]float64(nil), x...))
	return f.Curved.Func(x)
}

// Off a quadratic, too, the search begins at the minimum of the quadratic model,
// and goes on to where it ends without; where the model has no minimum along the
// direction, it is the search that it is without.
func TestExactCGElsewhere(t *testing.T) {
	start := []float64{-1.2, 1}
	var points [][]float64
	r := optimizers.Run{F: tried{plane{}, &points}, Optimizer: optimizers.CG{Exact: true}, LR: 1, Start: start, Steps: 40}
	if got := trace(t, r); got.GradNorm[40] > 1e-6 {
		t.Errorf("Rosenbrock: %s, gradient %v", got.Verdict, got.GradNorm[40])
	}
	g, h := mat.NewVecDense(2, nil), mat.NewSymDense(2, nil)
	plane{}.Grad(g.RawVector().Data, start)
	plane{}.Hess(h, start)
	along := mat.Dot(g, g) / mat.Inner(g, h, g)
	for i, x := range points[2] { // after the run's own value of the start, and the rule's
		if !near(x, start[i]-along*g.AtVec(i), 1e-14) {
			t.Errorf("the first point tried is %v", points[2])
			break
		}
	}
	for _, c := range []struct {
		f     objective.Curved
		start []float64
	}{
		{surfaces.Himmelblau{}, []float64{0, 0}}, {surfaces.Himmelblau{}, []float64{-.3, -1}}, // near its maximum
		{bowl{-1, -2}, []float64{.1, -.2}}, {straight{}, []float64{0}},
	} {
		r := optimizers.Run{F: c.f, Optimizer: optimizers.CG{}, LR: 1, Start: c.start, Steps: 1}
		plain := trace(t, r)
		r.Optimizer = optimizers.CG{Exact: true}
		if got := trace(t, r); !floats.Equal(got.X, plain.X) || got.Verdict.Outcome != plain.Verdict.Outcome {
			t.Errorf("%T from %v: %v %s, without %v %s", c.f, c.start, got.X, got.Verdict, plain.X, plain.Verdict)
		}
	}
	got := trace(t, optimizers.Run{F: surfaces.Himmelblau{}, Optimizer: optimizers.CG{Exact: true}, LR: 1, Start: []float64{0, 0}, Steps: 30})
	if !near(got.At(30)[0], 3, 1e-8) || !near(got.At(30)[1], 2, 1e-8) {
		t.Errorf("from the maximum to %v, %s", got.At(30), got.Verdict)
	}
}

// straight is a slope without curvature.
type straight struct{ slope }

func (straight) Hess(dst *mat.SymDense, _ []float64) { dst.Zero() }
