package surfaces

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces/internal/surfacetest"
)

// Which surfaces are sums of squares, and of how many.
func TestSumsOfSquares(t *testing.T) {
	want := map[string]int{
		"sphere": 2, "ravine": 2, "rosenbrock": 2, "himmelblau": 2, "beale": 3, "booth": 2, "matyas": 2,
		"levy13": 5, "zakharov": 4, "dixon-price": 2, "freudenstein-roth": 2, "powell-badly-scaled": 2,
		"brown-badly-scaled": 3, "product": 1, "edge-of-stability": 1, "cliff": 1,
	}
	for _, s := range Catalog() {
		got := 0
		if f, ok := s.(objective.LeastSquares); ok {
			got = f.NumResiduals()
		}
		if name := s.Meta().Name; got != want[name] {
			t.Errorf("%s: %d residuals, want %d", name, got, want[name])
		}
	}
}

// f = Σ r^2, the gradient is 2 J'r, and J the differences of r.
func TestResiduals(t *testing.T) {
	eachVariant(t, func(t *testing.T, c curvedSurface, m Meta) {
		f, ok := c.(objective.LeastSquares)
		if !ok {
			t.Skip("no sum of squares")
		}
		rng := rand.New(rand.NewPCG(9, 10))
		r, g := make([]float64, f.NumResiduals()), make([]float64, m.Dim)
		j := mat.NewDense(len(r), m.Dim, nil)
		for range 100 {
			x := surfacetest.InWindow(rng, m.Window)
			for i := range r {
				r[i] = math.NaN() // whatever was there must be overwritten
				for k := range g {
					j.Set(i, k, math.NaN())
				}
			}
			f.Residuals(r, x)
			f.Jacobian(j, x)
			f.Grad(g, x)
			sum := 0.0
			for _, v := range r {
				sum += v * v
			}
			if want := f.Func(x); math.Abs(sum-want) > 1e-13*want {
				t.Fatalf("at %v the squares sum to %v, f is %v", x, sum, want)
			}
			for k := range g {
				var got, size float64
				for i, v := range r {
					got += 2 * j.At(i, k) * v
					size += math.Abs(2 * j.At(i, k) * v)
				}
				if math.Abs(got-g[k]) > 1e-13*size {
					t.Fatalf("at %v: 2 J'r is %v in coordinate %d, the gradient %v", x, got, k, g)
				}
				for i := range r {
					component := func(x []float64) float64 {
						r := make([]float64, len(r))
						f.Residuals(r, x)
						return r[i]
					}
					tol := 1e-7 * math.Max(1, math.Abs(r[i]))
					if want := surfacetest.Slope(component, x, k, spacing(m.Name, k)); !surfacetest.Near(j.At(i, k), want, tol) {
						t.Fatalf("Jacobian(%v)[%d, %d] = %v, the difference is %v", x, i, k, j.At(i, k), want)
					}
				}
			}
		}
		x := m.Start
		for name, call := range map[string]func(){
			"Residuals": func() { f.Residuals(r, x) },
			"Jacobian":  func() { f.Jacobian(j, x) },
		} {
			if n := testing.AllocsPerRun(20, call); n != 0 {
				t.Errorf("%s allocates %v times", name, n)
			}
		}
	})
}
