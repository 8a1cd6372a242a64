package drawing

import (
	"testing"
)

// Curves on a sweep are of formulas that may measure it.
func TestLaws(t *testing.T) {
	g := kindDrawing(t, "kind: sweep\nsurface: ravine:angle=0\nx: kappa=3/9\noptimizer: ['sgd:lr={2/(1+kappa)}']\nmetric: steps:1e-6*f0\nsteps: 200\ncurves: [{formula: '{{.LeastCell 1 1}}/3*x', label: law}]\n", stub{".LeastCell 1 1": "7"})
	laws, err := g.Content.(*Sweep).lawSeries(g)
	if err != nil {
		t.Fatal(err)
	}
	if x, y := laws[0].X, laws[0].Y; x[0] != 3 || y[0] != 7 || x[len(x)-1] != 9 {
		t.Errorf("the law is %v at %v, up to %v", y[0], x[0], x[len(x)-1])
	}
}
