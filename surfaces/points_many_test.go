package surfaces

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/optviz/optviz/surfaces/internal/surfacetest"
)

// Many points of a surface that is not Vectorized are one by one the surface.
func TestVectorize(t *testing.T) {
	eachVariant(t, func(t *testing.T, f curvedSurface, m Meta) {
		const count = 7
		rng := rand.New(rand.NewPCG(21, 22))
		x, g := fill(m.Dim*count, 0), fill(m.Dim*count, math.NaN())
		v, want := fill(count, math.NaN()), fill(m.Dim, 0)
		points := make([][]float64, count)
		for k := range points {
			points[k] = surfacetest.InWindow(rng, m.Window)
			for i, c := range points[k] {
				x[i*count+k] = c
			}
		}
		b := Vectorize(f)
		b.Funcs(v, x)
		b.Grads(g, x)
		for k, p := range points {
			f.Grad(want, p)
			for i := range want {
				if g[i*count+k] != want[i] {
					t.Errorf("component %d of the gradient at %v is %v, want %v", i, p, g[i*count+k], want[i])
				}
			}
			if v[k] != f.Func(p) {
				t.Errorf("the value at %v is %v, want %v", p, v[k], f.Func(p))
			}
		}
		b.Funcs(nil, nil)
		b.Grads(nil, nil)
	})
}
