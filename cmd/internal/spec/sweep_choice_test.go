package spec

import (
	"context"
	"math"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
)

// swept computes the sweep of a document.
func swept(t *testing.T, text string) *Map {
	t.Helper()
	return kindDrawing(t, "kind: sweep\n"+text).Map
}

// A tuned cell is the best of the sweep over its rates, and says which it is.
func TestTunedCells(t *testing.T) {
	const land = "surface: ravine:kappa=25,angle=0\nsteps: 50\nnoise: 1\nseeds: 3\n"
	tuned := swept(t, land+"optimizer: [momentum]\nx: momentum=0/0.5/0.9\ntune: 1e-3:0.1:log:7\n")
	all := swept(t, land+"optimizer: [momentum]\nx: momentum=0/0.5/0.9\ny: lr=1e-3:0.1:log:7\n")
	for i := range 3 {
		best, lr := math.Inf(1), 0.0
		for j := range 7 {
			if v := all.row(3*j + i)[0]; v < best {
				best, lr = v, all.Y.Values[j]
			}
		}
		if row := tuned.row(i); row[0] != best || row[3] != lr {
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
		if got, want := mean.row(i)[0], exact.row(i)[0]; math.Abs(got/want-1) > .1 {
			t.Errorf("%s: %v on average, %v expected", exact.At(i), got, want)
		}
	}
	steps := swept(t, land+"over: expected\nmetric: steps:0.01\n")
	if s, f := steps.row(0)[2], exact.row(0)[0]; !math.IsNaN(s) || f < .01 {
		t.Errorf("%v steps to 0.01, but the loss is %v at the end", s, f)
	}
	if s := steps.row(2)[2]; !(s > 0 && s < 150) {
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
		a, b, c := one.row(i)[0], one.row(3 + i)[0], one.row(6 + i)[0]
		if got, want := all.row(i)[0], max(min(a, b), min(max(a, b), c)); got != want || a == b || b == c {
			t.Errorf("%s: %v, want the median of %v, %v and %v", all.At(i), got, a, b, c)
		}
	}
	if v := wrong.row(0)[0]; !(v > 0 && v < .5) {
		t.Errorf("share %v", v)
	}
}

// Curves on a sweep are of formulas that may measure it.
func TestLaws(t *testing.T) {
	g := kindDrawing(t, "kind: sweep\nsurface: ravine:angle=0\nx: kappa=3/9\noptimizer: ['sgd:lr={2/(1+kappa)}']\nmetric: steps:1e-6*f0\nsteps: 200\ncurves: [{formula: '{{.LeastCell 1 1}}/3*x', label: law}]\n")
	laws, err := g.laws()
	if err != nil {
		t.Fatal(err)
	}
	if x, y := laws[0].X, laws[0].Y; x[0] != 3 || y[0] != g.Map.row(0)[2] || x[len(x)-1] != 9 {
		t.Errorf("the law is %v at %v, up to %v", y[0], x[0], x[len(x)-1])
	}
}

// What cannot be chosen, expected or drawn anew is refused, and why.
func TestChoicesRefused(t *testing.T) {
	const land = "kind: sweep\nsurface: ravine\noptimizer: [sgd]\n"
	for _, c := range []struct{ text, want string }{
		{land + "x: lr=0.1/0.2\ntune: 0.1/0.2\n", "the map is over lr"},
		{land + "x: noise=0/1\ntune: 0.2/0.1\n", "ascending order"},
		{"kind: sweep\noptimizer: [cg]\nx: noise=0/1\ntune: 0.1/0.2\n", "it has no rate to tune"},
		{"kind: sweep\noptimizer: ['sgd:lr={1/kappa}']\nsurface: ravine\nx: kappa=2/3\ntune: 0.1/0.2\n", "has rates of its own"},
		{land + "x: kappa=2/3\nmetric: rate\ntune: 0.1/0.2\n", "is of one surface"},
		{"kind: sweep\nsurface: ravine\noptimizer: [momentum]\nx: momentum=0/0.5\nmetric: rate\ntune: 0.1/0.2\n", "is without runs to tune"},
		{land + "x: noise=0/1\nover: expected\nseeds: 2\n", "stands for all seeds"},
		{land + "x: kappa=2/3\nover: expected\nclip: 1\n", "under noise alone"},
		{"kind: sweep\noptimizer: [adam]\nsurface: ravine\nx: lr=0.1/0.2\nover: expected\n", "of sgd, momentum and nesterov without weight decay alone"},
		{"kind: sweep\noptimizer: [sgd]\nx: lr=0.1/0.2\nover: expected\n", "on quadratics alone"},
		{"kind: sweep\noptimizer: [sgd]\nsurface: random-features\nx: lr=0.1/0.2\nmetric: val\nover: expected\n", "is no reading of it"},
		{land + "x: noise=0/1\nseeds: 2\nredraw: true\n", "has no seed to draw another by"},
		{"kind: sweep\noptimizer: [sgd]\nsurface: random-features\nx: p=5/9\nredraw: true\n", "is for --seeds"},
		{"kind: sweep\noptimizer: [sgd]\nsurface: random-features\nx: seed=5/9\nseeds: 2\nredraw: true\n", "the map is over seed"},
		{"kind: sweep\noptimizer: [sgd]\nsurface: random-features\nx: p=5/9\nseeds: 2\nmetric: steps:1\nredraw: true\n", "each surface has a minimum of its own"},
		{land + "x: kappa=2/3\ncurves: [{x: [1], y: [2]}]\n", "is of a formula"},
		{land + "x: kappa=2/3\ncurves: [{formula: 'x*'}]\n", "curve 1"},
		{land + "x: lr=0.1/0.2\ncurves: [{formula: x}]\n", "slopes and curves are for sweeps"},
		{"kind: plot\nsurface: ravine\nbatch: [4]\n", "with --noise S, that of one example, a batch of B has S/√B"},
	} {
		d, err := document.ParseYAML([]byte(c.text), Texts{})
		if err == nil {
			_, err = Resolve(context.Background(), d)
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q:\n%v\nwant %s", c.text, err, c.want)
		}
	}
}
