package sweep

import (
	"math"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
)

// swept computes the sweep of a document.
func swept(t *testing.T, text string) *Sweep {
	t.Helper()
	d, err := document.ParseYAML([]byte("kind: sweep\n"+text), nil)
	if err != nil {
		t.Fatal(err)
	}
	return computed(t, d.GridSpec)
}

// A tuned cell is the best of the sweep over its rates, and says which it is.
func TestTunedCells(t *testing.T) {
	const land = "surface: ravine:kappa=25,angle=0\nsteps: 50\nnoise: 1\nseeds: 3\n"
	tuned := swept(t, land+"optimizer: [momentum]\nx: momentum=0/0.5/0.9\ntune: 1e-3:0.1:log:7\n")
	all := swept(t, land+"optimizer: [momentum]\nx: momentum=0/0.5/0.9\ny: lr=1e-3:0.1:log:7\n")
	for i := range 3 {
		best, lr := math.Inf(1), 0.0
		for j := range 7 {
			if v := all.Row(3*j + i)[0]; v < best {
				best, lr = v, all.Y.Values[j]
			}
		}
		if row := tuned.Row(i); row[0] != best || row[3] != lr {
			t.Errorf("%s: %v, want %v at %v", tuned.At(i), row, best, lr)
		}
	}
}

// What is expected is what many seeds do on average, and the noise of an example is
// that of a batch times the root of its size.
func TestExpectedOverBatches(t *testing.T) {
	const land = "surface: ravine:kappa=25,angle=30\nsteps: 150\nnoise: 2\noptimizer: ['sgd:lr=0.03']\nx: batch=1/4/64\n"
	exact, mean := swept(t, land+"over: expected\n"), swept(t, land+"seeds: 2000\n")
	for i := range 3 {
		if got, want := mean.Row(i)[0], exact.Row(i)[0]; math.Abs(got/want-1) > .1 {
			t.Errorf("%s: %v on average, %v expected", exact.At(i), got, want)
		}
	}
	steps := swept(t, land+"over: expected\nmetric: steps:0.01\n")
	if s, f := steps.Row(0)[2], exact.Row(0)[0]; !math.IsNaN(s) || f < .01 {
		t.Errorf("%v steps to 0.01, but the loss is %v at the end", s, f)
	}
	if s := steps.Row(2)[2]; !(s > 0 && s < 150) {
		t.Errorf("%v steps to 0.01", s)
	}
}

// Each seed of a cell that is drawn anew is of the surface with the next seed.
func TestRedraw(t *testing.T) {
	const land = "optimizer: [gauss-newton]\nsteps: 1\nmetric: val\n"
	all := swept(t, land+"surface: random-features:n=20,d=3,seed=4\nx: p=5/20/40\nseeds: 3\nover: median\nredraw: true\n")
	one := swept(t, land+"surface: random-features:n=20,d=3\nx: p=5/20/40\ny: seed=4/5/6\n")
	wrong := swept(t, strings.Replace(land, "val", "error", 1)+"surface: random-features:n=20,d=3,seed=4\nx: p=5\nseeds: 2\nredraw: true\n")
	for i := range 3 {
		a, b, c := one.Row(i)[0], one.Row(3 + i)[0], one.Row(6 + i)[0]
		if got, want := all.Row(i)[0], max(min(a, b), min(max(a, b), c)); got != want || a == b || b == c {
			t.Errorf("%s: %v, want the median of %v, %v and %v", all.At(i), got, a, b, c)
		}
	}
	if v := wrong.Row(0)[0]; !(v > 0 && v < .5) {
		t.Errorf("share %v", v)
	}
}
