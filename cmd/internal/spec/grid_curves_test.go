package spec

import (
	"context"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
)

// Curves on a sweep are of formulas that may measure it.
func TestLaws(t *testing.T) {
	g := kindDrawing(t, "kind: sweep\nsurface: ravine:angle=0\nx: kappa=3/9\noptimizer: ['sgd:lr={2/(1+kappa)}']\nmetric: steps:1e-6*f0\nsteps: 200\ncurves: [{formula: '{{.LeastCell 1 1}}/3*x', label: law}]\n")
	laws, err := g.laws()
	if err != nil {
		t.Fatal(err)
	}
	if x, y := laws[0].X, laws[0].Y; x[0] != 3 || y[0] != g.Grid.Row(0)[2] || x[len(x)-1] != 9 {
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
			_, err = Resolve(context.Background(), d, Texts{})
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q:\n%v\nwant %s", c.text, err, c.want)
		}
	}
}
