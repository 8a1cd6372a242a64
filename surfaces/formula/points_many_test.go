package formula

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/optviz/optviz/surfaces"
)

// TestPoints: many points are one by one the formula, however many: also at
// kinks, and where slots are infinite or not numbers.
func TestPoints(t *testing.T) {
	texts := []string{"3", "y", "max(x, y) + abs(x)*sqrt(y)", "x*y^2*x", "0*exp(x)^2 + (x/y)^3*y", "(x^2/y)^2 + (1/x)*y", "x^y", "log(x) + x^0.5*y"}
	for _, test := range catalog {
		texts = append(texts, test.text)
	}
	special := []float64{0, 1, -1, 0.5, 1e200, -1e200, 1e-200, math.Inf(1), math.NaN()}
	rng := rand.New(rand.NewPCG(31, 32))
	for i, text := range texts {
		var params map[string]float64
		if k := len(texts) - len(catalog); i >= k {
			params = catalog[i-k].params
		}
		f, err := Parse(text, params)
		if err != nil {
			t.Fatal(err)
		}
		for _, count := range []int{0, 1, blockSize - 1, blockSize, blockSize + 1, 3*blockSize + 5} {
			x := make([]float64, f.dim*count)
			for j := range x {
				x[j] = 4*rng.Float64() - 2
				if rng.IntN(4) == 0 {
					x[j] = special[rng.IntN(len(special))]
				}
			}
			checkPoints(t, text, f, x)
		}
	}
}

// checkPoints compares many points with each alone. Where processors fuse x*y+z, the
// compiler may do so in one of the two only.
func checkPoints(t *testing.T, text string, f *Formula, x []float64) {
	t.Helper()
	same := func(a, b float64) bool {
		return a == b || a != a && b != b || fuses(1+0x1p-30, 1-0x1p-30, -1) && near(a, b, 1e-9)
	}
	count := len(x) / f.dim
	v, g := slices.Repeat([]float64{77}, count), slices.Repeat([]float64{77}, len(x))
	f.Funcs(v, x)
	f.Grads(g, x)
	at, want := make([]float64, f.dim), make([]float64, f.dim)
	for k := range count {
		for i := range at {
			at[i] = x[i*count+k]
		}
		f.Grad(want, at)
		if !same(v[k], f.Func(at)) {
			t.Fatalf("%s: the value at %v is %v, among %d points %v", text, at, f.Func(at), count, v[k])
		}
		for i := range want {
			if !same(g[i*count+k], want[i]) {
				t.Fatalf("%s: the gradient at %v is %v, component %d among %d points %v", text, at, want, i, count, g[i*count+k])
			}
		}
	}
}

// fuses says whether x*y+z is rounded once here, for a product that rounds to 1.
//
//go:noinline
func fuses(x, y, z float64) bool { return x*y+z != 0 }

// TestPointsConcurrent: goroutines that share a formula do not share its state,
// and many points allocate nothing.
func TestPointsConcurrent(t *testing.T) {
	f := mustParse(t, rosenbrock)
	var wg sync.WaitGroup
	for k := range 4 {
		wg.Go(func() {
			rng := rand.New(rand.NewPCG(uint64(k), 33))
			for range 50 {
				x := make([]float64, 2*100)
				for i := range x {
					x[i] = 4*rng.Float64() - 2
				}
				checkPoints(t, rosenbrock, f, x)
			}
		})
	}
	wg.Wait()
	x := grid(10)
	v, g := make([]float64, len(x)/2), make([]float64, len(x))
	if n := testing.AllocsPerRun(100, func() { f.Funcs(v, x); f.Grads(g, x) }); n != 0 && !raceEnabled {
		t.Errorf("many points allocate %v times", n)
	}
}

// alongGrid is many points by hand.
func alongGrid(f surfaces.Rosenbrock, x, v, g []float64) {
	var at, slope [2]float64
	for k := range v {
		at = [2]float64{x[k], x[len(v)+k]}
		v[k] = f.Func(at[:])
		f.Grad(slope[:], at[:])
		g[k], g[len(v)+k] = slope[0], slope[1]
	}
}
