package objective_test

import (
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers/objective"
)

// line is f(x) = x.
type line struct{}

func (line) Func(x []float64) float64            { return x[0] }
func (line) Grad(dst, _ []float64)               { dst[0] = 1 }
func (line) Hess(dst *mat.SymDense, _ []float64) { dst.SetSym(0, 0, 0) }
func (line) NumResiduals() int                   { return 0 }
func (line) Residuals(_, _ []float64)            {}
func (line) Jacobian(*mat.Dense, []float64)      {}

// named changes nothing.
type named struct{ objective.Objective }

func (n named) Unwrap() objective.Objective { return n.Objective }

// bent adds x^2/2 and so is no sum of squares.
type bent struct{ f objective.Objective }

func (b bent) Func(x []float64) float64 { return b.f.Func(x) + x[0]*x[0]/2 }
func (b bent) Grad(dst, x []float64)    { b.f.Grad(dst, x); dst[0] += x[0] }

func (b bent) As(target any) bool {
	t, ok := target.(*objective.Curved)
	return ok && objective.Adapt(t, b.f, func(f objective.Curved) objective.Curved { return bentHess{b, f} })
}

type bentHess struct {
	bent
	f objective.Curved
}

func (b bentHess) Hess(dst *mat.SymDense, x []float64) {
	b.f.Hess(dst, x)
	dst.SetSym(0, 0, dst.At(0, 0)+1)
}

// plain has a value and a gradient alone.
type plain struct{ objective.Objective }

func TestAs(t *testing.T) {
	for _, c := range []struct {
		name            string
		f               objective.Objective
		curved, squares bool
		bend            float64
	}{
		{"nothing", nil, false, false, 0},
		{"a loss", line{}, true, true, 0},
		{"without more", plain{line{}}, false, false, 0},
		{"unwrapped", named{named{line{}}}, true, true, 0},
		{"unwrapped to the end", named{plain{line{}}}, false, false, 0},
		{"changed", bent{line{}}, true, false, 1},
		{"changed twice", bent{named{bent{line{}}}}, true, false, 2},
		{"changed, of nothing", bent{plain{line{}}}, false, false, 0},
		{"changed and unwrapped", named{bent{named{line{}}}}, true, false, 1},
	} {
		curved, ok := objective.As[objective.Curved](c.f)
		if ok != c.curved || objective.Is[objective.LeastSquares](c.f) != c.squares {
			t.Errorf("%s: curved %v, a sum of squares %v", c.name, ok, objective.Is[objective.LeastSquares](c.f))
		}
		if !ok {
			continue
		}
		h, g, want := mat.NewSymDense(1, nil), []float64{0}, []float64{0}
		curved.Hess(h, []float64{3})
		curved.Grad(g, []float64{3})
		if c.f.Grad(want, []float64{3}); h.At(0, 0) != c.bend || g[0] != want[0] || curved.Func([]float64{3}) != c.f.Func([]float64{3}) {
			t.Errorf("%s: Hessian %v, gradient %v, want %v", c.name, h.At(0, 0), g, want)
		}
	}
}

func TestForward(t *testing.T) {
	var curved objective.Curved
	if !objective.Forward(&curved, named{line{}}) || curved != (line{}) {
		t.Errorf("forwarded %v", curved)
	}
	if objective.Forward(&curved, plain{line{}}) {
		t.Error("forwarded what is not there")
	}
}
